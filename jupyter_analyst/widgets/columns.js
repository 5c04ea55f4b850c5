// The table of columns: filter, sort, keys; only the rows in view are in the page.
import { fill, freshId, h, iconButton, keyAlong, nameOf } from "./dom.js";
import { icon } from "./icons.js";
import { inView, sifted, turned, WITH_ALERTS } from "./sift.js";
import { spark } from "./spark.js";
import { columnDetail } from "./detail.js";

/** @typedef {import("./messages.js").ColumnLine} ColumnLine */
/** @typedef {import("./messages.js").Detail} Detail */
/** @typedef {import("./sift.js").SortKey} SortKey */
/** @typedef {{row: HTMLTableRowElement, button: HTMLButtonElement, mark: HTMLElement, more: HTMLTableRowElement, place: HTMLElement}} Line */

const ROW_PX = 33;
const DETAIL_PX = 260;
const VIEW_PX = 640;
const NEAR_PX = 320;
/** @type {[SortKey, string, string][]} */
const HEADINGS = [
  ["name", "Column", ""], ["type", "Type", "ja-wide"], ["missing", "Missing", "ja-num"], ["distinct", "Distinct", "ja-num"],
  ["shape", "Distribution", ""], ["range", "Range, or most frequent", "ja-wide"],
];
/** @type {[string, string][]} */
const KINDS = [["number", "Numbers"], ["category", "Categories"], ["boolean", "Yes / no"], ["date", "Dates"], ["text", "Texts"], [WITH_ALERTS, "With alerts"]];
const SIGNS = { warn: "Has a warning", info: "Has a note" };

/**
 * @param {{scroller: HTMLElement, ask: (column: string) => void, insert: (column: string, tool: string) => void, say: (sentence: string) => void}} options
 */
