"""Two datasets are held against each other: their columns, and how far the values are apart."""

import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from scipy import stats
from scipy.spatial.distance import jensenshannon

from jupyter_analyst import data
from jupyter_analyst.profile import rows as rows_of
from jupyter_analyst.profile.drift import Drift, compare
from jupyter_analyst.profile.drift.distance import (
    jensen_shannon,
    kolmogorov_smirnov,
    ks_p,
    psi,
    psi_by_chance,
)


def dataset(name="data", **columns):
    return data.read(pa.table(columns), name=name)


@pytest.fixture
def tens():
    """1 to 100 against 51 to 150: half of the first is gone, half of the second is new."""
    return compare(dataset(x=list(range(1, 101))), dataset(x=list(range(51, 151))))


def test_a_shift_by_half_is_told_by_every_measure(tens):
    column = tens["x"]
    assert [part.first for part in column.bins] == [10] * 10
    assert [part.second for part in column.bins] == [0] * 5 + [10] * 4 + [60]
    # five empty parts count as half a row: 5 (.005 - .1) ln .05; the last (.6 - .1) ln 6
    assert column.psi == pytest.approx(5 * 0.095 * np.log(20) + 0.5 * np.log(6), rel=1e-12)
    # five parts with nothing in common give .1 / 2 each
    rest = (0.1 * np.log2(0.1 / 0.35) + 0.6 * np.log2(0.6 / 0.35)) / 2
    assert column.js == pytest.approx(0.25 + rest, rel=1e-12)
    assert column.ks == 0.5
    assert (column.verdict, column.how) == ("changed", "deciles")
    assert (column.mean_first, column.mean_second) == (50.5, 100.5)
    assert (column.median_first, column.median_second) == (50.5, 100.5)


def test_the_parts_are_named_by_their_ends(tens):
    labels = [part.label for part in tens["x"].bins]
    assert [labels[0], labels[1], labels[-1]] == ["up to 10", "over 10 to 20", "over 90"]


def test_the_index_is_that_of_the_formula():
    # (.6 - .5) ln(.6 / .5) + (.4 - .5) ln(.4 / .5) = .1 ln 1.5
    assert psi(np.array([50, 50]), np.array([60, 40])) == pytest.approx(0.0405465108108164)


def test_chance_explains_what_chi_square_says():
    # 95 % quantile of chi-square with 9 degrees of freedom: 16.919 (any table of it)
    found = psi_by_chance(np.full(10, 20), np.full(10, 30))
    assert found == pytest.approx(16.919 * (1 / 200 + 1 / 300), rel=1e-4)


def test_the_divergence_is_that_of_lin_and_of_scipy():
    # one half against all: 1/2 (1/2 lb 2/3 + 1/2 lb 2) + 1/2 lb 4/3
    assert jensen_shannon(np.array([1, 1]), np.array([2, 0])) == pytest.approx(0.311278124459)
    p, q = np.array([3, 1, 6]), np.array([10, 9, 1])
    assert jensen_shannon(p, q) == pytest.approx(jensenshannon(p, q, base=2) ** 2)


def test_the_exact_p_is_the_share_of_orders():
    # of the 20 orders of three and three values, 2 are wholly apart; 8 have a gap of 2/3 or more
    assert ks_p(1.0, 3, 3) == pytest.approx(2 / 20)
    assert ks_p(2 / 3, 3, 3) == pytest.approx(12 / 20)


@pytest.mark.parametrize(("n", "m"), [(7, 7), (12, 5), (60, 90), (400, 700)])
def test_the_gap_and_its_p_are_those_of_scipy(n, m):
    random = np.random.default_rng(n)
    one, other = random.normal(size=n), random.normal(0.3, size=m)
    method = "exact" if n * m <= 10_000 else "asymp"
    expected = stats.ks_2samp(one, other, method=method)
    gap = kolmogorov_smirnov(
        *((np.unique(v), np.unique(v, return_counts=True)[1]) for v in (one, other))
    )
    assert gap == pytest.approx(expected.statistic, rel=1e-12)
    assert ks_p(gap, n, m) == pytest.approx(expected.pvalue, rel=1e-6)


