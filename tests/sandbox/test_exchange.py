"""What comes back is what was there, whatever its type; what is hostile is an error, no more."""

import datetime as dt
import json
import tracemalloc
from decimal import Decimal
from zoneinfo import ZoneInfo

import hostile_arrow
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hostile_arrow import HONEST, HOSTILE, MOST, SAID, SAYS, N
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from jupyter_analyst.errors import SandboxError, UnknownNameError
from jupyter_analyst.inside import handover
from jupyter_analyst.sandbox.exchange import handed
from jupyter_analyst.sandbox.exchange import pull as exchange
from jupyter_analyst.sandbox.exchange.vectors import around

MIB = 2**20


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """The folder values are handed over in."""
    folder = tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder / ".home"))
        yield folder


@pytest.fixture(scope="module")
def back(scratch):
    """A function that returns a value after it was handed over."""

    def back(value, most=MOST):
        told = json.loads(json.dumps(handover.put({"x": value}, "x", most, {}).value))
        file, types = exchange.announced(told, "x", most)
        data = handed.read(scratch, file, most + around(len(types))) if file else b""
        assert not [*scratch.glob(".handover-*")]
        return exchange.received(told, data, most)

    return back


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_value_is_an_error_and_costs_nothing(name):
    hostile = HOSTILE[name]()
    pool = pa.proxy_memory_pool(pa.default_memory_pool())
    default = pa.default_memory_pool()
    pa.set_memory_pool(pool)
    tracemalloc.start()
    try:
        with pytest.raises(SandboxError) as caught:
            exchange.received(hostile.told, hostile.data, MOST)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        pa.set_memory_pool(default)
    assert SAID.get(name, hostile.words) in str(caught.value)
    assert caught.value.code in {"exchange-wrong", "exchange-large"}
    assert peak + pool.max_memory() < 2 * MOST


def test_the_honest_value_beside_the_hostile_ones_is_taken():
    np.testing.assert_array_equal(exchange.received(SAYS, HONEST, MOST), hostile_arrow.NUMBERS)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(HONEST) - 1), st.integers(0, 255)), max_size=6))
def test_bytes_that_were_changed_give_numbers_or_an_error(changes):
    data = bytearray(HONEST)
    for at, byte in changes:
        data[at] = byte
    try:
        found = exchange.received(SAYS, bytes(data), MOST)
    except SandboxError:
        return
    assert found.shape == (N,)
    assert found.dtype == float


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)
NUMBERS = [f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)]
NUMBERS += ["float16", "float32", "float64", "bool", "complex64", "complex128"]
TIMES = [f"{kind}[{unit}]" for kind in ("M8", "m8") for unit in ("s", "ms", "us", "ns")]
NULLABLE = ["Int8", "Int64", "UInt16", "UInt64", "Float32", "Float64", "boolean"]
ZONES = ["UTC", "Europe/Berlin", ZoneInfo("America/New_York"), dt.timezone(dt.timedelta(hours=5))]
STRINGS = ["string[python]", "string[pyarrow]", pd.StringDtype("pyarrow", na_value=np.nan)]
ARROW = [pa.int32(), pa.float64(), pa.string(), pa.large_string(), pa.binary(), pa.date32()]
ARROW += [pa.timestamp("us"), pa.timestamp("ms", "Europe/Berlin"), pa.duration("s"), pa.bool_()]
OBJECTS = [TEXT, st.binary(max_size=4), st.dates(), st.datetimes(), st.times(), st.timedeltas()]
OBJECTS += [st.decimals(allow_nan=False), JSON, st.tuples(st.integers(), TEXT)]
OBJECTS += [st.complex_numbers(allow_nan=False), hnp.arrays("float32", 3)]
MOMENTS = st.integers(0, 2**40)


def lists(inner, n):
    return st.lists(inner, min_size=n, max_size=n)


def objects(n):
    """Return columns of objects, some of them missing in one way."""

    def cells(draw_from, missing):
        return lists(draw_from | st.just(missing), n)

    def column(cells):
        return np.fromiter(cells, dtype=object, count=n)

    kinds = st.sampled_from(OBJECTS), st.sampled_from([None, np.nan, pd.NA, pd.NaT])
    return st.tuples(*kinds).flatmap(lambda both: cells(*both)).map(column)


