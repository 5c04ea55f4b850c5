// One decision on how a dataset is read, as it is about to be changed: a field, the line it makes, and what to do with it.
import { fill, freshId, h, sentence } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {import("./messages.js").Decision} Decision */
/** @typedef {import("./messages.js").Changes} Changes */

const ANOTHER = "\0";
const TYPING_MS = 150;

/**
 * @param {{decision: Decision, decide: (changes: Changes, n: number) => void, reread: (changes: Changes, run: boolean) => void, close: () => void}} options
 */
export function decider({ decision, decide, reread, close }) {
  let n = 0;
  let isFaulty = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const helpId = freshId();
  const label = `New value: ${decision.label}`;
  const line = h("code", { class: "ja-code ja-ds-line", dir: "ltr" });
  const fault = h("div", { class: "ja-fault", role: "alert" });
  const column = decision.kind === "pairs" ? picked(`Column: ${decision.label}`, decision.columns.map((name) => ({ value: name, words: name }))) : null;
  const isFree = !decision.choices.length;
  const chosen = isFree ? null : picked(label, offered());
  const written = h("input", { type: "text", "aria-label": chosen ? `Another value: ${decision.label}` : label, dir: "auto", inputmode: decision.kind === "number" ? "numeric" : null, autocomplete: "off", spellcheck: "false", oninput: () => ask(true) });
  written.value = decision.given;
  const box = h("span", { class: "ja-input" }, written);
  const node = h("div", { class: "ja-ds-decide", onkeydown: keys },
    h("div", { class: "ja-row ja-ds-fields" }, column, chosen, box),
    h("span", { class: "ja-hint", id: helpId, dir: "auto" }, decision.description), fault, line,
    h("div", { class: "ja-row ja-ds-acts" },
      h("button", { class: "ja-btn slim main", onclick: () => done(true) }, "Read again"),
      h("button", { class: "ja-btn slim", onclick: () => done(false) }, "Insert as cell"),
      h("button", { class: "ja-btn slim quiet", onclick: close }, "Cancel")));
  for (const field of [chosen, written]) field?.setAttribute("aria-describedby", helpId);
  const isKnown = decision.choices.some((choice) => choice.value === decision.given);
  if (chosen) chosen.value = !decision.isGiven || decision.kind === "pairs" ? "" : isKnown ? `=${decision.given}` : ANOTHER;

  function offered() {
    const choices = decision.choices.map((choice) => ({ value: `=${choice.value}`, words: choice.words }));
    return [{ value: "", words: "found out" }, ...choices, ...(decision.open ? [{ value: ANOTHER, words: "another" }] : [])];
  }

  /** @param {string} name @param {{value: string, words: string}[]} choices */
  function picked(name, choices) {
    return h("select", { class: "ja-input", "aria-label": name, onchange: () => ask() }, ...choices.map((choice) => h("option", { value: choice.value }, choice.words)));
  }

  /** @returns {Changes} */
  function changes() {
    const isWritten = !chosen || chosen.value === ANOTHER;
    const value = isWritten ? (written.value === "" && isFree ? null : written.value) : chosen.value === "" ? null : chosen.value.slice(1);
    return { [decision.option]: column ? /** @type {any} */ ({ [column.value]: value }) : value };
  }

  /** Have the line drawn anew. @param {boolean} [typing] */
  function ask(typing = false) {
    box.hidden = chosen !== null && chosen.value !== ANOTHER;
    clearTimeout(timer);
    if (typing) timer = setTimeout(send, TYPING_MS);
    else send();
  }

  function send() {
    n += 1;
    decide(changes(), n);
  }

  /** @param {boolean} run */
  function done(run) {
    if (isFaulty) focus();
    else reread(changes(), run);
  }

  function focus() {
    (column ?? (box.hidden ? chosen : written) ?? written).focus();
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    event.stopPropagation(); // the keys of the rows do not reach into a field
    if (event.key === "Escape") close();
    if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) done(!(event.ctrlKey || event.metaKey));
  }

  ask();
  return {
    node,
    focus,
    stop: () => clearTimeout(timer),
    /** @param {{n: number, line: string, fault: string}} message */
    hear: (message) => {
      if (message.n !== n) return; // the field has changed meanwhile
      isFaulty = message.fault !== "";
      (box.hidden ? chosen : box)?.classList.toggle("bad", isFaulty);
      written.setAttribute("aria-invalid", String(isFaulty));
      line.textContent = message.line;
      line.hidden = isFaulty;
      fill(fault, isFaulty && h("p", { class: "ja-row top" }, icon("bad", { tone: "ja-error" }), sentence(message.fault)));
    },
  };
}
