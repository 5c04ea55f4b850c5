"""Templates become HTML in which every text is escaped."""

import re
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError

import jupyter_analyst
from jupyter_analyst.charts.palette import css
from jupyter_analyst.markup import icon, render, styles, whole
from jupyter_analyst.markup.page import marked, named
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


def test_every_class_and_token_of_the_style_sheet_is_used():
    package = Path(jupyter_analyst.__file__).parent
    sources = [path for path in package.rglob("*") if path.suffix in {".py", ".j2"}]
    words = " ".join(path.read_text(encoding="utf-8") for path in sources)
    words += " ".join(css(series, part) for series in range(-1, 4) for part in ("fill", "stroke"))
    words += " ja-".join(("", "warn", "error", "ok", "info"))  # the tones of icons
    words += " c1 c2 c3"  # the cues of series
    ours = set(re.findall(r"\.(?!vscode)([a-z][\w-]*)", str(styles()))) - {
        "heatmaplayer",
        "hoverlayer",
    }
    assert {name for name in ours if not re.search(rf"(?<![\w-]){name}(?![\w-])", words)} == set()
    tokens = re.findall(r"(--ja-[\w-]+):", str(styles()))
    assert [token for token in tokens if f"var({token})" not in str(styles())] == []


def test_a_page_of_ours_is_dark_where_its_reader_likes_it():
    page = whole("T", "<p>b</p>")
    assert '<meta name="color-scheme" content="light dark">' in page
    fallbacks = str(styles()).partition("}")[0]
    for name in ("layout-color1", "ui-font-color0", "ui-font-color1", "brand-color1"):
        assert re.search(rf"--jp-{name}:\s*light-dark\(", fallbacks)


def test_the_theme_of_vs_code_counts_and_not_that_of_the_machine():
    sheet = str(styles())
    assert re.search(r"has\(\.vscode-dark,[^}]*color-scheme:dark", sheet.replace(": ", ":"))
    assert "prefers-color-scheme" not in sheet


def test_icons_are_decoration_unless_they_say_something():
    assert 'aria-hidden="true"' in icon("warn")
    labelled = icon("warn", "warn", 'a "doubt"')
    assert 'role="img" aria-label="a &#34;doubt&#34;"' in labelled
    assert 'class="ja-i ja-warn"' in labelled


def test_an_icon_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError, match="no-such"):
        icon("no-such")


def test_names_between_backticks_are_code_and_stay_text():
    assert named(f"`{EVIL}` is not in `heart`.") == (
        '<code class="ja-code">&lt;script&gt;alert(1)&lt;/script&gt;</code> is not in '
        '<code class="ja-code">heart</code>.'
    )
    assert named("one ` is not closed") == "one ` is not closed"
