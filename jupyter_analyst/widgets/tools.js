// The palette: a list of tools, and the form of one in its place.
import { fill, h, liveRegion, note } from "./dom.js";
import { toolForm } from "./form.js";
import { toolList } from "./list.js";
import { shell } from "./shell.js";

/** @typedef {import("./messages.js").Palette} Palette */
/** @typedef {import("./messages.js").ToPanel} ToPanel */
/** @typedef {import("./messages.js").Tool} Tool */

/**
 * @param {{model: import("./messages.js").Model<Palette>, el: HTMLElement}} context
 */
function render({ model, el }) {
  const live = liveRegion();
  const place = h("div", { class: "ja-page" });
  const head = shell(el, "Tools", place, live.node);
  const list = toolList({ open, say: live.say });
  /** @type {ReturnType<typeof toolForm> | null} */
  let form = null;

  /** @param {Tool} tool @param {import("./messages.js").Given} [given] */
  function open(tool, given = {}) {
    form?.close();
    form = toolForm({ palette: model.get("state"), tool, given, send: (message) => model.send(message), back, say: live.say });
    fill(place, form.node);
    form.focus();
  }

  function back() {
    const id = form?.tool.id ?? "";
    form?.close();
    form = null;
    fill(place, list.node);
    list.focusTool(id);
  }

  function changed() {
    const palette = model.get("state");
    head.show(palette.dataset, palette.n_rows, palette.columns.length);
    list.show(palette);
    const tool = palette.tools.find((other) => other.id === form?.tool.id);
    if (form && tool && !isSame(palette)) {
      const hadFocus = place.contains(document.activeElement);
      const { values } = form;
      form.close();
      form = toolForm({ palette, tool, given: values, send: (message) => model.send(message), back, say: live.say });
      fill(place, form.node);
      if (hadFocus) form.focus();
    }
    columns = JSON.stringify(palette.columns);
  }

  let columns = "";
  /** @param {Palette} palette */
  const isSame = (palette) => columns === JSON.stringify(palette.columns);

  /** @param {ToPanel} message */
  function heard(message) {
    if (form) form.hear(message);
    else if (message.kind === "failed") place.append(h("div", { class: "ja-pad" }, note("bad", message.text, { hint: message.hint, code: message.code, alert: true })));
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (event.key !== "/" || form || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/** @type {HTMLElement} */ (event.target).matches("input, textarea, select")) return;
    event.preventDefault();
    list.focusSearch();
  }

  el.addEventListener("keydown", keys);
  model.on("change:state", changed);
  model.on("msg:custom", heard);
  fill(place, list.node);
  changed();
  model.send({ kind: "hello" });
  return () => {
    form?.close();
    el.removeEventListener("keydown", keys);
    model.off("change:state", changed);
    model.off("msg:custom", heard);
  };
}

export default { render };
