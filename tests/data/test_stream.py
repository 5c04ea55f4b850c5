"""Large files read in pieces are what they are when read at once."""

import csv
import io
import json
import signal
import subprocess
import sys
import uuid

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_analyst import data
from jupyter_analyst.data import streaming
from jupyter_analyst.data.delimited import stream, stream_text, stream_types
from jupyter_analyst.data.values import manner
from jupyter_analyst.errors import AnalystError, ReadError


@pytest.fixture
def in_pieces(monkeypatch, tmp_path):
    """Read a file in tiny pieces, whatever its size."""

    def read(path, *, block=64, witnesses=5, **reading):
        monkeypatch.setattr(streaming, "STREAMED_ABOVE", 0)
        monkeypatch.setattr(stream_text, "BLOCK", block)
        monkeypatch.setattr(stream, "WITNESSES", witnesses)
        monkeypatch.setattr(stream_types, "_LOOK", 4)
        monkeypatch.setattr(manner, "_HEAD", witnesses)
        spool = tmp_path / "spool"
        spool.mkdir(exist_ok=True)
        return data.read(path, spool=lambda: spool, **reading)

    return read


def reading(read, path, **options):
    """Return the dataset, or what is said instead."""
    try:
        return read(path, **options)
    except AnalystError as error:
        return str(error)


def rows_of(dataset):
    return dataset.to_arrow().replace_schema_metadata()


def same(streamed, whole):
    """Check that two readings of one file do not differ."""
    assert streamed.path is not None
    assert rows_of(streamed).schema == rows_of(whole).schema
    assert rows_of(streamed).to_pydict() == rows_of(whole).to_pydict()
    assert streamed.rejected == whole.rejected
    assert streamed.columns == whole.columns
    assert streamed.version == whole.version
    assert streamed.reading.to_json() == whole.reading.to_json()


POOLS = {
    "integers": ["0", "7", "-12", "123456789012"],
    "floats": ["1.5", "-0.25", "3", "1e3"],
    "commas": ["1,5", "12,75", "3"],
    "thousands": ["1,234", "12,345,678"],
    "money": ["$5", "$ 7.50"],
    "brackets": ["(5)", "(7.5)"],
    "ids": ["007", "0123"],
    "odd": ["inf", "nan", "0x1F", "+5", " 7 ", "-0", "1.", "00.5", "1e400"],
    "days": ["2024-01-31", "1999-12-01"],
    "moments": ["2024-01-31 10:00:00", "2024-02-01T23:59:59"],
    "zones": ["2024-01-31T10:00Z", "2024-01-31 10", "2024-1-31", " 2024-01-31"],
    "sentinels": ["-999", "9999", "20240131", "1E5"],
    "dotted": ["31.01.2024", "01.02.2024"],
    "slashed": ["01/02/2024", "3/4/2024"],
    "sure": ["31/01/2024"],
    "truths": ["yes", "no"],
    "missing": ["", "", "NA", "-", "n/a"],
    "codes": ["DE", "FR", "NA"],
    "words": ["Anna", "it's", "Zürich", "a, b", 'say "hi"', "two\nlines", " padded "],
    "huge": ["12345678901234567890", "9007199254740993"],
}
SEGMENT = st.tuples(st.sampled_from(sorted(POOLS)), st.integers(1, 12))
COLUMN = st.lists(SEGMENT, min_size=1, max_size=3)


@st.composite
def files(draw):
    """Bytes of a file whose columns change their minds further down."""
    stories = draw(st.lists(COLUMN, min_size=2, max_size=4))
    n_rows = draw(st.integers(1, 60))
    pick = draw(st.randoms(use_true_random=False))
    columns = []
    for story in stories:
        cells = [pick.choice(POOLS[pool]) for pool, n in story for _ in range(n)]
        columns.append((cells * n_rows)[:n_rows])
    rows = [list(cells) for cells in zip(*columns, strict=True)]
    for _ in range(draw(st.integers(0, 2))):
        rows[pick.randrange(n_rows)].append("extra")
    buffer = io.StringIO(newline="")
    writer = csv.writer(
        buffer,
        delimiter=draw(st.sampled_from(",;\t")),
        quoting=draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        lineterminator=draw(st.sampled_from(["\n", "\r\n"])),
    )
    writer.writerow([f"column {letter}" for letter in "abcd"[: len(stories)]])
    writer.writerows(rows)
    return buffer.getvalue().encode(draw(st.sampled_from(["utf-8", "cp1252", "utf-16"])))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=files(), block=st.integers(16, 300))
