"""Questions and code of the sandbox are kept as cells that run again, the rest as words."""

import uuid
from datetime import UTC, datetime

import nbformat
import pandas as pd
import pytest
from docx import Document

from jupyter_analyst import assistant, sandbox, tools
from jupyter_analyst.assistant import Answer, Attempt
from jupyter_analyst.notebook import KEY
from jupyter_analyst.records import Step
from jupyter_analyst.report import DISCUSSION, SKIP
from jupyter_analyst.report.blocks import Heading, Paragraph, plain, words
from jupyter_analyst.report.markdown import read_markdown
from jupyter_analyst.sandbox import Execution
from jupyter_analyst.session.kept_questions import discussed
from jupyter_analyst.session.replay import replay

CODE = 'from jupyter_analyst import data\n\nheart = data.open("heart")\nlen(heart)'
LINE = {"output_type": "stream", "name": "stdout", "text": "299\n"}
VALUE = {
    "output_type": "execute_result",
    "data": {"text/plain": "299"},
    "metadata": {},
    "execution_count": 7,
}


def ran(code=CODE, status="ok", outputs=(LINE, VALUE), **rest):
    return Attempt(code, Execution(code, status, tuple(outputs), 0.25, **rest))


def answered(question="How many patients?", text="There are 299.", **rest):
    attempts = rest.pop("attempts", (ran(),))
    return Answer(question, text, attempts=attempts, reading="Number of rows.", **rest)


@pytest.fixture
def kept(heart, tmp_path):
    """Write steps down as a session does, save it, and return the cells behind the start."""

    def write(word, arguments, outputs, title, outcome="ok"):
        step = Step(
            uuid.uuid4().hex,
            heart.id,
            heart.next_number(),
            word,
            arguments,
            datetime.now(UTC),
            title=title,
            dataset="heart",
            version=heart.dataset().version,
            outcome=outcome,
            outputs=outputs,
        )
        heart.journal.begin(step)
        heart.journal.finish(step)

    def save():
        book = nbformat.read(heart.save(tmp_path / "k.ipynb", overwrite=True).path, as_version=4)
        nbformat.validate(book)
        return book.cells

    def asked(answer, outcome="ok"):
        arguments = {"question": answer.question, "dataset": "heart"}
        write("ask", arguments, {assistant.MIMETYPE: answer.to_json()}, answer.question, outcome)

    def run(code, outcome="ok"):
        shown = {sandbox.MIMETYPE: ran(code).execution.to_json()}
        write("sandbox", {"code": code}, shown, f"Run {code}", outcome)

    save.asked, save.run, save.session = asked, run, heart
    return save


def of(cells, kind):
    return [cell for cell in cells if cell.cell_type == kind]


def sources(cells):
    return [cell.source for cell in of(cells, "code")]


def test_an_answer_is_question_code_with_outputs_and_sentence(kept):
    kept.asked(answered())
    question, code, answer = kept()[-3:]
    assert question.source.startswith("## How many patients?\n\n> Read as: Number of rows.")
    assert code.source == f"%%analyst sandbox\n{CODE}"
    assert [output.output_type for output in code.outputs] == ["stream", "display_data"]
    assert code.outputs[1].data == {"text/plain": "299"}
    assert answer.source == "There are 299."
    assert question.metadata.tags == answer.metadata.tags == [DISCUSSION]
    assert "tags" not in code.metadata


def test_the_cell_carries_what_was_asked_and_every_run(kept):
    failed = ran("x", "error", (), fault="There is no `x`.")
    kept.asked(answered(attempts=(failed, ran())))
    told = kept()[-2].metadata[KEY]
    assert (told["question"], told["answer"]) == ("How many patients?", "There are 299.")
    assert [(run["code"], run["status"], run["fault"]) for run in told["runs"]] == [
        ("x", "error", "There is no `x`."),
        (CODE, "ok", ""),
    ]


@pytest.mark.parametrize(
    ("confident", "said"), [(True, "Nothing had to be guessed"), (False, "guessed or left unused")]
)
def test_the_reading_says_whether_it_was_certain(kept, confident, said):
    kept.asked(answered(confident=confident))
    assert said in kept()[-3].source


def test_the_magic_is_loaded_only_where_a_cell_needs_it(kept):
    kept.session.describe(columns=["age"])
    assert sources(kept())[0] == "from jupyter_analyst import analyst"
    kept.run("1")
    start = "%load_ext jupyter_analyst\nfrom jupyter_analyst import analyst"
    assert sources(kept())[0] == start


@pytest.mark.parametrize(
    ("outcome", "tag"), [("gave up", DISCUSSION), ("asked back", SKIP), ("stopped", SKIP)]
)
def test_a_question_without_an_answer_is_kept_as_words(kept, outcome, tag):
    kept.asked(answered(text="Which one?", outcome=outcome, suggestions=("a *b*?",), attempts=()))
    cells = kept()
    assert not [source for source in sources(cells) if "%%analyst" in source]
    (place,) = [i for i, cell in enumerate(cells) if cell.source.startswith("## How many")]
    assert "Which one?" in cells[place + 1].source
    assert cells[place].metadata.tags == cells[place + 1].metadata.tags == [tag]
    offered = cells[place + 2 :]
    assert [cell.metadata.tags for cell in offered] == ([] if outcome == "stopped" else [[SKIP]])
    assert all("- a \\*b\\*?" in cell.source for cell in offered)


