"""What a file says its columns are about is listed, profiled, and told to who reads questions."""

import pandas as pd
import pyreadstat
import pytest

from jupyter_analyst import planner
from jupyter_analyst.planner import with_meanings
from jupyter_analyst.session.meanings import meant

FRAME = pd.DataFrame({"q1": [1.0, 2.0, 2.0], "age": [33.0, 41.0, 52.0]})
LABELS = {"q1": "Trust in <banks>"}


@pytest.fixture(params=["sav", "dta"])
def survey(request, session, tmp_path):
    """A session in which a labelled SPSS or Stata file is loaded."""
    path = tmp_path / f"survey.{request.param}"
    write = {"sav": pyreadstat.write_sav, "dta": pyreadstat.write_dta}[request.param]
    write(FRAME, str(path), column_labels=LABELS)
    session.load(path, "survey")
    return session


def descriptions(session):
    return {row["Column"]: row["Description"] for row in session.columns()}


def test_labels_of_columns_are_their_descriptions(survey):
    assert descriptions(survey) == {"q1": "Trust in <banks>", "age": ""}


def test_what_a_person_says_goes_before_the_file(survey):
    survey.column("q1", description="Trust, 2024")
    assert descriptions(survey)["q1"] == "Trust, 2024"
    assert survey.profile().columns["q1"].description == "Trust, 2024"


def test_the_profile_shows_them_beside_the_numbers(survey):
    profile = survey.profile()
    assert [column.description for column in profile.columns.values()] == ["Trust in <banks>", ""]
    page = profile.to_html()
    assert page.count("<dt>About</dt>") == 1
    assert "Trust in &lt;banks&gt;" in page


def test_the_planner_and_models_are_told(survey):
    dataset = survey.dataset()
    table = with_meanings(planner.table_of(dataset), meant(survey, dataset))
    assert table.to_json()["fields"][0]["description"] == "Trust in <banks>"


def test_the_labels_of_several_files_are_put_together(session, tmp_path):
    for name, frame in {"a": FRAME, "b": FRAME.assign(job=1.0)}.items():
        labels = {"q1": "Trust in <banks>", "job": "Occupation"}
        labels = {column: labels[column] for column in frame.columns if column in labels}
        pyreadstat.write_sav(frame, str(tmp_path / f"{name}.sav"), column_labels=labels)
    session.load(tmp_path, "both")
    assert descriptions(session) == {"q1": "Trust in <banks>", "age": "", "job": "Occupation"}
