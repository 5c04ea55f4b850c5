"""An answer in a cell: static, escaped, and told in each of its ways to end."""

import re
from dataclasses import replace

import pytest
from lxml import html

from jupyter_analyst.assistant import Answer, Attempt
from jupyter_analyst.assistant.display import answer_html, progress_html
from jupyter_analyst.sandbox import Execution

EVIL = "<script>alert(1)</script>"
BAD = 'a = 1\nb = 2\nc = data["female"]\nd = 4'
GOOD = BAD.replace('"female"', "0")


def attempt(code, status="ok", **rest):
    return Attempt(code, Execution(code, status, seconds=0.2, **rest))


@pytest.fixture
def answer():
    return Answer(
        "How many died?",
        "96 of 299 died.",
        reading="Number of rows.",
        plan=("Count the rows",),
        attempts=(attempt(BAD, "error", fault="No group is called 'female'."), attempt(GOOD)),
        dataset="heart",
        version="abcdef0123",
        model="built-in",
    )


def text(page):
    root = html.fromstring(re.sub(r"<style>.*?</style>", "", page))
    return " ".join(root.text_content().split())


def lines(page, kind):
    return [e.text_content() for e in html.fromstring(page).xpath(f"//pre/span[@class='{kind}']")]


def test_the_answer_comes_first_then_the_reading_then_the_code(answer):
    said = text(answer_html(answer))
    places = [said.index(part) for part in ("96 of 299", "Read as: Number", "%%analyst sandbox")]
    assert places == sorted(places)


def test_a_correction_is_told_as_the_lines_that_changed(answer):
    page = answer_html(answer)
    assert "No group is called 'female'." in text(page)
    assert lines(page, "del") == ['− c = data["female"]']
    assert lines(page, "add") == ["+ c = data[0]"]


def test_code_that_was_written_anew_is_no_list_of_changes(answer):
    other = replace(answer, attempts=(answer.attempts[0], attempt("entirely()")))
    assert lines(answer_html(other), "del") == []


def test_a_guess_is_said(answer):
    assert "Check the reading." not in text(answer_html(answer))
    assert "Check the reading." in text(answer_html(replace(answer, confident=False)))


def test_once_placed_it_is_a_line_that_leads_to_the_cell(answer):
    page = answer_html(answer, placed="abc-1")
    assert html.fromstring(page).xpath("//a/@href") == ["#cell-id=abc-1"]
    assert text(page) == "Answer: 96 of 299 died. Code in the cell below"


def test_code_to_be_copied_stands_open_with_a_button_that_copies(answer):
    page = answer_html(answer, copyable=True)
    assert "<details open>" in page
    (button,) = html.fromstring(page).xpath("//button")
    assert button.getprevious().tag == "pre"  # what it copies
    assert "%%analyst sandbox" in button.getprevious().text_content()
    assert "<details open>" not in answer_html(answer)
    assert "<button" not in answer_html(answer)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [("asked back", "Ask one of these:"), ("gave up", "Not answered."), ("stopped", "96 of 299")],
)
def test_every_other_end_is_told_with_what_can_be_asked(answer, outcome, said):
    page = answer_html(replace(answer, outcome=outcome, suggestions=("Why?",)))
    assert said in text(page)
    assert ("Why?" in text(page)) is (outcome != "stopped")


@pytest.mark.parametrize("status", ["error", "timeout", "died", "refused"])
def test_an_attempt_of_any_end_is_shown_even_if_its_code_does_not_parse(answer, status):
    broken = attempt("if (:\n'", status, fault="It did not work.")
    assert "It did not work." in text(answer_html(replace(answer, attempts=(broken,))))


def test_an_error_without_words_is_told_by_its_name(answer):
    error = {"output_type": "error", "ename": "KeyError", "evalue": "'x'", "traceback": []}
    page = answer_html(replace(answer, attempts=(attempt("x", "error", outputs=(error,)),)))
    assert "KeyError: 'x'" in text(page)


def test_advice_stands_as_a_note_at_its_attempt_alone(answer):
    advised = attempt("import subprocess\nimport socket", "error", fault="Not permitted.")
    attempts = (advised, attempt("1 + 1"))
    for page in (
        answer_html(replace(answer, attempts=attempts)),
        progress_html("Q?", attempts=attempts),
    ):
        first, second = html.fromstring(page).xpath("//li[contains(., 'Attempt')]")
        (note,) = first.xpath(".//div[@role='note']")
        assert [p.text_content() for p in note.xpath(".//p")] == [
            "Line 1 imports subprocess: the sandbox starts no programs.",
            "Line 2 imports socket: the sandbox has no network; open data by name with "
            'data.open("name").',
        ]
        assert not second.xpath(".//div[@role='note']")


def test_without_advice_there_is_no_note(answer):
    assert 'role="note"' not in answer_html(answer)


def test_an_answer_kept_before_there_was_advice_has_its_notes(answer):
    record = replace(answer, attempts=(attempt("import socket"),)).to_json()
    assert "advice" not in str(record)
    assert "imports socket" in text(answer_html(Answer.from_json(record)))


@pytest.mark.parametrize("outcome", ["answered", "asked back", "gave up", "stopped"])
@pytest.mark.parametrize("placed", ["", '"><script>'])
def test_nothing_in_it_is_markup_or_script(outcome, placed):
    code = f'print("{EVIL}")'
    failed = attempt(code, "error", fault=EVIL)
    evil = Answer(
        EVIL,
        EVIL,
        outcome,
        reading=EVIL,
        plan=(EVIL,),
        attempts=(failed, attempt(code)),
        suggestions=(EVIL,),
        confident=False,
        dataset=EVIL,
        version=EVIL,
        model=EVIL,
    )
    pages = [
        answer_html(evil, placed=placed),
        progress_html(
            EVIL, reading=EVIL, plan=(EVIL,), attempts=(failed,), running=code, text=EVIL
        ),
    ]
    assert all("<script" not in page for page in pages)


def test_progress_says_what_is_happening(answer):
    assert "Reading the question" in text(progress_html("Q?"))
    said = text(
        progress_html("Q?", reading="R.", plan=("P",), attempts=answer.attempts[:1], running="x")
    )
    assert "Reading the question" not in said
    for part in ("Read as: R.", "P", "Attempt 1 Failed", "Attempt 2 is running"):
        assert part in said
    assert "Looking at what came out" in text(progress_html("Q?", attempts=answer.attempts))
    assert "So far" in text(progress_html("Q?", attempts=answer.attempts, text="So far"))
