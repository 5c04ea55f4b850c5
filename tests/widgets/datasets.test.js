// The datasets: rows, their keys, how each was read, and reading it again otherwise.
import * as panel from "../../jupyter_analyst/widgets/datasets.js";
import { HOSTILE, press, rightToLeft, shown, type } from "./model.js";

/** @typedef {import("../../jupyter_analyst/widgets/messages.js").Shelf} Shelf */

/** @param {Partial<import("../../jupyter_analyst/widgets/messages.js").Decision>} decision */
const decision = (decision) => ({ option: "x", label: "X", words: "", given: "", isGiven: false, kind: /** @type {"text"} */ ("text"), choices: [], open: true, columns: [], description: "", ...decision });
/** @param {string} name */
const entry = (name, here = true) => ({ name, n_rows: 1808, n_columns: 14, version: "v2", source: `${name}.csv`, size: "9 KB", when: "today 09:41", here, line: `%analyst profile ${name}` });

/** @type {import("../../jupyter_analyst/widgets/messages.js").DatasetDetail} */
const DETAIL = {
  fault: "",
  versions: [
    { label: "v2", version: "bbb", when: "today 09:41", words: "+2 columns", isUsed: true, compare: "%analyst compare dd --version aaa --to bbb" },
    { label: "v1", version: "aaa", when: "18 Nov 16:20", words: "", isUsed: false, compare: "" },
  ],
  reading: {
    format: "CSV",
    decisions: [
      decision({ option: "delimiter", label: "Delimiter", words: "comma", choices: [{ value: ",", words: "comma" }, { value: "tab", words: "tab" }] }),
      decision({ option: "decimal", label: "Decimal", words: "point", given: ".", isGiven: true, open: false, choices: [{ value: ".", words: "point" }, { value: ",", words: "comma" }] }),
      decision({ option: "types", label: "Types", kind: "pairs", columns: ["when", "n"], choices: [{ value: "dmy", words: "dmy" }] }),
      decision({ option: "footer", label: "Footer", kind: "number" }),
    ],
    also: ["unpacked from gzip"],
    doubts: [{ text: "`when` fits both; `--types when=dmy` decides.", offers: [{ option: "types", value: { when: "dmy" }, words: "--types when=dmy" }] }],
    line: "%analyst load dd.csv --as dd --decimal .",
    why: "",
  },
  n_rejected: 3,
  rejected: "%analyst rejected dd",
};

/** @type {Shelf} */
const SHELF = { current: "dd", datasets: [entry("dd"), entry("lung"), entry("rossi", false)], details: { dd: DETAIL } };

const open = (state = SHELF) => shown(panel, state);
/** @param {ReturnType<typeof open>} page @param {string} name */
const row = (page, name) => page.one(`[data-row="${name}"]`);
/** @param {ReturnType<typeof open>} page */
const facts = (page) => page.all(".ja-ds-facts > div > *").map((node) => node.textContent);

