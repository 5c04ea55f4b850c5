"""What a sandbox could hand over instead of a value; each does no harm if it is believed."""

import io
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from jupyter_analyst.inside import wires

N = 1237
"""Values in a vector here: a number that stands nowhere else in a file."""

MOST = 16 * 2**20
"""Bytes a value may take here."""

ODD = "do not fit together"
SAID = {
    "missing whole numbers": "1 value missing where none may be",
    "a negative length": "1 lengths are the shape of no array",
    "a thousand dimensions": "1001 lengths are the shape of no array",
    "an array that is none": "none of NumPy's",
    "more names than columns": "10 names stand over 1 columns",
    "more rows than values": "an index of 4 rows stands beside columns of {3}",
    "an index of texts": "not one of whole numbers",
    "a frequency of very many": "too many to see that they are regular",
    "dates beyond the calendar": "beyond the years 1 to 9999",
    "codes before their texts": "counted from the end",
    "levels without codes": "1 levels, 0 codes and 1 names",
    "texts of negative length": "no number of characters",
    "a table whose names are none": "not all of 1 names are texts",
    "a name of a megabyte": "a name has 1000002 characters",
    "missing JSON": "1 value missing where none may be",
}
"""What is said of some, where more is known than that the parts are odd."""
NAME = ".handover-0123456789abcdef.arrow"


@dataclass(frozen=True)
class Hostile:
    """What the sandbox tells, what is in its file, and words of the error it meets."""

    told: Any
    data: bytes
    words: str


def vector(values, wire):
    return pa.array(values, type=wires.arrow_type(wire))


def row(*vectors):
    """Return the columns of a file: each vector as the only list of a column."""
    ends = [pa.array([0, len(one)], pa.int64()) for one in vectors]
    return [*map(pa.LargeListArray.from_arrays, ends, vectors)]


def file(columns, *, remarks=None, metadata=None, new=pa.ipc.new_file, **options):
    """Return a file of one batch."""
    fields = [pa.field(str(at), one.type) for at, one in enumerate(columns)]
    schema = pa.schema(fields, metadata=metadata)
    sink = io.BytesIO()
    with new(sink, schema, options=pa.ipc.IpcWriteOptions(**options)) as writer:
        if columns:
            batch = pa.RecordBatch.from_arrays(columns, schema=schema)
            writer.write_batch(batch, custom_metadata=remarks)
    return sink.getvalue()


NUMBERS = np.arange(N, dtype=np.float64)
HONEST = file(row(pa.array(NUMBERS)))
AT = {"kind": "numpy", "dtype": "float64", "at": 0}


def told(value, *types):
    return {"file": NAME, "wires": list(types), "value": value}


def array(data, *shape):
    return {"kind": "array", "shape": [*shape], "data": data}


SAYS = told(array(AT, N), "float64")


def _file(data, words):
    """The record is honest, the file is not."""
    return Hostile(SAYS, data, words)


def _record(value, *vectors, words=ODD):
    """The file is honest, the record is not; vectors are pairs of values and type."""
    columns = row(*(vector(values, wire) for values, wire in vectors))
    return Hostile(told(value, *(wire for _, wire in vectors)), file(columns), words)


def _head(data):
    """Return where the head of the first batch begins and ends."""
    begin = 8
    begin += 8 + struct.unpack_from("<i", data, begin + 4)[0]
    return begin, begin + 8 + struct.unpack_from("<i", data, begin + 4)[0]


def _patched(old, new, data=HONEST):
    """Return a file in whose head something is replaced."""
    begin, end = _head(data)
    assert data[begin:end].count(old) == 1
    return data[:begin] + data[begin:end].replace(old, new) + data[end:]


def _pair(first, second):
    return struct.pack("<qq", first, second)


def _body(old, new, wire, values):
    """Return a file of one vector in whose body something is replaced."""
    data = file(row(vector(values, wire)))
    _, end = _head(data)
    assert data[end:].count(old) >= 1
    return data[:end] + data[end:].replace(old, new, 1)