def test_any_file_is_read_in_pieces_as_at_once(in_pieces, tmp_path, content, block):
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    found, whole = (reading(in_pieces, path, block=block), reading(data.read, path))
    if isinstance(found, str):
        assert found == whole
    else:
        same(found, whole)


def test_types_may_change_as_long_as_all_rows_so_far_were_set_aside(in_pieces, tmp_path):
    path = tmp_path / "any.csv"
    last = [*['"1,5"'] * 2, *["(5)"] * 4, *["DE"] * 2] * 4
    rows = [f"(5),(5),{one}" for one in last[1:]]
    path.write_text("\n".join(["a,b,c", '(5),(5),"1,5",extra', *rows, '(5),(5),"1,5"', ""]))
    same(reading(in_pieces, path, block=16), reading(data.read, path))


def lines(*texts):
    return ("\n".join(texts) + "\n").encode()


def long(*, until, then):
    """A column of numbers that says something else after many rows."""
    return lines("n,word", *[f"{i},w{i % 3}" for i in range(until)], f"{then},end", "5,end")


@pytest.mark.parametrize(
    ("then", "kind", "value"),
    [
        ("12", "int64", 12),
        ("1.50", "double", 1.5),
        ("007", "string", "007"),
        ("none of these", "string", "none of these"),
        ("-", "int64", None),
    ],
)
def test_a_late_value_changes_the_type_of_what_was_written_before(
    in_pieces, tmp_path, then, kind, value
):
    path = tmp_path / "late.csv"
    path.write_bytes(long(until=400, then=then))
    found = in_pieces(path)
    same(found, data.read(path))
    column = found.to_arrow().column("n")
    assert str(column.type) == kind
    first = "0" if kind == "string" else 0
    assert (column[0].as_py(), column[400].as_py()) == (first, value)


def test_texts_keep_their_spelling_when_a_number_column_turns_out_to_be_text(in_pieces, tmp_path):
    path = tmp_path / "late.csv"
    path.write_bytes(lines("a,b", *["1.50,x"] * 200, "n/k,x"))
    assert in_pieces(path).to_arrow().column("a").unique().to_pylist() == ["1.50", "n/k"]


def test_na_among_codes_is_missing_after_all_when_a_name_follows(in_pieces, tmp_path):
    path = tmp_path / "codes.csv"
    path.write_bytes(lines("land,n", *["DE,1", "NA,2"] * 100, "France,3"))
    found = in_pieces(path)
    same(found, data.read(path))
    assert found.to_arrow().column("land").null_count == 100


def test_a_dash_for_missing_found_late_is_missing_among_texts_before(in_pieces, tmp_path):
    path = tmp_path / "dash.csv"
    path.write_bytes(lines("a,b", "-,1", *["x,2"] * 100, "y,-"))
    found = in_pieces(path)
    same(found, data.read(path))
    assert found.to_arrow().column("a")[0].as_py() is None


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        (["-999", *map(str, range(100)), "-999"], "holds -999 in 2 rows, far from"),
        ([*map(str, range(100)), "-99", "-999", "-999"], "holds -999 in 2 rows, far from"),
        ([*map(str, range(100)), "9999", "0"], "holds 9999 in 1 row, far from"),
        (["-999.0", *["1.5"] * 100, "-999"], "holds -999 in 2 rows, far from"),
        (["20240131", *["20231231"] * 100], "are all dates such as 20240131"),
        (["100", *["1E5", "2e7"] * 50], "holds 100 values such as '1E5', read as powers"),
        (["1", *["12345678901234567890"] * 100], "beyond 64 bits"),
    ],
)
def test_doubts_about_numbers_follow_from_all_rows(in_pieces, tmp_path, cells, doubt):
    path = tmp_path / "codes.csv"
    path.write_bytes(lines("n,b", *[f"{cell},x{i}" for i, cell in enumerate(cells)]))
    found = in_pieces(path)
    same(found, data.read(path))
    assert doubt in " ".join(found.reading.doubts)


