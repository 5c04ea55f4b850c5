// The messages between a panel and the kernel, and the records they carry; `messages.py` lists their kinds.
// Types only: nothing imports this file.

/**
 * What a panel says.
 * @typedef {{kind: "hello"}
 *   | {kind: "draft", tool: string, given: Given, n: number}
 *   | {kind: "run", tool: string, given: Given, n: number, run: boolean}
 *   | {kind: "ask", question: string}
 *   | {kind: "stop"}
 *   | {kind: "reply", yes: boolean}
 *   | {kind: "again"}
 *   | {kind: "column", column: string}
 *   | {kind: "insert", column: string, tool: string}
 *   | {kind: "open", name: string, open: boolean}
 *   | {kind: "use", name: string, version: string}
 *   | {kind: "rename", name: string, to: string}
 *   | {kind: "remove", name: string}
 *   | {kind: "restore", name: string}
 *   | {kind: "decide", name: string, changes: Changes, n: number}
 *   | {kind: "reread", name: string, changes: Changes, run: boolean}
 *   | {kind: "put", line: string, run: boolean}
 *   | {kind: "rows", view: string, n: number, query: Query, start: number, columns: number[]}
 *   | {kind: "frequent", view: string, n: number, column: number}
 *   | {kind: "whole", view: string, n: number, row: number, column: number}
 *   | {kind: "check", view: string, n: number, condition: Condition}
 *   | {kind: "code", view: string, query: Query}} FromPanel
 */

/**
 * What the kernel says.
 * @typedef {{kind: "drafted", n: number, line: string, faults: Fault[]}
 *   | {kind: "ran", words: string, title: string, text: string}
 *   | {kind: "patch", turn: number, set: Partial<Turn>, add: string}
 *   | {kind: "placed", turn: number, cell: string}
 *   | {kind: "failed", text: string, hint: string, code: string}
 *   | {kind: "detail", column: string, detail: Detail}
 *   | {kind: "inserted", column: string, words: string, source: string}
 *   | {kind: "removed", name: string}
 *   | {kind: "decided", n: number, line: string, fault: string}
 *   | {kind: "working", view: string, n: number}
 *   | {kind: "rows", view: string, n: number, start: number, n_found: number, numbers: number[], columns: number[], cells: Cell[][]}
 *   | {kind: "frequent", view: string, n: number, column: number, values: {value: string, n: number}[]}
 *   | {kind: "whole", view: string, n: number, row: number, column: number, cell: Cell}
 *   | {kind: "checked", view: string, n: number, condition: Condition, words: string, fault: string}
 *   | {kind: "coded", view: string, words: string, source: string}
 *   | {kind: "refused", view: string, n: number, text: string, hint: string, code: string}} ToPanel
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

/** @typedef {{counts: number[] | null, shares: number[] | null}} Drawn */
/**
 * @typedef {{name: string, kind: string, alert: string, type: string, missing: number, share: string, distinct: string,
 *   n_distinct: number, range: string, drawn: Drawn}} ColumnLine
 */
/** @typedef {{column: string, level: "warn" | "info", strong: string, advised: [string, string][], means: string, code: string}} Alert */
/** @typedef {{a: string, b: string, said: string, name: string, n: string}} Pair */
/**
 * @typedef {{counted: string, figures: [string, string][], quality: {score: string, parts: [string, string][], how: string},
 *   alerts: Alert[], n_alerts: number, n_shown: number, columns: ColumnLine[], notes: string[],
 *   missing: {n_columns: number, said: string, columns: [string, string, string][], marked: string[], n_others: number,
 *     patterns: {said: string, gone: boolean[], others: number, count: string, share: string}[], together: Pair[]},
 *   associations: {none: string, names: string[], cells: ((Pair & {r: number}) | null)[][], capped: string, pairs: Pair[]},
 *   duplicates: {n: number, said: string, example: string, row: [string, string][], keys_said: string, keys: string[]},
 *   rows: {none: string, names: string[], numbers: boolean[], rows: string[][], cut: string}}} Outline
 */
/** @typedef {[string, Record<string, string>, (string | any[])[]]} Tree a drawing: tag, attributes, children */
/**
 * @typedef {{type: string, range: string, means: string, chart: Tree | null, facts: [string, string][], quantiles: [string, string][],
 *   top: [string, string, string][], tools: {id: string, title: string, icon: string}[]}} Detail
 */
/**
 * @typedef {{dataset: string, size: string, version: string, line: string, n_columns: number, busy: boolean, profile: Outline | null,
 *   fault: {text: string, hint: string, code: string} | null}} Profiled
 */

/** @typedef {Record<string, string | string[] | number | boolean | Record<string, string> | null>} Changes options of reading by name */
/** @typedef {{name: string, n_rows: number, n_columns: number, version: string, source: string, size: string, when: string, here: boolean, line: string}} Entry */
/**
 * @typedef {{option: string, label: string, words: string, given: string, isGiven: boolean, kind: "text" | "number" | "truth" | "list" | "pairs",
 *   choices: {value: string, words: string}[], open: boolean, columns: string[], description: string}} Decision
 */
/** @typedef {{option: string, value: any, words: string}} Offer */
/** @typedef {{format: string, decisions: Decision[], also: string[], doubts: {text: string, offers: Offer[]}[], line: string, why: string}} ReadingTold */
/** @typedef {{label: string, version: string, when: string, words: string, isUsed: boolean, compare: string}} Version */
/** @typedef {{fault: string, versions: Version[], reading: ReadingTold, n_rejected: number, rejected: string}} DatasetDetail */
/** @typedef {{current: string, datasets: Entry[], details: Record<string, DatasetDetail>}} Shelf */

/** @typedef {string | null | {text: string, length: number}} Cell a value as a text, nothing, or the beginning of a long one */
/** @typedef {{column: number, operator: string, values: string[]}} Condition */
/** @typedef {{column: number, descending: boolean}} Sort */
/** @typedef {{where: Condition[], sort: Sort[], search: string}} Query */
/** @typedef {{name: string, kind: string, type: string, width: number, operators: string[]}} GridColumn */
/** @typedef {Record<string, {words: string, n_values: number}>} Operators */
/**
 * @typedef {{dataset: string, version: string, n_rows: number, page_rows: number, columns: GridColumn[], operators: Operators,
 *   trouble: {text: string, hint: string, code: string} | null}} Grid
 */

/**
 * The panel's model, as anywidget hands it over.
 * @template State
 * @typedef {{get: (name: "state") => State, send: (message: FromPanel) => void,
 *   on: (event: string, heard: (message: ToPanel) => void) => void,
 *   off: (event: string, heard: (message: ToPanel) => void) => void}} Model
 */

export {};
