"""A file that is broken in any way ends in rows or in a plain error: no fault, no hang, no half."""

import csv
import io
import signal
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jupyter_analyst import data
from jupyter_analyst.errors import AnalystError

LONGEST_S = 60
WORDS = [
    *(
        "name",
        "Äpfel",
        "x,y",
        'say "hi"',
        "two\nlines",
        "1.5",
        "1,5",
        "-999",
        "NA",
        "",
        "ja",
        "nein",
    ),
    *("31/12/99", "5 Jan 2024", "12:30:00", "€ 5", "(7)", "# no", "Total", '="01"', "1E5"),
    *("9" * 25, "9" * 50, "１２", "東京", "\ufffd", "\x1b$B"),
]
PIECES = [
    *(
        b",",
        b";",
        b"\t",
        b"|",
        b"\n",
        b"\r",
        b"\r\n",
        b'"',
        b"'",
        b"\\",
        b"#",
        b"\0",
        b"sep=",
        b"=",
    ),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xc3", b"  ", b"-", b"\x1b$B", b"{", b"PK\x03\x04"),
    b"PAR1",
]


@contextmanager
def at_most(seconds):
    """Raise if what is inside does not end: a hang is a failure, too."""

    def stop(*_):
        message = f"not done after {seconds} s"
        raise RuntimeError(message)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 5))
    cell = st.sampled_from(WORDS) | st.integers().map(str) | st.text(max_size=6)
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=12))
    file = io.StringIO(newline="")
    delimiter = draw(st.sampled_from(",;\t|"))
    csv.writer(file, delimiter=delimiter, quoting=draw(st.sampled_from([0, 1]))).writerows(rows)
    encoding = draw(st.sampled_from(["utf-8", "utf-16", "utf-16-le", "cp1252", "gb18030"]))
    return file.getvalue().encode(encoding, "replace")


@st.composite
def broken(draw):
    """A file that was cut off, of which bytes changed, or into which others came."""
    content = bytearray(draw(tables()))
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(content)))
        how = draw(st.sampled_from(["cut", "flip", "insert", "drop", "twice"]))
        if how == "cut":
            del content[place:]
        elif how == "flip" and place < len(content):
            content[place] ^= 1 << draw(st.integers(0, 7))
        elif how == "insert":
            content[place:place] = draw(st.sampled_from(PIECES))
        elif how == "drop":
            del content[place : place + draw(st.integers(1, 20))]
        elif how == "twice":
            content[place:place] = content[: draw(st.integers(0, 50))]
    return bytes(content)


any_bytes = (
    st.binary(max_size=300)
    | st.lists(st.sampled_from(PIECES) | st.binary(max_size=5), max_size=60).map(b"".join)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)


def check(home, content, **given_):
    """Load a file as the session does, and look at what is left in the catalog."""
    path = home / "any.csv"
    path.write_bytes(content)
    catalog = data.Catalog(home / "kept")
    before = catalog.names()
    refused = None
    try:
        with at_most(LONGEST_S):
            found = data.read(path, name="any", **given_)
            catalog.keep(found, "any")
    except AnalystError as error:
        refused = error
    if refused is not None:
        assert refused.code not in {"analyst-error", "unexpected"}
        assert refused.hint
        assert catalog.names() == before
        return
    kept = catalog.get("any")
    assert kept.to_arrow().equals(found.to_arrow())
    assert kept.n_rows == len(kept.to_pandas())
    assert len({column.name for column in kept.columns}) == len(kept.columns) > 0
    assert kept.reading.sentence().startswith("CSV")
    assert kept.reading.n_rejected == len(kept.rejected)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert all(0 <= row.line <= lines for row in kept.rejected)


fuzz = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@fuzz
@given(content=broken())
def test_a_broken_file_is_read_or_refused_plainly(tmp_path, content):
    check(tmp_path, content)


@fuzz
@given(content=any_bytes)
def test_any_bytes_are_read_or_refused_plainly(tmp_path, content):
    check(tmp_path, content)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=broken() | any_bytes,
    options=st.fixed_dictionaries(
        {},
        optional={
            "encoding": st.sampled_from(["utf-8", "utf-16", "cp1252", "shift_jis"]),
            "delimiter": st.sampled_from([",", ";", " ", "tab"]),
            "quote": st.sampled_from(["", "'", '"']),
            "escape": st.sampled_from(["", "\\"]),
            "comment": st.sampled_from(["", "#", "//"]),
            "decimal": st.sampled_from([",", "."]),
            "header": st.booleans(),
            "header_rows": st.integers(1, 3),
            "footer": st.integers(0, 5),
            "nulls": st.just(["-", "x"]),
        },
    ),
)
@example(content='"name","name",'.encode("utf-16"), options={"encoding": "utf-8"})
def test_whatever_a_person_says_a_file_is_read_or_refused_plainly(tmp_path, content, options):
    check(tmp_path, content, **options)


def test_a_hang_would_be_noticed():
    def endless():
        while True:
            pass

    with pytest.raises(RuntimeError, match="not done"), at_most(0.05):
        endless()
