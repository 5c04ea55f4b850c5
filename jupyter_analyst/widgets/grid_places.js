// Where things are in the grid: widths, what is in sight, pages, orders. Pure functions.

/** @typedef {import("./messages.js").GridColumn} GridColumn */
/** @typedef {import("./messages.js").Query} Query */
/** @typedef {import("./messages.js").Sort} Sort */

const CHARACTER_PX = 7.4;
const AROUND_PX = 18;
const BOLD_PX = 8.2;
const HEADING_PX = 84; // its icon, the button of its menu, the arrow of its order
const MIDNIGHT = / 00:00:00(?:\+00)?$/;
const LEAST_PX = 72;
const MOST_PX = 320;

/** All rows as they are. @type {Query} */
export const EVERYTHING = { where: [], sort: [], search: "" };

/** Widths of columns in pixels, from their names and first values. @param {GridColumn[]} columns */
export function widthsOf(columns) {
  return columns.map(({ name, width }) => {
    const wanted = Math.max(width * CHARACTER_PX + AROUND_PX, name.length * BOLD_PX + HEADING_PX);
    return Math.round(Math.min(Math.max(wanted, LEAST_PX), MOST_PX));
  });
}

/** Where each column begins, and at last where they end. @param {number[]} widths */
export function edgesOf(widths) {
  const edges = [0];
  for (const width of widths) edges.push(edges[edges.length - 1] + width);
  return edges;
}

/**
 * First and last place of what is in sight; -1 as the last if nothing is.
 * @param {number[]} edges where each begins, and at last where they end
 * @param {number} from
 * @param {number} to
 * @returns {[number, number]}
 */
export function inSight(edges, from, to) {
  const n = edges.length - 1;
  const before = countUpTo(edges, from) - 1;
  const first = Math.max(0, Math.min(before, n - 1));
  return [first, Math.min(countUpTo(edges, to) - 1, n - 1)];
}

/** How many edges lie at or before a place. @param {number[]} edges @param {number} at */
function countUpTo(edges, at) {
  let [low, high] = [0, edges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many pages rows have, at least one. @param {number} nRows @param {number} size */
export const nPages = (nRows, size) => Math.max(1, Math.ceil(nRows / size));

/**
 * The order after a click on a heading: ascending, descending, as it was; beside the others with a further key.
 * @param {Sort[]} sort
 * @param {number} column
 * @param {boolean} isFurther
 * @returns {Sort[]}
 */
export function nextSort(sort, column, isFurther) {
  const now = sort.find((one) => one.column === column);
  const next = now === undefined ? [{ column, descending: false }] : now.descending ? [] : [{ column, descending: true }];
  if (!isFurther) return next;
  return now === undefined ? [...sort, ...next] : sort.flatMap((one) => (one === now ? next : [one]));
}

/** Whether a query asks for anything but all rows as they are. @param {Query} query */
export const isNarrowed = (query) => query.where.length > 0 || query.search !== "";

/** How many rows there are, in words. @param {number} nFound @param {number} nRows @param {boolean} narrowed */
export function countedRows(nFound, nRows, narrowed) {
  const all = `${nRows.toLocaleString("en")} ${nRows === 1 ? "row" : "rows"}`;
  return narrowed ? `${nFound.toLocaleString("en")} of ${all}` : all;
}

/**
 * Whether moments that are shown together are days: all of them at midnight.
 * @param {import("./messages.js").Cell[]} values
 */
export const areDays = (values) => values.every((value) => value === null || (typeof value === "string" && MIDNIGHT.test(value)));

/** The day of a moment at midnight. @param {string} text */
export const dayOf = (text) => text.replace(MIDNIGHT, "");

/** Whether two values are the same record. @param {unknown} a @param {unknown} b */
export const isAlike = (a, b) => JSON.stringify(a) === JSON.stringify(b);
