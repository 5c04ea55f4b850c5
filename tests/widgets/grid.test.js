// The grid: rows in sight, orders, filters, pages, keys, and answers that come late.
import { countedRows, edgesOf, inSight, nextSort, nPages, widthsOf } from "../../jupyter_analyst/widgets/grid_places.js";
import * as panel from "../../jupyter_analyst/widgets/grid.js";
import { HOSTILE, press, shown, type } from "./model.js";

/** @typedef {import("../../jupyter_analyst/widgets/messages.js").Cell} Cell */

const OPERATORS = {
  contains: { words: "contains", n_values: 1 }, "=": { words: "is", n_values: 1 }, ">": { words: "is more than", n_values: 1 }, between: { words: "is between", n_values: 2 },
  among: { words: "is one of", n_values: -1 }, missing: { words: "is missing", n_values: 0 },
};
const column = (/** @type {string} */ name, kind = "number", operators = ["=", ">", "between", "among", "missing"]) => ({ name, kind, type: kind === "number" ? "int64" : "string", width: 6, operators });
/** @type {import("../../jupyter_analyst/widgets/messages.js").Grid} */
const GRID = {
  dataset: "sales", version: "v1", n_rows: 1234, page_rows: 100, operators: OPERATORS, trouble: null,
  columns: [column("price"), column(HOSTILE, "text", ["contains", "=", "among", "missing"]), column("region", "category", ["contains", "among"])],
};

/** @typedef {ReturnType<typeof shown<import("../../jupyter_analyst/widgets/messages.js").Grid>>} Opened */
/** @type {Opened[]} */
const pages = [];
afterEach(() => pages.splice(0).forEach((page) => page.close()));

function open(state = GRID) {
  pages.push(shown(panel, state));
  return pages[pages.length - 1];
}

/**
 * Answer the newest request for rows.
 * @param {Opened} page
 * @param {{n?: number, nFound?: number, value?: (row: number, column: number) => Cell}} [more]
 */
function answer(page, { n, nFound = 1234, value = (row, at) => `${row}/${at}` } = {}) {
  const asked = page.model.sentOf("rows").at(-1);
  const rows = Math.max(0, Math.min(100, nFound - asked.start));
  const numbers = Array.from({ length: rows }, (_, i) => asked.start + i);
  const cells = asked.columns.map((/** @type {number} */ at) => numbers.map((row) => value(row, at)));
  page.model.hear({ kind: "rows", view: asked.view, n: n ?? asked.n, start: asked.start, n_found: nFound, numbers, columns: asked.columns, cells });
  return asked;
}

const asked = (/** @type {Opened} */ page) => page.model.sentOf("rows").at(-1);
const texts = (/** @type {Opened} */ page, /** @type {string} */ selector) => page.all(selector).map((node) => node.textContent);
const heading = (/** @type {Opened} */ page, /** @type {number} */ at) => page.all("[role=columnheader]")[at + 1];
const cell = (/** @type {Opened} */ page, /** @type {number} */ row, /** @type {number} */ at) => page.one(`[role=row][aria-rowindex="${row + 2}"] > [aria-colindex="${at + 2}"]`);
const focused = () => /** @type {HTMLElement} */ (document.activeElement);
const openedMenu = (/** @type {Opened} */ page, /** @type {number} */ at) => { heading(page, at).querySelector("button")?.click(); return page.one("[role=dialog]"); };
/** @param {Opened} page @param {string} operator */
function choose(page, operator) {
  const select = page.one("select");
  select.value = operator;
  select.dispatchEvent(new Event("change"));
}

