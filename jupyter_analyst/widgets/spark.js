// The small drawings of a profile: a histogram or a bar of shares in a row, and larger ones the kernel describes.
/** @typedef {import("./messages.js").Drawn} Drawn */
/** @typedef {import("./messages.js").Tree} Tree */

const DRAWING = "http://www.w3.org/2000/svg";
const WIDTH = 112;
const HEIGHT = 24;
const SHAPES = new Set(["svg", "title", "g", "path", "rect", "line", "circle", "text", "tspan"]);
const LEAST_SHARE = 0.005;

/** @param {string} tag @param {Record<string, string | number>} attributes @param {...(string | Node)} children */
function shape(tag, attributes, ...children) {
  const node = document.createElementNS(DRAWING, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/**
 * The drawing of a row; nothing for a column without values.
 * @param {Drawn} drawn
 */
export function spark(drawn) {
  if (drawn.counts) return shape("svg", frame("ja-hist"), shape("path", { d: binsPath(drawn.counts) }));
  return drawn.shares ? sharesBar(drawn.shares) : null;
}

/** @param {string} look */
const frame = (look) => ({ class: look, viewBox: `0 0 ${WIDTH} ${HEIGHT}`, height: HEIGHT, preserveAspectRatio: "none", "aria-hidden": "true" });

/**
 * The bins as one path; one that is not empty is seen.
 * @param {number[]} counts
 */
export function binsPath(counts) {
  const highest = Math.max(...counts, 1);
  const step = WIDTH / counts.length;
  const bar = step - (step > 2.5 ? 1 : 0.4);
  return counts.map((n, i) => (n ? `M${(i * step).toFixed(1)} ${HEIGHT}v-${Math.max((n / highest) * (HEIGHT - 2), 1).toFixed(1)}h${bar.toFixed(1)}V${HEIGHT}z` : "")).join("");
}

/** @param {number[]} shares the most frequent first */
function sharesBar(shares) {
  let at = 0;
  const parts = shares.filter((share) => share >= LEAST_SHARE).map((share, i) => {
    const x = at;
    at += share * WIDTH;
    return shape("rect", { class: `s${i}`, x: x.toFixed(1), y: 4, width: Math.max(share * WIDTH - 1, 0.6).toFixed(1), height: 16 });
  });
  return shape("svg", frame("ja-hist ja-pf-shares"), shape("rect", { class: "rest", x: at.toFixed(1), y: 4, width: Math.max(WIDTH - at, 0).toFixed(1), height: 16 }), ...parts);
}

/**
 * A drawing as the kernel describes it; what is no shape is left out.
 * @param {Tree} tree
 * @returns {SVGElement | null}
 */
export function drawnTree([tag, attributes, children]) {
  if (!SHAPES.has(tag)) return null;
  const inside = children.map((child) => (typeof child === "string" ? child : drawnTree(/** @type {Tree} */ (child))));
  const kept = Object.entries(attributes).filter(([name]) => !name.startsWith("on") && name !== "href");
  return shape(tag, Object.fromEntries(kept), ...inside.filter((child) => child !== null));
}
