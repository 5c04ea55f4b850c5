"""Cells become a notebook."""

import nbformat
import pytest

from jupyter_analyst import __version__
from jupyter_analyst.notebook import KEY, Cell, build, displayed, heading
from jupyter_analyst.report.blocks import Heading, plain
from jupyter_analyst.report.markdown import read_markdown

PRINTED = {"output_type": "stream", "name": "stdout", "text": "hello\n"}


@pytest.fixture
def steps():
    return [
        Cell("markdown", "## Load", step="1"),
        Cell("code", "1 + 1", (PRINTED, displayed({"text/plain": "2"})), "1", {"dataset": "sales"}),
        Cell("code", "x", step="2", tags=("analyst-skip",)),
    ]


def test_what_is_built_is_a_valid_notebook_of_format_4_5(steps):
    made = build("Sales", steps)
    nbformat.validate(made)
    assert (made.nbformat, made.nbformat_minor) == (4, 5)


def test_the_notebook_says_what_it_is_and_who_made_it(steps):
    made = build("Sales", steps, session="abc", author="A. Analyst")
    assert made.metadata[KEY] == {
        "title": "Sales",
        "session": "abc",
        "made_with": f"jupyter_analyst {__version__}",
    }
    assert made.metadata.kernelspec.name == "python3"
    assert made.metadata.authors == [{"name": "A. Analyst"}]


def test_no_author_is_made_up(steps):
    assert "authors" not in build("Sales", steps).metadata


def test_a_cell_carries_its_step_and_what_is_known_about_it(steps):
    note, code, skipped = build("Sales", steps).cells
    assert note.metadata[KEY] == {"step": "1"}
    assert code.metadata[KEY] == {"step": "1", "dataset": "sales"}
    assert skipped.metadata.tags == ["analyst-skip"]


def test_what_a_cell_showed_stands_in_its_order(steps):
    code = build("Sales", steps).cells[1]
    assert [output.output_type for output in code.outputs] == ["stream", "display_data"]
    assert code.outputs[0].text == "hello\n"
    assert code.outputs[1].data == {"text/plain": "2"}


def test_code_cells_are_counted_in_order(steps):
    made = build("Sales", steps)
    assert [cell.get("execution_count") for cell in made.cells] == [None, 1, 2]


def test_cells_of_a_step_keep_their_ids_when_the_notebook_is_built_again(steps):
    ids = [cell.id for cell in build("Sales", steps).cells]
    again = [cell.id for cell in build("Other title", [*steps, Cell("code", "new")]).cells]
    assert len(set(ids)) == 3
    assert again[:3] == ids


@pytest.mark.parametrize("step", ["a b/c", "x" * 200, "Größe", ""])
def test_every_step_name_gives_ids_the_format_allows(step):
    nbformat.validate(build("Sales", [Cell("code", "1", step=step)] * 3))


@pytest.mark.parametrize(
    "text",
    [
        "Means of a_b_c by *group*",
        "<b>price</b> & tax",
        "[link](http://x.y) and `code`",
        "$m^2$ or ~~less~~ #1 #",
        "__init__ _x_ \\ &amp;",
    ],
)
def test_a_heading_says_just_its_text(text):
    """Read back with a Markdown parser, nothing of a name has become a mark."""
    (found,) = read_markdown(heading(text, 2))
    assert isinstance(found, Heading)
    assert found.level == 2
    assert found.text == plain(text)
