"""The grid in a page: pages of rows, conditions, what is refused; no row is in its state."""

import json
import threading

import pytest

from jupyter_analyst import widgets
from jupyter_analyst.data.pages import Browser
from jupyter_analyst.errors import AnalystError
from jupyter_analyst.magics.complete import complete
from jupyter_analyst.magics.line import run_line
from jupyter_analyst.session.rows import Grid
from jupyter_analyst.widgets.grid import GridPanel
from jupyter_analyst.widgets.latest import Latest

ALL = {"where": [], "sort": [], "search": ""}
LONG_S = 20


class Notebook:
    """A front end that takes cells."""

    def __init__(self):
        self.cells = []

    def insert(self, source, **_):
        self.cells.append(source)
        return True

    def changed(self):
        """Nothing is shown."""


@pytest.fixture
def people(session, tmp_path):
    path = tmp_path / "people.csv"
    path.write_text("id,name,age\n7,Ann Lee,31\n9223372036854775807,bob,\n8," + "x" * 130 + ",25\n")
    session.load(path)
    return session


def ask(shown, *, n=1, query=None, start=0, columns=(0, 1, 2), view="v"):
    query = ALL | (query or {})
    shown.say(kind="rows", view=view, n=n, query=query, start=start, columns=list(columns))


def test_a_page_of_rows_comes_as_exact_texts(people, page):
    shown = page(GridPanel, people)
    ask(shown, n=4)
    assert shown.hears("working") == {"kind": "working", "view": "v", "n": 4}
    assert shown.hears("rows") == {
        "kind": "rows",
        "view": "v",
        "n": 4,
        "n_found": 3,
        "numbers": [0, 1, 2],
        "columns": [0, 1, 2],
        "start": 0,
        "cells": [
            ["7", "9223372036854775807", "8"],
            ["Ann Lee", "bob", {"text": "x" * 120, "length": 130}],
            ["31", None, "25"],
        ],
    }


def test_rows_are_filtered_sorted_and_searched(people, page):
    shown = page(GridPanel, people)
    where = [{"column": 2, "operator": "present", "values": []}]
    ask(shown, query={"where": where, "sort": [{"column": 2, "descending": False}]}, columns=[0])
    found = shown.hears("rows")
    assert (found["n_found"], found["numbers"], found["cells"]) == (2, [2, 0], [["8", "7"]])
    ask(shown, query={"search": "LEE"}, columns=[])
    assert shown.hears("rows")["numbers"] == [0]


def test_a_whole_value_and_frequent_ones_come_when_asked_for(people, page):
    shown = page(GridPanel, people)
    shown.say(kind="whole", view="v", n=1, row=2, column=1)
    assert shown.hears("whole")["cell"] == "x" * 130
    shown.say(kind="frequent", view="v", n=2, column=2)
    values = [{"value": "25", "n": 1}, {"value": "31", "n": 1}]
    assert shown.hears("frequent")["values"] == values


@pytest.mark.parametrize(
    ("condition", "words", "fault"),
    [
        ({"column": 2, "operator": ">", "values": ["1,000"]}, "> 1,000", ""),
        (
            {"column": 2, "operator": ">", "values": ["old"]},
            "",
            "'old' is no value of `age`: a number is needed, such as 1234.5.",
        ),
    ],
)
def test_a_condition_is_said_as_it_was_read_or_what_is_wrong_with_it(
    people, page, condition, words, fault
):
    shown = page(GridPanel, people)
    shown.say(kind="check", view="v", n=3, condition=condition)
    said = shown.hears("checked")
    assert (said["n"], said["words"], said["fault"]) == (3, words, fault)


def test_nothing_of_the_rows_is_in_what_a_notebook_keeps(people, page):
    panel = widgets.panel(people, "grid")
    kept = json.dumps(panel.get_state(), default=str)
    assert '"people"' in kept
    assert "Ann Lee" not in kept
    data, _ = panel._repr_mimebundle_()
    assert data["text/html"].startswith("<p>people: 3 rows × 3 columns. Run <code>%analyst grid")
    assert "Ann Lee" not in json.dumps(data)
    panel.close()


def test_a_removed_dataset_is_said_with_what_to_do(people, page):
    shown = page(GridPanel, people)
    ask(shown)
    assert shown.hears("rows")["n_found"] == 3
    people.services.catalog.get("people").path.unlink()
    ask(shown, n=2)
    said = shown.hears("refused")
    assert (said["n"], said["code"]) == (2, "copy-lost")
    assert "Load it again" in said["hint"]


def test_without_a_dataset_it_says_so_and_follows_the_one_that_comes(session, heart_file, page):
    panel = widgets.panel(session, "grid")
    assert panel.state["columns"] == []
    session.load(heart_file, "heart")
    widgets.refresh(session)
    assert (panel.state["dataset"], panel.state["n_rows"]) == ("heart", 299)
    panel.close()


def test_a_grid_of_a_dataset_stays_with_it_and_says_when_it_is_gone(heart, heart_file, page):
    panel = widgets.panel(heart, "grid", "heart")
    heart.load(heart_file, "other")
    widgets.refresh(heart)
    assert panel.state["dataset"] == "heart"
    heart.remove("heart")
    widgets.refresh(heart)
    assert panel.state["trouble"]["text"].startswith("Dataset `heart` is not")
    panel.close()


