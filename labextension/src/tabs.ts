/** The tabs of the sections. */
import { Widget } from '@lumino/widgets';

import { button, roving } from './dom';
import { type Section, SECTIONS } from './panel';

const TITLES: Record<Section, string> = {
  datasets: 'Datasets',
  tools: 'Tools',
  chat: 'Chat'
};

/** Tabs that follow the arrow keys; one of them is always chosen. */
export class Tabs extends Widget {
  section: Section = SECTIONS[0];

  constructor(body: HTMLElement, changed: () => void) {
    super();
    this.node.classList.add('ja-own', 'ja-nav');
    this.node.setAttribute('role', 'tablist');
    this.node.setAttribute('aria-label', 'Sections');
    for (const section of SECTIONS) {
      const tab = button(TITLES[section], '', () => {
        this.#choose(section);
        changed();
      });
      tab.id = `ja-tab-${section}`;
      tab.setAttribute('role', 'tab');
      tab.setAttribute('aria-controls', body.id);
      this.#tabs.set(section, tab);
      this.node.append(tab);
    }
    roving(
      this.node,
      () => [...this.#tabs.values()],
      ['ArrowLeft', 'ArrowRight'],
      tab => tab.click()
    );
    this.#body = body;
    this.#choose(this.section);
  }

  /** Move the focus to the tab that is chosen. */
  focus(): void {
    this.#tabs.get(this.section)?.focus();
  }

  /** Mark the sections in which something waits. */
  mark(waiting: Section | null): void {
    for (const [section, tab] of this.#tabs) {
      const waits = section === waiting;
      tab.classList.toggle('ja-waits', waits);
      if (waits) {
        tab.setAttribute('aria-label', `${TITLES[section]}, an answer waits`);
      } else {
        tab.removeAttribute('aria-label');
      }
    }
  }

  #choose(chosen: Section): void {
    this.section = chosen;
    for (const [section, tab] of this.#tabs) {
      tab.setAttribute('aria-selected', String(section === chosen));
      tab.tabIndex = section === chosen ? 0 : -1;
    }
    this.#body.setAttribute('aria-labelledby', `ja-tab-${chosen}`);
  }

  readonly #tabs = new Map<Section, HTMLButtonElement>();
  readonly #body: HTMLElement;
}