describe("rows", () => {
  test("are asked for by page and columns in sight, and only those in sight are in the page", () => {
    const page = open();
    expect(asked(page)).toMatchObject({ kind: "rows", start: 0, columns: [0, 1, 2], query: { where: [], sort: [], search: "" } });
    answer(page);
    expect(page.all(".ja-grid-body [role=row]").length).toBeLessThan(30);
    const grid = page.one("[role=grid]");
    expect([grid.getAttribute("aria-rowcount"), grid.getAttribute("aria-colcount")]).toEqual(["1235", "4"]);
    expect(cell(page, 0, 0).textContent).toBe("0/0");
    expect(page.one("[role=rowheader]").textContent).toBe("1");
    expect(page.one(".ja-grid-count").textContent).toBe("1,234 rows");
  });

  test("show missing values in words, long ones cut, and nothing as HTML", () => {
    const page = open();
    answer(page, { value: (row, at) => (row === 0 ? null : row === 1 ? { text: "long", length: 500 } : at === 1 ? HOSTILE : "-5") });
    expect(cell(page, 0, 0).className).toContain("is-missing");
    expect(cell(page, 0, 0).textContent).toBe("missing");
    expect(cell(page, 1, 1).textContent).toBe("long…");
    expect(cell(page, 2, 1).textContent).toBe(HOSTILE);
    expect(cell(page, 2, 0).classList.contains("num")).toBe(true);
    expect(page.el.querySelector("img")).toBeNull();
  });

  test("show days without a clock where all are at midnight, and a text without letters in words", () => {
    const page = open({ ...GRID, columns: [column("day", "date"), column("at", "date"), column("note", "text")] });
    answer(page, { value: (row, at) => (at === 2 ? "" : row === 0 ? null : at === 0 || row === 1 ? "2024-01-31 00:00:00" : "2024-01-31 09:30:00") });
    expect([cell(page, 1, 0).textContent, cell(page, 1, 1).textContent, cell(page, 1, 2).textContent]).toEqual(["2024-01-31", "2024-01-31 00:00:00", "empty text"]);
  });

  test("of an answer that comes late are dropped", () => {
    const page = open();
    const first = answer(page);
    heading(page, 0).click();
    heading(page, 0).click();
    page.model.hear({ kind: "rows", view: first.view, n: asked(page).n - 1, start: 0, n_found: 1, numbers: [7], columns: [0], cells: [["late"]] });
    expect(page.el.textContent).not.toContain("late");
    answer(page, { value: () => "new" });
    expect(cell(page, 0, 0).textContent).toBe("new");
  });

  test("for another view of the panel are not for this one", () => {
    const page = open();
    page.model.hear({ kind: "rows", view: "other", n: asked(page).n, start: 0, n_found: 1, numbers: [7], columns: [0], cells: [["other"]] });
    expect(page.el.textContent).not.toContain("other");
  });

  test("of 300 columns: only the columns in sight are asked for and drawn", () => {
    const columns = Array.from({ length: 300 }, (_, i) => column(`c${i}`));
    const page = open({ ...GRID, columns });
    expect(asked(page).columns.length).toBeLessThan(20);
    answer(page);
    expect(page.all("[role=columnheader]").length).toBeLessThan(22);
    cell(page, 0, 0).click();
    press(cell(page, 0, 0), "End");
    expect(focused().getAttribute("aria-colindex")).toBe("301");
    expect(asked(page).columns).toContain(299);
  });
});

describe("the order", () => {
  test("goes up, down and back by a click on a heading, and is told", () => {
    const page = open();
    answer(page);
    for (const [order, sort] of /** @type {[string, object[]][]} */ ([["ascending", [{ column: 0, descending: false }]], ["descending", [{ column: 0, descending: true }]], ["none", []]])) {
      heading(page, 0).click();
      expect(asked(page).query.sort).toEqual(sort);
      answer(page);
      expect(heading(page, 0).getAttribute("aria-sort")).toBe(order);
    }
    expect(page.told()).toBe("In the order of the dataset");
  });

  test("takes a further column with the Shift key", () => {
    const page = open();
    answer(page);
    heading(page, 0).click();
    answer(page);
    press(heading(page, 0), "ArrowRight");
    press(focused(), "Enter", { shiftKey: true });
    expect(asked(page).query.sort).toEqual([{ column: 0, descending: false }, { column: 1, descending: false }]);
    expect(nextSort([{ column: 0, descending: false }, { column: 1, descending: true }], 1, true)).toEqual([{ column: 0, descending: false }]);
  });

  test("can be chosen in the menu of a heading", () => {
    const page = open();
    answer(page);
    openedMenu(page, 0);
    page.button("Largest first").click();
    expect(asked(page).query.sort).toEqual([{ column: 0, descending: true }]);
  });
});

