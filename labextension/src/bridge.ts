/** What the sidebar knows of one notebook's kernel, and the way to talk to it. */
import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';
import type { Kernel } from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';
import { Signal } from '@lumino/signaling';

import manifest from '../package.json';
import { firstCode, insertCell } from './insert';
import { type FromKernel, type State, TARGET, type ToKernel } from './messages';
import { execute, LINES, LOAD, type Package, probe } from './probe';

/** Whether there is a kernel to talk to. */
export type Presence = 'none' | 'connecting' | 'restarting' | 'dead' | 'alive';

/** What is known of a notebook's kernel. */
export interface Facts {
  presence: Presence;
  /** Language of the kernel, lower case; empty while it is not known. */
  language: string;
  /** What the kernel calls itself. */
  kernelName: string;
  package: Package;
  /** Whether messages go both ways. */
  linked: boolean;
  state: State | null;
  /** Name of the dataset that was chosen and is not yet in use. */
  choosing: string;
  /** When the kernel began what it is doing, in ms; null if it is idle. */
  busySince: number | null;
}

/** The statuses of a kernel that are not those of one on its way. */
const PRESENCE: Record<string, Presence> = {
  autorestarting: 'restarting',
  busy: 'alive',
  dead: 'dead',
  idle: 'alive',
  restarting: 'restarting',
  unknown: 'alive'
};

const NOTHING = {
  package: 'unknown' as Package,
  linked: false,
  state: null,
  choosing: ''
};

function presenceOf(status: string, hasKernel: boolean): Presence {
  const presence = PRESENCE[status] ?? 'connecting';
  return hasKernel || presence === 'connecting' ? presence : 'none';
}

/** The line between one notebook and the package in its kernel. */
export class Bridge {
  /** Emitted when a fact changed. */
  readonly changed = new Signal<this, void>(this);
  /** Emitted when the kernel's memory is gone: what was shown from it is dead. */
  readonly lost = new Signal<this, void>(this);
  /** Whether the package was loaded while this page was there. */
  isFresh = false;
  readonly facts: Facts = {
    presence: 'connecting',
    language: '',
    kernelName: '',
    busySince: null,
    ...NOTHING
  };

  constructor(readonly panel: NotebookPanel) {
    const { sessionContext } = panel;
    sessionContext.kernelChanged.connect(this.#meet, this);
    sessionContext.statusChanged.connect(this.#heard, this);
    sessionContext.connectionStatusChanged.connect(this.#heard, this);
    NotebookActions.executed.connect(this.#executed, this);
    void sessionContext.ready.then(() => this.#meet());
  }

  get kernel(): Kernel.IKernelConnection | null {
    return this.panel.sessionContext.session?.kernel ?? null;
  }

  /** The notebook is closed: hear and say nothing more. */
  dispose(): void {
    this.#met = null;
    Signal.clearData(this);
  }

  /** The sidebar is shown for this notebook: find out what is not known yet. */
  wake(): void {
    if (!this.#awake) {
      this.#awake = true;
      this.#comm ? this.#hello() : void this.#look();
    }
  }

  /** Use a dataset from now on. */
  use(name: string): void {
    this.facts.choosing = name;
    this.#say({ kind: 'use', name });
    this.changed.emit();
  }

  /** Load the package; the notebook gets the line, so that it runs from top to bottom. */
  async load(): Promise<void> {
    const cells = this.panel.content.model?.sharedModel.cells ?? [];
    if (cells.some(cell => cell.source.includes(LINES.load))) {
      await this.#loadQuietly();
    } else {
      await this.put(LINES.load, firstCode(this.panel));
    }
  }

  /** Put a line into a new cell, below the active one if no place is given, and run it. */
  async put(source: string, index?: number): Promise<void> {
    const request = `analyst-${Date.now().toString(36)}`;
    const cell = { request, after: '', source, outputs: [], metadata: {} };
    await insertCell(this.panel, { ...cell, run: true }, index);
  }

  /** Look again: something was done in the kernel, or the kernel is another one. */
  async #look(): Promise<void> {
    const { kernel, facts } = this;
    if (!kernel || !this.#awake || facts.language !== 'python' || this.#comm) {
      return;
    }
    const found = await probe(kernel).catch(() => 'unknown' as Package);
    if (kernel !== this.#met || this.#comm) {
      return;
    }
    facts.package = found;
    if (found === 'loaded') {
      this.#reach(kernel);
    } else if (found === 'installed' && kernel.id === this.#wanted) {
      await this.#loadQuietly();
    }
    this.changed.emit();
  }

  async #loadQuietly(): Promise<void> {
    const { kernel } = this;
    if (kernel) {
      await execute(kernel, LOAD).done.catch(() => undefined);
      await this.#look();
    }
  }

  async #executed(
    _: unknown,
    { notebook }: { notebook: unknown }
  ): Promise<void> {
    if (notebook === this.panel.content) {
      await this.#look(); // it may have been `%pip install` or `%load_ext`
    }
  }

  /** Follow the status of the kernel. */
  #heard(): void {
    const status = this.panel.sessionContext.kernelDisplayStatus;
    const { facts, kernel } = this;
    facts.presence = presenceOf(status, kernel !== null);
    if (status === 'busy' || status === 'unknown') {
      facts.busySince ??= Date.now();
    } else {
      facts.busySince = null;
    }
    if (facts.presence === 'restarting' || facts.presence === 'dead') {
      this.#met = null;
      this.#forget();
    } else if (status === 'idle') {
      void this.#meet(); // a restart took the comm target with it
    }
    this.changed.emit();
  }

  #forget(): void {
    this.#comm = null;
    this.isFresh = false;
    Object.assign(this.facts, NOTHING);
    this.lost.emit();
  }

