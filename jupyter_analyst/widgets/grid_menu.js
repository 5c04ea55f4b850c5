// The menu of a heading: its order, a condition on it, and to hide it.
import { fill, freshId, h } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {import("./messages.js").Condition} Condition */
/** @typedef {import("./messages.js").GridColumn} GridColumn */
/** @typedef {import("./messages.js").Operators} Operators */
/** @typedef {import("./messages.js").Sort} Sort */
/** @typedef {{value: string, n: number}[]} Frequent */

const EXAMPLES = { number: "a number, such as 1,234.5", date: "a date, such as 2024-01-31, 2024-01 or 2024", text: "a text", category: "a text", boolean: "true or false" };
/** How the two orders are called. @type {Record<string, [string, string]>} */
const ORDERS = { number: ["Smallest first", "Largest first"], date: ["Earliest first", "Latest first"], boolean: ["False first", "True first"] };
const OF_TEXTS = ["A to Z", "Z to A"];

/**
 * @param {{column: GridColumn, place: number, operators: Operators, sorted: Sort | undefined, condition: Condition | undefined,
 *   sort: (descending: boolean | null) => void, check: (condition: Condition) => void, ask: () => void, hide: () => void, clear: () => void}} options
 */
export function columnMenu({ column, place, operators, sorted, condition, sort, check, ask, hide, clear }) {
  const first = ["category", "boolean"].includes(column.kind) ? "among" : column.operators[0];
  const chosen = new Set(condition?.operator === "among" ? condition.values : []);
  /** @type {Frequent | null} */
  let frequent = null;
  const faultId = freshId();
  const fault = h("p", { class: "ja-grid-fault", id: faultId, role: "alert" });
  const select = h("select", { class: "ja-input", "aria-label": "Condition", onchange: () => draw(true) },
    ...column.operators.map((name) => h("option", { value: name, selected: name === (condition?.operator ?? first) }, operators[name].words)));
  const values = h("div", { class: "ja-stack" });
  const apply = h("button", { class: "ja-btn main slim", type: "submit" }, "Apply filter");
  const hint = h("p", { class: "ja-hint" });
  const form = h("form", { class: "ja-stack ja-grid-filter", onsubmit: submit }, select, values, fault, hint,
    h("div", { class: "ja-row" }, apply, condition && h("button", { class: "ja-btn slim", onclick: clear }, "Remove filter")));
  const node = h("div", {},
    h("div", { class: "ja-grid-orders", role: "group", "aria-label": "Order" },
      order(false, "send"), order(true, "fall")),
    form,
    h("button", { class: "ja-item ja-grid-line", onclick: hide }, icon("eye"), h("span", {}, "Hide this column")));

  /** @param {boolean} descending @param {string} sign */
  function order(descending, sign) {
    const isOn = sorted?.descending === descending;
    const said = (ORDERS[column.kind] ?? OF_TEXTS)[Number(descending)];
    return h("button", { class: "ja-item", "aria-pressed": String(isOn), onclick: () => sort(isOn ? null : descending) }, icon(sign), h("span", {}, said), isOn && icon("check"));
  }

  /** @param {boolean} [isNew] whether the person chose another operator */
  function draw(isNew = false) {
    const operator = select.value;
    const wanted = operators[operator].n_values;
    say("");
    if (wanted < 0) drawChoices();
    else {
      const given = condition?.operator === operator ? condition.values : inputs().map((input) => input.value);
      const names = wanted === 2 ? ["From", "To"] : ["Value"];
      fill(values, ...Array.from({ length: wanted }, (_, i) => field(names[i], given[i] ?? "")));
    }
    fill(hint, ["!=", "lacks"].includes(operator) && "Missing values stay.");
    if (isNew && wanted !== 0) /** @type {HTMLElement | null} */ (values.querySelector("input"))?.focus();
  }

  /** @param {string} name @param {string} value */
  function field(name, value) {
    const example = EXAMPLES[/** @type {keyof typeof EXAMPLES} */ (column.kind)] ?? "a value";
    const input = h("input", { type: "text", "aria-label": name, "aria-describedby": faultId, placeholder: example, autocomplete: "off", spellcheck: "false", dir: "auto", oninput: () => say("") });
    input.value = value;
    return h("span", { class: "ja-input" }, input);
  }

  const inputs = () => /** @type {HTMLInputElement[]} */ ([...values.querySelectorAll("input[type=text]")]);

  function drawChoices() {
    if (!frequent) {
      fill(values, h("p", { class: "ja-row ja-muted" }, icon("turn", { tone: "ja-spin" }), "Counting values"));
      ask();
      return;
    }
    const gone = [...chosen].filter((value) => !frequent?.some((one) => one.value === value)).map((value) => ({ value, n: 0 }));
    fill(values, h("ul", { class: "ja-grid-values", "aria-label": "Most frequent values" }, ...[...gone, ...frequent].map(choice)),
      !frequent.length && h("p", { class: "ja-muted" }, "Every value is missing."));
  }

  /** @param {{value: string, n: number}} one */
  function choice({ value, n }) {
    const box = h("input", { type: "checkbox", checked: chosen.has(value), onchange: () => { if (box.checked) chosen.add(value); else chosen.delete(value); say(""); } });
    return h("li", {}, h("label", { class: "ja-check" }, box, h("span", { class: "ja-cut ja-grow", dir: "auto", title: value }, value === "" ? "(empty text)" : value),
      n > 0 && h("span", { class: "ja-tail" }, n.toLocaleString("en"))));
  }

  /** @param {Event} event */
  function submit(event) {
    event.preventDefault();
    const operator = select.value;
    const isMany = operators[operator].n_values < 0;
    if (isMany && !chosen.size) return say("Choose at least one value.");
    check({ column: place, operator, values: isMany ? [...chosen] : inputs().map((input) => input.value) });
  }

  /** @param {string} words what is wrong with the condition */
  function say(words) {
    fill(fault, words && icon("bad", { tone: "ja-error" }), words && h("span", { dir: "auto" }, ...words.split("`")));
    for (const input of inputs()) {
      input.setAttribute("aria-invalid", String(words !== ""));
      input.parentElement?.classList.toggle("bad", words !== "");
    }
  }

  draw();
  return {
    node,
    place,
    focus: () => select.focus(),
    /** @param {string} words */
    fail: (words) => { say(words); inputs()[0]?.focus(); },
    /** @param {Frequent} found */
    count: (found) => { frequent = found; if (operators[select.value].n_values < 0) draw(); },
  };
}
