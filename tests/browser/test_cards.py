"""Cards in a real JupyterLab: they work by keyboard, reach nothing, and are accessible."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

LINES = [
    "%load_ext jupyter_analyst",
    "%analyst load {file} --as heart",
    "%analyst profile",
    "%analyst ttest_ind --value serum_creatinine --by DEATH_EVENT",
    "%analyst km --time time --event DEATH_EVENT --by high_blood_pressure",
    "%analyst chart --x age --by sex",
    "%analyst prfile",
]
CARD = ".jp-OutputArea-output .ja"


@pytest.fixture
def analysed(notebook, heart_file):
    opened = notebook("cards.ipynb", [line.format(file=heart_file) for line in LINES])
    opened.run_all()
    opened.page.wait_for_selector(f"{CARD} .ja-card")
    return opened


def picture(page, name):
    """Keep a picture where `TEST_PICTURES` says, for people to look at."""
    if folder := os.environ.get("TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def test_a_newcomers_first_lines_work_in_jupyterlab(analysed):
    outputs = analysed.outputs()
    assert [output[0]["output_type"] for output in outputs[1:6]] == [
        "execute_result",
        "execute_result",
        "display_data",
        "display_data",
        "display_data",
    ]
    (error,) = outputs[6]
    assert error["output_type"] == "error"
    assert "Did you mean `profile`?" in error["evalue"]
    assert analysed.page.faults == []
    assert analysed.page.abroad == []


@pytest.mark.parametrize(
    "theme", ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]
)
def test_cards_are_accessible_in_each_theme(analysed, theme):
    analysed.theme(theme)
    picture(analysed.page, theme.replace(" ", "-").lower())
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = Axe().run(analysed.page, context=CARD, options=options)
    assert found.violations_count == 0, found.generate_report()


def test_charts_change_by_keyboard_and_the_notebook_stays(analysed):
    card = analysed.show(3).locator(".ja")
    choices = card.locator("input[type=radio]")
    choices.nth(0).focus()
    before = analysed.active()
    analysed.page.keyboard.press("ArrowRight")
    assert choices.nth(1).is_checked()
    assert not choices.nth(0).is_checked()
    assert card.locator("svg.ja-chart:visible").count() == 1
    assert analysed.active() == before


def test_a_profile_row_opens_by_keyboard(analysed):
    card = analysed.show(2).locator(".ja")
    details = card.locator("tr.ja-more:visible")
    assert details.count() == 0
    card.locator("table details > summary").nth(1).focus()
    analysed.page.keyboard.press("Enter")
    assert details.count() == 1
    assert details.first.locator("svg").count() >= 1


def test_the_interactive_chart_is_drawn(analysed):
    cell = analysed.show(5)
    cell.locator(".js-plotly-plot svg.main-svg").first.wait_for()
    picture(analysed.page, "chart")


def test_a_narrow_cell_has_no_sideways_scrolling(analysed):
    page = analysed.page
    page.set_viewport_size({"width": 620, "height": 1000})
    wide = page.evaluate(
        """selector => [...document.querySelectorAll(selector)]
            .filter(card => card.scrollWidth > card.clientWidth + 1).length""",
        CARD,
    )
    picture(page, "narrow")
    assert wide == 0
