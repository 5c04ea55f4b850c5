// The page of rows in sight: asked for in pieces, late answers dropped.
import { EVERYTHING, isAlike } from "./grid_places.js";

/** @typedef {import("./messages.js").Cell} Cell */
/** @typedef {import("./messages.js").FromPanel} FromPanel */
/** @typedef {import("./messages.js").Query} Query */
/** @typedef {import("./messages.js").ToPanel} ToPanel */
/** @typedef {{query: Query, start: number, nFound: number, numbers: number[], cells: Map<number, Cell[]>}} Shown */
/** @typedef {{n: number, query: Query, start: number, columns: number[], since: number, isHeard: boolean}} Waiting */

/**
 * @param {{view: string, send: (message: FromPanel) => void, changed: () => void}} options
 */
export function rowSource({ view, send, changed }) {
  let n = 0;
  /** @type {Shown} */
  let shown = emptied();
  /** @type {Waiting | null} */
  let waiting = null;
  let refused = ""; // what is not asked for again by itself

  /** @returns {Shown} */
  function emptied() {
    return { query: EVERYTHING, start: -1, nFound: 0, numbers: [], cells: new Map() };
  }

  /** @param {Query} query @param {number} start */
  const isShown = (query, start) => shown.start === start && isAlike(shown.query, query);

  /**
   * See to it that a page is shown with some of its columns.
   * @param {Query} query
   * @param {number} start
   * @param {number[]} columns
   */
  function want(query, start, columns) {
    const lacking = isShown(query, start) ? columns.filter((column) => !shown.cells.has(column)) : columns;
    if (!lacking.length && isShown(query, start)) return waiting && !isShown(waiting.query, waiting.start) ? drop() : undefined;
    if (isOnItsWay(query, start, lacking) || JSON.stringify([query, start, lacking]) === refused) return;
    n += 1;
    waiting = { n, query, start, columns: lacking, since: Date.now(), isHeard: false };
    send({ kind: "rows", view, n, query, start, columns: lacking });
  }

  /** @param {Query} query @param {number} start @param {number[]} columns */
  function isOnItsWay(query, start, columns) {
    return waiting?.start === start && isAlike(waiting.query, query) && columns.every((column) => waiting?.columns.includes(column));
  }

  /** What is on its way is no longer wanted. */
  function drop() {
    n += 1;
    waiting = null;
    send({ kind: "stop" });
    changed();
  }

  /** @param {Extract<ToPanel, {kind: "rows"}>} message */
  function arrived(message) {
    if (!waiting || message.n !== waiting.n) return;
    const { query, start } = waiting;
    if (!isShown(query, start)) shown = { query, start, nFound: message.n_found, numbers: message.numbers, cells: new Map() };
    message.columns.forEach((column, i) => shown.cells.set(column, message.cells[i]));
    waiting = null;
    changed();
  }

  return {
    want,
    drop,
    /** Forget everything, as for other data. */
    clear: () => { shown = emptied(); n += 1; waiting = null; refused = ""; },
    /** Ask again for what was refused. */
    retry: () => { refused = ""; },
    shown: () => shown,
    waiting: () => waiting,
    /** Take a message; tell what to say if the request was refused. @param {ToPanel} message */
    hear: (message) => {
      if (message.kind === "rows") arrived(message);
      if (message.kind === "working" && waiting?.n === message.n) waiting.isHeard = true;
      if (message.kind !== "refused" || waiting?.n !== message.n) return null;
      refused = JSON.stringify([waiting.query, waiting.start, waiting.columns]);
      waiting = null;
      return message;
    },
  };
}