def test_the_newest_question_of_a_page_stops_the_one_before(people, page, monkeypatch):
    reached, stopped = threading.Event(), threading.Event()
    look = Browser.page

    def slow(self, query, start, places):
        if query.search == "slow":
            reached.set()
            assert stopped.wait(LONG_S)
            self._run("select 1 from numbered, numbered b", [])
        return look(self, query, start, places)

    monkeypatch.setattr(Browser, "page", slow)
    monkeypatch.setattr(Browser, "stop", lambda _: stopped.set())
    shown = page(GridPanel, people)
    ask(shown, n=1, query={"search": "slow"})
    assert reached.wait(LONG_S)
    ask(shown, n=2, query={"search": "soon overtaken"})
    ask(shown, n=3, query={"search": "lee"})
    answers = [shown.hears("rows")["n"]]
    while answers[-1] != 3:
        answers.append(shown.hears("rows")["n"])
    assert 2 not in answers or answers == [1, 2, 3]  # 2 may have begun before 3 came
    assert stopped.is_set()


def test_only_the_newest_of_what_waits_is_done_and_each_key_in_its_turn():
    begun, go_on, done = threading.Event(), threading.Event(), []
    ended = threading.Event()

    def work(request):
        begun.set()
        assert go_on.wait(LONG_S)
        done.append(request["n"])
        if request["n"] == 9:
            ended.set()

    stops = []
    latest = Latest(work, lambda: stops.append("stop"))
    latest.put("a", {"n": 1})
    assert begun.wait(LONG_S)
    latest.put("b", {"n": 2})
    latest.put("b", {"n": 3})
    assert stops == []  # nothing of `b` is being done
    latest.put("a", {"n": 4})
    assert stops == ["stop"]
    latest.put("c", {"n": 9})
    go_on.set()
    assert ended.wait(LONG_S)
    assert done == [1, 3, 4, 9]


def test_the_code_for_these_rows_goes_into_a_cell_and_gives_them(people, page):
    people.front = Notebook()
    shown = page(GridPanel, people)
    where = [{"column": 2, "operator": ">", "values": ["30"]}]
    sort = [{"column": 0, "descending": True}]
    shown.say(kind="code", view="v", query={"where": where, "sort": sort, "search": "lee"})
    assert shown.hears("coded") == {
        "kind": "coded",
        "view": "v",
        "words": "In a new cell",
        "source": "",
    }
    (source,) = people.front.cells
    first, *_, made, last = source.splitlines()
    assert first == "from jupyter_analyst import analyst"
    assert made == (
        'rows = analyst.rows("people", where=[["age", ">", "30"]], sort=["-id"], search="lee")'
    )
    found = eval(made.removeprefix("rows = "), {"analyst": people})
    assert found.to_dict("list") == {"id": [7], "name": ["Ann Lee"], "age": [31]}
    assert last == "rows"


def test_without_cells_the_code_is_there_to_copy(people, page):
    shown = page(GridPanel, people)
    shown.say(kind="code", view="v", query=ALL)
    said = shown.hears("coded")
    assert said["words"].startswith("This front end takes no cells")
    assert 'analyst.rows("people")' in said["source"]


def test_rows_in_python_are_filtered_sorted_and_written_down(people):
    found = people.rows(where=[("age", "between", 20, 30), ["name", "present"]], columns=["age"])
    assert found.to_dict("list") == {"age": [25.0]}
    assert people.rows("people", sort=["-age", "id"])["id"].tolist() == [7, 8, 2**63 - 1]
    step = people.journal.steps(people.id)[-1]
    assert (step.word, step.arguments) == ("rows", {"name": "people", "sort": ["-age", "id"]})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"where": ["age > 5"]}, "The condition 'age > 5' is not a column with an operator"),
        ({"where": [["agee", ">", 5]]}, "Did you mean `age`"),
        ({"where": [["age", "~", 5]]}, "Operator `~` is not one of those for `age`"),
        ({"sort": ["-agee"]}, "Did you mean `age`"),
        ({"columns": ["agee"]}, "Did you mean `age`"),
    ],
)
def test_rows_in_python_say_what_is_wrong(people, given, says):
    with pytest.raises(AnalystError, match=says):
        people.rows(**given)


def test_a_name_that_begins_with_a_minus_is_a_name(session, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("-x,x\n1,5\n2,3\n")
    session.load(path)
    assert session.rows(sort=["-x"])["-x"].tolist() == [1, 2]
    assert session.rows(sort=["--x"])["-x"].tolist() == [2, 1]


def test_the_word_of_the_magic_is_that_of_the_session(heart):
    found = run_line(heart, "grid heart", {})
    assert isinstance(found, Grid)
    assert str(found).startswith("heart: 299 rows × 13 columns. Run `%analyst grid heart`")
    assert heart.grid() == found
    assert complete(heart, "gri")[1] == ["grid"]
    assert complete(heart, "grid he")[1] == ["heart"]