@pytest.mark.parametrize(
    "cells",
    [
        ["-999", *map(str, range(100)), "-998"],
        ["20240131", *["20231231"] * 100, "20241399"],
        ["1E5", *["2e7"] * 100, "1.5"],
        ["9999", *["5"] * 100, "-1"],
    ],
)
def test_a_late_number_takes_a_doubt_away(in_pieces, tmp_path, cells):
    path = tmp_path / "codes.csv"
    path.write_bytes(lines("n,b", *[f"{cell},x{i}" for i, cell in enumerate(cells)]))
    found = in_pieces(path)
    same(found, data.read(path))
    assert found.reading.doubts == ()


def test_quoted_line_ends_do_not_end_a_row(in_pieces, tmp_path):
    path = tmp_path / "quoted.csv"
    path.write_bytes(lines("a,b", *['1,"one\ntwo, ""three""\n"'] * 50))
    found = in_pieces(path, block=16)
    same(found, data.read(path))
    assert found.to_arrow().column("b").unique().to_pylist() == ['one\ntwo, "three"\n']


def test_quotes_inside_a_cell_mean_nothing(in_pieces, tmp_path):
    path = tmp_path / "inches.csv"
    path.write_bytes(lines("pipe,n", *['5" pipe,1', '"x",2'] * 60))
    same(in_pieces(path, block=16), data.read(path))


def test_a_quote_that_is_never_closed_costs_its_own_line(in_pieces, tmp_path):
    path = tmp_path / "torn.csv"
    good = ['1,"x"', '2,"y"'] * 40
    path.write_bytes(lines("a,b", *good, '3,"open,4', *good))
    found = in_pieces(path)
    same(found, data.read(path))
    assert [row.line for row in found.rejected] == [82]


def test_rows_set_aside_are_counted_and_the_first_thousand_kept_with_their_lines(
    in_pieces, tmp_path
):
    path = tmp_path / "ragged.csv"
    path.write_bytes(lines("a,b", *["1,2", "3,4", "5,6,7"] * 1_100))
    found = in_pieces(path, block=4096)
    same(found, data.read(path))
    assert (found.n_rows, found.reading.n_rejected, len(found.rejected)) == (2_200, 1_100, 1_000)
    assert [row.line for row in found.rejected[:2]] == [4, 7]
    assert "of 1,100 rows set aside the first 1,000 are kept" in found.reading.sentence()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32"])
def test_the_encoding_found_late_is_that_of_the_whole_file(in_pieces, tmp_path, encoding):
    path = tmp_path / "late.csv"
    text = lines("a,b", *["1,x"] * 300, "2,Müller", "3,Größe").decode()
    path.write_bytes(text.encode(encoding))
    found = in_pieces(path)
    same(found, data.read(path))
    assert found.to_arrow().column("b")[-1].as_py() == "Größe"


def test_broken_characters_of_utf_8_are_counted(in_pieces, tmp_path):
    path = tmp_path / "broken.csv"
    good = ["1,Müller", "2,Größe"] * 100
    path.write_bytes(lines("a,b", *good) + b"3,M\xfcller\n" + lines(*good))
    found = in_pieces(path)
    same(found, data.read(path))
    assert found.reading.n_broken == 1


def test_a_line_that_is_not_in_the_encoding_given_is_named(in_pieces, tmp_path):
    path = tmp_path / "given.csv"
    path.write_bytes(lines("a,b", *["1,x"] * 100) + b"2,\x81\n")
    with pytest.raises(ReadError, match="Line 102 is not valid cp1252"):
        in_pieces(path, encoding="cp1252")


def test_a_type_that_was_given_is_refused_where_a_late_value_has_another(in_pieces, tmp_path):
    path = tmp_path / "given.csv"
    path.write_bytes(long(until=200, then="x"))
    with pytest.raises(ReadError, match="Not every value can be read as a number"):
        in_pieces(path, types={"n": "number"})


