from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

USER, PASSWORD = "ana", "h:0p/s@cret%7"
"""A password with all the characters that make an address hard to read."""


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server of the tests' own."""

    port: int
    password: str = PASSWORD

    def url(self, *, password: str | None = PASSWORD, database: str = "shop", user: str = USER):
        spelled = "" if password is None else f":{quote(password, safe='')}"
        return f"postgresql+pg8000://{user}{spelled}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str, database: str = "shop") -> list:
        """Run statements as the owner; return the rows of the last one."""
        engine = create_engine(
            self.url(database=database), poolclass=NullPool, isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            results = [connection.execute(text(one)) for one in statements]
            return results[-1].fetchall() if results[-1].returns_rows else []


@pytest.fixture(scope="session")
def server(postgres):
    """A running server with an empty database `shop`; only its password lets one in."""
    root = Path(tempfile.mkdtemp(prefix="pg"))  # a short path: it holds a socket
    as_user = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}  # root may not
    if as_user:
        shutil.chown(root, "nobody")
    secret = root / "password"
    secret.write_text(PASSWORD)
    secret.chmod(0o644)
    folder = root / "data"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    def run(program, *arguments):
        said = root / f"{program}.txt"  # not a pipe: the server would keep it open
        with said.open("w") as out:
            command = [str(postgres / program), *map(str, arguments)]
            ran = subprocess.run(command, stdout=out, stderr=out, cwd=root, timeout=60, **as_user)
        assert ran.returncode == 0, said.read_text()

    words = ("--auth=scram-sha-256", f"--username={USER}", f"--pwfile={secret}", "--no-sync")
    run("initdb", "--pgdata", folder, "--encoding=UTF8", "--locale=C", *words)
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c fsync=off -k {root}"
    run("pg_ctl", "start", "-w", "-D", folder, "-l", root / "log", "-o", options)
    try:
        made = Server(port)
        made.run("create database shop", database="postgres")
        yield made
    finally:
        run("pg_ctl", "stop", "-m", "immediate", "-D", folder)
        shutil.rmtree(root)


@pytest.fixture
def database(server):
    """The server with nothing in its database."""
    server.run("drop schema if exists public, other cascade", "create schema public")
    return server
