// The chat: asking, watching the answer come about, and what can be done with it.
import { difference, tokens } from "../../jupyter_analyst/widgets/python.js";
import * as panel from "../../jupyter_analyst/widgets/chat.js";
import { patched, stepsOf, summaryOf } from "../../jupyter_analyst/widgets/turn.js";
import { CHAT, HOSTILE, press, shown, TURN, type } from "./model.js";

/** @typedef {import("../../jupyter_analyst/widgets/messages.js").Turn} Turn */
const BAD = { code: 'heart["agee"].mean()', status: "error", fault: "No column is called `agee`.", seconds: 0.12, outputs: [], advice: [] };
const GOOD = { code: 'heart["age"].mean()', status: "ok", fault: "", seconds: 0.1, outputs: ["60.8"], advice: [] };

/** @param {Partial<Turn>} fields @param {number | null} [running] */
const withTurn = (fields, running = null) => shown(panel, { ...CHAT, running, turns: [{ ...TURN, ...fields }] });
/** @param {{all: (selector: string) => HTMLElement[]}} page */
const stepStates = (page) => page.all(".ja-step svg").map((node) => node.getAttribute("aria-label"));

describe("asking", () => {
  test("an empty chat offers questions that will be understood", () => {
    const page = shown(panel, { ...CHAT, questions: ["Which ages are unusual?", HOSTILE] });
    expect(page.one("h2").textContent).toBe("Ask about heart");
    expect(page.el.querySelector("img")).toBeNull();
    page.button("Which ages are unusual?").click();
    expect(page.model.sent.at(-1)).toEqual({ kind: "ask", question: "Which ages are unusual?" });
  });

  test("Enter sends, Shift Enter does not, and nothing is sent of nothing", () => {
    const page = shown(panel, CHAT);
    const box = page.one("textarea");
    press(box, "Enter");
    expect(page.model.sentOf("ask")).toEqual([]);
    type(box, "  How old?  ");
    expect(press(box, "Enter", { shiftKey: true }).defaultPrevented).toBe(false);
    expect(press(box, "Enter", { isComposing: true }).defaultPrevented).toBe(false);
    press(box, "Enter");
    expect(page.model.sentOf("ask")).toEqual([{ kind: "ask", question: "How old?" }]);
    expect(box.value).toBe("");
  });

  test("the arrow up brings the last question back into an empty box", () => {
    const page = withTurn({ outcome: "answered", text: "60." });
    const box = page.one("textarea");
    press(box, "ArrowUp");
    expect(box.value).toBe("How old are they?");
    type(box, "mine");
    press(box, "ArrowUp");
    expect(box.value).toBe("mine");
  });

  test("says where the question goes, and who answers", () => {
    expect(shown(panel, CHAT).one(".ja-bottom").textContent).toBe("Built-in plannerNothing leaves this machine");
    const page = shown(panel, { ...CHAT, model: "other", local: false });
    expect(page.one(".ja-bottom").textContent).toContain("go to other");
  });

  test("Send becomes Stop while it runs; a second press and Escape are harmless", () => {
    const page = withTurn({}, 0);
    page.button("Stop").click();
    press(page.one("textarea"), "Escape");
    expect(page.model.sentOf("stop")).toHaveLength(2);
    expect(page.button("Stop").getAttribute("aria-disabled")).toBe("true");
    page.model.set({ ...CHAT, turns: [{ ...TURN, outcome: "stopped", text: "Stopped." }] });
    expect(page.button("Send question").getAttribute("aria-disabled")).toBeNull();
    press(page.one("textarea"), "Escape");
    expect(page.model.sentOf("stop")).toHaveLength(2);
  });

  test("a second question waits in the box", () => {
    const page = withTurn({}, 0);
    const box = page.one("textarea");
    type(box, "And now?");
    press(box, "Enter");
    expect(page.model.sentOf("ask")).toEqual([]);
    expect(box.value).toBe("And now?");
    expect(page.told()).toBe("The last question is still being answered. Wait for it, or stop it.");
  });

  test("a refusal of the kernel is said above the box and gone with the next question", () => {
    const page = shown(panel, CHAT);
    page.model.hear({ kind: "failed", text: "Another question is still being answered.", hint: "Wait for it.", code: "question-waits" });
    expect(page.one(".ja-trouble [role=alert]").textContent).toContain("Another question is still being answered.");
    type(page.one("textarea"), "x");
    press(page.one("textarea"), "Enter");
    expect(page.all(".ja-trouble [role=alert]")).toEqual([]);
  });
});

