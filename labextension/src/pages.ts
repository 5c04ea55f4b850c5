/** What stands in the body when there is no panel to show: why, and what to do. */
import type { Facts } from './bridge';
import { button, codeLine, duration, element } from './dom';
import { icon, type IconName } from './icons';
import { LINES } from './probe';
import type { Standing } from './standing';

/** What a person can do from a page. */
export interface Acts {
  chooseFile(): void;
  chooseKernel(): void;
  install(): void;
  load(): void;
  newNotebook(): void;
  reload(): void;
  restart(): void;
  retry(): void;
}

interface Words {
  sign: IconName;
  title: string;
  text: string;
  line?: string;
  act?: [words: string, name: keyof Acts];
}

/** Return the page for a standing. */
export function page(
  what: Exclude<Standing, 'panel'>,
  facts: Facts | null,
  fault: string,
  acts: Acts
): HTMLElement {
  if (what === 'loading' || what === 'connecting') {
    return skeleton(what === 'loading' ? 'Opening the panel' : 'Connecting to the kernel');
  }
  if (what === 'busy') {
    return busy();
  }
  return empty(wordsOf(what, facts, fault), acts);
}

/** The standings that are told by a few words. */
type Told = Exclude<Standing, 'busy' | 'connecting' | 'loading' | 'panel'>;

function wordsOf(what: Told, facts: Facts | null, fault: string): Words {
  const words: Record<Told, Words> = {
    'no-notebook': {
      sign: 'analyst',
      title: 'No notebook is open',
      text: 'The analyst works beside a notebook: open one, or begin one.',
      act: ['New notebook', 'newNotebook']
    },
    'no-kernel': {
      sign: 'info',
      title: 'This notebook has no kernel',
      text: 'The analyst runs in the kernel.',
      act: ['Choose a kernel', 'chooseKernel']
    },
    restarting: {
      sign: 'turn',
      title: 'The kernel is restarting',
      text: 'The analyst comes back with it. Loaded datasets are kept.'
    },
    dead: {
      sign: 'bad',
      title: 'The kernel has stopped',
      text: 'Its variables are gone. Notebook and datasets are safe.',
      act: ['Restart the kernel', 'restart']
    },
    'other-language': {
      sign: 'info',
      title: `This notebook speaks ${facts?.language}`,
      text: 'The analyst works in Python notebooks.',
      act: ['New Python notebook', 'newNotebook']
    },
    missing: {
      sign: 'analyst',
      title: 'Analyst is not in this kernel',
      text: `One line adds it. ${facts?.kernelName ?? 'The kernel'} stays as it is.`,
      line: LINES.install,
      act: ['Insert and run', 'install']
    },
    installed: {
      sign: 'analyst',
      title: 'Load Analyst here?',
      text: 'It starts with this notebook’s kernel and stops with it.',
      line: LINES.load,
      act: ['Load', 'load']
    },
    unlinked: {
      sign: 'info',
      title: 'The sidebar cannot reach the analyst',
      text: 'It does not listen to this page. Loading it again mends that.',
      line: LINES.reload,
      act: ['Load again', 'reload']
    },
    failed: {
      sign: 'bad',
      title: 'The panel did not open',
      text: fault,
      act: ['Try again', 'retry']
    }
  };
  return words[what];
}

function empty(words: Words, acts: Acts): HTMLElement {
  const made = element(
    'div',
    'ja-empty',
    icon(words.sign),
    element('h2', '', words.title),
    element('p', '', words.text)
  );
  if (words.line) {
    made.append(codeLine(words.line));
  }
  if (words.act) {
    const [label, name] = words.act;
    made.append(button(label, 'ja-btn main', () => acts[name]()));
  }
  return made;
}

/** Bones as high as what comes, so that nothing moves when it does. */
function skeleton(label: string): HTMLElement {
  const bones = Array.from({ length: 8 }, () => element('div', 'ja-bone'));
  const made = element('div', 'ja-bones', ...bones);
  made.setAttribute('role', 'img');
  made.setAttribute('aria-label', label);
  return made;
}

function busy(): HTMLElement {
  return element(
    'div',
    'ja-note',
    icon('turn', 'ja-spin'),
    element(
      'div',
      '',
      element('p', 'ja-since'),
      element('p', 'ja-muted ja-small', 'The panel appears by itself when it ends.')
    )
  );
}

/** Say on a page that is shown how long the kernel is busy already. */
export function tick(shown: HTMLElement, facts: Facts): void {
  const since = shown.querySelector('.ja-since');
  if (since && facts.busySince !== null) {
    const long = duration(Date.now() - facts.busySince);
    since.textContent = `A cell has been running for ${long}.`;
  }
}
