/** The bar at the bottom: how the sandbox is, and which notebook this is. */
import { Widget } from '@lumino/widgets';

import type { Facts } from './bridge';
import { element, nameOf } from './dom';
import type { Tone } from './messages';
import type { Standing } from './standing';

/** The words at the bottom; those that hear the page are told when they change. */
export class StatusBar extends Widget {
  constructor() {
    super();
    this.node.classList.add('ja-own', 'ja-status');
    this.#words.setAttribute('role', 'status');
    this.#words.setAttribute('aria-live', 'polite');
    this.node.append(this.#dot, this.#words, this.#place);
  }

  /** Show the tone and words, and the notebook's name. */
  draw(what: Standing, facts: Facts | null, notebook: string): void {
    const [tone, words] = said(what, facts);
    this.#dot.className = `ja-dot ${tone}`;
    if (this.#words.textContent !== words) {
      this.#words.textContent = words;
      this.#words.title = words;
    }
    if (this.#place.textContent !== notebook) {
      this.#place.replaceChildren(...(notebook ? [nameOf(notebook)] : []));
    }
  }

  readonly #dot = element('span', 'ja-dot off');
  readonly #words = element('span', 'ja-cut ja-words');
  readonly #place = element('span', 'ja-end');
}

function said(what: Standing, facts: Facts | null): [Tone, string] {
  if (what === 'busy') {
    return ['busy', 'Kernel busy'];
  }
  if (what === 'dead') {
    return ['bad', 'Kernel stopped'];
  }
  if (what === 'other-language') {
    return ['off', facts?.kernelName ?? ''];
  }
  const sandbox = facts?.state?.sandbox;
  return sandbox ? [sandbox.tone, sandbox.words] : ['off', 'No sandbox yet'];
}
