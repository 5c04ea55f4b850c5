/** One panel of one notebook: the widget its kernel shows, in an output area. */
import type { NotebookPanel } from '@jupyterlab/notebook';
import { OutputAreaModel, SimplifiedOutputArea } from '@jupyterlab/outputarea';
import type { Kernel } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { Panel } from '@lumino/widgets';

import { showCell } from './insert';
import { execute, LOAD } from './probe';
import type { Progress } from './standing';

/** The sections of the sidebar, in their order. */
export const SECTIONS = ['datasets', 'tools', 'chat'] as const;
export type Section = (typeof SECTIONS)[number];

/** The output area in which a panel is shown. */
export class PanelView extends Panel {
  /** Emitted when the panel came, or failed to. */
  readonly changed = new Signal<this, void>(this);
  progress: Progress = 'none';
  /** What went wrong, in the kernel's words. */
  fault = '';

  constructor(
    notebook: NotebookPanel,
    readonly section: Section,
    chooseFile: () => void
  ) {
    super();
    this.addClass('ja-live');
    this.#area = new SimplifiedOutputArea({
      model: new OutputAreaModel({ trusted: true }),
      rendermime: notebook.content.rendermime
    });
    this.addWidget(this.#area);
    // a panel that mentions a cell leads to it
    this.node.addEventListener('jupyter-analyst:cell', event => {
      event.preventDefault();
      showCell(notebook, (event as CustomEvent<{ cell: string }>).detail.cell);
    });
    // only the application can let a person choose a file
    this.node.addEventListener('jupyter-analyst:choose', event => {
      event.preventDefault();
      chooseFile();
    });
  }

  /** Ask the kernel for the panel; it comes when the kernel is free. */
  async ask(kernel: Kernel.IKernelConnection): Promise<void> {
    this.progress = 'waiting';
    const code = `${LOAD}\nget_ipython().run_line_magic('analyst', 'panel ${this.section}')`;
    const future = execute(kernel, code, {}, false);
    this.#area.future = future;
    const reply = await future.done.catch(() => null);
    if (this.isDisposed) {
      return;
    }
    if (reply?.content.status === 'ok' && this.#area.model.length > 0) {
      this.progress = 'shown';
    } else {
      this.progress = 'failed';
      this.fault =
        reply?.content.status === 'error'
          ? reply.content.evalue
          : 'The kernel gave no panel.';
    }
    this.changed.emit();
  }

  readonly #area: SimplifiedOutputArea;
}
