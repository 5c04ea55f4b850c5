"""The Datasets section in a real JupyterLab: what was decided on a file can be changed."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

LOAD = "%load_ext jupyter_analyst"
SIDEBAR = ".ja-shell"
THEMES = ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]
SOON_MS = 60_000
DATES = "day;amount;who\n01/02/2024;1,5;Ann\n03/04/2024;2,5;Bob\n05/06/2024;3,5;Cy\n7;8;9;10\n"
RTL = "سجل المبيعات"
LONG = "leaders_in_power_by_country_and_year_1946_2008"
AT_WIDTH = """width => {
    const split = window.jupyterapp.shell._hsplitPanel;
    const all = split.node.clientWidth;
    const sizes = split.relativeSizes();
    const right = width / all;
    const before = sizes.slice(0, -2);
    const middle = before.reduce((rest, one) => rest - one, 1 - right);
    split.setRelativeSizes([...before, middle, right]);
}"""
OVERFLOWING = """selector => [...document.querySelectorAll(`${selector}, ${selector} *`)]
    .filter(one => !one.matches('.ja-cut, .ja-cut *, .ja-hidden, input, select, option, svg *'))
    .filter(one => one.scrollWidth > one.clientWidth + 1
        && getComputedStyle(one).display !== 'inline' && one.clientWidth > 0)
    .map(one => `${one.tagName} ${one.className} ${one.scrollWidth} > ${one.clientWidth}`)"""


def picture(page, name):
    """Keep a picture where `TEST_PICTURES` says, for people to look at."""
    if folder := os.environ.get("TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"datasets-{name}.png")


def sources(opened):
    script = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
        .map(cell => cell.source)"""
    return opened.page.evaluate(script)


def sidebar_of(opened):
    opened.command("jupyter-analyst:open")
    sidebar = opened.page.locator(SIDEBAR)
    expect(sidebar.get_by_role("tab", name="Datasets")).to_have_attribute("aria-selected", "true")
    return sidebar


def row(sidebar, name):
    return sidebar.locator(f'[data-row="{name}"]')


@pytest.fixture
def loaded(notebook, lab, request):
    """A notebook that has loaded a file of dates that fit both orders, and its open sidebar."""
    (lab.root / "my dates.csv").write_text(DATES, encoding="utf-8")
    name = "".join(filter(str.isalnum, request.node.name))
    opened = notebook(f"{name}.ipynb", [LOAD, '%analyst load "my dates.csv" --as dates'])
    opened.run_all()
    sidebar = sidebar_of(opened)
    expect(row(sidebar, "dates")).to_have_attribute("aria-expanded", "true", timeout=SOON_MS)
    return opened


def test_a_delimiter_is_changed_in_place_and_the_new_version_is_shown(loaded):
    page, sidebar = loaded.page, loaded.page.locator(SIDEBAR)
    expect(sidebar.locator(".ja-source")).to_contain_text("v1")
    sidebar.get_by_role("button", name="Change: Delimiter").click()
    choose = sidebar.get_by_role("combobox", name="New value: Delimiter")
    expect(choose).to_be_focused()
    choose.select_option(label="comma")
    line = '%analyst load "my dates.csv" --as dates --delimiter ,'
    expect(sidebar.locator(".ja-ds-line")).to_have_text(line)
    picture(page, "change")
    sidebar.get_by_role("button", name="Read again", exact=True).click()
    expect(sidebar.locator(".ja-source")).to_contain_text("v2", timeout=SOON_MS)
    assert sources(loaded)[-1] == line
    expect(sidebar.locator(".ja-ds-facts").first).to_contain_text("v2 · now")
    expect(sidebar.get_by_text("comma · your choice")).to_be_visible()

    sidebar.get_by_role("button", name="Change: Delimiter").click()
    choose.select_option(label="found out")
    sidebar.get_by_role("button", name="Insert as cell", exact=True).first.click()
    last = '%analyst load "my dates.csv" --as dates'
    page.wait_for_function(
        """wanted => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
            .at(-1).source === wanted""",
        arg=last,
    )
    assert page.faults == []
    assert page.abroad == []


def test_a_doubt_is_decided_by_one_click_and_what_is_chosen_stays(loaded):
    page, sidebar = loaded.page, loaded.page.locator(SIDEBAR)
    note = sidebar.get_by_role("note")
    expect(note).to_contain_text("--types day=dmy or --types day=mdy decides")
    sidebar.get_by_role("button", name="Read again with --types day=dmy").click()
    expect(sidebar.get_by_text("day: dmy · your choice")).to_be_visible(timeout=SOON_MS)
    expect(note).to_have_count(0)
    sidebar.get_by_role("combobox", name="Decide something else").select_option(label="Comment")
    sidebar.get_by_role("textbox", name="New value: Comment").fill("#")
    line = '%analyst load "my dates.csv" --as dates --types day=dmy --comment "#"'
    expect(sidebar.locator(".ja-ds-line")).to_have_text(line)
    page.keyboard.press("Enter")
    expect(sidebar.locator(".ja-source")).to_contain_text("v3", timeout=SOON_MS)
    sidebar.get_by_role("button", name="Show the rows left out").click()
    expect(page.get_by_text("Rows of dates set aside")).to_be_visible(timeout=SOON_MS)
    assert sources(loaded)[-2:] == [line, "%analyst rejected dates"]


