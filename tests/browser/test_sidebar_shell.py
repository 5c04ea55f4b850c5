"""The sidebar's shell in a real JupyterLab: it says what is needed and never shows a dead panel."""

import json
import os
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SIDEBAR = ".ja-shell"
CONTEXT = "window.jupyterapp.shell.currentWidget.sessionContext"
THEMES = ["JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast"]
LOAD = "%load_ext jupyter_analyst"
LEAST_PX = 260

# starts a kernel that does not find the package
WITHOUT = (
    "import sys; sys.modules['jupyter_analyst'] = None; "
    "from ipykernel import kernelapp; kernelapp.launch_new_instance()"
)

# panels that only say their name, and the bridge of the kernel
LINKED = """
import anywidget, traitlets
from jupyter_analyst import analyst as session

class Panel(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.textContent = model.get('name'); } };"
    name = traitlets.Unicode().tag(sync=True)

def run(words):
    return Panel(name=words) if words.startswith("panel ") else line(words)

line = get_ipython().find_line_magic("analyst")
get_ipython().register_magic_function(run, "line", "analyst")
bridge = session.front
"""


def picture(page, name):
    """Keep a picture where `TEST_PICTURES` says, for people to look at."""
    if folder := os.environ.get("TEST_PICTURES"):
        page.screenshot(path=Path(folder) / f"sidebar-{name}.png")


def open_sidebar(opened):
    opened.command("jupyter-analyst:open")
    sidebar = opened.page.locator(SIDEBAR)
    expect(sidebar.get_by_role("tab", name="Tools")).to_be_visible()
    return sidebar


def execute(opened, code, *, wait=True):
    """Run code in the notebook's kernel, without a cell."""
    script = """([code, wait]) => {
        const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
        const done = kernel.requestExecute({ code, store_history: false }).done;
        const fault = done.then(reply => reply.content.evalue ?? '');
        return wait ? fault : '';
    }"""
    assert opened.page.evaluate(script, [code, wait]) == ""


def cells(opened):
    script = """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
        .map(cell => cell.toJSON())"""
    return opened.page.evaluate(script)


def wait_for_cells(opened, n):
    script = "n => window.jupyterapp.shell.currentWidget.content.model.cells.length === n"
    opened.page.wait_for_function(script, arg=n)


def panel(sidebar, section):
    return sidebar.get_by_text(f"panel {section}", exact=True)


@pytest.fixture
def linked(notebook, heart_file, request):
    """A notebook whose session has two datasets, and an open sidebar that shows one."""
    lines = [f"%analyst load {heart_file} --as heart", f"%analyst load {heart_file} --as again"]
    name = "".join(filter(str.isalnum, request.node.name))
    opened = notebook(f"{name}.ipynb", [LOAD, LINKED, *lines])
    opened.run_all()
    expect(open_sidebar(opened).locator(".ja-source")).to_contain_text("again299 × 13 · v1")
    return opened


@pytest.fixture
def other_kernels(lab):
    """A Python kernel without the package, and one that says it speaks R."""
    for name, language, title in (("bare", "python", "Bare Python"), ("r", "R", "R 4.5")):
        folder = lab.root.parent / "jupyter_data_dir" / "kernels" / name
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", WITHOUT, "-f", "{connection_file}"]
        spec = {"argv": command, "display_name": title, "language": language}
        (folder / "kernel.json").write_text(json.dumps(spec))


def test_it_says_what_a_notebook_lacks(notebook, other_kernels):
    opened = notebook("lacks.ipynb", ["1"])
    page, sidebar = opened.page, open_sidebar(opened)
    change = f"name => {CONTEXT}.changeKernel({{ name }}).then(() => null)"
    title = sidebar.locator(".ja-page h2")

    expect(title).to_have_text("Load Analyst here?")
    expect(sidebar.locator("code")).to_have_text(LOAD)
    picture(page, "installed")

    page.evaluate(change, "bare")
    expect(title).to_have_text("Analyst is not in this kernel")
    expect(sidebar.locator("code")).to_have_text("%pip install jupyter-analyst")
    picture(page, "missing")

    page.evaluate(change, "r")
    expect(title).to_have_text("This notebook speaks R")
    expect(sidebar.get_by_role("status")).to_have_text("R 4.5")
    picture(page, "other-language")

    page.evaluate(f"() => {CONTEXT}.shutdown().then(() => null)")
    expect(title).to_have_text("This notebook has no kernel")
    picture(page, "no-kernel")

    opened.command("docmanager:save")
    opened.command("application:close-all")
    expect(title).to_have_text("No notebook is open")
    picture(page, "no-notebook")
    assert page.faults == []
    assert page.abroad == []


