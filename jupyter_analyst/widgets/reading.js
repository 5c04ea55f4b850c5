// What opens below a dataset: its versions, how it was read, what is open about that, and what can be done.
import { fill, h, iconButton, note, sentence } from "./dom.js";
import { icon } from "./icons.js";

/** @typedef {import("./messages.js").Decision} Decision */
/** @typedef {import("./messages.js").DatasetDetail} DatasetDetail */
/** @typedef {import("./messages.js").Entry} Entry */
/** @typedef {import("./messages.js").FromPanel} FromPanel */

/**
 * @param {{entry: Entry, detail: DatasetDetail, send: (message: FromPanel) => void, change: (decision: Decision) => void,
 *   editor: {option: string, node: HTMLElement} | null, rename: () => void, remove: () => void}} options
 */
export function datasetDetail({ entry, detail, send, change, editor, rename, remove }) {
  const { name } = entry;
  if (detail.fault) return h("div", { class: "ja-ds-detail" }, note("bad", detail.fault), acts());
  const { reading, versions } = detail;
  const said = reading.decisions.filter((one) => one.words !== "" || one.option === editor?.option);
  const silent = reading.decisions.filter((one) => !said.includes(one));
  return h("div", { class: "ja-ds-detail" },
    part("Versions", facts(versions.map(versionLine))),
    part("How it was read", facts([
      fact("Format", reading.format),
      ...said.map(decisionLine),
      ...(reading.also.length ? [fact("Also", h("span", {}, ...reading.also.map((words) => h("span", { class: "ja-ds-also" }, words))))] : []),
      fact("Left out", detail.n_rejected ? rowsOf(detail.n_rejected) : "nothing", detail.n_rejected ? put("Show", "Show the rows left out", detail.rejected) : null),
    ]), silent.length && reading.line ? others(silent) : null, reading.why && h("p", { class: "ja-hint" }, sentence(reading.why))),
    ...reading.doubts.map(doubtNote), acts());

  /** @param {string} title @param {...(Node | string | null)} children */
  function part(title, ...children) {
    return h("div", { class: "ja-ds-part" }, h("h3", { class: "ja-small" }, title), ...children);
  }

  /** @param {HTMLElement[]} children */
  function facts(children) {
    return h("dl", { class: "ja-ds-facts" }, ...children);
  }

  /** @param {string} term @param {Node | string} words @param {Node | null} [act] @param {Node | null} [below] */
  function fact(term, words, act = null, below = null) {
    return h("div", {}, h("dt", {}, term), h("dd", { dir: "auto" }, words), act && h("dd", {}, act), below && h("dd", { class: "ja-ds-whole" }, below));
  }

  /** @param {import("./messages.js").Version} one */
  function versionLine(one) {
    const when = [one.when, one.words].filter(Boolean).join(" · ");
    const compare = one.compare && put("Compare", `Compare ${one.label} with the one before`, one.compare);
    const use = !one.isUsed && h("button", { class: "ja-link", "aria-label": `Use ${one.label}`, "data-key": `use ${name} ${one.version}`, onclick: () => send({ kind: "use", name, version: one.version }) }, "Use");
    const both = compare || use ? h("span", { class: "ja-row" }, use, compare) : null;
    return fact(one.isUsed ? `${one.label} · now` : one.label, when, both);
  }

  /** @param {Decision} one */
  function decisionLine(one) {
    const isOpen = one.option === editor?.option;
    const link = reading.line && h("button", { class: "ja-link", "aria-label": `Change: ${one.label}`, "aria-expanded": String(isOpen), "data-key": `change ${name} ${one.option}`, onclick: () => change(one) }, "Change");
    const words = h("span", {}, one.words || "found out", one.isGiven && h("span", { class: "ja-muted" }, " · your choice"));
    return fact(one.label, words, link || null, isOpen && editor ? editor.node : null);
  }

  /** What the reader decided silently can be decided too. @param {Decision[]} silent */
  function others(silent) {
    const pick = h("select", { class: "ja-input ja-ds-others", "aria-label": "Decide something else", "data-key": `others ${name}`, onchange: () => {
      const one = silent.find((other) => other.option === pick.value);
      if (one) change(one);
    } }, h("option", { value: "" }, "Decide something else"), ...silent.map((one) => h("option", { value: one.option }, one.label)));
    return pick;
  }

  /** @param {{text: string, offers: import("./messages.js").Offer[]}} doubt */
  function doubtNote(doubt) {
    const made = note("info", doubt.text, { title: "Check" });
    const links = doubt.offers.map((offer) => {
      const decision = reading.decisions.find((one) => one.option === offer.option);
      if (offer.value === null && !decision) return null;
      const press = () => (offer.value === null && decision ? change(decision) : send({ kind: "reread", name, changes: { [offer.option]: offer.value }, run: true }));
      const label = offer.value === null ? `Choose ${offer.words}` : `Read again with ${offer.words}`;
      return h("button", { class: "ja-link", dir: "ltr", "aria-label": label, onclick: press }, h("code", { class: "ja-code" }, offer.words));
    });
    made.lastElementChild?.append(h("span", { class: "ja-row ja-ds-offers" }, ...links));
    return made;
  }

  /** @param {string} words @param {string} label @param {string} line */
  function put(words, label, line) {
    return h("button", { class: "ja-link", "aria-label": label, title: line, onclick: () => send({ kind: "put", line, run: true }) }, words);
  }

  function acts() {
    const line = detail.fault ? "" : detail.reading.line;
    const node = h("div", { class: "ja-row ja-ds-acts" });
    fill(node,
      !detail.fault && h("button", { class: "ja-btn slim main", title: entry.line, onclick: () => send({ kind: "put", line: entry.line, run: true }) }, icon("table"), "Profile"),
      line && h("button", { class: "ja-btn slim", title: line, onclick: () => send({ kind: "put", line, run: false }) }, "Insert as cell"),
      h("span", { class: "ja-row ja-end ja-ds-icons" }, iconButton("edit", `Rename ${name}`, rename, { "data-key": `rename ${name}` }), iconButton("bin", `Remove ${name}`, remove)));
    return node;
  }
}

/** @param {number} n */
function rowsOf(n) {
  return n === 1 ? "1 row" : `${n.toLocaleString("en")} rows`;
}