def test_all_is_done_by_keys(loaded):
    page, sidebar = loaded.page, loaded.page.locator(SIDEBAR)
    told = sidebar.locator(".ja-hidden[role=status]")
    first = row(sidebar, "dates")
    first.focus()
    page.keyboard.press("ArrowLeft")
    expect(first).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowRight")
    expect(first).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("F2")
    page.keyboard.type("days")
    page.keyboard.press("Enter")
    expect(row(sidebar, "days")).to_be_focused(timeout=SOON_MS)
    expect(told).to_have_text("dates is called days now")
    page.keyboard.press("Delete")
    expect(row(sidebar, "days")).to_have_count(0, timeout=SOON_MS)
    expect(told).to_have_text("days is removed. Undo brings it back.")
    picture(page, "removed")
    sidebar.get_by_role("button", name="Undo").press("Enter")
    expect(row(sidebar, "days")).to_be_visible(timeout=SOON_MS)
    expect(sidebar.locator(".ja-source")).to_contain_text("days")
    assert len(sources(loaded)) == 2  # no key reached the notebook


SLOWLY = """import time
from jupyter_analyst.widgets.datasets import DatasetsPanel
at_once = DatasetsPanel._open
def slowly(self, content):
    time.sleep(0.5)
    at_once(self, content)
DatasetsPanel._open = slowly
%analyst load "my dates.csv" --as dates"""


def test_a_name_that_is_typed_is_not_disturbed_by_news_of_the_kernel(notebook, lab):
    (lab.root / "my dates.csv").write_text(DATES, encoding="utf-8")
    opened = notebook("slow_news.ipynb", [LOAD, SLOWLY])
    opened.run_all()
    page, sidebar = opened.page, sidebar_of(opened)
    first = row(sidebar, "dates")
    expect(first).to_have_attribute("aria-expanded", "true", timeout=SOON_MS)
    first.focus()
    for key in ("ArrowLeft", "ArrowRight", "F2"):
        page.keyboard.press(key)
    field = sidebar.get_by_role("textbox", name="New name of dates")
    page.wait_for_timeout(2_000)  # both answers came
    expect(field).to_be_focused()
    page.keyboard.type("days")
    expect(field).to_have_value("days")


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_accessible_and_fits_in_each_theme(notebook, lab, theme):
    (lab.root / "my dates.csv").write_text(DATES, encoding="utf-8")
    loads = [f'%analyst load "my dates.csv" --as "{name}"' for name in (LONG, RTL, "dates")]
    name = f"{theme.replace(' ', '')}.ipynb"
    opened = notebook(name, [LOAD, *loads, '%analyst load "my dates.csv" --as dates --footer 1'])
    opened.run_all()
    opened.theme(theme)
    page, sidebar = opened.page, sidebar_of(opened)
    expect(row(sidebar, "dates")).to_have_attribute("aria-expanded", "true", timeout=SOON_MS)
    shade = theme.rpartition("JupyterLab ")[2].replace(" ", "-").lower()
    for width in (420, 300, 260):
        page.evaluate(AT_WIDTH, width)
        picture(page, f"{shade}-{width}")
        assert page.evaluate(OVERFLOWING, SIDEBAR) == []
    sidebar.get_by_role("button", name="Change: Encoding").click()
    row(sidebar, RTL).press("Delete")
    expect(sidebar.locator(".ja-undo")).to_be_visible(timeout=SOON_MS)
    page.evaluate(AT_WIDTH, 300)
    picture(page, f"{shade}-change-300")
    page.evaluate(AT_WIDTH, 260)
    assert page.evaluate(OVERFLOWING, SIDEBAR) == []
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
    found = Axe().run(page, context=SIDEBAR, options=options)
    assert found.violations_count == 0, found.generate_report()
    assert page.abroad == []


def test_without_data_it_says_how_to_begin_and_loads_the_file_that_is_chosen(notebook, lab):
    (lab.root / "begin here.csv").write_text("x,y\n1,2\n3,4\n", encoding="utf-8")
    opened = notebook("begin_datasets.ipynb", [LOAD])
    opened.run_all()
    page, sidebar = opened.page, sidebar_of(opened)
    title = sidebar.get_by_role("heading", name="Start with your data")
    expect(title).to_be_visible(timeout=SOON_MS)
    picture(page, "begin")
    sidebar.get_by_role("button", name="Choose a file").click()
    page.locator(".jp-Dialog .jp-DirListing-item", has_text="begin here.csv").click()
    page.get_by_role("button", name="Select", exact=True).click()
    expect(row(sidebar, "begin_here")).to_be_visible(timeout=SOON_MS)
    expect(title).to_have_count(0)
    assert sources(opened)[-1] == '%analyst load "begin here.csv"'
