"""Pages in Word: cover, header, footer, properties, language."""

from datetime import datetime

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from jupyter_analyst.report import TEMPLATES


def fields(element):
    return [code.text.strip() for code in element.iter(qn("w:instrText"))]


def test_the_cover_says_title_day_author_and_data(made, book):
    document = made(book)
    block = document.tables[0].cell(0, 0)
    assert [(p.style.name, p.text) for p in block.paragraphs] == [
        ("Title", "How long do leaders stay?"),
        ("Subtitle", "Data analysis report"),
    ]
    facts = [p.text for p in document.paragraphs if p.style.name == "Cover Text" and p.text]
    assert facts == ["Date\t21 November 2026", "Author\tA. Analyst", "Data\tdd, 1,820 rows"]


def test_a_plain_cover_has_its_title_in_the_text(made, book):
    first = made(book, template="academic").paragraphs[0]
    assert (first.style.name, first.text) == ("Title", "How long do leaders stay?")


def test_pages_have_the_title_above_and_their_number_below_but_not_the_cover(made, book):
    section = made(book).sections[0]
    assert section.header.paragraphs[0].text == "How long do leaders stay?"
    assert section.footer.paragraphs[0].text == "Page 1 of 1"
    assert fields(section.footer._element) == ["PAGE", "NUMPAGES"]
    assert section.different_first_page_header_footer is True


def test_without_a_cover_the_first_page_is_like_the_others(made, book):
    document = made(book, include=["results"])
    assert document.sections[0].different_first_page_header_footer is False
    assert document.paragraphs[0].text == "Results"
    assert document.paragraphs[0].paragraph_format.page_break_before is None


@pytest.mark.parametrize("name", TEMPLATES)
def test_pages_are_a4(made, book, name):
    section = made(book, template=name).sections[0]
    assert sorted([section.page_width.cm, section.page_height.cm]) == pytest.approx(
        [21.0, 29.7], abs=0.01
    )
    landscape = section.orientation is WD_ORIENT.LANDSCAPE
    assert landscape is TEMPLATES[name].landscape is (section.page_width > section.page_height)


def test_the_properties_describe_the_document(made, book):
    about = made(book).core_properties
    assert about.title == "How long do leaders stay?"
    assert about.author == "A. Analyst"
    assert about.language == "en-GB"
    assert about.keywords == "dd"
    assert about.comments == ""
    assert about.created.replace(tzinfo=None) == datetime(2026, 11, 21)


def test_the_language_of_the_text_is_set(made, book):
    document = made(book)
    (lang,) = document.styles.element.iter(qn("w:lang"))
    assert lang.get(qn("w:val")) == "en-GB"


def test_word_does_not_open_it_as_an_old_file(made, book):
    (mode,) = made(book).settings.element.iter(qn("w:compatSetting"))
    assert (mode.get(qn("w:name")), mode.get(qn("w:val"))) == ("compatibilityMode", "15")


def test_nothing_of_the_library_template_is_left_over(made, book):
    document = made(book)
    kinds = {r.reltype.rpartition("/")[2] for r in document.part.rels.values()}
    kinds |= {r.reltype.rpartition("/")[2] for r in document.part.package.rels.values()}
    assert not kinds & {"thumbnail", "customXml", "webSettings", "stylesWithEffects"}


def test_the_report_proper_begins_on_a_page_of_its_own(made, book, foreign):
    for source, title in ((book, "Summary"), (foreign, "Houses")):
        heading = next(
            p for p in made(source).paragraphs if p.style.name == "Heading 1" and p.text == title
        )
        assert heading.paragraph_format.page_break_before is True


def test_key_numbers_stand_side_by_side(made, book):
    document = made(book, template="executive", include=["summary"])
    cell = document.tables[0].cell(0, 0)
    assert [(p.style.name, p.text) for p in cell.paragraphs] == [
        ("Key Number", "4.89 years less"),
        ("Key Label", "Compare means: duration by regime"),
    ]
