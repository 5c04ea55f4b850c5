// Finding tools by the analyst's words.
/** @typedef {import("./messages.js").Tool} Tool */

/** @param {string} text */
export const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);

/**
 * The tools that have to do with all the words, the nearest first; with any longer word where none has all.
 * @param {Tool[]} tools
 * @param {Record<string, string>} groups titles of groups by id
 * @param {string} query
 * @returns {Tool[]}
 */
export function foundTools(tools, groups, query) {
  const words = wordsOf(query);
  const all = ranked(tools, groups, words, (hits) => hits.every((hit) => hit > 0));
  if (all.length) return all;
  return ranked(tools, groups, words.filter((word) => word.length > 3), (hits) => hits.some((hit) => hit > 0));
}

/**
 * @param {Tool[]} tools
 * @param {Record<string, string>} groups
 * @param {string[]} words
 * @param {(hits: number[]) => boolean} enough
 */
function ranked(tools, groups, words, enough) {
  const scored = tools.map((tool) => ({ tool, hits: words.map((word) => nearness(tool, groups, word)) }));
  return scored
    .filter(({ hits }) => enough(hits))
    .map(({ tool, hits }) => ({ tool, score: hits.reduce((sum, hit) => sum + hit, 0) }))
    .sort((a, b) => b.score - a.score)
    .map(({ tool }) => tool);
}

/**
 * How near a tool is to a word: its name before its title, that before what it does.
 * @param {Tool} tool
 * @param {Record<string, string>} groups
 * @param {string} word
 */
function nearness(tool, groups, word) {
  const places = [tool.summary + " " + (groups[tool.group] ?? ""), tool.title, tool.id.replaceAll("_", " ") + " " + tool.id];
  return places.reduce((sum, text, i) => sum + (text.toLowerCase().includes(word) ? 2 ** i : 0), 0);
}

/**
 * A text in pieces, those that are one of the words told apart.
 * @param {string} text
 * @param {string[]} words
 * @returns {{text: string, hit: boolean}[]}
 */
export function marked(text, words) {
  const wanted = words.filter((word) => word.length > 1).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (!wanted.length) return [{ text, hit: false }];
  return text.split(new RegExp(`(${wanted.join("|")})`, "gi"))
    .map((piece, i) => ({ text: piece, hit: i % 2 === 1 }))
    .filter((piece) => piece.text);
}
