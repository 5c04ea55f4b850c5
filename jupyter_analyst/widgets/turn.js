// A question and what came of it: plan and code, answer, doubt, what to ask instead.
import { copy, fill, fold, freshId, h, iconButton, moveFocus, note, sentence } from "./dom.js";
import { icon } from "./icons.js";
import { difference, tokens } from "./python.js";

/** @typedef {import("./messages.js").Turn} Turn */
/** @typedef {import("./messages.js").Tried} Tried */
/** @typedef {{ask: (question: string) => void, edit: (question: string) => void, say: (sentence: string) => void, reply: (yes: boolean) => void}} Acts */

const SAY = "Say what it means";

/**
 * A turn with what a patch brings.
 * @param {Turn} turn
 * @param {{set: Partial<Turn>, add: string}} patch
 * @returns {Turn}
 */
export function patched(turn, { set, add }) {
  return { ...turn, ...set, text: (set.text ?? turn.text) + add };
}

/**
 * The steps of a turn and how far each is.
 * @param {Turn} turn
 * @returns {{text: string, state: "done" | "running" | "waits" | "failed"}[]}
 */
export function stepsOf(turn) {
  const last = turn.attempts.at(-1);
  const isOver = turn.outcome !== "running";
  const worked = last?.status === "ok";
  const planned = turn.plan.map((text, i) => ({ text, state: stateOf(worked, isOver, i === 0 && last !== undefined) }));
  if (!turn.plan.length || (isOver && !worked)) return planned;
  return [...planned, { text: SAY, state: turn.outcome === "answered" ? "done" : worked && !isOver ? "running" : "waits" }];
}

/** @param {boolean} worked @param {boolean} isOver @param {boolean} isFirst @returns {"done" | "running" | "waits" | "failed"} */
function stateOf(worked, isOver, isFirst) {
  if (worked) return "done";
  if (!isFirst) return "waits";
  return isOver ? "failed" : "running";
}

/**
 * How it went, in a few words.
 * @param {Turn} turn
 */
export function summaryOf(turn) {
  const n = turn.attempts.length;
  const steps = turn.plan.length === 1 ? "1 step" : turn.plan.length ? `${turn.plan.length} steps` : "";
  const tries = n < 2 ? "" : turn.attempts.at(-1)?.status === "ok" ? `worked at attempt ${n}` : `${n} attempts`;
  return [steps, tries].filter(Boolean).join(" · ");
}

/** @param {number} s */
export const seconds = (s) => (s < 60 ? `${s.toFixed(1)} s` : `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`);

/**
 * @param {Turn} first
 * @param {Acts} acts
 */
export function turnView(first, acts) {
  let turn = first;
  let drawn = "";
  const started = Date.now();
  const work = h("div", { class: "ja-work" });
  const plan = fold({ label: "Plan and code", open: first.outcome === "running", body: work, toggled: () => { byHand = true; } });
  let byHand = false;
  const text = h("p", { class: "ja-said", dir: "auto" });
  const answer = h("div", { class: "ja-answer" }, text);
  const waiting = h("p", { class: "ja-row ja-muted" });
  const rest = h("div", { class: "ja-stack ja-rest" });
  const planPart = h("div", {}, plan.button, work);
  const node = h("article", { class: "ja-turn", "aria-label": first.question },
    h("div", { class: "ja-ask" }, h("p", { dir: "auto" }, first.question)), planPart, waiting, answer, rest);

  function draw() {
    const isRunning = turn.outcome === "running";
    const key = JSON.stringify([turn.reading, turn.plan, turn.attempts, turn.outcome, turn.cell, turn.suggestions, turn.asks]);
    drawText(isRunning);
    if (key === drawn) return;
    drawn = key;
    planPart.hidden = !turn.plan.length && !turn.attempts.length && !turn.reading;
    plan.say(summaryOf(turn));
    fill(work, ...workOf(turn));
    fill(rest, ...(isRunning ? asking(turn, acts) : ending(turn, acts)));
    if (!isRunning && !byHand && turn.outcome === "answered") plan.set(false);
  }

  /** @param {boolean} isRunning */
  function drawText(isRunning) {
    const isProblem = turn.outcome === "failed" || turn.outcome === "gave up" || turn.outcome === "stopped";
    answer.hidden = !turn.text || isProblem;
    answer.setAttribute("aria-busy", String(isRunning));
    fill(text, sentence(turn.text), isRunning && h("span", { class: "ja-caret", "aria-hidden": "true" }));
    waiting.hidden = !isRunning || Boolean(turn.text || turn.asks);
    if (!waiting.hidden) tick();
  }

  /** Say how long it takes already; only digits change, so nothing moves. */
  function tick() {
    const s = Math.floor((Date.now() - started) / 1000);
    const doing = turn.attempts.length ? "Running the code" : turn.reading ? "Writing the code" : "Reading the question";
    if (waiting.children.length < 3) fill(waiting, h("span", { class: "ja-i" }), h("span", {}), h("span", { class: "ja-small ja-end" }));
    fill(waiting.children[0], !turn.plan.length && icon("turn", { tone: "ja-spin ja-info" }));
    waiting.children[1].textContent = s >= 10 ? `${doing}. The notebook goes on meanwhile.` : doing;
    waiting.children[2].textContent = s ? `${s} s` : "";
  }

  draw();
  return {
    node,
    turn: () => turn,
    tick: () => { if (!waiting.hidden) tick(); },
    /** @param {Turn} now */
    show: (now) => { turn = now; draw(); },
  };
}

