// The grid: all rows of a dataset, page by page, to sort, filter and search.
import { copy, fill, freshId, h, iconButton, liveRegion, note } from "./dom.js";
import { icon } from "./icons.js";
import { cellDetail } from "./grid_cell.js";
import { columnList } from "./grid_columns.js";
import { columnMenu } from "./grid_menu.js";
import { floating } from "./grid_float.js";
import { countedRows, EVERYTHING, isNarrowed, nextSort, nPages } from "./grid_places.js";
import { rowSource } from "./grid_source.js";
import { gridTable } from "./grid_table.js";
import { shell } from "./shell.js";

/** @typedef {import("./messages.js").Condition} Condition */
/** @typedef {import("./messages.js").Grid} Grid */
/** @typedef {import("./messages.js").Query} Query */
/** @typedef {import("./messages.js").ToPanel} ToPanel */

const TYPING_MS = 300;
const AT_ONCE_MS = 400;
const SILENT_MS = 5000;
const MOST_AT_ONCE = 60; // columns of a page

/**
 * @param {{model: import("./messages.js").Model<Grid>, el: HTMLElement}} context
 */
function render({ model, el }) {
  const view = freshId();
  const aside = `${view}-aside`; // what is asked for beside the rows
  const live = liveRegion();
  let state = model.get("state");
  /** @type {Query} */
  let query = EVERYTHING;
  let page = 0;
  let n = 0;
  /** How conditions are said, by what they are. @type {Map<string, string>} */
  const words = new Map();
  /** @type {Set<number>} */
  const hidden = new Set();
  /** @type {ReturnType<typeof columnMenu> | null} */
  let menu = null;
  /** @type {{row: number, column: number} | null} */
  let whole = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;

  const source = rowSource({ view, send: (message) => model.send(message), changed });
  const table = gridTable({ sort, menu: openMenu, open: openCell, copy: copyText, turn, moved: want });
  const detail = cellDetail({ back: () => table.focus(), say: live.say });
  const search = h("input", { type: "text", "aria-label": "Search all texts", placeholder: "Search all texts", autocomplete: "off", spellcheck: "false", dir: "auto", oninput: typed, onkeydown: searchKeys });
  const clearSearch = iconButton("close", "Clear the search", () => { search.value = ""; searched(); search.focus(); }, { class: "ja-icon small", hidden: true });
  const columnsButton = h("button", { class: "ja-btn slim", "aria-haspopup": "dialog", onclick: openColumns }, icon("table"), "Columns");
  const codeButton = h("button", { class: "ja-btn slim", onclick: () => { fill(outcome); model.send({ kind: "code", view: aside, query }); } }, icon("code"), "Insert as code");
  const bar = h("div", { class: "ja-grid-bar" }, h("span", { class: "ja-input ja-grid-search" }, icon("search"), search, clearSearch), columnsButton, codeButton);
  const chips = h("ul", { class: "ja-chips ja-grid-chips", "aria-label": "Filters" });
  const outcome = h("div", { class: "ja-grid-outcome" });
  const empty = h("div", { class: "ja-grid-empty", hidden: true });
  const middle = h("div", { class: "ja-grid-middle" }, table.node, empty, detail.node);
  const count = h("span", { class: "ja-grid-count" });
  const progress = h("span", { class: "ja-row ja-muted ja-grid-progress" });
  const number = h("input", { type: "text", inputmode: "numeric", class: "ja-input ja-grid-page", "aria-label": "Page", autocomplete: "off", onchange: pageTyped });
  const ofPages = h("span", { class: "ja-muted" });
  const buttons = {
    first: iconButton("first", "First page", () => turn("first", "first"), { class: "ja-icon ja-grid-turn" }),
    back: iconButton("left", "Page before", () => turn("back", "first"), { class: "ja-icon ja-grid-turn" }),
    next: iconButton("right", "Next page", () => turn("next", "first"), { class: "ja-icon ja-grid-turn" }),
    last: iconButton("last", "Last page", () => turn("last", "first"), { class: "ja-icon ja-grid-turn" }),
  };
  const pager = h("nav", { class: "ja-grid-pager", "aria-label": "Pages" }, buttons.first, buttons.back, number, ofPages, buttons.next, buttons.last);
  const foot = h("div", { class: "ja-grid-foot" }, count, progress, pager);
  const body = h("div", { class: "ja-page ja-grid-panel" }, bar, chips, outcome, middle, foot);
  const none = h("div", { class: "ja-pad", hidden: true });
  const head = shell(el, "Grid", body, none, live.node);
  const float = floating(body);

  /** Ask for what is in sight and not there yet. */
  function want() {
    if (!state.columns.length) return;
    source.want(query, page * state.page_rows, table.wanted().slice(0, MOST_AT_ONCE));
  }

  /** Something came, or is no longer waited for. */
  function changed() {
    const shown = source.shown();
    if (shown.start < 0) return;
    const isNew = !source.waiting();
    table.show(shown, shown.query);
    const nothing = shown.nFound === 0;
    empty.hidden = !nothing;
    if (nothing) drawEmpty();
    drawFoot();
    if (isNew) tick();
  }

  function drawEmpty() {
    if (!state.n_rows) return fill(empty, h("p", { class: "ja-muted" }, "This dataset has no rows."));
    fill(empty, h("p", {}, query.search && !query.where.length ? `No text contains “${query.search}”.` : "No row meets these filters."),
      h("button", { class: "ja-btn", onclick: () => { ask(EVERYTHING); search.focus(); } }, "Show all rows"));
  }

  function drawFoot() {
    const { nFound, query: asked } = source.shown();
    const pages = nPages(nFound, state.page_rows);
    const words = countedRows(nFound, state.n_rows, isNarrowed(asked));
    if (count.textContent !== words && count.textContent) live.say(words);
    count.textContent = words;
    if (document.activeElement !== number) number.value = (page + 1).toLocaleString("en");
    number.style.width = `${Math.max(3, pages.toLocaleString("en").length) + 2}ch`;
    ofPages.textContent = `of ${pages.toLocaleString("en")}`;
    pager.hidden = pages === 1;
    for (const [name, button] of Object.entries(buttons)) {
      const isDone = name === "first" || name === "back" ? page === 0 : page >= pages - 1;
      button.setAttribute("aria-disabled", String(isDone));
    }
  }

  /** Say how long one has been waiting, and for what. */
  function tick() {
    const waiting = source.waiting();
    const ms = waiting ? Date.now() - waiting.since : 0;
    table.node.setAttribute("aria-busy", String(waiting !== null));
    body.classList.toggle("is-waiting", ms > AT_ONCE_MS);
    if (!waiting || ms <= AT_ONCE_MS) return fill(progress);
    if (!waiting.isHeard && ms > SILENT_MS) {
      return fill(progress, icon("warn", { tone: "ja-warn" }), h("span", {}, "The kernel does not answer. ", `Run %analyst grid ${state.dataset} again.`));
    }
    const stop = h("button", { class: "ja-btn quiet slim", onclick: stopped }, "Stop");
    fill(progress, icon("turn", { tone: "ja-spin ja-info" }), h("span", {}, ms < SILENT_MS ? "Looking" : `Looking for ${Math.floor(ms / 1000)} s`), ms >= 2000 && stop);
  }

  /** Go back to the rows in sight. */
  function stopped() {
    returned();
    source.drop();
    live.say("Stopped");
  }

  /** Have the query of the rows in sight in force again. */
  function returned() {
    const shown = source.shown();
    if (shown.start < 0) return;
    page = shown.start / state.page_rows;
    put(shown.query);
    drawFoot();
  }

  /** Ask for other rows. @param {Query} next @param {number} [toPage] */
  function ask(next, toPage = 0) {
    put(next);
    page = toPage;
    fill(outcome);
    detail.close();
    source.retry();
    want();
    tick();
  }

  /** Take a query as the one in force. @param {Query} next */
  function put(next) {
    query = next;
    if (document.activeElement !== search) search.value = query.search;
    clearSearch.hidden = !search.value;
    drawChips();
  }

  function drawChips() {
    const all = query.where.map((one) => chip(one));
    chips.hidden = !all.length;
    fill(chips, ...all, all.length > 0 && h("li", { class: "ja-grid-clear" }, h("button", { class: "ja-btn quiet slim", onclick: () => ask({ ...query, where: [] }) }, "Clear all")));
  }

  /** @param {Condition} one */
  function chip(one) {
    const { name } = state.columns[one.column];
    const said = words.get(JSON.stringify(one)) ?? one.operator;
    const edit = h("button", { class: "ja-cut", title: `${name} ${said}`, onclick: () => { table.goTo(one.column); openMenu(one.column, edit); } }, h("span", { class: "ja-strong", dir: "auto" }, name), " ", h("span", { dir: "auto" }, said));
    const remove = iconButton("close", `Remove the filter on ${name}`, () => { ask({ ...query, where: query.where.filter((other) => other !== one) }); search.focus(); }, { class: "ja-icon small" });
    return h("li", {}, edit, remove);
  }

  /** @param {number} column @param {boolean} isFurther */
  function sort(column, isFurther) {
    ask({ ...query, sort: nextSort(query.sort, column, isFurther) });
    const now = query.sort.find((one) => one.column === column);
    live.say(now ? `Sorted by ${state.columns[column].name}, ${now.descending ? "descending" : "ascending"}` : "In the order of the dataset");
  }

  /** Turn to another page; false if there is none. @param {"next" | "back" | "first" | "last"} by @param {"first" | "last"} row */
  function turn(by, row) {
    const last = nPages(source.shown().nFound, state.page_rows) - 1;
    const to = Math.max(0, Math.min({ next: page + 1, back: page - 1, first: 0, last }[by], last));
    if (to === page) return false;
    table.beAt(row);
    ask(query, to);
    live.say(`Page ${(to + 1).toLocaleString("en")}`);
    return true;
  }

  function pageTyped() {
    const wanted = Number(number.value.replace(/\D/g, ""));
    const last = nPages(source.shown().nFound, state.page_rows) - 1;
    const to = Math.max(0, Math.min(wanted - 1, last));
    number.value = (to + 1).toLocaleString("en");
    if (to !== page) ask(query, to);
  }

  function typed() {
    clearTimeout(typing);
    clearSearch.hidden = !search.value;
    typing = setTimeout(searched, TYPING_MS);
  }

  function searched() {
    clearTimeout(typing);
    clearSearch.hidden = !search.value;
    if (search.value !== query.search) ask({ ...query, search: search.value });
  }

  /** @param {KeyboardEvent} event */
  function searchKeys(event) {
    if (event.key === "Enter") searched();
    if (event.key === "ArrowDown") {
      event.preventDefault();
      table.focus();
    }
    if (event.key !== "Escape" || !search.value) return;
    event.stopPropagation();
    search.value = "";
    searched();
  }

  /** @param {number} place @param {HTMLElement} anchor */
  function openMenu(place, anchor) {
    const column = state.columns[place];
    const close = () => float.close();
    menu = columnMenu({
      column, place, operators: state.operators,
      sorted: query.sort.find((one) => one.column === place), condition: query.where.find((one) => one.column === place),
      sort: (descending) => {
        close();
        ask({ ...query, sort: descending === null ? query.sort.filter((one) => one.column !== place) : [{ column: place, descending }] });
      },
      check: (condition) => { n += 1; model.send({ kind: "check", view: aside, n, condition }); },
      ask: () => { n += 1; model.send({ kind: "frequent", view: aside, n, column: place }); },
      hide: () => { close(); if (hidden.size + 1 < state.columns.length) hidden.add(place); showColumns(); },
      clear: () => { close(); ask({ ...query, where: query.where.filter((one) => one.column !== place) }); },
    });
    float.open(menu.node, { label: `Order and filter of ${column.name}`, anchor: table.headingOf(place) ?? anchor, back: () => table.focus() });
    menu.focus();
  }

  /** @param {Extract<ToPanel, {kind: "checked"}>} message */
  function checked({ condition, words: said, fault, n: of }) {
    if (of !== n || !menu || !float.isOpen()) return;
    if (fault) return menu.fail(fault);
    const mine = menu.place;
    words.set(JSON.stringify(condition), said);
    float.close();
    ask({ ...query, where: [...query.where.filter((one) => one.column !== mine), condition] });
  }

  function openColumns() {
    const list = columnList({ columns: state.columns, hidden, changed: showColumns, go: (place) => { float.close(); hidden.delete(place); showColumns(); table.goTo(place); } });
    float.open(list.node, { label: "Columns", anchor: columnsButton, back: () => columnsButton.focus() });
    list.focus();
  }

  function showColumns() {
    const kept = state.columns.map((_, place) => place).filter((place) => !hidden.has(place));
    table.setColumns(state.columns, kept, state.n_rows);
    fill(columnsButton, icon("table"), hidden.size ? `Columns, ${hidden.size} hidden` : "Columns");
    table.show(source.shown(), query);
  }

  /** @param {number} row @param {number} place */
  function openCell(row, place) {
    const { numbers, cells } = source.shown();
    const cell = cells.get(place)?.[row];
    if (cell === undefined) return;
    const isWhole = cell === null || typeof cell === "string";
    detail.show(state.columns[place].name, numbers[row], cell, isWhole);
    whole = { row: numbers[row], column: place };
    if (isWhole) return;
    n += 1;
    model.send({ kind: "whole", view: aside, n, row: numbers[row], column: place });
  }

  /** @param {string} text */
  async function copyText(text) {
    live.say((await copy(text)) ? "The value is copied" : "The front end lets nothing be copied: press Enter and copy from there");
  }

  /** @param {Extract<ToPanel, {kind: "coded"}>} message */
  function coded(message) {
    live.say(message.words);
    fill(outcome, note("info", message.words), message.source && h("pre", { class: "ja-pre ja-whole", tabindex: "0" }, message.source));
  }

  /** @param {ToPanel} message */
  function heard(message) {
    if (message.kind === "failed") return trouble(message);
    if (!("view" in message)) return;
    if (message.view === view) heardRows(message);
    if (message.view === aside) heardAside(message);
  }

  /** @param {ToPanel} message */
  function heardRows(message) {
    const refused = source.hear(message);
    if (!refused) return;
    returned();
    trouble(refused);
  }

  /** @param {ToPanel} message */
  function heardAside(message) {
    if (message.kind === "checked") checked(message);
    if (message.kind === "frequent") menu?.place === message.column && menu.count(message.values);
    if (message.kind === "whole" && whole?.row === message.row && whole.column === message.column) detail.show(state.columns[message.column].name, message.row, message.cell, true);
    if (message.kind === "coded") coded(message);
    if (message.kind === "refused" && message.n === n) trouble(message);
  }

  /** @param {{text: string, hint: string, code: string}} fault */
  function trouble({ text, hint, code }) {
    tick();
    fill(outcome, note("bad", text, { hint, code, alert: true }));
  }

  /** The dataset changed, or there is another one. */
  function renewed() {
    const before = state;
    state = model.get("state");
    head.show(state.dataset, state.trouble ? undefined : state.n_rows, state.columns.length);
    const isSame = before.version === state.version && before.dataset === state.dataset && source.shown().start >= 0;
    body.hidden = !state.columns.length;
    none.hidden = Boolean(state.columns.length);
    fill(none, state.trouble ? note("bad", state.trouble.text, { ...state.trouble, alert: true })
      : note("info", "No dataset is in use.", { hint: "Type `%analyst load FILE` in a cell, then its rows show up here." }));
    if (isSame || !state.columns.length) return;
    const keeps = JSON.stringify(before.columns.map(({ name, type }) => [name, type])) === JSON.stringify(state.columns.map(({ name, type }) => [name, type]));
    if (!keeps) hidden.clear();
    search.placeholder = "Search all texts";
    search.disabled = !state.columns.some(({ operators }) => operators.includes("contains"));
    if (search.disabled) search.placeholder = "No texts to search";
    source.clear();
    showColumns();
    ask(keeps ? query : EVERYTHING);
  }

  const timer = setInterval(() => { if (source.waiting()) tick(); }, AT_ONCE_MS);
  model.on("change:state", renewed);
  model.on("msg:custom", heard);
  put(EVERYTHING);
  renewed();
  model.send({ kind: "hello" });
  return () => {
    clearInterval(timer);
    clearTimeout(typing);
    table.close();
    model.off("change:state", renewed);
    model.off("msg:custom", heard);
  };
}

export default { render };
