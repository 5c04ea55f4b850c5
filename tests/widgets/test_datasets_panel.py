"""The datasets in a page: opened, used, renamed, removed, and read again otherwise."""

import pytest

from jupyter_analyst import widgets
from jupyter_analyst.widgets.datasets import DatasetsPanel


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


@pytest.fixture
def shop(session, tmp_path, monkeypatch):
    """A session with two datasets, of which `sales` is in use."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other.csv").write_text("x\n1\n", encoding="utf-8")
    (tmp_path / "sales.csv").write_text("when;n\n01/02/2024;1\n03/04/2024;2\n", encoding="utf-8")
    session.load("other.csv")
    session.load("sales.csv")
    return session


@pytest.fixture
def shown(shop, page):
    return page(DatasetsPanel, shop)


def names(state):
    return [one["name"] for one in state["datasets"]]


def test_the_dataset_in_use_comes_first_and_is_open(shop, page):
    state = DatasetsPanel(shop).state
    assert names(state) == ["sales", "other"]
    assert list(state["details"]) == ["sales"]
    assert state["details"]["sales"]["reading"]["format"] == "CSV"


def test_without_any_dataset_there_is_nothing_to_show(session, page):
    assert DatasetsPanel(session).state == {"current": "", "datasets": [], "details": {}}


def test_a_dataset_kept_by_another_notebook_is_told_apart(shop, page):
    from jupyter_analyst import Session
    from jupyter_analyst.settings import configure

    state = DatasetsPanel(Session(configure())).state
    assert [(one["name"], one["here"]) for one in state["datasets"]] == [
        ("sales", False),
        ("other", False),
    ]


def test_a_dataset_is_opened_and_closed(shown):
    shown.say(kind="open", name="other", open=True)
    assert shown.sees(lambda state: set(state["details"]) == {"sales", "other"})
    shown.say(kind="open", name="sales", open=False)
    assert shown.sees(lambda state: set(state["details"]) == {"other"})


def test_a_dataset_is_used_renamed_removed_and_brought_back(shop, page):
    panel = widgets.panel(shop, "datasets")
    panel._receive(None, {"kind": "use", "name": "other", "version": ""}, None)
    assert (shop.current, panel.state["current"]) == ("other", "other")
    panel._receive(None, {"kind": "rename", "name": "sales", "to": " turnover "}, None)
    assert names(panel.state) == ["other", "turnover"]
    panel._receive(None, {"kind": "remove", "name": "turnover"}, None)
    assert names(panel.state) == ["other"]
    panel._receive(None, {"kind": "restore", "name": "turnover"}, None)
    assert names(panel.state) == ["other", "turnover"]
    assert shop.current == "other"  # what was in use stays in use
    panel.close()


def test_what_was_in_use_is_in_use_again_when_it_is_back(shop, page):
    panel = widgets.panel(shop, "datasets")
    panel._receive(None, {"kind": "remove", "name": "sales"}, None)
    assert shop.current == ""
    panel._receive(None, {"kind": "restore", "name": "sales"}, None)
    assert shop.current == "sales"
    panel.close()


def test_a_removal_offers_to_be_undone(shown):
    shown.say(kind="remove", name="other")
    assert shown.hears("removed") == {"kind": "removed", "name": "other"}


def test_a_decision_is_answered_by_its_line_or_by_what_is_wrong(shown):
    shown.say(kind="decide", name="sales", changes={"types": {"when": "dmy"}}, n=1)
    assert shown.hears("decided") == {
        "kind": "decided",
        "n": 1,
        "line": "%analyst load sales.csv --as sales --types when=dmy",
        "fault": "",
    }
    shown.say(kind="decide", name="sales", changes={"delimiter": ";;"}, n=2)
    said = shown.hears("decided")
    assert (said["n"], said["line"]) == (2, "")
    assert "must be one ASCII character" in said["fault"]


@pytest.mark.parametrize(("run", "words"), [(True, "Runs in a new cell"), (False, "In a new cell")])
def test_it_is_read_again_by_a_new_cell(shop, shown, run, words):
    shop.front = Notebook()
    shown.say(kind="reread", name="sales", changes={"delimiter": "\t"}, run=run)
    assert shown.hears("ran")["words"] == words
    line = "%analyst load sales.csv --as sales --delimiter tab"
    assert shop.front.cells == [(line, run)]


@pytest.mark.parametrize("front", [None, Notebook(takes=False)])
def test_without_cells_it_is_read_again_in_place_and_is_in_use(shop, page, front):
    shop.front = front
    panel = widgets.panel(shop, "datasets")
    change = {"kind": "reread", "name": "sales", "changes": {"types": {"when": "mdy"}}, "run": True}
    panel._receive(None, change, None)
    newer, older = panel.state["details"]["sales"]["versions"]
    assert (newer["label"], newer["isUsed"], older["isUsed"]) == ("v2", True, False)
    assert shop.dataset()["when"].kind == "date"
    panel.close()


def test_without_cells_a_line_is_there_to_copy(shown):
    shown.say(kind="put", line="%analyst profile sales", run=True)
    said = shown.hears("ran")
    assert (said["words"], said["text"]) == (
        "This front end takes no cells",
        "Copy this line into one: `%analyst profile sales`",
    )


def test_what_goes_wrong_is_a_sentence_in_the_panel(shown, tmp_path):
    shown.say(kind="rename", name="sales", to="other")
    assert shown.hears("failed")["text"].startswith("A dataset is called `other` already")
    (tmp_path / "sales.csv").unlink()
    shown.say(kind="reread", name="sales", changes={"header": "no"}, run=True)
    assert shown.hears("failed")["text"] == "`sales` cannot be read again."


def test_a_password_in_an_address_is_not_shown(shop, page, tmp_path):
    import sqlite3

    with sqlite3.connect(tmp_path / "shop.db") as made:
        made.execute("create table t as select 1 as a")
    shop.load(f"sqlite:///{tmp_path / 'shop.db'}?password=hunter2", "lite")
    assert "hunter2" not in str(DatasetsPanel(shop).state)
