"""Describing columns. Reference: R 4.2 (mean, t.test, quantile type 7, mad) via reference.R."""

import numpy as np
import pandas as pd
import pytest

from jupyter_analyst.charts import Bars, Boxes
from jupyter_analyst.errors import DataError, UnfitColumnError
from jupyter_analyst.tools.palette.describe import MOST_CHARTS, describe

CASES = {
    "mtcars_mpg": ("mtcars", "mpg", {}),
    "iris_petal_length": ("iris", "petal_length", {}),
    "lung_weight_loss": ("lung", "weight_loss", {}),
    "lung_weight_loss_trim20_99": ("lung", "weight_loss", {"trim": 0.2, "alpha": 0.01}),
    "edge_large": ("edge", "large", {}),
    "edge_small": ("edge", "small", {}),
}


@pytest.mark.parametrize("case", CASES)
def test_statistics_agree_with_r(case, table, reference, agree):
    data, column, options = CASES[case]
    found = describe(table(data), columns=column, **options)
    # around 1e9 the third and fourth moments lose digits in R and here alike
    agree(
        found.values, reference["describe"][case], f"[{column}]", 1e-6 if "large" in case else 1e-9
    )


def test_groups_are_described_one_by_one(table, reference, agree):
    found = describe(table("sleep"), columns="extra", by="group")
    for group in "12":
        agree(found.values, reference["describe"][f"sleep_extra_{group}"], f"[extra,{group}]")
    assert "highest for **group = 2** (*M* = 2.33" in found.sentence


def test_all_numeric_columns_are_taken_when_none_is_named(table):
    found = describe(table("iris"))
    assert [row[0] for row in found.tables[0].rows] == [
        "sepal_length",
        "sepal_width",
        "petal_length",
        "petal_width",
    ]
    assert found.sentence.startswith("**4 columns** described; no value is missing.")


def test_the_grouping_column_is_not_described_itself(table):
    found = describe(table("sleep"), by="group")
    assert {row[0] for row in found.tables[0].rows} == {"extra"}


def test_one_column_is_said_in_a_sentence(table):
    found = describe(table("lung"), columns="weight_loss")
    assert found.sentence == (
        "The mean of **weight_loss** is 9.83, 95\u202f% CI [8.06, 11.60] (*SD* = 13.14). "
        "The median of 214 values is 7, the middle half lies between 0 and 15.75."
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [([1.0, 2, 3], "missing."), ([1.0, 2, 30], "The most skewed is x (*G*₁ = 1.72).")],
)
def test_only_what_is_skewed_is_called_the_most_skewed(values, words):
    assert describe(pd.DataFrame({"x": values, "y": [1.0, 2, 3]})).sentence.endswith(words)


def test_missing_and_infinite_values_are_counted_not_used():
    frame = pd.DataFrame({"x": [1.0, 2.0, 3.0, np.nan, np.inf]})
    values = describe(frame).values
    assert (values["n[x]"], values["missing[x]"], values["mean[x]"]) == (3, 2, 2)


def test_rows_without_a_group_are_left_out_and_counted():
    frame = pd.DataFrame({"x": [1, 2, 3, 4], "g": ["a", "a", None, "b"]})
    found = describe(frame, columns="x", by="g")
    assert (found.n_used, found.n_left_out) == (3, 1)
    assert found.values["mean[x,a]"] == 1.5


def test_a_single_value_has_a_mean_but_no_spread():
    values = describe(pd.DataFrame({"x": [4.0]})).values
    assert values["mean[x]"] == values["median[x]"] == 4
    assert not {"sd[x]", "ci_low[x]", "skew[x]"} & set(values)


def test_trimming_half_of_each_end_leaves_the_median():
    values = describe(pd.DataFrame({"x": [1, 2, 9, 10]}), trim=0.5).values
    assert values["trimmed[x]"] == 5.5


@pytest.mark.parametrize(
    ("values", "name", "words"),
    [
        ([1.0, 2, 3, np.nan, np.nan] * 4, "x", "More than 20\u202f% missing: x (40% missing)."),
        ([5.0] * 9, "x", "Constant: x."),
        ([1.0, 2, 4], "x", "Fewer than 8 values: x."),
        (list(range(1, 10)), "x", "Looks like an identifier: x."),
        ([10, 7, 3, 99, 5, 66, 2, 1], "customer_id", "Looks like an identifier: customer_id."),
    ],
)
def test_oddities_are_noted(values, name, words):
    notes = describe(pd.DataFrame({name: values})).notes
    assert words.replace("40%", "40\u202f%") in [note.strong for note in notes]


def test_a_mean_of_zeros_and_ones_is_said_to_be_a_share():
    frame = pd.DataFrame({"died": [0, 1, 1, 0] * 3, "g": list("ab") * 6})
    (note,) = describe(frame, by="g").notes[-1:]
    assert (note.strong, note.tone) == ("Only 0 and 1: died.", "info")
    assert note.text == "A mean is the share of rows with 1 there."


@pytest.mark.parametrize("values", [[1.5, 2, 3, 4, 5, 6, 7, 8], [1, 1, 2, 3, 4, 5, 6, 7]])
def test_measurements_do_not_look_like_identifiers(values):
    assert not describe(pd.DataFrame({"width": values})).notes


def test_a_column_without_values_is_noted_beside_a_full_one():
    frame = pd.DataFrame({"x": [1.0, 2.0], "y": [np.nan, np.nan]})
    found = describe(frame)
    assert "Empty: y." in [note.strong for note in found.notes]
    assert found.tables[0].rows[1] == ("y", 0, 2, None, None, None, None)


def test_one_column_gets_histogram_and_box(table):
    first, second = describe(table("mtcars"), columns="mpg").charts
    assert isinstance(first.marks[0], Bars)
    assert isinstance(second.marks[0], Boxes)
    assert first.alt == "Histogram of 32 values of mpg from 10.40 to 33.90, median 19.20."


def test_groups_get_a_box_each(table):
    (chart,) = describe(table("sleep"), columns="extra", by="group").charts
    assert chart.y.categories == ("group = 1", "group = 2")
    assert chart.title == "extra by group"


def test_many_columns_get_charts_for_the_first_and_a_note(table):
    found = describe(table("mtcars"))
    assert len(found.charts) == MOST_CHARTS
    assert found.notes[-1].strong == "Charts are drawn for the first 6 of 11 columns."
    assert found.notes[-1].tone == "info"


def test_values_too_large_to_be_summed_have_order_statistics_only():
    values = describe(pd.DataFrame({"x": [1.7e308, 1.7e308, 1.6e308]})).values
    assert values["median[x]"] == 1.7e308
    assert "mean[x]" not in values


def test_a_frame_without_numbers_is_refused():
    with pytest.raises(DataError, match="no column is numeric"):
        describe(pd.DataFrame({"name": ["a", "b"]}))


def test_empty_columns_are_refused():
    with pytest.raises(DataError, match="x has none"):
        describe(pd.DataFrame({"x": pd.Series([None, None], dtype=float)}))


def test_a_text_column_does_not_fit(table):
    with pytest.raises(UnfitColumnError, match="Columns that fit: `sepal_length`"):
        describe(table("iris"), columns="species")


def test_many_outliers_are_thinned_out_in_the_box_plot():
    values = [0.0] * 9000 + list(range(1, 1501))
    boxes, points = describe(pd.DataFrame({"x": values})).charts[1].marks
    assert isinstance(boxes, Boxes)
    assert len(points.x) == 500
    assert (points.x[0], points.x[-1]) == (1, 1500)
