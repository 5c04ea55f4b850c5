"""A session is kept as a notebook that runs again, and as a report."""

import json
import os
import shutil
import subprocess
import sys

import nbformat
import pandas as pd
import pytest
from docx import Document

from jupyter_analyst.errors import AnalystError
from jupyter_analyst.report import PARTS, TEMPLATES
from jupyter_analyst.report.blocks import Heading, plain, words
from jupyter_analyst.report.markdown import read_markdown
from jupyter_analyst.session.replay import replay


@pytest.fixture
def analysed(heart):
    heart.profile()
    heart.describe(columns=["age", "ejection_fraction"])
    heart.ttest_ind(value="serum_creatinine", by="DEATH_EVENT")
    heart.km(time="time", event="DEATH_EVENT", by="high_blood_pressure")
    return heart


def test_the_notebook_has_the_steps_as_cells_with_their_outputs(analysed, tmp_path):
    path = analysed.save(tmp_path / "heart.ipynb").path
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert sources[0] == "from jupyter_analyst import analyst"
    assert sources[1].startswith("analyst.load(")
    assert sources[4] == 'analyst.ttest_ind("heart", value="serum_creatinine", by="DEATH_EVENT")'
    outputs = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"][1:]
    assert all("text/html" in output[-1]["data"] for output in outputs)


