// The profile: its columns sorted, filtered and opened, its other parts, what it says while it waits.
import { fullest, inView, sifted, turned } from "../../jupyter_analyst/widgets/sift.js";
import { binsPath, drawnTree, spark } from "../../jupyter_analyst/widgets/spark.js";
import * as panel from "../../jupyter_analyst/widgets/profile.js";
import { HOSTILE, press, rightToLeft, shown, type } from "./model.js";

/** @typedef {import("../../jupyter_analyst/widgets/messages.js").Profiled} Profiled */
/** @typedef {import("../../jupyter_analyst/widgets/messages.js").ColumnLine} ColumnLine */

/** @param {Partial<ColumnLine>} fields @returns {ColumnLine} */
const column = (fields) => ({
  name: "x", kind: "number", alert: "", type: "number", missing: 0, share: "", distinct: "3", n_distinct: 3, range: "1 to 3", drawn: { counts: [1, 2], shares: null }, ...fields,
});

const COLUMNS = [
  column({ name: "time", alert: "warn", missing: 7, share: "2.3 %", n_distinct: 148, distinct: "148", type: "whole number" }),
  column({ name: "age", alert: "info", n_distinct: 47, distinct: "~47", drawn: { counts: [8, 1, 1], shares: null } }),
  column({ name: "sex", kind: "boolean", type: "yes / no", n_distinct: 2, distinct: "2", range: "1: 65 %", drawn: { counts: null, shares: [0.65, 0.35] } }),
  column({ name: HOSTILE, kind: "text", type: "text, unique", n_distinct: 9, distinct: "9", range: "9 to 12 characters", drawn: { counts: null, shares: null } }),
];
const PAIR = { a: "age", b: "time", said: "−.22", name: "Correlation", n: "299" };

/** @type {import("../../jupyter_analyst/widgets/messages.js").Outline} */
const PROFILE = {
  counted: "every row counted", figures: [["5", "alerts"], ["7 cells", "missing, 0.2 %"], ["0 rows", "duplicated"], ["31 ms", "to profile"]],
  quality: { score: "96 of 100", parts: [["filled cells, 40 ×", "99.8 %"]], how: "Weight × share." },
  alerts: ["time", "", "age", "sex", "sex"].map((name, i) => ({
    column: name, level: i ? "info" : "warn", strong: `Alert ${i}`, advised: [["look ", "plain"], ["twice", "strong"]], means: "It means something.", code: i ? "" : "%analyst km --time time",
  })),
  n_alerts: 5, n_shown: 3, columns: COLUMNS, notes: ["Every row was counted."],
  missing: {
    n_columns: 2, said: "9 cells of 40 without a value.", columns: [["time", "7", "70 %"], ["sex", "2", "20 %"]], marked: ["time", "sex"], n_others: 2,
    patterns: [{ said: "Complete", gone: [false, false], others: 0, count: "3", share: "30 %" }, { said: "time and sex missing", gone: [true, true], others: 1, count: "2", share: "20 %" }],
    together: [{ a: "time", b: "sex", said: ".58", name: "Phi", n: "10" }],
  },
  associations: { none: "", names: ["age", "time", "sex"], cells: [[], [{ ...PAIR, r: -0.22 }], [null, { ...PAIR, a: "sex", said: ".80", r: 0.8, name: "Correlation ratio" }]], capped: "3 of 4 columns, those of the strongest pairs.", pairs: [PAIR] },
  duplicates: { n: 2, said: "2 rows of 10 repeat an earlier one.", example: "The row that is there most often, 3 times", row: [["age", "60"]], keys_said: "A value of its own in every row, so a key:", keys: ["id", "a + b"] },
  rows: { none: "", names: ["age", HOSTILE], numbers: [true, false], rows: [["60", HOSTILE]], cut: "" },
};

