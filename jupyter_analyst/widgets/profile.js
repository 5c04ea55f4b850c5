// The profile of the dataset in use: its head, figures and alerts, and its parts as tabs.
import { copy, fill, freshId, h, iconButton, liveRegion, moveFocus, nameOf, note, sentence } from "./dom.js";
import { icon } from "./icons.js";
import { tellOutcome } from "./detail.js";
import { columnTable } from "./columns.js";
import { alertList, figures } from "./facts.js";
import { associationsPart, duplicatesPart, missingPart, rowsPart } from "./parts.js";

/** @typedef {import("./messages.js").Outline} Outline */
/** @typedef {import("./messages.js").Profiled} Profiled */
/** @typedef {import("./messages.js").ToPanel} ToPanel */

const MOST_BONES = 12;
const SAID_MS = 2500;

/**
 * Tabs, of which one part is drawn when it is first seen.
 * @param {{seen: (name: string) => void}} options
 */
function tabs({ seen }) {
  const bar = h("div", { class: "ja-tabs", role: "tablist", "aria-label": "Parts of the profile", onkeydown: keys });
  /** @type {Map<string, {tab: HTMLButtonElement, part: HTMLElement}>} */
  const known = new Map();
  const node = h("div", { class: "ja-section ja-pf-tabbed" }, bar);

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (moveFocus(event, [...known.values()].map((one) => one.tab), { along: "horizontal" })) /** @type {HTMLElement} */ (document.activeElement).click();
  }

  /** A part whose tab is far down would begin out of sight. */
  function lift() {
    const view = node.closest(".ja-body");
    const below = bar.getBoundingClientRect().top - (view?.getBoundingClientRect().top ?? 0);
    if (view && below > view.clientHeight / 2) view.scrollTop += below;
  }

  /** @param {string} name */
  function choose(name) {
    for (const [other, { tab, part }] of known) {
      tab.setAttribute("aria-selected", String(other === name));
      tab.tabIndex = other === name ? 0 : -1;
      part.hidden = other !== name;
    }
    seen(name);
  }

  for (const name of ["Columns", "Missing", "Associations", "Duplicates", "First rows"]) {
    const tab = h("button", { role: "tab", id: freshId(), onclick: () => { choose(name); lift(); } }, name);
    const part = h("div", { role: "tabpanel", id: freshId(), "aria-labelledby": tab.id, class: "ja-pf-part" });
    tab.setAttribute("aria-controls", part.id);
    known.set(name, { tab, part });
    bar.append(tab);
    node.append(part);
  }
  return {
    node,
    choose,
    /** @param {string} name @param {string} words */
    label: (name, words) => { const one = known.get(name); if (one) one.tab.textContent = words; },
    /** @param {string} name */
    part: (name) => /** @type {{part: HTMLElement}} */ (known.get(name)).part,
    chosen: () => [...known].find(([, one]) => !one.part.hidden)?.[0] ?? "Columns",
  };
}

/** What stands there until the profile comes, about as high as that. @param {number} nColumns */
function bones(nColumns) {
  const some = (/** @type {number} */ n, /** @type {string} */ look) => Array.from({ length: n }, () => h("div", { class: `ja-pf-bone ${look}` }));
  return h("div", { "aria-hidden": "true" }, h("div", { class: "ja-section ja-figures" }, ...some(5, "high")),
    h("div", { class: "ja-section ja-pf-bones" }, ...some(3, "")), h("div", { class: "ja-section ja-pf-bones" }, ...some(Math.min(nColumns, MOST_BONES) + 2, "row")));
}

