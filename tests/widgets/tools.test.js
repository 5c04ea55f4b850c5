// The palette: finding a tool, filling in its form, running it.
import { foundTools, marked } from "../../jupyter_analyst/widgets/find.js";
import { firstSentence, isUsual } from "../../jupyter_analyst/widgets/fields.js";
import * as panel from "../../jupyter_analyst/widgets/tools.js";
import { icon, STROKES } from "../../jupyter_analyst/widgets/icons.js";
import { HOSTILE, PALETTE, press, rightToLeft, shown, type } from "./model.js";

const open = (/** @type {string} */ tool, state = PALETTE) => {
  const page = shown(panel, state);
  page.one(`[data-tool=${tool}]`).click();
  return page;
};
/** @param {{model: {sent: any[], hear: (message: any) => void}}} page @param {import("../../jupyter_analyst/widgets/messages.js").Fault[]} faults */
const drafted = (page, faults, line = "%analyst ttest_ind") => page.model.hear({ kind: "drafted", n: page.model.sent.at(-1).n, line, faults });
const MISSING = { parameter: "value", message: "Choose a numeric column.", fix: null, missing: true };

describe("the list", () => {
  test("says hello, and shows groups with counts and what each tool does", () => {
    const page = shown(panel, PALETTE);
    expect(page.model.sent).toEqual([{ kind: "hello" }]);
    expect(page.all(".ja-group").map((node) => node.textContent)).toEqual(["Describe1", "Compare groups1"]);
    expect(page.one("[data-tool=describe]").textContent).toContain("Say where the values lie");
  });

  test("closes and opens a group by keys, and goes on by arrows", () => {
    const page = shown(panel, PALETTE);
    const [group] = page.all(".ja-group");
    group.focus();
    press(group, "ArrowLeft");
    expect(group.getAttribute("aria-expanded")).toBe("false");
    expect(page.all("[data-tool=describe]")).toEqual([]);
    press(group, "ArrowRight");
    expect(page.all("[data-tool=describe]")).toHaveLength(1);
    press(group, "ArrowDown");
    expect(/** @type {HTMLElement} */ (document.activeElement).dataset.tool).toBe("describe");
    press(group, "ArrowUp");
    expect(document.activeElement).toBe(page.one("input"));
  });

  test("has the arrow that opens a group be the one its mark shows where text runs from right to left", () => {
    const page = shown(panel, PALETTE);
    rightToLeft(page.el);
    const [group] = page.all(".ja-group");
    press(group, "ArrowRight");
    expect(group.getAttribute("aria-expanded")).toBe("false");
    press(group, "ArrowLeft");
    expect(group.getAttribute("aria-expanded")).toBe("true");
  });

  test("mirrors the icons that point to where one goes, and no others", () => {
    const mirrored = Object.keys(STROKES).filter((name) => icon(name).classList.contains("ja-turns"));
    expect(mirrored).toEqual(["first", "last", "left", "right"]);
    expect(icon("right", { tone: "ja-muted" }).getAttribute("class")).toBe("ja-i ja-turns ja-muted");
    expect(icon("down").getAttribute("class")).toBe("ja-i");
  });

  test("takes the slash to the search, but not while one types", () => {
    const page = shown(panel, PALETTE);
    const [group] = page.all(".ja-group");
    group.focus();
    expect(press(group, "/").defaultPrevented).toBe(true);
    expect(document.activeElement).toBe(page.one("input"));
    expect(press(page.one("input"), "/").defaultPrevented).toBe(false);
  });

  test("finds by the words of a task, opens the first by Enter, and is cleared by Escape", () => {
    const page = shown(panel, PALETTE);
    const input = page.one("input");
    type(input, "welch");
    expect(page.all(".ja-item").map((node) => node.dataset.tool)).toEqual(["ttest_ind"]);
    expect(page.one("mark").textContent).toBe("Welch");
    expect(page.told()).toBe("1 tool found");
    const beyond = vi.fn(); // the sidebar would leave at this key
    document.body.addEventListener("keydown", beyond, { once: true });
    press(input, "Escape");
    expect(input.value).toBe("");
    expect(beyond).not.toHaveBeenCalled();
    type(input, "welch");
    press(input, "Enter");
    expect(document.activeElement?.textContent).toBe("Compare two means");
  });

  test("says when nothing is found, in the words that were typed", () => {
    const page = shown(panel, PALETTE);
    type(page.one("input"), HOSTILE);
    expect(page.el.textContent).toContain(`No tool matches “${HOSTILE}”.`);
    expect(page.el.querySelector("img")).toBeNull();
    page.button("Show all tools").click();
    expect(page.all(".ja-item")).toHaveLength(2);
  });

  test("keeps JupyterLab's shortcuts away from everything one can operate", () => {
    const page = open("ttest_ind");
    const operable = page.all("button, input, select");
    expect(operable.filter((node) => node.dataset.lmSuppressShortcuts !== "true")).toEqual([]);
  });
});

