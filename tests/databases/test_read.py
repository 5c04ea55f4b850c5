"""Tables and queries of a real PostgreSQL server become datasets; nothing in it is changed."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from jupyter_analyst.data.sources.database import Address
from jupyter_analyst.databases.read import read
from jupyter_analyst.errors import AnalystError, ReadError

PEOPLE = (
    "create table people (id integer primary key, name text, born date)",
    "insert into people values (1, 'Ana', '1990-05-01'), (2, 'Bo', null)",
)


@pytest.fixture
def load(database):
    """Read from the server's database."""

    def load(*, url=None, **given):
        return read(Address(url or database.url()), **given)

    return load


@pytest.fixture
def people(database, load):
    database.run(*PEOPLE)
    return load


def refusal(load, **given):
    with pytest.raises(AnalystError) as caught:
        load(**given)
    return caught.value


def test_a_table_is_read(people, database):
    dataset = people(table="people")
    assert dataset.table.to_pylist() == [
        {"id": 1, "name": "Ana", "born": date(1990, 5, 1)},
        {"id": 2, "name": "Bo", "born": None},
    ]
    assert (dataset.name, dataset.reading.sentence()) == ("people", "database, table `people`")
    assert dataset.origin == database.url(password=None)


def test_the_only_table_needs_no_name(people):
    assert people().n_rows == 2


def test_the_version_follows_the_rows_alone(people, database):
    first = people(table="people").version
    assert people(query="select * from people").version == first
    database.run("insert into people values (3, 'Cy', null)")
    assert people(table="people").version != first


def test_of_several_tables_one_has_to_be_named(people, database):
    database.run("create table pets (name text)", "create view adults as select name from people")
    error = refusal(people)
    assert error.code == "table-unclear"
    assert "2 tables and 1 view: `people`, `pets`, `adults` (a view)" in str(error)


def test_views_and_tables_of_other_schemas_are_read(people, database):
    database.run(
        "create view adults as select name from people",
        "create schema other",
        'create table other."Odd Name" (x integer)',
        'insert into other."Odd Name" values (7)',
    )
    assert people(table="adults").n_rows == 2
    dataset = people(table="other.Odd Name")
    assert dataset.table.to_pylist() == [{"x": 7}]
    assert "table `other.Odd Name`" in dataset.reading.sentence()


def test_a_name_with_quotation_marks_is_only_a_name(people, database):
    database.run('create table "a""; drop table people; --" (n integer)')
    assert people(table='a"; drop table people; --').n_rows == 0
    assert people(table="people").n_rows == 2


@pytest.mark.parametrize("table", ["peple", "public.peple"])
def test_an_unknown_table_offers_the_near_one(people, table):
    error = refusal(people, table=table)
    assert error.code == "table-unknown"
    assert "Did you mean `people`" in str(error)


def test_a_query_is_read_and_its_colons_and_percents_are_its_own(people):
    query = "select id % 2 as odd, '10:30 :x 50%'::text as t from people where name like 'A%'"
    assert people(query=query).table.to_pylist() == [{"odd": 1, "t": "10:30 :x 50%"}]


def test_types_are_mapped_exactly(load, database):
    database.run(
        """create table t as select 12.50::numeric(9, 2) as money, 1e-3::numeric as small,
        1.5::float8 as x, 9223372036854775807::bigint as big, true as yes,
        timestamptz '2024-01-01 12:00:00+02' as at, timestamp '2024-01-01 12:00' as local,
        '06:30'::time as early, interval '1 day 2 hours' as lasted,
        'de305d54-75b4-431b-adb2-eb6b9e546014'::uuid as id,
        '{"a": [1, null]}'::jsonb as doc, array[1, 2] as list"""
    )
    dataset = load(table="t")
    assert dataset.table.to_pylist() == [
        {
            "money": Decimal("12.50"),
            "small": Decimal("0.001"),
            "x": 1.5,
            "big": 9223372036854775807,
            "yes": True,
            "at": datetime(2024, 1, 1, 10, tzinfo=UTC),
            "local": datetime(2024, 1, 1, 12),
            "early": "06:30:00.000000",
            "lasted": 93600.0,
            "id": "de305d54-75b4-431b-adb2-eb6b9e546014",
            "doc": '{"a": [1, null]}',
            "list": "[1, 2]",
        }
    ]
    assert "lists and records of `list` are read as JSON text" in dataset.reading.notes


