"""The tables the questions are about, and a stand-in for the sandbox that runs the code."""

from __future__ import annotations

import ast
import contextlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from jupyter_analyst import data, planner
from jupyter_analyst.tools import Result

HERE = Path(__file__).parent
NAMES = ("heart", "sales", "survey", "staff")


@pytest.fixture(scope="session")
def datasets(heart_file):
    """The datasets by name: a medical, a sales, a survey and a staff table."""
    paths = {name: HERE / "data" / f"{name}.csv" for name in NAMES} | {"heart": heart_file}
    return {name: replace(data.read(path), name=name) for name, path in paths.items()}


@pytest.fixture(scope="session")
def tables(datasets):
    """What the planner knows of each dataset."""
    return {name: planner.table_of(dataset) for name, dataset in datasets.items()}


@pytest.fixture
def run(monkeypatch, datasets):
    """A function that runs code on the datasets, or on given frames, and tells what it showed."""

    def run_(code, **frames):
        def open_(name):
            return frames[name].copy() if name in frames else datasets[name].to_pandas()

        monkeypatch.setattr(data, "open", open_, raising=False)
        return executed(code)

    return run_


def executed(code):
    """Return what code showed, as the digest of a run tells it."""
    *body, last = ast.parse(code).body
    scope: dict[str, object] = {}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(body, []), "cell", "exec"), scope)
        value = eval(compile(ast.Expression(last.value), "cell", "eval"), scope)
    texts = [{"text": printed.getvalue()}] if printed.getvalue() else []
    return [*texts, shown(value)]


def shown(value):
    """Return how a digest tells a value."""
    if isinstance(value, Result):
        return {"result": {key: value.to_json()[key] for key in ("title", "sentence", "values")}}
    if isinstance(value, pd.Series):
        value = value.to_frame(value.name if value.name is not None else "value")
    if not isinstance(value, pd.DataFrame):
        return {"text": repr(value)}
    if not isinstance(value.index, pd.RangeIndex):
        value = value.reset_index()
    records = json.loads(
        value.astype(object).to_json(
            orient="split", default_handler=str, date_format="iso", double_precision=15
        )
    )
    rows = records["data"][:60]
    return {"table": {"columns": list(map(str, value.columns)), "rows": rows, "n_rows": len(value)}}