/** @param {Turn} turn */
function workOf(turn) {
  const steps = stepsOf(turn).map(({ text, state }) => h("li", { class: "ja-step" }, stepIcon(state), h("span", { dir: "auto" }, sentence(text))));
  return [
    turn.reading && h("p", { class: "ja-muted", dir: "auto" }, turn.reading),
    steps.length > 0 && h("ol", { class: "ja-steps" }, ...steps),
    ...turn.attempts.map((attempt, i) => attemptOf(attempt, i, turn)),
  ];
}

/** @param {"done" | "running" | "waits" | "failed"} state */
function stepIcon(state) {
  if (state === "done") return icon("check", { tone: "ja-ok", label: "Done" });
  if (state === "running") return icon("turn", { tone: "ja-spin ja-info", label: "Running" });
  return state === "failed" ? icon("bad", { tone: "ja-error", label: "Failed" }) : icon("wait", { tone: "ja-muted", label: "Waits" });
}

/** @param {Tried} attempt @param {number} i @param {Turn} turn */
function attemptOf(attempt, i, turn) {
  const isAlone = turn.attempts.length === 1;
  const state = attempt.status === "running" ? (turn.outcome === "running" ? "running" : "waits") : attempt.status === "ok" ? "done" : "failed";
  const head = h("div", { class: "ja-row" }, attemptIcon(state),
    h("h3", {}, isAlone ? "Code" : `Attempt ${i + 1}`), h("span", { class: "ja-muted ja-small ja-end" }, attempt.seconds ? seconds(attempt.seconds) : ""));
  return h("div", { class: "ja-attempt" }, head, ...codeOf(attempt.code, turn.attempts[i - 1]?.code, i),
    attempt.fault && h("p", {}, sentence(attempt.fault)),
    attempt.advice.length > 0 && h("div", { class: "ja-note info", role: "note" }, icon("info"), h("div", { class: "ja-lines" }, ...attempt.advice.map(sentence))),
    attempt.outputs.length > 0 && h("pre", { class: "ja-shown", tabindex: "0", "aria-label": "What it showed", dir: "ltr" }, attempt.outputs.join("\n")));
}

/** @param {"done" | "running" | "waits" | "failed"} state */
function attemptIcon(state) {
  if (state === "running") return h("span", { class: "ja-i" }); // the steps say so
  return state === "done" ? icon("ok", { tone: "ja-ok", label: "Worked" }) : stepIcon(state);
}

/** The code, or what it changes in the attempt before. @param {string} code @param {string | undefined} before @param {number} i */
function codeOf(code, before, i) {
  const changes = before === undefined ? [] : difference(before, code);
  const whole = pre(`Code, attempt ${i + 1}`, ...highlighted(code));
  if (!changes.length || changes.length >= code.split("\n").length * 2) return [whole];
  const lines = changes.map(({ text, kind }) => h("span", { class: kind }, h("span", { class: "c" }, kind === "del" ? "− " : "+ "), ...highlighted(text)));
  const all = fold({ label: "All of the code", open: false, body: whole, look: "ja-fold ja-small ja-muted" });
  return [pre(`What attempt ${i + 1} changes`, ...lines), all.button, whole];
}

/** @param {string} label @param {...(Node | string)} children */
function pre(label, ...children) {
  return h("pre", { class: "ja-pre", tabindex: "0", "aria-label": label, dir: "ltr" }, ...children);
}

/** @param {string} code */
function highlighted(code) {
  return tokens(code).map(({ text, kind }) => (kind ? h("span", { class: kind }, text) : text));
}

