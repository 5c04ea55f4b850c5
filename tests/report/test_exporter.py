"""nbconvert finds the exporter and writes any notebook with it."""

import subprocess
import sys

import nbformat
import pytest
from docx import Document
from nbconvert.exporters import get_exporter

from jupyter_analyst.errors import ReportError
from jupyter_analyst.report.exporter import AnalystDocxExporter


def test_nbconvert_knows_it_by_name():
    assert get_exporter("analyst_docx") is AnalystDocxExporter


def test_it_returns_bytes_and_tells_their_kind(foreign):
    content, resources = AnalystDocxExporter().from_notebook_node(foreign)
    assert content.startswith(b"PK")
    assert resources["output_extension"] == ".docx"
    assert "wordprocessingml" in AnalystDocxExporter.output_mimetype


def test_template_and_parts_are_options(book):
    exporter = AnalystDocxExporter(template_id="academic", include=["results"])
    small, _ = exporter.from_notebook_node(book)
    whole, _ = AnalystDocxExporter().from_notebook_node(book)
    assert small != whole


def test_a_wrong_option_is_said_plainly(book):
    with pytest.raises(ReportError, match="There is no template `nope`"):
        AnalystDocxExporter(template_id="nope").from_notebook_node(book)


def test_the_command_converts_a_foreign_notebook(foreign, tmp_path):
    nbformat.write(foreign, tmp_path / "houses.ipynb")
    command = [sys.executable, "-m", "nbconvert", "--to", "analyst_docx", "houses.ipynb"]
    options = ["--AnalystDocxExporter.template_id=executive"]
    subprocess.run(command + options, cwd=tmp_path, capture_output=True, check=True)
    document = Document(str(tmp_path / "houses.docx"))
    assert document.core_properties.title == "Houses"
    assert [[cell.text for cell in row.cells] for row in document.tables[1].rows] == [
        ["", "price", "city"],
        ["0", "1.5", "Rome"],
        ["1", "-2.25", "Oslo"],
    ]
