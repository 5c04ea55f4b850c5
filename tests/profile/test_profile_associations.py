"""How columns go together, against published examples and SciPy."""

import math

import numpy as np
import pyarrow as pa
import pytest
import scipy.stats

from jupyter_analyst.profile import Pair, association


def pairs(found, measure):
    return {(p.a, p.b): p for p in found.associations if p.measure == measure}


def test_ranks_of_intelligence_and_television(profiled):
    # Wikipedia, "Spearman's rank correlation coefficient": rho = -29/165
    found = profiled(
        {
            "iq": [106, 100, 86, 101, 99, 103, 97, 113, 112, 110],
            "hours": [7, 27, 2, 50, 28, 29, 20, 12, 6, 17],
        }
    )
    assert pairs(found, "spearman") == {
        ("hours", "iq"): Pair("hours", "iq", pytest.approx(-29 / 165), 10, "spearman")
    }


def test_ranks_with_ties_and_gaps_agree_with_scipy_over_the_rows_of_the_pair(profiled):
    rng = np.random.default_rng(7)
    a, b, c = rng.integers(0, 9, 80).astype(float), rng.normal(size=80), rng.normal(size=80)
    b += a / 3
    a[rng.random(80) < 0.2] = np.nan
    b[rng.random(80) < 0.1] = np.nan
    found = pairs(profiled({"a": a, "b": b, "c": c}), "spearman")
    data = {"a": a, "b": b, "c": c}
    assert len(found) == 3
    for (x, y), pair in found.items():
        here = np.isfinite(data[x]) & np.isfinite(data[y])
        assert pair.n == here.sum()
        assert pair.r == pytest.approx(scipy.stats.spearmanr(data[x][here], data[y][here])[0])


def test_the_correlation_ratio_of_the_worked_example(profiled):
    # Wikipedia, "Correlation ratio": three subjects, eta squared = 6780/9640
    marks = {
        "Algebra": [45, 70, 29, 15, 21],
        "Geometry": [40, 20, 30, 42],
        "Statistics": [65, 95, 80, 70, 85, 73],
    }
    subject = [name for name, values in marks.items() for _ in values]
    found = profiled(
        {"subject": subject, "mark": [mark for values in marks.values() for mark in values]}
    )
    [pair] = pairs(found, "eta").values()
    assert (pair.a, pair.b, pair.n) == ("subject", "mark", 15)
    assert pair.r == pytest.approx(math.sqrt(6780 / 9640))


def test_the_correlation_ratio_agrees_with_the_f_of_scipy_where_values_are_missing(profiled):
    rng = np.random.default_rng(3)
    g = rng.choice(["a", "b", "c"], 90)
    x = rng.normal(size=90) + (g == "b")
    groups, x[:7] = [None, None, *g[2:]], np.nan
    found = profiled({"g": groups, "x": x})
    here = list(range(7, 90))
    f = scipy.stats.f_oneway(*(x[[i for i in here if g[i] == name]] for name in "abc")).statistic
    [pair] = pairs(found, "eta").values()
    assert pair.n == 83
    assert pair.r**2 == pytest.approx(2 * f / (2 * f + 80))  # eta^2 = df1 F / (df1 F + df2)


def test_v_of_hair_and_eyes(profiled):
    # HairEyeColor of R, both sexes; R's help gives X-squared = 138.29 on 9 df for this table
    counts = {
        "Black": {"Brown": 68, "Blue": 20, "Hazel": 15, "Green": 5},
        "Brown": {"Brown": 119, "Blue": 84, "Hazel": 54, "Green": 29},
        "Red": {"Brown": 26, "Blue": 17, "Hazel": 14, "Green": 14},
        "Blond": {"Brown": 7, "Blue": 94, "Hazel": 10, "Green": 16},
    }
    rows = [(h, e) for h, eyes in counts.items() for e, n in eyes.items() for _ in range(n)]
    hair, eye = zip(*rows, strict=True)
    [pair] = pairs(profiled({"hair": hair, "eye": eye}), "cramers_v").values()
    table = np.array([list(eyes.values()) for eyes in counts.values()])
    chi2 = scipy.stats.chi2_contingency(table, correction=False).statistic
    assert chi2 == pytest.approx(138.29, abs=0.005)
    # Bergsma (2013): phi^2 - 9/591, and 4 - 9/591 for the four groups of either
    assert pair.r == pytest.approx(math.sqrt((chi2 / 592 - 9 / 591) / (4 - 9 / 591 - 1)))
    assert pair.n == 592


def test_independent_categories_have_no_v(profiled):
    found = profiled({"a": ["x", "x", "y", "y"] * 5, "b": ["p", "q"] * 10})
    assert pairs(found, "cramers_v")["b", "a"].r == 0


def test_truth_values_are_categories_and_rows_without_a_value_do_not_count(profiled):
    found = profiled({"ok": [True, False, None] * 8, "g": ["a", "b", "a"] * 8})
    assert pairs(found, "cramers_v")["g", "ok"].n == 16
    assert pairs(found, "cramers_v")["g", "ok"].r == pytest.approx(1)


def test_columns_that_do_not_vary_have_no_association(profiled):
    assert profiled({"g": ["a"] * 5, "x": [1] * 5, "h": ["a", "b", "a", "b", "b"]}).pairs == ()


def test_pairs_are_strongest_first_whatever_their_measure(profiled):
    rng = np.random.default_rng(1)
    found = profiled({"a": rng.normal(size=50), "b": rng.normal(size=50), "g": list("xy") * 25})
    assert [abs(p.r) for p in found.pairs] == sorted((abs(p.r) for p in found.pairs), reverse=True)
    assert {p.measure for p in found.pairs} == {"pearson", "spearman", "eta"}


def test_a_limit_on_columns_is_said(profiled, monkeypatch):
    rng = np.random.default_rng(1)
    monkeypatch.setattr(association, "MOST_NUMBERS", 3)
    found = profiled({f"n{i}": rng.normal(size=20) for i in range(5)})
    assert {name for pair in pairs(found, "spearman") for name in pair} == {"n0", "n1", "n2"}
    assert "3 of 5 number columns were compared by rank and by group." in found.notes


def test_a_part_of_the_rows_is_labelled(profiled, monkeypatch):
    monkeypatch.setattr(association, "MOST_CELLS", 1_000)
    monkeypatch.setattr(association, "PART_ROWS", 500)
    x = np.arange(2_000.0)
    found = profiled({"x": x, "y": -x})
    [pair] = found.associations
    assert not pair.exact
    assert 300 < pair.n < 700
    assert pair.r == pytest.approx(-1)
    assert found.correlations[0].exact
    assert (
        found.notes[1]
        == f"Ranks and groups were compared in {pair.n} random rows; they are marked ~."
    )


def test_phi_is_the_correlation_of_the_gaps(profiled):
    a, b = [None, None, None, 1, 2, 3, 4, 5], [None, None, 1, None, 2, 3, 4, 5]
    [pair] = profiled({"a": a, "b": b, "c": [1] * 8}).missing_together
    expected = np.corrcoef([v is None for v in a], [v is None for v in b])[0, 1]
    assert (pair.a, pair.b, pair.n, pair.measure) == ("a", "b", 8, "phi")
    assert pair.r == pytest.approx(expected)


def test_gaps_that_do_not_go_together_are_no_pair(profiled):
    found = profiled({"a": pa.array([None, 1, 2, 3]), "b": pa.array([1, 2, 3, None])})
    assert [round(pair.r, 3) for pair in found.missing_together] == [-0.333]
    assert profiled({"a": [None, None, 1, 1], "b": [None, 1, None, 1]}).missing_together == ()
