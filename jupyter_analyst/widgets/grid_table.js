// The cells in sight, and the way among them by keys: headings and row numbers stay in view.
import { fill, h, iconButton, isAccel } from "./dom.js";
import { icon } from "./icons.js";
import { areDays, dayOf, edgesOf, inSight, widthsOf } from "./grid_places.js";

/** @typedef {import("./messages.js").Cell} Cell */
/** @typedef {import("./messages.js").GridColumn} GridColumn */
/** @typedef {import("./messages.js").Query} Query */
/** @typedef {import("./grid_source.js").Shown} Shown */
/** @typedef {{sort: (place: number, isFurther: boolean) => void, menu: (place: number, anchor: HTMLElement) => void, open: (row: number, place: number) => void,
 *   copy: (text: string) => void, turn: (by: "next" | "back" | "first" | "last", row: "first" | "last") => boolean, moved: () => void}} GridActs */

const HEAD_PX = 32;
const LINE_PX = 28;
const SPARE_ROWS = 4;
const SPARE_PX = 200;
const UNSIZED = { width: 760, height: 420 }; // where nothing is laid out
const WIDE_CHARACTERS = 24;
const HEADING = -1; // the row of headings, and the column of row numbers

/**
 * @param {GridActs} acts
 */
export function gridTable(acts) {
  /** @type {GridColumn[]} */
  let columns = [];
  /** Places of the columns that are not hidden. @type {number[]} */
  let places = [];
  let edges = [0];
  let numberPx = 48;
  let isRtl = false;
  /** @type {Query} */
  let query = { where: [], sort: [], search: "" };
  /** @type {Shown | null} */
  let shown = null;
  let at = { row: HEADING, column: 0 };
  /** Elements by row and column. @type {Map<number, {node: HTMLElement, cells: Map<number, HTMLElement>}>} */
  const lines = new Map();
  const head = h("div", { role: "rowgroup", class: "ja-grid-head" });
  const body = h("div", { role: "rowgroup", class: "ja-grid-body" });
  const node = h("div", { class: "ja-grid", role: "grid", "aria-multiselectable": "false", onkeydown: keys, onclick: clicked, ondblclick: opened }, head, body);
  node.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  const watcher = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(() => draw());
  watcher?.observe(node);

  const nRows = () => shown?.numbers.length ?? 0;

  /** The part of the columns and of the rows that is in sight. */
  function sight() {
    const [width, height] = [node.clientWidth || UNSIZED.width, node.clientHeight || UNSIZED.height];
    const left = Math.abs(node.scrollLeft); // negative where the text runs from the right
    const [firstColumn, lastColumn] = inSight(edges, left - SPARE_PX, left + width - numberPx + SPARE_PX);
    const first = Math.max(0, Math.floor(node.scrollTop / LINE_PX) - SPARE_ROWS);
    const last = Math.min(nRows() - 1, Math.ceil((node.scrollTop + height - HEAD_PX) / LINE_PX) + SPARE_ROWS);
    return { firstColumn, lastColumn, first, last };
  }

  /** Places in a range, with one more outside of it. @param {number} first @param {number} last @param {number} more @param {number} n */
  function range(first, last, more, n) {
    const found = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
    if (more >= 0 && more < n && (more < first || more > last)) found.push(more);
    return found.sort((a, b) => a - b);
  }

  /** Columns whose cells are wanted, as places in the dataset. */
  function wanted() {
    const { firstColumn, lastColumn } = sight();
    return range(firstColumn, lastColumn, at.column, places.length).map((column) => places[column]);
  }

  function draw() {
    const { firstColumn, lastColumn, first, last } = sight();
    const across = range(firstColumn, lastColumn, at.column, places.length);
    const down = [HEADING, ...range(first, last, at.row, nRows())];
    for (const [row, line] of lines) if (!down.includes(row)) { line.node.remove(); lines.delete(row); }
    for (const row of down) drawLine(row, [HEADING, ...across]);
    acts.moved();
  }

  /** @param {number} row @param {number[]} across */
  function drawLine(row, across) {
    const line = lines.get(row) ?? begun(row);
    for (const [column, cell] of line.cells) if (!across.includes(column)) { cell.remove(); line.cells.delete(column); }
    for (const column of across) {
      if (!line.cells.has(column)) {
        const cell = row === HEADING ? heading(column) : column === HEADING ? numberCell(row) : valueCell(row, column);
        line.cells.set(column, cell);
        put(line.node, cell, column);
      }
    }
  }

  /** @param {number} row */
  function begun(row) {
    const line = h("div", { role: "row", class: "ja-grid-row", "aria-rowindex": row === HEADING ? 1 : (shown?.start ?? 0) + row + 2 });
    if (row !== HEADING) line.style.top = `${row * LINE_PX}px`;
    const made = { node: line, cells: new Map() };
    lines.set(row, made);
    put(row === HEADING ? head : body, line, row);
    return made;
  }

  /** Put an element among others in their order; those that are there stay, lest the focus be lost. @param {HTMLElement} parent @param {HTMLElement} child @param {number} order */
  function put(parent, child, order) {
    child.dataset.at = String(order);
    const last = /** @type {HTMLElement | null} */ (parent.lastElementChild);
    if (!last || Number(last.dataset.at) < order) return void parent.append(child);
    const next = [...parent.children].find((other) => Number(/** @type {HTMLElement} */ (other).dataset.at) > order);
    parent.insertBefore(child, next ?? null);
  }

  /** @param {number} row @param {number} column @param {Record<string, any>} attributes @param {...import("./dom.js").Child} children */
  function cellOf(row, column, attributes, ...children) {
    const isAt = row === at.row && column === at.column;
    const cell = h("div", { "aria-colindex": column + 2, tabindex: isAt ? "0" : "-1", "data-lm-suppress-shortcuts": "true", ...attributes }, ...children);
    if (column !== HEADING) {
      cell.style[isRtl ? "right" : "left"] = `${numberPx + edges[column]}px`;
      cell.style.width = `${edges[column + 1] - edges[column]}px`;
    } else cell.style.width = `${numberPx}px`;
    return cell;
  }

  /** @param {number} column */
  function heading(column) {
    if (column === HEADING) return cellOf(HEADING, HEADING, { role: "columnheader", class: "ja-grid-number ja-grid-corner" }, h("span", { class: "ja-muted" }, "Row"));
    const { name, kind, type } = columns[places[column]];
    const sorted = query.sort.find((one) => one.column === places[column]);
    const isFiltered = query.where.some((one) => one.column === places[column]);
    const order = sorted ? (sorted.descending ? "descending" : "ascending") : "none";
    const isSeveral = query.sort.length > 1 && sorted;
    const menu = iconButton("sift", `${isFiltered ? "Change filter" : "Filter"} and order of ${name}`, (event) => { event.stopPropagation(); acts.menu(places[column], cell); }, { class: `ja-icon ja-grid-sift${isFiltered ? " is-on" : ""}`, tabindex: "-1", "aria-haspopup": "dialog" });
    const cell = cellOf(HEADING, column, { role: "columnheader", "aria-sort": order, class: kind === "number" ? "ja-grid-heading num" : "ja-grid-heading", title: `${name}: ${type}. Enter sorts, Alt ↓ filters.` },
      icon(kind, { tone: "ja-muted" }), h("span", { class: "ja-cut ja-grow ja-strong", dir: "auto" }, name),
      sorted && h("span", { class: "ja-grid-order" }, icon(sorted.descending ? "fall" : "send", { tone: "ja-info" }), isSeveral && String(query.sort.indexOf(sorted) + 1)), menu);
    return cell;
  }

  /** @param {number} row */
  function numberCell(row) {
    return cellOf(row, HEADING, { role: "rowheader", class: "ja-grid-number ja-muted" }, ((shown?.numbers[row] ?? 0) + 1).toLocaleString("en"));
  }

  /** @param {number} row @param {number} column */
  function valueCell(row, column) {
    const kind = columns[places[column]].kind;
    const values = shown?.cells.get(places[column]);
    const cell = cellOf(row, column, { role: "gridcell", class: kind === "number" ? "ja-grid-cell num" : "ja-grid-cell" });
    if (values) write(cell, values[row], kind === "date" && areDays(values));
    else cell.classList.add("is-coming");
    return cell;
  }

  /** @param {HTMLElement} cell @param {Cell} value @param {boolean} isDay whether the time of the day says nothing */
  function write(cell, value, isDay) {
    if (value === null || value === "") {
      cell.classList.add("is-missing");
      cell.textContent = value === null ? "missing" : "empty text";
    } else {
      const text = typeof value === "string" ? value : value.text;
      cell.textContent = typeof value !== "string" ? `${text}…` : isDay ? dayOf(text) : text;
      if (text.length > WIDE_CHARACTERS) cell.title = typeof value === "string" ? text : `${text}… (Enter shows all ${value.length.toLocaleString("en")} characters)`;
    }
  }

  /** Draw everything anew. @param {boolean} [isTop] whether to begin at the top */
  function redraw(isTop = false) {
    const hadFocus = node.contains(document.activeElement);
    isRtl = getComputedStyle(node).direction === "rtl";
    lines.clear();
    fill(head);
    fill(body);
    const width = numberPx + edges[edges.length - 1];
    head.style.width = `${width}px`;
    body.style.width = `${width}px`;
    body.style.height = `${nRows() * LINE_PX}px`;
    at = { row: Math.min(at.row, nRows() - 1), column: Math.min(at.column, places.length - 1) };
    if (isTop) node.scrollTop = Math.max(0, Math.min(at.row, nRows()) * LINE_PX - UNSIZED.height / 2);
    draw();
    if (hadFocus) focus();
  }

  function focus() {
    reveal();
    draw();
    for (const line of lines.values()) for (const cell of line.cells.values()) cell.tabIndex = -1;
    const cell = lines.get(at.row)?.cells.get(at.column);
    if (!cell) return;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
  }

  /** Bring the cell one is at into sight. */
  function reveal() {
    if (at.row !== HEADING) {
      const [top, height] = [at.row * LINE_PX, (node.clientHeight || UNSIZED.height) - HEAD_PX];
      node.scrollTop = Math.max(top + LINE_PX - height, Math.min(node.scrollTop, top));
    }
    if (at.column === HEADING) return;
    const [left, right] = [edges[at.column], edges[at.column + 1]];
    const width = (node.clientWidth || UNSIZED.width) - numberPx;
    const to = Math.min(left, Math.max(right - width, Math.min(Math.abs(node.scrollLeft), left)));
    node.scrollLeft = isRtl ? -to : to;
  }

  /** @param {number} row @param {number} column */
  function go(row, column) {
    at = { row: Math.max(HEADING, Math.min(row, nRows() - 1)), column: Math.max(HEADING, Math.min(column, places.length - 1)) };
    focus();
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (!/** @type {HTMLElement} */ (event.target).matches("[aria-colindex]")) return; // a button in a heading
    const key = `${isAccel(event) ? "Ctrl " : ""}${event.altKey ? "Alt " : ""}${event.key}`;
    const act = Object.hasOwn(ways, key) ? ways[key] : undefined;
    if (!act) return;
    if (act(event) === false) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Rows that one key goes over. */
  const leap = () => Math.max(1, Math.floor(((node.clientHeight || UNSIZED.height) - HEAD_PX) / LINE_PX) - 1);
  const sideways = (/** @type {number} */ by) => go(at.row, at.column + (isRtl ? -by : by));

  /** @param {number} by */
  function rows(by) {
    const last = nRows() - 1;
    if (by > 0 && at.row === last && acts.turn("next", "first")) return;
    if (by < -1 && at.row === 0 && acts.turn("back", "last")) return;
    go(by < -1 ? Math.max(0, at.row + by) : at.row + by, at.column);
  }

  /** What keys do; false if nothing. @type {Record<string, (event: KeyboardEvent) => unknown>} */
  const ways = {
    ArrowRight: () => sideways(1),
    ArrowLeft: () => sideways(-1),
    ArrowDown: () => rows(1),
    ArrowUp: () => rows(-1),
    PageDown: () => rows(leap()),
    PageUp: () => rows(-Math.max(2, leap())),
    Home: () => go(at.row, HEADING),
    End: () => go(at.row, places.length - 1),
    "Ctrl Home": () => { at.column = 0; if (!acts.turn("first", "first")) go(0, 0); },
    "Ctrl End": () => { at.column = places.length - 1; if (!acts.turn("last", "last")) go(nRows() - 1, places.length - 1); },
    "Alt ArrowDown": () => at.column !== HEADING && menu(),
    Enter: (event) => enter(event.shiftKey),
    " ": (event) => (at.row === HEADING ? enter(event.shiftKey) : false),
    "Ctrl c": () => (at.row === HEADING || getSelection()?.toString() ? false : acts.copy(textAt())),
  };

  function menu() {
    const cell = lines.get(HEADING)?.cells.get(at.column);
    if (cell) acts.menu(places[at.column], cell);
  }

  /** @param {boolean} isFurther */
  function enter(isFurther) {
    if (at.column === HEADING) return false;
    if (at.row === HEADING) acts.sort(places[at.column], isFurther);
    else acts.open(at.row, places[at.column]);
    return true;
  }

  function textAt() {
    if (at.column === HEADING) return String((shown?.numbers[at.row] ?? 0) + 1);
    const value = shown?.cells.get(places[at.column])?.[at.row] ?? "";
    return typeof value === "string" ? value : value.text;
  }

  /** Where an event happened. @param {Event} event */
  function placeOf(event) {
    const cell = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest("[aria-colindex]"));
    const row = /** @type {HTMLElement | null} */ (cell?.parentElement ?? null);
    return cell && row ? { row: Number(row.dataset.at), column: Number(cell.dataset.at) } : null;
  }

  /** @param {MouseEvent} event */
  function clicked(event) {
    const place = placeOf(event);
    if (!place) return;
    go(place.row, place.column);
    if (place.row === HEADING && place.column !== HEADING) acts.sort(places[place.column], event.shiftKey);
  }

  /** @param {MouseEvent} event */
  function opened(event) {
    const place = placeOf(event);
    if (place && place.row !== HEADING && place.column !== HEADING) acts.open(place.row, places[place.column]);
  }

  return {
    node,
    wanted,
    focus,
    redraw,
    close: () => watcher?.disconnect(),
    /** Show other columns. @param {GridColumn[]} all @param {number[]} kept @param {number} rowsInAll */
    setColumns: (all, kept, rowsInAll) => {
      columns = all;
      places = kept;
      edges = edgesOf(widthsOf(kept.map((place) => all[place])));
      numberPx = Math.max(48, rowsInAll.toLocaleString("en").length * 7.4 + 18);
      node.setAttribute("aria-colcount", String(kept.length + 1));
    },
    /** Show a page. @param {Shown} now @param {Query} asked */
    show: (now, asked) => {
      const isOther = now.start !== shown?.start || now.numbers !== shown?.numbers;
      shown = now;
      query = asked;
      node.setAttribute("aria-rowcount", String(now.nFound + 1));
      redraw(isOther);
    },
    /** Be at the first or last row from now on. @param {"first" | "last"} row */
    beAt: (row) => { at.row = row === "first" ? 0 : Number.MAX_SAFE_INTEGER; },
    /** Go to a column. @param {number} place */
    goTo: (place) => { go(at.row, places.indexOf(place)); },
    /** Its heading, if it is in sight. @param {number} place */
    headingOf: (place) => lines.get(HEADING)?.cells.get(places.indexOf(place)) ?? null,
  };
}