describe("a filter", () => {
  test("is checked by the kernel, said at its field, and becomes a chip once it can be read", () => {
    const page = open();
    answer(page);
    openedMenu(page, 0);
    choose(page, ">");
    type(page.one("[role=dialog] input"), "old");
    page.button("Apply filter").click();
    const sent = page.model.sentOf("check").at(-1);
    expect(sent.condition).toEqual({ column: 0, operator: ">", values: ["old"] });
    page.model.hear({ kind: "checked", view: sent.view, n: sent.n, condition: sent.condition, words: "", fault: "a number is needed" });
    expect(page.one("[role=alert]").textContent).toBe("a number is needed");
    expect(focused().getAttribute("aria-invalid")).toBe("true");
    type(page.one("[role=dialog] input"), "5");
    expect(page.all("[role=alert]").map((node) => node.textContent)).toEqual([""]);
    page.one("form").requestSubmit();
    const again = page.model.sentOf("check").at(-1);
    page.model.hear({ kind: "checked", view: again.view, n: again.n, condition: again.condition, words: "> 5", fault: "" });
    expect(page.all("[role=dialog]")).toEqual([]);
    expect(asked(page).query.where).toEqual([again.condition]);
    answer(page, { nFound: 12 });
    expect(texts(page, ".ja-grid-chips li")).toEqual(["price > 5", "Clear all"]);
    expect(page.one(".ja-grid-count").textContent).toBe("12 of 1,234 rows");
    expect(page.told()).toBe("12 of 1,234 rows");
    page.button("Remove the filter on price").click();
    expect(asked(page).query.where).toEqual([]);
  });

  test("between takes two values, missing none", () => {
    const page = open();
    answer(page);
    openedMenu(page, 0);
    choose(page, "between");
    expect(page.all("[role=dialog] input").map((node) => node.getAttribute("aria-label"))).toEqual(["From", "To"]);
    choose(page, "missing");
    expect(page.all("[role=dialog] input")).toEqual([]);
  });

  test("offers the most frequent values of a category", () => {
    const page = open();
    answer(page);
    openedMenu(page, 2);
    const sent = page.model.sentOf("frequent").at(-1);
    expect(sent.column).toBe(2);
    page.button("Apply filter").click();
    expect(page.one("[role=alert]").textContent).toBe("Choose at least one value.");
    page.model.hear({ kind: "frequent", view: sent.view, n: sent.n, column: 2, values: [{ value: "north", n: 1000 }, { value: "", n: 2 }] });
    expect(texts(page, ".ja-grid-values li")).toEqual(["north1,000", "(empty text)2"]);
    page.all("[type=checkbox]")[1].click();
    page.button("Apply filter").click();
    expect(page.model.sentOf("check").at(-1).condition).toEqual({ column: 2, operator: "among", values: [""] });
  });

  test("is left by Escape, and the focus goes back", () => {
    const page = open();
    answer(page);
    heading(page, 0).focus();
    press(heading(page, 0), "ArrowDown", { altKey: true });
    const beyond = vi.fn();
    document.body.addEventListener("keydown", beyond, { once: true });
    press(page.one("select"), "Escape");
    expect(page.all("[role=dialog]")).toEqual([]);
    expect(beyond).not.toHaveBeenCalled();
    expect(focused().getAttribute("role")).toBe("columnheader");
  });

  test("that nothing meets says so and offers all rows", () => {
    const page = open();
    answer(page);
    type(page.one("[aria-label='Search all texts']"), HOSTILE);
    press(page.one("[aria-label='Search all texts']"), "Enter");
    expect(asked(page).query.search).toBe(HOSTILE);
    answer(page, { nFound: 0 });
    expect(page.one(".ja-grid-empty").textContent).toBe(`No text contains “${HOSTILE}”.Show all rows`);
    page.button("Show all rows").click();
    expect(asked(page).query).toEqual({ where: [], sort: [], search: "" });
  });
});

test("a search waits for a pause", () => {
  vi.useFakeTimers();
  const page = open();
  answer(page);
  const before = page.model.sentOf("rows").length;
  type(page.one("[aria-label='Search all texts']"), "a");
  type(page.one("[aria-label='Search all texts']"), "an");
  expect(page.model.sentOf("rows")).toHaveLength(before);
  vi.advanceTimersByTime(400);
  expect(page.model.sentOf("rows")).toHaveLength(before + 1);
  expect(asked(page).query.search).toBe("an");
  vi.useRealTimers();
});

describe("pages", () => {
  test("are turned by buttons, by number, and have an end", () => {
    const page = open();
    answer(page);
    page.button("Last page").click();
    expect(asked(page).start).toBe(1200);
    answer(page);
    expect(page.one("[aria-label=Page]").value).toBe("13");
    expect(page.button("Next page").getAttribute("aria-disabled")).toBe("true");
    const before = page.model.sentOf("rows").length;
    page.button("Next page").click();
    expect(page.model.sentOf("rows")).toHaveLength(before);
    const number = page.one("[aria-label=Page]");
    number.value = "99,999";
    number.dispatchEvent(new Event("change"));
    expect(number.value).toBe("13");
    number.value = "2";
    number.dispatchEvent(new Event("change"));
    expect(asked(page).start).toBe(100);
  });

  test("are hidden where there is but one", () => {
    const page = open({ ...GRID, n_rows: 5 });
    answer(page, { nFound: 5 });
    expect(page.all("[aria-label=Pages]")).toEqual([]);
    expect(page.one(".ja-grid-count").textContent).toBe("5 rows");
  });
});