def columns(n):
    """Return columns of all types."""
    numbers = st.sampled_from([*NUMBERS, *TIMES]).flatmap(lambda dtype: hnp.arrays(dtype, n))
    few = lists(st.none() | st.integers(0, 1), n)
    texts = lists(st.none() | TEXT, n)
    moments = lists(MOMENTS, n)
    return st.one_of(
        numbers,
        objects(n),
        st.builds(
            lambda cells, dtype: pd.array(cells, dtype=dtype), few, st.sampled_from(NULLABLE)
        ),
        st.builds(
            lambda cells, dtype: pd.array(cells, dtype=dtype), texts, st.sampled_from(STRINGS)
        ),
        st.builds(lambda cells, is_: pd.Categorical(cells, ordered=is_), texts, st.booleans()),
        st.builds(
            lambda cells, tz: pd.DatetimeIndex(cells).tz_localize("UTC").tz_convert(tz).array,
            moments,
            st.sampled_from(ZONES),
        ),
        st.builds(
            lambda cells, freq: pd.PeriodIndex.from_ordinals(cells, freq=freq).array,
            lists(st.integers(0, 1000), n),
            st.sampled_from(["M", "D", "h", "Q-DEC", "2D", "W-SUN"]),
        ),
        st.builds(
            lambda cells, closed: pd.arrays.IntervalArray.from_arrays(
                np.array(cells, dtype=float), np.array(cells) + 1.0, closed=closed
            ),
            moments,
            st.sampled_from(["left", "right", "both", "neither"]),
        ),
        st.builds(lambda cells: pd.cut(np.array([0.0, *cells]), 3)[1:], moments),
        st.sampled_from(ARROW).flatmap(lambda kind: of_arrow(kind, n)),
    )


def of_arrow(kind, n):
    text, blob = pa.types.is_string(kind) or pa.types.is_large_string(kind), kind == pa.binary()
    inner = TEXT if text else st.binary(max_size=4) if blob else st.integers(0, 1)
    dtype = pd.ArrowDtype(kind)

    def column(cells):
        if kind.id in {pa.date32().id, pa.timestamp("us").id, pa.duration("s").id}:
            whole = pa.array(cells, pa.int32() if kind == pa.date32() else pa.int64())
            return pd.arrays.ArrowExtensionArray(whole.cast(kind))
        return pd.array(cells, dtype=dtype)

    return lists(st.none() | inner, n).map(column)


def indexes(n):
    """Return indexes of all kinds."""
    name = st.none() | TEXT | st.integers() | st.tuples(TEXT, st.integers())
    levels = st.builds(
        lambda a, b, names: pd.MultiIndex.from_arrays([a, b], names=names),
        lists(st.integers(-5, 5), n),
        lists(st.none() | TEXT, n),
        st.tuples(name, name),
    )
    flat = st.one_of(
        lists(TEXT, n).map(lambda cells: pd.Index(cells, dtype=object)),
        lists(st.integers(-5, 5), n).map(lambda cells: pd.Index(cells, dtype="int64")),
        lists(st.floats(), n).map(lambda cells: pd.Index(cells, dtype="float64")),
        lists(MOMENTS, n).map(pd.DatetimeIndex),
        st.builds(
            lambda freq: pd.date_range("2026-01-02", periods=n, freq=freq, tz="UTC"),
            st.sampled_from(["D", "2h", "B", "MS", "W-SUN"]),
        ),
        lists(TEXT, n).map(pd.CategoricalIndex),
        st.integers(1, 5).map(lambda step: pd.RangeIndex(3, 3 + n * step, step)),
    )
    return levels | st.builds(lambda index, name: index.rename(name), flat, name)


@st.composite
def frames(draw):
    n, m = draw(st.integers(0, 6)), draw(st.integers(0, 5))
    data = dict(enumerate(draw(lists(columns(n), m))))
    frame = pd.DataFrame(data, index=draw(indexes(n)))
    frame.columns = draw(indexes(m))
    return frame