def test_the_same_data_is_stable():
    one = dataset(x=[1, 2, None], g=["a", "b", "b"])
    found = compare(one, one)
    assert found.verdict == "stable"
    assert [(c.psi, c.js) for c in found.columns] == [(0.0, 0.0), (0.0, 0.0)]
    assert found["x"].ks == 0.0
    assert found.sentence == "The values of 2 columns are stable. Both have 3 rows."


def test_few_rows_that_differ_by_chance_are_stable():
    found = compare(dataset(g=["a", "b", "a", "b"]), dataset(g=["a", "a", "a", "b"]))
    column = found["g"]
    assert column.psi > 0.25  # (.75 - .5) ln 1.5 + (.25 - .5) ln .5
    assert column.psi < column.psi_by_chance
    assert column.verdict == "stable"


def test_new_and_lost_values_of_a_text_are_named():
    found = compare(
        dataset(g=["a"] * 50 + ["b"] * 50), dataset(g=["a"] * 50 + ["c"] * 40 + ["d"] * 10)
    )["g"]
    assert (found.new_levels, found.lost_levels) == (("c", "d"), ("b",))
    assert (found.n_new_levels, found.n_lost_levels) == (2, 1)
    assert [(p.label, p.first, p.second) for p in found.bins] == [
        ("a", 50, 50),
        ("b", 50, 0),
        ("c", 0, 40),
        ("d", 0, 10),
    ]
    assert (found.how, found.verdict, found.ks) == ("values", "changed", None)


def test_missing_values_are_a_part_of_their_own():
    found = compare(dataset(x=[1.0, 2.0] * 50), dataset(x=[1.0, 2.0] * 25 + [None] * 50))["x"]
    assert (found.missing_first, found.missing_second) == (0.0, 0.5)
    assert (found.bins[-1].label, found.bins[-1].first, found.bins[-1].second) == ("missing", 0, 50)
    assert found.verdict == "changed"
    assert found.ks == 0.0  # of the values that are there


def test_a_number_with_few_values_has_a_part_for_each():
    found = compare(dataset(x=[1] * 97 + [0] * 3), dataset(x=[1] * 50 + [0] * 30 + [7] * 20))["x"]
    assert [(p.label, p.first, p.second) for p in found.bins] == [
        ("up to 0", 3, 30),
        ("over 0 to 1", 97, 50),
        ("over 1", 0, 20),
    ]
    assert found.how == "values"


def test_dates_are_compared_by_their_place_in_time():
    days = pd.date_range("2024-01-01", periods=100)
    found = compare(
        data.read(pd.DataFrame({"t": days})),
        data.read(pd.DataFrame({"t": days + pd.Timedelta(days=50)})),
    )["t"]
    assert found.ks == 0.5
    assert found.median_first == "2024-02-19T12:00:00"
    assert found.median_second == "2024-04-09T12:00:00"
    assert found.bins[0].label == "up to 2024-01-10T00:00:00"


def test_texts_that_are_nearly_all_different_are_compared_by_length():
    short, long = [f"{i:06d}" for i in range(1001)], [f"{i:09d}" for i in range(1001)]
    found = compare(dataset(t=short), dataset(t=long))["t"]
    assert (found.how, found.verdict) == ("lengths", "changed")
    assert [(p.label, p.first, p.second) for p in found.bins] == [
        ("up to 6", 1001, 0),
        ("over 6", 0, 1001),
    ]
    assert compare(dataset(t=short), dataset(t=short[::-1]))["t"].psi == 0.0


def test_columns_that_came_went_and_changed_their_type_are_told():
    found = compare(
        dataset(a=[1, 2, 3], b=[1, 2, 3], c=["x", "y", "z"], d=[1, 2, 3]),
        dataset(a=["1", "2", "3"], e=["z", "x", "y"], b=[1.0, 2.0, 3.0], f=[7, 7, 7]),
    )
    assert (found.new_columns, found.lost_columns) == (("e", "f"), ("c", "d"))
    assert found.retyped == ("a", "b")
    assert found.renamed == {"c": "e"}
    assert (found["a"].verdict, found["a"].psi, found["a"].how) == ("changed", None, "")
    assert (found["b"].verdict, found["b"].psi) == ("stable", 0.0)
    assert found.verdict == "changed"
    assert "Perhaps only renamed: c to e." in found.sentence