describe("the form", () => {
  test("shows columns first and the rest under options, and asks for its line at once", () => {
    const page = open("ttest_ind");
    expect(page.all(".ja-field").map((node) => node.dataset.parameter)).toEqual(["value", "by"]);
    expect(page.model.sent.at(-1)).toEqual({
      kind: "draft", tool: "ttest_ind", n: 1, given: { value: null, by: null, equal_var: false, side: "both", kind: "auto", alpha: 0.05 },
    });
    page.button("Options").click();
    expect(page.all(".ja-field")).toHaveLength(6);
    expect(page.one("code").textContent).toBe("%analyst ttest_ind");
  });

  test("goes back by Escape, to the row it came from", () => {
    const page = open("ttest_ind");
    press(page.one("h2"), "Escape");
    expect(/** @type {HTMLElement} */ (document.activeElement).dataset.tool).toBe("ttest_ind");
  });

  test("offers the columns that fit, and tells why the others do not", () => {
    const page = open("ttest_ind");
    const input = page.one("[role=combobox]");
    input.focus();
    press(input, "ArrowDown");
    expect(page.all("[role=option]").map((node) => node.textContent)).toEqual(["age47 values", "time"]);
    expect(input.getAttribute("aria-expanded")).toBe("true");
    page.all(".ja-why")[0].click();
    expect(page.all(".ja-unfit li").map((node) => node.textContent)).toEqual(["sexcategory, not a number", `${HOSTILE}text, not a number`]);
    expect(page.el.querySelector("img")).toBeNull();
  });

  test("takes a column by keys and sends it", () => {
    const page = open("ttest_ind");
    const input = page.one("[role=combobox]");
    input.focus();
    press(input, "Enter");
    press(input, "ArrowDown");
    expect(page.one(".is-on").id).toBe(input.getAttribute("aria-activedescendant"));
    press(input, "Enter");
    expect(input.value).toBe("time");
    expect(input.getAttribute("aria-expanded")).toBe("false");
    expect(page.model.sent.at(-1).given.value).toBe("time");
  });

  test("filters as one types, says why a name is not offered, and puts the choice back on Escape", () => {
    const page = open("ttest_ind");
    const input = page.one("[role=combobox]");
    type(input, "AG");
    expect(page.all("[role=option]")).toHaveLength(1);
    type(input, "sex");
    expect(page.all("[role=option]")).toEqual([]);
    expect(page.one(".ja-unfit").textContent).toBe("sexcategory, not a number");
    press(input, "Escape");
    expect(input.value).toBe("");
    expect(page.one("h2").textContent).toBe("Compare two means"); // the form is still open
  });

  test("takes several columns, and lets go of them again", () => {
    const page = open("describe");
    const input = page.one("[role=combobox]");
    expect(input.placeholder).toBe("All that fit");
    input.click();
    page.all("[role=option]")[0].click();
    page.all("[role=option]")[1].click();
    expect(page.model.sent.at(-1).given.columns).toEqual(["age", "time"]);
    page.button("Remove age").click();
    expect(page.model.sent.at(-1).given.columns).toEqual(["time"]);
    press(input, "Backspace");
    expect(page.model.sent.at(-1).given.columns).toEqual([]);
  });

  test("shows choices as segments, many as a list, truth as a box, and counts what was changed", () => {
    const page = open("ttest_ind");
    page.button("Options").click();
    const [side] = page.all("[role=radio][aria-checked=true]");
    side.focus();
    press(side, "ArrowRight");
    expect(page.model.sent.at(-1).given.side).toBe("less");
    page.one("[type=checkbox]").click();
    expect(page.model.sent.at(-1).given.equal_var).toBe(true);
    expect(page.one("select").value).toBe("auto");
    expect(page.all(".ja-group").at(-1)?.textContent).toBe("Options2 changed");
    page.all(".ja-link").filter((node) => node.textContent === "reset").forEach((node) => node.click());
    expect(page.model.sent.at(-1).given).toMatchObject({ side: "both", equal_var: false });
    expect(page.all(".ja-group").at(-1)?.textContent).toBe("Options");
  });

  test("waits for a pause while one types a number", () => {
    vi.useFakeTimers();
    const page = open("ttest_ind");
    page.button("Options").click();
    const before = page.model.sentOf("draft").length;
    type(page.one("[inputmode=decimal]"), "0.1");
    type(page.one("[inputmode=decimal]"), "0.01");
    expect(page.model.sentOf("draft")).toHaveLength(before);
    vi.runAllTimers();
    expect(page.model.sentOf("draft")).toHaveLength(before + 1);
    expect(page.model.sent.at(-1).given.alpha).toBe("0.01");
    vi.useRealTimers();
  });

  test("says what is wrong under its field, in backticks as code, and mends it by the link", () => {
    const page = open("ttest_ind");
    const fix = { label: "Use sex", value: "sex" };
    drafted(page, [{ parameter: "by", message: "`time` does not fit.", fix, missing: false }], "%analyst ttest_ind --by time");
    const by = page.one("[data-parameter=by]");
    expect(by.querySelector("[role=alert]")?.textContent).toBe("time does not fit.");
    expect(by.querySelector("code")?.textContent).toBe("time");
    expect(by.querySelector("[aria-invalid=true]")).not.toBeNull();
    page.button("Use sex").click();
    expect(page.model.sent.at(-1).given.by).toBe("sex");
    drafted(page, []);
    expect(page.all("[role=alert]")).toEqual([]);
  });

  test("calls an empty field wrong only after Run, and then goes there", () => {
    const page = open("ttest_ind");
    drafted(page, [MISSING]);
    expect(page.all("[role=alert]")).toEqual([]);
    page.button("Run").click();
    expect(page.model.sent.at(-1)).toMatchObject({ kind: "run", run: true, tool: "ttest_ind" });
    drafted(page, [MISSING]);
    expect(page.one("[role=alert]").textContent).toBe("Choose a numeric column.");
    expect(document.activeElement).toBe(page.one("[data-parameter=value] input"));
  });

  test("opens the options if the fault is among them", () => {
    const page = open("ttest_ind");
    page.button("Run").click();
    drafted(page, [{ parameter: "alpha", message: "2 is too much.", fix: null, missing: false }]);
    expect(document.activeElement).toBe(page.one("[data-parameter=alpha] input"));
  });

  test("leaves out what was said of an earlier state of the form", () => {
    const page = open("ttest_ind");
    page.button("Run").click();
    page.model.hear({ kind: "drafted", n: 1, line: "old", faults: [MISSING] });
    expect(page.one("code").textContent).toBe("%analyst ttest_ind");
  });

  test("runs by Shift Enter, inserts by Control Enter, and says what came of it", () => {
    const page = open("ttest_ind");
    const input = page.one("[role=combobox]");
    press(input, "Enter", { shiftKey: true });
    expect(page.model.sent.at(-1)).toMatchObject({ kind: "run", run: true });
    press(input, "Enter", { ctrlKey: true });
    expect(page.model.sent.at(-1)).toMatchObject({ kind: "run", run: false });
    page.model.hear({ kind: "ran", words: "In a new cell", title: "", text: "" });
    expect(page.one(".ja-bottom").textContent).toContain("In a new cell");
    expect(page.told()).toBe("In a new cell");
  });

  test("shows the sentence of a result where there are no cells", () => {
    const page = open("ttest_ind");
    page.model.hear({ kind: "ran", words: "This front end takes no cells", title: HOSTILE, text: "The means differ." });
    expect(page.one(".ja-outcome").textContent).toBe(`${HOSTILE}The means differ.This front end takes no cells`);
    expect(page.el.querySelector("img")).toBeNull();
  });

  test("says a failure with its code", () => {
    const page = open("ttest_ind");
    page.model.hear({ kind: "failed", text: "No dataset.", hint: "Load `one`.", code: "dataset-missing" });
    expect(page.one(".ja-outcome [role=alert]").textContent).toBe("No dataset.Load one.dataset-missing");
  });

  test("keeps what was filled in when another dataset comes into use", () => {
    const page = open("ttest_ind");
    const input = page.one("[role=combobox]");
    input.click();
    page.all("[role=option]")[0].click();
    const needs = { ...PALETTE.needs, number: { fits: ["time"], unfit: [] } };
    page.model.set({ ...PALETTE, dataset: "other", columns: PALETTE.columns.slice(1), needs });
    expect(page.one("[role=combobox]").value).toBe("age");
    expect(page.model.sent.at(-1)).toMatchObject({ kind: "draft", given: { value: "age" } });
    page.one("[role=combobox]").click();
    expect(page.all("[role=option]").map((node) => node.textContent)).toEqual(["time"]);
    expect(page.el.querySelector(".ja-head")?.textContent).toContain("other");
  });

  test("says what to do without a dataset", () => {
    const page = open("describe", { ...PALETTE, dataset: "", columns: [], needs: {} });
    expect(page.one(".ja-note").textContent).toContain("Type %analyst load FILE in a cell");
    expect(page.one("[role=combobox]").placeholder).toBe("No column fits");
  });

  test("selects the line where the front end lets nothing be copied", async () => {
    const page = open("ttest_ind");
    page.button("Copy this line").click();
    await vi.waitFor(() => expect(page.told()).toContain("The line is selected"));
    expect(getSelection()?.toString()).toBe("%analyst ttest_ind");
  });
});

