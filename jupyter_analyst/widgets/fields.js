// The fields of a form, one for each parameter of a tool.
import { fill, freshId, h, moveFocus, sentence } from "./dom.js";
import { icon } from "./icons.js";
import { columnPicker } from "./picker.js";

/** @typedef {import("./messages.js").Parameter} Parameter */
/** @typedef {import("./messages.js").Palette} Palette */
/** @typedef {import("./messages.js").Value} Value */
/** @typedef {import("./messages.js").Fault} Fault */
/**
 * What every kind of field gets.
 * @typedef {{parameter: Parameter, palette: Palette, value: Value, labelledby: string, describedby: string,
 *   change: (value: Value, typing?: boolean) => void}} Options
 */
/** What every kind of field gives: its element, what takes the focus, and what gets an edge when it is wrong. */
/** @typedef {{node: HTMLElement, input: HTMLElement, box?: HTMLElement}} Control */

const MOST_SEGMENTS = 4;
const MOST_LETTERS = 30;

/**
 * A field with its label, what it means and what is wrong with it.
 * @param {{parameter: Parameter, palette: Palette, value: Value, change: (value: Value, typing?: boolean) => void}} options
 */
export function field({ parameter, palette, value, change }) {
  const labelledby = freshId();
  const describedby = freshId();
  let current = value;
  const reset = h("button", { class: "ja-link", onclick: () => { put(parameter.default); heard(parameter.default); } }, "reset");
  const changed = h("span", { class: "ja-hint ja-end", hidden: true }, "changed · ", reset);
  const optional = parameter.column && !parameter.required && h("span", { class: "ja-hint" }, "optional");
  const fault = h("div", { class: "ja-fault" });
  const meaning = h("span", { class: "ja-hint", dir: "auto", title: parameter.description }, firstSentence(parameter.description));
  const help = h("div", { id: describedby }, fault, meaning);
  const place = h("div", {});
  const isCheck = parameter.type === "bool";
  const label = h("span", { class: "ja-row ja-base" }, h("span", { class: "ja-label", id: labelledby }, parameter.label), optional, isCheck ? null : changed);
  const node = h("div", { class: "ja-field", "data-parameter": parameter.name }, isCheck ? null : label, place, help);
  /** @type {Control} */
  let control;

  /** @param {Value} now @param {boolean} [typing] */
  function heard(now, typing = false) {
    current = now;
    changed.hidden = parameter.column !== "" || parameter.required || isUsual(now, parameter);
    change(now, typing);
  }

  /** @param {Value} now */
  function put(now) {
    current = now;
    control = controlOf(parameter)({ parameter, palette, value: now, labelledby, describedby, change: heard });
    fill(place, isCheck ? h("label", { class: "ja-check" }, control.node, h("span", { class: "ja-label", id: labelledby }, parameter.label), changed) : control.node);
    changed.hidden = parameter.column !== "" || parameter.required || isUsual(now, parameter);
  }

  put(value);
  return {
    node,
    focus: () => control.input.focus(),
    isChanged: () => !isUsual(current, parameter),
    /** @param {Fault | undefined} wrong */
    mark: (wrong) => {
      control.input.setAttribute("aria-invalid", String(Boolean(wrong)));
      (control.box ?? control.node).classList.toggle("bad", Boolean(wrong));
      meaning.hidden = Boolean(wrong);
      fill(fault, wrong && h("p", { class: "ja-row top", role: "alert" }, icon("bad", { tone: "ja-error" }), sentence(wrong.message)), wrong?.fix && fixLink(wrong.fix));
    },
  };

  /** @param {{label: string, value: Value}} fix */
  function fixLink(fix) {
    const wanted = parameter.many && !Array.isArray(fix.value) ? [String(fix.value)] : fix.value;
    return h("button", { class: "ja-link ja-under", dir: "auto", onclick: () => { put(wanted); heard(wanted); control.input.focus(); } }, fix.label);
  }
}

