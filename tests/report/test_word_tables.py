"""Tables in Word, and how they fit the page."""

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from nbformat import v4

from jupyter_analyst.report.blocks import Grid, plain
from jupyter_analyst.report.word.widths import broken, fit


def grid(head, *rows, prose=()):
    texts = tuple(tuple(map(plain, row)) for row in rows)
    return Grid((tuple(head),), texts, (False,) * len(head), "Caption", prose)


def shown(head, rows, before=()):
    cells = "".join(f"<th>{name}</th>" for name in head)
    lines = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    html = f"<table><thead><tr>{cells}</tr></thead>{lines}</table>"
    output = v4.new_output("display_data", data={"text/html": html})
    return v4.new_notebook(cells=[*before, v4.new_code_cell("t", outputs=[output])])


def test_head_rows_come_again_and_rows_do_not_split(made, book):
    table = made(book, include=["results"]).tables[0]
    marks = [{child.tag for child in row._tr.trPr} for row in table.rows]
    assert marks[0] == {qn("w:cantSplit"), qn("w:tblHeader")}
    assert all(mark == {qn("w:cantSplit")} for mark in marks[1:])


def test_numbers_stand_at_the_right(made, book):
    table = made(book, include=["results"]).tables[0]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts == [
        ["regime", "n", "Mean"],
        ["Democracy", "1,187", "3.37"],
        ["Other", "621", "−8.25"],
    ]
    for row in table.rows:
        aligned = [cell.paragraphs[0]._p.pPr.jc for cell in row.cells]
        assert [jc is not None for jc in aligned] == [False, True, True]


def test_tables_have_three_lines(made, book):
    document = made(book, include=["results"])
    (style,) = [s for s in document.styles if s.name == "Report Table"]
    lines = {edge.tag for edge in style.element.find(".//" + qn("w:tblBorders"))}
    assert lines == {qn("w:top"), qn("w:bottom")}
    for cell in document.tables[0].rows[0].cells:
        (edge,) = cell._tc.tcPr.find(qn("w:tcBorders"))
        assert edge.tag == qn("w:bottom")


def test_captions_are_numbered_by_a_field_and_stay_with_their_table(made, book):
    document = made(book)
    captions = [p for p in document.paragraphs if p.style.name == "Table Caption"]
    numbers = [p.text.partition("  ")[0] for p in captions]
    assert numbers == [f"Table {i + 1}" for i in range(len(captions))]
    codes = [p._p.find(".//" + qn("w:instrText")).text.strip() for p in captions]
    assert set(codes) == {r"SEQ Table \* ARABIC"}
    assert all(p.style.paragraph_format.keep_with_next for p in captions)
    assert all(p._p.getnext().tag == qn("w:tbl") for p in captions)


def test_short_tables_stay_on_one_page_and_long_ones_leave_no_row_alone(made):
    def kept(n_rows):
        table = made(shown(["a"], [[i] for i in range(n_rows)])).tables[-1]
        return [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]

    assert kept(3) == [None, True, True, None]
    assert kept(40) == [None, True, True, *[None] * 35, True, True, None]


def test_a_table_is_named_for_those_who_cannot_see_it(made, book):
    table = made(book, include=["results"]).tables[0]._tbl
    assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Duration in years"


def test_a_table_too_wide_for_the_page_is_turned(made):
    names = [f"measurement{i:02d}" for i in range(16)]
    document = made(shown(names, [range(16)]), include=["results"])
    assert [s.orientation for s in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert document.sections[1].page_width > document.sections[1].page_height


def test_a_table_that_fits_keeps_the_usual_letters():
    fitted = fit(grid(["name", "value"], ["a", "1"]), 450)
    assert fitted.fits
    assert fitted.style == ""
    assert sum(fitted.widths) < 0.6 * 450


def test_a_wider_table_takes_the_whole_page_and_smaller_letters():
    wide = grid([f"column {i}" for i in range(12)], [f"{i}.12345" for i in range(12)])
    fitted = fit(wide, 450)
    assert fitted.style in {" Small", " Tiny"}
    assert sum(fitted.widths) == pytest.approx(450)


def test_sentences_take_the_width_that_is_left():
    checks = grid(["What", "Why"], ["a", "word " * 60], prose=(1,))
    fitted = fit(checks, 450)
    assert sum(fitted.widths) == pytest.approx(450)
    assert fitted.widths[1] > 5 * fitted.widths[0]


def test_long_names_are_broken_at_their_joints_before_the_page_is_turned():
    names = [f"serum_creatinine_level_{i}" for i in range(9)]
    fitted = fit(grid(names, ["1"] * 9), 450)
    assert (fitted.fits, fitted.breaks) == (True, True)
    assert broken("serum_creatinine_1").replace("\u200b", "|") == "serum_|creatinine_1"


def test_a_hopeless_table_still_keeps_to_the_page():
    fitted = fit(grid(["x" * 60] * 30, ["1"] * 30), 450)
    assert not fitted.fits
    assert sum(fitted.widths) == pytest.approx(450)


def test_a_table_without_columns_is_passed_over(made):
    assert not made(shown([], []), include=["results"]).tables


def test_the_headings_above_a_turned_table_turn_with_it(made):
    names = [f"measurement{i:02d}" for i in range(16)]
    notes = v4.new_markdown_cell("# Study\n\nWhat was measured.\n\n## Rows")
    document = made(shown(names, [range(16)], before=[notes]), include=["results"])
    upright, turned, *_ = (list(section.iter_inner_content()) for section in document.sections)
    assert "Rows" not in [block.text for block in upright]
    assert [type(block).__name__ for block in turned[:2]] == ["Paragraph", "Table"]
    assert turned[0].text == "Rows"
