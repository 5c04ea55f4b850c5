// Choosing one column or several: what fits first, and why the rest does not.
import { fill, fold, freshId, h, iconButton, nameOf } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {import("./messages.js").Column} Column */
/** @typedef {import("./messages.js").Need} Need */

const MOST = 200;

/**
 * @param {{labelledby: string, describedby: string, columns: Record<string, Column>, need: Need, many: boolean, optional: boolean,
 *   chosen: string[], empty: string, change: (chosen: string[]) => void}} options
 */
export function columnPicker({ labelledby, describedby, columns, need, many, optional, chosen, empty, change }) {
  const listId = freshId();
  let active = 0;
  let isOpen = false;
  /** @type {string[]} */
  let offered = [];
  const input = h("input", {
    type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list",
    "aria-labelledby": labelledby, "aria-describedby": describedby, placeholder: empty, autocomplete: "off", spellcheck: "false", dir: "auto",
    oninput: () => show(), onclick: () => show(""), onkeydown: keys, onblur: leave,
  });
  const kind = h("span", { class: "ja-kind ja-muted" });
  const tail = h("span", { class: "ja-muted ja-small ja-tailtext" });
  const clear = iconButton("close", "Choose no column", () => { set([]); input.focus(); }, { class: "ja-icon small", tabindex: "-1" });
  const list = h("ul", { id: listId, role: "listbox", "aria-labelledby": labelledby, "aria-multiselectable": many ? "true" : null });
  const unfit = h("ul", { class: "ja-unfit" });
  const why = fold({ label: "", tail: "Why", open: false, body: unfit, look: "ja-group ja-why" });
  why.button.setAttribute("tabindex", "-1");
  const menu = h("div", { class: "ja-menu", hidden: true, onmousedown: (/** @type {Event} */ event) => event.preventDefault() }, list, why.button, unfit);
  const chips = h("ul", { class: "ja-chips", "aria-label": "Chosen columns" });
  const box = h("div", { class: "ja-input" }, kind, input, tail, optional && !many ? clear : null, h("span", { class: "ja-kind ja-muted" }, icon("down")));
  const node = h("div", { class: "ja-picker" }, many ? chips : null, box, menu);

  /** @param {string[]} names */
  function set(names) {
    chosen = names;
    draw();
    change(names);
  }

  function draw() {
    const [one] = chosen;
    const single = !many && one !== undefined;
    if (!isOpen) input.value = single ? one : "";
    input.title = single ? one : "";
    fill(kind, icon(single ? (columns[one]?.kind ?? "text") : "search"));
    tail.textContent = single && !isOpen ? (columns[one]?.words ?? "") : "";
    clear.hidden = !single;
    input.placeholder = many && chosen.length ? "Add a column" : empty;
    if (many) fill(chips, ...chosen.map((name) => h("li", {}, nameOf(name),
      iconButton("close", `Remove ${name}`, () => { set(chosen.filter((other) => other !== name)); input.focus(); }, { class: "ja-icon small" }))));
    chips.hidden = !chosen.length;
  }

  /** @param {string} [query] what the names must hold; what was typed if left out */
  function show(query = input.value) {
    if (!isOpen) active = many ? 0 : Math.max(0, need.fits.indexOf(chosen[0]));
    else if (query) active = 0;
    isOpen = true;
    if (!query) input.select();
    const wanted = query.trim().toLowerCase();
    const holds = (/** @type {string} */ name) => name.toLowerCase().includes(wanted);
    const fitting = need.fits.filter(holds);
    offered = fitting.slice(0, MOST);
    const rest = need.unfit.filter((column) => holds(column.name));
    fill(list, ...offered.map(option), fitting.length > MOST && h("li", { class: "ja-hint", role: "presentation" }, `and ${fitting.length - MOST} more: type to find one`));
    fill(unfit, ...rest.slice(0, MOST).map((column) => h("li", {}, nameOf(column.name), h("span", { class: "ja-tail" }, column.why))));
    drawWhy(rest.length, Boolean(wanted) && !offered.length);
    menu.hidden = false;
    tail.textContent = "";
    input.setAttribute("aria-expanded", "true");
    point(active);
  }

  /** @param {number} n @param {boolean} isOnly */
  function drawWhy(n, isOnly) {
    why.button.hidden = n === 0;
    fill(why.button.children[1], n === 1 ? "1 column does not fit" : `${n} columns do not fit`);
    if (isOnly) why.set(true);
    unfit.hidden = n === 0 || !why.isOpen();
    if (!n && !offered.length) fill(list, h("li", { class: "ja-hint", role: "presentation" }, "No column has such a name"));
  }

  /** @param {string} name @param {number} i */
  function option(name, i) {
    const isChosen = chosen.includes(name);
    return h("li", { role: "option", id: `${listId}-${i}`, class: "ja-item", "aria-selected": String(isChosen), onclick: () => choose(name) },
      icon(columns[name]?.kind ?? "text"), nameOf(name), h("span", { class: "ja-tail" }, columns[name]?.words ?? "", isChosen && icon("check")));
  }

  /** @param {number} i */
  function point(i) {
    active = Math.max(0, Math.min(i, offered.length - 1));
    for (const item of list.querySelectorAll("[role=option]")) item.classList.toggle("is-on", item.id === `${listId}-${active}`);
    const now = list.querySelector(".is-on");
    if (now) input.setAttribute("aria-activedescendant", now.id);
    else input.removeAttribute("aria-activedescendant");
    now?.scrollIntoView?.({ block: "nearest" });
  }

  /** @param {string} name */
  function choose(name) {
    if (!many) {
      close();
      set([name]);
      return;
    }
    input.value = "";
    set(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]);
    show("");
  }

  function close() {
    isOpen = false;
    menu.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    draw();
  }

  function leave() {
    const typed = need.fits.find((name) => name === input.value.trim());
    const isNew = isOpen && typed !== undefined && !chosen.includes(typed);
    if (isOpen) close();
    if (isNew) set(many ? [...chosen, typed] : [typed]);
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (event.shiftKey || event.ctrlKey || event.metaKey) return; // those are the form's
    const act = isOpen ? openKeys[event.key] : closedKeys[event.key];
    if (act?.(event) === false || !act) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** What a key does; false if it does nothing here. @type {Record<string, ((event: KeyboardEvent) => unknown) | undefined>} */
  const openKeys = {
    ArrowDown: () => point(active + 1),
    ArrowUp: () => point(active - 1),
    Enter: () => offered.length > 0 && choose(offered[active]),
    Escape: () => close(),
    Backspace: () => many && !input.value && chosen.length > 0 ? set(chosen.slice(0, -1)) : false,
  };
  /** @type {typeof openKeys} */
  const closedKeys = {
    ArrowDown: () => show(""),
    Enter: () => show(""),
    Backspace: (event) => openKeys.Backspace?.(event),
  };

  draw();
  return { node, input, box };
}
