// Which columns of a profile are shown, in what order, and which of them are in view.
/** @typedef {import("./messages.js").ColumnLine} ColumnLine */
/** @typedef {"name" | "type" | "missing" | "distinct" | "shape" | "range"} SortKey */
/** Without a key, columns with alerts come first. @typedef {{by: SortKey | "", down: boolean}} Order */

const COLLATOR = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
const NUMERIC = new Set(["missing", "distinct", "shape"]);
export const WITH_ALERTS = "alerts";

/** @type {Record<SortKey, (column: ColumnLine) => string | number>} */
const KEYS = {
  name: (column) => column.name,
  type: (column) => column.type,
  missing: (column) => column.missing,
  distinct: (column) => column.n_distinct,
  shape: (column) => fullest(column.drawn),
  range: (column) => column.range,
};

/**
 * The share of the values in the fullest bin, or of the most frequent value; below all shares where nothing is drawn.
 * @param {import("./messages.js").Drawn} drawn
 */
export function fullest(drawn) {
  if (drawn.shares) return drawn.shares[0] ?? 0;
  if (!drawn.counts) return -1;
  const all = drawn.counts.reduce((sum, n) => sum + n, 0);
  return all ? Math.max(...drawn.counts) / all : 0;
}

/**
 * The columns whose name has the words in it and whose kind is wanted, in order.
 * @param {ColumnLine[]} columns those with alerts first
 * @param {{words: string, kind: string, order: Order}} wanted
 */
export function sifted(columns, { words, kind, order }) {
  const text = words.trim().toLowerCase();
  const kept = columns.filter((column) => isOfKind(column, kind) && column.name.toLowerCase().includes(text));
  if (!order.by) return kept;
  const key = KEYS[order.by];
  const sign = order.down ? -1 : 1;
  return kept.sort((a, b) => sign * compared(key(a), key(b)));
}

/** @param {ColumnLine} column @param {string} kind */
function isOfKind(column, kind) {
  return !kind || column.kind === kind || (kind === WITH_ALERTS && column.alert !== "");
}

/** @param {string | number} a @param {string | number} b */
function compared(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : COLLATOR.compare(String(a), String(b));
}

/**
 * The order after a heading was pressed: as one reads, then the other way round, then alerts first again.
 * @param {Order} order
 * @param {SortKey} key
 * @returns {Order}
 */
export function turned(order, key) {
  const first = NUMERIC.has(key); // the largest number is what one looks for
  if (order.by !== key) return { by: key, down: first };
  return order.down === first ? { by: key, down: !first } : { by: "", down: false };
}

/**
 * The first and the last + 1 of the rows that are in view or near it.
 * @param {number[]} heights of all rows
 * @param {number} top how far the view begins below the first row
 * @param {number} height of the view
 * @param {number} near pixels beyond the view
 * @returns {[number, number]}
 */
export function inView(heights, top, height, near) {
  let at = 0;
  let first = 0;
  while (first < heights.length && at + heights[first] < top - near) at += heights[first++];
  let last = first;
  while (last < heights.length && at < top + height + near) at += heights[last++];
  return [Math.min(first, Math.max(heights.length - 1, 0)), last];
}
