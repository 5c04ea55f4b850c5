"""Templates become HTML in which every text is escaped."""

import re

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from jupyter_analyst.markup import icon, render, styles
from jupyter_analyst.markup.page import marked
from jupyter_analyst.tools import Result

EVIL = "<script>alert(1)</script>"


def test_texts_of_a_record_are_escaped():
    result = Result(title=EVIL, sentence=f"**{EVIL}**", values={}, n_used=1)
    html = result._repr_mimebundle_()["text/html"]
    assert EVIL not in html
    assert html.count("&lt;script&gt;") >= 2


def test_a_template_that_does_not_exist_is_an_error():
    with pytest.raises(TemplateNotFound):
        render("tools/no-such.html.j2")


def test_a_name_a_template_does_not_get_is_an_error():
    with pytest.raises(UndefinedError, match="symbol"):
        render("tools/card.html.j2", result=Result("T", "S.", {}, 1))


def test_marks_become_elements_and_texts_are_escaped():
    assert marked("**a<b**, *p* < .05, c\\*d") == (
        '<b class="ja-strong">a&lt;b</b>, <i>p</i> &lt; .05, c*d'
    )


def test_the_style_sheet_is_small_and_whole():
    sheet = str(styles())
    assert sheet.startswith("<style>")
    assert sheet.endswith("}</style>")
    assert "/*" not in sheet
    assert "\n" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert len(sheet) < 25_000


def test_the_style_sheet_keeps_the_spaces_selectors_need():
    sheet = str(styles())
    assert ".ja :focus-visible{" in sheet
    assert "calc(var(--jp-ui-font-size1) - 2px)" in sheet


def test_everything_in_the_style_sheet_is_named_as_ours():
    selectors = re.findall(r"[{};]\.([a-z][\w-]*)", str(styles()))
    assert selectors
    assert all(name.split("-")[0] == "ja" for name in selectors)


def test_nothing_in_the_style_sheet_is_loaded_from_elsewhere():
    assert not re.search(r"url\(|@import|https?:", str(styles()))


def test_icons_are_decoration_unless_they_say_something():
    assert 'aria-hidden="true"' in icon("warn")
    labelled = icon("warn", "warn", 'a "doubt"')
    assert 'role="img" aria-label="a &#34;doubt&#34;"' in labelled
    assert 'class="ja-i ja-warn"' in labelled


def test_an_icon_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError, match="no-such"):
        icon("no-such")
