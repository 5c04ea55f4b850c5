/** The bar on top: which dataset is in use, and the list to choose another one. */
import { Widget } from '@lumino/widgets';

import type { Facts } from './bridge';
import { button, element, nameOf, roving, size } from './dom';
import { icon } from './icons';
import type { Dataset } from './messages';

/** What can be done from the bar. */
export interface Choices {
  use(name: string): void;
  load(): void;
}

/** The dataset in use and the list of those that are kept. */
export class SourceBar extends Widget {
  constructor(choices: Choices) {
    super();
    this.#choices = choices;
    this.node.classList.add('ja-own', 'ja-head');
    this.#button = element('button', 'ja-source');
    this.#button.type = 'button';
    this.#button.setAttribute('aria-haspopup', 'listbox');
    this.#button.setAttribute('aria-expanded', 'false');
    this.#button.addEventListener('click', () => this.#toggle());
    this.#button.addEventListener('keydown', event => {
      if (event.key === 'ArrowDown' && !this.#menu) {
        event.preventDefault();
        this.#toggle();
      }
    });
    this.node.append(this.#button);
    this.node.addEventListener('keydown', event => {
      if (event.key === 'Escape' && this.#menu) {
        event.stopPropagation();
        this.#close(true);
      }
    });
    this.node.addEventListener('focusout', event => {
      if (!this.node.contains(event.relatedTarget as Node | null)) {
        this.#close(false);
      }
    });
  }

  /** Show what is in use. */
  draw(facts: Facts | null): void {
    const state = facts?.state ?? null;
    const chosen = facts?.choosing || state?.current || '';
    const waits = Boolean(facts?.choosing) && facts?.busySince !== null;
    this.#datasets = state?.datasets ?? [];
    this.#current = state?.current ?? '';
    const found = this.#datasets.find(one => one.name === chosen);
    const key = JSON.stringify([state !== null, found, chosen, waits]);
    if (key === this.#drawn) {
      return;
    }
    this.#drawn = key;
    const tail = found ? `${size(found.n_rows, found.n_columns)} · ${found.version}` : '';
    this.#button.disabled = state === null;
    this.#button.title = chosen ? `Dataset in use: ${chosen}` : '';
    this.#button.replaceChildren(
      icon('data'),
      ...(chosen
        ? [
            nameOf(chosen, 'ja-strong'),
            element('span', 'ja-muted ja-cut ja-size', waits ? 'waits for the kernel' : tail)
          ]
        : [element('span', 'ja-muted ja-cut', 'No dataset yet')]),
      icon('down')
    );
  }

  #toggle(): void {
    if (this.#menu) {
      this.#close(true);
      return;
    }
    const options = this.#datasets.map(one => this.#option(one));
    const list = element('div', 'ja-list', ...options);
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', 'Dataset in use');
    roving(list, () => options, ['ArrowUp', 'ArrowDown'], () => undefined);
    const more = button('Load data', 'ja-item', () => this.#leave(() => this.#choices.load()), 'folder');
    this.#menu = element('div', 'ja-menu', ...(options.length ? [list] : []), more);
    this.node.append(this.#menu);
    this.#button.setAttribute('aria-expanded', 'true');
    (options.find(option => option.tabIndex === 0) ?? more).focus();
  }

  #option(one: Dataset): HTMLElement {
    const isCurrent = one.name === this.#current;
    const isFirst = this.#current === '' && one === this.#datasets[0];
    const made = element(
      'div',
      'ja-item',
      isCurrent ? icon('check') : element('span'),
      nameOf(one.name, isCurrent ? 'ja-strong' : ''),
      element('span', 'ja-tail', size(one.n_rows, one.n_columns))
    );
    made.setAttribute('role', 'option');
    made.setAttribute('aria-selected', String(isCurrent));
    made.tabIndex = isCurrent || isFirst ? 0 : -1;
    const choose = () => this.#leave(() => this.#choices.use(one.name));
    made.addEventListener('click', choose);
    made.addEventListener('keydown', event => {
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        choose();
      }
    });
    return made;
  }

  #leave(act: () => void): void {
    this.#close(true);
    act();
  }

  #close(takeFocus: boolean): void {
    const menu = this.#menu;
    this.#menu = null; // first: removing it makes the focus leave, which closes it
    menu?.remove();
    this.#button.setAttribute('aria-expanded', 'false');
    if (takeFocus) {
      this.#button.focus();
    }
  }

  readonly #choices: Choices;
  readonly #button: HTMLButtonElement;
  #menu: HTMLElement | null = null;
  #datasets: Dataset[] = [];
  #current = '';
  #drawn = '';
}
