// What floats over the grid, one thing at a time: the menu of a heading, the list of columns.
import { h } from "./dom.js";

const BESIDE_PX = 8;

/**
 * @param {HTMLElement} page what it stays inside of
 */
export function floating(page) {
  /** @type {HTMLElement | null} */
  let box = null;
  /** @type {() => void} */
  let back = () => {};

  /**
   * @param {HTMLElement} content
   * @param {{label: string, anchor: HTMLElement, back: () => void}} options what it is, what it stands under, where the focus goes after it
   */
  function open(content, { label, anchor, back: after }) {
    close(false);
    back = after;
    box = h("div", { class: "ja-grid-float", role: "dialog", "aria-label": label, onkeydown: keys, onfocusout: left }, content);
    page.append(box);
    place(box, anchor);
  }

  /** @param {HTMLElement} node @param {HTMLElement} anchor */
  function place(node, anchor) {
    const [around, under] = [page.getBoundingClientRect(), anchor.getBoundingClientRect()];
    const room = around.width - node.offsetWidth - BESIDE_PX;
    node.style.left = `${Math.max(BESIDE_PX, Math.min(under.left - around.left, room))}px`;
    node.style.top = `${Math.max(0, under.bottom - around.top)}px`;
    node.style.maxHeight = `${Math.max(160, around.bottom - under.bottom - BESIDE_PX)}px`;
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    event.stopPropagation(); // nothing below it hears of it
    if (event.key === "Escape") close();
  }

  /** @param {FocusEvent} event */
  function left(event) {
    const to = /** @type {Node | null} */ (event.relatedTarget);
    if (box && to && page.contains(to) && !box.contains(to)) close(false);
  }

  function close(isBack = true) {
    const was = box;
    box = null;
    was?.remove();
    if (was && isBack) back();
  }

  /** @param {Event} event */
  function pressed(event) {
    if (box && !event.composedPath().includes(box)) close(false);
  }
  page.addEventListener("pointerdown", pressed);

  return { open, close: () => close(), isOpen: () => box !== null };
}
