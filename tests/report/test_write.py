"""A notebook is written as a report file."""

import subprocess
import sys

import pytest
from docx import Document

from jupyter_analyst import report
from jupyter_analyst.errors import ReportError, StorageError, UnexpectedError


def test_a_report_is_written_where_it_was_asked_for(book, tmp_path):
    path = report.write(book, tmp_path / "out.docx")
    assert path == tmp_path / "out.docx"
    assert Document(str(path)).core_properties.title == "How long do leaders stay?"
    assert list(tmp_path.glob("*out.docx*")) == [path]


def test_title_template_and_parts_can_be_chosen(book, tmp_path):
    path = report.write(
        book, tmp_path / "OUT.DOCX", template="academic", title="Mine", include=["cover", "code"]
    )
    document = Document(str(path))
    assert document.paragraphs[0].text == "Mine"
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Appendix: code"
    ]


def test_a_notebook_without_a_title_is_called_like_its_report(tmp_path, book):
    del book.metadata["title"], book.metadata["jupyter_analyst"]
    book.cells.clear()
    path = report.write(book, tmp_path / "sales.docx")
    assert Document(str(path)).core_properties.title == "sales"


@pytest.mark.parametrize("name", ["out.pdf", "out", "out.doc"])
def test_another_ending_is_refused_with_what_can_be_made(book, tmp_path, name):
    with pytest.raises(ReportError, match=r"Use \.docx") as caught:
        report.write(book, tmp_path / name)
    assert caught.value.code == "report-ending"


@pytest.mark.parametrize(
    ("options", "code"),
    [({"template": "nice"}, "template-unknown"), ({"include": ["coda"]}, "part-unknown")],
)
def test_wrong_choices_are_refused_before_anything_is_written(book, tmp_path, options, code):
    with pytest.raises(ReportError) as caught:
        report.write(book, tmp_path / "out.docx", **options)
    assert caught.value.code == code
    assert not (tmp_path / "out.docx").exists()


def test_a_missing_folder_is_not_made(book, tmp_path):
    with pytest.raises(ReportError, match="does not exist"):
        report.write(book, tmp_path / "no" / "out.docx")


def test_a_full_disk_leaves_the_old_report_alone(book, tmp_path, monkeypatch):
    path = report.write(book, tmp_path / "out.docx")
    before = path.read_bytes()

    def full(_file):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match="The disk is full"):
        report.write(book, path, title="New")
    assert path.read_bytes() == before


def test_a_fault_of_ours_is_one_plain_message(book, tmp_path, monkeypatch):
    monkeypatch.setattr("jupyter_analyst.report.word.figures.picture", lambda *_, **__: 1 / 0)
    with pytest.raises(UnexpectedError, match="while writing the report"):
        report.write(book, tmp_path / "out.docx")


def test_the_notebook_is_not_changed(book, foreign, tmp_path):
    for source in (book, foreign):
        before = str(source)
        report.write(source, tmp_path / "out.docx")
        assert str(source) == before


def test_importing_reports_loads_neither_nbconvert_nor_docx():
    code = (
        "import sys, jupyter_analyst.report; "
        "print({'docx', 'nbconvert', 'nbformat', 'markdown_it', 'lxml'} & set(sys.modules))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
