"""A small analysis whose report can be checked by eye, and a foreign notebook."""

import base64
import io
import runpy
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from nbformat import v4

from jupyter_analyst import data, notebook, tools
from jupyter_analyst.charts import Axis, Chart, Intervals
from jupyter_analyst.report import render
from jupyter_analyst.tools import Check, Column, Note, Provenance, Result, Table

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGNUSlvFwMDAxMDAwMDAAAAN+gE2DXc2"
    "0QAAAABJRU5ErkJggg=="
)


@pytest.fixture
def png():
    """A picture of two by two dots, in base64 as notebooks keep it."""
    return base64.b64encode(PNG).decode()


@pytest.fixture
def chart():
    return Chart(
        title="Mean duration by regime",
        alt="Two dots with whiskers: democracies at 3.37 years, others at 8.25 years.",
        x=Axis("years", low=0),
        y=Axis("", kind="category", categories=("Democracy", "Other")),
        marks=(Intervals((0, 1), (3.2, 7.55), (3.37, 8.25), (3.53, 8.96)),),
    )


@pytest.fixture
def result(chart):
    return Result(
        title="Compare means: duration by regime",
        sentence="Democrats lasted **4.89 years less**, *p* < .001, **really**.",
        values={"t": -13.24},
        n_used=1808,
        n_left_out=12,
        tables=(
            Table(
                "Duration in years",
                (Column("regime", "text"), Column("n", "count"), Column("Mean")),
                (("Democracy", 1187, 3.37), ("Other", 621, -8.25)),
            ),
        ),
        charts=(chart,),
        checks=(Check("Normal", "Not met", "Skewness 2.0, *p* < .001."), Check("Even", "Met", "")),
        notes=(Note("340 spells had not ended.", "Both means are too short."), Note("Mind this.")),
        method="Welch's *t* is used [1]_.",
        provenance=Provenance(
            "ttest_ind",
            {"value": "duration"},
            "dd",
            "618323e00fd6",
            'analyst.ttest_ind("dd", value="duration")',
            {"pandas": "2.3.3", "scipy": "1.17.1"},
            0.014,
        ),
    )


@pytest.fixture
def dataset():
    return data.Dataset(
        name="dd",
        version="618323e00fd6",
        n_rows=1820,
        columns=(
            data.Column("regime", "string", "category", 2),
            data.Column("duration", "double", "number", None),
        ),
        reading=data.Reading("csv", "cp1252", ";", decimal=","),
        origin="/home/somebody/dd.csv",
        rejected=(data.Rejected(17, "x;y", "2 fields where 3 are expected."),),
    )


@pytest.fixture
def book(result, dataset):
    """A session as it is saved: title, load, a result, a remark."""
    return notebook.build(
        "How long do leaders stay?",
        [
            notebook.Cell("markdown", "# Ours", step="about", tags=("analyst-skip",)),
            notebook.Cell(
                "code",
                'analyst.load("dd.csv")',
                (notebook.displayed({data.MIMETYPE: dataset.to_json(), "text/plain": "dd"}),),
                step="1",
            ),
            notebook.Cell(
                "code",
                'analyst.ttest_ind("dd", value="duration")',
                (
                    notebook.displayed(
                        {tools.MIMETYPE: result.to_json(), "text/plain": str(result)}
                    ),
                ),
                step="2",
            ),
            notebook.Cell("markdown", "### What it means\n\nThey *leave* early."),
        ],
        author="A. Analyst",
    )


def asked(number, question, code="", outputs=(), answer="", runs=()):
    """A question in a notebook as a session keeps it."""
    known = {"question": question, "answer": answer, "runs": list(runs), "model": "built-in"}
    tags = ("analyst-discussion",)
    heading = notebook.heading(question, 2)
    first = notebook.Cell("markdown", heading, tags=tags, metadata={} if code else known)
    last = notebook.Cell("markdown", notebook.paragraphs(answer) or "Not answered.", tags=tags)
    source = f"{notebook.MAGIC}\n{code}"
    middle = notebook.Cell("code", source, outputs, step=str(number), metadata=known)
    return [first, middle, last] if code else [first, last]


@pytest.fixture
def questions(result):
    """A session with three questions: a number, a result, one without an answer; then a tool."""
    failed = {"code": "x[0]", "status": "error", "seconds": 0.02, "fault": "There is no `x`."}
    worked = {"code": "y[0]", "status": "ok", "seconds": 0.5, "fault": ""}
    shown = notebook.displayed({tools.MIMETYPE: result.to_json(), "text/plain": "r"})
    cells = [
        *asked(
            1,
            "How many?",
            "y[0]",
            (notebook.displayed({"text/plain": "96"}),),
            "There are 96.",
            (failed, worked),
        ),
        *asked(2, "Who lasts?", "km()", (shown,), "Others do.", (worked | {"code": "km()"},)),
        *asked(3, "What colour?"),
        notebook.Cell("code", "analyst.ttest_ind()", (shown,), step="4"),
    ]
    return notebook.build("Asked", cells)


@pytest.fixture
def foreign(png):
    """A notebook that knows nothing of us."""
    frame = (
        '<style>td {}</style><table border="1" class="dataframe"><thead><tr><th></th><th>price</th>'
        "<th>city</th></tr></thead><tbody><tr><th>0</th><td>1.5</td><td>Rome</td></tr>"
        "<tr><th>1</th><td>-2.25</td><td>Oslo</td></tr></tbody></table>"
    )
    shown = v4.new_output("execute_result", data={"text/html": frame, "text/plain": "frame"})
    drawn = v4.new_output("display_data", data={"image/png": png, "text/plain": "<Figure 1>"})
    failed = v4.new_output("error", ename="ZeroDivisionError", evalue="division", traceback=[])
    return v4.new_notebook(
        metadata={"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}},
        cells=[
            v4.new_markdown_cell("# Houses\n\nSee [here](https://example.org).\n\n## Load"),
            v4.new_code_cell("df", outputs=[shown]),
            v4.new_markdown_cell("#### Deep"),
            v4.new_code_cell("plot()", outputs=[drawn]),
            v4.new_code_cell("1/0", outputs=[failed]),
        ],
    )


@pytest.fixture
def made():
    """Write a notebook as a Word document of a fixed day and open it."""

    def write(book, **options):
        return Document(io.BytesIO(render(book, ".docx", today=date(2026, 11, 21), **options)))

    return write


@pytest.fixture(scope="session")
def schema():
    """The schema our documents keep to."""
    return runpy.run_path(str(Path(__file__).with_name("grammar.py")))["schema"]()
