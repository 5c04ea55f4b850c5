// The top of a profile: its figures, how its quality is made up, its alerts.
import { fold, h } from "./dom.js";
import { icon } from "./icons.js";
import { stats } from "./detail.js";

/** @typedef {import("./messages.js").Outline} Outline */
/** @typedef {import("./messages.js").Alert} Alert */

/** @param {Outline} profile */
export function figures(profile) {
  const [alerts, missing, duplicated, seconds] = profile.figures.map(([strong, said]) => h("div", {}, h("b", {}, strong), h("span", {}, said)));
  const how = h("div", { class: "ja-pf-how" }, stats(profile.quality.parts), h("p", { class: "ja-small ja-muted" }, profile.quality.how));
  const { button } = fold({ label: h("span", {}, "how"), open: false, body: how, look: "ja-link ja-pf-fold" });
  button.setAttribute("aria-label", "How the quality is made up");
  const quality = h("div", {}, h("b", {}, profile.quality.score), h("span", { class: "ja-row ja-pf-quality" }, "quality", profile.quality.parts.length ? button : null));
  seconds.className = "ja-wide";
  return h("div", { class: "ja-section" }, h("div", { class: "ja-figures" }, alerts, missing, duplicated, quality, seconds), how);
}

/**
 * The first alerts, and the others when one asks for them; nothing if there are none.
 * @param {Outline} profile
 * @param {(column: string) => void} open shows a column
 */
export function alertList(profile, open) {
  if (!profile.alerts.length) return null;
  const rest = profile.alerts.slice(profile.n_shown);
  const unseen = profile.n_alerts - profile.alerts.length;
  const more = h("div", {}, h("ul", {}, ...rest.map((one) => alertLine(one, open))),
    unseen > 0 && h("p", { class: "ja-hint" }, `${profile.alerts.length} of ${profile.n_alerts} are shown; all are in `, h("code", { class: "ja-code" }, "profile.alerts"), "."));
  const line = rest.length ? fold({ label: `${profile.n_alerts - profile.n_shown} more`, open: false, body: more, look: "ja-link ja-small ja-pf-fold" }).button : null;
  return h("div", { class: "ja-section ja-alerts" }, h("h3", { class: "ja-hidden" }, "Alerts"),
    h("ul", {}, ...profile.alerts.slice(0, profile.n_shown).map((one) => alertLine(one, open))), line, rest.length ? more : null);
}

/** @param {Alert} alert @param {(column: string) => void} open */
function alertLine(alert, open) {
  const runs = alert.advised.map(([text, style]) => (style === "strong" ? h("b", { class: "ja-strong" }, text) : style === "italic" ? h("i", {}, text) : text));
  const label = alert.level === "warn" ? "Warning" : "Note";
  return h("li", {}, icon(alert.level, { tone: `ja-${alert.level}`, label }),
    h("div", {}, h("b", { class: "ja-strong" }, `${alert.strong}.`), " ", h("span", { class: "ja-muted" }, ...runs),
      alert.means && h("div", { class: "ja-hint" }, alert.means), alert.code && h("code", { class: "ja-code", dir: "ltr" }, alert.code)),
    alert.column ? h("button", { class: "ja-link", "aria-label": `Show ${alert.column}`, onclick: () => open(alert.column) }, "Show") : h("span", {}));
}