describe("keys", () => {
  test("move among cells, keep one stop for Tab, and go up into the headings", () => {
    const page = open();
    answer(page);
    cell(page, 0, 0).click();
    press(focused(), "ArrowDown");
    press(focused(), "ArrowRight");
    expect(focused().textContent).toBe("1/1");
    expect(page.all("[role=grid] [tabindex='0']")).toEqual([focused()]);
    press(focused(), "Home");
    expect(focused().getAttribute("role")).toBe("rowheader");
    press(focused(), "End");
    press(focused(), "ArrowUp");
    press(focused(), "ArrowUp");
    expect(focused().getAttribute("role")).toBe("columnheader");
    expect(press(focused(), "x").defaultPrevented).toBe(false);
  });

  test("go over the end of a page to the next, and by Control to the last row of all", () => {
    const page = open();
    answer(page);
    cell(page, 0, 0).click();
    press(focused(), "End", { ctrlKey: true });
    expect(asked(page).start).toBe(1200);
    answer(page);
    expect(focused().textContent).toBe("1233/2");
    press(focused(), "Home", { ctrlKey: true });
    answer(page);
    expect(focused().textContent).toBe("0/0");
    for (let i = 0; i < 10; i += 1) press(focused(), "PageDown");
    expect(asked(page).start).toBe(100);
    answer(page);
    expect(focused().textContent).toBe("100/0");
    press(focused(), "PageUp");
    answer(page);
    expect(focused().textContent).toBe("99/0");
  });

  test("open a cell in full and leave it, and ask for what was cut", () => {
    const page = open();
    answer(page, { value: (row) => (row === 1 ? { text: "begin", length: 500 } : "a\nb") });
    cell(page, 0, 1).click();
    press(focused(), "Enter");
    expect(page.one(".ja-grid-whole").textContent).toBe("a\nb");
    expect(page.model.sentOf("whole")).toEqual([]);
    press(focused(), "Escape");
    expect(focused()).toBe(cell(page, 0, 1));
    press(focused(), "ArrowDown");
    press(focused(), "Enter");
    const sent = page.model.sentOf("whole").at(-1);
    expect(sent).toMatchObject({ row: 1, column: 1 });
    page.model.hear({ kind: "whole", view: sent.view, n: sent.n, row: 1, column: 1, cell: HOSTILE.repeat(2) });
    expect(page.one(".ja-grid-whole").textContent).toBe(HOSTILE.repeat(2));
    expect(page.el.querySelector("img")).toBeNull();
  });

  test("copy the value of a cell", async () => {
    const page = open();
    const writeText = vi.fn(() => Promise.resolve());
    vi.stubGlobal("navigator", { clipboard: { writeText } });
    answer(page);
    cell(page, 3, 0).click();
    press(focused(), "c", { ctrlKey: true });
    await vi.waitFor(() => expect(page.told()).toBe("The value is copied"));
    expect(writeText).toHaveBeenCalledWith("3/0");
    vi.unstubAllGlobals();
  });

  test("stay away from JupyterLab's shortcuts", () => {
    const page = open();
    answer(page);
    const stops = page.all("[tabindex], button, input, select").filter((node) => node.closest("[role=grid]"));
    expect(stops.filter((node) => node.dataset.lmSuppressShortcuts !== "true")).toEqual([]);
  });
});

describe("columns", () => {
  test("are found by name and gone to, hidden and shown again, but never all hidden", () => {
    const page = open();
    answer(page);
    page.button("Columns").click();
    type(page.one("[aria-label='Find a column']"), "reg");
    expect(texts(page, ".ja-grid-values li")).toEqual(["region"]);
    press(page.one("[aria-label='Find a column']"), "Enter");
    expect(focused().getAttribute("aria-colindex")).toBe("4");
    page.button("Columns").click();
    const [first, second, third] = /** @type {HTMLInputElement[]} */ (page.all("[type=checkbox]"));
    first.click();
    second.click();
    third.click();
    expect(third.checked).toBe(true);
    expect(page.all("[role=columnheader]")).toHaveLength(2);
    page.button("Show all columns").click();
    expect(page.all("[role=columnheader]")).toHaveLength(4);
  });
});

