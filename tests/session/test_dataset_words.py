"""A person renames, removes, compares, slims and samples datasets in a session."""

import pandas as pd
import pytest

from jupyter_analyst import Session
from jupyter_analyst.data import Dataset
from jupyter_analyst.errors import DataError, ParameterError, UnknownNameError
from jupyter_analyst.notebook import read as read_notebook
from jupyter_analyst.settings import configure


@pytest.fixture
def sales(tmp_path):
    """Load two versions of `sales`; return their names, older first."""
    path = tmp_path / "sales.csv"

    def load(session):
        found = []
        for rows in ("north,1\nsouth,2\n", "north,1\nsouth,2\neast,3\n"):
            path.write_text(f"region,price\n{rows}")
            found.append(session.load(path).version)
        return found

    return load


def words(session):
    return [(step.word, step.arguments) for step in session.journal.steps(session.id)]


def test_a_renamed_dataset_stays_in_use(session, sales):
    sales(session)
    assert session.rename("sales", "orders").name == "orders"
    assert session.current == "orders"
    assert list(session.used) == ["orders"]
    assert session.dataset().n_rows == 3
    assert words(session)[-1] == ("rename", {"old": "sales", "new": "orders"})


def test_renaming_another_dataset_leaves_the_one_in_use(session, sales):
    sales(session)
    session.load(pd.DataFrame({"x": [1]}), "other")
    session.rename("sales", "orders")
    assert session.current == "other"
    assert sorted(session.used) == ["orders", "other"]


def test_a_version_that_is_used_stays_in_use(session, sales):
    old, new = sales(session)
    session.use("sales", old)
    assert session.dataset().n_rows == session.dataset("sales").n_rows == 2
    assert session.rename("sales", "orders").version == old
    assert session.dataset().version == old
    session.remove("orders", version=old)
    assert session.dataset().version == new
    session.restore("orders")
    assert session.use("orders").version == new


@pytest.mark.parametrize(
    "act",
    [
        lambda s: s.rename(5, "x"),
        lambda s: s.remove(5),
        lambda s: s.restore(5),
        lambda s: s.datasets(5),
        lambda s: s.compare("sales", 5),
    ],
)
def test_what_is_no_text_is_no_name(session, sales, act):
    sales(session)
    with pytest.raises(ParameterError, match="5 was given as the name"):
        act(session)


def test_a_removed_dataset_is_no_longer_in_use_and_comes_back(session, sales):
    versions = sales(session)
    listing = session.remove("sales")
    assert [row["Version"] for row in listing] == versions
    assert {row["To bring it back"] for row in listing} == {"%analyst restore sales"}
    assert session.current == ""
    assert session.used == {}
    with pytest.raises(DataError, match="none is kept"):
        session.dataset()
    assert session.restore("sales").version == versions[1]
    assert session.current == "sales"
    assert [word for word, _ in words(session)] == ["load", "load", "remove", "restore"]


def test_an_old_notebook_hears_that_a_version_was_removed_and_when(session, sales):
    old, _ = sales(session)
    session.remove("sales", version=old, forever=True)
    other = Session(configure())
    with pytest.raises(UnknownNameError, match="it was removed, its rows deleted, on 20"):
        other.use("sales", old)
    assert other.use("sales").n_rows == 3


def test_versions_are_listed_with_what_became_of_them(session, sales):
    old, new = sales(session)
    session.remove("sales", version=old)
    first, second = session.datasets("sales")
    assert (first["Version"], first[""], first["Rows"]) == (new, "current", "3")
    assert (second["Version"], second[""][:9], second["Rows"]) == (old, "removed 2", "2")
    with pytest.raises(UnknownNameError, match="Did you mean `sales`"):
        session.datasets("sale")


def test_what_is_removed_for_good_says_where_it_came_from(session, sales, tmp_path):
    sales(session)
    rows = list(session.remove("sales", forever=True))
    assert {row["To bring it back"] for row in rows} == {
        f"load it again from {tmp_path / 'sales.csv'}"
    }


@pytest.mark.sandbox
def test_code_runs_on_when_another_kernel_removes_a_dataset_for_good(session, sales):
    sales(session)
    session.load(pd.DataFrame({"x": [1, 2]}), "other")
    code = "from jupyter_analyst import data\nheld = data.open('sales')\nlen(held)"
    assert session.sandbox.run(code).status == "ok"
    Session(configure()).remove("sales", forever=True)
    assert session.sandbox.run("held['price'].sum()").text.strip() == "6"
    session.load(pd.DataFrame({"x": [3]}), "third")
    found = session.sandbox.run("len(data.open('third')) + len(held)")
    assert (found.status, found.text.strip()) == ("ok", "4")


