"""Reference values from R, and the small data they were computed from (`reference.R`)."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def reference():
    """Numbers from R by tool and case."""
    return json.loads((HERE / "reference.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def table():
    """A function from the name of a data set to its frame."""

    def read(name):
        return pd.read_csv(HERE / "data" / f"{name}.csv")

    return read


@pytest.fixture(scope="session")
def agree():
    """A function that compares values with those of R: all finite ones, nothing missing."""

    def compare(values, expected, key="", rel=1e-9):
        for name, number in expected.items():
            if number is None:
                assert f"{name}{key}" not in values
            else:
                assert values[f"{name}{key}"] == pytest.approx(number, rel=rel, abs=1e-300), name

    return compare
