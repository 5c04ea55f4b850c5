"""What is said of a table, and in which order."""

import math
from datetime import date as DAY  # noqa: N812  # short in a table of cases

import pytest

from jupyter_analyst.profile.advice import ADVICE, ORDER


def kinds(found):
    return [(alert.kind, alert.column) for alert in found.alerts]


def test_a_tidy_table_has_none(profiled):
    assert profiled({"x": [1, 2, 3, 2], "g": ["a", "b", "a", "a"]}).alerts == ()


@pytest.mark.parametrize(
    ("columns", "kind", "said"),
    [
        ({"x": [None, None]}, "empty", "x is empty. No row has a value. Leave it out."),
        ({"x": [7, 7, 7]}, "constant", "x is always the same"),
        ({"x": [1, 2, None]}, "missing", "x has many gaps. 1 row (33.3\u202f%) has no value."),
        ({"x": [1.0, 2.0, math.inf]}, "infinite", "x has infinite values. 1 value of 3."),
        ({"x": list(range(10))}, "unique", "x looks like an id"),
        ({"x": [1] * 30 + [2, 50]}, "skewed", "x is very skewed. Skewness"),
        ({"x": [0, 1] * 20 + [9, 9, -9, -9]}, "outliers", "4 rows (9.1\u202f%) are beyond"),
        ({"x": ["a", " A", "b", "b"]}, "spelling", "“ A” and “a” count as different groups."),
        ({"x": ["a", " ", "b", "b"]}, "blank", "1 row (25\u202f%) holds an empty text"),
        ({"x": ["a"] * 39 + ["b"]}, "imbalanced", "a in 39 rows (97.5\u202f%)"),
        ({"x": [1] + [None] * 9}, "nearly-empty", "x is nearly empty. 9 rows (90\u202f%) have"),
        (
            {"x": [-999, *range(1, 20)]},
            "sentinel",
            "x may say missing as \u2212999. 1 row (5\u202f%)",
        ),
        ({"x": [*range(1, 20), 9999]}, "sentinel", "x may say missing as 9999. 1 row (5\u202f%)"),
        (
            {"x": [DAY(2999, 1, 1), DAY(2020, 1, 1)]},
            "future",
            "1 row (50\u202f%), the last on 2999-",
        ),
        (
            {"x": [DAY(1970, 1, 1)] * 6 + [DAY(2020, 1, d) for d in range(1, 30)]},
            "placeholder",
            "1900-01-01 or 1970-01-01 in 6 rows (17.1\u202f%).",
        ),
        ({"x": ["1", "2.5", "n/a"] * 4}, "mixed", "8 of 12 texts that were looked at are numbers."),
        ({"x": [1] * 199 + [2]}, "nearly-constant", "1 in 199 rows (99.5\u202f%)"),
        ({"x": [0] * 6 + [1, 2, 3, 4]}, "zeros", "x is mostly zero. 6 rows (60\u202f%)."),
        (
            {"x": [DAY(2024, 1, d) for d in (1, 2, 3, 4, 5, 6, 7, 10)]},
            "gaps",
            "Daily, but for 1 longer step; the longest is 3 days, after 2024-01-07.",
        ),
        ({"x": [f"v{n}" for n in range(60)] * 2}, "high-cardinality", "60 in 120 rows."),
        ({"x": [n * n for n in range(50)]}, "monotone", "Rising from row to row"),
        ({"x": [1, 1, 2]}, "duplicates", "1 row (33.3\u202f%) repeats an earlier one"),
    ],
)
def test_each_kind_is_found_and_says_its_number(profiled, columns, kind, said):
    found = profiled(columns)
    assert kind in [alert.kind for alert in found.alerts]
    assert said in str(found)


def test_columns_that_go_together_are_named(profiled):
    x = [1, 2, 3, 4, 6]
    found = profiled({"x": x, "y": [2 * v for v in x], "z": [5, 1, 4, 1, 5]})
    [alert] = [alert for alert in found.alerts if alert.kind == "correlated"]
    assert alert.strong == "y and x say nearly the same"
    assert alert.text.startswith("Correlation 1 over 5 rows.")


def test_an_event_beside_a_duration_offers_the_survival_tool(profiled):
    found = profiled({"follow-up time": [1, 2, 3, 3], "death event": [1, 0, 1, 0]})
    [alert] = [alert for alert in found.alerts if alert.kind == "event"]
    assert alert.code == '%analyst km --time "follow-up time" --event "death event"'
    assert alert.text.startswith("2 rows (50\u202f%) may still have been open")


@pytest.mark.parametrize(
    "columns",
    [
        {"time": [1, 2, 3, 3], "sex": [1, 0, 1, 0]},
        {"weight": [1, 2, 3, 3], "death": [1, 0, 1, 0]},
        {"time": [1, -2, 3, 3], "death": [1, 0, 1, 0]},
        {"time": [1, 2, 3, 3], "death": [1, 2, 1, 2]},
    ],
)
def test_no_event_is_seen_without_duration_or_outcome(profiled, columns):
    assert "event" not in [alert.kind for alert in profiled(columns).alerts]


