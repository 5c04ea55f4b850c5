"""The profile's panel in a real JupyterLab: keys, themes, widths, very many columns."""

import os
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

THEMES = ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]
LOAD = "%load_ext jupyter_analyst"
WIDE = """
import numpy as np, pandas as pd
rng = np.random.default_rng(7)
names = [f"measure_{i:03}" for i in range(298)]
wide = pd.DataFrame(rng.normal(size=(400, 298)).round(2), columns=names)
wide.insert(1, "a_name_that_is_far_too_long_for_any_line_and_ends_in_2024", rng.integers(0, 9, 400))
wide.insert(2, "שם העמודה", np.where(rng.random(400) < 0.2, None, "ערך"))
wide.loc[::7, "measure_005"] = np.nan
wide.loc[::3, "measure_006"] = np.nan
"""
PANEL = ".ja-pf"
PARTS = ("Columns", "Missing", "Associations", "Duplicates", "First rows")
WIDTHS = (900, 600, 300, 260)
LONG_TASKS = """() => {
    window.longTasks = [];
    const keep = list => window.longTasks.push(...list.getEntries().map(e => e.duration));
    new PerformanceObserver(keep).observe({ type: 'longtask' });
}"""
# from the keystroke to the frame after it, in milliseconds
KEYSTROKE = """async words => {
    const input = document.querySelector('.ja-pf input');
    const begin = performance.now();
    input.value = words;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - begin;
}"""
OVERFLOW = """() => {
    const all = [...document.querySelectorAll('.ja-pf, .ja-pf *')];
    const free = '.ja-cut, .ja-cut *, td, th, th *';
    return all.filter(one => !one.closest('.ja-scroll, .ja-hidden, svg') && !one.matches(free)
        && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
        .map(one => one.outerHTML.slice(0, 120));
}"""
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


@pytest.fixture
def shown(notebook, heart_file, request):
    """A notebook whose last cell shows the profile's panel of the heart failure records."""
    name = "".join(filter(str.isalnum, request.node.name))
    lines = [LOAD, f"%analyst load {heart_file} --as heart", "%analyst panel profile"]
    opened = notebook(f"{name}.ipynb", lines)
    opened.run_all()
    opened.show(2)
    expect(opened.page.locator(f"{PANEL} tbody tr[data-column]").first).to_be_visible(
        timeout=60_000
    )
    return opened


@pytest.fixture
def wide(notebook):
    """The same, of a table of 300 columns."""
    lines = [LOAD, WIDE, "%analyst load wide", "%analyst panel profile wide"]
    opened = notebook("wide.ipynb", lines)
    opened.run_all()
    opened.show(3)
    expect(opened.page.locator(f"{PANEL} tbody tr[data-column]").first).to_be_visible(
        timeout=60_000
    )
    return opened


def picture(opened, name):
    """Keep a picture of the panel where `TEST_PICTURES` says, for people to look at."""
    if folder := os.environ.get("TEST_PICTURES"):
        opened.page.locator(PANEL).screenshot(path=Path(folder) / f"profile-{name}.png")


def widen(opened, width):
    """Give the panel a width, as a narrow notebook or the sidebar would."""
    opened.page.evaluate(
        "width => { document.querySelector('.ja-pf').parentElement.style.width = `${width}px`; }",
        width,
    )
    opened.page.wait_for_function(
        "width => document.querySelector('.ja-pf').getBoundingClientRect().width <= width",
        arg=width,
    )