describe("while it runs", () => {
  test("the steps go from waiting to done", () => {
    const page = withTurn({}, 0);
    expect(stepStates(page)).toEqual(["Waits", "Waits"]);
    page.model.hear({ kind: "patch", turn: 0, set: { attempts: [{ ...GOOD, status: "running" }] }, add: "" });
    expect(stepStates(page)).toEqual(["Running", "Waits"]);
    page.model.hear({ kind: "patch", turn: 0, set: { attempts: [GOOD] }, add: "" });
    expect(stepStates(page)).toEqual(["Done", "Running"]);
  });

  test("text comes in pieces, and the reader is told once at the end", () => {
    const page = withTurn({ attempts: [GOOD] }, 0);
    page.model.hear({ kind: "patch", turn: 0, set: {}, add: "They are " });
    page.model.hear({ kind: "patch", turn: 0, set: {}, add: HOSTILE });
    expect(page.one(".ja-said").textContent).toBe(`They are ${HOSTILE}`);
    expect(page.el.querySelector("img")).toBeNull();
    expect(page.one(".ja-answer").getAttribute("aria-busy")).toBe("true");
    expect(page.told()).toBe("");
    page.model.hear({ kind: "patch", turn: 0, set: { text: "They are 60.8.", outcome: "answered" }, add: "" });
    expect(page.told()).toBe("They are 60.8.");
    expect(page.all(".ja-caret")).toEqual([]);
  });

  test("a failed attempt shows its fault, the next only what it changes, the whole on demand", () => {
    const page = withTurn({ attempts: [{ ...BAD, code: `a\nb\n${BAD.code}` }, { ...GOOD, code: `a\nb\n${GOOD.code}` }] }, 0);
    const [first, second] = page.all(".ja-attempt");
    expect(first.textContent).toContain("No column is called agee.");
    expect([...second.querySelectorAll(".del, .add")].map((node) => node.textContent)).toEqual([`− ${BAD.code}`, `+ ${GOOD.code}`]);
    expect(second.querySelector(".ja-shown")?.textContent).toBe("60.8");
    page.button("All of the code").click();
    expect(page.all(".ja-attempt")[1].querySelectorAll(".ja-pre")[1].textContent).toBe(`a\nb\n${GOOD.code}`);
  });

  test("advice on the code stands at its attempt as a note, in words and no alarm", () => {
    const advice = ["Line 1 imports `os`: it sees the sandbox.", HOSTILE];
    const page = withTurn({ attempts: [{ ...BAD, advice }, GOOD] }, 0);
    const [first, second] = page.all(".ja-attempt");
    const note = first.querySelector("[role=note]");
    expect(note?.className).toBe("ja-note info");
    expect([...(note?.querySelectorAll(".ja-lines > span") ?? [])].map((node) => node.textContent)).toEqual(["Line 1 imports os: it sees the sandbox.", HOSTILE]);
    expect(second.querySelector("[role=note]")).toBeNull();
    expect(page.el.querySelector("img, [role=alert]")).toBeNull();
  });

  test("what is opened stays open while more comes, and the focus stays", () => {
    const page = withTurn({ attempts: [GOOD] }, 0);
    const fold = page.button("Plan and code1 step");
    fold.click();
    fold.focus();
    page.model.hear({ kind: "patch", turn: 0, set: { attempts: [GOOD] }, add: "Sixty" });
    expect(document.activeElement).toBe(fold);
    expect(fold.getAttribute("aria-expanded")).toBe("false");
  });

  test("code that was opened stays open while the answer is written", () => {
    const page = withTurn({ attempts: [{ ...BAD, code: `a\nb\n${BAD.code}` }, { ...GOOD, code: `a\nb\n${GOOD.code}` }] }, 0);
    page.button("All of the code").click();
    page.model.hear({ kind: "patch", turn: 0, set: {}, add: "Sixty" });
    expect(page.button("All of the code").getAttribute("aria-expanded")).toBe("true");
  });

  test("says how long it takes already", () => {
    vi.useFakeTimers();
    const page = withTurn({ plan: [], reading: "" }, 0);
    expect(page.one(".ja-turn").textContent).toContain("Reading the question");
    vi.advanceTimersByTime(12_000);
    expect(page.one(".ja-turn").textContent).toContain("The notebook goes on meanwhile.12 s");
    page.close();
    vi.useRealTimers();
  });

  test("a patch for a turn that is not shown is left out", () => {
    const page = withTurn({}, 0);
    page.model.hear({ kind: "patch", turn: 7, set: {}, add: "x" });
    expect(page.el.textContent).not.toContain("x1");
  });
});

