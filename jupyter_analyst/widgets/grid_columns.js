// The list of columns: find one and go there, show some and hide others.
import { fill, h, iconButton, nameOf } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {import("./messages.js").GridColumn} GridColumn */

const LISTED = 200;

/**
 * @param {{columns: GridColumn[], hidden: Set<number>, go: (place: number) => void, changed: () => void}} options
 */
export function columnList({ columns, hidden, go, changed }) {
  const search = h("input", { type: "text", "aria-label": "Find a column", placeholder: "Find a column", autocomplete: "off", spellcheck: "false", oninput: draw, onkeydown: enter });
  const rows = h("ul", { class: "ja-grid-values" });
  const all = h("button", { class: "ja-btn quiet slim", onclick: () => { hidden.clear(); draw(); changed(); } }, "Show all columns");
  const node = h("div", { class: "ja-stack" }, h("span", { class: "ja-input" }, icon("search"), search), rows, all);

  function found() {
    const wanted = search.value.trim().toLowerCase();
    return columns.map((column, place) => ({ column, place })).filter(({ column }) => column.name.toLowerCase().includes(wanted));
  }

  /** @param {KeyboardEvent} event */
  function enter(event) {
    const [first] = found();
    if (event.key === "Enter" && first) go(first.place);
  }

  function draw() {
    const matching = found();
    fill(rows, ...matching.slice(0, LISTED).map(row),
      matching.length > LISTED && h("li", { class: "ja-hint" }, `and ${(matching.length - LISTED).toLocaleString("en")} more: type to find one`),
      !matching.length && h("li", { class: "ja-hint" }, "No column has such a name"));
    all.hidden = hidden.size === 0;
  }

  /** @param {{column: GridColumn, place: number}} one */
  function row({ column, place }) {
    const box = h("input", { type: "checkbox", checked: !hidden.has(place), onchange: () => toggle(box, place) });
    return h("li", { class: "ja-row" }, h("label", { class: "ja-check ja-grow" }, box, icon(column.kind), nameOf(column.name)),
      iconButton("right", `Go to ${column.name}`, () => go(place)));
  }

  /** @param {HTMLInputElement} box @param {number} place */
  function toggle(box, place) {
    if (box.checked) hidden.delete(place);
    else if (hidden.size + 1 < columns.length) hidden.add(place);
    else box.checked = true; // one column has to stay
    all.hidden = hidden.size === 0;
    changed();
  }

  draw();
  return { node, focus: () => search.focus() };
}
