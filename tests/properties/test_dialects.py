"""Whatever a frame holds, and however it was written as CSV, it is read back equal."""

import csv
import io
import string
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_analyst import data
from jupyter_analyst.data.values.spelling import spelled


@dataclass(frozen=True)
class Dialect:
    """A way to write CSV, and what a person says when it is read."""

    name: str
    encoding: str = "utf-8"
    delimiter: str = ","
    decimal: str = "."
    line_end: str = "\n"
    quoting: int = csv.QUOTE_MINIMAL
    quote: str = '"'
    escape: str | None = None
    above: str = ""
    foreign: str = "東京ŁżčЖ"
    options: dict[str, Any] = field(default_factory=dict)


DIALECTS = [
    Dialect("plain"),
    Dialect("of Excel in Europe", "utf-8-sig", ";", ",", "\r\n"),
    Dialect("of Excel as Unicode text", "utf-16", "\t"),
    Dialect("wide without a mark", "utf-16-le", ";", line_end="\r\n"),
    Dialect("wider", "utf-32", "|", ","),
    Dialect("all quoted", delimiter="|", decimal=",", quoting=csv.QUOTE_ALL),
    Dialect("words quoted", delimiter=";", decimal=",", quoting=csv.QUOTE_NONNUMERIC),
    Dialect("single quotes", quote="'", quoting=csv.QUOTE_ALL, line_end="\r\n"),
    Dialect("escaped", escape="\\", quoting=csv.QUOTE_ALL, options={"escape": "\\"}),
    Dialect("of an old Mac", delimiter="\t", line_end="\r", quoting=csv.QUOTE_ALL),
    Dialect("a first line that names the delimiter", delimiter=";", above="sep=;\n"),
    Dialect("comments above", above="# made by hand\n# in May\n", quoting=csv.QUOTE_ALL),
    Dialect("of Windows", "cp1252", ";", ",", foreign="€", options={"encoding": "cp1252"}),
]
LETTERS = string.ascii_letters + "äöüßéèñ" + "0123456789 .,;|#\"'-_/()\n"

numbers = st.floats(-1e6, 1e6).map(lambda x: round(x, 3)).filter(lambda x: x != int(x))
cells = {
    "number": numbers,
    # neither 999, which may mean missing, nor days such as 20240131: both are doubts
    "whole": st.integers(-(2**63), 2**63 - 1).filter(
        lambda n: (abs(n) < 10**5 and set(str(abs(n))) != {"9"}) or abs(n) > 10**9
    ),
    "huge": st.integers(2**63, 10**38 - 1).map(Decimal),
    "text": st.nothing(),  # made for each dialect
    "date": st.dates(date(1, 1, 1), date(9999, 12, 31)),
    "moment": st.datetimes(datetime(1700, 1, 1), datetime(2200, 1, 1)),
    "truth": st.booleans(),
}


def texts(foreign):
    return st.text(LETTERS + foreign, max_size=12).map(lambda tail: f"w{tail}z").filter(
        lambda text: spelled(text) == "text"
    )  # fmt: skip


@st.composite
def tables(draw, dialect):
    kinds = draw(st.lists(st.sampled_from(sorted(cells)), min_size=2, max_size=5))
    n_rows = draw(st.integers(2, 12))
    columns = {}
    for place, kind in enumerate(kinds):
        cell = texts(dialect.foreign) if kind == "text" else cells[kind]
        values = draw(st.lists(st.none() | cell, min_size=n_rows, max_size=n_rows))
        columns[f"{kind} {place}"] = values
    return columns


def spell(value, decimal):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.4f}".replace(".", decimal)
    return value.isoformat() if isinstance(value, date) else value


def written(columns, dialect):
    file = io.StringIO(newline="")
    writer = csv.writer(
        file,
        delimiter=dialect.delimiter,
        lineterminator=dialect.line_end,
        quoting=dialect.quoting,
        quotechar=dialect.quote,
        doublequote=dialect.escape is None,
        escapechar=dialect.escape,
    )
    writer.writerow(columns)
    for row in zip(*columns.values(), strict=True):
        writer.writerow([spell(value, dialect.decimal) for value in row])
    return (dialect.above + file.getvalue()).encode(dialect.encoding)


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=st.data())
def test_a_frame_written_in_any_dialect_is_read_back_equal(tmp_path, dialect, drawn):
    columns = drawn.draw(tables(dialect))
    path = tmp_path / "frame.csv"
    path.write_bytes(written(columns, dialect))
    dataset = data.read(path, **dialect.options)
    assert dataset.to_arrow().to_pydict() == columns
    assert dataset.reading.encoding == dialect.encoding
    assert dataset.reading.delimiter == dialect.delimiter
    assert [row.text for row in dataset.rejected] == [
        line for line in dialect.above.splitlines() if line.startswith("#")
    ]
    expected = ("beyond 64 bits", "nothing; `footer=")
    assert all(any(said in doubt for said in expected) for doubt in dataset.reading.doubts)
