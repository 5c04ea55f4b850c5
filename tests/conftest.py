"""What all tests share: a home of their own, a session, the data the guides use."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from jupyter_analyst import Session, logs
from jupyter_analyst.settings import configure

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A private home that is gone afterwards; no setting of the machine reaches a test."""
    for name in [name for name in os.environ if name.startswith("ANALYST_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "home"
    monkeypatch.setenv("ANALYST_HOME", str(folder))
    monkeypatch.setenv("ANALYST_CONFIG", str(tmp_path / "no-config.toml"))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    yield folder
    logs.stop()


@pytest.fixture
def session(home):
    """A session on the private home."""
    return Session(configure())


@pytest.fixture(scope="session")
def heart_file():
    """The heart failure records the guides use (299 patients)."""
    return ROOT / "notebooks" / "data" / "heart_failure.csv"


@pytest.fixture
def heart(session, heart_file):
    """A session with the heart failure records loaded as `heart`."""
    session.load(heart_file, "heart")
    return session


# a fixture that needs a program: its mark, the program, the Debian package that brings it
_PROGRAMS = {
    "chromium": ("browser", "chromium", "chromium"),
    "libreoffice": ("office", "soffice", "libreoffice-writer"),
    "bubblewrap": ("sandbox", "bwrap", "bubblewrap"),
    "postgres": ("database", "initdb", "postgresql"),
}
_PLACES = (os.environ["PATH"], *map(str, Path("/usr/lib/postgresql").glob("*/bin")))  # of Debian


def pytest_collection_modifyitems(items):
    """Mark each test by the programs it needs, so that those without can do without it."""
    for item in items:
        for fixture, (mark, _, _) in _PROGRAMS.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


def _needed(fixture: str) -> str:
    """Return the path of a program; its absence fails in CI and is a visible skip elsewhere."""
    _, program, package = _PROGRAMS[fixture]
    path = shutil.which(program, path=os.pathsep.join(_PLACES))
    if path is None:
        words = f"{program} is missing: apt-get install {package}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(words)
    return path


@pytest.fixture(scope="session")
def bubblewrap():
    """Bubblewrap, for tests that wall a process off or give it a small disk."""
    return _needed("bubblewrap")


@pytest.fixture(scope="session")
def chromium():
    """A real browser."""
    return _needed("chromium")


@pytest.fixture(scope="session")
def postgres():
    """The folder of the programs of PostgreSQL."""
    return Path(_needed("postgres")).resolve().parent


@pytest.fixture(scope="session")
def libreoffice():
    """LibreOffice, which lays out a docx as pages."""
    return _needed("libreoffice")
