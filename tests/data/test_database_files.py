"""SQLite and DuckDB files as datasets: one table of them, or the rows of one SELECT."""

import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import AnalystError, ReadError

SHOP = """
create table people (id integer primary key, name text, born date, height real, member boolean);
insert into people values (1, 'Ana', '1990-05-01', 1.7, 1), (2, 'Bo', null, 1.82, 0);
create table "order lines" (code text, n integer);
insert into "order lines" values ('007', 3), ('010', null), ('011', 5);
create view adults as select name from people;
"""
_MANY = "".join(f"insert into people (id, name) values ({n}, 'x{n}');" for n in range(10, 900))
TEN = "create table ten (n integer);" + "".join(f"insert into ten values ({n});" for n in range(10))


@pytest.fixture
def sqlite(tmp_path):
    """Make a SQLite file of a script."""

    def make(script, name="shop.db"):
        path = tmp_path / name
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(script)
        return path

    return make


@pytest.fixture
def duck(tmp_path):
    """Make a DuckDB file of a script."""

    def make(script, name="shop.duckdb"):
        path = tmp_path / name
        with closing(duckdb.connect(str(path))) as connection:
            connection.execute(script)
        return path

    return make


@pytest.fixture(params=["sqlite", "duck"])
def make(request):
    return request.getfixturevalue(request.param)


def rows(path, **given):
    return data.read(path, **given).table.to_pylist()