/**
 * Whether a value is what would be taken anyway.
 * @param {Value} value
 * @param {Parameter} parameter
 */
export function isUsual(value, parameter) {
  const isEmpty = value === null || value === "" || (Array.isArray(value) && !value.length);
  return isEmpty || String(value) === String(parameter.default);
}

/** @param {string} text */
export function firstSentence(text) {
  return /^.*?[.;:](?=\s|$)/.exec(text)?.[0].replace(/[;:]$/, ".") ?? text;
}

/** @param {Parameter} parameter @returns {(options: Options) => Control} */
function controlOf(parameter) {
  if (parameter.column) return columns;
  if (parameter.type === "bool") return check;
  if (!parameter.choices.length) return text;
  const isShort = parameter.choices.length <= MOST_SEGMENTS && parameter.choices.join("").length <= MOST_LETTERS;
  return isShort ? segments : select;
}

/** @param {Options} options @returns {Control} */
function columns({ parameter, palette, value, labelledby, describedby, change }) {
  const all = Object.fromEntries(palette.columns.map((column) => [column.name, column]));
  const need = palette.needs[parameter.column] ?? { fits: [], unfit: [] };
  const chosen = Array.isArray(value) ? value : value === null || value === "" ? [] : [String(value)];
  const empty = !need.fits.length ? "No column fits" : parameter.required ? "Choose a column" : parameter.many ? "All that fit" : "None";
  return columnPicker({
    labelledby, describedby, columns: all, need, many: parameter.many, optional: !parameter.required, chosen, empty,
    change: (names) => change(parameter.many ? names : (names[0] ?? null)),
  });
}

/** @param {Options} options @returns {Control} */
function check({ value, describedby, change }) {
  const input = h("input", { type: "checkbox", "aria-describedby": describedby, onchange: () => change(input.checked) });
  input.checked = value === true;
  return { node: input, input };
}

/** @param {Options} options @returns {Control} */
function text({ parameter, value, labelledby, describedby, change }) {
  const isNumber = parameter.type === "float" || parameter.type === "int";
  const input = h("input", {
    type: "text", inputmode: isNumber ? "decimal" : null, "aria-labelledby": labelledby, "aria-describedby": describedby, dir: "auto",
    autocomplete: "off", spellcheck: "false", oninput: () => change(input.value.trim(), true),
  });
  input.value = value === null ? "" : String(value);
  const box = h("span", { class: isNumber ? "ja-input ja-short" : "ja-input" }, input);
  return { node: box, input, box };
}

/** @param {Options} options @returns {Control} */
function select({ parameter, value, labelledby, describedby, change }) {
  const input = h("select", { class: "ja-input", "aria-labelledby": labelledby, "aria-describedby": describedby, onchange: () => change(input.value) },
    ...parameter.choices.map((choice) => h("option", { value: choice }, choice)));
  input.value = String(value);
  return { node: input, input };
}

/** @param {Options} options @returns {Control} */
function segments({ parameter, value, labelledby, describedby, change }) {
  const buttons = parameter.choices.map((choice) => h("button", { role: "radio", "data-words": choice, onclick: () => choose(choice) }, choice));
  const node = h("div", { class: "ja-seg", role: "radiogroup", "aria-labelledby": labelledby, "aria-describedby": describedby, onkeydown: keys }, ...buttons);

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (moveFocus(event, buttons, { along: "horizontal" })) /** @type {HTMLElement} */ (document.activeElement).click();
  }

  /** @param {string} choice */
  function show(choice) {
    buttons.forEach((button, i) => {
      const isIt = parameter.choices[i] === choice;
      button.setAttribute("aria-checked", String(isIt));
      button.tabIndex = isIt ? 0 : -1;
    });
    if (!parameter.choices.includes(choice)) buttons[0].tabIndex = 0;
  }

  /** @param {string} choice */
  function choose(choice) {
    show(choice);
    change(choice);
  }

  show(String(value));
  return { node, get input() { return buttons.find((button) => button.tabIndex === 0) ?? buttons[0]; } };
}
