"""Addresses of databases are told from paths, and shown without what is secret."""

import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from jupyter_analyst import data
from jupyter_analyst.data.sources.database import Address, addressed
from jupyter_analyst.databases.connection import target_of
from jupyter_analyst.databases.read import read
from jupyter_analyst.databases.statement import unfit
from jupyter_analyst.errors import AnalystError, ReadError


@pytest.mark.parametrize(
    "source",
    [
        "sales.csv",
        "C:/data/sales.csv",
        "C:\\data\\sales.csv",
        "https://example.org/a.csv",
        "file:///a.csv",
        "s3://bucket/a.csv",
        "folder:name.csv",
        Path("a.csv"),
        ["a.csv", "b.csv"],
        7,
    ],
)
def test_what_is_no_database_stays_as_it_is(source):
    assert addressed(source) is source


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("postgresql://ana@host/db", "postgresql://ana@host/db"),
        ("postgresql+pg8000://ana:pw@host:5432/db", "postgresql+pg8000://ana:***@host:5432/db"),
        ("mysql://ana:p@w:o/r@d@host/db", "mysql://ana:***@host/db"),
        ("postgresql://:pw@host/db", "postgresql://:***@host/db"),
        ("postgresql:/ana:pw@host/db", "postgresql:/ana:***@host/db"),
        (
            "postgresql://host/db?user=ana&password=pw&x=1",
            "postgresql://host/db?user=ana&password=***&x=1",
        ),
        ("sqlite:///a.db", "sqlite:///a.db"),
    ],
)
def test_an_address_is_shown_without_its_password(text, shown):
    address = addressed(text)
    assert isinstance(address, Address)
    assert str(address) == shown
    assert "pw" not in repr(address)


def test_the_origin_has_no_secret(monkeypatch):
    monkeypatch.setenv("LOGIN", "word")
    address = Address("postgresql+pg8000://ana:pw@host/db?sslpassword=pw&application_name=x")
    target = target_of(address, "LOGIN")
    assert target.origin == "postgresql+pg8000://ana@host/db?application_name=x"
    assert target.url.password == "word"


def test_a_sqlite_address_is_read_as_the_file_it_is(session, tmp_path):
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("create table t (a integer); insert into t values (7)")
    dataset = session.load(f"sqlite:///{path}")
    assert dataset.to_pandas()["a"].tolist() == [7]
    assert (dataset.origin, dataset.reading.format) == (str(path), "sqlite")


def test_a_duckdb_address_is_read_as_the_file_it_is(session, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with closing(duckdb.connect("shop.duckdb")) as connection:
        connection.execute("create table t as select 7 as a; create table u as select 8 as a")
    assert session.load("duckdb:///shop.duckdb", table="u").to_pandas()["a"].tolist() == [8]


def test_data_read_leaves_servers_to_the_session():
    with pytest.raises(
        ReadError, match=r"`postgresql://ana:\*\*\*@host/db` is a database"
    ) as caught:
        data.read("postgresql://ana:p@w@host/db")
    assert caught.value.code == "source-unknown"


@pytest.mark.parametrize("text", ["sqlite://", "sqlite:///:memory:", "duckdb:///"])
def test_a_database_in_memory_holds_nothing(session, text):
    with pytest.raises(ReadError, match="holds nothing") as caught:
        session.load(text)
    assert caught.value.code == "address-wrong"


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("postgrsql://host/db", "database-unknown", "Did you mean `postgresql`"),
        ("nosuch://host/db", "database-unknown", "There are: `postgresql`"),
        ("mysql://ana@host/db", "driver-missing", "pip install pymysql"),
        ("oracle://ana@host/db", "driver-missing", "pip install"),
        ("postgresql+psycopg2://ana@host/db", "driver-missing", "pip install psycopg2-binary"),
        ("postgresql+nosuch://ana@host/db", "database-unknown", "no kind of database"),
        ("postgresql://ana:p@w@host/db", "address-wrong", "%40 for @"),
        ("postgresql://ana@host:port/db", "address-wrong", "no address of a database"),
        ("postgresql+pg8000://ana@127.0.0.1:1/db", "database-unreachable", "127.0.0.1"),
    ],
)
def test_what_is_wrong_with_an_address_is_said(text, code, words):
    with pytest.raises(AnalystError) as caught:
        read(Address(text), table="t")
    assert caught.value.code == code
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "select 1",
        " (select 1) union (select 2) ; ",
        "-- drop; it\nselect ';' as \"delete\", `into` /* ; update */ from t",
        "with a as (select 1) select * from a",
        "values (1), (2)",
        "select $$; delete$$, $x$ ; $x$",
        "select updated, deleted_at from t",
        "select 'it''s; into'",
    ],
)
def test_a_select_may_be_spelled_in_many_ways(query):
    assert unfit(query) == ""


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("", "it begins with ``"),
        ("explain analyze delete from t", "it begins with `explain`"),
        ("select 1; select 2", "it is more than one statement"),
        ("select 'a' ; -- b\n delete from t", "it is more than one statement"),
        ("with x as (DELETE from t) select 1", "it holds the word `DELETE` outside quotes"),
        ("select * into new from t", "it holds the word `into` outside quotes"),
    ],
)
def test_what_is_no_single_select_is_said(query, why):
    assert unfit(query) == why
