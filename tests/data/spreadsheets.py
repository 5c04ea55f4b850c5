"""Writes workbooks for the tests: with writers where there are any, byte by byte where not."""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile

import xlsxwriter
import xlwt

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    "%s</Relationships>"
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_NAMESPACES = " ".join(
    f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text", "style")
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(*sheets, hidden=(), then=None, **options):
    """Return a workbook of sheets, each a list of rows; `then` gets the book and its sheets."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, **options}) as book:
        styles = {
            dt.date: book.add_format({"num_format": "yyyy-mm-dd"}),
            dt.datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            dt.time: book.add_format({"num_format": "hh:mm:ss"}),
            dt.timedelta: book.add_format({"num_format": "[h]:mm:ss"}),
        }
        found = []
        for name, rows in _named(sheets):
            sheet = book.add_worksheet(name)
            found.append(sheet)
            if name in hidden:
                sheet.hide()
            for row, column, value in _placed(rows):
                _write_xlsx(sheet, row, column, value, styles.get(type(value)))
        if then:
            then(book, *found)
    return made.getvalue()


def _named(sheets):
    for number, sheet in enumerate(sheets, start=1):
        yield sheet if isinstance(sheet, tuple) else (f"Sheet{number}", sheet)


def _placed(rows):
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value is not None:
                yield row, column, value


def _write_xlsx(sheet, row, column, value, style):
    if isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, value.stored)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write(row, column, value, style)


class Formula:
    """A formula with the value stored for it; nothing if that is empty."""

    def __init__(self, text, stored=""):
        self.text, self.stored = text, stored


def xls(*sheets, hidden=()):
    book = xlwt.Workbook()
    styles = {
        dt.date: xlwt.easyxf(num_format_str="yyyy-mm-dd"),
        dt.datetime: xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm"),
    }
    for name, rows in _named(sheets):
        sheet = book.add_sheet(name)
        sheet.visibility = int(name in hidden)
        for row, column, value in _placed(rows):
            if isinstance(value, str) and value.startswith("#"):
                code = {"#N/A": "#N/A!"}.get(value, value)  # as xlwt spells it
                sheet.row(row).set_cell_error(column, code)
            else:
                style = styles.get(type(value), xlwt.Style.default_style)
                sheet.write(row, column, value, style)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def ods(*sheets, hidden=()):
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{str(name not in hidden).lower()}"/>'
        "</style:style>"
        for name, _ in _named(sheets)
    )
    tables = "".join(
        f'<table:table table:name="{name}" table:style-name="{name}">'
        + "".join(f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"
                  for cells in rows)
        + "</table:table>"
        for name, rows in _named(sheets)
    )  # fmt: skip
    return ods_of(tables, styles)


def ods_of(tables, styles="", **parts):
    """Return an OpenDocument spreadsheet with a content as it stands."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{ODS_TYPE}"/></manifest:manifest>'
    )
    return zipped(
        {"mimetype": ODS_TYPE, "META-INF/manifest.xml": manifest, "content.xml": content, **parts}
    )


def _ods_cell(value):
    kinds = {
        bool: ("boolean", "boolean-value", lambda v: str(v).lower()),
        int: ("float", "value", str),
        float: ("float", "value", str),
        dt.date: ("date", "date-value", dt.date.isoformat),
        dt.datetime: ("date", "date-value", dt.datetime.isoformat),
        dt.time: ("time", "time-value", lambda v: v.strftime("PT%HH%MM%SS")),
        dt.timedelta: ("time", "time-value", lambda v: f"PT{v // dt.timedelta(hours=1):02}H00M00S"),
    }
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, Formula):
        return f'<table:table-cell table:formula="of:{value.text}"/>'
    if isinstance(value, str) and value.startswith("#"):
        return (
            '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
            'office:string-value="" calcext:value-type="error">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    if isinstance(value, str):
        return (
            '<table:table-cell office:value-type="string">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    kind, name, written = kinds[type(value)]
    return f'<table:table-cell office:value-type="{kind}" office:{name}="{written(value)}"/>'


def xlsb(*sheets, hidden=()):
    """Return an xlsb workbook; dates in it are numbers, for it has no styles."""
    texts = []
    parts = {}
    listed, relations = b"", ""
    for number, (name, rows) in enumerate(_named(sheets), start=1):
        parts[f"xl/worksheets/sheet{number}.bin"] = _xlsb_sheet(rows, texts)
        state = int(name in hidden)
        listed += _record(
            156, struct.pack("<II", state, number) + _wide(f"rId{number}") + _wide(name)
        )
        relations += (
            f'<Relationship Id="rId{number}" Type="{OFFICE}worksheet" '
            f'Target="worksheets/sheet{number}.bin"/>'
        )
    relations += f'<Relationship Id="s" Type="{OFFICE}sharedStrings" Target="sharedStrings.bin"/>'
    shared = _record(159, struct.pack("<II", len(texts), len(texts)))
    shared += b"".join(_record(19, b"\0" + _wide(text)) for text in texts) + _record(160)
    book = _record(131) + _record(143) + listed + _record(144) + _record(132)
    kinds = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    top = f'<Relationship Id="r" Type="{OFFICE}officeDocument" Target="xl/workbook.bin"/>'
    return zipped(
        {
            "[Content_Types].xml": kinds,
            "_rels/.rels": RELATIONS % top,
            "xl/_rels/workbook.bin.rels": RELATIONS % relations,
            "xl/workbook.bin": book,
            "xl/sharedStrings.bin": shared,
            **parts,
        }
    )


def _xlsb_sheet(rows, texts):
    made = _record(129) + _record(148, struct.pack("<IIII", 0, len(rows), 0, 9)) + _record(145)
    for row, cells in enumerate(rows):
        made += _record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0, 0, 0))
        for column, value in enumerate(cells):
            head = struct.pack("<II", column, 0)
            if isinstance(value, bool):
                made += _record(4, head + bytes([value]))
            elif isinstance(value, str) and value.startswith("#"):
                made += _record(3, head + b"\x2a")
            elif isinstance(value, str):
                made += _record(7, head + struct.pack("<I", len(texts)))
                texts.append(value)
            elif value is not None:
                made += _record(5, head + struct.pack("<d", value))
    return made + _record(146) + _record(130)


def _record(kind, data=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, left = b"", len(data)
    while True:
        length += bytes([left & 0x7F | (0x80 if left > 127 else 0)])
        left >>= 7
        if not left:
            return head + length + data


def _wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def zipped(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(name, content, how)
    return made.getvalue()


def parts_of(content):
    """Return the parts of a workbook, to be changed and zipped again."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}
