"""An office program opens the document and lays it out as pages."""

import re
import shutil
import subprocess

import pytest

from jupyter_analyst import report


@pytest.fixture
def pages(libreoffice, tmp_path):
    """Lay a notebook's report out and return the text of each page."""

    def laid_out(book, **options):
        path = report.write(book, tmp_path / "out.docx", **options)
        profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
        command = [libreoffice, profile, "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*command, tmp_path, path], capture_output=True, check=True, timeout=120)
        reader = shutil.which("pdftotext")
        text = subprocess.run(
            [reader, "-layout", tmp_path / "out.pdf", "-"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        return text.split("\f")[:-1]

    return laid_out


def test_a_session_is_laid_out_as_a_report(pages, book):
    cover, contents, *rest = pages(book)
    assert "How long do leaders stay?" in cover
    assert "Page" not in cover
    assert re.search(r"Results\s+Compare means: duration by regime", contents)
    n_pages = len(rest) + 2
    for i, page in enumerate(rest, start=3):
        assert page.lstrip().startswith("How long do leaders stay?")
        assert page.rstrip().endswith(f"Page {i} of {n_pages}")
    assert re.search(r"Figure 1\s+Mean duration by regime", "".join(rest))
    assert re.search(r"Democracy\s+1,187\s+3\.37", "".join(rest))


def test_a_foreign_notebook_in_landscape_is_laid_out(pages, foreign):
    cover, _, first, *_ = pages(foreign, template="creative")
    assert "Houses" in cover
    assert re.search(r"0\s+1\.5\s+Rome", first)
    assert "Cell 5 stopped with ZeroDivisionError." in "".join(pages(foreign))