def test_load_puts_the_line_into_the_notebook_and_then_shows_the_datasets(notebook):
    opened = notebook("begin.ipynb", ["1"])
    sidebar = open_sidebar(opened)
    sidebar.get_by_role("button", name="Load").click()
    wait_for_cells(opened, 2)
    assert cells(opened)[0]["source"] == LOAD
    opened.run_all()
    expect(sidebar.get_by_role("heading", name="Start with your data")).to_be_visible()
    expect(sidebar.get_by_text("%analyst load sales.csv")).to_be_visible()
    picture(opened.page, "begin")


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_accessible_and_fits_in_each_theme(linked, theme):
    linked.theme(theme)
    page, sidebar = linked.page, linked.page.locator(SIDEBAR)
    expect(panel(sidebar, "datasets")).to_be_visible()
    sidebar.locator(".ja-source").click()
    expect(sidebar.get_by_role("listbox")).to_be_visible()
    picture(page, theme.rpartition("JupyterLab ")[2].replace(" ", "-").lower())
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
    found = Axe().run(page, context=SIDEBAR, options=options)
    assert found.violations_count == 0, found.generate_report()
    width, overflow = page.evaluate(
        """selector => {
            const all = [...document.querySelectorAll(`${selector}, ${selector} *`)];
            const within = all.filter(one => !one.matches('.ja-cut'));
            return [all[0].clientWidth,
                within.filter(one => one.scrollWidth > one.clientWidth + 1
                    && getComputedStyle(one).display !== 'inline').length];
        }""",
        SIDEBAR,
    )
    assert width >= LEAST_PX
    assert overflow == 0


