// What opens below a column: its chart, numbers and values, and lines for the notebook.
import { copy, fill, h } from "./dom.js";
import { icon } from "./icons.js";
import { drawnTree } from "./spark.js";

/** @typedef {import("./messages.js").Detail} Detail */

/**
 * Names and values side by side.
 * @param {[string, string][]} list
 * @param {string} [look]
 */
export function stats(list, look = "ja-stats") {
  return h("dl", { class: look }, ...list.flatMap(([name, value]) => [h("dt", { dir: "auto" }, name), h("dd", { dir: "auto" }, value)]));
}

/**
 * @param {{column: string, found: Detail, insert: (tool: string) => void}} options
 */
export function columnDetail({ column, found, insert }) {
  const chart = found.chart && drawnTree(found.chart);
  const outcome = h("span", { class: "ja-hint ja-row ja-pf-outcome" });
  const buttons = [
    h("button", { class: "ja-btn slim", onclick: () => insert("") }, icon("code"), "Insert as code"),
    ...found.tools.map((tool) => h("button", { class: "ja-btn slim", onclick: () => insert(tool.id) }, icon(tool.icon), tool.title)),
  ];
  const node = h("div", { class: "ja-stack" },
    found.means && h("p", { class: "ja-hint", dir: "auto" }, found.means),
    h("div", { class: "ja-pf-parts" }, chart,
      stats([["Type", found.type], ["Range", found.range]], "ja-stats ja-narrow"), stats(found.facts), found.quantiles.length ? stats(found.quantiles) : null,
      found.top.length ? topTable(column, found.top) : null),
    h("div", { class: "ja-row ja-pf-acts", role: "group", "aria-label": `Put into a new cell about ${column}` }, ...buttons, outcome));
  return {
    node,
    /** @param {string} words @param {string} source */
    said: (words, source) => tellOutcome(outcome, words, source),
  };
}

/** @param {string} column @param {[string, string, string][]} top */
function topTable(column, top) {
  const rows = top.map(([value, n, share]) => h("tr", {}, h("th", { scope: "row", dir: "auto" }, value), h("td", {}, n), h("td", {}, share)));
  return h("table", { class: "ja-table ja-small" }, h("caption", { class: "ja-hidden" }, `Most frequent values of ${column}`),
    h("thead", {}, h("tr", {}, ...["Most frequent", "Rows", "Share"].map((name) => h("th", { scope: "col" }, name)))), h("tbody", {}, ...rows));
}

/**
 * Say what came of code for a cell; show the code where there are no cells.
 * @param {HTMLElement} place
 * @param {string} words
 * @param {string} source
 */
export function tellOutcome(place, words, source) {
  if (!source) return fill(place, icon("check", { tone: "ja-ok" }), words);
  const code = h("code", { class: "ja-code ja-pf-source", dir: "ltr" }, source);
  const copying = h("button", { class: "ja-btn slim", onclick: copied }, "Copy");
  async function copied() {
    const done = await copy(source);
    if (!done) getSelection()?.selectAllChildren(code);
    fill(copying, done ? "Copied" : "Selected: copy it by keys");
  }
  fill(place, h("span", {}, words), code, copying);
}
