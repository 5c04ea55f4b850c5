// Code as the chat shows it: its tokens, and what one attempt changes in another.

const KEYWORDS = "False|None|True|and|as|assert|async|await|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield";
const TOKENS = new RegExp(`(?<c>#.*)|(?<s>("""|''')[^]*?\\3|"(?:\\\\.|[^"\\\\\\n])*"|'(?:\\\\.|[^'\\\\\\n])*')|\\b(?<k>${KEYWORDS})\\b|\\b(?<m>\\d[\\d_]*(?:\\.\\d+)?(?:e[+-]?\\d+)?)\\b`, "g");

/**
 * Python in pieces: comments (c), strings (s), keywords (k), numbers (m), and the rest.
 * @param {string} code
 * @returns {{text: string, kind: string}[]}
 */
export function tokens(code) {
  const pieces = [];
  let at = 0;
  for (const match of code.matchAll(TOKENS)) {
    if (match.index > at) pieces.push({ text: code.slice(at, match.index), kind: "" });
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [""];
    pieces.push({ text: match[0], kind });
    at = match.index + match[0].length;
  }
  if (at < code.length) pieces.push({ text: code.slice(at), kind: "" });
  return pieces;
}

/**
 * The lines that differ between two texts, in order: taken away ("del"), then put in their place ("add").
 * @param {string} before
 * @param {string} after
 * @returns {{text: string, kind: "del" | "add"}[]}
 */
export function difference(before, after) {
  const a = before.split("\n");
  const b = after.split("\n");
  const common = commonLengths(a, b);
  /** @type {{text: string, kind: "del" | "add"}[]} */
  const found = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && common[i + 1][j] >= common[i][j + 1])) {
      found.push({ text: a[i], kind: "del" });
      i += 1;
    } else {
      found.push({ text: b[j], kind: "add" });
      j += 1;
    }
  }
  return found;
}

/**
 * Length of the longest common run of lines of a from i and b from j.
 * @param {string[]} a
 * @param {string[]} b
 */
function commonLengths(a, b) {
  const table = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      table[i][j] = a[i] === b[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  return table;
}
