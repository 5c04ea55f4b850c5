// The datasets of a notebook: a list of rows that open, are used, renamed and removed.
import { copy, fill, fold, h, iconButton, keyAlong, liveRegion, moveFocus, nameOf, note } from "./dom.js";
import { decider } from "./decide.js";
import { icon } from "./icons.js";
import { datasetDetail } from "./reading.js";
import { shell } from "./shell.js";

/** @typedef {import("./messages.js").Shelf} Shelf */
/** @typedef {import("./messages.js").Entry} Entry */
/** @typedef {import("./messages.js").Decision} Decision */
/** @typedef {import("./messages.js").FromPanel} FromPanel */
/** @typedef {import("./messages.js").ToPanel} ToPanel */

const EXAMPLE = "%analyst load sales.csv";
const STEPS = [
  ["table", "See what is in it", "Types, missing values, what to watch out for"],
  ["tool", "Pick a tool", "A form fills itself from your columns"],
  ["ask", "Ask in plain words", "Code appears in a cell and runs walled off"],
];

/**
 * @param {{model: import("./messages.js").Model<Shelf>, el: HTMLElement}} context
 */
function render({ model, el }) {
  const live = liveRegion();
  const trouble = h("div", { class: "ja-trouble" });
  const rows = h("div", { class: "ja-rows", onkeydown: keys, onfocusin: roved });
  const undo = h("div", { class: "ja-undo", hidden: true });
  const body = h("div", { class: "ja-body" }, rows);
  const head = shell(el, "Datasets", h("div", { class: "ja-page" }, trouble, body, undo), live.node);
  /** @type {Set<string>} */
  const opened = new Set(Object.keys(model.get("state").details));
  /** @type {{name: string, option: string, node: HTMLElement, hear: (message: any) => void, stop: () => void} | null} */
  let editor = null;
  /** @type {{name: string, node: HTMLElement} | null} */
  let renaming = null;
  let stop = ""; // the row that Tab reaches
  let wanted = ""; // what takes the focus when it comes
  let isUnfolded = false;
  let drawn = "";
  let isDrawing = false; // what has the focus loses it then, and gets it back

  /** @param {FromPanel} message */
  function send(message) {
    fill(trouble);
    if (message.kind !== "decide") undo.hidden = true;
    model.send(message);
  }

  // Rows

  /** @param {Entry} entry */
  function row(entry) {
    const { name } = entry;
    const isCurrent = name === model.get("state").current;
    const isOpen = opened.has(name);
    const detail = model.get("state").details[name];
    const size = `${entry.n_rows.toLocaleString("en")} × ${entry.n_columns.toLocaleString("en")} · ${entry.version}`;
    const button = h("button", {
      class: "ja-open", "aria-expanded": String(isOpen), "aria-keyshortcuts": "F2 Delete", "data-row": name, "data-key": `row ${name}`, tabindex: "-1", onclick: () => toggle(name, !isOpen),
    }, h("span", { class: "ja-strong ja-row" }, nameOf(name)), h("span", { class: "ja-muted ja-small ja-cut", dir: "auto", title: entry.source }, `${size} · ${entry.source}`));
    const tail = h("span", { class: "ja-ds-tail" },
      isCurrent ? h("span", { class: "ja-row ja-ds-used" }, icon("check", { tone: "ja-info" }), "In use") : h("button", { class: "ja-link", "aria-label": `Use ${name}`, tabindex: isOpen ? "0" : "-1", onclick: () => use(name) }, "Use"),
      h("span", {}, entry.when));
    const line = h("div", { class: isCurrent ? "ja-item ja-ds-row is-on" : "ja-item ja-ds-row" }, icon(isOpen ? "down" : "right"), renaming?.name === name ? renaming.node : button, tail);
    return h("div", { class: "ja-ds", role: "group", "aria-label": name }, line, isOpen && (detail ? datasetDetail({
      entry, detail, send, editor: editor?.name === name ? editor : null, change: (decision) => change(name, decision), rename: () => rename(name), remove: () => remove(name),
    }) : h("p", { class: "ja-ds-detail ja-muted" }, "Looking it up")));
  }

  function draw() {
    const state = model.get("state");
    const current = state.datasets.find((entry) => entry.name === state.current);
    head.show(state.current, current?.n_rows, current?.n_columns);
    const here = state.datasets.filter((entry) => entry.here);
    const others = state.datasets.filter((entry) => !entry.here);
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const key = rows.contains(focused) ? focused?.dataset.key : undefined;
    const wasNowhere = !focused || focused === document.body;
    const field = focused instanceof HTMLInputElement && rows.contains(focused) ? focused : null;
    const range = field && [field.selectionStart, field.selectionEnd];
    isDrawing = true;
    fill(rows, here.length ? bar() : welcome(), ...here.map(row), ...kept(others, here.length > 0), here.length ? null : then());
    isDrawing = false;
    setStop();
    if (focused && rows.contains(focused)) { // a field that moved with its row
      focused.focus();
      if (field && range && range[0] !== null) field.setSelectionRange(range[0], range[1]); // a field of numbers has none
    }
    else if (key || (wasNowhere && wanted)) (find(wanted) ?? find(key ?? ""))?.focus();
    if (find(wanted)) wanted = "";
  }

  /** @param {string} key */
  const find = (key) => /** @type {HTMLElement | undefined} */ ([...rows.querySelectorAll("[data-key]")].find((node) => /** @type {HTMLElement} */ (node).dataset.key === key));
  /** @param {string} name */
  const rowOf = (name) => find(`row ${name}`);
  const stops = () => /** @type {HTMLElement[]} */ ([...rows.querySelectorAll(".ja-open, .ja-group")].filter((node) => !node.closest("[hidden]")));

  function bar() {
    return h("div", { class: "ja-bar-top" }, h("h2", { class: "ja-strong ja-grow" }, "In this notebook"), h("button", { class: "ja-btn slim", onclick: choose }, icon("plus"), "Load data"));
  }

  /** @param {Entry[]} others @param {boolean} isFolded */
  function kept(others, isFolded) {
    if (!others.length) return [];
    const within = h("div", { role: "group", "aria-label": "Kept earlier" }, ...others.map(row));
    const { button } = fold({ label: "Kept earlier", tail: others.length, open: isUnfolded || !isFolded, body: within, look: "ja-group", toggled: (now) => { isUnfolded = now; setStop(); } });
    return [button, within];
  }

  function welcome() {
    const copied = iconButton("copy", "Copy this line", async () => {
      const done = await copy(EXAMPLE);
      live.say(done ? "The line is copied" : "The line could not be copied");
      fill(copied, icon(done ? "check" : "copy"));
    });
    return h("div", { class: "ja-pad" }, h("h2", { class: "ja-title" }, "Start with your data"),
      h("p", { class: "ja-muted" }, "Choose a file of any usual format. It is read on this machine and stays here."),
      h("button", { class: "ja-btn main", onclick: choose }, icon("folder"), "Choose a file"),
      h("p", { class: "ja-hint" }, "Or in a cell:"),
      h("div", { class: "ja-input" }, h("code", { class: "ja-code ja-cut ja-grow", dir: "ltr" }, EXAMPLE), copied));
  }

  function then() {
    const steps = STEPS.map(([sign, title, text]) => h("li", { class: "ja-row top" }, icon(sign, { tone: "ja-muted" }), h("span", { class: "ja-lines" }, h("span", { class: "ja-strong" }, title), h("span", { class: "ja-muted ja-small" }, text))));
    return h("div", { class: "ja-pad ja-ds-then" }, h("h3", {}, "Then"), h("ol", { class: "ja-stack" }, ...steps));
  }

  // What can be done

  /** The page around the panel chooses a file; where there is none, a line shows how. */
  function choose() {
    const isOurs = el.dispatchEvent(new CustomEvent("jupyter-analyst:choose", { bubbles: true, cancelable: true }));
    if (isOurs) send({ kind: "put", line: EXAMPLE, run: false });
  }

  /** @param {string} name @param {boolean} wanted */
  function toggle(name, wanted) {
    if (wanted) opened.add(name);
    else opened.delete(name);
    if (!wanted && editor?.name === name) leave();
    draw();
    send({ kind: "open", name, open: wanted });
  }

  /** @param {string} name */
  function use(name) {
    send({ kind: "use", name, version: "" });
  }

  /** @param {string} name @param {Decision} decision */
  function change(name, decision) {
    const wasOpen = editor?.name === name && editor.option === decision.option;
    leave();
    if (wasOpen) return draw();
    const made = decider({
      decision, close: closeEditor,
      decide: (changes, n) => send({ kind: "decide", name, changes, n }),
      reread: (changes, run) => { send({ kind: "reread", name, changes, run }); if (run) closeEditor(); },
    });
    editor = { ...made, name, option: decision.option };
    draw();
    made.focus();
  }

  function leave() {
    editor?.stop();
    editor = null;
  }

  function closeEditor() {
    const { name, option } = editor ?? { name: "", option: "" };
    leave();
    draw();
    (find(`change ${name} ${option}`) ?? find(`others ${name}`) ?? rowOf(name))?.focus();
  }

  /** @param {string} name */
  function rename(name) {
    const input = h("input", { type: "text", "aria-label": `New name of ${name}`, dir: "auto", autocomplete: "off", spellcheck: "false", onkeydown: typed, onblur: () => end(false) });
    input.value = name;
    renaming = { name, node: h("span", { class: "ja-input ja-ds-name" }, input) };
    draw();
    input.focus();
    input.select();

    /** @param {KeyboardEvent} event */
    function typed(event) {
      event.stopPropagation();
      if (event.key === "Enter" || event.key === "Escape") {
        event.preventDefault();
        end(event.key === "Enter");
      }
    }

    /** @param {boolean} isMeant */
    function end(isMeant) {
      if (renaming?.name !== name || isDrawing) return; // ended already, or drawn anew
      const to = input.value.trim();
      renaming = null;
      if (isMeant && to && to !== name) {
        if (opened.has(name)) opened.add(to);
        stop = to;
        wanted = `row ${to}`;
        send({ kind: "rename", name, to });
      }
      draw();
      if (isMeant || document.activeElement === document.body) rowOf(name)?.focus();
    }
  }

  /** @param {string} name */
  function remove(name) {
    const all = stops();
    const at = all.findIndex((node) => node.dataset.row === name);
    const next = all[at + 1] ?? all[at - 1];
    stop = next?.dataset.row ?? "";
    next?.focus();
    send({ kind: "remove", name });
  }

  /** @param {string} name */
  function removed(name) {
    const back = () => { undo.hidden = true; stop = name; send({ kind: "restore", name }); rowOf(stop)?.focus(); };
    fill(undo, h("span", { class: "ja-cut ja-grow" }, h("bdi", {}, name), " is removed"), h("button", { onclick: back, "aria-label": `Undo: bring ${name} back` }, "Undo"),
      iconButton("close", "Close", () => { undo.hidden = true; }));
    undo.hidden = false;
    live.say(`${name} is removed. Undo brings it back.`);
  }

  // Keys

  function setStop() {
    const all = stops();
    const at = all.find((node) => node.dataset.row === stop) ?? all[0];
    for (const node of all) node.tabIndex = node === at ? 0 : -1;
  }

  /** @param {FocusEvent} event */
  function roved(event) {
    const row = /** @type {HTMLElement} */ (event.target).dataset.row;
    if (row === undefined || row === stop) return;
    stop = row;
    setStop();
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const name = target.dataset.row;
    if (event.key === "Escape" && name === undefined) return escape(event, target);
    if (moveFocus(event, stops())) return;
    if (name === undefined) return foldKeys(event, target);
    const isCurrent = name === model.get("state").current;
    const isOpen = opened.has(name);
    /** @type {Record<string, () => void>} */
    const acts = {
      ArrowRight: () => { if (!isOpen) toggle(name, true); },
      ArrowLeft: () => { if (isOpen) toggle(name, false); },
      Enter: () => (isCurrent ? toggle(name, !isOpen) : use(name)),
      F2: () => rename(name),
      Delete: () => remove(name),
    };
    const key = keyAlong(event);
    if (!Object.hasOwn(acts, key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    acts[key]();
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} target */
  function foldKeys(event, target) {
    const wanted = { ArrowRight: "false", ArrowLeft: "true" }[keyAlong(event)];
    if (wanted === undefined || !target.matches(".ja-group") || target.getAttribute("aria-expanded") !== wanted) return;
    event.preventDefault();
    target.click();
  }

  /** From what is open back to its row. @param {KeyboardEvent} event @param {HTMLElement} target */
  function escape(event, target) {
    const row = /** @type {HTMLElement | null} */ (target.closest(".ja-ds")?.querySelector("[data-row]") ?? null);
    if (!row) return;
    event.stopPropagation();
    row.focus();
  }

  // What the kernel says

  function changed() {
    const state = model.get("state");
    for (const name of [...opened]) if (!state.datasets.some((entry) => entry.name === name)) opened.delete(name);
    for (const name of Object.keys(state.details)) opened.add(name);
    const now = JSON.stringify(state);
    if (now === drawn) return;
    drawn = now;
    draw();
  }

  /** @param {ToPanel} message */
  function heard(message) {
    if (message.kind === "decided") editor?.hear(message);
    if (message.kind === "removed") removed(message.name);
    if (message.kind === "ran") {
      live.say(message.text || message.words);
      if (message.text) fill(trouble, note("info", message.text, { title: message.words }));
    }
    if (message.kind === "failed") fill(trouble, note("bad", message.text, { hint: message.hint, code: message.code, alert: true }));
  }

  model.on("change:state", changed);
  model.on("msg:custom", heard);
  changed();
  model.send({ kind: "hello" });
  return () => {
    leave();
    model.off("change:state", changed);
    model.off("msg:custom", heard);
  };
}

export default { render };
