"""Mean, spread and form do not depend on how the rows are cut into parts."""

import numpy as np
import pytest
import scipy.stats

from jupyter_analyst.profile import moments
from jupyter_analyst.profile.moments import powers


def test_parts_add_up_to_the_whole():
    values = np.random.default_rng(1).lognormal(size=1_000)
    whole = powers(values, 1.0)
    parts = powers(values[:10], 1.0) + powers(values[10:], 1.0)
    assert parts == pytest.approx(whole, rel=1e-12)


def test_moments_of_more_rows_than_a_block_agree_with_scipy():
    values = np.random.default_rng(2).gamma(2, size=3 * moments._BLOCK + 5)
    found = moments.moments(powers(values, float(np.median(values))), float(np.median(values)))
    assert found == pytest.approx(
        {
            "mean": np.mean(values),
            "std": np.std(values, ddof=1),
            "skewness": scipy.stats.skew(values, bias=False),
            "kurtosis": scipy.stats.kurtosis(values, bias=False),
        },
        rel=1e-9,
    )


@pytest.mark.parametrize(("n", "known"), [(1, 0), (2, 1), (3, 2), (4, 3)])
def test_too_few_values_leave_moments_out(n, known):
    found = moments.moments(powers(np.array([1.0, 2.0, 4.0, 9.0][:n]), 1.0), 1.0)
    said = [found[name] is not None for name in ("std", "skewness", "kurtosis")]
    assert said == [True] * known + [False] * (3 - known)
