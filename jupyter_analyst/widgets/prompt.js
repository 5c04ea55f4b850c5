// The question box: Enter sends, Shift Enter is a new line, the arrow up brings the last question back.
import { fill, h } from "./dom.js";
import { icon } from "./icons.js";

/**
 * @param {{ask: (question: string) => void, stop: () => void, say: (sentence: string) => void}} acts
 */
export function questionBox({ ask, stop, say }) {
  let last = "";
  let isRunning = false;
  const box = h("textarea", { rows: "1", "aria-label": "Question", dir: "auto", spellcheck: "true", onkeydown: keys, oninput: () => draw() });
  const model = h("span", { class: "ja-muted ja-small ja-cut" });
  const button = h("button", { class: "ja-btn slim ja-send", onclick: () => (isRunning ? stopNow() : send()) });
  const where = h("p", { class: "ja-row ja-hint" });
  const node = h("div", { class: "ja-bottom" },
    h("div", { class: "ja-prompt", onclick: (/** @type {Event} */ event) => { if (event.target === event.currentTarget) box.focus(); } },
      box, h("div", { class: "ja-row" }, model, h("span", { class: "ja-end" }), button)), where);

  function send() {
    const question = box.value.trim();
    if (!question) return box.focus();
    if (isRunning) return say("The last question is still being answered. Wait for it, or stop it.");
    box.value = "";
    ask(question);
    draw();
  }

  function stopNow() {
    button.setAttribute("aria-disabled", "true");
    stop();
    say("Stopping");
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (event.isComposing) return; // Enter takes what an input method offers
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "ArrowUp" && !box.value && last) {
      event.preventDefault();
      put(last);
    }
  }

  /** @param {string} question */
  function put(question) {
    box.value = question;
    box.focus();
    box.setSelectionRange(question.length, question.length);
    draw();
  }

  function draw() {
    button.classList.toggle("main", !isRunning);
    button.setAttribute("aria-label", isRunning ? "Stop" : "Send question");
    button.title = isRunning ? "Stop (Esc)" : "Send question (Enter)";
    if (button.dataset.is !== String(isRunning)) fill(button, icon(isRunning ? "stop" : "send"), isRunning && h("span", {}, "Stop"));
    button.dataset.is = String(isRunning);
  }

  draw();
  return {
    node,
    put,
    stop: stopNow,
    focus: () => box.focus(),
    /** @param {{dataset: string, model: string, local: boolean, running: boolean, last: string}} state */
    show: (state) => {
      if (isRunning !== state.running) button.removeAttribute("aria-disabled");
      isRunning = state.running;
      last = state.last;
      box.placeholder = state.dataset ? `Ask about ${state.dataset}` : "Ask about your data";
      model.textContent = state.local ? "Built-in planner" : state.model;
      fill(where, icon(state.local ? "lock" : "info"), h("span", {}, state.local ? "Nothing leaves this machine" : `Questions and what is known of the data go to ${state.model}`));
      draw();
    },
  };
}
