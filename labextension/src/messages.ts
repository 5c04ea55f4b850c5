/**
 * The messages between the kernel and this sidebar: the one list of this side.
 * Those of the kernel are in `jupyter_analyst/bridge/messages.py`.
 */
import type { IOutput } from '@jupyterlab/nbformat';
import type { PartialJSONObject } from '@lumino/coreutils';

/** Name of the comm target. */
export const TARGET = 'jupyter_analyst';

/** A dataset that can be used. */
export interface Dataset {
  name: string;
  n_rows: number;
  n_columns: number;
  version: string;
}

/** How something is doing; the sidebar gives each a shape and a colour. */
export type Tone = 'ok' | 'busy' | 'off' | 'bad';

/** What the kernel's session has. */
export interface State {
  datasets: Dataset[];
  /** Name of the dataset in use, empty if there is none. */
  current: string;
  sandbox: { tone: Tone; words: string };
  /** How many questions were answered. */
  answers: number;
  /** What went wrong with the last choice, empty if nothing. */
  notice?: string;
}

/** A cell to be put into the notebook. */
export interface Insertion {
  /** Id of the request; becomes the id of the cell. */
  request: string;
  /** Id of the cell above; the active one if empty. */
  after: string;
  source: string;
  outputs: IOutput[];
  metadata: PartialJSONObject;
  run: boolean;
}

/** What the kernel says. */
export type FromKernel =
  | { kind: 'state'; state: State }
  | ({ kind: 'insert' } & Insertion);

/** What is said to the kernel. */
export type ToKernel =
  | { kind: 'hello'; frontend: string; version: string }
  | { kind: 'inserted'; request: string; cell: string }
  | { kind: 'use'; name: string };