def _dictionary():
    """Return a file in which the batch says that it is one of a dictionary."""
    begin, _ = _head(HONEST)
    table = begin + 8 + struct.unpack_from("<I", HONEST, begin + 8)[0]
    known = table - struct.unpack_from("<i", HONEST, table)[0]
    kind = table + struct.unpack_from("<H", HONEST, known + 6)[0]
    assert HONEST[kind] == 3
    return HONEST[:kind] + b"\x02" + HONEST[kind + 1 :]


def _size(size):
    """Return a file in which the batch says that it is so long."""
    begin, end = _head(HONEST)
    length = N * 8 // 64 * 64 + 64 + 64  # as Arrow pads it
    for guess in range(N * 8, length + 64, 8):
        if HONEST[begin:end].count(struct.pack("<q", guess)) and guess != N * 8:
            return _patched(struct.pack("<q", guess), struct.pack("<q", size))
    raise AssertionError


def _one_row(*ends):
    """Return a file whose only list begins and ends elsewhere."""
    offsets = pa.array(ends, pa.int64())
    return file([pa.LargeListArray.from_arrays(offsets, pa.array(NUMBERS))])


def _absent():
    mask = pa.array([True])
    ends = pa.array([0, N], pa.int64())
    return file([pa.LargeListArray.from_arrays(ends, pa.array(NUMBERS), mask=mask)])


def _json(text, words="one of its values is malformed"):
    return lambda: _record(
        {"kind": "cell", "data": {"kind": "json", "at": 0}}, ([text], "json"), words=words
    )


def _plain(data, freq=None, name="null"):
    return {"kind": "index", "index": {"kind": "plain", "name": name, "freq": freq, "data": data}}


def _range(stop, step=1):
    return {"kind": "range", "name": "null", "start": 0, "stop": stop, "step": step}


def _frame(data, *vectors, columns=None, rows=None):
    index, labels = rows or _range(3), columns or _range(len(data))
    return _record({"kind": "frame", "index": index, "columns": labels, "data": data}, *vectors)


INTS = {"kind": "numpy", "dtype": "int64", "at": 0}
THREE = ([0, 1, 2], "int64")
DAYS = pd.bdate_range("2000-01-03", periods=20_000).as_unit("ns").asi8


