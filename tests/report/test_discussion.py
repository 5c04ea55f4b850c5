"""Questions, their answers and the code that ran for them have their places in a report."""

import io

import pytest
from docx import Document
from nbformat import v4

from jupyter_analyst.notebook import KEY
from jupyter_analyst.report import DISCUSSION, TEMPLATES, render
from jupyter_analyst.report.blocks import Code, Heading, Item, Paragraph, words
from jupyter_analyst.report.compose import compose
from jupyter_analyst.report.exporter import AnalystDocxExporter
from jupyter_analyst.report.model import read_notebook
from jupyter_analyst.sandbox import TABLE


def parts(book, template="professional", wanted=None):
    look = TEMPLATES[template]
    made = compose(read_notebook(book), look, wanted or look.parts)
    return {part.name: part.blocks for part in made}


def headings(blocks):
    return [(block.level, words(block.text)) for block in blocks if isinstance(block, Heading)]


def said(blocks, kind=Paragraph):
    return [words(block.text) for block in blocks if isinstance(block, kind)]


def test_the_discussion_has_questions_and_answers_in_order(questions):
    blocks = parts(questions)["discussion"]
    assert headings(blocks) == [
        (1, "Discussion"),
        (2, "How many?"),
        (2, "Who lasts?"),
        (2, "What colour?"),
    ]
    assert said(blocks) == ["There are 96.", "Others do.", "Not answered."]


def test_what_code_showed_stands_under_its_question_and_tools_beside_it(questions):
    assert headings(parts(questions)["results"]) == [
        (1, "Results"),
        (2, "How many?"),
        (2, "Who lasts?"),
        (3, "Compare means: duration by regime"),
        (2, "Compare means: duration by regime"),
    ]


def test_the_summary_answers_each_question_once(questions):
    points = said(parts(questions)["summary"], Item)
    assert points[:2] == ["How many? There are 96.", "Who lasts? Others do."]
    assert len(points) == 3
    assert points[2].startswith("Compare means")


def test_each_run_is_listed_with_how_it_ended(questions):
    blocks = parts(questions)["executions"]
    assert said(blocks) == [
        "Cell 2: How many? (code by built-in)\nAttempt 1 of 2 failed after 20 ms. There is no `x`.",
        "Attempt 2 of 2 worked after 500 ms.",
        "Cell 5: Who lasts? (code by built-in)\nThe code worked after 500 ms.",
    ]
    assert [block.text for block in blocks if isinstance(block, Code)] == ["x[0]", "y[0]", "km()"]


def test_code_that_ran_in_the_sandbox_is_listed_once(questions):
    assert said(parts(questions)["code"]) == ["Cell 9"]
    assert len(said(parts(questions, wanted=["code"])["code"])) == 3


def test_an_answer_that_was_edited_is_told_as_edited(questions):
    questions.cells[2].source = "There are *about* 96."
    found = parts(questions)
    assert said(found["summary"], Item)[0] == "How many? There are about 96."
    assert "There are about 96." in said(found["discussion"])


def test_a_persons_own_words_can_join_the_discussion(foreign):
    foreign.cells.append(v4.new_markdown_cell("#### Mine\n\nYes.", metadata={"tags": [DISCUSSION]}))
    found = parts(foreign)
    assert headings(found["discussion"]) == [(1, "Discussion"), (2, "Mine")]
    assert "Yes." not in said(found["results"])


def test_the_cell_that_asks_can_carry_the_answer_itself():
    known = {"question": "Why?", "answer": "So.", "runs": [{"code": "1", "status": "ok"}]}
    card = v4.new_output(
        "display_data",
        data={"text/html": "<p>card</p>", "text/markdown": "## Why?\n\nSo."},
        metadata={"tags": [DISCUSSION], KEY: known},
    )
    number = v4.new_output("display_data", data={"text/plain": "1"})
    found = parts(
        v4.new_notebook(cells=[v4.new_code_cell("%%analyst\nWhy?", outputs=[card, number])])
    )
    assert headings(found["discussion"]) == [(1, "Discussion"), (2, "Why?")]
    assert headings(found["results"]) == [(1, "Results"), (2, "Why?")]
    assert said(found["executions"]) == ["Cell 1: Why?\nThe code worked."]


def test_a_sandbox_cell_of_a_persons_own_is_a_run_if_it_ran():
    stopped = v4.new_output("error", ename="KeyError", evalue="x", traceback=[])
    cells = [
        v4.new_code_cell("%%analyst sandbox\nx", execution_count=1),
        v4.new_code_cell("%%analyst sandbox\ny", execution_count=2, outputs=[stopped]),
        v4.new_code_cell("%%analyst sandbox\nz"),
        v4.new_code_cell("plain", execution_count=3),
    ]
    found = parts(v4.new_notebook(cells=cells))
    assert said(found["executions"]) == ["Cell 1\nThe code worked.", "Cell 2\nThe code failed."]


@pytest.mark.parametrize(
    "known", [None, 3, "x", [], {"runs": "x"}, {"runs": [3, {}, {"seconds": "x"}]}, {"question": 4}]
)
def test_what_another_program_keeps_under_our_name_does_no_harm(known):
    cell = v4.new_code_cell("1", metadata={KEY: known})
    render(v4.new_notebook(cells=[cell], metadata={KEY: known}), ".docx")


def test_a_table_is_a_table_of_word_with_the_question_as_its_caption(questions, made):
    table = {"columns": ["sex", "mean"], "rows": [["f", 1.5], ["m", -2.25]]}
    data = {TABLE: table | {"n_rows": 2, "n_columns": 2}, "text/plain": "t"}
    questions.cells[1].outputs = [v4.new_output("display_data", data=data)]
    document = made(questions, include=["results"])
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ["sex", "mean"],
        ["f", "1.50"],
        ["m", "−2.25"],
    ]
    aligned = [cell.paragraphs[0].alignment for cell in document.tables[0].rows[1].cells]
    assert aligned[0] is None
    assert aligned[1] is not None
    assert any(p.text.endswith("How many?") for p in document.paragraphs if "Table" in p.text)


def test_code_is_set_in_letters_of_one_width(questions, made):
    code = next(p for p in made(questions, include=["executions"]).paragraphs if "x[0]" in p.text)
    assert code.style.name == "Code"
    assert "Courier" in code.style.font.name


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_report_with_questions_keeps_to_the_schema(schema, questions, template):
    document = Document(io.BytesIO(render(questions, ".docx", template=template)))
    assert schema.validate(document.element), schema.error_log


def test_nbconvert_writes_the_same_parts(questions):
    content, _ = AnalystDocxExporter().from_notebook_node(questions)
    titles = [
        p.text for p in Document(io.BytesIO(content)).paragraphs if p.style.name == "Heading 1"
    ]
    assert {"Discussion", "Code executions"} <= set(titles)


def test_the_executive_template_discusses_and_lists_no_code(questions):
    found = parts(questions, "executive")
    assert "discussion" in found
    assert "executions" not in found
