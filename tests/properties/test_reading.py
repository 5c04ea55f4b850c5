"""Whatever was written is read back; whatever is read, nothing but a plain error comes out."""

import csv
import io
import math
import string
from datetime import date

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_analyst import data
from jupyter_analyst.data.values.spelling import spelled
from jupyter_analyst.errors import AnalystError

DIALECTS = [
    ("utf-8", ",", ".", "\n", csv.QUOTE_MINIMAL),
    ("utf-8-sig", ";", ",", "\r\n", csv.QUOTE_MINIMAL),
    ("utf-16", "\t", ".", "\n", csv.QUOTE_MINIMAL),
    ("utf-8", "|", ",", "\n", csv.QUOTE_ALL),
    ("utf-8", ";", ",", "\n", csv.QUOTE_NONNUMERIC),
]
LETTERS = string.ascii_letters + "äöüßéèñŁż東京" + "0123456789 .,;|\"'-_/()\n"
MISSING = {"na", "nan", "null", "none", "nil", "nd"}

texts = st.text(LETTERS, max_size=12).map(lambda tail: f"w{tail}z").filter(
    lambda text: spelled(text) == "text" and text.casefold() not in MISSING
)  # fmt: skip
cells = {
    "number": st.floats(-1e6, 1e6).map(lambda x: round(x, 3)).filter(lambda x: x != int(x)),
    "whole": st.integers(-(2**63), 2**63 - 1),
    "text": texts,
    "date": st.dates(date(1, 1, 1), date(9999, 12, 31)),
    "truth": st.booleans(),
}


@st.composite
def tables(draw):
    kinds = draw(st.lists(st.sampled_from(sorted(cells)), min_size=2, max_size=5))
    n_rows = draw(st.integers(2, 12))
    columns = {}
    for place, kind in enumerate(kinds):
        values = draw(
            st.lists(st.none() | cells[kind], min_size=n_rows, max_size=n_rows).filter(
                lambda values: any(value is not None for value in values)
            )
        )
        columns[f"{kind} {place}"] = values
    return columns


def written(columns, dialect):
    encoding, delimiter, decimal, line_end, quoting = dialect
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerow(columns)
    for row in zip(*columns.values(), strict=True):
        writer.writerow([spell(value, decimal) for value in row])
    return file.getvalue().encode(encoding)


def spell(value, decimal):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:.4f}".replace(".", decimal)
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: repr(dialect[:3]))
@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(columns=tables())
def test_a_table_written_in_any_dialect_is_read_back_equal(tmp_path, dialect, columns):
    encoding, delimiter, *_ = dialect
    path = tmp_path / "table.csv"
    path.write_bytes(written(columns, dialect))
    dataset = data.read(path)
    assert (dataset.reading.encoding, dataset.reading.delimiter) == (encoding, delimiter)
    assert dataset.reading.header
    assert dataset.table.to_pydict() == columns
    assert not dataset.rejected


@settings(max_examples=100, deadline=None)
@given(columns=tables())
def test_a_frame_comes_back_with_the_same_values(columns):
    frame = pd.DataFrame(
        {name: pd.Series(values, dtype=object) for name, values in columns.items()}
    )
    dataset = data.read(frame)
    assert dataset.table.to_pydict() == columns
    again = dataset.to_pandas()
    assert list(again.columns) == list(columns)
    for name, values in columns.items():
        assert again[name].isna().tolist() == [value is None for value in values]


def outcome(path):
    try:
        return data.read(path)
    except AnalystError as error:
        return error


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.binary(max_size=400)
    | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))
    | st.text("ab1,;\t|\"'\n\r =-.", max_size=200).map(str.encode)
)
def test_any_bytes_give_a_dataset_or_a_plain_error(tmp_path, content):
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    found = outcome(path)
    if isinstance(found, AnalystError):
        assert found.code not in {"analyst-error", "unexpected"}
        assert found.hint
    else:
        assert found.n_rows == found.table.num_rows == len(found.to_pandas())
        assert len(found.columns) == found.table.num_columns
        assert found.reading.sentence().startswith("CSV, ")


@settings(max_examples=100, deadline=None)
@given(
    values=st.lists(
        st.none() | st.integers(-(2**40), 2**40) | st.floats(allow_nan=True),
        min_size=1,
        max_size=40,
    )
)
def test_numbers_pass_the_gate_unchanged(values):
    column = pa.array([None if value is None else float(value) for value in values])
    frame = data.read(pa.table({"x": column})).to_pandas()
    for before, after in zip(values, frame["x"].tolist(), strict=True):
        assert after == before or (math.isnan(after) and (before is None or math.isnan(before)))


quick = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quick
@given(columns=tables(), random=st.randoms(use_true_random=False))
def test_neither_a_title_nor_the_order_of_rows_changes_what_is_read(tmp_path, columns, random):
    path = tmp_path / "table.csv"
    dialect = ("utf-8", ";", ".", "\n", csv.QUOTE_ALL)
    path.write_bytes(written(columns, dialect))
    plain = data.read(path)
    path.write_bytes(b"Made by hand\n\n" + written(columns, dialect))
    titled = data.read(path)
    assert titled.table.equals(plain.table)
    assert (titled.reading.n_rejected, titled.reading.header_line) == (1, 3)
    places = list(range(plain.n_rows))
    random.shuffle(places)
    shuffled = {name: [values[place] for place in places] for name, values in columns.items()}
    path.write_bytes(written(shuffled, dialect))
    assert data.read(path).table.equals(plain.table.take(places))


@quick
@given(
    cents=st.lists(st.integers(1, 10**12), min_size=2, max_size=20),
    sign=st.sampled_from(["", "$", "€"]),
    data_=st.data(),
)
def test_amounts_as_accountants_write_them_are_read_back(tmp_path, cents, sign, data_):
    negative = data_.draw(st.lists(st.booleans(), min_size=len(cents), max_size=len(cents)))
    negative[:2] = [False, True]  # parentheses around all of them would be no sign
    spelled_ = [f"{sign}{n // 100:,}.{n % 100:02}" for n in cents]
    lines = [
        f'"({text})",x' if below else f'"{text}",x'
        for text, below in zip(spelled_, negative, strict=True)
    ]
    path = tmp_path / "ledger.csv"
    path.write_text("\n".join(["amount,note", *lines]), encoding="utf-8")
    expected = [-n / 100 if below else n / 100 for n, below in zip(cents, negative, strict=True)]
    assert data.read(path).table.column("amount").to_pylist() == expected
