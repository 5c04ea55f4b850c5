// The form of a tool: its fields, the line they stand for, Run and Insert as cell.
import { copy, fill, fold, freshId, h, iconButton, isAccel, note } from "./dom.js";
import { icon } from "./icons.js";
import { field } from "./fields.js";

/** @typedef {import("./messages.js").Palette} Palette */
/** @typedef {import("./messages.js").Tool} Tool */
/** @typedef {import("./messages.js").Parameter} Parameter */
/** @typedef {import("./messages.js").Fault} Fault */
/** @typedef {import("./messages.js").FromPanel} FromPanel */
/** @typedef {import("./messages.js").ToPanel} ToPanel */

const PAUSE_MS = 150;

/**
 * @param {{palette: Palette, tool: Tool, given: import("./messages.js").Given, send: (message: FromPanel) => void, back: () => void,
 *   say: (sentence: string) => void}} options
 */
export function toolForm({ palette, tool, given, send, back, say }) {
  /** @type {import("./messages.js").Given} */
  const values = { ...Object.fromEntries(tool.parameters.map((parameter) => [parameter.name, parameter.default])), ...given };
  const fields = new Map(tool.parameters.map((parameter) => [parameter.name, field({
    parameter, palette, value: values[parameter.name], change: (value, typing) => { values[parameter.name] = value; changed(typing); },
  })]));
  /** @type {Fault[]} */
  let faults = [];
  let n = 0;
  let isAsked = false; // whether Run was pressed: only then an empty field is wrong
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const title = h("h2", { class: "ja-title", tabindex: "-1" }, tool.title);
  const shown = tool.parameters.filter((parameter) => parameter.required || parameter.column);
  const options = tool.parameters.filter((parameter) => !shown.includes(parameter));
  const more = h("div", { class: "ja-pad" }, ...options.map(nodeOf));
  const optionsFold = fold({ label: "Options", open: false, body: more, look: "ja-group" });
  const outcome = h("div", { class: "ja-outcome" });
  const body = h("div", { class: "ja-body" },
    h("div", { class: "ja-bar-top ja-back" }, iconButton("left", "Back to all tools", back), title),
    h("p", { class: "ja-muted ja-summary" }, tool.summary),
    !palette.dataset && h("div", { class: "ja-pad" }, note("info", "No dataset is in use.", { hint: "Type `%analyst load FILE` in a cell, then choose columns here." })),
    h("div", { class: "ja-pad" }, ...shown.map(nodeOf)), options.length ? optionsFold.button : null, options.length ? more : null, outcome);
  const line = h("code", { class: "ja-code ja-cut ja-grow ja-muted", dir: "ltr", id: freshId() });
  const copied = iconButton("copy", "Copy this line", copyLine);
  const words = h("span", { class: "ja-hint ja-end ja-row" });
  const run = h("button", { class: "ja-btn main", onclick: () => start(true), "aria-describedby": line.id }, icon("play"), "Run");
  const insert = h("button", { class: "ja-btn", onclick: () => start(false), "aria-describedby": line.id }, "Insert as cell");
  const bottom = h("div", { class: "ja-bottom" }, h("div", { class: "ja-row" }, line, copied), h("div", { class: "ja-row ja-acts ja-form-acts" }, run, insert, words));
  const node = h("div", { class: "ja-page", onkeydown: keys }, body, bottom);

  /** @param {Parameter} parameter */
  function nodeOf(parameter) {
    return /** @type {ReturnType<typeof field>} */ (fields.get(parameter.name)).node;
  }

  /** @param {boolean} [typing] */
  function changed(typing = false) {
    clearTimeout(timer);
    tell("");
    drawCount();
    if (typing) timer = setTimeout(draft, PAUSE_MS);
    else draft();
  }

  function draft() {
    n += 1;
    send({ kind: "draft", tool: tool.id, given: values, n });
  }

  /** @param {boolean} isRun whether the cell runs too */
  function start(isRun) {
    clearTimeout(timer);
    isAsked = true;
    n += 1;
    fill(outcome);
    tell(isRun ? "Starting" : "Inserting", "turn", "ja-spin ja-info");
    send({ kind: "run", tool: tool.id, given: values, n, run: isRun });
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (event.key === "Enter" && (event.shiftKey || isAccel(event))) {
      event.preventDefault();
      event.stopPropagation();
      start(event.shiftKey);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      back();
    }
  }

  async function copyLine() {
    const done = await copy(line.textContent ?? "");
    if (!done) getSelection()?.selectAllChildren(line);
    fill(copied, icon(done ? "check" : "copy"));
    say(done ? "The line is copied" : "The line is selected: copy it by the keys of your system");
    setTimeout(() => fill(copied, icon("copy")), 1500);
  }

  /** What is said beside the buttons. @param {string} sentence @param {string} [name] @param {string} [tone] */
  function tell(sentence, name = "check", tone = "ja-ok") {
    if (sentence) fill(words, icon(name, { tone }), h("span", {}, sentence));
    else fill(words, h("span", { class: "ja-key ja-roomy", "aria-hidden": "true" }, "⇧ Enter"));
  }

  function drawCount() {
    const count = options.filter((parameter) => fields.get(parameter.name)?.isChanged()).length;
    optionsFold.say(count ? `${count} changed` : "");
  }

  function drawFaults() {
    const wrong = faults.filter((fault) => isAsked || !fault.missing);
    for (const [name, one] of fields) one.mark(wrong.find((fault) => fault.parameter === name));
    return wrong;
  }

  /** @param {Fault[]} wrong */
  function focusFirst(wrong) {
    const first = tool.parameters.find((parameter) => wrong.some((fault) => fault.parameter === parameter.name));
    if (!first) return;
    if (options.includes(first)) optionsFold.set(true);
    fields.get(first.name)?.focus();
  }

  /** @param {Extract<ToPanel, {kind: "drafted"}>} message */
  function drafted(message) {
    const isRefused = isStarting();
    if (message.n !== n) return; // the form has changed meanwhile
    line.textContent = message.line;
    line.title = message.line;
    faults = message.faults;
    const wrong = drawFaults();
    if (isRefused) {
      tell("");
      focusFirst(wrong);
    }
  }

  const isStarting = () => words.querySelector(".ja-spin") !== null;

  /** @param {Extract<ToPanel, {kind: "ran"}>} message */
  function ran(message) {
    isAsked = false;
    tell(message.text ? "" : message.words);
    say(message.text || message.words);
    if (message.text) showOutcome(note("info", message.text, { title: message.title, hint: message.words }));
  }

  /** @param {HTMLElement} child */
  function showOutcome(child) {
    fill(outcome, child);
    child.scrollIntoView?.({ block: "nearest" });
  }

  line.textContent = tool.line;
  tell("");
  drawCount();
  draft();
  return {
    node,
    tool,
    values,
    focus: () => title.focus(),
    close: () => clearTimeout(timer),
    /** @param {ToPanel} message */
    hear: (message) => {
      if (message.kind === "drafted") drafted(message);
      if (message.kind === "ran") ran(message);
      if (message.kind === "failed") {
        tell("");
        showOutcome(note("bad", message.text, { hint: message.hint, code: message.code, alert: true }));
      }
    },
  };
}
