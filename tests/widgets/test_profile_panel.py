"""The profile in a page: it comes by itself, follows the dataset in use, gives lines for cells."""

import json
import threading

import pandas as pd
import pytest

from jupyter_analyst import profile, widgets
from jupyter_analyst.errors import AnalystError, DataError
from jupyter_analyst.magics import words
from jupyter_analyst.widgets.detail import tree
from jupyter_analyst.widgets.outline import outline
from jupyter_analyst.widgets.profile import ProfilePanel

SMALL = {
    "x": [1.0, 2.0, 3.0, 4.0, 4.0],
    "y": [2.0, 4.0, 6.0, 8.0, 8.0],
    "z": [9.0, 5.0, 4.0, 1.0, 1.0],
    "g": ["a", "a", None, "b", "b"],
}
OF_AGE = "analyst.profile('heart').to_frame().loc['age']"
REGISTERED = "jupyter_analyst.session.analysis.profiled"


class Notebook:
    """A front end that takes cells, or none."""

    def __init__(self, *, takes=True):
        self.takes = takes
        self.cells = []

    def insert(self, source, **_):
        if self.takes:
            self.cells.append(source)
        return self.takes

    def changed(self):
        """Nothing is shown."""


@pytest.fixture
def small(session):
    """A session with five rows, the last two alike."""
    session.load(pd.DataFrame(SMALL), "small")
    return session


def shown_of(shown, name):
    """Return the state in which a page shows the profile of a dataset."""
    return shown.sees(lambda state: state["dataset"] == name and state["profile"])


def ready(panel):
    """Wait until a panel has a profile, and return it."""
    panel._ended.wait(20)
    panel.refresh()
    return panel.state["profile"]


def test_it_says_what_the_profile_says(small, page):
    shown = page(ProfilePanel, small)
    state = shown_of(shown, "small")
    assert (state["size"], state["line"]) == ("5 rows × 4 columns", "%analyst profile small")
    found = state["profile"]
    assert found["counted"].endswith(" in memory · every row counted")
    assert found["figures"][1:3] == [["1 cell", "missing, 5\u202f%"], ["1 row", "duplicated"]]
    assert found["duplicates"]["said"].startswith("1 row of 5 (20\u202f%) repeat")
    assert found["duplicates"]["row"] == [["x", "4"], ["y", "8"], ["z", "1"], ["g", "b"]]
    lines = {line["name"]: line for line in found["columns"]}
    assert lines["x"]["range"] == "1 to 4, median 3"
    assert lines["g"]["missing"] == 1
    assert lines["g"]["share"] == "20\u202f%"
    assert lines["g"]["drawn"] == {"counts": None, "shares": [0.5, 0.5]}
    assert sum(lines["x"]["drawn"]["counts"]) == 5


def test_its_words_are_those_of_the_static_display(heart):
    found = heart.profile()
    html, said = found.to_html(), outline(found)
    for sentence in (
        said["missing"]["said"],
        said["duplicates"]["said"],
        said["duplicates"]["keys_said"],
    ):
        assert sentence in html
    for line in said["columns"]:
        assert line["range"] in html
        assert line["type"] in html
    assert said["columns"][0]["name"] == found.alerts[0].column


def test_all_that_is_sent_is_json(heart, page):
    panel = ProfilePanel(heart)
    ready(panel)
    assert json.loads(json.dumps(panel.state)) == panel.state
    panel.close()


def test_each_two_columns_are_one_cell_of_the_heat_map_by_the_strongest_measure(small):
    found = outline(small.profile())["associations"]
    assert found["names"][:3] == ["x", "y", "z"]
    assert found["cells"][0] == []
    (cell,) = found["cells"][1]
    assert (cell["r"], cell["said"], cell["n"]) == (pytest.approx(1.0), "1", "5")
    assert found["cells"][2][0]["r"] == pytest.approx(-1.0)  # ranks fall strictly
    assert found["capped"] == ""


def test_of_very_many_columns_the_heat_map_has_those_of_the_strongest_pairs(session):
    rising = list(range(20))
    frame = pd.DataFrame(
        {f"c{i:02}": [v * (i + 1) + (v * v) % (i + 3) for v in rising] for i in range(20)}
    )
    session.load(frame, "many")
    found = outline(session.profile())["associations"]
    assert len(found["names"]) == 12
    assert found["names"] == sorted(found["names"])
    assert found["capped"] == "12 of 20 columns, those of the strongest pairs."


