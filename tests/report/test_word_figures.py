"""Figures in Word."""

import base64
import io
import struct
import zlib

import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from nbformat import v4
from PIL import Image

from jupyter_analyst import tools


def pictured(content, kind="image/png"):
    data = {kind: base64.b64encode(content).decode()}
    output = v4.new_output("display_data", data=data)
    return v4.new_notebook(cells=[v4.new_code_cell("t", outputs=[output])])


def picture(size, kind="PNG"):
    file = io.BytesIO()
    Image.new("RGB", size, "#2266aa").save(file, kind, dpi=(96, 96))
    return file.getvalue()


def test_a_chart_is_drawn_large_enough_for_print_with_alt_text_and_caption(made, book, chart):
    document = made(book, include=["results"])
    (shape,) = document.inline_shapes
    assert shape._inline.docPr.get("descr") == chart.alt
    assert Cm(15) < shape.width <= Cm(16)
    (part,) = [r.target_part for r in document.part.rels.values() if "image" in r.reltype]
    assert Image.open(io.BytesIO(part.blob)).width >= 15 / 2.54 * 200
    (caption,) = [p for p in document.paragraphs if p.style.name == "Caption"]
    assert caption.text == f"Figure 1  {chart.title}. {chart.alt}"
    assert caption._p.find(".//" + qn("w:instrText")).text.strip() == r"SEQ Figure \* ARABIC"


def test_a_picture_stays_with_its_caption(made, book):
    document = made(book, include=["results"])
    (figure,) = [p for p in document.paragraphs if p.style.name == "Figure"]
    assert figure.style.paragraph_format.keep_with_next
    assert figure._p.getnext().pPr.pStyle.val == "Caption"


@pytest.mark.parametrize(("size", "kind"), [((4000, 300), "PNG"), ((300, 4000), "JPEG")])
def test_a_picture_too_large_for_the_page_is_shrunk_in_proportion(made, size, kind):
    book = pictured(picture(size, kind), f"image/{kind.lower()}")
    (shape,) = made(book, include=["results"]).inline_shapes
    assert shape.width <= Cm(16)
    assert shape.height <= Cm(29.7 * 0.63)
    assert shape.width / shape.height == pytest.approx(size[0] / size[1], rel=0.01)


def test_a_small_picture_keeps_its_size(made):
    (shape,) = made(pictured(picture((96, 96))), include=["results"]).inline_shapes
    assert shape.width == Cm(2.54)


def test_a_picture_that_cannot_be_read_is_said_to_be_lost(made):
    content = b"\x89PNG\r\n\x1a\n" + b"\x00" * 10
    document = made(pictured(content), include=["results"])
    assert not document.inline_shapes
    assert document.paragraphs[-1].text == "Output of cell 1: the picture cannot be read."


def test_a_picture_without_size_is_said_to_be_lost(made):
    head = struct.pack(">IIBBBBB", 0, 0, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    content = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    content += struct.pack(">I", zlib.crc32(chunk)) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
    document = made(pictured(content), include=["results"])
    assert document.paragraphs[-1].text.endswith("the picture cannot be read.")


def test_executives_see_one_chart_of_each_result(made, book, result):
    record = result.to_json()
    record["charts"] = record["charts"] * 3
    book.cells[2].outputs[0]["data"] = {tools.MIMETYPE: record}
    assert len(made(book, include=["results"]).inline_shapes) == 3
    assert len(made(book, include=["results"], template="executive").inline_shapes) == 1


def test_of_many_charts_two_stand_side_by_side(made, book, result):
    record = result.to_json()
    record["charts"] = record["charts"] * 3
    book.cells[2].outputs[0]["data"] = {tools.MIMETYPE: record}
    document = made(book, include=["results"])
    assert [len(table.columns) for table in document.tables][:1] == [2]
    pair = document.tables[0].rows[0].cells
    captions = [cell.paragraphs[-1].text.partition("  ")[0] for cell in pair]
    assert captions == ["Figure 2", "Figure 3"]
    widths = [shape.width for shape in document.inline_shapes]
    assert widths[0] > 1.9 * widths[1] == 1.9 * widths[2]


def test_every_picture_has_a_number_of_its_own(made, book, result):
    record = result.to_json()
    record["charts"] = record["charts"] * 6
    book.cells[2].outputs[0]["data"] = {tools.MIMETYPE: record}
    ids = [shape._inline.docPr.id for shape in made(book).inline_shapes]
    assert len(ids) == len(set(ids)) == 6
