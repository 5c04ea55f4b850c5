"""The card of a result: complete, escaped, accessible, the same every time."""

from dataclasses import replace

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from jupyter_analyst.charts import Axis, Chart, Points
from jupyter_analyst.tools import Check, Column, Note, Provenance, Result, Table
from jupyter_analyst.tools.card import MOST_TABS, card, coloured
from jupyter_analyst.tools.palette.describe import describe
from jupyter_analyst.tools.palette.ttest_ind import ttest_ind

EVIL = '<script>alert("x")</script>'
ORIGIN = Provenance(
    "describe", {}, "sales", "0123456789ab", 'analyst.describe("sales")', {"scipy": "1.17"}, 0.014
)


def chart(title):
    return Chart(title, f"Alt of {title}.", Axis("x"), Axis("y"), (Points((1.0,), (2.0,)),))


def table(*names, caption="Means"):
    cells = tuple(float(i) for i in range(len(names) - 1))
    columns = (Column(names[0], "text"), *(Column(name) for name in names[1:]))
    return Table(caption, columns, (("row", *cells),))


BARE = Result(
    title="Compare", sentence="**4 less**, *p* < .001.", values={}, n_used=1800, n_left_out=8
)
FULL = replace(
    BARE,
    tables=(table("g", "Mean", "SD"),),
    charts=(chart("Means"), chart("Q–Q plot")),
    checks=(
        Check("Normal", "Met", "Skewness 0.1."),
        Check("Equal", "Not met", "They differ."),
        Check("Ranks", "Not needed", "None."),
        Check("Independent", "Your call", "Who knows."),
    ),
    notes=(Note("Few rows.", "Take *care*."), Note("Six charts.", tone="info")),
    provenance=ORIGIN,
)


def parsed(result):
    return BeautifulSoup(card(result), "html.parser")


def texts(element, path):
    return [" ".join(found.get_text().split()) for found in element.select(path)]


def test_the_answer_comes_first_then_doubt_then_proof():
    html = card(FULL)
    order = ["4 less", "Few rows.", "<table", "<form", "Checks<", ">Code<", "Where it comes from"]
    places = [html.index(words) for words in order]
    assert places == sorted(places)


def test_the_head_names_question_data_and_short_version():
    (head,) = texts(parsed(FULL), "header")
    assert head == "Compare sales 0123456"


def test_marks_of_the_sentence_become_elements():
    (lead,) = parsed(FULL).select(".ja-lead")
    assert [b.text for b in lead.select("b")] == ["4 less"]
    assert [i.text for i in lead.select("i")] == ["p"]


def test_doubts_and_notes_are_told_apart_in_words():
    notes = parsed(FULL).select(".ja-note")
    labels = [note.select("svg")[0].get("aria-label") for note in notes]
    assert labels == ["Doubt", "Note"]
    assert texts(notes[0], "p") == ["Few rows. Take care."]


def test_tables_have_scopes_and_a_name():
    root = parsed(FULL)
    assert texts(root, "thead th[scope=col]") == ["g", "Mean", "SD"]
    assert texts(root, "tbody th[scope=row]") == ["row"]
    assert texts(root, "tbody td") == ["0", "1"]
    assert root.select("table")[0].get("aria-label") == "Means"


def test_charts_are_tabs_with_the_first_one_chosen():
    (form,) = parsed(FULL).select("form")
    radios = form.select("fieldset input[type=radio]")
    assert [radio.get("value") for radio in radios] == ["1", "2"]
    assert [radio.get("checked") is not None for radio in radios] == [True, False]
    assert texts(form, "legend") == ["Charts"]
    assert texts(form, "label") == ["Means", "Q–Q plot"]
    panels = form.select(".ja-panel svg[role=img]")
    assert [panel.get("aria-label") for panel in panels] == ["Alt of Means.", "Alt of Q–Q plot."]