describe("the end", () => {
  test("an answer closes plan and code, and what it showed is in the cell below once there is one", () => {
    const page = withTurn({ attempts: [GOOD] }, 0);
    page.model.hear({ kind: "patch", turn: 0, set: { outcome: "answered", text: "60.8.", seconds: 1.4 }, add: "" });
    expect(page.button("Plan and code1 step").getAttribute("aria-expanded")).toBe("false");
    expect(page.one(".ja-turn").textContent).not.toContain("in the cell below");
    page.model.hear({ kind: "placed", turn: 0, cell: "c1" });
    let asked = "";
    page.el.addEventListener("jupyter-analyst:cell", (event) => {
      asked = /** @type {CustomEvent} */ (event).detail.cell;
      event.preventDefault();
    });
    page.button("Code and output are in the cell below").click();
    expect(asked).toBe("c1");
    expect(page.button("Code and output are in the cell below")).toBeTruthy();
  });

  test("the link to the cell becomes plain words where nobody follows it", () => {
    const page = withTurn({ outcome: "answered", text: "60.8.", cell: "c1" });
    page.button("Code and output are in the cell below").click();
    expect(() => page.button("Code and output are in the cell below")).toThrow();
    expect(page.one(".ja-turn").textContent).toContain("Code and output are in the cell below");
  });

  test("a doubt stands beside the answer", () => {
    const page = withTurn({ outcome: "answered", text: "60.8.", confident: false });
    expect(page.one(".ja-note.warn").textContent).toBe("Part of the question was left unused or guessed.Read as: Mean of age.");
  });

  test("asking back offers readings by keys, and goes on with the chosen one", () => {
    const page = withTurn({ outcome: "asked back", text: "Two readings.", suggestions: ["The mean", HOSTILE] });
    const [first, second] = page.all("[role=radio]");
    expect([first.tabIndex, second.tabIndex]).toEqual([0, -1]);
    first.focus();
    press(first, "ArrowDown");
    expect(document.activeElement).toBe(second);
    expect(second.getAttribute("aria-checked")).toBe("true");
    expect(page.el.querySelector("img")).toBeNull();
    page.button("Continue").click();
    expect(page.model.sent.at(-1)).toEqual({ kind: "ask", question: HOSTILE });
    page.button("Say it differently").click();
    expect(page.one("textarea").value).toBe("How old are they?");
  });

  test("giving up says why and what could help", () => {
    const page = withTurn({ outcome: "gave up", text: "No answer after 2 attempts.", attempts: [BAD, BAD], suggestions: ["Mean of age"] });
    expect(page.one(".ja-note.bad").textContent).toContain("No answer after 2 attempts.");
    page.button("Mean of age").click();
    expect(page.model.sent.at(-1)).toEqual({ kind: "ask", question: "Mean of age" });
    page.button("Plan and code1 step · 2 attempts").click();
    expect(stepStates(page)).toEqual(["Failed"]);
  });

  test("a failure has its hint and code, and the question can be asked again or edited", () => {
    const page = withTurn({ outcome: "failed", text: "No dataset is in use.", hint: "Type `%analyst use NAME`.", code: "dataset-missing", plan: [], reading: "" });
    expect(page.one(".ja-note.bad").textContent).toBe("No dataset is in use.Type %analyst use NAME.dataset-missing");
    page.button("Ask again").click();
    expect(page.model.sent.at(-1)).toEqual({ kind: "ask", question: "How old are they?" });
    page.button("Edit the question").click();
    expect(document.activeElement).toBe(page.one("textarea"));
  });

  test("a question to the person offers yes and no, in words, and waits", () => {
    const page = withTurn({ asks: "Level C. No walls. Run this code?" }, 0);
    expect(page.one(".ja-note.warn").textContent).toContain("Level C. No walls. Run this code?");
    page.button("Do not run it").click();
    page.button("Run it").click();
    expect(page.model.sentOf("reply")).toEqual([{ kind: "reply", yes: false }, { kind: "reply", yes: true }]);
  });

  test("stopped is no error", () => {
    const page = withTurn({ outcome: "stopped", text: "Stopped before there was an answer." });
    expect(page.one(".ja-note").classList.contains("bad")).toBe(false);
  });

  test("a conversation is drawn again as it was", () => {
    const turns = [{ ...TURN, outcome: /** @type {const} */ ("answered"), text: "60.8." }, { ...TURN, id: 1, question: HOSTILE, outcome: /** @type {const} */ ("answered"), text: "x".repeat(5000) }];
    const page = shown(panel, { ...CHAT, turns });
    expect(page.all(".ja-ask").map((node) => node.textContent)).toEqual(["How old are they?", HOSTILE]);
    expect(page.told()).toBe("");
    page.close();
    expect(page.model.listeners()).toBe(0);
  });
});