def test_the_only_table_is_read(make):
    path = make("create table t (a integer, b text); insert into t values (1, 'x'), (2, null)")
    dataset = data.read(path)
    assert dataset.table.to_pylist() == [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
    assert "table `t`" in dataset.reading.sentence()
    assert (dataset.name, dataset.reading.doubts) == ("shop", ())


def test_of_several_tables_one_has_to_be_named(make):
    path = make(SHOP)
    with pytest.raises(ReadError) as caught:
        data.read(path)
    assert caught.value.code == "table-unclear"
    for words in (
        f"`{path.name}` holds 2 tables and 1 view",
        "`people` (2 rows)",
        "`order lines` (3 rows)",
        "`adults` (a view)",
        "table=",
    ):
        assert words in str(caught.value)


def test_a_table_with_an_odd_name_is_read(make):
    assert rows(make(SHOP), table="order lines")[0] == {"code": "007", "n": 3}


def test_a_quotation_mark_in_a_name_is_no_end_of_it(make):
    spelled = '"a""; drop table x; --"'
    path = make(f"create table {spelled} (n integer); insert into {spelled} values (1)")
    assert rows(path, table='a"; drop table x; --') == [{"n": 1}]


def test_a_view_is_read_by_its_name(make):
    assert rows(make(SHOP), table="adults") == [{"name": "Ana"}, {"name": "Bo"}]


def test_a_view_beside_the_only_table_is_told(make):
    path = make("create table t (a integer); create view v as select a from t")
    dataset = data.read(path)
    assert dataset.table.column_names == ["a"]
    assert dataset.reading.doubts == ("there is the view `v`, too: `table` names it",)


def test_an_unknown_table_offers_the_near_one(make):
    with pytest.raises(AnalystError, match="Did you mean `people`") as caught:
        data.read(make(SHOP), table="peple")
    assert caught.value.code == "table-unknown"


def test_a_query_is_read_instead(make):
    dataset = data.read(
        make(SHOP), query="select name, height * 100 as cm from people where id = 1"
    )
    assert dataset.table.to_pylist() == [{"name": "Ana", "cm": 170.0}]
    assert "the rows of a query" in dataset.reading.sentence()


def test_the_version_follows_what_is_read_of_the_file(make):
    path = make(SHOP)
    versions = {data.read(path, table=name).version for name in ("people", "order lines")}
    again = data.read(path, query="select 1 as one").version
    assert len(versions | {again}) == 3


@pytest.mark.parametrize(
    "query",
    [
        "drop table people",
        "delete from people",
        "update people set name = 'x' returning name",
        "insert into people (id) values (9) returning id",
        "create table z as select 1 as a",
        "attach 'other.db' as other",
        "select 1 as a; drop table people",
        "select 1 as a; select 2 as b",
        "vacuum",
    ],
)
def test_only_one_select_is_run(make, query, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = make(SHOP)
    before = (path.read_bytes(), sorted(tmp_path.iterdir()))
    with pytest.raises(ReadError) as caught:
        data.read(path, query=query)
    assert caught.value.code == "query-refused"
    assert (path.read_bytes(), sorted(tmp_path.iterdir())) == before


@pytest.mark.parametrize("query", ["select nme from people", "select from where", "select 'a"])
def test_a_query_that_cannot_be_run_says_what_the_database_said(make, query):
    with pytest.raises(ReadError) as caught:
        data.read(make(SHOP), query=query)
    assert caught.value.code == "query-wrong"
    assert "shop" in str(caught.value)


def test_a_table_and_a_query_exclude_each_other(make):
    with pytest.raises(ReadError, match="Leave one of them out"):
        data.read(make(SHOP), table="people", query="select 1")


def test_a_database_without_tables_says_so(make):
    with pytest.raises(ReadError, match="holds no table") as caught:
        data.read(make("create table t (a integer); drop table t"))
    assert caught.value.code == "table-missing"


def test_an_empty_table_is_read(make):
    dataset = data.read(make("create table t (a integer, b text)"))
    assert dataset.n_rows == 0
    assert [(column.name, column.kind) for column in dataset.columns] == [
        ("a", "number"),
        ("b", "text"),
    ]


def test_two_columns_of_one_name_are_told_apart(make):
    dataset = data.read(make(SHOP), query="select 1 as a, 2 as a")
    assert [column.name for column in dataset.columns] == ["a", "a_2"]


def test_options_of_texts_do_not_apply(make):
    with pytest.raises(ReadError, match=r"`encoding` does not apply to a (SQLite|DuckDB) database"):
        data.read(make(SHOP), table="people", encoding="utf-8")


def test_a_table_is_no_option_of_a_text_file(reading):
    with pytest.raises(ReadError, match=r"`table` does not apply to .*; it describes a SQLite"):
        reading("a,b\n1,2\n", table="t")


def test_a_damaged_file_says_so(make):
    path = make(SHOP + _MANY)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        data.read(path, table="people")
    assert caught.value.code == "database-damaged"
    assert "Copy or download it again" in caught.value.hint


def test_a_truncated_file_says_so(make):
    path = make(SHOP)
    path.write_bytes(path.read_bytes()[:1500])
    with pytest.raises(ReadError) as caught:
        data.read(path, table="people")
    assert caught.value.code == "database-damaged"


# SQLite alone


def test_declared_types_of_sqlite_are_kept(sqlite):
    assert rows(sqlite(SHOP), table="people") == [
        {"id": 1, "name": "Ana", "born": date(1990, 5, 1), "height": 1.7, "member": True},
        {"id": 2, "name": "Bo", "born": None, "height": 1.82, "member": False},
    ]


def test_declared_moments_become_moments(sqlite):
    path = sqlite("create table t (at timestamp); insert into t values ('2024-03-01 12:30:00')")
    assert rows(path) == [{"at": datetime(2024, 3, 1, 12, 30)}]


def test_a_declared_date_that_is_none_stays_a_text_in_doubt(sqlite):
    path = sqlite("create table t (d date); insert into t values ('soon'), ('2024-01-01')")
    dataset = data.read(path)
    assert dataset.table["d"].to_pylist() == ["soon", "2024-01-01"]
    (doubt,) = dataset.reading.doubts
    assert "`d` is declared date" in doubt


def test_a_column_of_mixed_classes_is_text_in_doubt(sqlite):
    path = sqlite("create table t (x); insert into t values (1), ('two'), (3.5), (null)")
    dataset = data.read(path)
    assert dataset.table["x"].to_pylist() == ["1", "two", "3.5", None]
    (doubt,) = dataset.reading.doubts
    assert doubt.startswith("`x` mixes numbers and texts and whole numbers and is read as text")


def test_whole_and_other_numbers_are_numbers(sqlite):
    assert rows(sqlite("create table t (x numeric); insert into t values (1), (2.5)")) == [
        {"x": 1.0},
        {"x": 2.5},
    ]


def test_a_late_change_of_class_is_seen(sqlite):
    path = sqlite("create table t (x)")
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany("insert into t values (?)", [(n,) for n in range(120_000)])
        connection.execute("insert into t values ('end')")
        connection.commit()
    column = data.read(path).table["x"]
    assert (str(column.type), column[0].as_py(), column[-1].as_py()) == ("string", "0", "end")


def test_blobs_are_left_out_with_a_note(sqlite):
    path = sqlite("create table t (n integer, photo blob); insert into t values (1, x'00ff')")
    dataset = data.read(path)
    assert dataset.table.to_pylist() == [{"n": 1}]
    assert "`photo` holds binary data and is left out" in dataset.reading.sentence()


def test_a_table_of_blobs_alone_is_refused(sqlite):
    with pytest.raises(ReadError, match="No column is left") as caught:
        data.read(sqlite("create table t (photo blob); insert into t values (x'00ff')"))
    assert caught.value.code == "no-columns"


def test_a_text_that_is_no_utf8_says_so(sqlite):
    path = sqlite("create table t (x text); insert into t values (cast(x'ff41' as text))")
    with pytest.raises(ReadError, match="UTF-8") as caught:
        data.read(path)
    assert caught.value.code == "column-encoding"


def test_what_may_still_stand_in_the_log_beside_the_file_is_told(tmp_path):
    path = tmp_path / "app.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("pragma journal_mode=wal")
        connection.execute("create table t (a integer)")
        connection.commit()
        with pytest.raises(ReadError, match=r"app\.db-wal") as caught:
            data.read(path)
        assert caught.value.code == "database-busy"
    assert rows(path) == []  # closed: all of it is in the file


def test_a_file_that_another_program_locks_says_so(sqlite):
    path = sqlite(SHOP)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("begin exclusive")
        with pytest.raises(ReadError, match="locked") as caught:
            data.read(path, table="people")
    assert caught.value.code == "database-busy"


def test_reading_sqlite_leaves_nothing_behind(sqlite):
    path = sqlite("pragma journal_mode=wal;" + SHOP)
    before = (path.read_bytes(), sorted(path.parent.iterdir()))
    rows(path, table="people")
    assert (path.read_bytes(), sorted(path.parent.iterdir())) == before


@pytest.mark.parametrize(
    "query",
    [
        "select load_extension('x')",
        "pragma writable_schema=on",
        "attach database ':memory:' as other",
        "select * from pragma_database_list",
    ],
)
def test_sqlite_reaches_nothing_but_its_tables(sqlite, query):
    with pytest.raises(ReadError) as caught:
        data.read(sqlite(SHOP), query=query)
    assert caught.value.code == "query-refused"


def test_a_file_called_a_database_that_is_none_may_be_encrypted(tmp_path):
    path = tmp_path / "secret.sqlite"
    path.write_bytes(bytes(range(256)) * 32)
    with pytest.raises(ReadError, match="encrypted") as caught:
        data.read(path)
    assert caught.value.code == "database-damaged"


def test_a_text_called_a_database_is_a_text(reading):
    assert reading("a,b\n1,2\n", file="plain.db").table.to_pylist() == [{"a": 1, "b": 2}]


# DuckDB alone


def test_types_of_duckdb_are_kept_exactly(duck):
    path = duck(
        """create table t as select 0.1::decimal(9, 2) as money, 'a'::varchar as word,
        date '2024-02-29' as day, timestamptz '2024-01-01 12:00:00+02' as at,
        'de305d54-75b4-431b-adb2-eb6b9e546014'::uuid as id, 170141183460469231731::hugeint as big"""
    )
    (row,) = rows(path)
    assert row["money"] == Decimal("0.10")
    assert (row["word"], row["day"]) == ("a", date(2024, 2, 29))
    assert row["at"].isoformat() == "2024-01-01T10:00:00+00:00"
    assert row["id"] == "de305d54-75b4-431b-adb2-eb6b9e546014"
    assert row["big"] == Decimal("170141183460469231731")


def test_nested_columns_of_duckdb_are_json_text_with_a_note(duck):
    dataset = data.read(duck("create table t as select [1, 2] as l, {'a': 'x'} as r"))
    assert dataset.table.to_pylist() == [{"l": "[1, 2]", "r": '{"a": "x"}'}]
    assert "lists and records of `l` are read as JSON text" in dataset.reading.notes


def test_what_no_table_can_hold_of_duckdb_is_left_out(duck):
    dataset = data.read(duck("create table t as select 1 as n, 'x'::blob as b"))
    assert dataset.table.to_pylist() == [{"n": 1}]
    assert "`b` holds binary data and is left out" in dataset.reading.notes


@pytest.mark.parametrize(
    "query",
    [
        "from read_csv('{other}')",
        "select * from read_text('{other}')",
        "select * from '{other}'",
        "select * from glob('*')",
    ],
)
def test_duckdb_reads_no_other_file(duck, tmp_path, query):
    other = tmp_path / "other.csv"
    other.write_text("a\n1\n")
    with pytest.raises(ReadError) as caught:
        data.read(duck(SHOP), query=query.format(other=other))
    assert caught.value.code == "query-refused"


def test_tables_of_another_schema_are_named_with_it(duck):
    path = duck(
        "create schema s; create table s.t as select 1 as a; create table t as select 2 as a"
    )
    assert rows(path, table="s.t") == [{"a": 1}]
    assert rows(path, table="t") == [{"a": 2}]


def test_a_file_the_notebook_itself_has_open_says_so(duck):
    path = duck(SHOP)
    with closing(duckdb.connect(str(path))), pytest.raises(ReadError) as caught:
        data.read(path, table="people")
    assert caught.value.code == "database-busy"
    assert "lose" in caught.value.hint


def test_an_encrypted_duckdb_file_says_so(tmp_path):
    path = tmp_path / "secret.duckdb"
    with closing(duckdb.connect(config={"force_mbedtls_unsafe": "true"})) as connection:
        connection.execute(f"attach '{path}' as e (encryption_key 'k')")
        connection.execute("create table e.t as select 1 as a")
    with pytest.raises(ReadError, match="decrypted first") as caught:
        data.read(path)
    assert caught.value.code == "database-damaged"


def test_a_log_beside_a_duckdb_file_is_told(duck):
    path = duck(SHOP)
    shutil.copy(path, path.with_name("shop.duckdb.wal"))
    with pytest.raises(ReadError, match=r"shop.duckdb.wal") as caught:
        data.read(path, table="people")
    assert caught.value.code == "database-busy"


@pytest.mark.parametrize("wanted", [{"query": "select * from long"}, {"table": "long"}])
def test_more_rows_than_the_limit_are_refused_while_they_come(make, wanted):
    endless = f"""{TEN}
    create view long as select a.n, 'a text of some length, so that rows need room' as words
    from ten a, ten b, ten c, ten d, ten e, ten f, ten g, ten h, ten i"""
    path = make(endless)
    with pytest.raises(ReadError) as caught:
        data.read(path, max_mb=2, **wanted)
    assert caught.value.code == "result-too-large"
    assert f"`{path.name}` gives more than the 2 MB of rows that are read" in str(caught.value)
    assert "max_file_mb" in caught.value.hint


def test_the_limit_holds_for_a_database_in_an_archive(make, tmp_path):
    path = make(TEN)
    packed = tmp_path / "shop.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    query = "select a.n, b.n as m from ten a, ten b, ten c, ten d, ten e, ten f"
    assert data.read(packed, max_mb=20, query=query).n_rows == 1_000_000
    with pytest.raises(ReadError) as caught:
        data.read(packed, max_mb=4, query=query)
    assert caught.value.code == "result-too-large"


def test_an_error_late_in_a_query_to_duckdb_is_said(duck):
    path = duck("create table t as select * from range(3000000) r(n)")
    query = "select case when n = 2999999 then error('too far') else n end as n from t"
    with pytest.raises(ReadError) as caught:
        data.read(path, query=query)
    assert "too far" in str(caught.value)
