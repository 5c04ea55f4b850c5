"""One module from several: each file once, before those that use it, and no name twice."""

import re
from collections import Counter
from importlib.resources import files
from typing import get_args

import pytest

from jupyter_analyst.markup import icon
from jupyter_analyst.widgets.base import module, sheet
from jupyter_analyst.widgets.esm import joined
from jupyter_analyst.widgets.messages import FromPanel, ToPanel

FOLDER = files("jupyter_analyst.widgets")
PANELS = ("datasets.js", "tools.js", "chat.js", "profile.js", "grid.js")


@pytest.fixture
def folder(tmp_path):
    """Three files: the last uses both others, the second the first."""
    (tmp_path / "a.js").write_text("export const a = 1;\n")
    (tmp_path / "b.js").write_text(
        'import { a } from "./a.js";\nexport function b() { return a; }\n'
    )
    entry = 'import { a } from "./a.js";\nimport { b } from "./b.js";\nexport default { a, b };\n'
    (tmp_path / "entry.js").write_text(entry)
    return tmp_path


def test_each_file_comes_once_before_those_that_use_it(folder):
    text = joined(folder / "entry.js")
    lines = ["const a = 1;", "function b() { return a; }", "export default { a, b };"]
    assert [line for line in text.splitlines() if line] == lines


def test_a_word_that_only_looks_like_an_import_stays(folder):
    (folder / "a.js").write_text(
        'const said = `\n import { a } from "./b.js";`;\nexport { said };\n'
    )
    assert 'import { a } from "./b.js";' in joined(folder / "a.js")


@pytest.mark.parametrize("name", PANELS)
def test_a_panel_is_one_module_that_needs_no_other(name):
    text = module(name)
    assert not re.findall(r"^\s*(?:import|export (?!default))", text, re.MULTILINE)
    assert text.count("export default") == 1


@pytest.mark.parametrize("name", PANELS)
def test_no_name_is_at_the_top_of_two_files(name):
    names = re.findall(
        r"^(?:async )?(?:function|const|let|class) (\w+)", module(name), re.MULTILINE
    )
    assert [name for name, n in Counter(names).items() if n > 1] == []


def test_no_text_reaches_the_page_as_html():
    for file in FOLDER.iterdir():
        if file.name.endswith(".js"):
            found = re.findall(
                r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", file.read_text()
            )
            assert found == [], file.name


def test_both_sides_list_the_same_messages():
    typedefs = (FOLDER / "messages.js").read_text().split("What the kernel says", 1)
    for text, kinds in zip(typedefs, (FromPanel, ToPanel), strict=True):
        assert re.findall(r'\{kind: "(\w+)"', text) == list(get_args(kinds))


def test_an_icon_is_the_same_in_panels_and_cards():
    strokes = re.findall(r"^  (\w+): '(<.*>)',$", (FOLDER / "icons.js").read_text(), re.MULTILINE)
    assert len(strokes) > 30
    for name, drawn in strokes:
        try:
            card = str(icon(name))
        except KeyError:
            continue  # only panels have it
        assert drawn in card, name


def test_the_style_sheet_is_that_of_the_cards_and_its_own():
    assert sheet().index("--ja-ground") < sheet().index(".ja-widget")
    assert "<" not in sheet()
