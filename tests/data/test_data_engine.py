import duckdb
import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import StorageError


@pytest.fixture(params=["in memory", "stored"])
def dataset(request, reading, catalog):
    read = reading("a b,it's\n1,x\n2,y\n")
    return read if request.param == "in memory" else catalog.keep(read, "it's")


def test_rows_can_be_queried_in_memory_and_stored(dataset):
    column = data.quote("a b")
    found = data.connect(dataset).execute(f"select sum({column}), count(*) from rows").fetchall()
    assert found == [(3, 2)]


def test_nothing_but_the_rows_can_be_reached(dataset, tmp_path):
    connection = data.connect(dataset)
    other = tmp_path / "file.csv"
    assert other.exists()
    for statement in (
        f"select * from read_csv('{other}')",
        f"copy (select 1) to '{tmp_path / 'out.csv'}'",
        f"attach '{tmp_path / 'new.db'}'",
        "install httpfs",
        "set enable_external_access = true",
    ):
        with pytest.raises(duckdb.Error):
            connection.execute(statement)
    assert not (tmp_path / "out.csv").exists()


def test_a_quote_in_a_name_stays_inside_the_name():
    assert data.quote('a"; drop table rows; --') == '"a""; drop table rows; --"'


def test_a_lost_copy_is_said_plainly(reading, catalog):
    stored = catalog.keep(reading("a,b\n1,2\n"), "sales")
    stored.path.write_bytes(b"PAR1 nonsense PAR1")
    with pytest.raises(StorageError, match="is damaged"):
        data.connect(stored)
    stored.path.unlink()
    with pytest.raises(StorageError, match="is gone"):
        data.connect(stored)