def test_the_style_sheet_shows_each_tab_there_can_be():
    html = card(FULL)
    for place in range(1, MOST_TABS + 1):
        assert f':has([value="{place}"]:checked)>.ja-panel:nth-of-type({place})' in html


@pytest.mark.parametrize("n", [1, MOST_TABS + 1])
def test_one_chart_or_too_many_stand_without_tabs(n):
    root = parsed(replace(FULL, charts=tuple(chart(f"C{i}") for i in range(n))))
    assert not root.select("form")
    assert len(root.select("figure svg[role=img]")) == n


def test_wide_tables_get_the_whole_width():
    wide = table(*(f"{letter} as a heading" for letter in "abcdefgh"))
    assert parsed(FULL).select(".ja-two")
    assert not parsed(replace(FULL, tables=(wide,))).select(".ja-two")


def test_verdicts_are_words_beside_their_icons():
    rows = parsed(FULL).select(".ja-verdict")
    assert [row.select("span")[1].text for row in rows] == [
        "Met",
        "Not met",
        "Not needed",
        "Your call",
    ]
    assert [row.select("svg")[0]["class"][1:] for row in rows] == [
        ["ja-ok"],
        ["ja-warn"],
        ["ja-ok"],
        ["ja-muted"],
    ]


def test_code_and_origin_are_folded():
    root = parsed(FULL)
    code, origin = root.select("details")
    assert code.get("open") is None
    assert code.select("pre")[0].get_text() == (
        'from jupyter_analyst import analyst\nanalyst.describe("sales")'
    )
    assert texts(origin, "summary .ja-end") == ["1,800 rows · 14 ms"]
    assert texts(origin, "dd") == [
        "sales 0123456789ab",
        "1,800 used, 8 left out",
        "describe, scipy 1.17",
        "14 ms",
    ]


def test_a_seed_is_told_when_there_is_one():
    assert "42" in texts(parsed(replace(FULL, provenance=replace(ORIGIN, seed=42))), "dd")


def test_a_bare_result_has_neither_folds_nor_empty_sections():
    root = parsed(BARE)
    assert not root.select("details, table, form, figure, h3")
    assert texts(root, "h2") == ["Compare"]


def test_a_tool_that_is_not_installed_has_a_plain_icon():
    assert "<svg" in card(replace(FULL, provenance=replace(ORIGIN, tool="gone")))


def test_equal_results_give_equal_html():
    assert card(FULL) == card(replace(FULL))


def test_names_from_the_data_are_escaped():
    frame = pd.DataFrame({EVIL: [1.0, 2, 3, 4], "g": [EVIL, EVIL, "*b*", "*b*"]})
    for result in (ttest_ind(frame, value=EVIL, by="g"), describe(frame, by="g")):
        root = parsed(result)
        assert not root.select("script")
        assert EVIL in root.select("h2")[0].get_text() + root.get_text()
        assert "*b*" in root.select("table")[0].get_text()


def test_nothing_in_a_card_is_loaded_or_run():
    root = parsed(FULL)
    assert not root.select("script, link, img, iframe, button, [src], [href], [id]")
    assert not [name for tag in root.select("*") for name in tag.attrs if name.startswith("on")]


def test_names_may_run_from_right_to_left():
    root = parsed(FULL)
    for path in ("h2", "tbody th", "thead th", "figcaption"):
        assert all(found.get("dir") == "auto" for found in root.select(path)), path


def test_python_is_coloured_and_escaped():
    assert coloured('f("<b>", not x, y=-1.5)\n') == (
        'f(<span class="s">&#34;&lt;b&gt;&#34;</span>, <span class="k">not</span> x, '
        'y=-<span class="m">1.5</span>)\n'
    )


def test_long_names_may_break_after_an_underscore_and_stay_escaped():
    html = card(replace(FULL, tables=(table("a_<b>_c", "Mean"),)))
    assert "a_<wbr>&lt;b&gt;_<wbr>c</th>" in html