@pytest.mark.parametrize(
    "content",
    [
        lines("# made by a machine", "a,b", *["1,x"] * 50, "# a comment", "2,y"),
        lines("item,n", *["x,1"] * 50, "Total,50"),
        b"a,b\r1,x\r" * 50,
        lines("a    b", *["1    2"] * 50),
    ],
    ids=["comments", "totals", "old Mac", "aligned"],
)
def test_what_only_the_whole_file_tells_is_read_at_once(in_pieces, tmp_path, content):
    path = tmp_path / "whole.csv"
    path.write_bytes(content)
    found, whole = in_pieces(path), data.read(path)
    assert found.table is not None
    assert (rows_of(found), found.rejected) == (rows_of(whole), whole.rejected)


def test_a_file_too_large_to_be_read_at_once_says_why(in_pieces, tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "LARGEST_WHOLE", 10)
    path = tmp_path / "whole.csv"
    path.write_bytes(lines("item,n", *["x,1"] * 50, "Total,50"))
    with pytest.raises(ReadError, match="too large to be read at once, and it has totals") as error:
        in_pieces(path)
    assert error.value.code == "file-too-large"


def test_small_files_and_readings_without_a_spool_stay_in_memory(tmp_path):
    path = tmp_path / "small.csv"
    path.write_bytes(lines("a,b", "1,2"))
    assert data.read(path, spool=lambda: pytest.fail("asked")).table is not None


def test_a_large_parquet_file_is_copied_by_row_groups(in_pieces, tmp_path):
    path = tmp_path / "large.parquet"
    table = pa.table(
        {
            "n": pa.array([1, None, 3] * 50_000),
            "word": pa.array(["a", "b", None] * 50_000).dictionary_encode(),
            "x": pa.array([1.5, float("nan"), 2.5] * 50_000),
        }
    )
    pq.write_table(table, path, row_group_size=70_000)
    found = in_pieces(path)
    same(found, data.read(path))
    assert found.to_arrow().column("x").null_count == 50_000


def test_rows_lie_in_groups_with_checksums_and_say_their_version(in_pieces, tmp_path):
    path = tmp_path / "many.csv"
    path.write_bytes(lines("n,word", *[f"{i},w{i % 60}" for i in range(300_000)]))
    found = in_pieces(path, block=1 << 18)
    same(found, data.read(path))
    metadata = pq.read_metadata(found.path)
    sizes = [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)]
    assert sizes == [122_880, 122_880, 54_240]
    assert metadata.row_group(0).column(0).compression == "ZSTD"
    coded = [metadata.row_group(0).column(place).has_dictionary_page for place in (0, 1)]
    assert coded == [False, True]
    assert metadata.metadata[b"jupyter_analyst.version"] == found.version.encode()
    assert (found["n"].levels, found["word"].levels) == (None, None)
    assert found.path.stat().st_mode & 0o777 == 0o600


def test_progress_is_told_until_all_is_read(in_pieces, tmp_path):
    path = tmp_path / "told.csv"
    path.write_bytes(long(until=200, then="6"))
    told = []
    in_pieces(path, progress=lambda done, total: told.append((done, total)))
    size = path.stat().st_size
    assert told == sorted(told)
    assert told[-1] == (size, size)


@pytest.fixture
def tiny(monkeypatch):
    """Stream every file in tiny pieces."""
    monkeypatch.setattr(streaming, "STREAMED_ABOVE", 0)
    monkeypatch.setattr(stream_text, "BLOCK", 256)


def kept_files(home):
    return sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())


def test_the_catalog_takes_streamed_rows_without_copying_them(tiny, tmp_path):
    path = tmp_path / "late.csv"
    path.write_bytes(long(until=400, then="1.5"))
    catalog = data.Catalog(tmp_path / "home")
    with catalog.spooling() as spool:
        found = data.read(path, spool=lambda: spool)
        inode = found.path.stat().st_ino
        stored = catalog.keep(found, "late")
    assert stored.path.stat().st_ino == inode
    assert stored.path.stat().st_mode & 0o777 == 0o600
    assert rows_of(catalog.get("late")).equals(rows_of(data.read(path)))
    assert list((tmp_path / "home" / "spool").iterdir()) == []