@pytest.mark.slow
def test_the_notebook_runs_again_from_top_to_bottom(analysed, tmp_path, home):
    path = analysed.save(tmp_path / "heart.ipynb").path
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "notebook", "--execute"]
    done = subprocess.run(
        [*command, "--output", "again.ipynb", str(path)],
        env=os.environ | {"ANALYST_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    again = nbformat.read(tmp_path / "again.ipynb", as_version=4)
    first = nbformat.read(path, as_version=4)
    assert values(again) == values(first)
    assert values(first)


def test_a_notebook_in_another_folder_finds_its_file_and_says_when_it_has_moved(
    session, tmp_path, heart_file
):
    """The path is that seen from the notebook, so that both can be moved together."""
    data, kept = tmp_path / "raw data", tmp_path / "out é"
    data.mkdir()
    kept.mkdir()
    source = data / "we're *here*.csv"
    shutil.copy(heart_file, source)
    session.load(source, "heart")
    session.describe(columns=["age"])
    path = session.save(kept / "my session.ipynb").path
    assert "../raw data/" in path.read_text()
    moved = tmp_path / "moved"
    moved.mkdir()
    for folder in (data, kept):
        shutil.move(folder, moved)
    replay(moved / kept.name / path.name)
    source = moved / data.name / source.name
    source.rename(source.with_name("gone.csv"))
    with pytest.raises(AnalystError, match=r"stopped at .*There is no file.*here") as caught:
        replay(moved / kept.name / path.name)
    assert len(caught.value._render_traceback_()) == 1


def test_names_that_look_like_markup_are_names_in_notebook_and_report(session, tmp_path):
    names = ["**bold** x", "<b>y</b> & z", 'say "hi"', "עמודה", "[a](http://b.c)"]
    frame = pd.DataFrame({name: [i * 1.5 + j**2 for j in range(9)] for i, name in enumerate(names)})
    session.load(frame, "*my* <i>data")
    session.head()
    session.profile()
    session.describe(columns=names)
    session.correlation()
    headings = [
        block
        for cell in nbformat.read(session.save(tmp_path / "s.ipynb").path, as_version=4).cells
        if cell.cell_type == "markdown"
        for block in read_markdown(cell.source)
        if isinstance(block, Heading)
    ]
    assert words(headings[0].text) == "*my* <i>data"
    assert all(
        len(heading.text) == 1 and heading.text == plain(words(heading.text))
        for heading in headings
    )
    for template in TEMPLATES:
        document = Document(session.report(tmp_path / f"{template}.docx", template=template).path)
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        assert "<b>y</b> & z" in text
        assert text.replace("**bold** x", "").count("**") == 0


@pytest.mark.parametrize("part", PARTS)
def test_a_report_can_be_any_one_part(analysed, tmp_path, part):
    document = Document(analysed.report(tmp_path / "part.docx", include=part).path)
    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    own = {
        "cover": [],
        "contents": [],
        "code": ["Appendix: code"],
        "discussion": [],  # nothing was asked
        "executions": [],
        "methods": ["Methods", "References"],
    }
    expected = own.get(part, [part.capitalize()])
    assert titles == (["Appendix: environment"] if part == "environment" else expected)


def test_a_file_made_is_linked_from_the_folder_one_works_in(analysed, tmp_path, monkeypatch):
    """JupyterLab opens a relative link beside the notebook; another folder is named in full."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my reports").mkdir()
    shown = analysed.report("my reports/größe & 1.docx").bundle()["text/html"]
    assert 'href="my%20reports/gr%C3%B6%C3%9Fe%20%26%201.docx"' in shown
    monkeypatch.chdir(tmp_path / "my reports")
    assert "<a " not in analysed.report(tmp_path / "up.docx").bundle()["text/html"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("~nobody-of-that-name/a.ipynb", "folder-missing"), ("no/folder.ipynb", "folder-missing")],
)
def test_a_folder_that_is_not_there_is_named(analysed, tmp_path, monkeypatch, name, code):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AnalystError, match="does not exist") as caught:
        analysed.save(name)
    assert caught.value.code == code


def values(notebook):
    kind = "application/vnd.jupyter-analyst.result+json"
    return [
        output["data"][kind]["values"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if kind in output.get("data", {})
    ]


def test_failed_steps_are_not_kept(analysed, tmp_path):
    with pytest.raises(AnalystError):
        analysed.describe(columns=["no such column"])
    text = analysed.save(tmp_path / "heart.ipynb").path.read_text()
    assert "no such column" not in text


def test_a_frame_comes_back_from_the_catalog(session, tmp_path, home):
    session.load(pd.DataFrame({"x": [1.0, 2, 3, 4]}), "mine")
    session.describe()
    version = session.dataset().version
    text = session.save(tmp_path / "s.ipynb").path.read_text()
    sources = ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    assert f'analyst.use("mine", version="{version}")' in sources


def test_a_step_done_twice_is_kept_once(analysed, tmp_path):
    analysed.ttest_ind(value="serum_creatinine", by="DEATH_EVENT")
    text = analysed.save(tmp_path / "heart.ipynb").path.read_text()
    sources = ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    assert len([source for source in sources if source.startswith("analyst.ttest_ind")]) == 1


def test_raw_rows_are_in_the_notebook_and_not_in_the_report(analysed, tmp_path):
    analysed.head(n=3)
    text = analysed.save(tmp_path / "heart.ipynb").path.read_text()
    assert 'analyst.head(\\"heart\\", n=3)' in text
    document = Document(analysed.report(tmp_path / "heart.docx").path)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "263358.03" not in cells


def test_saving_again_replaces_what_was_saved(analysed, tmp_path):
    analysed.save(tmp_path / "heart.ipynb")
    analysed.correlation(columns=["age", "time"])
    text = analysed.save(tmp_path / "heart.ipynb").path.read_text()
    assert "analyst.correlation" in text


def test_other_work_is_never_written_over(analysed, tmp_path):
    path = tmp_path / "heart.ipynb"
    path.write_text("my own work")
    with pytest.raises(AnalystError, match=r"holds other work.*--overwrite") as caught:
        analysed.save(path)
    assert caught.value.code == "file-exists"
    assert path.read_text() == "my own work"
    analysed.save(path, overwrite=True)
    assert nbformat.read(path, as_version=4).cells


def test_an_edited_notebook_of_ours_is_other_work(analysed, tmp_path):
    path = analysed.save(tmp_path / "heart.ipynb").path
    edited = nbformat.read(path, as_version=4)
    edited.cells[0].source += "\n\nMy own words."
    nbformat.write(edited, path)
    with pytest.raises(AnalystError, match="holds other work"):
        analysed.save(path)


def test_an_empty_session_cannot_be_saved(session, tmp_path):
    with pytest.raises(AnalystError, match="nothing to keep"):
        session.save(tmp_path / "s.ipynb")
    assert not (tmp_path / "s.ipynb").exists()


def test_without_a_name_the_dataset_gives_one(analysed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert analysed.save().path == tmp_path / "heart-analysis.ipynb"
    assert analysed.report().path == tmp_path / "heart-analysis.docx"


def test_the_report_has_what_was_found(analysed, tmp_path):
    document = Document(analysed.report(tmp_path / "heart.docx", title="Heart failure").path)
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert document.core_properties.title == "Heart failure"
    assert "serum_creatinine" in text
    assert "Welch" in text
    assert "analyst.km(" in text
    assert len(document.inline_shapes) >= 3
    assert document.tables


def test_an_unknown_template_offers_those_there_are(analysed, tmp_path):
    with pytest.raises(AnalystError, match="professional"):
        analysed.report(tmp_path / "heart.docx", template="profesional")


def test_a_report_of_another_kind_says_what_can_be_made(analysed, tmp_path):
    with pytest.raises(AnalystError, match="docx"):
        analysed.report(tmp_path / "heart.odt")
