"""Each question of the corpus is read as written beside it, and its code runs."""

import tomllib
from pathlib import Path

import pytest

from jupyter_analyst import planner

HERE = Path(__file__).parent / "questions"
CORPUS = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in HERE.glob("*.toml")
}
QUESTIONS = [(name, asked, read) for name, read in CORPUS.items() for asked, read in read.items()]
IDS = [f"{name}: {asked}" for name, asked, _ in QUESTIONS]


def _told(reading):
    """Return a reading as the corpus writes it."""
    return reading.words and ("" if reading.confident else "? ") + reading.words


@pytest.mark.parametrize(("name", "asked", "expected"), QUESTIONS, ids=IDS)
def test_a_question_is_read_as_the_corpus_says(tables, name, asked, expected):
    assert _told(planner.read(asked, tables[name])) == expected


def test_the_corpus_is_large_and_of_several_tables():
    assert len(QUESTIONS) >= 120
    assert len(CORPUS) >= 3


@pytest.mark.slow
@pytest.mark.parametrize("name", CORPUS)
def test_all_code_of_the_corpus_runs_and_is_said_in_words(tables, run, name):
    for asked in CORPUS[name]:
        reading = planner.read(asked, tables[name])
        codes = reading.plan.codes if reading.plan else ()
        said = [planner.say(reading, run(code)).text for code in codes]
        assert all(text.endswith((".", "?")) for text in said), asked
        assert "see the table" not in said[:1], asked


@pytest.mark.parametrize(("name", "asked", "expected"), QUESTIONS, ids=IDS)
def test_what_is_not_understood_says_why_and_offers_questions(tables, name, asked, expected):
    reading = planner.read(asked, tables[name])
    if reading.plan is None:
        assert reading.doubts
        assert not reading.confident
        assert 2 <= len(reading.suggestions) <= 4
    for question in reading.suggestions:
        assert planner.read(question, tables[name]).plan is not None
