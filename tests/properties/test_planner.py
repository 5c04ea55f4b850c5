"""Whatever is asked of whatever table, the planner reads it or says what it did not understand."""

import contextlib
import io
import json
import string
import time

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_analyst import data, planner
from jupyter_analyst.errors import AnalystError

SPOKEN = """
how many what which is the are there average mean median total sum minimum highest lowest top most
number of percentage share rate rows patients orders people who that died women men with without
not in from by per for each and or between over under more than at least less older younger than
before after since 2021 2022-03-01 March correlation compare difference differ distribution missing
unique different values describe columns survival until trend over time chart histogram plot show
list first 5 3 10% 60 1 0 common standard deviation 90th percentile = > <= != , "a" 'x' ( ) ? !
"""
WORDS = SPOKEN.split()
NAMES = [
    "age", "sex", "DEATH_EVENT", "time", "country", "unit_price", "Order Date", "is_member",
    "count", "mean", "rows", 'a"b', "naïve 名", "x", "line\nbreak", "customer_id", "total",
]  # fmt: skip
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
CELLS = {
    "number": st.one_of(st.none(), st.integers(-5, 5), st.floats(-1e6, 1e6)),
    "code": st.sampled_from([0, 1]),
    "text": st.one_of(
        st.none(), st.sampled_from(["Germany", "women", "a", 'q"x', "New York", "in"])
    ),
    "truth": st.one_of(st.none(), st.booleans()),
    "date": st.datetimes(
        min_value=pd.Timestamp("2020-01-01"), max_value=pd.Timestamp("2024-01-01")
    ),
}


@st.composite
def frames(draw):
    n = draw(st.integers(0, 12))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True))
    kinds = {name: draw(st.sampled_from(sorted(CELLS))) for name in names}
    columns = {
        name: pd.Series(
            draw(st.lists(CELLS[kind], min_size=n, max_size=n)),
            dtype={"number": float, "code": "int64", "date": "datetime64[ns]"}.get(kind, object),
        )
        for name, kind in kinds.items()
    }
    return pd.DataFrame(columns)


@st.composite
def tables(draw):
    """Tables as records, without any rows: what `table_of` gives, only quicker."""
    fields = []
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=0, max_size=8, unique=True)):
        kind = draw(st.sampled_from(["number", "category", "boolean", "date", "text"]))
        cells = {"number": st.sampled_from([0, 1, 2.5]), "boolean": st.booleans()}.get(
            kind, CELLS["text"]
        )
        values = {v for v in draw(st.lists(cells, max_size=4)) if v is not None and kind != "date"}
        low, high = {"number": (-2.5, 4), "date": ("2020-01-01", "2024-01-01")}.get(
            kind, (None, None)
        )
        levels = len(values) if values and draw(st.booleans()) else None
        known = tuple(sorted(values, key=str)) if levels else ()
        missing = draw(st.integers(0, 3))
        fields.append(planner.Field(name, kind, kind, levels, known, low, high, missing, levels))
    return planner.Table(
        draw(st.sampled_from(["things", "data", "1 x", "class"])), 9, tuple(fields)
    )


@st.composite
def questions(draw, names=tuple(NAMES)):
    pieces = st.one_of(
        st.sampled_from(WORDS), st.sampled_from(list(names)), st.sampled_from(["Germany", "women"])
    )
    return " ".join(draw(st.lists(pieces, min_size=1, max_size=14)))


def _table(frame, name="things"):
    dataset = data.read(frame)
    table = planner.table_of(dataset)
    return dataset, planner.Table(name, table.n_rows, table.fields)


def _ran(monkeypatch, dataset, code):
    monkeypatch.setattr(data, "open", lambda _: dataset.to_pandas())
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(code, "cell", "exec"), {})


FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)  # of wrong data
SLOWLY = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SLOWLY
@given(table=tables(), question=st.one_of(TEXTS, questions()))
def test_any_text_is_read_without_an_error(table, question):
    reading = planner.read(question, table)
    assert reading.question == question
    if reading.plan is None:
        assert reading.words == ""
        assert reading.doubts
    else:
        assert reading.words
        assert 1 <= len(reading.plan.codes) <= 4
        assert len(set(reading.plan.codes)) == len(reading.plan.codes)
    assert reading.confident == bool(reading.plan and not reading.doubts and not reading.unused)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # of NumPy, about columns without values
@SLOWLY
@given(frame=frames(), data_=st.data())
def test_code_that_is_given_compiles_and_runs_or_is_followed_by_other_code(
    frame, data_, monkeypatch
):
    dataset, table = _table(frame)
    question = data_.draw(questions([*frame.columns, *map(repr, frame.columns)]))
    reading = planner.read(question, table)
    if reading.plan is None:
        return
    for code in reading.plan.codes:
        compile(code, "cell", "exec")
    failures = []
    for code in reading.plan.codes:
        try:
            _ran(monkeypatch, dataset, code)
            return
        except (AnalystError, *FAULTS) as error:
            failures.append(error)
    assert not reading.confident, (question, reading.words, failures)


@SLOWLY
@given(table=tables(), question=questions())
def test_suggested_questions_are_understood(table, question):
    for suggestion in planner.read(question, table).suggestions:
        assert planner.read(suggestion, table).plan is not None
        assert not planner.read(suggestion, table).unused


CELL = st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=3))
SHOWN = st.fixed_dictionaries(
    {
        "columns": st.lists(st.sampled_from([*NAMES, "count", "mean", "share"]), max_size=4),
        "rows": st.lists(st.lists(CELL, max_size=4), max_size=4),
        "n_rows": st.integers(0, 99),
    }
)
SAID = st.one_of(TEXTS, st.sampled_from(["nan", "3 of 9 rows", "np.float64(1.5)", "(9, 2)"]))
OUTPUTS = st.lists(
    st.one_of(
        st.fixed_dictionaries({"text": SAID}),
        st.fixed_dictionaries({"table": SHOWN}),
        st.sampled_from([{"picture": True}]),
    ),
    max_size=3,
)


@SLOWLY
@given(table=tables(), question=questions(), found=OUTPUTS)
def test_an_answer_is_made_of_whatever_came_out(table, question, found):
    said = planner.say(planner.read(question, table), found)
    assert said.text
    json.dumps(said.values, allow_nan=False)


@SLOWLY
@given(table=tables())
def test_a_table_survives_the_way_through_json(table):
    assert planner.Table.from_json(json.loads(json.dumps(table.to_json()))) == table


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(piece=st.one_of(st.sampled_from(WORDS), st.text(string.printable, min_size=1, max_size=3)))
def test_a_long_question_takes_no_long_time(piece):
    fields = tuple(planner.Field(name, "number") for name in NAMES)
    table = planner.Table("things", 9, fields)
    begin = time.perf_counter()
    for length in (990, 10_000):
        planner.read((piece + " ") * (length // (len(piece) + 1)), table)
    assert time.perf_counter() - begin < 5
