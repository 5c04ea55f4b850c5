"""The numbers of the quickstart agree with R 4.2 and its package survival (`quickstart.R`)."""

import json
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from jupyter_analyst.tools import registry, run

HERE = Path(__file__).parent
GUIDE = HERE.parents[1] / "notebooks" / "01-quickstart.ipynb"
STEPS = {
    "describe": {"columns": "age,ejection_fraction,serum_creatinine", "by": "DEATH_EVENT"},
    "correlation": {
        "columns": "age,ejection_fraction,serum_creatinine,serum_sodium,time",
        "method": "spearman",
    },
    "ttest_ind": {"value": "serum_creatinine", "by": "DEATH_EVENT"},
    "km": {"time": "time", "event": "DEATH_EVENT", "by": "high_blood_pressure"},
    "chart": {"kind": "box", "x": "DEATH_EVENT", "y": "ejection_fraction"},
}


@pytest.fixture(scope="module")
def quickstart():
    return json.loads((HERE / "quickstart.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_the_quickstart_agrees_with_r(step, quickstart, heart_file, agree):
    found = run(registry()[step], pd.read_csv(heart_file), STEPS[step])
    agree(found.values, quickstart[step], rel=1e-8)


def test_these_are_the_steps_of_the_quickstart():
    cells = nbformat.read(GUIDE, as_version=4).cells
    lines = [cell.source for cell in cells if cell.cell_type == "code"]
    for step, given in STEPS.items():
        options = " ".join(f"--{name} {value}" for name, value in given.items())
        assert f"%analyst {step} {options}" in lines