/** @type {Profiled} */
const STATE = { dataset: "heart", size: "299 rows × 4 columns", version: "v1", line: "%analyst profile heart", n_columns: 4, busy: false, profile: PROFILE, fault: null };
/** @type {import("../../jupyter_analyst/widgets/messages.js").Detail} */
const DETAIL = {
  type: "number", range: "40 to 95", means: "Taken as amount: 80 % sure.", chart: ["svg", { class: "ja-chart", role: "img", "aria-label": "Histogram" }, [["rect", { width: "4" }, []]]],
  facts: [["Mean", "60.8"]], quantiles: [["Median", "60"]], top: [["60", "33", "11 %"]], tools: [{ id: "chart", title: "Draw a chart", icon: "chart" }],
};

/** @typedef {{all: (selector: string) => HTMLElement[]}} Page */
const names = (/** @type {Page} */ page) => page.all("tbody tr[data-column]:not(.ja-more)").map((row) => row.dataset.column);
const rowButton = (/** @type {Page} */ page, /** @type {string} */ name) => /** @type {HTMLButtonElement} */ (page.all("tbody tr[data-column]:not(.ja-more)").find((row) => row.dataset.column === name)?.querySelector("button"));

describe("which columns are shown", () => {
  const all = { words: "", kind: "", order: /** @type {import("../../jupyter_analyst/widgets/sift.js").Order} */ ({ by: "", down: false }) };
  const found = (/** @type {Partial<typeof all>} */ wanted) => sifted(COLUMNS, { ...all, ...wanted }).map((one) => one.name);

  test("by a part of the name in any case, by kind, and those with alerts", () => {
    expect(found({ words: " AG" })).toEqual(["age"]);
    expect(found({ kind: "boolean" })).toEqual(["sex"]);
    expect(found({ kind: "alerts" })).toEqual(["time", "age"]);
    expect(found({ words: "e", kind: "number" })).toEqual(["time", "age"]);
  });

  test("are sorted by what stands under a heading, and as they came without one", () => {
    expect(found({ order: { by: "distinct", down: true } })).toEqual(["time", "age", HOSTILE, "sex"]);
    expect(found({ order: { by: "name", down: false } })).toEqual([HOSTILE, "age", "sex", "time"]);
    expect(found({ order: { by: "shape", down: true } })).toEqual(["age", "time", "sex", HOSTILE]);
    expect(found({})).toEqual(["time", "age", "sex", HOSTILE]);
  });

  test("a heading turns the order, and then alerts come first again", () => {
    const first = turned({ by: "", down: false }, "missing");
    expect(first).toEqual({ by: "missing", down: true });
    const second = turned(first, "missing");
    expect(second).toEqual({ by: "missing", down: false });
    expect(turned(second, "missing")).toEqual({ by: "", down: false });
    expect(turned(second, "name")).toEqual({ by: "name", down: false });
  });

  test("how full the fullest part is", () => {
    expect(fullest({ counts: [8, 1, 1], shares: null })).toBe(0.8);
    expect(fullest({ counts: null, shares: [0.65] })).toBe(0.65);
    expect(fullest({ counts: null, shares: null })).toBe(-1);
  });

  test("those in view begin and end where the heights say", () => {
    const heights = [30, 30, 230, 30, 30, 30];
    expect(inView(heights, 0, 60, 0)).toEqual([0, 2]);
    expect(inView(heights, 100, 100, 0)).toEqual([2, 3]);
    expect(inView(heights, 300, 500, 0)).toEqual([3, 6]);
    expect(inView(heights, -500, 60, 0)).toEqual([0, 0]);
    expect(inView(heights, 9999, 60, 0)).toEqual([5, 6]);
    expect(inView([], 0, 60, 0)).toEqual([0, 0]);
  });
});

describe("the small drawings", () => {
  test("a bin is as high as its count, one that is not empty is seen", () => {
    expect(binsPath([0, 4, 2])).toBe("M37.3 24v-22.0h36.3V24zM74.7 24v-11.0h36.3V24z");
    expect(binsPath([1000, 1])).toContain("v-1.0");
  });

  test("values share a bar, the rest is told apart", () => {
    const bar = /** @type {SVGElement} */ (spark({ counts: null, shares: [0.5, 0.25, 0.001] }));
    expect([...bar.children].map((one) => one.getAttribute("class"))).toEqual(["rest", "s0", "s1"]);
    expect(bar.children[0].getAttribute("width")).toBe("28.0");
    expect(spark({ counts: null, shares: null })).toBe(null);
  });

  test("a tree becomes shapes, and nothing else", () => {
    const drawn = drawnTree(["svg", { onload: "alert(1)", class: "a" }, [["script", {}, ["alert(1)"]], ["text", { x: "1" }, [HOSTILE]]]]);
    expect(drawn?.outerHTML).toBe('<svg class="a"><text x="1">&lt;img src=x onerror=alert(1)&gt;</text></svg>');
  });
});