/** A question that waits for yes or no. @param {Turn} turn @param {Acts} acts */
function asking(turn, acts) {
  if (!turn.asks) return [];
  return [note("warn", turn.asks, { alert: true }),
    h("div", { class: "ja-row" }, h("button", { class: "ja-btn main", onclick: () => acts.reply(true) }, "Run it"),
      h("button", { class: "ja-btn quiet", onclick: () => acts.reply(false) }, "Do not run it"))];
}

/** What stands below the answer. @param {Turn} turn @param {Acts} acts */
function ending(turn, acts) {
  const parts = {
    answered: () => [turn.cell && cellLink(turn), !turn.confident && doubt(turn), actions(turn, acts)],
    "asked back": () => [choices(turn, acts)],
    "gave up": () => [problem("bad", turn), ...instead(turn, acts), actions(turn, acts)],
    stopped: () => [problem("info", turn), actions(turn, acts)],
    failed: () => [problem("bad", turn), actions(turn, acts)],
    running: () => [],
  };
  return parts[turn.outcome]();
}

/** @param {"bad" | "info"} tone @param {Turn} turn */
function problem(tone, turn) {
  return note(tone, turn.text || "Stopped.", { hint: turn.hint, code: turn.code, alert: tone === "bad" });
}

/** @param {Turn} turn */
function doubt(turn) {
  return note("warn", "Part of the question was left unused or guessed.", { hint: turn.reading && `Read as: ${turn.reading}` });
}

/** A link the page may follow by its own means; where it does not, the words stay. @param {Turn} turn */
function cellLink(turn) {
  const words = "Code and output are in the cell below";
  const link = h("button", { class: "ja-link", onclick: () => {
    const event = new CustomEvent("jupyter-analyst:cell", { bubbles: true, cancelable: true, detail: { cell: turn.cell } });
    if (link.dispatchEvent(event)) link.replaceWith(h("span", {}, words)); // nobody knew how
  } }, words);
  return h("p", { class: "ja-row ja-small" }, icon("down", { tone: "ja-muted" }), link);
}

/** @param {Turn} turn @param {Acts} acts */
function actions(turn, acts) {
  const answered = turn.outcome === "answered";
  const code = turn.attempts.at(-1)?.code ?? "";
  return h("div", { class: "ja-row ja-acts" },
    answered && copyButton("copy", "Copy the answer", turn.text, acts), code && copyButton("code", "Copy the code", code, acts),
    iconButton("edit", "Edit the question", () => acts.edit(turn.question)), iconButton("redo", "Ask again", () => acts.ask(turn.question)),
    h("span", { class: "ja-hint ja-end" }, turn.seconds ? seconds(turn.seconds) : ""));
}

/** @param {string} name @param {string} label @param {string} text @param {Acts} acts */
function copyButton(name, label, text, acts) {
  return iconButton(name, label, async () => acts.say((await copy(text)) ? "Copied" : "The front end does not let the panel copy"));
}

/** @param {Turn} turn @param {Acts} acts */
function instead(turn, acts) {
  if (!turn.suggestions.length) return [];
  return [h("h3", { class: "ja-muted ja-small" }, "What could help"),
    h("div", { class: "ja-list-in" }, ...turn.suggestions.map((text) => h("button", { class: "ja-item", onclick: () => acts.ask(text) }, icon("ask"), h("span", { dir: "auto" }, text))))];
}

/** Readings to choose from. @param {Turn} turn @param {Acts} acts */
function choices(turn, acts) {
  let chosen = 0;
  const radios = turn.suggestions.map((text, i) => h("button", { class: "ja-choice", role: "radio", onclick: () => choose(i) },
    h("span", { class: "ja-radio" }), h("span", { dir: "auto" }, text)));

  /** @param {number} i */
  function choose(i) {
    chosen = i;
    radios.forEach((radio, j) => {
      radio.setAttribute("aria-checked", String(i === j));
      radio.tabIndex = i === j ? 0 : -1;
    });
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (moveFocus(event, radios)) choose(radios.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement)));
  }

  choose(0);
  return h("div", { class: "ja-stack" },
    radios.length > 0 && h("div", { class: "ja-stack", role: "radiogroup", "aria-label": "Readings", id: freshId(), onkeydown: keys }, ...radios),
    h("div", { class: "ja-row" }, radios.length > 0 && h("button", { class: "ja-btn main", onclick: () => acts.ask(turn.suggestions[chosen]) }, "Continue"),
      h("button", { class: "ja-btn quiet", onclick: () => acts.edit(turn.question) }, "Say it differently")));
}