def test_a_column_with_one_value_is_not_taken_for_renamed():
    assert compare(dataset(a=[7, 7]), dataset(b=[7, 7])).renamed == {}


def test_two_lost_columns_are_not_both_the_same_new_one():
    found = compare(dataset(a=[1, 2], b=[1, 2]), dataset(c=[1, 2]))
    assert found.renamed == {"a": "c"}


def test_those_with_most_drift_come_first():
    found = compare(
        dataset(same=[1, 2] * 50, little=[1, 2] * 50, much=[1, 2] * 50),
        dataset(same=[1, 2] * 50, little=[1] * 33 + [2] * 67, much=[2] * 100),
    )
    assert [c.name for c in found.columns] == ["much", "little", "same"]
    assert [c.verdict for c in found.columns] == ["changed", "shifted", "stable"]
    assert found.sentence.startswith("Of 3 columns in both, 1 changed and 1 shifted; `much` most")


def test_a_side_without_rows_cannot_be_stable():
    empty = data.read(pa.table({"x": pa.array([], pa.int64())}))
    found = compare(dataset(x=[1, 2, 3]), empty)
    assert (found["x"].verdict, found["x"].psi, found["x"].ks) == ("changed", None, None)
    assert "3 rows fewer" in found.sentence
    assert compare(empty, empty).verdict == "stable"


def test_columns_without_any_value_and_infinite_ones_are_compared():
    nothing = pa.array([None, None], pa.float64())
    found = compare(dataset(x=nothing), dataset(x=nothing))["x"]
    assert (found.verdict, found.missing_second, found.mean_first) == ("stable", 1.0, None)
    found = compare(dataset(x=[1.0, float("inf")]), dataset(x=[1.0, float("inf")]))["x"]
    assert (found.psi, found.mean_first) == (0.0, None)


def test_a_record_comes_back_from_json_the_same(tens):
    record = json.loads(json.dumps(tens.to_json()))
    assert Drift.from_json(record) == tens


def test_a_frame_has_one_row_for_each_column(tens):
    frame = tens.to_frame()
    assert frame.loc["x", "verdict"] == "changed"
    assert frame.loc["x", "ks"] == 0.5


def test_the_display_is_html_without_script_and_escapes_names():
    name = "<script>alert(1)</script>"
    found = compare(dataset(**{name: ["<b>x", "y"]}), dataset(**{name: ["<i>z", "y"]}))
    html = found.to_html()
    assert "<script" not in html
    assert "&lt;i&gt;z" in html
    assert set(found._repr_mimebundle_()) == {
        "text/html",
        "text/plain",
        "application/vnd.jupyter-analyst.comparison+json",
    }


def test_a_column_neither_has_is_no_key(tens):
    with pytest.raises(KeyError):
        tens["y"]


def test_the_sample_of_very_many_rows_is_the_same_each_time(monkeypatch):
    monkeypatch.setattr(rows_of, "EXACT_ROWS", 1_000)
    monkeypatch.setattr(rows_of, "SAMPLE_ROWS", 1_000)
    first = dataset(x=np.arange(400_000) * 7 % 399_989)  # enough for two threads
    gaps = {compare(first, dataset(x=np.arange(400_000)))["x"].ks for _ in range(4)}
    assert len(gaps) == 1


def test_very_many_rows_are_counted_by_the_engine_and_sampled_for_the_rest(monkeypatch):
    monkeypatch.setattr(rows_of, "EXACT_ROWS", 1_000)
    monkeypatch.setattr(rows_of, "SAMPLE_ROWS", 500)
    first, second = dataset(x=list(range(4000))), dataset(x=list(range(2000, 6000)))
    found = compare(first, second)
    assert not found.exact
    assert sum(part.first for part in found["x"].bins) == 4000
    assert sum(part.second for part in found["x"].bins) == 4000
    assert found["x"].mean_first == 1999.5
    assert found["x"].ks == pytest.approx(0.5, abs=0.1)
    assert "of a random sample" in found.to_html()
