// The messages between a panel and the kernel, and the records they carry; `messages.py` lists their kinds.
// Types only: nothing imports this file.

/**
 * What a panel says.
 * @typedef {{kind: "hello"}
 *   | {kind: "draft", tool: string, given: Given, n: number}
 *   | {kind: "run", tool: string, given: Given, n: number, run: boolean}
 *   | {kind: "ask", question: string}
 *   | {kind: "stop"}
 *   | {kind: "reply", yes: boolean}} FromPanel
 */

/**
 * What the kernel says.
 * @typedef {{kind: "drafted", n: number, line: string, faults: Fault[]}
 *   | {kind: "ran", words: string, title: string, text: string}
 *   | {kind: "patch", turn: number, set: Partial<Turn>, add: string}
 *   | {kind: "placed", turn: number, cell: string}
 *   | {kind: "failed", text: string, hint: string, code: string}} ToPanel
 */

/** @typedef {string | number | boolean | string[] | null} Value */
/** @typedef {Record<string, Value>} Given */
/** @typedef {{parameter: string, message: string, fix: {label: string, value: Value} | null, missing: boolean}} Fault */
/** @typedef {{name: string, kind: string, words: string}} Column */
/** @typedef {{fits: string[], unfit: {name: string, why: string}[]}} Need */
/**
 * @typedef {{name: string, label: string, description: string, words: string, type: string, choices: string[],
 *   bounds: [number, number] | null, default: Value, required: boolean, many: boolean, column: string}} Parameter
 */
/**
 * @typedef {{id: string, group: string, title: string, summary: string, icon: string, line: string,
 *   parameters: Parameter[]}} Tool
 */
/**
 * @typedef {{dataset: string, n_rows: number, columns: Column[], needs: Record<string, Need>,
 *   groups: {id: string, title: string}[], tools: Tool[]}} Palette
 */
/** @typedef {{code: string, status: string, fault: string, seconds: number, outputs: string[],
 *   advice: string[]}} Tried */
/**
 * @typedef {{id: number, question: string, reading: string, plan: string[], attempts: Tried[], text: string,
 *   outcome: "running" | "answered" | "asked back" | "gave up" | "stopped" | "failed", suggestions: string[],
 *   confident: boolean, hint: string, code: string, cell: string, seconds: number, asks: string}} Turn
 */
/**
 * @typedef {{dataset: string, questions: string[], model: string, local: boolean, running: number | null,
 *   turns: Turn[]}} Conversation
 */

/**
 * The panel's model, as anywidget hands it over.
 * @template State
 * @typedef {{get: (name: "state") => State, send: (message: FromPanel) => void,
 *   on: (event: string, heard: (message: ToPanel) => void) => void,
 *   off: (event: string, heard: (message: ToPanel) => void) => void}} Model
 */

export {};
