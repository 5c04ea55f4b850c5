/** Make elements; words reach the page as text only. */
import { Clipboard } from '@jupyterlab/apputils';

import { icon, type IconName } from './icons';

type Child = Node | string;

/** Return an element with its class and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...children);
  return made;
}

/** Return a name from the data: in its own direction of writing, whole in the title. */
export function nameOf(name: string, className = ''): HTMLElement {
  const made = element('span', `${className} ja-cut`.trim(), name);
  made.dir = 'auto';
  made.title = name;
  return made;
}

/** Return a button that says what happens next. */
export function button(
  words: string,
  className: string,
  act: () => void,
  sign?: IconName
): HTMLButtonElement {
  const made = element('button', className, ...(sign ? [icon(sign)] : []), words);
  made.type = 'button';
  made.addEventListener('click', act);
  return made;
}

/** Return a line of code with a button that copies it. */
export function codeLine(code: string): HTMLElement {
  const words = 'Copy this line';
  const copy = element('button', 'ja-icon', icon('copy'));
  copy.type = 'button';
  copy.title = words;
  copy.setAttribute('aria-label', words);
  copy.addEventListener('click', () => {
    Clipboard.copyToSystem(code);
    copy.replaceChildren(icon('check', 'ja-ok'));
    copy.setAttribute('aria-label', 'Copied');
    copy.addEventListener(
      'blur',
      () => {
        copy.replaceChildren(icon('copy'));
        copy.setAttribute('aria-label', words);
      },
      { once: true }
    );
  });
  const text = element('code', 'ja-code ja-grow ja-cut', code);
  text.title = code;
  return element('div', 'ja-input', text, copy);
}

const NUMBER = new Intl.NumberFormat('en-US');

/** Return a size as it is written in the house: `1,808 × 14`. */
export function size(rows: number, columns: number): string {
  return `${NUMBER.format(rows)} × ${NUMBER.format(columns)}`;
}

/** Return how long something takes already, in words: `1 min 20 s`. */
export function duration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes}\xa0min ${seconds % 60}\xa0s` : `${seconds}\xa0s`;
}

/** The arrows to the sides, where text runs from right to left. */
const TURNED: Record<string, string> = {
  ArrowLeft: 'ArrowRight',
  ArrowRight: 'ArrowLeft'
};

/**
 * Let arrow keys, Home and End move the focus among items of which one can be reached by Tab.
 *
 * The items are asked for at each key: they may be drawn anew.
 */
export function roving(
  container: HTMLElement,
  items: () => HTMLElement[],
  [back, forth]: [string, string],
  chosen: (item: HTMLElement) => void
): void {
  container.addEventListener('keydown', event => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const steps: Record<string, number> = {
      [back]: at - 1,
      [forth]: at + 1,
      Home: 0,
      End: all.length - 1
    };
    const turned =
      getComputedStyle(container).direction === 'rtl' && TURNED[event.key];
    const step = steps[turned || event.key];
    if (at < 0 || step === undefined) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const next = all[(step + all.length) % all.length];
    if (next) {
      all.forEach(item => (item.tabIndex = item === next ? 0 : -1));
      next.focus();
      chosen(next);
    }
  });
}