def test_datasets_and_sections_are_chosen_by_keyboard(linked):
    page, sidebar = linked.page, linked.page.locator(SIDEBAR)
    source = sidebar.locator(".ja-source")
    expect(source).to_contain_text("again299 × 13 · v1")
    expect(panel(sidebar, "datasets")).to_be_visible()

    sidebar.get_by_role("tab", name="Tools").focus()
    page.keyboard.press("ArrowRight")
    expect(sidebar.get_by_role("tab", name="Chat")).to_be_focused()
    expect(panel(sidebar, "chat")).to_be_visible()
    expect(panel(sidebar, "datasets")).to_be_hidden()
    page.keyboard.press("Home")
    expect(panel(sidebar, "datasets")).to_be_visible()

    source.focus()
    page.keyboard.press("Enter")
    expect(sidebar.get_by_role("option", name="again")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(source).to_contain_text("heart299 × 13 · v1")
    expect(source).to_be_focused()


def test_a_cell_is_inserted_once_with_its_outputs_and_one_undo_takes_it_back(linked):
    before = cells(linked)
    output = {"output_type": "stream", "name": "stdout", "text": "six\n"}
    execute(
        linked,
        f"told = []\nbridge.insert('2 * 3', outputs=[{output}], metadata={{'question': 'q'}}, "
        f"after={before[1]['id']!r}, then=told.append)",
    )
    wait_for_cells(linked, len(before) + 1)
    inserted = cells(linked)[2]
    assert inserted["source"] == "2 * 3"
    assert inserted["outputs"] == [output]
    assert inserted["metadata"] == {"question": "q", "trusted": True}
    execute(linked, f"assert told == [{inserted['id']!r}], told")

    again = {"kind": "insert", "request": inserted["id"], "after": "", "source": "2 * 3"} | {
        "outputs": [],
        "metadata": {},
        "run": False,
    }
    execute(linked, f"bridge._comm.send({again})\nsession.changed()")
    assert len(cells(linked)) == len(before) + 1

    execute(linked, "bridge.insert('first')\nbridge.insert('second')")
    wait_for_cells(linked, len(before) + 3)
    linked.command("notebook:undo-cell-action")
    assert {"first", "second"} & {cell["source"] for cell in cells(linked)} == {"first"}
    linked.command("notebook:undo-cell-action")
    linked.command("notebook:undo-cell-action")
    assert [cell["id"] for cell in cells(linked)] == [cell["id"] for cell in before]


def test_an_inserted_cell_runs_and_leaves_the_cursor_to_who_is_typing(linked):
    page = linked.page
    linked.show(0).locator(".cm-content").click()
    page.keyboard.type("# ")
    execute(linked, "bridge.insert('6 * 7', run=True)")
    page.wait_for_function(
        """() => window.jupyterapp.shell.currentWidget.content.model.sharedModel.cells
            .some(cell => cell.toJSON().outputs?.[0]?.data?.['text/plain'] === '42')"""
    )
    page.keyboard.type("mine")
    assert cells(linked)[0]["source"].endswith("# mine")


def test_a_busy_kernel_is_said_to_be_and_the_panel_comes_by_itself(notebook, heart_file):
    opened = notebook("busy.ipynb", [LOAD, LINKED, f"%analyst load {heart_file} --as heart"])
    opened.run_all()
    wait = "from pathlib import Path\nimport time\nwhile not Path('go').exists(): time.sleep(0.05)"
    execute(opened, wait, wait=False)
    sidebar = open_sidebar(opened)
    expect(sidebar.get_by_text("A cell has been running for")).to_be_visible()
    expect(sidebar.get_by_role("status")).to_have_text("Kernel busy")
    picture(opened.page, "busy")
    (opened.lab.root / "go").touch()
    expect(panel(sidebar, "datasets")).to_be_visible()


def test_it_comes_back_after_a_reload_and_after_a_restart(linked):
    page, sidebar = linked.page, linked.page.locator(SIDEBAR)
    expect(panel(sidebar, "datasets")).to_be_visible()
    linked.command("docmanager:save")
    page.reload()
    page.wait_for_selector(".jp-Notebook .jp-Cell")
    open_sidebar(linked)
    expect(sidebar.locator(".ja-source")).to_contain_text("again299 × 13 · v1")
    expect(panel(sidebar, "datasets")).to_be_visible()

    page.evaluate(f"() => {CONTEXT}.restartKernel().then(() => null)")
    expect(panel(sidebar, "datasets")).to_have_count(0)
    expect(sidebar.get_by_text("Kept earlier")).to_be_visible()
    picture(page, "restarted")
    sidebar.get_by_role("button", name="Use again").click()
    expect(sidebar.locator(".ja-source")).to_contain_text("again299 × 13 · v1")
    expect(sidebar.get_by_text("In use", exact=True)).to_be_visible()
    assert page.faults == []


def test_after_a_reload_cells_still_come_while_the_sidebar_is_closed(notebook):
    opened = notebook("closed.ipynb", [LOAD, LINKED])
    opened.run_all()
    opened.command("docmanager:save")
    opened.page.reload()
    opened.page.wait_for_selector(".jp-Notebook .jp-Cell")
    opened.page.wait_for_function(f"() => {CONTEXT}.session?.kernel?.status === 'idle'")
    expect(opened.page.locator(SIDEBAR)).to_be_hidden()
    execute(opened, "assert bridge.insert('1 + 1')")
    wait_for_cells(opened, 3)


def test_an_answer_that_waits_is_marked_until_the_chat_is_seen(linked):
    page, sidebar = linked.page, linked.page.locator(SIDEBAR)
    expect(panel(sidebar, "datasets")).to_be_visible()
    badge = page.locator(".lm-TabBar-tab.ja-waits")
    expect(badge).to_have_count(0)
    execute(linked, "session.answers.append(None)\nsession.changed()")
    expect(badge).to_have_count(1)
    chat = sidebar.get_by_role("tab", name="Chat, an answer waits")
    picture(page, "waits")
    chat.click()
    expect(badge).to_have_count(0)


def test_it_is_activated_in_an_instant_and_opened_by_keys(notebook):
    opened = notebook("keys.ipynb", ["1"])
    page = opened.page
    measured = "performance.getEntriesByName('jupyter-analyst:activate').map(e => e.duration)"
    assert len(page.evaluate(measured)) == 1  # benchmarks/sidebar.py tells how long it takes
    page.keyboard.press("Control+Shift+A")
    expect(page.locator(SIDEBAR).get_by_role("tab", name="Datasets")).to_be_focused()
    page.keyboard.press("Control+Shift+A")
    assert page.evaluate("document.querySelector('.jp-Notebook').contains(document.activeElement)")


def test_a_file_that_is_chosen_is_loaded_by_a_line_in_the_notebook(notebook, lab):
    (lab.root / "my data.csv").write_text("x,y\n1,2\n3,4\n", encoding="utf-8")
    opened = notebook("choose.ipynb", [LOAD, LINKED])
    opened.run_all()
    page, sidebar = opened.page, open_sidebar(opened)
    sidebar.locator(".ja-source").click()
    sidebar.get_by_role("button", name="Load data").click()
    page.locator(".jp-Dialog .jp-DirListing-item", has_text="my data.csv").click()
    page.get_by_role("button", name="Select", exact=True).click()
    expect(sidebar.locator(".ja-source")).to_contain_text("my_data2 × 2 · v1")
    assert [cell["source"] for cell in cells(opened)][-1] == '%analyst load "my data.csv"'
    picture(page, "chosen")