describe("the list", () => {
  test("tells size, version, source and age, and which one is in use", () => {
    const page = open();
    expect(page.model.sent).toEqual([{ kind: "hello" }]);
    expect(row(page, "dd").textContent).toBe("dd1,808 × 14 · v2 · dd.csv");
    expect(page.one(".is-on").textContent).toContain("In usetoday 09:41");
    expect(page.all("[data-row]").map((node) => node.dataset.row)).toEqual(["dd", "lung"]);
    expect(page.one(".ja-group").textContent).toBe("Kept earlier1");
  });

  test("opens what was kept earlier", () => {
    const page = open();
    page.one(".ja-group").click();
    expect(page.all("[data-row]")).toHaveLength(3);
  });

  test("is gone through by arrows, with one stop for Tab", () => {
    const page = open();
    row(page, "dd").focus();
    press(row(page, "dd"), "ArrowDown");
    expect(document.activeElement).toBe(row(page, "lung"));
    expect(page.all("[data-row], .ja-group").map((node) => node.tabIndex)).toEqual([-1, 0, -1]);
    press(row(page, "lung"), "End");
    expect(document.activeElement).toBe(page.one(".ja-group"));
  });

  test("opens by the left arrow and closes by the right where text runs from right to left", () => {
    const page = open();
    rightToLeft(page.el);
    press(row(page, "lung"), "ArrowLeft");
    expect(row(page, "lung").getAttribute("aria-expanded")).toBe("true");
    rightToLeft(page.el);
    press(row(page, "lung"), "ArrowRight");
    expect(row(page, "lung").getAttribute("aria-expanded")).toBe("false");
    const group = page.one(".ja-group");
    press(group, "ArrowLeft");
    expect(group.getAttribute("aria-expanded")).toBe("true");
  });

  test("opens by the right arrow, closes by the left, and uses by Enter", () => {
    const page = open();
    press(row(page, "lung"), "ArrowRight");
    expect(row(page, "lung").getAttribute("aria-expanded")).toBe("true");
    press(row(page, "lung"), "ArrowLeft");
    expect(row(page, "lung").getAttribute("aria-expanded")).toBe("false");
    press(row(page, "lung"), "Enter");
    expect(page.model.sent.slice(1)).toEqual([
      { kind: "open", name: "lung", open: true }, { kind: "open", name: "lung", open: false }, { kind: "use", name: "lung", version: "" },
    ]);
  });

  test("renames by F2: Enter says so, Escape leaves it", () => {
    const page = open();
    press(row(page, "dd"), "F2");
    const input = page.one("input");
    expect(input.value).toBe("dd");
    press(input, "Escape");
    expect(document.activeElement).toBe(row(page, "dd"));
    press(row(page, "dd"), "F2");
    type(page.one("input"), "leaders");
    press(page.one("input"), "Enter");
    expect(page.model.sentOf("rename")).toEqual([{ kind: "rename", name: "dd", to: "leaders" }]);
  });

  test("removes by Delete, goes on to the next row, and offers to undo it", () => {
    const page = open();
    row(page, "dd").focus();
    press(row(page, "dd"), "Delete");
    expect(page.model.sentOf("remove")).toEqual([{ kind: "remove", name: "dd" }]);
    expect(document.activeElement).toBe(row(page, "lung"));
    page.model.set({ ...SHELF, current: "", datasets: SHELF.datasets.slice(1), details: {} });
    page.model.hear({ kind: "removed", name: "dd" });
    expect(page.told()).toBe("dd is removed. Undo brings it back.");
    page.button("Undo").click();
    expect(page.model.sentOf("restore")).toEqual([{ kind: "restore", name: "dd" }]);
    expect(page.all(".ja-undo")).toEqual([]);
  });

  test("without data says how to begin, and the page around it chooses the file", () => {
    const page = open({ current: "", datasets: [], details: {} });
    expect(page.one("h2").textContent).toBe("Start with your data");
    const asked = vi.fn((event) => event.preventDefault());
    document.body.addEventListener("jupyter-analyst:choose", asked, { once: true });
    page.button("Choose a file").click();
    expect(asked).toHaveBeenCalledOnce();
    expect(page.model.sentOf("put")).toEqual([]);
    page.button("Choose a file").click(); // nobody takes it now
    expect(page.model.sentOf("put")).toEqual([{ kind: "put", line: "%analyst load sales.csv", run: false }]);
  });

  test("with nothing used here shows what was kept earlier", () => {
    const page = open({ current: "", datasets: [entry("rossi", false)], details: {} });
    expect(page.all("[data-row]").map((node) => node.dataset.row)).toEqual(["rossi"]);
    page.button("Use rossi").click();
    expect(page.model.sentOf("use")).toEqual([{ kind: "use", name: "rossi", version: "" }]);
  });
});

