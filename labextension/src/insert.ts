/** Put a cell into a notebook, once, as one step that can be undone. */
import { NotebookActions, type NotebookPanel } from '@jupyterlab/notebook';

import type { Insertion } from './messages';

/** The part of the shared notebook that its interface does not name. */
interface Undoable {
  undoManager?: { stopCapturing(): void } | null;
}

/**
 * Insert a cell below its anchor, or at a place, and return its id.
 *
 * The request is the id of the cell: one that is asked for twice is there once. Whoever is typing
 * keeps the focus.
 */
export async function insertCell(
  panel: NotebookPanel,
  wanted: Insertion,
  place?: number
): Promise<string> {
  await panel.context.ready;
  const model = panel.content.model;
  if (!model) {
    throw new Error('The notebook was closed.');
  }
  if (indexOf(panel, wanted.request) < 0) {
    const notebook = model.sharedModel;
    const anchor = indexOf(panel, wanted.after);
    const index =
      place ?? (anchor < 0 ? panel.content.activeCellIndex : anchor) + 1;
    const history = (notebook as Undoable).undoManager;
    history?.stopCapturing();
    notebook.insertCell(index, {
      cell_type: 'code',
      id: wanted.request,
      source: wanted.source,
      outputs: wanted.outputs,
      metadata: { ...wanted.metadata, trusted: true }
    });
    history?.stopCapturing();
    await reveal(panel, index, wanted.run);
  }
  return wanted.request;
}

/** Bring a cell into view; one that was removed is not missed. */
export function showCell(panel: NotebookPanel, id: string): void {
  const index = indexOf(panel, id);
  if (index >= 0) {
    panel.content.activeCellIndex = index;
    void scrollTo(panel, index);
  }
}

/** Return the place of the first code cell, behind the last cell if there is none. */
export function firstCode(panel: NotebookPanel): number {
  const cells = panel.content.model?.sharedModel.cells ?? [];
  const index = cells.findIndex(cell => cell.cell_type === 'code');
  return index < 0 ? cells.length : index;
}

function indexOf(panel: NotebookPanel, id: string): number {
  const cells = panel.content.model?.sharedModel.cells ?? [];
  return cells.findIndex(cell => cell.id === id);
}

/** Bring the new cell into view and run it, leaving the focus where it is. */
async function reveal(
  panel: NotebookPanel,
  index: number,
  run: boolean
): Promise<void> {
  const notebook = panel.content;
  const cell = notebook.widgets[index];
  if (!cell) {
    return;
  }
  const focused = document.activeElement;
  const typing = notebook.mode === 'edit' && notebook.node.contains(focused);
  if (!typing) {
    notebook.activeCellIndex = index;
  }
  if (run) {
    void NotebookActions.runCells(notebook, [cell], panel.sessionContext);
    if (typing) {
      notebook.mode = 'edit'; // running a cell ends it
    }
  }
  if (panel.isVisible) {
    await scrollTo(panel, index);
  }
}

/** Scroll to a cell; one that was scrolled away meanwhile needs no bringing back. */
function scrollTo(panel: NotebookPanel, index: number): Promise<void> {
  return panel.content.scrollToItem(index, 'smart').catch(() => undefined);
}
