"""Whatever a table holds, its profile is complete and adds up."""

import datetime as dt
import math
from dataclasses import asdict, replace

import lxml.html
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_analyst.data import Column, Dataset, Reading
from jupyter_analyst.profile import Profile, profile, rows

pytestmark = pytest.mark.slow  # a hundred tables each are drawn and counted twice

TYPES = {
    "number": (
        (pa.int64(), st.integers(-(2**63), 2**63 - 1)),
        (pa.uint8(), st.integers(0, 255)),
        (pa.float64(), st.floats()),
        (pa.float32(), st.floats(width=32)),
    ),
    "boolean": ((pa.bool_(), st.booleans()),),
    "date": (
        (pa.date32(), st.dates()),
        (pa.timestamp("us"), st.datetimes(dt.datetime(1700, 1, 1), dt.datetime(2200, 1, 1))),
    ),
    "category": ((pa.string(), st.sampled_from(["a", " A", "", "b*"])),),
    "text": ((pa.string(), st.text(max_size=8)), (pa.list_(pa.int64()), st.just([1, 2]))),
}
CHOICES = [(kind, *typed) for kind, types in TYPES.items() for typed in types]


@st.composite
def datasets(draw):
    n = draw(st.integers(0, 12))
    names = draw(st.lists(st.text(max_size=6), min_size=1, max_size=5, unique=True))
    chosen = [draw(st.sampled_from(CHOICES)) for _ in names]
    arrays = [
        pa.array(draw(st.lists(st.none() | values, min_size=n, max_size=n)), type_)
        for _, type_, values in chosen
    ]
    columns = tuple(
        Column(name, str(type_), kind) for name, (kind, type_, _) in zip(names, chosen, strict=True)
    )
    table = pa.table(arrays, names=names)
    return Dataset("t", "v1", n, columns, Reading(format="frame"), table=table)


def is_missing(value):
    return value is None or (isinstance(value, float) and math.isnan(value))


def is_finite(value):
    return not is_missing(value) and not (isinstance(value, float) and math.isinf(value))


many = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@many
@given(datasets())
def test_every_column_is_there_and_adds_up(dataset):
    found = profile(dataset)
    assert list(found.columns) == [column.name for column in dataset.columns]
    for column, array in zip(found.columns.values(), dataset.table.columns, strict=True):
        values = array.to_pylist()
        assert column.missing == sum(map(is_missing, values))
        assert column.count + column.missing == dataset.n_rows
        if column.kind in {"number", "date"}:
            counts = column.histogram.counts if column.histogram else ()
            assert sum(counts) == sum(map(is_finite, values))
        if column.kind == "number" and column.mean is not None:
            assert column.min <= column.mean <= column.max
        assert sum(level.count for level in column.top) <= column.count


@pytest.fixture(scope="module")
def asked():
    """Let the engine count the rows of a profile, as it does of very many; the sample is all."""

    def profile_of_many(dataset):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(rows, "EXACT_ROWS", -1)
            return profile(dataset)

    return profile_of_many


@many
@given(datasets())
def test_the_engine_counts_what_is_counted_in_memory(asked, dataset):
    here, there = profile(dataset), asked(dataset)
    assert (here.exact, there.exact) == (True, False)
    for name, column in here.columns.items():
        other = there.columns[name]
        assert counts(column, other) == counts(other, column)
        reach = max((abs(end) for end in (column.min, column.max) if is_number(end)), default=0)
        for found, again in ((column.mean, other.mean), (column.std, other.std)):
            assert found == (again and pytest.approx(again, abs=1e-9 * reach))
    assert there.missing_patterns == here.missing_patterns
    assert (there.duplicates, there.rows) == (here.duplicates, here.rows)
    # pairs are not compared: they come from what is held, by one and the same code


def is_number(value):
    return isinstance(value, int | float)


def counts(column, other):
    """Return what must be the same of a column, however it is counted.

    Not what is not sought in very many rows, and not sums of powers, which depend on their order.
    Different values are estimated there, which decides whether frequent ones are told.
    """
    found = asdict(column)
    left_out = {"approximate", "direction", "spacing", "distinct"}
    left_out |= {"mean", "std", "skewness", "kurtosis"}
    left_out |= set() if column.top and other.top else {"top", "rarest"}
    return {name: value for name, value in found.items() if name not in left_out}


@many
@given(datasets())
def test_numbers_survive_json_and_the_display_shows_every_column(dataset):
    found = profile(dataset)
    assert Profile.from_json(found.to_json()) == found
    page = lxml.html.fromstring(found.to_html())
    assert len(page.xpath("//table[@class='ja-cols']/tbody/tr")) == 2 * len(dataset.columns)
    assert page.xpath("//script") == []
    assert 0 <= found.quality.score <= 100
    assert all(alert.strong in str(found) for alert in found.alerts)


@many
@given(datasets())
def test_a_table_twice_and_turned_has_twice_the_counts_and_the_same_extent(dataset):
    once, names = profile(dataset), dataset.table.column_names[::-1]
    table = pa.concat_tables([dataset.table, dataset.table]).select(names)
    columns = dataset.columns[::-1]
    twice = profile(replace(dataset, n_rows=table.num_rows, columns=columns, table=table))
    assert list(twice.columns) == names
    assert twice.duplicates == once.duplicates + dataset.n_rows
    for name, column in once.columns.items():
        double = twice.columns[name]
        assert (double.count, double.missing) == (2 * column.count, 2 * column.missing)
        for statistic in ("distinct", "min", "max", "whole"):
            assert getattr(double, statistic) == getattr(column, statistic), statistic
        if column.histogram:
            assert double.histogram.edges == column.histogram.edges
            assert double.histogram.counts == tuple(2 * n for n in column.histogram.counts)


@many
@given(datasets())
def test_what_is_said_beyond_single_columns_adds_up(dataset):
    found = profile(dataset)
    rows = list(zip(*(column.to_pylist() for column in dataset.table.columns), strict=True))
    for key in found.keys:
        places = [dataset.table.column_names.index(name) for name in key]
        assert len({tuple(row[i] for i in places) for row in rows}) == dataset.n_rows
    assert found.repeated.count == found.duplicates
    assert 0 <= found.repeated.different <= found.duplicates
    for pair in (*found.pairs, *found.missing_together):
        low = -1 if pair.measure in {"pearson", "spearman", "phi"} else 0
        assert low <= pair.r <= 1
        assert 0 < pair.n <= dataset.n_rows
        assert {pair.a, pair.b} <= set(found.columns)


@many
@given(datasets())
def test_the_other_way_round_directions_turn_and_nothing_else_changes(dataset):
    backwards = pa.array(range(dataset.n_rows)[::-1], pa.int64())
    turned = replace(dataset, table=dataset.table.take(backwards))
    there, back = profile(dataset), profile(turned)
    turn = {"rising": "falling", "falling": "rising"}
    for one, other in zip(there.columns.values(), back.columns.values(), strict=True):
        if one.direction:
            *strictly, way = one.direction.split()
            assert other.direction == " ".join([*strictly, turn[way]])
        for statistic in ("spacing", "top", "rarest", "shapes", "distinct", "future", "sentinels"):
            assert getattr(one, statistic) == getattr(other, statistic), statistic
    assert there.keys == back.keys
    assert there.compare(there).changes == ()
