// The frame of a panel: in the sidebar only its body, in a cell a small head with the dataset above it.
import { fill, h, nameOf } from "./dom.js";
import { icon } from "./icons.js";

/**
 * Put a panel into its element.
 * @param {HTMLElement} el
 * @param {string} title
 * @param {...HTMLElement} parts
 */
export function shell(el, title, ...parts) {
  const source = h("div", { class: "ja-head" });
  el.append(h("section", { class: "ja ja-widget", "aria-label": `Analyst, ${title}` }, source, ...parts));
  return {
    /** @param {string} dataset @param {number} [nRows] @param {number} [nColumns] */
    show: (dataset, nRows, nColumns) => {
      const size = nRows === undefined ? "" : `${nRows.toLocaleString("en")} × ${nColumns}`;
      fill(source, icon("data"), dataset ? h("span", { class: "ja-strong ja-cut" }, nameOf(dataset)) : h("span", { class: "ja-muted" }, "No dataset yet"),
        dataset && h("span", { class: "ja-muted ja-cut" }, size), h("span", { class: "ja-muted ja-end" }, title));
    },
  };
}