def test_numerics_beyond_floats_stay_exact(load, database):
    database.run(
        "create table t (n numeric)",
        "insert into t values (12345678901234567890.123456789), (-1), ('NaN'), (null)",
    )
    values = load().table["n"].to_pylist()
    assert values == [Decimal("12345678901234567890.123456789"), Decimal(-1), None, None]


def test_binary_columns_are_left_out_with_a_note(load, database):
    database.run("create table t as select 1 as n, '\\x00ff'::bytea as photo")
    dataset = load()
    assert dataset.table.to_pylist() == [{"n": 1}]
    assert "`photo` holds binary data and is left out" in dataset.reading.notes


def test_an_empty_table_keeps_the_kinds_of_its_columns(load, database):
    database.run("create table t (n integer, x numeric, d date, b boolean, w text, p point)")
    kinds = {column.name: column.kind for column in load().columns}
    assert kinds == {
        "n": "number",
        "x": "number",
        "d": "date",
        "b": "boolean",
        "w": "text",
        "p": "text",
    }


def test_many_rows_come_in_batches(load, database):
    database.run("create table t as select n, 'row ' || n as w from generate_series(1, 50000) n")
    dataset = load()
    assert dataset.n_rows == 50_000
    assert dataset.table.slice(49_999).to_pylist() == [{"n": 50_000, "w": "row 50000"}]


def test_more_than_the_limit_is_refused_while_it_comes(load):
    endless = "select generate_series(1, 1000000000) as n, repeat('x', 100) as w"
    error = refusal(load, query=endless, max_mb=1)
    assert error.code == "result-too-large"
    assert "more than the 1 MB" in str(error)


@pytest.mark.parametrize(
    "query",
    [
        "drop table people",
        "delete from people returning id",
        "insert into people values (9) returning id",
        "select 1; drop table people",
        "with gone as (delete from people returning id) select * from gone",
        "select * into copy from people",
        "copy people to stdout",
        "select nextval('counter')",
        "select set_config('transaction_read_only', 'off', false), setval('counter', 9)",
    ],
)
def test_nothing_but_a_select_is_run(people, database, query):
    database.run("create sequence counter")
    error = refusal(people, query=query)
    assert error.code == "query-refused"
    assert database.run("select count(*), (select last_value from counter) from people") == [(2, 1)]
    assert database.run("select to_regclass('copy')") == [(None,)]


@pytest.mark.parametrize("query", ["select nme from people", "select 1 +", "select 1 / 0"])
def test_a_query_that_fails_says_what_the_database_said(people, query):
    error = refusal(people, query=query)
    assert error.code == "query-wrong"
    assert "cannot be run" in str(error)


def test_a_table_one_may_not_read_says_so(people, database):
    database.run(
        "drop role if exists bo",
        "create role bo login password 'b0'",
        "grant usage on schema public to bo",
    )
    error = refusal(people, url=database.url(user="bo", password="b0"), table="people")
    assert error.code == "access-refused"
    assert "permission denied" in str(error)


def test_a_wrong_password_says_so(database):
    error = refusal(read, address=Address(database.url(password="wrong")))
    assert error.code == "database-login"
    assert "wrong" not in str(error)
    assert "password_env" in error.hint


def test_a_missing_password_says_so(database):
    error = refusal(read, address=Address(database.url(password=None)))
    assert error.code == "database-login"


def test_a_missing_database_says_so(load, database):
    error = refusal(load, url=database.url(database="shp"))
    assert error.code == "database-missing"
    assert '"shp" does not exist' in str(error)


def test_the_password_may_come_from_the_environment(people, database, monkeypatch):
    monkeypatch.setenv("SHOP_LOGIN", database.password)
    dataset = people(url=database.url(password=None), table="people", password_env="SHOP_LOGIN")
    assert dataset.n_rows == 2


def test_an_address_without_a_driver_takes_one_that_is_installed(people, database):
    url = database.url().replace("+pg8000", "")
    assert people(url=url).n_rows == 2
    assert people(url=url.replace("postgresql", "postgres")).n_rows == 2


def test_options_of_files_do_not_apply(people):
    with pytest.raises(ReadError, match="`delimiter` does not apply to a database"):
        people(table="people", delimiter=";")
