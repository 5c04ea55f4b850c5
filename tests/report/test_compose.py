"""What a notebook says is put in the order of a report."""

from dataclasses import replace

import pytest

from jupyter_analyst.report.blocks import (
    Code,
    Figure,
    Grid,
    Heading,
    Item,
    KeyNumbers,
    Paragraph,
    plain,
    words,
)
from jupyter_analyst.report.compose import compose
from jupyter_analyst.report.model import read_notebook
from jupyter_analyst.report.templates import PARTS, TEMPLATES

PROFESSIONAL, EXECUTIVE = TEMPLATES["professional"], TEMPLATES["executive"]


def parts_by_name(report, template=PROFESSIONAL, parts=None):
    return {part.name: part.blocks for part in compose(report, template, parts or template.parts)}


def headings(blocks):
    return [(block.level, words(block.text)) for block in blocks if isinstance(block, Heading)]


def said(blocks, kind=Paragraph):
    return [words(block.text) for block in blocks if isinstance(block, kind)]


@pytest.fixture
def report(book):
    return read_notebook(book)


def test_a_session_has_all_parts_with_references_before_the_appendices(report):
    assert list(parts_by_name(report)) == [
        "cover",
        "contents",
        "summary",
        "data",
        "methods",
        "results",
        "references",
        "code",
        "environment",
    ]


def test_the_summary_is_the_sentence_of_each_result(report):
    (point,) = said(parts_by_name(report)["summary"], Item)
    assert point == (
        "Compare means: duration by regime. Democrats lasted 4.89 years less, p < .001, really."
    )


def test_the_executive_summary_begins_with_the_number_to_remember(report):
    numbers = parts_by_name(report, EXECUTIVE)["summary"][1]
    assert numbers == KeyNumbers((("4.89 years less", "Compare means: duration by regime"),))


def test_strong_words_without_a_number_are_no_key_number(report, result):
    wordy = replace(report, body=(replace(result, sentence="**Very** true."),))
    assert not any(
        isinstance(block, KeyNumbers) for block in parts_by_name(wordy, EXECUTIVE)["summary"]
    )


def test_a_result_is_sentence_origin_doubts_figure_table_and_checks(report):
    kinds = [
        block.role if isinstance(block, Paragraph) else type(block)
        for block in parts_by_name(report)["results"]
    ]
    assert kinds[:9] == [Heading, Heading, "lead", "source", "note", "note", Figure, Grid, Grid]


@pytest.mark.parametrize(
    ("alt", "caption"),
    [("Two dots.", "Means. Two dots."), ("Means. Two dots.", "Means. Two dots.")],
)
def test_a_caption_says_its_title_once(report, result, chart, alt, caption):
    drawn = replace(result, charts=(replace(chart, title="Means", alt=alt),))
    blocks = parts_by_name(replace(report, body=(drawn,)))["results"]
    assert [block.caption for block in blocks if isinstance(block, Figure)] == [caption]


def test_the_origin_of_a_result_says_data_version_and_rows(report, result):
    assert said(parts_by_name(report)["results"])[1] == (
        "Source: dd, version 618323e00fd6; 1,808 rows used, 12 left out because of missing values."
    )
    bare = replace(report, body=(replace(result, provenance=None, n_left_out=0),))
    assert said(parts_by_name(bare)["results"])[1] == "1,808 rows used."


def test_a_seed_is_named(report, result):
    seeded = replace(result, provenance=replace(result.provenance, seed=7))
    assert said(parts_by_name(replace(report, body=(seeded,)))["results"])[1].endswith("; seed 7.")


def test_numbers_of_a_table_stand_at_the_right_and_names_at_the_left(report):
    table = next(b for b in parts_by_name(report)["results"] if isinstance(b, Grid))
    assert table.right == (False, True, True)
    assert words(table.rows[1][2]) == "−8.25"


def test_checks_can_be_left_out_or_stand_alone(report):
    def captions(blocks):
        return [block.caption for block in blocks if isinstance(block, Grid)]

    without = parts_by_name(report, parts=["results"])
    assert captions(without["results"]) == ["Duration in years"]
    alone = parts_by_name(report, parts=["checks"])
    assert captions(alone["checks"]) == ["Compare means: duration by regime"]


def test_remarks_go_below_the_result_they_follow(report):
    assert headings(parts_by_name(report)["results"]) == [
        (1, "Results"),
        (2, "Compare means: duration by regime"),
        (3, "What it means"),
    ]


def test_results_go_below_the_sections_of_the_notebook(report, result):
    section = [Heading(plain("Prices"), 2), result, Heading(plain("A remark"), 4), result]
    found = parts_by_name(replace(report, body=tuple(section)))["results"]
    assert [level for level, _ in headings(found)] == [1, 2, 3, 4, 3]


def test_sections_written_as_titles_go_below_ours(report, result):
    body = (Heading(plain("Prices"), 1), result)
    found = parts_by_name(replace(report, body=body))["results"]
    assert [level for level, _ in headings(found)] == [1, 2, 3]


def test_headings_never_skip_a_level(foreign):
    found = parts_by_name(read_notebook(foreign))["results"]
    assert headings(found) == [(1, "Houses"), (1, "Load"), (2, "Deep")]


def test_a_foreign_notebook_has_no_empty_parts(foreign):
    assert list(parts_by_name(read_notebook(foreign))) == ["cover", "contents", "results", "code"]


def test_the_code_of_all_cells_is_listed_with_its_place(report):
    blocks = parts_by_name(report)["code"]
    assert said(blocks) == ["Cell 2", "Cell 3"]
    assert [block.language for block in blocks if isinstance(block, Code)] == ["python", "python"]


def test_the_environment_names_programs_and_data(report):
    programs, versions = [
        {words(row[0]): words(row[1]) for row in block.rows}
        for block in parts_by_name(report)["environment"]
        if isinstance(block, Grid)
    ]
    assert programs["scipy"] == "1.17.1"
    assert versions == {"dd": "618323e00fd6"}


def test_only_the_parts_asked_for_are_made(report):
    assert list(parts_by_name(report, parts=["data"])) == ["data"]
    assert list(parts_by_name(report, parts=["methods"])) == ["methods", "references"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_takes_an_empty_report(name, report):
    empty = replace(report, body=(), datasets=(), sources=(), software=())
    made = compose(empty, TEMPLATES[name], PARTS)
    assert [part.name for part in made] == ["cover", "contents"]