test("a closed panel listens to nothing any more", () => {
  const page = shown(panel, PALETTE);
  page.close();
  expect(page.model.listeners()).toBe(0);
});

test("words of the title weigh more than those of the summary, and all words more than some", () => {
  const groups = { data: "Describe", tests: "Compare groups" };
  expect(foundTools(PALETTE.tools, groups, "compare").map((tool) => tool.id)).toEqual(["ttest_ind"]);
  expect(foundTools(PALETTE.tools, groups, "values of a wombat").map((tool) => tool.id)).toEqual(["describe"]);
  expect(foundTools(PALETTE.tools, groups, "wombat")).toEqual([]);
});

test("signs in a search are no pattern", () => {
  expect(marked("a (b) c", ["(b)"])).toEqual([{ text: "a ", hit: false }, { text: "(b)", hit: true }, { text: " c", hit: false }]);
});

test("a hint is the first sentence of a description", () => {
  expect(firstSentence("The number to compare; in any unit. More.")).toBe("The number to compare.");
  expect(firstSentence("No end")).toBe("No end");
});

test("what is empty is as usual", () => {
  const [parameter] = PALETTE.tools[0].parameters;
  expect([[], null, "", ["age"]].map((value) => isUsual(value, parameter))).toEqual([true, true, true, false]);
});