@pytest.mark.parametrize("status", ["error", "timeout", "died", "refused"])
def test_code_that_did_not_end_well_does_not_run_again(kept, status):
    kept.asked(answered(attempts=(ran(status=status),)))
    cells = kept()
    assert not [source for source in sources(cells) if "%%analyst" in source]
    assert cells[-1].source.startswith("There are 299")


def test_failed_steps_are_not_kept_at_all(kept):
    kept.asked(answered("Lost question?"), outcome="error")
    kept.run("lost_code", outcome="error")
    assert not [cell for cell in kept() if "ost_code" in cell.source or "Lost" in cell.source]


def test_code_of_a_persons_own_is_kept_each_time_it_ran(kept):
    """It works with what earlier code left behind."""
    for code in ("x = 1", "x += 1", "x += 1"):
        kept.run(code)
    assert sources(kept())[-3:] == [
        f"%%analyst sandbox\n{code}" for code in ("x = 1", "x += 1", "x += 1")
    ]


def test_of_a_question_asked_again_the_last_answer_is_kept(kept):
    kept.asked(answered(text="It cannot be said.", outcome="gave up", attempts=()))
    kept.asked(answered())
    text = "\n".join(cell.source for cell in kept())
    assert text.count("## How many patients?") == 1
    assert "There are 299" in text


def test_data_of_which_another_version_was_used_meanwhile_are_opened_again(kept):
    session = kept.session
    first = session.dataset().version
    second = session.load(pd.DataFrame({"x": [1.0, 2, 3]}), "heart").version
    session.use("heart", version=first)
    session.use("heart", version=second)
    session.use("heart", version=first)
    session.use("heart", version=first)
    opened = [source for source in sources(kept()) if "analyst.use" in source]
    assert opened[-1] == f'analyst.use("heart", version="{first}")'
    assert opened.count(opened[-1]) == 2


@pytest.mark.parametrize(
    "text", ["<script>x</script> *a* [b](c)", "1. first\n2. second", "# a\n\n> b", "$a$ `c` ~~d~~"]
)
def test_texts_of_people_and_data_stay_texts(kept, text):
    kept.asked(answered(text, text))
    question, _, answer = kept()[-3:]
    heading = read_markdown(question.source)[0]
    assert heading == Heading(plain(" ".join(text.split())), 2)
    told = [line for line in text.splitlines() if line]
    assert read_markdown(answer.source) == [Paragraph(plain(line)) for line in told]


def test_a_long_question_has_a_short_heading_and_is_quoted_whole(kept):
    long = "How many patients " + "and again " * 40 + "are there?"
    kept.asked(answered(long))
    heading, quote, *_ = read_markdown(kept()[-3].source)
    assert len(words(heading.text)) <= 120
    assert words(quote.text) == long


def test_the_report_discusses_the_questions_and_lists_the_runs(kept, tmp_path):
    frame = kept.session.dataset().to_pandas()
    found = tools.km(frame, time="time", event="DEATH_EVENT", by="sex")
    outputs = [
        {"output_type": "display_data", "data": bundle, "metadata": {}}
        for bundle in tools.bundles(found)
    ]
    kept.asked(answered())
    kept.asked(answered("Who lives longer?", "Nobody does.", attempts=(ran(outputs=outputs),)))
    kept.asked(answered("Which colour?", "No column fits.", outcome="gave up", attempts=()))
    document = Document(kept.session.report(tmp_path / "r.docx").path)
    text = [(p.style.name, p.text) for p in document.paragraphs]
    start = text.index(("Heading 1", "Discussion"))
    end = text.index(("Heading 1", "References"))
    talk = [line for _, line in text[start:end]]
    assert [name for style, name in text[start:end] if style == "Heading 2"] == [
        "How many patients?",
        "Who lives longer?",
        "Which colour?",
    ]
    assert "Not answered. No column fits." in talk
    assert ("Heading 3", found.title) in text[:start]
    assert ("Heading 1", "Code executions") in text


@pytest.mark.slow
def test_the_notebook_runs_again_in_the_sandbox_from_top_to_bottom(kept, tmp_path):
    kept.asked(answered())
    kept.run("n = 2")
    kept.run("n + 40")
    kept()
    path = tmp_path / "k.ipynb"
    book = nbformat.read(path, as_version=4)
    for cell in of(book.cells, "code"):
        cell.outputs = []
    nbformat.write(book, path)
    replay(path)
    again = of(nbformat.read(path, as_version=4).cells, "code")
    shown = [
        [output.get("data", {}).get("text/plain") for output in cell.outputs] for cell in again
    ]
    assert shown[-3:] == [["299"], [], ["42"]]


def test_an_output_that_shows_an_answer_is_discussed_and_tells_of_the_code_until_it_has_a_cell():
    answer = answered()
    assert discussed(answer)["tags"] == discussed(answer, placed=True)["tags"] == [DISCUSSION]
    assert discussed(answer)[KEY]["question"] == answer.question
    assert KEY not in discussed(answer, placed=True)
