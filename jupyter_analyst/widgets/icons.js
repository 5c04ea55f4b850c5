/** Strokes on a grid of 16 by 16; those the cards have too are the same there. @type {Record<string, string>} */
export const STROKES = {
  ask: '<circle cx="8" cy="8" r="5.8"/><path d="M6.3 6.3a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2M8 11.3v.1"/>',
  bad: '<circle cx="8" cy="8" r="5.8"/><path d="m6 6 4 4m0-4-4 4"/>',
  bin: '<path d="M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5"/>',
  boolean: '<rect x="1.8" y="5" width="12.4" height="6" rx="3"/><circle cx="11" cy="8" r="1.3"/>',
  category: '<path d="M3 3h4.5l6 6-4.5 4.5-6-6zM5.7 5.7h.1"/>',
  chart: '<path d="M2.5 13.5h11M4.5 11V7.5M8 11V3M11.5 11V5.5"/>',
  check: '<path d="m3 8.5 3.2 3L13 4.5"/>',
  close: '<path d="m4.5 4.5 7 7m0-7-7 7"/>',
  code: '<path d="M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5"/>',
  copy: '<rect x="5.5" y="5.5" width="8" height="8"/><path d="M10.5 5.5v-3h-8v8h3"/>',
  data: '<ellipse cx="8" cy="3.8" rx="5.2" ry="2"/><path d="M2.8 3.8v8.4c0 1.1 2.3 2 5.2 2s5.2-.9 5.2-2V3.8M2.8 8c0 1.1 2.3 2 5.2 2s5.2-.9 5.2-2"/>',
  date: '<rect x="2.5" y="3.5" width="11" height="10"/><path d="M2.5 6.5h11M5.5 2v3M10.5 2v3"/>',
  down: '<path d="m4 6 4 4 4-4"/>',
  edit: '<path d="m3 13 .6-2.6L11 3l2 2-7.4 7.4z"/>',
  eye: '<path d="M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="1.8"/>',
  fall: '<path d="M8 3v9.5M4 8.5l4 4 4-4"/>',
  first: '<path d="M4 3.5v9M12 4 8 8l4 4"/>',
  folder: '<path d="M2 4h4l1.5 1.5H14V13H2z"/>',
  info: '<circle cx="8" cy="8" r="5.8"/><path d="M8 7.3V11M8 5v.1"/>',
  last: '<path d="M12 3.5v9M4 4l4 4-4 4"/>',
  left: '<path d="m10 4-4 4 4 4"/>',
  link: '<circle cx="4" cy="11" r="1.6"/><circle cx="8" cy="6" r="1.6"/><circle cx="12.2" cy="8.6" r="1.6"/><path d="m5 9.7 2-2.5M9.4 6.9l1.4.9"/>',
  lock: '<rect x="3.5" y="7" width="9" height="6.5"/><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2"/>',
  number: '<path d="M6.5 3 5 13M11 3 9.5 13M3 6.2h10.5M2.5 9.8H13"/>',
  ok: '<circle cx="8" cy="8" r="5.8"/><path d="m5.4 8.2 1.9 1.8 3.4-3.8"/>',
  play: '<path d="M5 3.5v9l7-4.5z"/>',
  plus: '<path d="M8 3v10M3 8h10"/>',
  redo: '<path d="M13 8a5 5 0 1 1-1.5-3.5L13 6M13 2.5V6H9.5"/>',
  right: '<path d="m6 4 4 4-4 4"/>',
  search: '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3 3"/>',
  send: '<path d="M8 13V3.5M4 7.5l4-4 4 4"/>',
  sift: '<path d="M2.5 4.5h11M4.5 8h7M6.5 11.5h3"/>',
  stop: '<rect x="4" y="4" width="8" height="8"/>',
  survival: '<path d="M2.5 3.5h3v3h3v3h3v3h2"/>',
  swap: '<path d="M4.5 13V3M2 5.5 4.5 3 7 5.5M11.5 3v10M9 10.5l2.5 2.5 2.5-2.5"/>',
  table: '<rect x="2.5" y="3" width="11" height="10"/><path d="M2.5 6.5h11M2.5 9.8h11M7 6.5V13"/>',
  text: '<path d="M3 4h10M3 8h10M3 12h6"/>',
  time: '<circle cx="8" cy="8" r="5.8"/><path d="M8 4.5V8l2.5 1.5"/>',
  tool: '<path d="M2.5 13.5 8 8m1.2-4.6a3.3 3.3 0 0 1 3.4-.8L10.5 4.7l.8 2 .8.3 1.9-1.9a3.3 3.3 0 0 1-4.5 3.9"/>',
  turn: '<path d="M8 2.2A5.8 5.8 0 1 1 2.2 8"/>',
  up: '<path d="m4 10 4-4 4 4"/>',
  wait: '<circle cx="8" cy="8" r="2.2"/>',
  warn: '<path d="M8 2.5 14 13.5H2L8 2.5zM8 6.8v3M8 11.8v.1"/>',
};

/** Those that point to where one goes: mirrored where text runs from right to left. */
const TURNING = new Set(["first", "last", "left", "right"]);
const SVG = "http://www.w3.org/2000/svg";

/**
 * An icon, in the colour of the text beside it.
 * @param {string} name one of `STROKES`; a table for a name that is none
 * @param {{tone?: string, label?: string}} [look] tone is a class; a label is what it says to those who cannot see it
 */
export function icon(name, { tone = "", label = "" } = {}) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", ["ja-i", TURNING.has(name) && "ja-turns", tone].filter(Boolean).join(" "));
  svg.setAttribute("viewBox", "0 0 16 16");
  if (label) {
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", label);
  } else svg.setAttribute("aria-hidden", "true");
  const known = Object.hasOwn(STROKES, name) ? name : "table";
  for (const [, tag, attributes] of STROKES[known].matchAll(/<(\w+) ([^>]*)\/>/g)) {
    const shape = document.createElementNS(SVG, tag);
    for (const [, key, value] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) shape.setAttribute(key, value);
    svg.append(shape);
  }
  return svg;
}