/** @param {{model: import("./messages.js").Model<Profiled>, el: HTMLElement}} context */
function render({ model, el }) {
  const live = liveRegion();
  const head = h("header", { class: "ja-pf-head" });
  const outcome = h("div", { class: "ja-hint ja-row ja-pf-outcome" });
  const top = h("div", {});
  const body = h("div", { class: "ja-body" });
  const section = h("section", { class: "ja ja-widget ja-pf", "aria-label": "Analyst, Profile", onkeydown: keys }, head, outcome, body, live.node);
  const columns = columnTable({
    scroller: body, say: live.say, ask: (column) => model.send({ kind: "column", column }), insert: (column, tool) => model.send({ kind: "insert", column, tool }),
  });
  /** @type {Map<string, () => HTMLElement>} what draws the parts that were not seen yet */
  const undrawn = new Map();
  const parts = tabs({ seen });
  parts.part("Columns").append(columns.node);
  const notes = h("div", { class: "ja-section ja-hint" });
  const trouble = h("div", { class: "ja-trouble" });
  /** @type {Outline | null} */
  let drawn = null;
  let dataset = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} name */
  function seen(name) {
    const draw = undrawn.get(name);
    if (draw) fill(parts.part(name), draw());
    undrawn.delete(name);
    if (name === "Columns") columns.place();
  }

  /** @param {string} column */
  function open(column) {
    parts.choose("Columns");
    columns.open(column);
  }

  /** @param {KeyboardEvent} event */
  function keys(event) {
    if (event.key !== "/" || !drawn || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/** @type {HTMLElement} */ (event.target).matches("input, textarea, select")) return;
    event.preventDefault();
    parts.choose("Columns");
    columns.focusSearch();
  }

  /** @param {Profiled} state */
  function drawHead(state) {
    const profile = state.profile;
    const said = [state.size, state.version, profile?.counted].filter(Boolean).join(" · ");
    const buttons = [
      iconButton("redo", "Profile again", () => model.send({ kind: "again" })),
      iconButton("copy", "Copy the line", () => copyLine(state.line)),
      iconButton("code", "Insert as cell", () => model.send({ kind: "insert", column: "", tool: "" })),
    ];
    fill(head, icon("table", { tone: "ja-muted" }), h("h2", { class: "ja-cut" }, state.dataset ? nameOf(state.dataset) : "Profile"),
      h("span", { class: "ja-muted ja-cut ja-grow", title: [said, ...(profile?.notes ?? [])].join("\n") }, said), ...(state.line ? buttons : []));
  }

  /** @param {string} line */
  async function copyLine(line) {
    if (await copy(line)) told("The line is copied", "");
    else told("Copy this line:", line);
  }

  /** @param {string} words @param {string} source */
  function told(words, source) {
    clearTimeout(timer);
    live.say(words);
    tellOutcome(outcome, words, source);
    if (!source) timer = setTimeout(() => fill(outcome), SAID_MS);
  }

  /** @param {Outline} profile */
  function drawProfile(profile) {
    fill(top, figures(profile), alertList(profile, open));
    parts.label("Columns", `Columns ${profile.columns.length}`);
    parts.label("Missing", `Missing ${profile.missing.n_columns}`);
    parts.label("Duplicates", `Duplicates ${profile.duplicates.n.toLocaleString("en")}`);
    undrawn.set("Missing", () => missingPart(profile.missing));
    undrawn.set("Associations", () => associationsPart(profile.associations));
    undrawn.set("Duplicates", () => duplicatesPart(profile.duplicates));
    undrawn.set("First rows", () => rowsPart(profile.rows));
    fill(notes, profile.notes.join(" "));
    notes.hidden = !profile.notes.length;
    fill(trouble);
    if (!body.contains(parts.node)) fill(body, top, parts.node, notes, trouble);
    columns.show(profile.columns);
    parts.choose(parts.chosen());
  }

  /** @param {Profiled} state */
  function drawWaiting(state) {
    const words = `Profiling ${state.dataset}: ${state.size}`;
    live.say(words);
    fill(body, h("p", { class: "ja-row ja-pf-busy" }, icon("turn", { tone: "ja-spin ja-info" }), h("span", { dir: "auto" }, words)), bones(state.n_columns));
  }

  /** @param {NonNullable<Profiled["fault"]>} fault */
  function drawFault(fault) {
    if (fault.code !== "dataset-missing") {
      fill(body, h("div", { class: "ja-pad" }, note("bad", fault.text, { hint: fault.hint, code: fault.code, alert: true }),
        h("button", { class: "ja-btn", onclick: () => model.send({ kind: "again" }) }, icon("redo"), "Try again")));
      return;
    }
    fill(body, h("div", { class: "ja-pad ja-welcome" }, h("h3", { class: "ja-title" }, "What is in every column, and what is odd about it"),
      h("p", { class: "ja-muted" }, sentence(fault.text)), h("p", {}, sentence(fault.hint))));
  }

  function changed() {
    const state = model.get("state");
    const isSame = drawn !== null && JSON.stringify(drawn) === JSON.stringify(state.profile) && dataset === state.dataset;
    drawHead(state);
    if (isSame) return;
    if (dataset !== state.dataset) fill(outcome);
    dataset = state.dataset;
    drawn = state.profile;
    if (state.profile) {
      drawProfile(state.profile);
      live.say(`Profile of ${state.dataset}`);
    } else if (state.fault) drawFault(state.fault);
    else if (state.busy) drawWaiting(state);
  }

  /** @param {ToPanel} message */
  function heard(message) {
    if (message.kind === "detail") columns.detail(message.column, message.detail);
    else if (message.kind === "inserted" && message.column) {
      columns.inserted(message.column, message.words, message.source);
      live.say(message.words);
    } else if (message.kind === "inserted") told(message.words, message.source);
    else if (message.kind === "failed") {
      fill(trouble, note("bad", message.text, { hint: message.hint, code: message.code, alert: true }));
      if (!trouble.isConnected) body.append(trouble);
    }
  }

  el.append(section);
  model.on("change:state", changed);
  model.on("msg:custom", heard);
  changed();
  model.send({ kind: "hello" });
  return () => {
    clearTimeout(timer);
    columns.close();
    model.off("change:state", changed);
    model.off("msg:custom", heard);
  };
}

export default { render };
