// One cell in full, over the lower part of the grid: its whole value, to read and to copy.
import { copy, fill, h, iconButton, nameOf } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {import("./messages.js").Cell} Cell */

/**
 * @param {{back: () => void, say: (sentence: string) => void}} options
 */
export function cellDetail({ back, say }) {
  const title = h("h2", { class: "ja-row ja-grow", tabindex: "-1" });
  const value = h("div", { class: "ja-grid-whole", tabindex: "0", role: "group", "aria-label": "Value", dir: "auto" });
  const length = h("span", { class: "ja-hint" });
  const copied = iconButton("copy", "Copy this value", copyValue);
  const node = h("div", { class: "ja-grid-detail", role: "dialog", "aria-label": "Cell", hidden: true, onkeydown: keys },
    h("div", { class: "ja-row" }, title, length, copied, iconButton("close", "Close", close)), value);

  async function copyValue() {
    const done = await copy(value.textContent ?? "");
    if (!done) getSelection()?.selectAllChildren(value);
    fill(copied, icon(done ? "check" : "copy"));
    say(done ? "The value is copied" : "The value is selected: copy it by the keys of your system");
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    event.stopPropagation();
    if (event.key === "Escape") close();
  }

  function close() {
    if (node.hidden) return;
    node.hidden = true;
    back();
  }

  return {
    node,
    close,
    /** @param {string} name @param {number} row @param {Cell} cell @param {boolean} isWhole */
    show: (name, row, cell, isWhole) => {
      const text = cell === null ? "missing" : cell === "" ? "empty text" : typeof cell === "string" ? cell : cell.text;
      const n = cell === null || typeof cell === "string" ? text.length : cell.length;
      fill(title, nameOf(name), h("span", { class: "ja-muted" }, `row ${(row + 1).toLocaleString("en")}`));
      value.textContent = text;
      value.classList.toggle("ja-muted", cell === null || cell === "");
      const isCut = cell !== null && typeof cell !== "string";
      length.textContent = !isWhole ? "Reading the rest" : isCut ? `the first ${text.length.toLocaleString("en")} of ${n.toLocaleString("en")} characters` : n > 40 ? `${n.toLocaleString("en")} characters` : "";
      copied.hidden = cell === null || cell === "";
      fill(copied, icon("copy"));
      node.hidden = false;
      title.focus();
    },
  };
}