  /** Get to know the kernel the notebook has now. */
  async #meet(): Promise<void> {
    const { kernel, facts } = this;
    if (kernel === this.#met) {
      return;
    }
    this.#met = kernel;
    this.#forget();
    facts.language = '';
    this.#heard();
    if (!kernel) {
      return;
    }
    if (kernel.handleComms) {
      kernel.registerCommTarget(TARGET, comm => {
        this.isFresh = true;
        this.#bind(comm);
      });
    }
    const spec = await kernel.spec;
    if (kernel !== this.#met) {
      return;
    }
    facts.language = (spec?.language ?? '').replace(/^python$/i, 'python');
    facts.kernelName = spec?.display_name ?? kernel.name;
    this.changed.emit();
    await this.#rejoin(kernel);
    await this.#look();
  }

  /** After a reload of the page the kernel may still hold our comm. */
  async #rejoin(kernel: Kernel.IKernelConnection): Promise<void> {
    if (!kernel.handleComms || this.facts.language !== 'python') {
      return;
    }
    const reply = await kernel
      .requestCommInfo({ target_name: TARGET })
      .catch(() => null);
    if (reply?.content.status !== 'ok' || kernel !== this.#met) {
      return;
    }
    const id = Object.keys(reply.content.comms).pop();
    if (id && !this.#comm && !kernel.hasComm(id)) {
      this.#bind(kernel.createComm(TARGET, id));
    }
  }

  /** The package is loaded and has no comm for us: open one from this side. */
  #reach(kernel: Kernel.IKernelConnection): void {
    if (kernel.handleComms) {
      const comm = kernel.createComm(TARGET);
      comm.open();
      this.#bind(comm);
    }
  }

  #bind(comm: Kernel.IComm): void {
    this.#comm = comm;
    this.#wanted = this.kernel?.id;
    this.facts.package = 'loaded';
    this.facts.linked = true;
    // the promise is not given back: JupyterLab would wait for it before the next message, and the
    // cell that is run in it needs messages
    comm.onMsg = message => {
      void this.#receive(message.content.data as unknown as FromKernel);
    };
    comm.onClose = () => {
      if (this.#comm === comm) {
        this.#comm = null;
        this.facts.linked = false;
        this.changed.emit();
      }
    };
    if (this.#awake) {
      this.#hello();
    }
    this.changed.emit();
  }

  #hello(): void {
    this.#say({
      kind: 'hello',
      frontend: 'jupyterlab',
      version: manifest.version
    });
  }

  #say(message: ToKernel): void {
    this.#comm?.send(message as unknown as JSONObject);
  }

  async #receive(message: FromKernel): Promise<void> {
    if (message.kind === 'state') {
      this.facts.state = message.state;
      this.facts.choosing = '';
      this.changed.emit();
    } else if (message.kind === 'insert') {
      const cell = await insertCell(this.panel, message);
      this.#say({ kind: 'inserted', request: message.request, cell });
    }
  }

  #comm: Kernel.IComm | null = null;
  #awake = false;
  /** Id of the kernel in which the package was loaded; a restart keeps it. */
  #wanted?: string;
  /** The kernel that is known, null when there is none or it has lost its memory. */
  #met: Kernel.IKernelConnection | null | undefined;
}