def test_warnings_come_first_and_in_order_of_importance(profiled):
    found = profiled(
        {
            "id": list(range(20)),
            "gone": [None] * 20,
            "same": [1] * 20,
            "gaps": [1, 2] * 5 + [None] * 10,
        }
    )
    assert kinds(found) == [
        ("empty", "gone"),
        ("constant", "same"),
        ("missing", "gaps"),
        ("unique", "id"),
    ]
    assert {alert.kind for alert in found.alerts} <= set(ORDER)


def test_a_table_without_rows_says_so(profiled):
    found = profiled({"x": []})
    assert [alert.strong for alert in found.alerts] == ["There are no rows"]


def test_a_name_with_stars_is_no_markup(profiled):
    found = profiled({"*t*ime": [1, 2, 3, 3], "event": [1, 0, 1, 0], "a*": ["x*", "X*", "y", "y"]})
    assert "“X*” and “x*” count as different groups" in str(found)


@pytest.mark.parametrize(
    ("name", "values", "is_id"),
    [
        ("n", list(range(1, 13)), True),
        ("CustomerID", [10 * n for n in range(12)], True),
        ("order_no", [7 * n for n in range(12)], True),
        ("code", [f"A-{n}" for n in range(12)], True),
        ("height", list(range(58, 73)), False),  # women of R: inches, not names of rows
        ("year", list(range(1990, 2002)), False),
        ("price", [n + 0.5 for n in range(12)], False),
        ("paid", [7 * n for n in range(12)], False),
        ("comment", [f"{n} {'was what we said then ' * 4}" for n in range(12)], False),
    ],
)
def test_only_what_names_rows_is_called_an_id(profiled, name, values, is_id):
    assert (("unique", name) in kinds(profiled({name: values}))) is is_id


def test_nothing_is_concluded_from_a_single_value(profiled):
    assert profiled({"a": [1], "b": ["x"]}).alerts == ()
    assert ("constant", "a") not in kinds(profiled({"a": [1, None], "b": [1, 2]}))


def test_few_rows_on_a_line_are_no_sign_of_a_double_column(profiled):
    assert kinds(profiled({"a": [1, 2, 4, 3], "b": [2, 4, 8, 6.1]})) == []


def test_a_long_name_does_not_flood_the_alerts(profiled):
    name, value = "n" * 300, "v" * 300
    found = profiled({name: [1] * 10, "t": [value, value.upper()] * 5})
    assert max(len(alert.strong + alert.text) for alert in found.alerts) < 150
    assert ("constant", name) in kinds(found)


def test_every_alert_says_what_it_means_and_what_to_do(profiled):
    found = profiled({"gone": [None] * 20, "same": [1] * 20, "id": list(range(20))})
    assert [(a.means, a.do) for a in found.alerts] == [ADVICE[a.kind] for a in found.alerts]
    assert all(means.endswith(".") and do.endswith(".") for means, do in ADVICE.values())


def test_categories_that_decide_each_other_are_named_once(profiled):
    town = ["Bonn", "Rome", "Oslo"] * 10
    land = ["DE", "IT", "NO"] * 10
    [alert] = [a for a in profiled({"town": town, "land": land}).alerts if a.kind == "correlated"]
    assert alert.strong == "land and town say nearly the same"
    assert alert.text == "Cramér’s V 1 over 30 rows."


def test_a_category_of_few_rows_each_decides_nothing(profiled):
    groups = [f"g{n // 2}" for n in range(24)]
    found = profiled({"g": groups, "x": [float(n // 2) for n in range(24)]})
    assert "correlated" not in [alert.kind for alert in found.alerts]


def test_columns_that_lose_the_same_rows_are_one_alert(profiled):
    gaps = [None] * 4 + [1, 2, 3, 4, 5, 7]
    found = profiled({"a": gaps, "b": gaps, "c": gaps, "d": [None, *range(9)]})
    [alert] = [a for a in found.alerts if a.kind == "missing-together"]
    assert alert.strong == "a, b and c are missing in the same rows"
    assert alert.text == "4 rows (40\u202f%) at most."


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("sentinel", [999, 1000, 1001, 1002, 998]),  # no far-off value among its like
        ("placeholder", [DAY(1970, 1, d) for d in range(1, 9)]),
        ("future", [DAY(1970, 1, 1), DAY(2020, 1, 1)]),
        ("mixed", [str(n) for n in range(20)]),
        ("gaps", [DAY(2024, 1, d) for d in (1, 4, 9, 10, 21)]),
        ("monotone", [n % 50 for n in range(60)]),
        ("zeros", [0, 1] * 10),
        ("nearly-constant", [1] * 90 + [2] * 10),
    ],
)
def test_what_only_looks_like_it_is_not_reported(profiled, kind, values):
    assert kind not in [alert.kind for alert in profiled({"x": values}).alerts]
