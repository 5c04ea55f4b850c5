"""Text in Word: headings, contents, lists, links, code."""

from docx.oxml.ns import qn
from nbformat import v4

from jupyter_analyst.report import TEMPLATES
from jupyter_analyst.report.word.styles import style_id


def noted(*sources):
    return v4.new_notebook(cells=[v4.new_markdown_cell(source) for source in sources])


def styles(document):
    return {p.text: p.style.name for p in document.paragraphs if p.text}


def test_headings_are_headings_of_word(made, book):
    document = made(book)
    found = [
        (p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")
    ]
    assert found == [
        ("Heading 1", "Summary"),
        ("Heading 1", "Data"),
        ("Heading 2", "dd"),
        ("Heading 1", "Methods"),
        ("Heading 2", "Compare two means"),
        ("Heading 1", "Results"),
        ("Heading 2", "Compare means: duration by regime"),
        ("Heading 3", "What it means"),
        ("Heading 1", "References"),
        ("Heading 1", "Appendix: code"),
        ("Heading 1", "Appendix: environment"),
    ]


def test_the_table_of_contents_is_a_field_with_an_entry_for_each_heading(made, book):
    document = made(book)
    entries = [p for p in document.paragraphs if p.style.name.startswith("toc ")]
    assert [p.text for p in entries][:3] == ["Summary", "Data", "dd"]
    first = entries[0]._p
    assert first.find(".//" + qn("w:instrText")).text.strip() == r'TOC \o "1-3" \h \z \u'
    assert first.find(".//" + qn("w:fldChar")).get(qn("w:dirty")) == "true"
    begins = [mark.get(qn("w:fldCharType")) for p in entries for mark in p._p.iter(qn("w:fldChar"))]
    assert begins.count("begin") == begins.count("end") == len(entries) + 1


def test_every_entry_of_the_contents_leads_to_a_bookmark_at_its_heading(made, book):
    body = made(book).element.body
    marks = {
        mark.get(qn("w:name")): "".join(t.text for t in mark.getparent().iter(qn("w:t")))
        for mark in body.iter(qn("w:bookmarkStart"))
    }
    links = {
        link.get(qn("w:anchor")): "".join(t.text for t in link.iter(qn("w:t")))
        for link in body.iter(qn("w:hyperlink"))
        if link.get(qn("w:anchor"))
    }
    assert links == marks
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_a_template_with_numbered_headings_numbers_them_in_the_contents_too(made, book):
    document = made(book, template="academic")
    entries = [p.text for p in document.paragraphs if p.style.name.startswith("toc ")]
    assert entries == [
        "Summary",
        "1  Data",
        "1.1  dd",
        "2  Methods",
        "2.1  Compare two means",
        "3  Results",
        "3.1  Compare means: duration by regime",
        "3.1.1  What it means",
        "References",
        "Appendix: code",
        "Appendix: environment",
    ]
    ids = {
        p.text: p._p.pPr.numPr.numId.val
        for p in document.paragraphs
        if p.style.name == "Heading 1" and p._p.pPr.numPr is not None
    }
    assert ids == dict.fromkeys(
        ["Summary", "References", "Appendix: code", "Appendix: environment"], 0
    )


def test_statistics_keep_their_italics_and_signs(made, book):
    document = made(book)
    lead = next(p for p in document.paragraphs if p.style.name == "Lead")
    assert [(run.text, run.bold, run.italic) for run in lead.runs][:4] == [
        ("Democrats lasted ", None, None),
        ("4.89 years less", True, None),
        (", ", None, None),
        ("p", None, True),
    ]


def test_lists_are_lists_of_word_and_numbers_begin_anew(made):
    document = made(noted("1. a\n2. b\n\ntext\n\n1. c\n\n- d\n  - e\n    - f\n      - g"))
    found = {p.text: p for p in document.paragraphs if p.style.name.startswith("List")}
    assert {text: p.style.name for text, p in found.items()} == {
        "a": "List Number",
        "b": "List Number",
        "c": "List Number",
        "d": "List Bullet",
        "e": "List Bullet 2",
        "f": "List Bullet 3",
        "g": "List Bullet 3",
    }
    numbers = {text: found[text]._p.pPr.numPr.numId.val for text in "abc"}
    assert numbers["a"] == numbers["b"] != numbers["c"]


def test_links_lead_to_the_web_and_nowhere_else(made):
    source = "[web](https://a.org/x?y=1) [mail](mailto:a@b.c) [ftp](ftp://a.org) [js](js:1)"
    document = made(noted(source))
    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert targets == ["https://a.org/x?y=1", "mailto:a@b.c"]
    text = next(p.text for p in document.paragraphs if "web" in p.text)
    assert text == "web mail ftp js"


def test_code_keeps_its_lines_and_blanks_and_is_coloured(made, book):
    book.cells[1].source = 'if x:\n    y = "a"  # why\n\tz'
    document = made(book)
    code = next(p for p in document.paragraphs if p.style.name == "Code")
    assert code.text == 'if x:\n    y = "a"  # why\n\tz'
    colors = {run.text: str(run.font.color.rgb) for run in code.runs if run.font.color.rgb}
    assert set(colors) == {"if", '"a"', "# why"}


def test_code_of_an_unknown_language_is_set_in_one_colour(made, foreign):
    foreign.metadata.kernelspec.language = "klingon"
    code = next(p for p in made(foreign).paragraphs if p.style.name == "Code")
    assert [run.text for run in code.runs] == ["df"]


def test_characters_xml_cannot_hold_are_left_out(made):
    source = "a\x00b\x1bc\ud800d \N{GRINNING FACE} 数 \u202f%"
    document = made(noted(f"# T{source}\n\n{source}"), include=["cover", "contents", "results"])
    texts = [p.text for p in document.paragraphs]
    assert any("bcd \N{GRINNING FACE} 数 \u202f%" in text for text in texts)


def test_every_paragraph_names_a_style_that_exists(made, book):
    for template in TEMPLATES:
        document = made(book, template=template)
        known = {style.style_id for style in document.styles}
        used = {e.get(qn("w:val")) for e in document.element.body.iter(qn("w:pStyle"))}
        used |= {e.get(qn("w:val")) for e in document.element.body.iter(qn("w:rStyle"))}
        assert used <= known


def test_no_theme_can_change_a_font(made, book):
    for fonts in made(book).styles.element.iter(qn("w:rFonts")):
        assert not [name for name in fonts.attrib if name.endswith("Theme")]


def test_style_ids_are_names_without_blanks():
    assert style_id("toc 1") == "Toc1"
