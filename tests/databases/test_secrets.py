"""The password to a database is in nothing that is shown, logged, kept or written."""

import json
import traceback
from urllib.parse import quote

import nbformat
import pytest

from jupyter_analyst.errors import AnalystError
from jupyter_analyst.magics.line import run_line


@pytest.fixture
def address(database):
    database.run("create table t as select 1 as a")
    return database.url()


@pytest.fixture
def leaks(database, home, tmp_path):
    """Find the password in a text, or in any file below a folder."""
    password = database.password
    spellings = {password, quote(password, safe=""), quote(password)}

    def found(*texts):
        files = [path for root in (home, tmp_path) for path in root.rglob("*") if path.is_file()]
        contents = [*(text.encode() for text in texts), *(path.read_bytes() for path in files)]
        assert contents
        return [one for one in spellings for text in contents if one.encode() in text]

    return found


def shown(error):
    """Return all that anyone may see of an error."""
    lines = traceback.format_exception(error)
    return "".join([str(error), repr(error), *lines, *error._render_traceback_()])


def test_what_a_load_leaves_behind_has_no_password(session, address, database, leaks, tmp_path):
    dataset = session.load(address, table="t")
    session.run_tool("describe", columns=["a"])
    session.save(tmp_path / "kept.ipynb")
    session.report(tmp_path / "kept.docx")
    told = [repr(dataset), str(dataset), json.dumps(dataset.to_json()), repr(session)]
    told += [str(session.history()), str(session.datasets())]
    told += [repr(step) for step in session.journal.steps(session.id)]
    assert dataset.origin == database.url(password=None)
    assert leaks(*told) == []


def test_the_notebook_loads_again_by_the_address_without_password(
    session, database, monkeypatch, tmp_path
):
    database.run("create table t as select 1 as a")
    monkeypatch.setenv("SHOP_LOGIN", database.password)
    session.load(database.url(password=None), table="t", password_env="SHOP_LOGIN")
    path = session.save(tmp_path / "kept.ipynb")
    sources = [cell.source for cell in nbformat.read(path, as_version=4).cells]
    (line,) = [source for source in sources if source.startswith("analyst.load")]
    assert line == (
        f'analyst.load("{database.url(password=None)}", name="t", table="t", '
        'password_env="SHOP_LOGIN")'
    )
    assert (
        session.load(database.url(password=None), table="t", password_env="SHOP_LOGIN").n_rows == 1
    )


@pytest.mark.parametrize(
    ("change", "given", "code"),
    [
        (lambda url: url, {"table": "nothing"}, "table-unknown"),
        (lambda url: url, {"query": "select nothing"}, "query-wrong"),
        (lambda url: url, {"query": "drop table t"}, "query-refused"),
        (lambda url: url, {"encoding": "utf-8"}, "option-wrong"),
        (lambda url: url.replace("/shop", "/other"), {}, "database-missing"),
        (lambda url: url.replace("ana:", "bob:"), {}, "database-login"),
        (lambda url: url.replace("127.0.0.1:", "127.0.0.1:1"), {}, "database-unreachable"),
        (lambda url: url + "?no_such_option=1", {}, "database-unreachable"),
        (lambda url: url.replace("pg8000", "psycopg"), {}, "driver-missing"),
        (lambda url: url.replace("postgresql+pg8000", "postgrsql"), {}, "database-unknown"),
        (lambda url: url.replace("://", ":/"), {}, "address-wrong"),
        (lambda url: url, {"table": "t", "password_env": "NO_SUCH"}, "password-missing"),
    ],
)
def test_no_error_shows_the_password(session, address, leaks, change, given, code):
    with pytest.raises(AnalystError) as caught:
        session.load(change(address), **given)
    assert caught.value.code == code
    assert leaks(shown(caught.value), str(session.history())) == []


def test_a_password_that_was_not_escaped_is_hidden_too(session, database, home):
    for password in ("my@secretword", "my:secretword", "my/secretword", "secretword,1"):
        bad = f"postgresql+pg8000://ana:{password}@127.0.0.1:{database.port}/shop"
        with pytest.raises(AnalystError) as caught:
            session.load(bad, table="t")
        assert "secretword" not in shown(caught.value)
        with pytest.raises(AnalystError) as caught:
            run_line(session, f"load {bad} --table t", {})
        assert "secretword" not in shown(caught.value)
    assert "secretword" not in str([repr(s) for s in session.journal.steps(session.id)])
    assert all(b"secretword" not in path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_a_line_that_is_not_understood_hides_it(session, address, leaks):
    for line in (f"load '{address} --table t", f"load {address} and more"):
        with pytest.raises(AnalystError) as caught:
            run_line(session, line, {})
        assert leaks(shown(caught.value)) == []


def test_secrets_among_the_options_of_an_address_are_hidden(session, database, home):
    url = f"{database.url(password=None)}?password=secretword&sslpassword=secretword"
    with pytest.raises(AnalystError) as caught:
        session.load(url, table="t")
    assert "secretword" not in shown(caught.value)
    assert all(b"secretword" not in path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_nothing_is_written_to_any_log(session, address, caplog, capfd):
    caplog.set_level("DEBUG", "sqlalchemy.pool")
    with pytest.raises(AnalystError):
        session.load(address, query="select nothing")
    assert "nothing" not in caplog.text
    assert capfd.readouterr() == ("", "")


def test_the_magic_loads_a_table(session, database, monkeypatch):
    database.run("create table t as select 1 as a")
    monkeypatch.setenv("SHOP_LOGIN", database.password)
    line = f"load {database.url(password=None)} --table t --password-env SHOP_LOGIN --as mine"
    dataset = run_line(session, line, {})
    assert (dataset.name, dataset.n_rows) == ("mine", 1)
