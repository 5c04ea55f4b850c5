"""The grid in a real JupyterLab: pages, keys, filters, themes, and nothing of rows in the file."""

import json
import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

MAKE = """%load_ext jupyter_analyst
import numpy as np, pandas as pd
rng = np.random.default_rng(1)
n = 25_000
frame = pd.DataFrame({
    "order": np.arange(n), "price": rng.lognormal(3, 1, n).round(2),
    "region": rng.choice(["north", "south", "east"], n),
    "day": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 500, n), "D"),
    "paid": rng.random(n) < .8,
    "note": rng.choice(["", "sent back because the parcel was open, twice", "خرج للتسليم"], n),
    "שם לקוח": rng.choice(["Ann Lee", "Secretname"], n),
})
frame.loc[::7, "price"] = np.nan
%analyst load frame --as orders"""
WIDE = """names = [f"measure {i}" for i in range(300)]
wide = pd.DataFrame(rng.normal(size=(300, 300)).round(3), columns=names)
%analyst load wide --as wide
%analyst grid wide"""
THEMES = ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]
GRID = ".ja-grid-panel"


def picture(page, name):
    """Keep a picture where `TEST_PICTURES` says, for people to look at."""
    if folder := os.environ.get("TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"grid-{name}.png")


@pytest.fixture
def opened(notebook, request):
    """Open a notebook with a grid, and perhaps more cells."""

    def make(*more):
        name = "".join(filter(str.isalnum, request.node.name))
        opened = notebook(f"{name}.ipynb", [MAKE, "%analyst grid orders", *more])
        opened.run_all()
        opened.show(1)
        expect(cell(opened.page, 1, 2)).to_have_text("0")
        return opened

    return make


def cell(page, row, column):
    """Return a cell by its place on the page, counted as `aria` does: 1 is the row number."""
    return page.locator(
        f"{GRID} [role=row][aria-rowindex='{row + 1}'] > [aria-colindex='{column}']"
    ).first


def heading(page, name):
    return page.locator(f"{GRID} [role=columnheader]").filter(has_text=name).first


def test_rows_are_browsed_sorted_and_filtered(opened):
    page = opened().page
    count = page.locator(f"{GRID} .ja-grid-count")
    expect(count).to_have_text("25,000 rows")
    heading(page, "order").click()
    heading(page, "order").click()
    expect(cell(page, 1, 2)).to_have_text("24999")
    page.get_by_role("button", name="Last page").click()
    expect(cell(page, 24_901, 2)).to_have_text("99")

    heading(page, "day").get_by_role("button").click()
    menu = page.get_by_role("dialog")
    menu.get_by_role("combobox").select_option("=")
    menu.get_by_role("textbox").fill("someday")
    menu.get_by_role("button", name="Apply filter").click()
    expect(menu.get_by_role("alert")).to_contain_text("a date is needed, such as 2024-01-31")
    picture(page, "fault")
    menu.get_by_role("textbox").fill("2024-02")
    page.keyboard.press("Enter")
    expect(page.locator(f"{GRID} .ja-grid-chips li").first).to_have_text("day = 2024-02")
    expect(count).to_contain_text("of 25,000 rows")

    heading(page, "region").get_by_role("button").click()
    expect(menu.get_by_label("north")).to_be_visible()
    picture(page, "values")
    menu.get_by_label("north").check()
    menu.get_by_role("button", name="Apply filter").click()
    expect(page.locator(f"{GRID} .ja-grid-chips li")).to_have_count(3)
    picture(page, "filtered")
    page.get_by_role("button", name="Clear all").click()
    expect(count).to_have_text("25,000 rows")
    search = page.get_by_label("Search all texts")
    search.fill("parcel was OPEN")
    expect(count).to_contain_text("of 25,000 rows")
    search.fill("nothing has this")
    expect(page.get_by_text("No text contains “nothing has this”.")).to_be_visible()
    picture(page, "empty")
    page.get_by_role("button", name="Show all rows").click()
    expect(count).to_have_text("25,000 rows")
    assert page.faults == []
    assert page.abroad == []


def test_keys_move_among_cells_and_the_notebook_stays(opened):
    shown = opened()
    page = shown.page
    before = shown.active()
    cell(page, 1, 2).click()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(cell(page, 3, 4)).to_be_focused()
    page.keyboard.press("Control+End")
    expect(cell(page, 25_000, 8)).to_be_focused()
    page.keyboard.press("Home")
    expect(cell(page, 25_000, 1)).to_be_focused()
    expect(cell(page, 25_000, 1)).to_have_text("25,000")
    page.keyboard.press("Control+Home")
    expect(cell(page, 1, 2)).to_be_focused()
    for _ in range(30):
        page.keyboard.press("ArrowDown")
    expect(cell(page, 31, 2)).to_be_focused()
    expect(cell(page, 31, 2)).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator(".ja-grid-whole")).to_have_text("30")
    page.keyboard.press("Escape")
    expect(cell(page, 31, 2)).to_be_focused()
    page.keyboard.press("Control+Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("dialog").get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(heading(page, "order")).to_be_focused()
    assert shown.active() == before


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_accessible_in_each_theme(opened, theme):
    shown = opened()
    page = shown.page
    shown.theme(theme)
    name = theme.rpartition("JupyterLab ")[2].replace(" ", "-").lower()
    picture(page, name)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
    heading(page, "price").click()
    heading(page, "price").get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    picture(page, f"{name}-menu")
    found = Axe().run(page, context=GRID, options=options)
    assert found.violations_count == 0, found.generate_report()
    page.keyboard.press("Escape")
    cell(page, 1, 7).dblclick()
    expect(page.locator(".ja-grid-whole")).to_be_visible()
    picture(page, f"{name}-cell")
    found = Axe().run(page, context=GRID, options=options)
    assert found.violations_count == 0, found.generate_report()


def test_it_fits_in_the_narrowest_panel(opened):
    page = opened().page
    page.add_style_tag(content=".ja-widget { width: 260px !important; }")
    expect(cell(page, 1, 2)).to_be_visible()
    picture(page, "narrow")
    heading(page, "order").get_by_role("button").click()
    picture(page, "narrow-menu")
    outside = page.evaluate(
        """() => {
            const frame = document.querySelector('.ja-grid-panel').getBoundingClientRect();
            const all = '.ja-grid-panel *:not(.ja-grid *):not(svg *):not(option)';
            return [...document.querySelectorAll(all)]
                .filter(one => one.getClientRects().length)
                .filter(one => one.getBoundingClientRect().right > frame.right + 1
                    || one.getBoundingClientRect().left < frame.left - 1)
                .map(one => one.className);
        }"""
    )
    assert outside == []


def test_300_columns_are_in_the_page_only_as_far_as_they_are_in_sight(opened):
    shown = opened(WIDE)
    page = shown.page
    shown.show(2)
    panel = page.locator(GRID).last
    expect(panel.locator("[role=gridcell]").first).not_to_be_empty()
    assert panel.locator("[role=grid] *").count() < 4_000
    panel.get_by_role("button", name="Columns").click()
    page.get_by_label("Find a column").fill("measure 271")
    page.keyboard.press("Enter")
    there = panel.locator("[role=columnheader]").filter(has_text="measure 271")
    expect(there).to_be_in_viewport()
    column = there.get_attribute("aria-colindex")
    number = re.compile(r"^-?\d\.\d+$")
    expect(panel.locator(f"[role=gridcell][aria-colindex='{column}']").first).to_have_text(number)
    picture(page, "wide")


def test_no_value_of_the_rows_is_in_the_saved_notebook(opened):
    shown = opened()
    expect(shown.page.get_by_text("Secretname").first).to_be_visible()
    shown.command("docmanager:save")
    shown.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    text = (shown.lab.root / shown.name).read_text()
    made = text.count("Secretname")
    assert made == 1  # in the cell that makes the data
    outputs = json.loads(text)["cells"][1]["outputs"]
    assert "Run <code>%analyst grid orders</code>" in json.dumps(outputs)


def test_pages_come_while_a_cell_runs(opened):
    shown = opened()
    page = shown.page
    busy = (
        "from pathlib import Path\nimport time\nwhile not Path('grid-go').exists(): time.sleep(.05)"
    )
    script = """code => {
        const { sessionContext } = window.jupyterapp.shell.currentWidget;
        sessionContext.session.kernel.requestExecute({ code });
    }"""
    page.evaluate(script, busy)
    page.get_by_role("button", name="Next page").click()
    expect(cell(page, 101, 2)).to_have_text("100")
    (shown.lab.root / "grid-go").touch()
