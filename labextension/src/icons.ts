/** The icons: 16 px strokes in the colour of the text beside them. */
import { LabIcon } from '@jupyterlab/ui-components';

const STROKES = {
  analyst:
    '<path d="M2.5 13.5h11M3.5 10.5l3-3.5 2.5 2 3.5-5.5"/><circle cx="12.5" cy="3.5" r="1"/>',
  bad: '<circle cx="8" cy="8" r="5.8"/><path d="m6 6 4 4m0-4-4 4"/>',
  check: '<path d="m3 8.5 3.2 3L13 4.5"/>',
  copy: '<rect x="5.5" y="5.5" width="8" height="8"/><path d="M10.5 5.5v-3h-8v8h3"/>',
  data: '<ellipse cx="8" cy="3.8" rx="5.2" ry="2"/><path d="M2.8 3.8v8.4c0 1.1 2.3 2 5.2 2s5.2-.9 5.2-2V3.8M2.8 8c0 1.1 2.3 2 5.2 2s5.2-.9 5.2-2"/>',
  down: '<path d="m4 6 4 4 4-4"/>',
  folder: '<path d="M2 4h4l1.5 1.5H14V13H2z"/>',
  info: '<circle cx="8" cy="8" r="5.8"/><path d="M8 7.3V11M8 5v.1"/>',
  turn: '<path d="M8 2.2A5.8 5.8 0 1 1 2.2 8"/>'
} as const;

/** Name of an icon. */
export type IconName = keyof typeof STROKES;

const SPACE = 'http://www.w3.org/2000/svg';

/** Return an icon as an element; it is decoration, the words beside it say the same. */
export function icon(name: IconName, tone = ''): SVGElement {
  const svg = new DOMParser().parseFromString(
    `<svg xmlns="${SPACE}" viewBox="0 0 16 16">${STROKES[name]}</svg>`,
    'image/svg+xml'
  ).documentElement as unknown as SVGElement;
  svg.setAttribute('class', `ja-i ${tone}`.trim());
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}

/** The icon of the sidebar in JupyterLab's activity bar. */
export const analystIcon = new LabIcon({
  name: 'jupyter-analyst:analyst',
  svgstr:
    `<svg xmlns="${SPACE}" width="16" viewBox="0 0 16 16">` +
    '<g class="jp-icon3" stroke="#616161" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round">' +
    `${STROKES.analyst.replace(/<(path|circle)/g, '<$1 fill="none"')}</g></svg>`
});