describe("trouble", () => {
  test("is said with what to do, the last rows stay, and nothing is asked for again by itself", () => {
    const page = open();
    answer(page);
    heading(page, 0).click();
    const before = page.model.sentOf("rows").length;
    const { view, n } = asked(page);
    page.model.hear({ kind: "refused", view, n, text: "The stored copy of `sales` is gone.", hint: "Load it again.", code: "copy-lost" });
    expect(page.one(".ja-grid-outcome [role=alert]").textContent).toBe("The stored copy of sales is gone.Load it again.copy-lost");
    expect(page.model.sentOf("rows")).toHaveLength(before);
    expect(cell(page, 0, 0).textContent).toBe("0/0");
    expect(heading(page, 0).getAttribute("aria-sort")).toBe("none");
    heading(page, 0).click();
    expect(page.model.sentOf("rows")).toHaveLength(before + 1);
  });

  test("of a kernel that is gone is said after a while, and a slow one can be stopped", () => {
    vi.useFakeTimers();
    const page = open();
    answer(page);
    heading(page, 0).click();
    vi.advanceTimersByTime(6000);
    expect(page.one(".ja-grid-progress").textContent).toBe("The kernel does not answer. Run %analyst grid sales again.");
    page.model.hear({ kind: "working", view: asked(page).view, n: asked(page).n });
    vi.advanceTimersByTime(1000);
    expect(page.one(".ja-grid-progress").textContent).toMatch(/^Looking for \d s/);
    page.button("Stop").click();
    expect(page.model.sent.at(-1)).toEqual({ kind: "stop" });
    expect(page.told()).toBe("Stopped");
    expect(page.one(".ja-grid-progress").textContent).toBe("");
    vi.useRealTimers();
  });

  test("without a dataset, or with one that is gone, is said in the place of the rows", () => {
    const page = open({ ...GRID, dataset: "", columns: [], n_rows: 0 });
    expect(page.model.sentOf("rows")).toEqual([]);
    expect(page.one(".ja-note").textContent).toContain("Type %analyst load FILE in a cell");
    page.model.set({ ...GRID, columns: [], trouble: { text: "Dataset `sales` is not kept.", hint: "", code: "dataset-unknown" } });
    expect(page.one(".ja-note").textContent).toBe("Dataset sales is not kept.dataset-unknown");
    page.model.set(GRID);
    answer(page);
    expect(cell(page, 0, 0).textContent).toBe("0/0");
  });
});

test("a new version of the dataset is asked for with the filters that still fit", () => {
  const page = open();
  answer(page);
  heading(page, 0).click();
  answer(page);
  page.model.set({ ...GRID, version: "v2", n_rows: 5 });
  expect(asked(page).query.sort).toEqual([{ column: 0, descending: false }]);
  page.model.set({ ...GRID, version: "v3", columns: [column("other")] });
  expect(asked(page).query.sort).toEqual([]);
});

test("the code for these rows is shown where it went nowhere", () => {
  const page = open();
  answer(page);
  page.button("Insert as code").click();
  const { view, query } = page.model.sentOf("code").at(-1);
  expect(query).toEqual({ where: [], sort: [], search: "" });
  page.model.hear({ kind: "coded", view, words: "Copy the code into a cell:", source: "rows = 1" });
  expect(page.one("pre").textContent).toBe("rows = 1");
});

test("a closed panel listens to nothing any more", () => {
  const page = open();
  page.close();
  expect(page.model.listeners()).toBe(0);
});

test("places in sight are found among their edges", () => {
  const edges = edgesOf([10, 20, 30]);
  expect(edges).toEqual([0, 10, 30, 60]);
  expect(inSight(edges, 0, 5)).toEqual([0, 0]);
  expect(inSight(edges, 10, 30)).toEqual([1, 2]);
  expect(inSight(edges, -50, 500)).toEqual([0, 2]);
  expect(inSight([0], 0, 100)).toEqual([0, -1]);
});

test("widths follow values and names between a least and a most", () => {
  expect(widthsOf([{ ...column("x"), width: 1 }, { ...column("x"), width: 500 }])).toEqual([92, 320]);
});

test("rows and pages are counted in words", () => {
  expect([countedRows(5, 1, false), countedRows(5, 10_000_000, true)]).toEqual(["1 row", "5 of 10,000,000 rows"]);
  expect([nPages(0, 100), nPages(100, 100), nPages(101, 100)]).toEqual([1, 1, 2]);
});