test("a patch sets fields and adds to the text", () => {
  expect(patched({ ...TURN, text: "a" }, { set: { reading: "r" }, add: "b" })).toMatchObject({ text: "ab", reading: "r" });
  expect(patched({ ...TURN, text: "a" }, { set: { text: "z" }, add: "" }).text).toBe("z");
});

test("steps are told from what ran", () => {
  const states = (/** @type {Partial<Turn>} */ fields) => stepsOf({ ...TURN, plan: ["a", "b"], ...fields }).map((step) => step.state);
  expect(states({ attempts: [BAD] })).toEqual(["running", "waits", "waits"]);
  expect(states({ attempts: [BAD], outcome: "gave up" })).toEqual(["failed", "waits"]);
  expect(states({ attempts: [BAD, GOOD], outcome: "answered" })).toEqual(["done", "done", "done"]);
  expect(summaryOf({ ...TURN, plan: ["a", "b"], attempts: [BAD, GOOD] })).toBe("2 steps · worked at attempt 2");
});

test("code is told apart into comments, strings, keywords and numbers, and nothing is lost", () => {
  const code = 'for x in data["a#b"]:  # 12\n    y = """a\nb""" + 1.5e3 if x else None';
  const pieces = tokens(code);
  expect(pieces.map((piece) => piece.text).join("")).toBe(code);
  expect(pieces.filter((piece) => piece.kind).map((piece) => `${piece.kind} ${piece.text}`)).toEqual([
    "k for", "k in", 's "a#b"', "c # 12", 's """a\nb"""', "m 1.5e3", "k if", "k else", "k None",
  ]);
});

test("the difference of two texts is what one takes to get from one to the other", () => {
  expect(difference("a\nb\nc", "a\nx\nc\nd")).toEqual([{ text: "b", kind: "del" }, { text: "x", kind: "add" }, { text: "d", kind: "add" }]);
  expect(difference("a", "a")).toEqual([]);
});
