"""The palette in a page: drafts, runs in a new cell, and runs where there are no cells."""

import subprocess
import sys

import pytest

from jupyter_analyst import widgets
from jupyter_analyst.errors import AnalystError
from jupyter_analyst.widgets.tools import ToolsPanel

FORM = {"value": "age", "by": "sex"}


class Notebook:
    """A front end that takes cells, or none."""

    def __init__(self, *, takes=True):
        self.takes = takes
        self.cells = []

    def insert(self, source, *, run=False, **_):
        if self.takes:
            self.cells.append((source, run))
        return self.takes

    def changed(self):
        """Nothing is shown."""


def test_a_form_that_changes_is_answered_by_its_line(heart, page):
    shown = page(ToolsPanel, heart)
    shown.say(kind="draft", tool="ttest_ind", given=FORM, n=3)
    assert shown.hears("drafted") == {
        "kind": "drafted",
        "n": 3,
        "line": "%analyst ttest_ind --value age --by sex",
        "faults": [],
    }


@pytest.mark.parametrize(("run", "words"), [(True, "Runs in a new cell"), (False, "In a new cell")])
def test_the_line_goes_into_a_new_cell(heart, page, run, words):
    heart.front = Notebook()
    shown = page(ToolsPanel, heart)
    shown.say(kind="run", tool="ttest_ind", given=FORM, n=1, run=run)
    assert shown.hears("ran")["words"] == words
    assert heart.front.cells == [("%analyst ttest_ind --value age --by sex", run)]


@pytest.mark.parametrize("front", [None, Notebook(takes=False)])
def test_without_cells_the_tool_runs_and_says_its_sentence(heart, page, front):
    heart.front = front
    shown = page(ToolsPanel, heart)
    shown.say(kind="run", tool="ttest_ind", given=FORM, n=1, run=True)
    said = shown.hears("ran")
    assert said["words"] == "This front end takes no cells"
    assert "p =" in said["text"]
    assert "*" not in said["text"]
    assert heart.journal.steps(heart.id)[-1].word == "ttest_ind"


def test_without_cells_nothing_is_inserted_and_the_line_is_there_to_copy(heart, page):
    shown = page(ToolsPanel, heart)
    shown.say(kind="run", tool="ttest_ind", given=FORM, n=1, run=False)
    assert shown.hears("ran")["text"] == "Copy the line below into one."


def test_a_form_with_a_fault_does_not_run(heart, page):
    heart.front = Notebook()
    shown = page(ToolsPanel, heart)
    shown.say(kind="run", tool="ttest_ind", given={"value": "age"}, n=5, run=True)
    said = shown.hears("drafted")
    assert (said["n"], [fault["parameter"] for fault in said["faults"]]) == (5, ["by"])
    assert heart.front.cells == []


def test_what_only_the_data_can_tell_is_said_in_the_panel(heart, page):
    shown = page(ToolsPanel, heart)
    form = {"value": "sex", "by": "sex"}
    shown.say(kind="run", tool="ttest_ind", given=form, n=1, run=True)
    said = shown.hears("failed")
    assert "sex" in said["text"]
    assert said["hint"]


def test_a_message_of_no_kind_is_refused_in_words(heart, page):
    shown = page(ToolsPanel, heart)
    shown.say(kind="ask", question="How old?")
    said = shown.hears("failed")
    assert said["text"] == "A panel sent 'ask'; it can send hello, draft, run."
    assert said["code"] == "panel-outdated"


def test_a_fault_of_the_package_is_a_sentence_not_a_lost_traceback(heart, page):
    shown = page(ToolsPanel, heart)
    shown.say(kind="draft")
    assert shown.hears("failed")["code"] == "unexpected"


def test_the_panel_follows_the_dataset_in_use(heart, heart_file, page, monkeypatch):
    panel = widgets.panel(heart, "tools")
    assert panel.state["dataset"] == "heart"
    heart.load(heart_file, "other")
    widgets.refresh(heart)
    assert panel.state["dataset"] == "other"
    panel.close()
    widgets.refresh(heart)  # a closed panel is left alone


def test_a_page_that_comes_back_gets_what_is_so_now(heart, heart_file, page):
    shown = page(ToolsPanel, heart)
    heart.load(heart_file, "other")
    shown.say(kind="hello")
    assert shown.sees(lambda state: state["dataset"] == "other")


def test_a_session_has_one_panel_of_a_name_until_it_is_closed(heart, page):
    first = widgets.panel(heart, "tools")
    assert widgets.panel(heart, "tools") is first
    first.close()
    second = widgets.panel(heart, "tools")
    assert second is not first
    second.close()
    with pytest.raises(AnalystError, match="Did you mean `tools`"):
        widgets.panel(heart, "tool")


def test_messages_are_handled_where_they_were_sent_to(heart, page):
    panel = widgets.panel(heart, "tools")
    assert panel.comm._reply_subshell_for({}, "a subshell") == "a subshell"
    panel.close()


def test_nothing_of_the_widgets_is_imported_before_a_panel_is_asked_for():
    code = (
        "import sys; from jupyter_analyst import widgets; "
        "print({'anywidget', 'ipywidgets'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
