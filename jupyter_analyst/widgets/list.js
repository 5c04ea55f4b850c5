// The list of tools: search, groups that open, keys.
import { fill, fold, freshId, h, iconButton, keyAlong, moveFocus } from "./dom.js";
import { icon } from "./icons.js";
import { foundTools, marked, wordsOf } from "./find.js";

/** @typedef {import("./messages.js").Palette} Palette */
/** @typedef {import("./messages.js").Tool} Tool */

const FEW = 12;

/**
 * @param {{open: (tool: Tool) => void, say: (sentence: string) => void}} options
 */
export function toolList({ open, say }) {
  /** @type {Palette} */
  let palette = { dataset: "", n_rows: 0, columns: [], needs: {}, groups: [], tools: [] };
  /** @type {Map<string, boolean>} */
  const opened = new Map();
  const clear = iconButton("close", "Clear the search", () => { search.value = ""; draw(); search.focus(); }, { hidden: true });
  const key = h("span", { class: "ja-key", "aria-hidden": "true" }, "/");
  const count = h("span", { class: "ja-muted ja-small", "aria-hidden": "true" });
  const search = h("input", { type: "text", "aria-label": "Search tools", placeholder: "Search tools", autocomplete: "off", spellcheck: "false", oninput: () => draw() });
  const rows = h("div", { class: "ja-rows", id: freshId() });
  const node = h("div", { class: "ja-body", onkeydown: keys },
    h("div", { class: "ja-bar-top" }, h("span", { class: "ja-input" }, icon("search"), search, count, key, clear)), rows);

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (event.key === "Escape" && search.value) {
      search.value = "";
      draw();
      search.focus();
      event.stopPropagation();
      return;
    }
    if (event.target === search) return searchKeys(event);
    if (foldKeys(event)) return;
    if (event.key === "ArrowUp" && event.target === stops()[0]) {
      event.preventDefault();
      search.focus();
    } else moveFocus(event, stops());
  }

  /** @param {KeyboardEvent} event */
  function searchKeys(event) {
    const [first] = stops();
    if (event.key === "ArrowDown" && first) {
      event.preventDefault();
      first.focus();
    }
    const found = /** @type {HTMLElement | null} */ (rows.querySelector(".ja-item"));
    if (event.key === "Enter" && search.value.trim() && found) found.click();
  }

  /**
   * Arrows to the side open and close a group.
   * @param {KeyboardEvent} event
   */
  function foldKeys(event) {
    const button = /** @type {HTMLElement} */ (event.target);
    const wanted = { ArrowRight: "false", ArrowLeft: "true" }[keyAlong(event)];
    if (wanted === undefined || button.getAttribute("aria-expanded") !== wanted) return false;
    event.preventDefault();
    button.click();
    return true;
  }

  const stops = () => /** @type {HTMLElement[]} */ ([...rows.querySelectorAll("button")].filter((button) => !button.closest("[hidden]")));

  /** @param {Tool} tool @param {string[]} [words] */
  function row(tool, words = []) {
    const summary = marked(tool.summary, words).map((piece) => (piece.hit ? h("mark", {}, piece.text) : piece.text));
    return h("button", { class: "ja-item", "data-tool": tool.id, onclick: () => open(tool) }, icon(tool.icon),
      h("span", { class: "ja-lines" }, h("span", {}, tool.title), h("span", { class: "ja-muted ja-small ja-two-lines" }, ...summary)));
  }

  /** @param {{id: string, title: string}} group */
  function groupRows(group) {
    const tools = palette.tools.filter((tool) => tool.group === group.id);
    const body = h("div", { role: "group", "aria-label": group.title }, ...tools.map((tool) => row(tool)));
    const isOpen = opened.get(group.id) ?? palette.tools.length <= FEW;
    const { button } = fold({ label: group.title, tail: tools.length, open: isOpen, body, look: "ja-group", toggled: (now) => opened.set(group.id, now) });
    return [button, body];
  }

  function drawFound() {
    const query = search.value.trim();
    const titles = Object.fromEntries(palette.groups.map((group) => [group.id, group.title]));
    const found = foundTools(palette.tools, titles, query);
    count.textContent = String(found.length);
    say(found.length === 1 ? "1 tool found" : `${found.length} tools found`);
    if (found.length) return fill(rows, ...found.map((tool) => row(tool, wordsOf(query))));
    fill(rows, h("div", { class: "ja-pad" }, h("p", { dir: "auto" }, `No tool matches “${query}”.`),
      h("p", { class: "ja-muted" }, "Other words may help: the task, or the name of the method."),
      h("button", { class: "ja-btn", onclick: () => { search.value = ""; draw(); search.focus(); } }, "Show all tools")));
  }

  function draw() {
    const searching = Boolean(search.value.trim());
    clear.hidden = !searching;
    key.hidden = searching;
    count.hidden = !searching;
    if (searching) drawFound();
    else fill(rows, ...palette.groups.flatMap(groupRows));
  }

  return {
    node,
    /** @param {Palette} now */
    show: (now) => { palette = now; draw(); },
    focusSearch: () => { search.focus(); search.select(); },
    /** @param {string} id */
    focusTool: (id) => {
      const found = stops().find((button) => button.dataset.tool === id);
      (found ?? search).focus();
    },
  };
}