describe("how it was read", () => {
  test("is one line for each decision, with what was left out", () => {
    expect(facts(open())).toEqual([
      "v2 · now", "today 09:41 · +2 columns", "Compare", "v1", "18 Nov 16:20", "Use",
      "Format", "CSV", "Delimiter", "comma", "Change", "Decimal", "point · your choice", "Change", "Also", "unpacked from gzip", "Left out", "3 rows", "Show",
    ]);
  });

  test("versions are compared and used, rows left out are shown", () => {
    const page = open();
    page.button("Compare v2 with the one before").click();
    page.button("Use v1").click();
    page.button("Show the rows left out").click();
    expect(page.model.sent.slice(1)).toEqual([
      { kind: "put", line: "%analyst compare dd --version aaa --to bbb", run: true },
      { kind: "use", name: "dd", version: "aaa" },
      { kind: "put", line: "%analyst rejected dd", run: true },
    ]);
  });

  test("a decision is changed in place: a choice, its line, and reading again", () => {
    const page = open();
    page.button("Change: Delimiter").click();
    const [select] = page.all(".ja-ds-decide select");
    expect([...select.querySelectorAll("option")].map((node) => node.textContent)).toEqual(["found out", "comma", "tab", "another"]);
    expect(document.activeElement).toBe(select);
    /** @type {HTMLSelectElement} */ (select).value = "=tab";
    select.dispatchEvent(new Event("change"));
    const asked = page.model.sentOf("decide").at(-1);
    expect(asked.changes).toEqual({ delimiter: "tab" });
    page.model.hear({ kind: "decided", n: asked.n, line: "%analyst load dd.csv --delimiter tab", fault: "" });
    expect(page.one(".ja-ds-line").textContent).toBe("%analyst load dd.csv --delimiter tab");
    page.button("Read again").click();
    expect(page.model.sentOf("reread")).toEqual([{ kind: "reread", name: "dd", changes: { delimiter: "tab" }, run: true }]);
    expect(page.all(".ja-ds-decide")).toEqual([]);
    expect(document.activeElement).toBe(page.button("Change: Delimiter"));
  });

  test("another value is typed, and one that does not fit is not sent", () => {
    const page = open();
    page.button("Change: Delimiter").click();
    const select = page.one(".ja-ds-decide select");
    expect(page.all(".ja-ds-decide input")).toEqual([]);
    select.value = [...select.options].at(-1)?.value ?? "";
    select.dispatchEvent(new Event("change"));
    const input = page.one(".ja-ds-decide input");
    vi.useFakeTimers();
    type(input, ";;");
    vi.runAllTimers();
    vi.useRealTimers();
    const asked = page.model.sentOf("decide").at(-1);
    expect(asked.changes).toEqual({ delimiter: ";;" });
    page.model.hear({ kind: "decided", n: asked.n, line: "", fault: "`delimiter` must be one character" });
    expect(page.one(".ja-fault").textContent).toContain("must be one character");
    press(input, "Enter");
    expect(page.model.sentOf("reread")).toEqual([]);
    expect(document.activeElement).toBe(input);
  });

  test("what was chosen is shown, and can be found out again", () => {
    const page = open();
    page.button("Change: Decimal").click();
    const select = page.one(".ja-ds-decide select");
    expect(select.selectedOptions[0].textContent).toBe("point");
    select.value = "";
    press(select, "Enter", { ctrlKey: true });
    expect(page.model.sentOf("reread")).toEqual([{ kind: "reread", name: "dd", changes: { decimal: null }, run: false }]);
  });

  test("what the reader decided silently can be decided too", () => {
    const page = open();
    const pick = page.one(".ja-ds-others");
    pick.value = "types";
    pick.dispatchEvent(new Event("change"));
    const [column, kind] = page.all(".ja-ds-decide select");
    /** @type {HTMLSelectElement} */ (column).value = "n";
    /** @type {HTMLSelectElement} */ (kind).value = "=dmy";
    kind.dispatchEvent(new Event("change"));
    expect(page.model.sentOf("decide").at(-1).changes).toEqual({ types: { n: "dmy" } });
    press(kind, "Escape");
    expect(page.all(".ja-ds-decide")).toEqual([]);
    expect(document.activeElement).toBe(page.one(".ja-ds-others"));
  });

  test("a doubt is decided by one click", () => {
    const page = open();
    expect(page.one(".ja-note").textContent).toContain("when fits both; --types when=dmy decides.");
    page.button("Read again with --types when=dmy").click();
    expect(page.model.sentOf("reread")).toEqual([{ kind: "reread", name: "dd", changes: { types: { when: "dmy" } }, run: true }]);
  });

  test("a field that is filled in stays when the kernel says something", () => {
    const page = open();
    page.button("Change: Delimiter").click();
    const select = page.one(".ja-ds-decide select");
    select.value = "=tab";
    page.model.set({ ...SHELF, datasets: [entry("dd")] });
    expect(page.one(".ja-ds-decide select")).toBe(select);
    expect([select.value, document.activeElement]).toEqual(["=tab", select]);
  });

  test("what cannot be read again has no Change, and says why", () => {
    const page = open({ ...SHELF, details: { dd: { ...DETAIL, reading: { ...DETAIL.reading, line: "", why: "It was made of a table in memory." } } } });
    expect(page.all("button").filter((node) => node.textContent === "Change")).toEqual([]);
    expect(page.el.textContent).toContain("It was made of a table in memory.");
    expect(page.all(".ja-ds-others")).toEqual([]);
  });
});

test("what goes wrong is said as an alert, and goes with the next act", () => {
  const page = open();
  page.model.hear({ kind: "failed", text: "dd is gone.", hint: "Load it again.", code: "dataset-missing" });
  expect(page.one("[role=alert]").textContent).toContain("dd is gone.");
  page.button("Profile").click();
  expect(page.all("[role=alert]")).toEqual([]);
  expect(page.model.sentOf("put")).toEqual([{ kind: "put", line: "%analyst profile dd", run: true }]);
});

test("a name with markup is text", () => {
  const page = open({ current: HOSTILE, datasets: [entry(HOSTILE)], details: { [HOSTILE]: DETAIL } });
  expect(page.el.querySelector("img")).toBeNull();
  expect(page.el.textContent).toContain("onerror");
});

test("closing it stops listening", () => {
  const page = open();
  page.close();
  expect(page.model.listeners()).toBe(0);
});
