"""Packed files and archives, made by the programs and libraries that people make them with."""

import bz2
import gzip
import io
import lzma
import os
import stat
import subprocess
import sys
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError, StorageError, UnknownNameError

CSV = b"city,n\nBonn,1\nKiel,2\n"
ROWS = {"city": ["Bonn", "Kiel"], "n": [1, 2]}


def zstd(content):
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content)
    return sink.getvalue().to_pybytes()


PACKERS = {
    "gz": (gzip.compress, "gzip"),
    "bz2": (bz2.compress, "bzip2"),
    "xz": (lzma.compress, "xz"),
    "zst": (zstd, "zstd"),
}


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    """A folder for temporary files that is empty after every test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def zipped(tmp_path):
    """Write members to a zip archive."""

    def write(members, name="sales.zip"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        return tmp_path / name

    return write


def refusal(path, **given):
    with pytest.raises(ReadError) as caught:
        data.read(path, **given)
    return caught.value


@pytest.mark.parametrize("ending", PACKERS)
def test_a_packed_file_is_read_and_says_how_it_was_packed(tmp_path, ending):
    pack, called = PACKERS[ending]
    path = tmp_path / f"sales.csv.{ending}"
    path.write_bytes(pack(CSV))
    found = data.read(path)
    assert found.table.to_pydict() == ROWS
    assert (found.name, found.origin) == ("sales", str(path))
    assert found.reading.notes == (f"unpacked from {called} (21 B)",)


@pytest.mark.parametrize("ending", PACKERS)
def test_what_is_packed_twice_in_a_row_is_read_whole(tmp_path, ending):
    pack, _ = PACKERS[ending]
    (tmp_path / f"a.csv.{ending}").write_bytes(pack(CSV) + pack(b"Trier,3\n"))
    assert data.read(tmp_path / f"a.csv.{ending}").table["n"].to_pylist() == [1, 2, 3]


def test_the_bytes_tell_that_a_file_is_packed_not_its_name(tmp_path):
    (tmp_path / "a.csv").write_bytes(gzip.compress(CSV))
    assert data.read(tmp_path / "a.csv").table.to_pydict() == ROWS
    (tmp_path / "b.csv.gz").write_bytes(CSV)
    found = data.read(tmp_path / "b.csv.gz")
    assert (found.table.to_pydict(), found.reading.notes, found.name) == (ROWS, (), "b")


def test_a_text_that_begins_like_bzip2_is_a_text(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"BZh9,n\nBonn,1\n")
    assert data.read(tmp_path / "a.csv").table.to_pydict() == {"BZh9": ["Bonn"], "n": [1]}


def test_any_format_may_be_packed(tmp_path):
    sink = io.BytesIO()
    pq.write_table(pa.table(ROWS), sink)
    (tmp_path / "a.parquet.gz").write_bytes(gzip.compress(sink.getvalue()))
    found = data.read(tmp_path / "a.parquet.gz")
    assert (found.reading.format, found.table.to_pydict()) == ("parquet", ROWS)


def test_the_ratio_is_told(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"n\n" + b"1\n" * 500_000))
    (note,) = data.read(tmp_path / "a.csv.gz").reading.notes
    n_packed = (tmp_path / "a.csv.gz").stat().st_size
    assert note == f"unpacked from gzip (1.0 MB, {1_000_002 / n_packed:,.0f} times as large)"


def test_the_version_is_that_of_the_content_however_it_was_packed(tmp_path):
    for level in (1, 9):
        (tmp_path / f"{level}.csv.gz").write_bytes(gzip.compress(CSV, level, mtime=level))
    (tmp_path / "other.csv.gz").write_bytes(gzip.compress(CSV + b"Trier,3\n"))
    versions = [data.read(tmp_path / f"{name}.csv.gz").version for name in ("1", "9", "other")]
    assert versions[0] == versions[1] != versions[2]


@pytest.mark.parametrize("ending", PACKERS)
def test_a_packed_file_that_was_cut_short_is_damaged(tmp_path, ending):
    pack, called = PACKERS[ending]
    packed = pack(os.urandom(5000).hex().encode())
    (tmp_path / "a").write_bytes(packed[: len(packed) // 2])
    error = refusal(tmp_path / "a")
    assert error.code == "archive-damaged"
    assert f"`a` begins like {called} and cannot be unpacked" in error.message


@pytest.mark.parametrize("ending", ["gz", "bz2", "xz"])
def test_a_packed_file_with_a_wrong_byte_is_damaged(tmp_path, ending):
    packed = bytearray(PACKERS[ending][0](b"n\n" + os.urandom(5000).hex().encode()))
    packed[len(packed) // 2] ^= 0xFF
    (tmp_path / "a").write_bytes(packed)
    assert refusal(tmp_path / "a").code == "archive-damaged"


@pytest.mark.parametrize("ending", PACKERS)
def test_a_bomb_stops_early(tmp_path, ending, monkeypatch):
    bomb = PACKERS[ending][0](b"0" * 50_000_000)
    (tmp_path / "a.csv").write_bytes(bomb)
    written = []
    monkeypatch.setattr("jupyter_analyst.data.sources.scratch.Scratch.spend", counting(written))
    error = refusal(tmp_path / "a.csv", max_mb=3)
    assert error.code == "file-too-large"
    assert "unpacks to more than 3 MB" in error.message
    assert sum(written) < 5_000_000


def counting(written):
    from jupyter_analyst.data.sources.scratch import Scratch

    spend = Scratch.spend

    def count(self, n_bytes, what):
        written.append(n_bytes)
        spend(self, n_bytes, what)

    return count


def test_the_limit_is_for_what_comes_out_of_all_members_together(zipped):
    path = zipped({"a.csv": b"n\n" + b"1\n" * 300_000, "b.csv": b"n\n" + b"1\n" * 300_000})
    assert data.read(path, member="*", max_mb=1.3).n_rows == 600_000
    assert refusal(path, member="*", max_mb=1.1).code == "file-too-large"


def test_a_packed_file_of_nothing_is_empty(tmp_path):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b""))
    error = refusal(tmp_path / "a.csv.gz")
    assert (error.code, error.message[:17]) == ("file-empty", "`a.csv` is empty ")


def test_a_full_disk_is_said(tmp_path, monkeypatch):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(CSV))
    monkeypatch.setattr("tempfile.tempdir", "/dev/full")  # where nothing can be made
    with pytest.raises(StorageError, match=r"temporary copy of `a\.csv`"):
        data.read(tmp_path / "a.csv.gz")
    monkeypatch.undo()


def test_the_temporary_copy_is_private_and_gone_after_an_interrupt(
    tmp_path, temporary, monkeypatch
):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(CSV))
    modes = []

    def interrupt(file, given):
        modes.extend(stat.S_IMODE(p.stat().st_mode) for p in temporary.rglob("*") if p.is_file())
        modes.extend(stat.S_IMODE(p.stat().st_mode) for p in temporary.iterdir())
        raise KeyboardInterrupt

    monkeypatch.setattr("jupyter_analyst.data.sources.several.format_of", interrupt)
    with pytest.raises(KeyboardInterrupt):
        data.read(tmp_path / "a.csv.gz")
    assert set(modes) == {0o600, 0o700}  # and the fixture looks that nothing is left


def test_an_archive_of_one_table_is_read_under_its_own_name(zipped):
    path = zipped({"export_17.csv": CSV})
    found = data.read(path)
    assert (found.table.to_pydict(), found.name) == (ROWS, "sales")
    assert found.reading.notes == ("unpacked from zip (21 B)",)


def test_junk_in_an_archive_is_passed_over(zipped):
    path = zipped(
        {
            "data/": b"",
            "data/a.csv": CSV,
            "data/.DS_Store": b"\0\0\0\1Bud1",
            "__MACOSX/data/._a.csv": b"\0\5\26\7",
            "Thumbs.db": b"\xd0\xcf\x11\xe0",
            "cover.jpg": b"\xff\xd8\xff",
        }
    )
    assert data.read(path).table.to_pydict() == ROWS


def test_an_archive_that_a_program_made_is_read(tmp_path):
    (tmp_path / "a.csv").write_bytes(CSV)
    made = [sys.executable, "-m", "zipfile", "-c", "b.zip", "a.csv"]
    subprocess.run(made, cwd=tmp_path, check=True)
    assert data.read(tmp_path / "b.zip").table.to_pydict() == ROWS


def test_several_tables_are_listed_and_one_is_chosen(zipped):
    path = zipped({"2024/b10.csv": b"n\n10\n", "2024/b2.csv": b"n\n2\n", "a.csv": CSV})
    error = refusal(path)
    assert error.code == "archive-several"
    assert "holds 3 tables: `2024/b2.csv`, `2024/b10.csv` and `a.csv`" in error.message
    assert "`member`" in error.hint
    chosen = data.read(path, member="2024/b2.csv")
    assert (chosen.table.to_pydict(), chosen.name) == ({"n": [2]}, "b2")
    assert data.read(path, member="b10.csv").table.to_pydict() == {"n": [10]}


def test_all_tables_are_read_as_one(zipped):
    path = zipped({"b10.csv": b"n\n10\n", "b2.csv": b"n\n2\n"})
    found = data.read(path, member="*", source_column="from")
    assert found.table.to_pydict() == {
        "n": [2, 10],
        "from": ["sales.zip/b2.csv", "sales.zip/b10.csv"],
    }
    assert found.name == "sales"
    assert found.reading.notes == ("2 files as one", "unpacked from zip (9 B)")


def test_a_member_that_is_not_there_offers_near_names(zipped):
    path = zipped({"sales.csv": CSV, "costs.csv": CSV})
    with pytest.raises(UnknownNameError) as caught:
        data.read(path, member="sale.csv")
    assert (caught.value.code, caught.value.hint) == ("member-unknown", "Did you mean `sales.csv`?")


def test_a_member_is_of_an_archive_only(tmp_path):
    (tmp_path / "a.csv").write_bytes(CSV)
    error = refusal(tmp_path / "a.csv", member="x")
    assert (error.code, "`a.csv` is no archive" in error.message) == ("option-wrong", True)


def test_an_archive_without_a_table_says_what_it_holds(zipped):
    error = refusal(zipped({"a.jpg": b"\xff\xd8\xff", "b.exe": b"MZ"}))
    assert (error.code, "`a.jpg` and `b.exe`" in error.message) == ("archive-empty", True)
    assert "it holds nothing" in refusal(zipped({}, "empty.zip")).message


@pytest.mark.parametrize(
    "name", ["/etc/a.csv", "../a.csv", "x/../../a.csv", "C:\\a.csv", "c:a.csv", "..\\a.csv"]
)
def test_an_archive_that_reaches_outside_is_refused(zipped, name):
    error = refusal(zipped({"b.csv": CSV, name: CSV}))
    assert (error.code, "leads out of the archive" in error.message) == ("archive-unsafe", True)


def test_an_archive_with_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    error = refusal(tmp_path / "a.zip")
    assert (error.code, "'a.csv' is a link" in error.message) == ("archive-unsafe", True)


def test_an_encrypted_archive_is_refused(zipped):
    path = zipped({"a.csv": CSV})
    content = bytearray(path.read_bytes())
    for header, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):  # as the specification places them
        content[content.index(header) + flags] |= 1
    path.write_bytes(content)
    error = refusal(path)
    assert (error.code, error.message) == ("data-encrypted", "`sales.zip/a.csv` is encrypted.")


def test_a_way_of_packing_that_is_not_known_is_named(zipped):
    path = zipped({"a.csv": CSV})
    content = bytearray(path.read_bytes())
    for header, method in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        content[content.index(header) + method] = 9  # Deflate64, which Windows writes at times
    path.write_bytes(content)
    assert refusal(path).code == "archive-unknown"


@pytest.mark.parametrize("keep", [30, 60, -10])
def test_an_archive_that_was_cut_short_is_damaged(zipped, keep):
    path = zipped({"a.csv": CSV})
    path.write_bytes(path.read_bytes()[:keep])
    assert refusal(path).code == "archive-damaged"


def test_an_archive_with_a_wrong_byte_is_damaged(zipped):
    path = zipped({"a.csv": CSV * 100})
    content = bytearray(path.read_bytes())
    content[45] ^= 0xFF
    path.write_bytes(content)
    assert refusal(path).code == "archive-damaged"


def test_packed_within_packed_is_opened_once(zipped, tmp_path):
    inner = zipped({"a.csv": CSV}, "inner.zip").read_bytes()
    middle = zipped({"inner.zip": inner}, "middle.zip")
    found = data.read(middle)
    assert (found.table.to_pydict(), found.reading.notes) == (ROWS, ("unpacked from zip (21 B)",))
    error = refusal(zipped({"middle.zip": middle.read_bytes()}, "outer.zip"))
    assert (error.code, "`inner.zip`" in error.message) == ("archive-nested", True)
    packed = data.read(zipped({"a.csv.gz": gzip.compress(CSV)}, "gz.zip"))
    assert packed.table.to_pydict() == ROWS
    assert packed.reading.notes == ("unpacked from gzip in zip (21 B)",)


def test_a_tar_archive_is_named(tmp_path):
    (tmp_path / "a.csv").write_bytes(CSV)
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "a.csv", "a.csv")
    error = refusal(tmp_path / "a.tar.gz")
    assert (error.code, error.message) == (
        "archive-unknown",
        "`a.tar` is a tar archive, which is not read.",
    )


def test_an_office_document_is_no_archive(zipped):
    error = refusal(zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}, "a.docx"))
    assert error.code == "file-binary"
