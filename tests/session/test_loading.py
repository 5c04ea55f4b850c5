"""A person loads data and chooses which to work with."""

import stat

import pandas as pd
import pytest

from jupyter_analyst import Session
from jupyter_analyst.errors import AnalystError
from jupyter_analyst.settings import configure


@pytest.fixture
def sales(tmp_path):
    path = tmp_path / "sales.csv"
    path.write_text("region,price\nnorth,1.5\nsouth,2.5\nnorth,3.5\n")
    return path


def test_a_loaded_file_is_in_use_and_kept(session, sales):
    dataset = session.load(sales)
    assert (dataset.name, dataset.n_rows) == ("sales", 3)
    assert session.current == "sales"
    assert [row["Dataset"] for row in session.datasets()] == ["sales"]
    assert session.dataset().to_pandas()["price"].tolist() == [1.5, 2.5, 3.5]


def test_a_name_can_be_given(session, sales):
    assert session.load(sales, "mine").name == "mine"


def test_a_frame_is_kept_as_it_is(session):
    frame = pd.DataFrame({"x": [1, 2]})
    session.load(frame, "mine")
    assert session.dataset("mine").to_pandas()["x"].tolist() == [1, 2]


def test_a_changed_file_becomes_a_new_version(session, sales):
    first = session.load(sales)
    sales.write_text("region,price\nnorth,9\n")
    second = session.load(sales)
    assert first.version != second.version
    assert session.use("sales", first.version).n_rows == 3
    assert session.use("sales").n_rows == 1
    (row,) = session.datasets()
    assert row["Versions"] == "2"


def test_the_same_file_twice_is_one_version(session, sales):
    session.load(sales)
    session.load(sales)
    (row,) = session.datasets()
    assert row["Versions"] == "1"


def test_another_session_finds_what_was_kept(session, sales):
    session.load(sales)
    other = Session(configure())
    assert other.use("sales").n_rows == 3


def test_without_a_dataset_one_is_told_how_to_get_one(session):
    with pytest.raises(AnalystError, match=r"No dataset is loaded.*%analyst load FILE") as caught:
        session.profile()
    assert caught.value.code == "dataset-missing"


def test_without_a_dataset_in_use_the_kept_ones_are_named(session, sales):
    session.load(sales)
    with pytest.raises(AnalystError, match=r"kept are `sales`.*%analyst use NAME"):
        Session(configure()).head()


def test_an_unknown_dataset_offers_the_near_one(session, sales):
    session.load(sales)
    with pytest.raises(AnalystError, match="Did you mean `sales`"):
        session.use("sale")


def test_a_missing_file_offers_the_near_one(session, sales):
    with pytest.raises(AnalystError, match=r"sales\.csv"):
        session.load(sales.with_name("sale.csv"))


def test_a_file_above_the_limit_is_refused_before_it_is_read(session, sales):
    session.config("max_file_mb", "0.00001")
    with pytest.raises(
        AnalystError, match=r"largest that is read is 1e-05 MB.*max_file_mb"
    ) as caught:
        session.load(sales)
    assert caught.value.code == "file-too-large"
    assert len(session.datasets()) == 0


def test_the_home_is_private_even_if_it_was_not(session, sales, home):
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    session.load(sales)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    files = [path for path in home.rglob("*") if path.is_file()]
    assert files
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in files} == {0}


@pytest.mark.parametrize("n", [0, -1, 1001, "5", 1.5])
def test_head_takes_a_sensible_number_of_rows(session, sales, n):
    session.load(sales)
    with pytest.raises(AnalystError, match="from 1 to 1000"):
        session.head(n=n)


def test_head_gives_the_first_rows(session, sales):
    session.load(sales)
    assert session.head(n=2)["region"].tolist() == ["north", "south"]


@pytest.mark.parametrize("name", [3, ["sales"]])
def test_a_name_that_is_no_text_is_refused_plainly(session, sales, name):
    session.load(sales)
    for word in (session.use, session.head, session.profile):
        with pytest.raises(AnalystError, match="it must be text") as caught:
            word(name)
        assert caught.value.code == "parameter-wrong"


def test_the_home_of_an_unknown_user_is_a_missing_file(session):
    with pytest.raises(AnalystError, match="no file") as caught:
        session.load("~nobody-of-that-name/a.csv")
    assert caught.value.code == "file-missing"


def test_a_session_says_what_is_in_use(session, sales):
    assert "no dataset in use" in repr(session)
    session.load(sales)
    assert "1 step, `sales` in use" in repr(session)


def test_an_interrupt_while_a_file_is_kept_leaves_nothing_half_stored(
    session, sales, home, monkeypatch
):
    def stop(*_, **__):
        raise KeyboardInterrupt

    session.load(sales, "first")
    before = sorted(path for path in home.rglob("*") if "analyst" not in path.name)
    sales.write_text("region,price\nnorth,77\n")
    monkeypatch.setattr("pyarrow.parquet.write_table", stop)
    monkeypatch.setattr("pyarrow.parquet.ParquetWriter", stop)
    with pytest.raises(KeyboardInterrupt):
        session.load(sales, "second")
    monkeypatch.undo()
    assert sorted(path for path in home.rglob("*") if "analyst" not in path.name) == before
    assert (session.current, session.services.catalog.names()) == ("first", ["first"])