def test_the_two_newest_versions_are_compared(session, sales):
    old, new = sales(session)
    found = session.compare()
    assert (found.first.version, found.second.version) == (old, new)
    assert found["region"].new_levels == ("east",)
    assert words(session)[-1] == ("compare", {"a": "sales", "version": old, "to": new})


def test_versions_to_compare_can_be_given(session, sales):
    old, new = sales(session)
    for given in ({"version": new, "to": old}, {"version": new}, {"to": old}):
        found = session.compare("sales", **given)
        assert (found.first.version, found.second.version) == (new, old)


def test_two_datasets_are_compared(session, sales):
    sales(session)
    session.load(pd.DataFrame({"region": ["west"], "x": [1]}), "other")
    found = session.compare("sales", "other")
    assert (found.first.name, found.second.name) == ("sales", "other")
    assert (found.new_columns, found.lost_columns) == (("x",), ("price",))


def test_one_version_cannot_be_compared_with_itself(session):
    session.load(pd.DataFrame({"x": [1]}), "lonely")
    with pytest.raises(DataError, match="has one version") as caught:
        session.compare("lonely")
    assert caught.value.code == "versions-few"


def test_a_thrifty_frame_holds_the_same(heart):
    found = heart.optimise()
    pd.testing.assert_frame_equal(
        found.frame, heart.dataset().to_pandas(), check_dtype=False, check_exact=True
    )
    assert str(found.frame["sex"].dtype) == "int8"
    # of 13 columns of 8 bytes, three stay, three take 2 bytes (to 7861, 148, 285), seven take 1
    assert (found.n_before, found.n_after) == (299 * 13 * 8, 299 * (3 * 8 + 3 * 2 + 7))
    assert words(heart)[-1] == ("optimise", {"name": "heart"})


def test_a_sample_is_a_frame_that_says_what_it_is(heart):
    frame = heart.sample(100, by="sex", seed=7)
    assert frame.shape == (100, len(heart.dataset().columns))
    # 194 of 299 are men: 64.88 of 100
    assert frame["sex"].value_counts().to_dict() == {1: 65, 0: 35}
    told = frame.attrs["sample"]
    assert (told["of"], told["by"], told["seed"]) == ("heart", ["sex"], 7)
    assert told["how"].startswith("100 of 299 rows, drawn at random in proportion to the 2 groups")
    assert told["checks"][0]["Column"] == "sex"
    assert told["checks"][0]["Largest change of a share"] == "0.1\u202f%"
    assert heart.sample(100, by=["sex"], seed=7).equals(frame)
    assert words(heart)[-1] == ("sample", {"n": 100, "by": ["sex"], "seed": 7, "name": "heart"})


def test_a_sample_with_a_name_is_a_dataset_that_says_what_it_is_of(heart):
    version = heart.dataset().version
    small = heart.sample(50, seed=1, as_="small")
    assert isinstance(small, Dataset)
    assert (small.name, small.n_rows, heart.current) == ("small", 50, "small")
    assert small.origin == f"sample of heart, version {version}"
    assert small.reading.sentence() == ("table in memory, 50 of 299 rows, drawn at random, seed 1")
    assert small.to_pandas().equals(heart.sample(50, seed=1, name="heart"))


def test_more_rows_than_there_are_gives_all(heart):
    frame = heart.sample(1000)
    assert len(frame) == 299
    assert frame.attrs["sample"]["how"] == "all 299 rows, 1,000 were asked for"


def test_a_large_dataset_is_checked_on_some_columns_and_that_is_said(heart, monkeypatch):
    monkeypatch.setattr("jupyter_analyst.session.derived._MOST_CELLS", 600)
    shown = []
    heart.sample(100, by="smoking", show=shown.append)
    assert [row["Column"] for row in shown[0]] == ["smoking", "age"]
    assert shown[0].title.endswith("(checked on 2 of 13 columns)")


def test_a_sample_of_nothing_is_nothing(session):
    session.load(pd.DataFrame({"x": pd.Series([], dtype="int64")}), "empty")
    assert session.sample(5).empty


def test_a_saved_session_repeats_what_made_something_and_deletes_nothing(session, sales, tmp_path):
    sales(session)
    session.rename("sales", "orders")
    session.compare()
    session.optimise()
    session.sample(2, seed=3, as_="few")
    session.remove("few")
    book = read_notebook(session.save(tmp_path / "kept.ipynb"))
    sources = [cell.source for cell in book.cells if cell.cell_type == "code"]
    assert 'analyst.rename("sales", new="orders")' in sources
    assert 'analyst.optimise("orders")' in sources
    assert 'analyst.sample(2, seed=3, name="orders", as_="few")' in sources
    assert not any("remove" in source for source in sources)
    compared = next(cell for cell in book.cells if "analyst.compare" in cell.source)
    assert "Comparison of orders" in compared.outputs[0].data["text/html"]
