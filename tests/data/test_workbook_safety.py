"""Workbooks that are damaged, protected or made to do harm."""

import io
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from xlwt.CompoundDoc import XlsDoc

sys.path.insert(0, str(Path(__file__).parent))  # the writers stand beside their tests
from spreadsheets import ODS_TYPE, ods, ods_of, parts_of, xls, xlsb, xlsx, zipped

from jupyter_analyst.data.formats.workbooks import ooxml
from jupyter_analyst.data.formats.workbooks import xls as xls_streams
from jupyter_analyst.errors import ReadError

PLAIN = [["a", "b"], [1, "x"], [2, "y"]]
WRITERS = {"xlsx": xlsx, "xlsb": xlsb, "xls": xls, "ods": ods}
SHEET = "xl/worksheets/sheet1.xml"
TEXT_CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
SAVED_ANEW = "open it in a spreadsheet program and save it anew"


@pytest.fixture
def refused(reading):
    """Return the error that reading a file ends in."""

    def read(content, file="book.xlsx"):
        with pytest.raises(ReadError) as caught:
            reading(content, file=file)
        return caught.value

    return read


def changed(content, part, old, new):
    parts = parts_of(content)
    assert old in parts[part]
    return zipped(parts | {part: parts[part].replace(old, new)})


@pytest.mark.parametrize("kind", WRITERS)
def test_a_damaged_workbook_ends_in_an_error_of_ours(tmp_path, survives, kind):
    path = tmp_path / f"book.{kind}"
    path.write_bytes(WRITERS[kind](PLAIN))
    survives(path)