def test_the_same_large_file_twice_is_stored_once(tiny, tmp_path):
    path = tmp_path / "large.csv"
    path.write_bytes(long(until=400, then="1"))
    catalog = data.Catalog(tmp_path / "home")
    for name in ("first", "second"):
        with catalog.spooling() as spool:
            catalog.keep(data.read(path, spool=lambda spool=spool: spool), name)
    assert len(list((tmp_path / "home" / "data").iterdir())) == 1
    assert catalog.names() == ["first", "second"]


def test_an_interrupt_amid_a_large_file_leaves_nothing_behind(tiny, tmp_path):
    path = tmp_path / "large.csv"
    path.write_bytes(long(until=2_000, then="1"))
    home = tmp_path / "home"
    catalog = data.Catalog(home)
    catalog.keep(data.read(pa.table({"x": [1]})), "before")
    before = kept_files(home)

    def stop(done, total):
        if done > total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), catalog.spooling() as spool:
        data.read(path, spool=lambda: spool, progress=stop)
    assert kept_files(home) == before


_KILLED = """
import os, signal, sys
from pathlib import Path
from jupyter_analyst import data
from jupyter_analyst.data import streaming
from jupyter_analyst.data.delimited import stream_text
streaming.STREAMED_ABOVE, stream_text.BLOCK = 0, 256

def killed(done, total):
    if done > total // 2:
        os.kill(os.getpid(), signal.SIGKILL)

with data.Catalog(Path(sys.argv[1])).spooling() as spool:
    data.read(sys.argv[2], spool=lambda: spool, progress=killed)
"""


def test_what_a_killed_process_left_is_swept_at_the_next_use(tmp_path):
    path = tmp_path / "large.csv"
    path.write_bytes(long(until=2_000, then="1"))
    home = tmp_path / "home"
    command = [sys.executable, "-c", _KILLED, str(home), str(path)]
    assert subprocess.run(command, check=False, timeout=60).returncode == -signal.SIGKILL
    assert any(name.endswith("rows.parquet") for name in kept_files(home))
    catalog = data.Catalog(home)
    catalog.keep(data.read(pa.table({"x": [1]})), "next")
    assert list((home / "spool").iterdir()) == []


def test_rows_another_process_is_still_writing_are_not_swept(tiny, tmp_path):
    path = tmp_path / "large.csv"
    path.write_bytes(long(until=400, then="1"))
    home = tmp_path / "home"
    with data.Catalog(home).spooling() as spool:
        found = data.read(path, spool=lambda: spool)
        script = (
            "import sys, pyarrow; from pathlib import Path; from jupyter_analyst import data;"
            "home = Path(sys.argv[1]);"
            "data.Catalog(home).keep(data.read(pyarrow.table({'x': [1]})), 'other')"
        )
        subprocess.run([sys.executable, "-c", script, str(home)], check=True, timeout=60)
        data.Catalog(home).keep(found, "mine")
    assert data.Catalog(home).names() == ["other", "mine"]


_FULL = """
import json, os, sys
from pathlib import Path
from jupyter_analyst import data
from jupyter_analyst.data import streaming
from jupyter_analyst.errors import StorageError
streaming.STREAMED_ABOVE = 0
home = Path(sys.argv[1]) / "disk"
try:
    with data.Catalog(home).spooling() as spool:
        data.read(sys.argv[2], spool=lambda: spool)
except StorageError as error:
    print(json.dumps([error.code, str(error), [str(p) for p in home.rglob("*.parquet")]]))
"""


def test_a_full_disk_amid_a_large_file_is_said_and_nothing_is_left(bubblewrap, tmp_path):
    path = tmp_path / "noise.csv"
    path.write_bytes(lines("a,b", *[f"{uuid.uuid4().hex},1" for _ in range(200_000)]))
    disk = tmp_path / "disk"
    disk.mkdir()
    wall = [bubblewrap, "--dev-bind", "/", "/", "--size", "1000000", "--tmpfs", str(disk)]
    command = [*wall, sys.executable, "-c", _FULL, str(tmp_path), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    code, message, left = json.loads(done.stdout)
    assert (code, left) == ("disk-full", [])
    assert message.startswith("The disk is full while keeping `noise`")