def same(found, expected):
    """Make sure that two series are the same, down to the types of their cells."""
    assert found.dtype == expected.dtype
    if found.dtype != object:
        pd.testing.assert_series_equal(found, expected, check_exact=True)
        return
    for one, other in zip(found, expected, strict=True):
        assert type(one) is type(other)
        np.testing.assert_equal(one, other) if isinstance(one, np.ndarray) else equal(one, other)


def equal(one, other):
    assert one is other or one == other or (one != one and other != other)


@settings(max_examples=300, deadline=None)
@given(frames())
def test_a_frame_comes_back_as_it_was(back, frame):
    found = back(frame)
    pd.testing.assert_index_equal(found.index, frame.index, exact=True)
    pd.testing.assert_index_equal(found.columns, frame.columns, exact=True)
    assert getattr(found.index, "freq", None) == getattr(frame.index, "freq", None)
    for at in range(frame.shape[1]):
        same(found.iloc[:, at], frame.iloc[:, at])


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 6).flatmap(columns), st.none() | TEXT)
def test_a_series_comes_back_as_it_was(back, values, name):
    series = pd.Series(values, name=name)
    found = back(series)
    same(found, series)
    assert found.name == name


OTHERS = [">i4", ">f8", "S3", "M8[D]"]
ARRAYS = hnp.arrays(st.sampled_from([*NUMBERS, *TIMES, *OTHERS]), hnp.array_shapes())
ARRAYS |= hnp.arrays(
    "U4", hnp.array_shapes(), elements=TEXT.map(lambda text: text[:4].rstrip("\0"))
)
ARRAYS |= hnp.arrays(object, hnp.array_shapes(), elements=st.integers())


@settings(max_examples=150, deadline=None)
@given(ARRAYS)
def test_an_array_comes_back_in_its_shape(back, values):
    found = back(values)
    assert found.shape == values.shape
    assert found.dtype == values.dtype.newbyteorder("=")
    np.testing.assert_array_equal(found, values)


@settings(max_examples=200, deadline=None)
@given(st.one_of(*OBJECTS[:-1]) | st.floats() | st.sets(st.integers(-5, 5)))
def test_a_value_comes_back_as_it_was(back, value):
    found = back(value)
    assert type(found) is type(value)
    equal(found, value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        pd.NA,
        pd.NaT,
        np.float32(1.5),
        np.int64(-3),
        np.True_,
        np.datetime64("2026-01-02", "D"),
        pd.Timestamp("2026-01-02 03:04:05.123456789", tz="Europe/Berlin"),
        pd.Timedelta("1 day 00:00:00.000000001"),
        pd.Period("2026-01", "M"),
        pd.Interval(0.5, 2, closed="both"),
        dt.datetime(2026, 1, 2, tzinfo=dt.UTC),
        Decimal("1.10"),
        frozenset({"a"}),
        {("f", 1): {"mean": 2.5}, 3: [None, (1,)]},
        [pd.Timestamp("2026-01-02"), pd.NA],
    ],
    ids=repr,
)
def test_a_scalar_of_any_library_comes_back(back, value):
    found = back(value)
    assert type(found) is type(value)
    assert found is value or found == value or repr(found) == repr(value)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 5).flatmap(indexes))
def test_an_index_comes_back_as_it_was(back, index):
    pd.testing.assert_index_equal(back(index), index, exact=True)


def test_an_array_of_pandas_comes_back(back):
    for values in (pd.array([1, None], "Int64"), pd.Categorical(["f", None], ["m", "f"])):
        pd.testing.assert_extension_array_equal(back(values), values)


def test_a_frequency_that_its_name_does_not_tell_is_left_out(back):
    days = pd.date_range("2026-01-01", periods=3, freq=pd.offsets.CustomBusinessDay(weekmask="Sun"))
    assert [*back(days)] == [*days]
    assert back(days).freq is None


def test_a_table_of_arrow_comes_back(back):
    table = pa.table(
        {
            "n": [1, None],
            "text": ["a", None],
            "when": pa.array([0, None], pa.timestamp("us", "Europe/Berlin")),
        }
    )
    assert back(table).equals(table)
    assert back(table[:0]).equals(table[:0])