@pytest.mark.parametrize("kind", WRITERS)
def test_half_a_workbook_is_called_damaged(refused, kind):
    content = WRITERS[kind](PLAIN)
    error = refused(content[: len(content) // 2], f"book.{kind}")
    assert error.code == "workbook-damaged"
    assert SAVED_ANEW in error.hint


@pytest.mark.parametrize("kind", ["xlsx", "xlsb", "ods"])
def test_damage_inside_a_sound_container_ends_in_an_error_of_ours(tmp_path, survives, kind):
    parts = parts_of(WRITERS[kind](PLAIN))
    path = tmp_path / f"book.{kind}"
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.bin", "content.xml"):
        if part in parts:
            half = parts[part][: len(parts[part]) // 2]
            path.write_bytes(zipped(parts | {part: half}))
            survives(path, cuts=1, flips=1)


def test_a_fault_inside_the_parser_is_damage(refused):
    book = bytearray(xls(PLAIN))
    place = book.index(struct.pack("<HH", 0x85, 14))  # where the sheet is said to begin
    book[place + 4 : place + 8] = b"\0\0\0\xf0"
    assert refused(bytes(book), "book.xls").code == "workbook-damaged"


def test_room_is_not_taken_for_what_an_old_workbook_only_says(refused):
    book = bytearray(xls(PLAIN))
    place = book.index(struct.pack("<HH", 0x200, 14))
    book[place + 4 : place + 8] = b"\0\0\0\x7d"  # it would begin in row 2,097,152,001
    error = refused(bytes(book), "book.xls")
    assert (error.code, "ends before it begins" in error.message) == ("workbook-damaged", True)


def test_a_cell_beyond_the_columns_of_an_old_workbook_is_damage(refused):
    book = bytearray(xls(PLAIN))
    place = book.index(struct.pack("<HHHH", 0x00FD, 10, 0, 1))  # the text in B1
    book[place + 6 : place + 8] = struct.pack("<H", 60_000)
    error = refused(bytes(book), "book.xls")
    assert (error.code, "column 60,001 of 256" in error.message) == ("workbook-damaged", True)


def test_room_is_not_taken_for_a_promised_number_of_texts(refused):
    content = changed(
        xlsx(PLAIN), "xl/sharedStrings.xml", b'uniqueCount="4"', b'uniqueCount="4294967295"'
    )
    error = refused(content)
    assert error.code == "workbook-damaged"
    assert "promises 4,294,967,295 texts" in error.message


def test_a_large_stream_of_an_old_workbook_is_put_together():
    content = bytes(range(256)) * 40_000  # beyond 7 MB the list of sectors is a chain of its own
    made = io.BytesIO()
    XlsDoc().save(made, content)
    found = xls_streams.streams(made.getvalue())["Workbook"]()
    assert found[: len(content)] == content


def test_a_small_stream_of_an_old_workbook_is_put_together(reading):
    content = _with_small_sectors(xls([["a", "b"], [1, 2]]))
    found = xls_streams.streams(content)["Workbook"]()
    assert len(found) == 4095
    assert reading(content, file="a.xls").to_arrow().to_pylist() == [{"a": 1, "b": 2}]


def _with_small_sectors(book):
    """Return a compound file whose workbook lies in the sectors of 64 bytes of the root."""
    book = bytearray(book)
    n_sectors = len(book) // 512 - 1
    chain = struct.pack("<64I", *range(1, 64), 0xFFFFFFFE).ljust(512, b"\xff")
    book += chain
    (table,) = struct.unpack_from("<I", book, 76)
    struct.pack_into("<I", book, 512 + 512 * table + 4 * n_sectors, 0xFFFFFFFE)
    struct.pack_into("<II", book, 60, n_sectors, 1)
    root = book.index("Root Entry".encode("utf-16-le"))
    entry = book.index("Workbook".encode("utf-16-le"))
    start, length = struct.unpack_from("<II", book, entry + 116)
    assert length == 4096
    struct.pack_into("<II", book, root + 116, start, length)
    struct.pack_into("<II", book, entry + 116, 0, 4095)
    return bytes(book)


def test_a_missing_part_is_damage(refused):
    parts = parts_of(xlsx(PLAIN))
    for part in (SHEET, "xl/_rels/workbook.xml.rels"):
        error = refused(zipped({name: held for name, held in parts.items() if name != part}))
        assert error.code == "workbook-damaged"
    assert refused(zipped({"xl/theme.xml": "<a/>"})).code == "workbook-damaged"


def test_a_workbook_encrypted_by_excel_says_what_to_do(refused):
    book = xls(PLAIN)
    place = book.index("Workbook".encode("utf-16-le"))
    name = "EncryptedPackage".encode("utf-16-le")
    book = book[:place] + name.ljust(64, b"\0") + struct.pack("<H", 34) + book[place + 66 :]
    error = refused(book)
    assert error.code == "data-encrypted"
    assert error.hint == "Save it without the password, then load it again."


def test_an_encrypted_xls_says_what_to_do(refused):
    book = bytearray(xls(PLAIN))
    place = book.index(struct.pack("<HH", 0x42, 2))  # the code page, made the start of encryption
    book[place : place + 2] = struct.pack("<H", 0x2F)
    assert refused(bytes(book), "book.xls").code == "data-encrypted"


def test_an_encrypted_spreadsheet_says_what_to_do(refused):
    manifest = b"<manifest:encryption-data/></manifest:manifest>"
    content = changed(ods(PLAIN), "META-INF/manifest.xml", b"</manifest:manifest>", manifest)
    assert refused(content, "a.ods").code == "data-encrypted"


def test_an_encrypted_container_says_what_to_do(refused):
    content = bytearray(xlsx(PLAIN))
    place = content.index(b"PK\x01\x02")
    content[place + 8] |= 1
    assert refused(bytes(content)).code == "data-encrypted"


def test_a_workbook_that_unpacks_to_very_much_is_refused(refused):
    content = zipped(parts_of(xlsx(PLAIN)) | {"xl/media/a.xml": bytes(60_000_000)})
    error = refused(content)
    assert error.code == "workbook-unsafe"
    assert "unpack to 60 MB, more than 200 to 1" in error.message


def test_a_workbook_that_declares_too_much_is_refused(refused):
    content = bytearray(xlsx(PLAIN))
    for place in _entries(content):
        content[place + 24 : place + 28] = struct.pack("<I", 4_000_000_000)
    error = refused(bytes(content))
    assert error.code == "workbook-unsafe"
    assert "the largest that is read is 5.0 GB" in error.message


@pytest.mark.parametrize("declared", [10, 100_000])
def test_a_part_that_is_not_as_long_as_it_says_is_damage(refused, declared):
    content = bytearray(xlsx(PLAIN))
    place = next(p for p in _entries(content) if content[p + 46 :].startswith(SHEET.encode()))
    content[place + 24 : place + 28] = struct.pack("<I", declared)
    assert refused(bytes(content)).code == "workbook-damaged"


def test_a_part_whose_checksum_fits_its_declared_length_alone_is_damage(refused):
    parts = parts_of(xlsx(PLAIN))
    head = parts[SHEET][:100]
    content = bytearray(zipped(parts))
    place = next(p for p in _entries(content) if content[p + 46 :].startswith(SHEET.encode()))
    content[place + 16 : place + 20] = struct.pack("<I", zipfile.crc32(head))
    content[place + 24 : place + 28] = struct.pack("<I", len(head))
    error = refused(bytes(content))
    assert error.code == "workbook-damaged"
    assert SHEET in error.message


def _entries(content):
    """Yield where the entries of the directory of a zip container begin."""
    place = content.find(b"PK\x01\x02")
    while place >= 0:
        yield place
        place = content.find(b"PK\x01\x02", place + 4)


def test_a_part_that_is_there_twice_is_refused(refused):
    made = io.BytesIO(xlsx(PLAIN))
    with zipfile.ZipFile(made, "a") as package:
        package.writestr(SHEET.upper(), "<worksheet/>")
    error = refused(made.getvalue())
    assert (error.code, "twice" in error.message) == ("workbook-damaged", True)


def test_an_unusual_packing_is_refused(refused):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as package:
        for name, held in parts_of(xlsx(PLAIN)).items():
            package.writestr(name, held)
    error = refused(made.getvalue())
    assert (error.code, "unusual way" in error.message) == ("workbook-damaged", True)


@pytest.mark.parametrize(
    "declaration",
    [b'<!DOCTYPE x [<!ENTITY a "b">]>', b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b"<!ENTITY"],
)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_part_that_declares_entities_is_refused(refused, kind, declaration):
    part = {"xlsx": SHEET, "ods": "content.xml"}[kind]
    parts = parts_of(WRITERS[kind](PLAIN))
    begin = parts[part].index(b"?>") + 2
    parts[part] = parts[part][:begin] + declaration + parts[part][begin:]
    error = refused(zipped(parts), f"book.{kind}")
    assert error.code == "workbook-unsafe"
    assert part in error.message


def test_a_declaration_is_found_across_the_pieces_of_a_part(refused):
    parts = parts_of(xlsx(PLAIN))
    filler = b"<!--" + b"x" * ((1 << 20) - 4 - 5) + b"<!DOCTYPE x>-->"
    parts["xl/theme/theme1.xml"] = filler
    assert filler[(1 << 20) - 5 :].startswith(b"<!DOCTYPE")
    assert refused(zipped(parts)).code == "workbook-unsafe"


def test_a_part_in_another_encoding_is_refused(refused):
    parts = parts_of(xlsx(PLAIN))
    parts[SHEET] = parts[SHEET].decode().encode("utf-16")
    assert "not written in UTF-8" in refused(zipped(parts)).message


def test_cells_strewn_over_a_huge_sheet_are_refused(refused):
    content = xlsx(PLAIN, then=lambda _, sheet: sheet.write_number("XFD1048576", 1))
    error = refused(content)
    assert error.code == "workbook-unsafe"
    assert "7 filled cells are strewn over 1,048,576 rows and 16,384 columns" in error.message


def test_formats_far_from_the_table_do_no_harm(reading):
    def format_far(book, sheet):
        sheet.write_blank("XFD1048576", None, book.add_format({"bold": True}))

    assert reading(xlsx(PLAIN, then=format_far), file="book.xlsx").n_rows == 2


@pytest.mark.parametrize(
    "cell",
    [
        b'<c x="&gt;" r="XFD1048576"><v>1</v></c>',
        b'<c y="/>" r="XFD1048576"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c r="ZZZZZ3"><v>1</v></c>',
        b'<c r="A4000000000"><v>1</v></c>',
        b'<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        b'r="XFD1048576"><x:v>1</x:v></x:c>',
    ],
)
def test_a_far_cell_is_found_however_it_is_written(refused, cell):
    content = changed(xlsx(PLAIN), SHEET, b"</row></sheetData>", cell + b"</row></sheetData>")
    assert refused(content).code == "workbook-unsafe"


def test_cells_far_away_are_refused_in_xlsb_and_xls_too(refused):
    wide = [["x", *[None] * 15_000, "y"], *[[None]] * 3_000, ["z"]]
    assert refused(xlsb(wide), "book.xlsb").code == "workbook-unsafe"
    book = bytearray(xls(PLAIN))
    place = book.index(struct.pack("<HH", 0x200, 14))
    book[place + 4 : place + 16] = struct.pack("<IIHH", 0, 1 << 24, 0, 255)
    assert refused(bytes(book), "book.xls").code == "workbook-unsafe"


@pytest.mark.parametrize(
    "row",
    [
        '<table:table-row table:number-rows-repeated="1000000">'
        f"{TEXT_CELL * 100}</table:table-row>",
        "<table:table-row>"
        + TEXT_CELL.replace("cell ", 'cell table:number-columns-repeated="99999999" ', 1)
        + "</table:table-row>",
    ],
)
def test_repeated_cells_are_refused(refused, row):
    content = ods_of(f'<table:table table:name="S">{row}</table:table>')
    assert refused(content, "a.ods").code == "workbook-unsafe"


def test_empty_rows_and_cells_may_be_repeated(reading):
    row = "<table:table-row>%s</table:table-row>"
    cells = TEXT_CELL * 2 + '<table:table-cell table:number-columns-repeated="16382"/>'
    end = (
        '<table:table-row table:number-rows-repeated="1048573">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    content = ods_of(f'<table:table table:name="S">{row % cells * 3}{end}</table:table>')
    assert reading(content, file="a.ods", header=False).n_rows == 3


def test_a_part_named_to_leave_the_folder_is_never_written(reading, tmp_path):
    content = zipped(parts_of(xlsx(PLAIN)) | {"../../out.txt": "x", "/out.txt": "x"})
    before = sorted(tmp_path.parent.rglob("*"))
    assert reading(content, file="book.xlsx").n_rows == 2
    after = set(tmp_path.parent.rglob("*")) - set(before)
    assert {path.name for path in after} <= {"book.xlsx"}


def test_macros_are_left_out_and_said(reading):
    for kind, part in (("xlsx", "xl/vbaProject.bin"), ("ods", "Basic/Standard/script-lb.xml")):
        content = zipped(parts_of(WRITERS[kind](PLAIN)) | {part: "<x/>"})
        found = reading(content, file=f"book.{kind}")
        assert (found.n_rows, found.reading.notes[-1]) == (2, "its macros are left out")


def test_links_to_other_files_are_not_followed_and_said(reading):
    said = "links to other files are not followed, the values stored with them are read"
    content = zipped(
        parts_of(xlsx(PLAIN)) | {"xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    )
    assert reading(content, file="book.xlsx").reading.notes[-1] == said
    linked = TEXT_CELL.replace(
        "table-cell ", "table-cell table:formula=\"of:='file:///etc/passwd'#$A.A1\" ", 1
    )
    row = f"<table:table-row>{linked}{TEXT_CELL}</table:table-row>"
    content = ods_of(f'<table:table table:name="S">{row * 3}</table:table>')
    assert reading(content, file="a.ods").reading.notes[-1] == said
    source = '<table:table-source xlink:href="file:///etc/passwd"/>'
    content = ods_of(
        f'<table:table table:name="S">{source}'
        f"{'<table:table-row>%s</table:table-row>' % (TEXT_CELL * 2) * 2}</table:table>"
    )
    assert reading(content, file="a.ods").reading.notes[-1] == said


def test_an_ordinary_workbook_says_nothing_of_the_kind(reading):
    for kind, writer in WRITERS.items():
        assert len(reading(writer(PLAIN), file=f"book.{kind}").reading.notes) == 2


@pytest.mark.parametrize("length", [1, 30_000])
def test_cells_are_counted_alike_by_pattern_and_by_parsing(length):
    rows = [["a", "b", "c"], *([n, f"text {n}", None] for n in range(length))]
    parts = parts_of(
        xlsx(rows, then=lambda _, sheet: (
            sheet.write_formula("D5", "=NA()", None, "#N/A"),
            sheet.write_formula("E5", "=A1", None, ""),
        ))
    )  # fmt: skip
    tricked = parts[SHEET].replace(b'<c r="A1"', b'<c x="1"  r="A1"')
    assert tricked != parts[SHEET]
    found = []
    for content in (parts[SHEET], tricked):
        with zipfile.ZipFile(io.BytesIO(zipped({SHEET: content}))) as package:
            found.append(ooxml.survey_sheet(package, SHEET))
    assert found[0] == found[1]
    survey = found[0]
    assert (survey.n_rows, survey.n_columns) == (max(length + 1, 5), 5)
    assert (survey.n_filled, survey.n_errors, survey.n_unvalued) == (2 * length + 5, 1, 1)


def test_cells_that_do_not_say_where_they_are_are_read_in_their_order(reading):
    parts = parts_of(xlsx(PLAIN))
    for row in (b"1", b"2", b"3"):
        for column in (b"A", b"B"):
            parts[SHEET] = parts[SHEET].replace(b' r="' + column + row + b'"', b"")
    found = reading(zipped(parts), file="book.xlsx")
    assert found.to_arrow().to_pylist() == [{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]


def test_other_office_files_are_not_taken_for_workbooks(refused):
    text = ODS_TYPE.replace("spreadsheet", "text")
    content = zipped({"mimetype": text, "content.xml": "<x/>"})
    assert refused(content, "a.odt").code != "workbook-damaged"
    book = xls(PLAIN).replace("Workbook".encode("utf-16-le"), "WordDocu".encode("utf-16-le"))
    error = refused(book, "a.doc")
    assert "it seems to be an old Office file" in error.message
