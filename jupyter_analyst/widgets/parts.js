// The parts of a profile beside its columns: what is missing, what goes together, what is there twice, the first rows.
import { h, nameOf } from "./dom.js";
import { icon } from "./icons.js";
import { stats } from "./detail.js";

/** @typedef {import("./messages.js").Outline} Outline */
/** @typedef {import("./messages.js").Pair} Pair */

const STRONGEST = 55; // percent of colour in a cell, so that its number stays readable

/**
 * @param {{caption: string, heads: {text: string, look?: string}[], rows: Node[], look?: string}} options
 */
function table({ caption, heads, rows, look = "" }) {
  return h("table", { class: `ja-table ${look}`.trim() }, h("caption", { class: "ja-hidden" }, caption),
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col", class: head.look }, head.text)))), h("tbody", {}, ...rows));
}

/** A table that may be wider than the panel. @param {string} label @param {Node} inside */
const sideways = (label, inside) => h("div", { class: "ja-scroll", tabindex: "0", role: "region", "aria-label": label }, inside);

/** @param {Outline["missing"]} missing */
export function missingPart(missing) {
  const said = h("p", {}, missing.said);
  if (!missing.n_columns) return h("div", { class: "ja-stack" }, said);
  const rows = missing.columns.map(([name, n, share]) => h("tr", {}, h("th", { scope: "row" }, nameOf(name)), h("td", {}, n), h("td", {}, share)));
  const heads = [{ text: "Column" }, { text: "Missing" }, { text: "Share" }];
  const rest = missing.n_columns - missing.columns.length;
  return h("div", { class: "ja-stack" }, said, sideways("Which columns are missing together", patternTable(missing)),
    h("div", { class: "ja-two" },
      h("div", {}, table({ caption: "Columns with missing values, emptiest first", heads, rows }), rest > 0 && h("p", { class: "ja-hint" }, `And ${rest} more with fewer.`)),
      missing.together.length ? pairTable("Missing together", "Gaps that go together", missing.together, false) : null));
}

/** @param {Outline["missing"]} missing */
function patternTable(missing) {
  const others = missing.n_others ? [{ text: `other ${missing.n_others}`, look: "ja-pf-mark ja-pf-side" }] : [];
  const marks = missing.marked.map((name) => ({ text: name, look: "ja-pf-mark ja-pf-side" }));
  const rows = missing.patterns.map((found) => h("tr", {}, h("th", { scope: "row", dir: "auto" }, found.said),
    ...found.gone.map((isGone) => h("td", { class: "ja-pf-side" }, isGone ? icon("bad", { tone: "ja-warn", label: "missing" }) : icon("check", { tone: "ja-muted", label: "there" }))),
    missing.n_others ? h("td", { class: "ja-pf-side" }, found.others ? `${found.others} missing` : icon("check", { tone: "ja-muted", label: "there" })) : null,
    h("td", {}, found.count), h("td", {}, found.share)));
  return table({ caption: "Which columns are missing together", heads: [{ text: "Pattern" }, ...marks, ...others, { text: "Rows" }, { text: "Share" }], rows });
}

/** @param {string} first @param {string} caption @param {Pair[]} pairs @param {boolean} named whether each says by what it was measured */
function pairTable(first, caption, pairs, named) {
  const heads = [{ text: first }, { text: named ? "Strength" : "Phi" }, ...(named ? [{ text: "Measured as", look: "l" }] : []), { text: "Rows", look: "ja-wide" }];
  const rows = pairs.map((pair) => h("tr", {}, h("th", { scope: "row" }, h("bdi", { title: pair.a }, pair.a), " – ", h("bdi", { title: pair.b }, pair.b)),
    h("td", {}, pair.said), named ? h("td", { class: "l" }, pair.name) : null, h("td", { class: "ja-wide" }, pair.n)));
  return table({ caption, heads, rows });
}

/** @param {Outline["associations"]} found */
export function associationsPart(found) {
  if (found.none) return h("div", { class: "ja-stack" }, h("p", {}, found.none));
  return h("div", { class: "ja-stack" },
    h("p", { class: "ja-hint" }, "Each pair by the measure that finds most in it; below zero, one falls as the other rises."),
    found.names.length > 2 ? sideways("Associations as a table of colours", heatmap(found)) : null,
    pairTable("Strongest pairs", "Strongest pairs, and how each was measured", found.pairs, true),
    found.capped && h("p", { class: "ja-hint" }, found.capped));
}

/** @param {Outline["associations"]} found */
function heatmap(found) {
  const across = found.names.slice(0, -1);
  const heads = across.map((name) => h("th", { scope: "col" }, h("span", { dir: "auto", title: name }, name)));
  const rows = found.names.slice(1).map((name, i) => h("tr", {}, h("th", { scope: "row" }, nameOf(name)),
    ...across.map((_, j) => heatCell(found.cells[i + 1][j] ?? null, j <= i))));
  return h("table", { class: "ja-pf-heat ja-small" }, h("caption", { class: "ja-hidden" }, "Strength of each pair of columns, by the measure that finds most in it"),
    h("thead", {}, h("tr", {}, h("td", {}), ...heads)), h("tbody", {}, ...rows));
}

/** @param {(Pair & {r: number}) | null} cell @param {boolean} isInside whether a pair belongs here at all */
function heatCell(cell, isInside) {
  if (!cell) return h("td", { class: isInside ? "is-in" : null }, isInside ? h("span", { class: "ja-muted", title: "Not compared, or weaker than those that were kept" }, "·") : null);
  const share = Math.round(Math.abs(cell.r) * STRONGEST);
  return h("td", { class: cell.r < 0 ? "is-in below" : "is-in", style: `--ja-pf-share: ${share}%`, title: `${cell.a} – ${cell.b}: ${cell.name}, ${cell.n} rows` }, cell.said);
}

/** @param {Outline["duplicates"]} found */
export function duplicatesPart(found) {
  const names = found.keys.flatMap((key, i) => [i ? ", " : " ", h("b", { class: "ja-strong", dir: "auto" }, key)]);
  return h("div", { class: "ja-stack" }, h("p", {}, found.said),
    found.row.length ? h("div", {}, h("h3", {}, found.example), stats(found.row, "ja-stats ja-pf-row")) : null,
    found.keys_said && h("p", { class: found.keys.length ? null : "ja-muted" }, found.keys_said, ...names, found.keys.length ? "." : null));
}

/** @param {Outline["rows"]} found */
export function rowsPart(found) {
  if (found.none) return h("div", { class: "ja-stack" }, h("p", {}, found.none));
  const look = (/** @type {number} */ i) => (found.numbers[i] ? null : "l");
  const heads = found.names.map((name, i) => h("th", { scope: "col", class: look(i) }, nameOf(name)));
  const rows = found.rows.map((row) => h("tr", {}, ...row.map((cell, i) => h("td", { class: look(i), dir: "auto" }, cell))));
  return h("div", { class: "ja-stack" }, sideways("First rows", h("table", { class: "ja-table ja-small ja-pf-first" },
    h("caption", { class: "ja-hidden" }, `The first ${found.rows.length} rows`), h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...rows))),
  found.cut && h("p", { class: "ja-hint" }, found.cut));
}