FILES: dict[str, Callable[[], Hostile]] = {
    "empty": lambda: _file(b"", "does not begin"),
    "no Arrow at all": lambda: _file(b"PK\x03\x04" * 100, "does not begin"),
    "a stream": lambda: _file(
        file(row(pa.array(NUMBERS)), new=pa.ipc.new_stream), "does not begin"
    ),
    "other numbers than announced": lambda: _file(
        file(row(pa.array(NUMBERS.astype(np.int64)))), "does not begin"
    ),
    "more columns than announced": lambda: _file(
        file(row(*[pa.array(NUMBERS)] * 2)), "does not begin"
    ),
    "metadata for pandas": lambda: _file(
        file(row(pa.array(NUMBERS)), metadata={"pandas": '{"columns": []}'}), "does not begin"
    ),
    "an extension type": lambda: _file(
        file(row(pa.ExtensionArray.from_storage(pa.uuid(), pa.array([b"x" * 16], pa.binary(16))))),
        "does not begin",
    ),
    "nulls without bytes": lambda: _file(file(row(pa.nulls(10**9))), "does not begin"),
    "runs": lambda: _file(
        file(row(pa.RunEndEncodedArray.from_arrays([10**9], [1.0]))), "does not begin"
    ),
    "lists of no width": lambda: _file(
        file(row(pa.array([[]] * N, pa.list_(pa.int8(), 0)))), "does not begin"
    ),
    "a dictionary": lambda: _file(
        file(row(pa.array(["a"] * N).dictionary_encode())), "does not begin"
    ),
    "nested 100 deep": lambda: _file(file([pa.nulls(1, _nested(60))]), "does not begin"),
    "no batch": lambda: _file(
        HONEST[: _head(HONEST)[0]] + b"\xff\xff\xff\xff\0\0\0\0ARROW1", "head of its file"
    ),
    "a batch of a dictionary": lambda: _file(_dictionary(), "holds no batch"),
    "a head of garbage": lambda: _file(
        HONEST[: _head(HONEST)[0] + 8] + b"\xa5" * (len(HONEST) - _head(HONEST)[0] - 8),
        "malformed",
    ),
    "a head of 2 GiB": lambda: _file(
        HONEST[: _head(HONEST)[0] + 4] + b"\xf8\xff\xff\x7f" + HONEST[_head(HONEST)[0] + 8 :],
        "head of its file",
    ),
    "remarks of the batch": lambda: _file(
        file(row(pa.array(NUMBERS)), remarks={"a": "b" * 50}), "holds remarks"
    ),
    "compressed by lz4": lambda: _file(
        file(row(pa.array(NUMBERS)), compression="lz4"), "compressed"
    ),
    "compressed by zstd": lambda: _file(
        file(row(pa.array(np.zeros(10**6))), compression="zstd"), "compressed"
    ),
    "cut in the middle": lambda: _file(HONEST[: len(HONEST) // 2], "cut off"),
    "cut at the end": lambda: _file(HONEST[:-6], "does not end"),
    "a batch of a terabyte": lambda: _file(_size(2**40), "cut off"),
    "a batch of negative size": lambda: _file(_size(-8), "overlap"),
    "a million million rows": lambda: _file(_patched(_pair(N, 0), _pair(10**12, 0)), "malformed"),
    "a negative number of rows": lambda: _file(_patched(_pair(N, 0), _pair(-1, 0)), "malformed"),
    "missing values that are not counted": lambda: _file(
        _patched(_pair(N, 0), _pair(N, 5)), "malformed"
    ),
    "parts that overlap": lambda: _file(_patched(_pair(16, N * 8), _pair(0, N * 8)), "overlap"),
    "parts outside": lambda: _file(_patched(_pair(16, N * 8), _pair(2**40, N * 8)), "overlap"),
    "parts askew": lambda: _file(_patched(_pair(16, N * 8), _pair(17, N * 8 - 8)), "overlap"),
    "two rows": lambda: _file(_one_row(0, 1, N), "other than one row"),
    "a missing row": lambda: _file(_absent(), "other than one row"),
    "values beside the row": lambda: _file(
        _body(_pair(0, N), _pair(5, N), "float64", NUMBERS), "more than its row"
    ),
    "a row beyond its values": lambda: _file(
        _body(_pair(0, N), _pair(0, 2**40), "float64", NUMBERS), "malformed"
    ),
    "text that begins before its bytes": lambda: Hostile(
        told(array({"kind": "text", "missing": "None", "at": 0}, 2), "text"),
        _body(struct.pack("<qqq", 0, 3, 5), struct.pack("<qqq", 0, -3, 5), "text", ["abc", "de"]),
        "malformed",
    ),
    "text that is no Unicode": lambda: Hostile(
        told(array({"kind": "text", "missing": "None", "at": 0}, 1), "text"),
        _body(b"sandbox", b"\xff\xfe\xfd box", "text", ["sandbox"]),
        "malformed",
    ),
    "bits that become bytes": lambda: Hostile(
        told(array({"kind": "numpy", "dtype": "bool", "at": 0}, 10**7), "bool"),
        file(row(pa.array(np.zeros(10**7, dtype=bool)))),
        "at most 16 MiB",
    ),
    "texts that become objects": lambda: Hostile(
        told(array({"kind": "text", "missing": "None", "at": 0}, 300_000), "text"),
        file(row(vector([""] * 300_000, "text"))),
        "at most 16 MiB",
    ),
    "JSON that becomes lists": lambda: Hostile(
        told({"kind": "cell", "data": {"kind": "json", "at": 0}}, "json"),
        file(row(vector(["[" + "[]," * 300_000 + "0]"], "json"))),
        "at most 16 MiB",
    ),
}
"""Hostile files."""


def _nested(depth):
    kind = pa.int8()
    for _ in range(depth):
        kind = pa.list_(kind)
    return kind


RECORDS: dict[str, Callable[[], Hostile]] = {
    "no record": lambda: Hostile([1], HONEST, "no record"),
    "types that are none": lambda: Hostile(
        {"file": NAME, "wires": [1], "value": None}, HONEST, "does not say"
    ),
    "a million types": lambda: Hostile(
        {"file": NAME, "wires": ["bool"] * 10**6, "value": None}, HONEST, "does not say"
    ),
    "a type that does not exist": lambda: Hostile(told(None, "object"), HONEST, "malformed"),
    "a list of what does not exist": lambda: Hostile(told(None, "list-text"), HONEST, "malformed"),
    "no name of a file": lambda: Hostile(SAYS | {"file": None}, HONEST, "name its file"),
    "a file without vectors": lambda: Hostile(told({}), HONEST, "name its file"),
    "a refusal without a reason": lambda: Hostile({"refused": ["x"]}, b"", "without a reason"),
    "an unknown kind": lambda: _record({"kind": "pickle", "data": AT}, THREE),
    "a kind that is no text": lambda: _record({"kind": [1]}, THREE),
    "one key too many": lambda: _record(array(AT, 3) | {"dtype": "O"}, ([1.0] * 3, "float64")),
    "no value": lambda: _record(None, THREE),
    "a vector that is not there": lambda: _record(
        array(INTS | {"at": 7}, 3), THREE, words="part of it is missing"
    ),
    "a vector from the end": lambda: _record(
        array(INTS | {"at": -1}, 3), THREE, words="part of it is missing"
    ),
    "a vector of another type": lambda: _record(array(AT, 3), THREE, words="part of it is missing"),
    "a vector taken a thousand times": lambda: _record(
        {"kind": "frame", "index": _range(3), "columns": _range(1000), "data": [INTS] * 1000},
        THREE,
        words="part of it is missing",
    ),
    "a type of objects": lambda: _record(
        array(INTS | {"dtype": "object"}, 3), THREE, words="part of it is missing"
    ),
    "missing whole numbers": lambda: _record(array(INTS, 2), ([1, None], "int64")),
    "another shape": lambda: _record(array(INTS, 2, 2), THREE),
    "a negative length": lambda: _record(array(INTS, -1), THREE),
    "a thousand dimensions": lambda: _record(array(INTS, 3, *[1] * 1000), THREE),
    "an array that is none": lambda: _record(
        array({"kind": "zoned", "unit": "ns", "zone": "UTC", "at": 0}, 3), THREE
    ),
    "more names than columns": lambda: _frame([INTS], THREE, columns=_range(10)),
    "more rows than values": lambda: _frame([INTS], THREE, rows=_range(4)),
    "an index of a million million": lambda: Hostile(
        {"file": None, "wires": [], "value": {"kind": "index", "index": _range(10**12)}},
        b"",
        "at most 16 MiB",
    ),
    "an index that stands still": lambda: _record(
        {"kind": "index", "index": _range(3, step=0)}, THREE
    ),
    "an index of texts": lambda: _record({"kind": "index", "index": _range("3")}, THREE),
    "a frequency that is another": lambda: _record(
        _plain(INTS | {"dtype": "datetime64[ns]"}, "D"), THREE
    ),
    "a frequency of very many": lambda: _record(
        _plain(INTS | {"dtype": "datetime64[ns]"}, "B"), (DAYS, "int64")
    ),
    "a frequency of numbers": lambda: _record(_plain(INTS, "D"), THREE),
    "a frequency that is a sentence": lambda: _record(
        {"kind": "values", "data": {"kind": "period", "freq": "import os", "at": 0}}, THREE
    ),
    "a time zone that is a file": lambda: _record(
        {
            "kind": "values",
            "data": {"kind": "zoned", "unit": "ns", "zone": "dateutil//etc/passwd", "at": 0},
        },
        THREE,
    ),
    "a time zone above": lambda: _record(
        {"kind": "values", "data": {"kind": "zoned", "unit": "ns", "zone": ["../passwd"], "at": 0}},
        THREE,
    ),
    "a time zone of years": lambda: _record(
        {"kind": "values", "data": {"kind": "zoned", "unit": "ns", "zone": 10**9, "at": 0}}, THREE
    ),
    "a unit of years": lambda: _record(
        {"kind": "values", "data": {"kind": "zoned", "unit": "Y", "zone": "UTC", "at": 0}}, THREE
    ),
    "dates beyond the calendar": lambda: _record(
        array({"kind": "date", "missing": "None", "at": 0}, 1),
        (np.array([2**31 - 1], dtype=np.int32), "date"),
    ),
    "codes beyond their texts": lambda: _record(
        array({"kind": "repeated", "missing": "None", "texts": 0, "at": 1}, 1),
        (["a"], "text"),
        ([5], "codes"),
    ),
    "codes before their texts": lambda: _record(
        array({"kind": "repeated", "missing": "None", "texts": 0, "at": 1}, 1),
        (["a"], "text"),
        ([-1], "codes"),
    ),
    "a sign for missing that is none": lambda: _record(
        array({"kind": "text", "missing": "__import__", "at": 0}, 1), (["a"], "text")
    ),
    "categories that are the same": lambda: _record(
        {
            "kind": "values",
            "data": {
                "kind": "category",
                "ordered": False,
                "codes": INTS,
                "categories": _plain(INTS | {"at": 1})["index"],
            },
        },
        THREE,
        ([1, 1, 1], "int64"),
    ),
    "categories that are not there": lambda: _record(
        {
            "kind": "values",
            "data": {"kind": "category", "ordered": False, "codes": INTS, "categories": _range(2)},
        },
        THREE,
    ),
    "levels without codes": lambda: _record(
        {
            "kind": "index",
            "index": {"kind": "multi", "names": ["null"], "levels": [_range(3)], "codes": []},
        },
        THREE,
    ),
    "codes beyond their level": lambda: _record(
        {
            "kind": "index",
            "index": {"kind": "multi", "names": ["null"], "levels": [_range(2)], "codes": [INTS]},
        },
        THREE,
    ),
    "intervals that end before they begin": lambda: _record(
        {
            "kind": "values",
            "data": {
                "kind": "interval",
                "closed": "right",
                "left": INTS,
                "right": INTS | {"at": 1},
            },
        },
        THREE,
        ([-1, -1, -1], "int64"),
    ),
    "texts of a gigabyte each": lambda: _record(
        array({"kind": "fixed", "length": 2**30, "is_text": True, "at": 0}, 1),
        (["a"], "text"),
        words="at most 16 MiB",
    ),
    "texts of negative length": lambda: _record(
        array({"kind": "fixed", "length": -(2**40), "is_text": True, "at": 0}, 1), (["a"], "text")
    ),
    "half numbers with missing ones": lambda: _record(
        {"kind": "values", "data": {"kind": "masked", "at": 0}},
        ([1.0, None], "float16"),
        words="part of it is missing",
    ),
    "a type of Arrow that does not exist": lambda: _record(
        {
            "kind": "table",
            "names": ['"a"'],
            "data": [{"kind": "arrow", "type": "extension<pickle>", "zone": None, "at": 0}],
        },
        THREE,
    ),
    "a table whose names are none": lambda: _record(
        {
            "kind": "table",
            "names": ["1"],
            "data": [{"kind": "arrow", "type": "int64", "zone": None, "at": 0}],
        },
        THREE,
    ),
    "a name of a megabyte": lambda: _record(_plain(INTS, name='"' + "x" * 10**6 + '"'), THREE),
    "a name that cannot be one": lambda: _record(_plain(INTS, name="[1]"), THREE),
    "JSON that is none": _json("{"),
    "JSON a thousand deep": _json("[" * 100_000),
    "JSON with infinity": _json("Infinity"),
    "JSON with a tag that is none": _json('{"os.system": "true"}'),
    "JSON with two tags": _json('{"date": "2026-01-02", "time": "10:00"}'),
    "a whole number of a million digits": _json("9" * 10_000),
    "a decimal with a huge exponent": _json('{"decimal": "1E+999999999"}'),
    "keys whose hashes collide": _json('{"dict": [[2305843009213693952, 1]]}'),
    "keys that change": _json('{"dict": [[[1], 1]]}'),
    "a moment in no time zone": _json('{"Timestamp": [0, "ns", "dateutil//etc/passwd"]}'),
    "missing JSON": lambda: _record(
        {"kind": "cell", "data": {"kind": "json", "at": 0}}, ([None], "json")
    ),
    "a scalar that is not there": lambda: _record(
        {"kind": "cell", "data": {"kind": "json", "at": 0}}, ([], "json")
    ),
}
"""Hostile records, beside files that are what they claim."""

HOSTILE = FILES | RECORDS
