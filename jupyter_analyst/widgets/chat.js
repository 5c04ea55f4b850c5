// The chat: the conversation, and the box for the next question.
import { fill, h, liveRegion, note } from "./dom.js";
import { icon } from "./icons.js";
import { questionBox } from "./prompt.js";
import { shell } from "./shell.js";
import { patched, turnView } from "./turn.js";

/** @typedef {import("./messages.js").Conversation} Conversation */
/** @typedef {import("./messages.js").ToPanel} ToPanel */
/** @typedef {import("./messages.js").Turn} Turn */

const NEAR_END = 40;
/** What a screen reader is told when an answer ends. @type {Record<string, string>} */
const ENDED = { "asked back": "The question can be read in several ways.", "gave up": "No answer was found.", stopped: "Stopped.", failed: "The question was not answered." };

/**
 * @param {{model: import("./messages.js").Model<Conversation>, el: HTMLElement}} context
 */
function render({ model, el }) {
  const live = liveRegion();
  /** @type {Map<number, ReturnType<typeof turnView>>} */
  const views = new Map();
  const turns = h("div", { class: "ja-turns" });
  const empty = h("div", {});
  const trouble = h("div", { class: "ja-trouble" });
  const body = h("div", { class: "ja-body" }, empty, turns);
  const box = questionBox({ ask, stop: () => model.send({ kind: "stop" }), say: live.say });
  const head = shell(el, "Chat", h("div", { class: "ja-page", onkeydown: keys }, body, trouble, box.node), live.node);
  const acts = { ask, edit: box.put, say: live.say, reply: (/** @type {boolean} */ yes) => model.send({ kind: "reply", yes }) };
  let isRunning = false;

  /** @param {string} question */
  function ask(question) {
    if (isRunning) return live.say("The last question is still being answered. Wait for it, or stop it.");
    fill(trouble);
    model.send({ kind: "ask", question });
    box.focus();
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (event.key !== "Escape" || !isRunning) return;
    event.stopPropagation();
    box.stop();
  }

  /** Keep the end in sight while it grows, unless one has scrolled up to read. @param {() => void} change */
  function following(change) {
    const wasAtEnd = body.scrollHeight - body.scrollTop - body.clientHeight < NEAR_END;
    change();
    if (wasAtEnd) body.scrollTop = body.scrollHeight;
  }

  /** @param {Turn} turn */
  function showTurn(turn) {
    const view = views.get(turn.id);
    if (view && view.turn().question === turn.question) {
      tellEnd(view.turn(), turn);
      view.show(turn);
      return view;
    }
    const made = turnView(turn, acts);
    views.set(turn.id, made);
    return made;
  }

  /** @param {Turn} before @param {Turn} now */
  function tellEnd(before, now) {
    if (before.outcome === "running" && now.outcome !== "running") live.say(now.outcome === "answered" ? now.text : (ENDED[now.outcome] ?? ""));
    else if (now.attempts.length > Math.max(1, before.attempts.length)) live.say(`Attempt ${now.attempts.length}`);
    else if (now.reading && now.reading !== before.reading) live.say(now.reading);
  }

  function changed() {
    const state = model.get("state");
    const isNew = state.turns.some((turn) => !views.has(turn.id));
    isRunning = state.running !== null;
    head.show(state.dataset);
    box.show({ dataset: state.dataset, model: state.model, local: state.local, running: isRunning, last: state.turns.at(-1)?.question ?? "" });
    following(() => {
      const nodes = state.turns.map((turn) => showTurn(turn).node);
      if (nodes.length !== turns.children.length || nodes.some((node, i) => turns.children[i] !== node)) fill(turns, ...nodes);
      fill(empty, ...(state.turns.length ? [] : welcome(state)));
    });
    if (isNew) body.scrollTop = body.scrollHeight;
  }

  /** @param {Conversation} state */
  function welcome(state) {
    const title = state.dataset ? `Ask about ${state.dataset}` : "Ask about your data";
    const load = "Load a dataset first: type %analyst load FILE in a cell.";
    const words = "Plain words are enough. The code shows up as a cell and runs in a sandbox; %analyst sandbox status shows its walls.";
    return [
      h("div", { class: "ja-pad ja-welcome" }, h("h2", { class: "ja-title", dir: "auto" }, title), h("p", { class: "ja-muted" }, state.dataset ? words : load),
        state.questions.length > 0 && h("h3", { class: "ja-muted ja-small" }, "Good first questions")),
      ...state.questions.map((question) => h("button", { class: "ja-item", onclick: () => ask(question) }, icon("ask"), h("span", { dir: "auto" }, question))),
    ];
  }

  /** @param {ToPanel} message */
  function heard(message) {
    if (message.kind === "failed") {
      fill(trouble, note("bad", message.text, { hint: message.hint, code: message.code, alert: true }));
      return;
    }
    if (message.kind !== "patch" && message.kind !== "placed") return;
    const view = views.get(message.turn);
    if (!view) return;
    const patch = message.kind === "patch" ? message : { set: { cell: message.cell }, add: "" };
    following(() => showTurn(patched(view.turn(), patch)));
  }

  const timer = setInterval(() => views.forEach((view) => view.tick()), 1000);
  model.on("change:state", changed);
  model.on("msg:custom", heard);
  changed();
  model.send({ kind: "hello" });
  return () => {
    clearInterval(timer);
    model.off("change:state", changed);
    model.off("msg:custom", heard);
  };
}

export default { render };