def test_patterns_mark_the_columns_that_are_missing_together(session):
    frame = pd.DataFrame(
        {"a": [1, None, None, 4], "b": [1, None, None, 4], "c": [1, 2, 3, None], "d": [1, 2, 3, 4]}
    )
    session.load(frame, "gaps")
    found = outline(session.profile())["missing"]
    assert (found["n_columns"], found["marked"], found["n_others"]) == (3, ["a", "b", "c"], 1)
    patterns = {one["said"]: (one["gone"], one["count"]) for one in found["patterns"]}
    assert patterns == {
        "a and b missing": ([True, True, False], "2"),
        "Complete": ([False, False, False], "1"),
        "Only c missing": ([False, False, True], "1"),
    }
    assert found["together"][0]["said"] == "1"


def test_it_says_that_it_is_profiling_while_it_is(small, page, monkeypatch):
    may_end, made = threading.Event(), profile.cached_profile

    def slow(dataset):
        assert may_end.wait(20)
        return made(dataset)

    monkeypatch.setattr("jupyter_analyst.session.analysis.profile_of", slow)
    shown = page(ProfilePanel, small)
    state = shown.sees(lambda state: state["busy"])
    assert (state["dataset"], state["n_columns"], state["profile"]) == ("small", 4, None)
    may_end.set()
    assert not shown_of(shown, "small")["busy"]


def test_a_profile_that_comes_too_late_is_not_shown(small, page, monkeypatch):
    may_end, made = threading.Event(), profile.cached_profile

    def slow_if_small(dataset):
        if dataset.name == "small":
            assert may_end.wait(20)
        return made(dataset)

    monkeypatch.setattr("jupyter_analyst.session.analysis.profile_of", slow_if_small)
    panel = ProfilePanel(small)
    late = next(one for one in threading.enumerate() if one.name == "analyst-profile")
    small.load(pd.DataFrame({"q": [1, 2]}), "other")
    assert [line["name"] for line in ready(panel)["columns"]] == ["q"]
    may_end.set()
    late.join(20)
    assert panel.state["dataset"] == "other"
    assert [line["name"] for line in panel.state["profile"]["columns"]] == ["q"]
    panel.close()


def test_without_a_dataset_it_says_the_line_to_type(session, page):
    shown = page(ProfilePanel, session)
    shown.say(kind="hello")
    panel = ProfilePanel(session)
    assert panel.state["fault"]["hint"] == "Type `%analyst load FILE`."
    assert panel.state["profile"] is None
    panel.close()


def test_a_dataset_that_was_removed_meanwhile_is_said_with_what_to_do(small):
    panel = ProfilePanel(small)
    assert ready(panel)
    small.services.catalog.remove("small")  # as another kernel would
    panel.refresh()
    assert panel.state["profile"] is None
    assert "small" in panel.state["fault"]["text"]
    assert panel.state["fault"]["hint"]
    panel.close()


def test_a_profile_that_fails_is_a_note_and_can_be_tried_again(small, page, monkeypatch):
    def broken(_session, _dataset):
        raise DataError("The rows are gone.", hint="Load it again.", code="rows-gone")

    with monkeypatch.context() as patch:
        patch.setattr(REGISTERED, broken)
        shown = page(ProfilePanel, small)
        state = shown.sees(lambda state: state["fault"])
        assert state["fault"] == {
            "text": "The rows are gone.",
            "hint": "Load it again.",
            "code": "rows-gone",
        }
    shown.say(kind="again")
    assert shown_of(shown, "small")["fault"] is None


def test_it_follows_the_dataset_in_use_and_what_is_said_of_a_column(heart, page):
    panel = widgets.panel(heart, "profile")
    assert ready(panel)
    heart.column("age", type="id")
    types = {line["name"]: line["type"] for line in ready(panel)["columns"]}
    assert types["age"] == "id"
    heart.load(pd.DataFrame({"q": [1, 2]}), "other")
    assert len(ready(panel)["columns"]) == 1
    panel.close()


def test_to_look_at_it_is_no_step_of_the_session(heart, page):
    before = len(heart.journal.steps(heart.id))
    panel = ProfilePanel(heart)
    ready(panel)
    assert len(heart.journal.steps(heart.id)) == before
    panel.close()