def test_what_comes_back_can_be_changed(back):
    frame = back(pd.DataFrame({"a": [1.0, 2.0], "t": ["x", "y"]}))
    frame.loc[0, "a"] = 5.0
    frame["t"] += "!"
    assert frame.to_dict("list") == {"a": [5.0, 2.0], "t": ["x!", "y!"]}
    for value in (np.zeros(3), pd.Series([0.0]), pd.Series([0], dtype="Int64")):
        found = back(value)
        found[0] = 1
        assert found[0] == 1


def test_parts_of_larger_values_come_back_alone(back):
    frame = pd.DataFrame({"n": range(100_000), "t": [f"{i:04}" for i in range(100_000)]})
    found = back(frame[50_000:50_002])
    assert found.to_dict("list") == {
        "n": [50_000, 50_001],
        "t": ["50000", "50001"],
    }
    wide = np.arange(12).reshape(3, 4)
    np.testing.assert_array_equal(back(wide[::2, ::-1]), wide[::2, ::-1])
    np.testing.assert_array_equal(back(pd.DataFrame(wide).T), wide.T)


def test_a_text_that_repeats_travels_once(scratch):
    told = handover.put(
        {"x": pd.Series(["red", "green"] * 50_000, dtype=object)}, "x", MOST, {}
    ).value
    assert (scratch / told["file"]).stat().st_size < 450_000


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (object(), "`x` is of type object"),
        (lambda: 1, "`x` is of type function"),
        (pd.DataFrame({"a": [1], "b": [object()]}), "Column `b` of `x` holds object"),
        (
            pd.DataFrame({"a": [1], "b": pd.arrays.SparseArray([1])}),
            "Column `b` of `x` holds Sparse",
        ),
        (pd.DataFrame({"a": ["\ud800"]}, dtype=object), "holds text with half a character"),
        (np.zeros(2, dtype="i4,f8"), "`x` is of type"),
        (np.ma.masked_array([1], [True]), "`x` is of type MaskedArray"),
        ({"a": pd.DataFrame()}, "`x` is of type DataFrame"),
        (pa.table({"d": pa.array([Decimal(1)])}), "Column `d` of `x` holds decimal128"),
    ],
    ids=["object", "function", "column", "sparse", "half", "record", "masked", "dict", "decimal"],
)
def test_what_cannot_come_back_says_what_to_do(back, value, words):
    with pytest.raises(SandboxError, match="cannot be brought back") as caught:
        back(value)
    assert words in caught.value.message
    assert caught.value.hint
    assert caught.value.code == "exchange-unfit"


def test_a_value_that_is_too_large_says_how_large(back):
    with pytest.raises(SandboxError, match=r"takes up to 9 MiB .* at most 1 MiB") as caught:
        back(np.zeros(10**6), most=MIB)
    assert caught.value.code == "exchange-large"
    assert "fewer rows or columns" in caught.value.hint


def test_a_name_that_is_not_there_offers_those_that_are():
    told = {"refused": "unknown", "names": ["sales", "model", 5, "a b"]}
    with pytest.raises(UnknownNameError, match="Did you mean `sales`"):
        exchange.announced(told, "sale", MOST)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"refused": "memory"}, "too little memory left to hand `x` over"),
        ({"refused": "disk", "why": "No space left"}, "could not write `x`: No space left"),
        ({"refused": "unfit", "type": "\x1b]0;title\x07a\nb", "column": None}, "of type a b,"),
        ({"refused": "unfit", "type": 7, "column": 8}, "of type unknown,"),
        ({"refused": "large", "bytes": "9"}, "refused without a reason"),
    ],
)
def test_a_refusal_is_told_in_words_of_ours(told, words):
    with pytest.raises(SandboxError) as caught:
        exchange.announced(told, "x", MOST)
    assert words in str(caught.value)


def test_only_the_name_of_a_variable_is_asked_for():
    with pytest.raises(SandboxError, match="not the name of a variable"):
        exchange.pull(None, "x; import os", 1)
