"""Questions in a real JupyterLab: cell, chat and palette, from the first word to the new cell."""

import os
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

LOAD = "%load_ext jupyter_analyst\n%analyst load {file} --as heart"
QUESTION = "%%analyst\nWhat is the mean age?"
HOSTILE = """%%analyst sandbox
from IPython.display import HTML, Javascript, display

display(HTML('<p id="seen">seen</p><script>window.harmed = 1</script>'
             '<img src="http://192.0.2.1/x.png" onerror="window.harmed = 2">'))
display(Javascript("window.harmed = 3"))"""
ANSWER_MS = 60_000


def picture(page, name):
    """Keep a picture where `TEST_PICTURES` says, for people to look at."""
    if folder := os.environ.get("TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"asking-{name}.png")


def cells(page):
    script = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
        .map(cell => cell.toJSON())"""
    return page.evaluate(script)


def wait_for_cells(page, number):
    script = """n => window.jupyterapp.shell.currentWidget.content.model.cells.length === n"""
    page.wait_for_function(script, arg=number, timeout=ANSWER_MS)


@pytest.fixture
def opened(notebook, heart_file, request):
    """Open a notebook with data loaded, and a last cell that is not run."""

    def make(*sources):
        name = "".join(filter(str.isalnum, request.node.name))
        return notebook(f"{name}.ipynb", [LOAD.format(file=heart_file), *sources])

    return make


def sidebar_of(notebook, section):
    notebook.command("jupyter-analyst:open")
    sidebar = notebook.page.locator(".ja-shell")
    sidebar.get_by_role("tab", name=section).click()
    return sidebar


def test_the_code_of_a_question_moves_into_a_cell_below(opened):
    asking = opened(QUESTION, "'the end'")
    page = asking.page
    asking.run_all()
    wait_for_cells(page, 4)
    expect(page.get_by_text("Code in the cell below")).to_be_visible()
    picture(page, "cell")

    made = cells(page)
    assert made[2]["source"].startswith("%%analyst sandbox\nfrom jupyter_analyst import data")
    assert made[2]["metadata"]["trusted"] is True
    assert "60.8" in str(made[2]["outputs"])
    assert "60.83" not in str([o["data"].get("text/plain") for o in made[1]["outputs"][1:]])
    assert made[3]["source"] == "'the end'"

    page.locator(".jp-Notebook").press("Escape")
    asking.command("notebook:undo-cell-action")
    wait_for_cells(page, 3)
    assert page.faults == []
    assert page.abroad == []


def test_the_chat_answers_and_goes_on_after_restart_and_reload(opened):
    chatting = opened("'the end'")
    page = chatting.page
    chatting.run_all()
    sidebar = sidebar_of(chatting, "Chat")
    box = sidebar.get_by_role("textbox")
    box.fill("What is the median platelets by sex?")
    box.press("Enter")
    expect(sidebar.locator(".ja-said", has_text="253,000")).to_be_visible(timeout=ANSWER_MS)
    wait_for_cells(page, 3)
    picture(page, "chat")
    assert "groupby" in cells(page)[2]["source"]

    chatting.command("docmanager:save")
    page.reload()
    sidebar = sidebar_of(chatting.open(), "Chat")
    expect(sidebar.locator(".ja-said", has_text="253,000")).to_be_visible(timeout=ANSWER_MS)

    context = "window.jupyterapp.shell.currentWidget.sessionContext"
    page.evaluate(f"{context}.restartKernel().then(() => null)")
    chatting.run_all()
    sidebar = sidebar_of(chatting, "Chat")
    box = sidebar.get_by_role("textbox")
    box.fill("How many rows are there?")
    box.press("Enter")
    expect(sidebar.locator(".ja-said", has_text="There are 299 rows.")).to_be_visible(
        timeout=ANSWER_MS
    )
    assert page.faults == []


def test_a_form_runs_its_tool_in_a_new_cell(opened):
    using = opened()
    page = using.page
    using.run_all()
    sidebar = sidebar_of(using, "Tools")
    search = sidebar.get_by_role("textbox", name="Search tools")
    search.fill("two means")
    search.press("Enter")
    picture(page, "form")
    sidebar.get_by_role("combobox").nth(0).click()
    sidebar.get_by_role("option", name="age").first.click()
    sidebar.get_by_role("combobox").nth(1).click()
    sidebar.get_by_role("option", name="DEATH_EVENT").first.click()
    sidebar.get_by_role("button", name="Run").click()
    wait_for_cells(page, 2)
    assert cells(page)[1]["source"] == "%analyst ttest_ind --value age --by DEATH_EVENT"
    expect(page.locator(".jp-Notebook .ja-card").last).to_contain_text("Compare means: age")
    picture(page, "tool")


def test_the_sidebar_follows_the_notebook_one_switches_to(opened, lab):
    first = opened()
    first.run_all()
    sidebar = sidebar_of(first, "Chat")
    expect(sidebar.locator(".ja-source")).to_contain_text("heart")
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    other = nbformat.v4.new_notebook(metadata={"kernelspec": kernel})
    nbformat.write(other, lab.root / "other.ipynb")
    first.command("docmanager:open", path="other.ipynb")
    expect(sidebar.get_by_role("heading", name="Load Analyst here?")).to_be_visible()
    expect(sidebar.locator(".ja-source")).to_contain_text("No dataset yet")
    first.command("docmanager:open", path=first.name)
    expect(sidebar.locator(".ja-source")).to_contain_text("heart")
    expect(sidebar.get_by_role("textbox")).to_be_visible()


def test_a_panel_in_a_cell_is_the_one_of_the_sidebar(opened):
    shown = opened("%analyst panel chat")
    shown.run_all()
    cell = shown.page.locator(".jp-Notebook .ja-widget")
    cell.get_by_role("textbox").fill("How many rows are there?")
    cell.get_by_role("textbox").press("Enter")
    expect(cell.locator(".ja-said")).to_have_text("There are 299 rows.", timeout=ANSWER_MS)
    picture(shown.page, "panel-in-cell")


def test_what_code_in_the_sandbox_shows_cannot_act_on_the_page(opened):
    hostile = opened(HOSTILE)
    page = hostile.page
    hostile.run_all()
    expect(page.locator(".jp-OutputArea-output").get_by_text("seen", exact=True)).to_be_visible()
    expect(page.get_by_text("Not shown:").first).to_be_visible()
    assert page.evaluate("window.harmed") is None
    assert page.abroad == []


@pytest.mark.parametrize(
    "theme", ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]
)
def test_the_sidebar_is_accessible_in_each_theme(opened, theme):
    asked = opened(QUESTION)
    asked.run_all()
    wait_for_cells(asked.page, 3)
    asked.theme(theme)
    for section in ("Tools", "Chat"):
        sidebar_of(asked, section)
        expect(asked.page.locator(".ja-shell .ja-widget:visible")).to_be_visible()
        picture(asked.page, f"{section}-{theme.replace(' ', '-')}".lower())
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
        found = Axe().run(asked.page, context=".ja-shell", options=options)
        assert found.violations_count == 0, found.generate_report()
