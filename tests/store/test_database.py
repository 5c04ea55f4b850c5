"""The store makes itself, migrates itself, and says plainly when it cannot."""

import sqlite3
import stat
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from filelock import FileLock
from sqlalchemy import create_engine, inspect, text

from jupyter_analyst.errors import StorageError
from jupyter_analyst.store import open_database
from jupyter_analyst.store.database import migrate
from jupyter_analyst.store.tables import HEAD, metadata


def test_a_new_store_has_todays_tables_and_is_private(tmp_path):
    path = tmp_path / "deep" / "analyst.sqlite"
    engine = open_database(path, timeout_s=1)
    assert set(inspect(engine).get_table_names()) == {"sessions", "steps", "alembic_version"}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_opening_again_changes_nothing(tmp_path):
    path = tmp_path / "a.sqlite"
    open_database(path, timeout_s=1).dispose()
    with open_database(path, timeout_s=1).connect() as connection:
        assert connection.execute(text("select count(*) from alembic_version")).scalar() == 1


def test_migrations_lead_to_the_tables_a_new_store_gets(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path / 'migrated.sqlite'}")
    with engine.begin() as connection:
        migrate(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == HEAD


def test_an_older_store_is_led_to_today(tmp_path):
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table alembic_version (version_num varchar(32))")
        connection.execute("insert into alembic_version values (null)")
    assert inspect(open_database(path, timeout_s=1)).has_table("steps")


def test_a_newer_store_is_refused_unchanged(tmp_path):
    path = tmp_path / "new.sqlite"
    open_database(path, timeout_s=1).dispose()
    with sqlite3.connect(path) as connection:
        connection.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(StorageError, match="newer jupyter_analyst") as caught:
        open_database(path, timeout_s=1)
    assert caught.value.code == "store-newer"


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "analyst.sqlite"
    path.write_text("this is no database " * 100)
    with pytest.raises(StorageError, match=r"not a database.*Move the file away") as caught:
        open_database(path, timeout_s=1)
    assert caught.value.code == "store-damaged"
    assert path.read_text().startswith("this is no database")


def test_a_lock_that_is_held_ends_in_a_plain_error(tmp_path):
    path = tmp_path / "analyst.sqlite"
    with FileLock(f"{path}.lock"), pytest.raises(StorageError, match=r"0\.1 seconds") as caught:
        open_database(path, timeout_s=0.1)
    assert caught.value.code == "store-locked"


def test_two_processes_can_make_the_store_at_once(tmp_path):
    path = tmp_path / "analyst.sqlite"
    code = (
        "import sys; from pathlib import Path; from jupyter_analyst.store import open_database;"
        "open_database(Path(sys.argv[1]), timeout_s=30).dispose()"
    )
    command = [sys.executable, "-c", code, str(path)]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [process.communicate()[1] for process in both] == ["", ""]
    with open_database(path, timeout_s=1).connect() as connection:
        assert connection.execute(text("select count(*) from alembic_version")).scalar() == 1
