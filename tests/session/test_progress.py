"""A long reading shows how far it is, and leaves no line behind."""

import io
import re

import pytest

from jupyter_analyst.data import streaming
from jupyter_analyst.session import progress
from jupyter_analyst.session.progress import InNotebook, InTerminal, shown_progress


class Clock:
    """Seconds that go on by themselves no more than told."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Publisher:
    def __init__(self):
        self.calls = []

    def publish(self, bundle, transient, update):
        self.calls.append((bundle, transient["display_id"], update))


@pytest.fixture
def clock():
    return Clock()


def test_what_takes_less_than_a_second_shows_nothing(clock):
    stream = io.StringIO()
    with shown_progress(InTerminal(stream), clock) as tell:
        clock.now = 0.9
        tell(50, 100)
    assert stream.getvalue() == ""


def test_a_terminal_shows_one_line_at_most_five_times_a_second_and_clears_it(clock):
    stream = io.StringIO()
    with shown_progress(InTerminal(stream), clock) as tell:
        for eighths in range(8, 17):
            clock.now = eighths / 8
            tell(eighths * 1_250_000, 20_000_000)
    *shown, blank, end = stream.getvalue().split("\r")[1:]
    assert shown[0] == "Reading: 10 MB of 20 MB (50 %)"
    assert len(shown) == 5
    assert (blank.strip(), end) == ("", "")
    assert len(blank) == max(map(len, shown))


def test_a_notebook_updates_one_display_and_empties_it(clock):
    publisher = Publisher()
    with shown_progress(InNotebook(publisher), clock) as tell:
        clock.now = 2.0
        tell(1_000_000, 4_000_000)
        clock.now = 3.0
        tell(4_000_000, 4_000_000)
    (first, name, is_update), (second, same_name, updated), (last, _, _) = publisher.calls
    assert (is_update, updated, name) == (False, True, same_name)
    assert first["text/plain"] == "Reading: 1.0 MB of 4.0 MB (25 %)"
    assert re.search('<progress max="4000000" value="1000000">', first["text/html"])
    assert first["text/html"].startswith("<label>")
    assert second["text/plain"] == "Reading: 4.0 MB of 4.0 MB (100 %)"
    assert last == {"text/html": "<span hidden></span>", "text/plain": ""}


def test_the_line_goes_when_the_reading_is_interrupted(clock):
    stream = io.StringIO()

    def read():
        with shown_progress(InTerminal(stream), clock) as tell:
            clock.now = 2.0
            tell(1, 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read()
    assert stream.getvalue().endswith(" \r")


def test_nothing_is_written_where_nobody_looks(capsys, clock):
    with shown_progress(clock=clock) as tell:
        clock.now = 2.0
        tell(1, 2)
    assert capsys.readouterr() == ("", "")


def test_a_large_file_is_loaded_in_pieces_and_told_about(session, tmp_path, monkeypatch):
    told = io.StringIO()
    monkeypatch.setattr(progress, "_PATIENCE_S", 0.0)
    monkeypatch.setattr(progress, "_place_of_person", lambda: InTerminal(told))
    monkeypatch.setattr(streaming, "STREAMED_ABOVE", 0)
    path = tmp_path / "sales.csv"
    path.write_text("region,price\nnorth,1.5\nsouth,2.5\n")
    session.load(path)
    assert session.dataset().to_pandas()["price"].tolist() == [1.5, 2.5]
    assert "Reading: 33 B of 33 B (100 %)" in told.getvalue()
    assert list((session.services.catalog.home / "spool").iterdir()) == []