describe("the panel", () => {
  test("says hello, and shows head, figures, three alerts and the rest when asked", () => {
    const page = shown(panel, STATE);
    expect(page.model.sent).toEqual([{ kind: "hello" }]);
    expect(page.one("header").textContent).toContain("heart299 rows × 4 columns · v1 · every row counted");
    expect(page.one(".ja-figures").textContent).toContain("7 cellsmissing, 0.2 %");
    expect(page.all(".ja-alerts li")).toHaveLength(3);
    expect(page.one(".ja-alerts li").textContent).toContain("Alert 0. look twiceIt means something.%analyst km --time time");
    page.button("2 more").click();
    expect(page.all(".ja-alerts li")).toHaveLength(5);
    page.button("How the quality is made up").click();
    expect(page.one(".ja-pf-how").textContent).toContain("filled cells, 40 ×99.8 %");
  });

  test("lists the columns with alerts first, each with what its heading says", () => {
    const page = shown(panel, STATE);
    expect(names(page)).toEqual(["time", "age", "sex", HOSTILE]);
    const cells = [...page.one("tr[data-column=time]").children].map((cell) => cell.textContent);
    expect(cells).toEqual(["time", "whole number", "7 2.3 %", "148", "", "1 to 3"]);
    expect(page.one("tr[data-column=time] [role=img]").getAttribute("aria-label")).toBe("Has a warning");
    expect(page.el.querySelector("img")).toBe(null);
  });

  test("is sorted by headings that say so", () => {
    const page = shown(panel, STATE);
    page.button("Distinct").click();
    expect(names(page)).toEqual(["time", "age", HOSTILE, "sex"]);
    expect(page.one("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
    expect(page.told()).toBe("Sorted by distinct, descending");
    page.button("Distinct").click();
    page.button("Distinct").click();
    expect(page.all("th[aria-sort]")).toEqual([]);
    expect(names(page)[0]).toBe("time");
  });

  test("is filtered by name and by type, and cleared by Escape", () => {
    const page = shown(panel, STATE);
    expect(page.all("option").map((node) => node.textContent)).toEqual(["All types", "Numbers", "Yes / no", "Texts", "With alerts"]);
    const input = page.one("input");
    type(input, "AGE");
    expect(names(page)).toEqual(["age"]);
    expect(page.told()).toBe("1 column");
    expect(page.one(".ja-pf-filter").textContent).toContain("1 of 4 columns");
    press(input, "Escape");
    expect(names(page)).toHaveLength(4);
    const select = page.one("select");
    select.value = "text";
    select.dispatchEvent(new Event("change"));
    expect(names(page)).toEqual([HOSTILE]);
    type(input, "zz");
    expect(names(page)).toEqual([]);
    page.button("Show all columns").click();
    expect(names(page)).toHaveLength(4);
    expect(document.activeElement).toBe(input);
  });

  test("goes through the columns by keys: one stop, arrows, open and close", () => {
    const page = shown(panel, STATE);
    expect(press(page.one("[role=tab]"), "/").defaultPrevented).toBe(true);
    expect(document.activeElement).toBe(page.one("input"));
    press(page.one("input"), "ArrowDown");
    expect(document.activeElement).toBe(rowButton(page, "time"));
    press(rowButton(page, "time"), "ArrowDown");
    expect(document.activeElement).toBe(rowButton(page, "age"));
    expect(page.all("th[scope=row] button").map((node) => node.tabIndex)).toEqual([-1, 0, -1, -1]);
    press(rowButton(page, "age"), "ArrowRight");
    expect(rowButton(page, "age").getAttribute("aria-expanded")).toBe("true");
    expect(page.model.sentOf("column")).toEqual([{ kind: "column", column: "age" }]);
    press(rowButton(page, "age"), "End");
    expect(document.activeElement).toBe(rowButton(page, HOSTILE));
    press(rowButton(page, "age"), "ArrowLeft");
    expect(page.all(".ja-more")).toEqual([]);
    press(rowButton(page, "time"), "ArrowUp");
    expect(document.activeElement).toBe(page.one("input"));
  });

  test("goes by the other arrow to the side where text runs from right to left", () => {
    const page = shown(panel, STATE);
    rightToLeft(page.el);
    press(rowButton(page, "age"), "ArrowLeft");
    expect(rowButton(page, "age").getAttribute("aria-expanded")).toBe("true");
    rightToLeft(page.el);
    press(rowButton(page, "age"), "ArrowRight");
    expect(rowButton(page, "age").getAttribute("aria-expanded")).toBe("false");
    const [first, second] = page.all("[role=tab]");
    first.focus();
    press(first, "ArrowLeft");
    expect(document.activeElement).toBe(second);
  });

  test("a column opens in place, with bones until its numbers come, and is asked for once", () => {
    const page = shown(panel, STATE);
    rowButton(page, "age").click();
    expect(page.one(".ja-more").textContent).toBe("");
    expect(page.one(".ja-more [role=img]").getAttribute("aria-label")).toBe("Loading");
    page.model.hear({ kind: "detail", column: "age", detail: DETAIL });
    expect(page.one(".ja-more").textContent).toContain("Taken as amount: 80 % sure.");
    expect(page.one(".ja-more").textContent).toContain("Mean60.8");
    expect(page.one(".ja-more svg.ja-chart").getAttribute("aria-label")).toBe("Histogram");
    expect(page.one(".ja-more").previousElementSibling.dataset.column).toBe("age");
    const inside = page.button("Insert as code");
    inside.focus();
    press(inside, "ArrowLeft");
    expect(document.activeElement).toBe(rowButton(page, "age"));
    rowButton(page, "age").click();
    expect(page.one(".ja-more").textContent).toContain("Mean60.8");
    expect(page.model.sentOf("column")).toHaveLength(1);
  });

  test("puts lines into cells, and shows them where there are none", () => {
    const page = shown(panel, STATE);
    rowButton(page, "age").click();
    page.model.hear({ kind: "detail", column: "age", detail: DETAIL });
    page.button("Insert as code").click();
    page.button("Draw a chart").click();
    page.button("Insert as cell").click();
    expect(page.model.sentOf("insert")).toEqual([
      { kind: "insert", column: "age", tool: "" }, { kind: "insert", column: "age", tool: "chart" }, { kind: "insert", column: "", tool: "" },
    ]);
    page.model.hear({ kind: "inserted", column: "age", words: "In a new cell", source: "" });
    expect(page.one(".ja-more .ja-pf-outcome").textContent).toBe("In a new cell");
    page.model.hear({ kind: "inserted", column: "", words: "This front end takes no cells. Copy the line into one:", source: "%analyst profile heart" });
    expect(page.one("section > .ja-pf-outcome code").textContent).toBe("%analyst profile heart");
  });

  test("an alert leads to its column, whatever was filtered", () => {
    const page = shown(panel, STATE);
    type(page.one("input"), "sex");
    page.all("[role=tab]")[1].click();
    page.button("Show time").click();
    expect(page.one("[role=tab][aria-selected=true]").textContent).toBe("Columns 4");
    expect(document.activeElement).toBe(rowButton(page, "time"));
    expect(rowButton(page, "time").getAttribute("aria-expanded")).toBe("true");
  });

  test("has its parts as tabs, drawn when they are first seen", () => {
    const page = shown(panel, STATE);
    const tabs = page.all("[role=tab]");
    expect(tabs.map((node) => node.textContent)).toEqual(["Columns 4", "Missing 2", "Associations", "Duplicates 2", "First rows"]);
    expect(page.el.querySelector(".ja-pf-heat")).toBe(null);
    tabs[0].focus();
    press(tabs[0], "ArrowRight");
    expect(document.activeElement).toBe(tabs[1]);
    expect(page.all("[role=tabpanel]")).toHaveLength(1);
    expect(page.one("[role=tabpanel] td [aria-label=missing]")).toBeTruthy();
    expect(page.one("[role=tabpanel]").textContent).toContain("time and sex missing1 missing220 %");
    tabs[2].click();
    const cells = page.all(".ja-pf-heat .is-in");
    expect(cells.map((node) => [node.textContent, node.style.getPropertyValue("--ja-pf-share"), node.classList.contains("below")])).toEqual([
      ["−.22", "12%", true], ["·", "", false], [".80", "44%", false],
    ]);
    expect(cells[2].title).toBe("sex – time: Correlation ratio, 299 rows");
    expect(page.one("[role=tabpanel]").textContent).toContain("3 of 4 columns, those of the strongest pairs.");
    tabs[3].click();
    expect(page.one("[role=tabpanel]").textContent).toContain("so a key: id, a + b.");
    tabs[4].click();
    expect(page.one("[role=tabpanel] td.l").textContent).toBe(HOSTILE);
    expect(page.el.querySelector("img")).toBe(null);
  });

  test("of very many columns only those in view are in the page, and the keys reach the others", () => {
    const many = Array.from({ length: 300 }, (_, i) => column({ name: `c${i}` }));
    const page = shown(panel, { ...STATE, profile: { ...PROFILE, columns: many } });
    expect(names(page).length).toBeLessThan(60);
    const gap = /** @type {HTMLElement} */ (page.el.querySelector(".ja-pf-gap td"));
    expect(Number.parseInt(gap.style.height, 10)).toBe((300 - names(page).length) * 33);
    rowButton(page, "c0").focus();
    press(rowButton(page, "c0"), "End");
    expect(document.activeElement).toBe(rowButton(page, "c299"));
    expect(page.one("tr[data-column=c299]").getAttribute("aria-rowindex")).toBe("301");
    expect(page.one("table").getAttribute("aria-rowcount")).toBe("301");
  });

  test("says that it is profiling, with the height of what comes", () => {
    const page = shown(panel, /** @type {Profiled} */ ({ ...STATE, busy: true, profile: null }));
    expect(page.told()).toBe("Profiling heart: 299 rows × 4 columns");
    expect(page.all(".ja-pf-bone").length).toBe(5 + 3 + 6);
    page.model.set(STATE);
    expect(page.all(".ja-pf-bone")).toEqual([]);
    expect(names(page)).toHaveLength(4);
    expect(page.told()).toBe("Profile of heart");
  });

  test("says what went wrong, and tries again", () => {
    const page = shown(panel, { ...STATE, profile: null, fault: { text: "`heart` is gone.", hint: "Load it again.", code: "rows-gone" } });
    expect(page.one("[role=alert]").textContent).toBe("heart is gone.Load it again.rows-gone");
    page.button("Try again").click();
    expect(page.model.sentOf("again")).toHaveLength(1);
  });

  test("without a dataset it says the line to type", () => {
    const page = shown(panel, { ...STATE, dataset: "", size: "", line: "", profile: null, fault: { text: "No dataset is loaded; none is kept.", hint: "Type `%analyst load FILE`.", code: "dataset-missing" } });
    expect(page.one(".ja-welcome code").textContent).toBe("%analyst load FILE");
    expect(page.all("header button")).toEqual([]);
  });

  test("stays as it is when nothing changed, and keeps what is open when the numbers did", () => {
    const page = shown(panel, STATE);
    rowButton(page, "age").click();
    const before = rowButton(page, "age");
    page.model.set({ ...STATE });
    expect(rowButton(page, "age")).toBe(before);
    page.model.set({ ...STATE, version: "v2", profile: { ...PROFILE, n_alerts: 6 } });
    expect(rowButton(page, "age").getAttribute("aria-expanded")).toBe("true");
    expect(page.model.sentOf("column")).toHaveLength(2);
  });

  test("leaves nothing behind when it is closed", () => {
    const page = shown(panel, STATE);
    page.close();
    expect(page.model.listeners()).toBe(0);
  });
});