export function columnTable({ scroller, ask, insert, say }) {
  /** @type {ColumnLine[]} */
  let columns = [];
  /** @type {ColumnLine[]} */
  let shown = [];
  /** @type {import("./sift.js").Order} */
  let order = { by: "", down: false };
  let active = ""; // the row the keys are at
  /** @type {Map<string, Line>} */
  const lines = new Map();
  /** @type {Map<string, number>} */
  const opened = new Map(); // with the height of what is below
  /** @type {Map<string, ReturnType<typeof columnDetail>>} */
  const details = new Map();

  const clear = iconButton("close", "Clear the filter", () => { refilter(""); search.focus(); }, { hidden: true });
  const key = h("span", { class: "ja-key", "aria-hidden": "true" }, "/");
  const search = h("input", { type: "text", "aria-label": "Filter columns", placeholder: "Filter columns", autocomplete: "off", spellcheck: "false", oninput: sift, onkeydown: searchKeys });
  const kinds = h("select", { class: "ja-input", "aria-label": "Types shown", onchange: sift });
  const count = h("span", { class: "ja-hint ja-end" });
  const headings = HEADINGS.map(([by, words, look]) => heading(by, words, look));
  const body = h("tbody", { onkeydown: keys, onclick: pressed });
  const table = h("table", { class: "ja-cols" }, h("caption", { class: "ja-hidden" }, "One line per column, those with alerts first; a line opens to show more"),
    h("thead", {}, h("tr", { "aria-rowindex": 1 }, ...headings.map((one) => one.node))), body);
  const none = h("div", { class: "ja-pad", hidden: true });
  const node = h("div", {}, h("div", { class: "ja-row ja-pf-filter" }, h("span", { class: "ja-input ja-pf-search" }, icon("search"), search, key, clear), kinds, count), table, none);

  /** @param {SortKey} by @param {string} words @param {string} look */
  function heading(by, words, look) {
    const mark = h("span", { class: "ja-mark" });
    const button = h("button", { onclick: () => sort(by) }, words, mark);
    const node = h("th", { scope: "col", class: look }, button);
    return {
      node,
      draw: () => {
        const isIt = order.by === by;
        if (isIt) node.setAttribute("aria-sort", order.down ? "descending" : "ascending");
        else node.removeAttribute("aria-sort");
        fill(mark, isIt && icon(order.down ? "down" : "up"));
      },
    };
  }

  /** @param {SortKey} by */
  function sort(by) {
    order = turned(order, by);
    const [, words] = /** @type {[SortKey, string, string]} */ (HEADINGS.find(([one]) => one === by));
    say(order.by ? `Sorted by ${words.toLowerCase()}, ${order.down ? "descending" : "ascending"}` : "Alerts first");
    draw();
  }

  /** @param {string} words */
  function refilter(words) {
    search.value = words;
    sift();
  }

  function sift() {
    draw();
    say(shown.length === 1 ? "1 column" : `${shown.length} columns`);
  }

  /** @param {KeyboardEvent} event */
  function searchKeys(event) {
    if (event.key === "Escape" && search.value) {
      event.stopPropagation();
      refilter("");
    } else if (event.key === "ArrowDown" && shown.length) {
      event.preventDefault();
      focusRow(0);
    } else if (event.key === "Enter" && search.value.trim() && shown.length) {
      focusRow(0);
      toggle(shown[0].name, true);
    }
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    const at = shown.findIndex((column) => column.name === nameAt(event));
    if (at < 0 || !(event.target instanceof Element)) return;
    if (event.target.closest(".ja-more")) return detailKeys(event, at);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      if (to < 0) search.focus();
      else focusRow(Math.min(to, shown.length - 1));
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      toggle(shown[at].name, keyAlong(event) === "ArrowRight");
    }
  }

  /** @param {KeyboardEvent} event @param {number} at */
  function detailKeys(event, at) {
    if (keyAlong(event) !== "ArrowLeft" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    focusRow(at);
    toggle(shown[at].name, false);
  }

  /** The column a row, or what is below it, is about. @param {Event} event */
  function nameAt(event) {
    const row = /** @type {Element} */ (event.target).closest("tr[data-column]");
    return /** @type {HTMLElement | null} */ (row)?.dataset.column;
  }

  /** @param {Event} event */
  function pressed(event) {
    const name = nameAt(event);
    if (name === undefined || /** @type {Element} */ (event.target).closest(".ja-more")) return;
    active = name;
    toggle(name, !opened.has(name));
    lines.get(name)?.button.focus({ preventScroll: true });
  }

  /** @param {string} name @param {boolean} wanted */
  function toggle(name, wanted) {
    if (wanted === opened.has(name)) return;
    if (wanted) {
      opened.set(name, DETAIL_PX);
      if (!details.has(name)) ask(name);
    } else opened.delete(name);
    const line = lines.get(name);
    if (line) drawOpen(name, line);
    place();
  }

  /** @param {string} name @param {Line} line */
  function drawOpen(name, line) {
    const isOpen = opened.has(name);
    line.row.classList.toggle("is-open", isOpen);
    line.button.setAttribute("aria-expanded", String(isOpen));
    fill(line.mark, icon(isOpen ? "down" : "right"));
  }

  /** @param {number} at */
  function focusRow(at) {
    active = shown[at].name;
    place();
    lines.get(active)?.button.focus();
  }

  /** @param {ColumnLine} column @returns {Line} */
  function lineOf(column) {
    const known = lines.get(column.name);
    if (known) return known;
    const made = lineMade(column);
    lines.set(column.name, made);
    drawOpen(column.name, made);
    return made;
  }

  /** The detail of a column, or what is shown until it is there. @param {string} name */
  const partsOf = (name) => details.get(name)?.node ?? h("div", { class: "ja-pf-bones", role: "img", "aria-label": "Loading" }, ...[1, 2, 3].map(() => h("div", { class: "ja-pf-bone" })));

  /** @param {ColumnLine} column @returns {Line} */
  function lineMade(column) {
    const mark = h("span", { class: "ja-mark ja-muted" });
    const more = h("tr", { class: "ja-more", "data-column": column.name, id: freshId() });
    const place = h("div", {}, partsOf(column.name));
    more.append(h("td", { colspan: HEADINGS.length }, place));
    const sign = column.alert === "warn" || column.alert === "info" ? icon(column.alert, { tone: `ja-${column.alert}`, label: SIGNS[column.alert] }) : null;
    const button = h("button", { class: "ja-row ja-pf-name", "aria-controls": more.id }, mark, icon(column.kind, { tone: "ja-muted" }), column.name ? nameOf(column.name) : "(no name)", sign);
    const missing = column.missing ? [column.missing.toLocaleString("en"), " ", h("span", { class: "ja-muted ja-share" }, column.share)] : [h("span", { class: "ja-muted" }, "0")];
    const row = h("tr", { "data-column": column.name }, h("th", { scope: "row" }, button), h("td", { class: "ja-muted ja-wide" }, column.type),
      h("td", { class: "ja-num" }, ...missing), h("td", { class: "ja-num" }, column.distinct), h("td", {}, spark(column.drawn)),
      h("td", { class: "ja-muted ja-wide ja-small", dir: "auto", title: column.range }, column.range));
    return { row, button, mark, more, place };
  }

  function draw() {
    shown = sifted(columns, { words: search.value, kind: kinds.value, order });
    const isSifted = search.value.trim() !== "" || kinds.value !== "";
    if (!shown.some((column) => column.name === active)) active = shown[0]?.name ?? "";
    clear.hidden = !search.value;
    key.hidden = !clear.hidden;
    count.textContent = `${isSifted ? `${shown.length} of ` : ""}${columns.length === 1 ? "1 column" : `${columns.length} columns`}${order.by ? "" : ", alerts first"}`;
    headings.forEach((one) => one.draw());
    table.hidden = !shown.length;
    none.hidden = shown.length > 0;
    if (!shown.length) drawNone();
    place();
  }

  function drawNone() {
    fill(none, h("p", { dir: "auto" }, search.value.trim() ? `No column has “${search.value.trim()}” in its name.` : "No column is of this type."),
      h("button", { class: "ja-btn", onclick: () => { kinds.value = ""; refilter(""); search.focus(); } }, "Show all columns"));
  }

  /** Put the rows in view into the page, and the one the keys are at. */
  function place() {
    measure();
    const heights = shown.map((column) => ROW_PX + (opened.get(column.name) ?? 0));
    const top = scroller.getBoundingClientRect().top - body.getBoundingClientRect().top;
    const [first, last] = inView(heights, top, scroller.clientHeight || VIEW_PX, NEAR_PX);
    /** @type {HTMLTableRowElement[]} */
    const wanted = [];
    let skipped = 0;
    let index = 1;
    shown.forEach((column, i) => {
      index += opened.has(column.name) ? 2 : 1;
      if ((i < first || i >= last) && column.name !== active) {
        skipped += heights[i];
        return;
      }
      if (skipped) wanted.push(gap(skipped));
      skipped = 0;
      wanted.push(...rowsOf(column, index));
    });
    if (skipped) wanted.push(gap(skipped));
    table.setAttribute("aria-rowcount", String(index));
    settle(wanted);
  }

  /** @param {ColumnLine} column @param {number} index of the last of its rows */
  function rowsOf(column, index) {
    const line = lineOf(column);
    const isOpen = opened.has(column.name);
    line.button.tabIndex = column.name === active ? 0 : -1;
    line.row.setAttribute("aria-rowindex", String(isOpen ? index - 1 : index));
    line.more.setAttribute("aria-rowindex", String(index));
    return isOpen ? [line.row, line.more] : [line.row];
  }

  /** @param {number} height */
  function gap(height) {
    return h("tr", { class: "ja-pf-gap", "aria-hidden": "true" }, h("td", { colspan: HEADINGS.length, style: `height: ${height}px` }));
  }

  /** Change only what has to be: a row that is taken out loses the focus. @param {HTMLTableRowElement[]} wanted */
  function settle(wanted) {
    const kept = new Set(wanted);
    for (const row of [...body.rows]) if (!kept.has(row)) row.remove();
    let at = body.firstElementChild;
    for (const row of wanted) {
      if (row === at) at = at.nextElementSibling;
      else body.insertBefore(row, at);
    }
  }

  /** Keep how high the open details are. */
  function measure() {
    for (const name of opened.keys()) {
      const height = lines.get(name)?.more.offsetHeight;
      if (height) opened.set(name, height);
    }
  }

  let isAwaited = false;
  function scrolled() {
    if (isAwaited) return;
    isAwaited = true;
    requestAnimationFrame(() => {
      isAwaited = false;
      if (node.isConnected && !node.closest("[hidden]")) place();
    });
  }

  scroller.addEventListener("scroll", scrolled, { passive: true });
  const watched = globalThis.ResizeObserver && new ResizeObserver(scrolled);
  watched?.observe(scroller);

  return {
    node,
    place,
    close: () => { scroller.removeEventListener("scroll", scrolled); watched?.disconnect(); },
    /** Show other columns; what is open or filtered stays so where the names are the same. @param {ColumnLine[]} now */
    show: (now) => {
      columns = now;
      lines.clear();
      details.clear();
      const known = new Set(now.map((column) => column.name));
      for (const name of opened.keys()) known.has(name) ? ask(name) : opened.delete(name);
      const chosen = kinds.value;
      const offered = KINDS.filter(([kind]) => now.some((column) => (kind === WITH_ALERTS ? column.alert : column.kind === kind)));
      fill(kinds, h("option", { value: "" }, "All types"), ...offered.map(([kind, words]) => h("option", { value: kind }, words)));
      kinds.value = offered.some(([kind]) => kind === chosen) ? chosen : "";
      draw();
    },
    /** @param {string} name @param {Detail} found */
    detail: (name, found) => {
      details.set(name, columnDetail({ column: name, found, insert: (tool) => insert(name, tool) }));
      const line = lines.get(name);
      if (line) fill(line.place, partsOf(name));
      place();
    },
    /** @param {string} name @param {string} words @param {string} source */
    inserted: (name, words, source) => details.get(name)?.said(words, source),
    /** Open a column and go there, whatever was filtered. @param {string} name */
    open: (name) => {
      if (!shown.some((column) => column.name === name)) {
        kinds.value = "";
        refilter("");
      }
      const at = shown.findIndex((column) => column.name === name);
      if (at < 0) return;
      focusRow(at);
      toggle(name, true);
    },
    focusSearch: () => { search.focus(); search.select(); },
  };
}
