// A stand-in for the model anywidget hands to a panel, and the records its tests show.

/**
 * @template State
 * @param {State} state
 */
export function fakeModel(state) {
  /** @type {Record<string, ((message: any) => void)[]>} */
  const heard = {};
  /** @type {any[]} */
  const sent = [];
  return {
    sent,
    get: () => state,
    send: (/** @type {any} */ message) => { sent.push(structuredClone(message)); },
    on: (/** @type {string} */ event, /** @type {(message: any) => void} */ call) => { (heard[event] ??= []).push(call); },
    off: (/** @type {string} */ event, /** @type {(message: any) => void} */ call) => { heard[event] = heard[event].filter((other) => other !== call); },
    /** Messages of a kind. @param {string} kind */
    sentOf: (kind) => sent.filter((message) => message.kind === kind),
    /** @param {import("../../jupyter_analyst/widgets/messages.js").ToPanel} message */
    hear: (message) => heard["msg:custom"].forEach((call) => call(message)),
    /** @param {State} now */
    set: (now) => { state = now; heard["change:state"].forEach((call) => call(undefined)); },
    listeners: () => Object.values(heard).flat().length,
  };
}

/**
 * @template State
 * @param {{default: {render: (context: any) => () => void}}} panel
 * @param {State} state
 */
export function shown(panel, state) {
  const el = document.createElement("div");
  document.body.replaceChildren(el);
  const model = fakeModel(state);
  const close = panel.default.render({ model, el });
  /** @param {string} selector */
  const all = (selector) => /** @type {HTMLElement[]} */ ([...el.querySelectorAll(selector)].filter((node) => !node.closest("[hidden]")));
  return {
    el, model, close, all,
    /** @param {string} selector @returns {any} */
    one: (selector) => {
      const [first] = all(selector);
      if (!first) throw new Error(`nothing in sight is ${selector}`);
      return first;
    },
    /** The button with these words or this label. @param {string} words */
    button: (words) => {
      const found = all("button").find((node) => node.textContent?.trim() === words || node.getAttribute("aria-label") === words);
      if (!found) throw new Error(`no button says ${words}`);
      return /** @type {HTMLButtonElement} */ (found);
    },
    /** What a screen reader is told. */
    told: () => el.querySelector("[role=status]")?.textContent,
  };
}

/** @param {EventTarget} node @param {string} key @param {KeyboardEventInit} [more] */
export function press(node, key, more = {}) {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  node.dispatchEvent(event);
  return event;
}

/** Have text run from right to left; jsdom hands no direction down. @param {Element} node */
export function rightToLeft(node) {
  for (const one of [node, ...node.querySelectorAll("*")]) if (one instanceof HTMLElement) one.style.direction = "rtl";
}

/** @param {HTMLInputElement | HTMLTextAreaElement} input @param {string} text */
export function type(input, text) {
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {Partial<import("../../jupyter_analyst/widgets/messages.js").Parameter>} parameter */
const parameter = (parameter) => ({
  name: "x", label: "X", description: "", words: "", type: "str", choices: [], bounds: null, default: null, required: false, many: false, column: "", ...parameter,
});

export const HOSTILE = "<img src=x onerror=alert(1)>";

/** @type {import("../../jupyter_analyst/widgets/messages.js").Palette} */
export const PALETTE = {
  dataset: "heart",
  n_rows: 299,
  columns: [
    { name: "age", kind: "number", words: "47 values" },
    { name: "time", kind: "number", words: "" },
    { name: "sex", kind: "category", words: "2 values" },
    { name: HOSTILE, kind: "text", words: "" },
  ],
  needs: {
    number: { fits: ["age", "time"], unfit: [{ name: "sex", why: "category, not a number" }, { name: HOSTILE, why: "text, not a number" }] },
    pair: { fits: ["sex"], unfit: [{ name: "age", why: "47 values" }, { name: "time", why: "more than 50 values" }, { name: HOSTILE, why: "more than 50 values" }] },
  },
  groups: [{ id: "data", title: "Describe" }, { id: "tests", title: "Compare groups" }],
  tools: [
    {
      id: "describe", group: "data", title: "Describe columns", summary: "Say where the values lie and how they spread.", icon: "table", line: "%analyst describe",
      parameters: [parameter({ name: "columns", label: "Columns", many: true, column: "number", default: [] })],
    },
    {
      id: "ttest_ind", group: "tests", title: "Compare two means", summary: "Compare the mean of a number between two groups (Welch's t-test).", icon: "swap", line: "%analyst ttest_ind",
      parameters: [
        parameter({ name: "value", label: "Value", description: "The number to compare; in any unit. More.", required: true, column: "number" }),
        parameter({ name: "by", label: "By", required: true, column: "pair" }),
        parameter({ name: "equal_var", label: "Equal var", type: "bool", default: false }),
        parameter({ name: "side", label: "Side", choices: ["both", "less", "more"], default: "both" }),
        parameter({ name: "kind", label: "Kind", choices: ["auto", "histogram", "bar", "line", "scatter"], default: "auto" }),
        parameter({ name: "alpha", label: "Alpha", type: "float", bounds: [0, 1], default: 0.05 }),
      ],
    },
  ],
};

/** @type {import("../../jupyter_analyst/widgets/messages.js").Turn} */
export const TURN = {
  id: 0, question: "How old are they?", reading: "Mean of age.", plan: ["Mean of age"], attempts: [], text: "", outcome: "running", suggestions: [],
  confident: true, hint: "", code: "", cell: "", seconds: 0, asks: "",
};

/** @type {import("../../jupyter_analyst/widgets/messages.js").Conversation} */
export const CHAT = { dataset: "heart", questions: [], model: "built-in", local: true, running: null, turns: [] };
