"""A question about a measure a person named, from the word that names it to the answer."""

import pandas as pd
import pytest

from jupyter_analyst import Session
from jupyter_analyst.settings import configure

pytestmark = pytest.mark.sandbox
FRAME = pd.DataFrame(
    {"price": [5.0, 8.0, 6.0, 9.0], "cost": [4.0, 4.0, 3.0, 6.0], "region": ["n", "n", "s", "s"]}
)


@pytest.fixture(scope="module")
def sales(tmp_path_factory):
    """One session with two measures, and its sandbox."""
    home = tmp_path_factory.mktemp("asked-measures")
    session = Session(configure({"ANALYST_HOME": str(home)}, home))
    session.load(FRAME, "sales")
    session.measure("margin = price - cost")
    session.measure("margin rate = (sum(price) - sum(cost)) / sum(price)")
    yield session
    session.services.sandbox.close()


def test_a_measure_of_rows_is_computed_and_averaged(sales):
    answer = sales.ask("average margin by region")
    assert 'sales["margin"] = sales["price"] - sales["cost"]' in answer.code
    assert answer.values == {"mean[n]": 2.5, "mean[s]": 3.0, "count[n]": 2.0, "count[s]": 2.0}


def test_a_measure_of_all_rows_is_computed_for_each_group(sales):
    answer = sales.ask("margin rate by region")
    assert answer.values == {
        "margin rate[n]": pytest.approx(5 / 13),
        "margin rate[s]": pytest.approx(6 / 15),
    }