def test_the_panel_of_a_named_dataset_stays_with_it(heart, page):
    panel = words.panel(heart, "profile", "heart")
    heart.load(pd.DataFrame({"q": [1, 2]}), "other")
    assert len(ready(panel)["columns"]) == 13
    assert (panel.state["dataset"], panel.state["version"]) == ("heart", "v1")
    in_use = words.panel(heart, "profile")
    assert len(ready(in_use)["columns"]) == 1
    panel.close()
    in_use.close()


def test_a_panel_about_the_dataset_in_use_takes_no_name(heart):
    with pytest.raises(AnalystError, match="Type `%analyst use heart` first"):
        words.panel(heart, "tools", "heart")
    with pytest.raises(AnalystError, match="Did you mean `profile`"):
        words.panel(heart, "profil", "heart")


def test_tools_are_offered_only_where_they_work_on_this_dataset(heart, page):
    heart.load(pd.DataFrame({"q": [1, 2]}), "other")
    shown = page(lambda session: ProfilePanel(session, "heart"), heart)
    shown_of(shown, "heart")
    shown.say(kind="column", column="age")
    assert shown.hears("detail")["detail"]["tools"] == []


def test_a_column_opens_with_chart_numbers_meaning_and_tools_it_is_enough_for(heart, page):
    shown = page(ProfilePanel, heart)
    shown_of(shown, "heart")
    shown.say(kind="column", column="age")
    said = shown.hears("detail")
    found = said["detail"]
    assert said["column"] == "age"
    assert found["chart"][0] == "svg"
    assert found["chart"][1]["aria-label"].startswith("Histogram of age: 40 to 95")
    assert dict(found["facts"])["Mean"] == "60.83"
    assert dict(found["quantiles"])["Median"] == "60.00"
    assert found["top"][0] == ("60", "33", "11.0\u202f%")
    assert found["means"] == "Taken as amount: 80\u202f% sure, the name says `age`. Role: measure."
    assert [tool["id"] for tool in found["tools"]] == ["chart", "describe"]


def test_a_column_of_an_earlier_dataset_is_not_asked_for_any_more(heart, page):
    shown = page(ProfilePanel, heart)
    shown_of(shown, "heart")
    shown.say(kind="column", column="gone")
    assert "detail" not in shown.kinds()
    assert "failed" not in shown.kinds()


@pytest.mark.parametrize(
    ("column", "tool", "source"),
    [
        ("", "", "%analyst profile heart"),
        ("age", "", f"from jupyter_analyst import analyst\n\n{OF_AGE}"),
        ("age", "describe", "%analyst describe --columns age"),
        ("age", "chart", "%analyst chart --x age"),
    ],
)  # fmt: skip
def test_what_is_inserted_is_a_line_of_the_public_words(heart, page, column, tool, source):
    heart.front = Notebook()
    shown = page(ProfilePanel, heart)
    shown_of(shown, "heart")
    shown.say(kind="insert", column=column, tool=tool)
    said = shown.hears("inserted")
    assert (said["column"], said["words"], said["source"]) == (column, "In a new cell", "")
    assert heart.front.cells == [source]


def test_the_inserted_code_of_a_column_gives_its_numbers(heart):
    assert eval(OF_AGE, {"analyst": heart})["median"] == 60.0


@pytest.mark.parametrize("front", [None, Notebook(takes=False)])
def test_without_cells_the_line_is_there_to_copy(heart, page, front):
    heart.front = front
    shown = page(ProfilePanel, heart)
    shown_of(shown, "heart")
    shown.say(kind="insert", column="", tool="")
    said = shown.hears("inserted")
    assert said["source"] == "%analyst profile heart"
    assert said["words"].startswith("This front end takes no cells")


def test_a_name_with_a_space_is_quoted_in_the_line(session, page):
    session.load(pd.DataFrame({"q": [1, 2]}), "my data")
    panel = ProfilePanel(session)
    assert panel.state["line"] == '%analyst profile "my data"'
    panel.close()


def test_a_drawing_becomes_a_tree_whatever_stands_in_a_name():
    assert tree("") is None
    assert tree('<svg><text x="1">a &lt;\x00\x0b b</text></svg>') == [
        "svg",
        {},
        [["text", {"x": "1"}, ["a < b"]]],
    ]
