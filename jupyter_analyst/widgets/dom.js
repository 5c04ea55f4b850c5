// Building blocks of the panels. Texts reach the page as text, never as HTML.
import { icon } from "./icons.js";

const OPERABLE = new Set(["button", "input", "select", "textarea"]);
/** @typedef {Node | string | number | null | undefined | false} Child */

let ids = 0;

/** An id no other element of the page has, whichever panels it shows. */
export function freshId() {
  ids += 1;
  return `ja-${Math.random().toString(36).slice(2, 8)}-${ids}`;
}

/**
 * An element. A function is listened with, `true` is an empty attribute, what is false or null is left out.
 * JupyterLab's shortcuts keep away from everything one can operate.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} [attributes]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  if (OPERABLE.has(tag)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  if (tag === "button") node.setAttribute("type", "button");
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value === true ? "" : String(value));
  }
  fill(node, ...children);
  return node;
}

/**
 * Put children in place of those an element has.
 * @param {Element} node
 * @param {...Child} children
 */
export function fill(node, ...children) {
  const kept = children.filter((child) => child !== null && child !== undefined && child !== false && child !== "");
  node.replaceChildren(...kept.map((child) => (typeof child === "number" ? String(child) : /** @type {Node | string} */ (child))));
}

/**
 * A button that is only an icon.
 * @param {string} name
 * @param {string} label
 * @param {(event: Event) => void} press
 * @param {Record<string, any>} [more]
 */
export function iconButton(name, label, press, more = {}) {
  return h("button", { class: "ja-icon", "aria-label": label, title: label, onclick: press, ...more }, icon(name));
}

/**
 * A name from the data: its own direction, cut in the middle when it is long, whole in the title.
 * @param {string} name
 */
export function nameOf(name) {
  if (name.length <= 16) return h("span", { class: "ja-cut", dir: "auto", title: name }, name);
  const tail = name.slice(-7);
  return h("span", { class: "ja-name", dir: "auto", title: name }, h("span", { class: "ja-cut" }, name.slice(0, -7)), h("span", {}, tail));
}

/**
 * What a screen reader is told, one sentence at a time.
 */
export function liveRegion() {
  const node = h("div", { class: "ja-hidden", role: "status", "aria-live": "polite" });
  return {
    node,
    /** @param {string} sentence */
    say: (sentence) => { node.textContent = sentence; },
  };
}

/**
 * A line that opens what is below it.
 * @param {{label: Child, tail?: Child, open: boolean, body: Element, toggled?: (open: boolean) => void, look?: string}} options
 */
export function fold({ label, tail = "", open, body, toggled = () => {}, look = "ja-fold" }) {
  body.id ||= freshId();
  const mark = h("span", { class: "ja-mark" });
  const end = h("span", { class: "ja-end" }, tail);
  const button = h("button", { class: look, "aria-controls": body.id, onclick: () => { set(!isOpen); toggled(isOpen); } }, mark, h("span", {}, label), end);
  let isOpen = open;
  /** @param {boolean} wanted */
  function set(wanted) {
    isOpen = wanted;
    button.setAttribute("aria-expanded", String(wanted));
    body.toggleAttribute("hidden", !wanted);
    fill(mark, icon(wanted ? "down" : "right"));
  }
  set(open);
  return {
    button,
    set,
    /** @param {Child} text */
    say: (text) => fill(end, text),
    isOpen: () => isOpen,
  };
}

/**
 * Copy a text; tell whether the front end let us.
 * @param {string} text
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // no permission, or not a secure page
  }
}

/**
 * A sentence in which names stand between backticks, as these come from the kernel.
 * @param {string} text
 */
export function sentence(text) {
  const pieces = text.split("`");
  return h("span", { dir: "auto" }, ...pieces.map((piece, i) => (i % 2 && i < pieces.length - 1 ? h("code", { class: "ja-code" }, piece) : piece)));
}

/**
 * A note: an icon, what is so, and what can be done about it.
 * @param {"info" | "warn" | "bad"} tone
 * @param {string} text
 * @param {{title?: string, hint?: string, code?: string, alert?: boolean}} [more]
 */
export function note(tone, text, { title = "", hint = "", code = "", alert = false } = {}) {
  return h("div", { class: `ja-note ${tone}`, role: alert ? "alert" : "note" }, icon(tone),
    h("div", { class: "ja-lines" }, title && h("span", { class: "ja-strong", dir: "auto" }, title), sentence(text),
      hint && h("span", { class: "ja-muted" }, sentence(hint)), code && h("span", { class: "ja-hint ja-code" }, code)));
}

/**
 * The key that means "do it" with other keys here.
 * @param {KeyboardEvent} event
 */
export function isAccel(event) {
  return event.ctrlKey || event.metaKey;
}

/**
 * The key that was pressed; where text runs from right to left, the arrows to the sides change places.
 * @param {KeyboardEvent} event while it is handled
 */
export function keyAlong(event) {
  const sides = getComputedStyle(/** @type {Element} */ (event.currentTarget)).direction === "rtl" ? { ArrowLeft: "ArrowRight", ArrowRight: "ArrowLeft" } : {};
  return /** @type {Record<string, string>} */ (sides)[event.key] ?? event.key;
}

/**
 * Move the focus among elements by arrows, Home and End; tell whether the key was one of these.
 * @param {KeyboardEvent} event
 * @param {HTMLElement[]} nodes
 * @param {{along?: "vertical" | "horizontal"}} [options]
 */
export function moveFocus(event, nodes, { along = "vertical" } = {}) {
  const [back, on] = along === "vertical" ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  const at = nodes.indexOf(/** @type {HTMLElement} */ (event.target));
  const to = { [back]: at - 1, [on]: at + 1, Home: 0, End: nodes.length - 1 }[keyAlong(event)];
  if (to === undefined || at < 0) return false;
  event.preventDefault();
  const node = nodes[Math.max(0, Math.min(to, nodes.length - 1))];
  node.focus();
  return true;
}