def sources(opened):
    script = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
        .map(cell => cell.toJSON().source)"""
    return opened.page.evaluate(script)


def tab(opened, name):
    found = opened.page.locator(PANEL).get_by_role("tab", name=name)
    found.click()
    return opened.page.locator(f"{PANEL} [role=tabpanel]:visible")


def rows(opened):
    return opened.page.locator(f"{PANEL} tbody tr[data-column]:not(.ja-more)")


def test_columns_are_sorted_filtered_and_opened_by_keys(shown):
    page = shown.page
    before = shown.active()
    panel = page.locator(PANEL)
    panel.get_by_role("tab", name="Columns 13").focus()
    page.keyboard.press("/")
    search = panel.get_by_role("textbox", name="Filter columns")
    expect(search).to_be_focused()
    page.keyboard.type("serum")
    expect(rows(shown)).to_have_count(2)
    page.keyboard.press("ArrowDown")
    first = rows(shown).first.locator("button")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(panel.locator(".ja-more svg.ja-chart")).to_be_visible()
    picture(shown, "opened-by-keys")
    page.keyboard.press("ArrowLeft")
    expect(panel.locator(".ja-more")).to_have_count(0)
    search.focus()
    page.keyboard.press("Escape")
    expect(rows(shown)).to_have_count(13)
    panel.get_by_role("button", name="Distinct").click()
    expect(panel.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    expect(rows(shown).first).to_have_attribute("data-column", "creatinine_phosphokinase")
    assert shown.active() == before
    assert page.faults == []
    assert page.abroad == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_part_is_accessible_in_each_theme_and_stays_inside_at_any_width(shown, theme):
    page, look = shown.page, theme.removeprefix("JupyterLab ").replace(" ", "-").lower()
    page.set_viewport_size({"width": 1400, "height": 1000})
    shown.theme(theme)
    panel = page.locator(PANEL)
    panel.get_by_role("button", name="Show serum_creatinine").click()
    expect(panel.locator(".ja-more svg.ja-chart")).to_be_visible()
    panel.get_by_role("button", name="How the quality is made up").click()
    stats = panel.locator(".ja-pf-how dl")
    assert stats.evaluate("one => getComputedStyle(one).display") == "grid"
    assert stats.locator("dt").first.evaluate("one => getComputedStyle(one).float") == "none"
    for width in WIDTHS:
        widen(shown, width)
        for name in PARTS:
            expect(tab(shown, name)).to_be_visible()
            picture(shown, f"{look}-{width}-{name.replace(' ', '-').lower()}")
            assert page.evaluate(OVERFLOW) == []
            if width == WIDTHS[0]:
                found = Axe().run(page, context=PANEL, options=OPTIONS)
                assert found.violations_count == 0, found.generate_report()


def test_three_hundred_columns_stay_fluid(wide):
    page = wide.page
    page.set_viewport_size({"width": 1400, "height": 1000})
    n_rows = rows(wide).count()
    assert 10 < n_rows < 60  # those in view, and some around them
    page.evaluate(LONG_TASKS)
    took = [page.evaluate(KEYSTROKE, words) for words in ("m", "me", "measure_1", "measure_12", "")]
    sys.stdout.write(f"filter, keystroke to paint, ms: {', '.join(f'{ms:.0f}' for ms in took)}\n")
    typing = max(page.evaluate("window.longTasks"), default=0)
    assert rows(wide).count() <= 60
    for theme in THEMES[:2]:
        wide.theme(theme)
        for width in (900, 600, 300):
            widen(wide, width)
            picture(wide, f"wide-{width}-{theme.rpartition(' ')[2].lower()}")
            assert page.evaluate(OVERFLOW) == []

    page.evaluate("window.longTasks.length = 0")  # themes and widths are JupyterLab's work
    rows(wide).first.locator("button").focus()
    page.keyboard.press("End")
    expect(rows(wide).last.locator("button")).to_be_focused()
    expect(rows(wide).last).to_have_attribute("data-column", "measure_297")
    assert rows(wide).count() <= 60
    picture(wide, "wide-end")
    longest = max(page.evaluate("window.longTasks"), default=0)
    sys.stdout.write(f"longest task {max(typing, longest):.0f} ms\n")
    assert page.faults == []


def test_a_column_goes_into_a_cell_as_code(shown):
    panel = shown.page.locator(PANEL)
    rows(shown).first.locator("button").click()
    panel.get_by_role("button", name="Insert as code").click()
    shown.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.content.model.cells.length === 4"
    )
    expect(panel.get_by_text("In a new cell").last).to_be_visible()
    source = sources(shown)[3]
    assert source.startswith("from jupyter_analyst import analyst")


def test_the_panel_follows_the_dataset_in_use(shown):
    script = """code => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel
        .requestExecute({ code, store_history: false }).done.then(() => null)"""
    panel = shown.page.locator(PANEL)
    shown.page.evaluate(
        script, "import pandas as pd\nfrom jupyter_analyst import analyst\n"
        "analyst.load(pd.DataFrame({'x': [1, 2, 2]}), 'other')"
    )  # fmt: skip
    expect(panel.locator("h2")).to_have_text("other")
    expect(rows(shown)).to_have_count(1)
    shown.page.evaluate(script, "analyst.remove('other')")
    expect(panel.get_by_text("%analyst use NAME")).to_be_visible()
    assert shown.page.faults == []
