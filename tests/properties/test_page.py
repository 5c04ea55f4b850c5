"""Whatever is asked of the rows, a page gives what plain Python finds, in the same order."""

from __future__ import annotations

import operator
from functools import cache

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_analyst import data
from jupyter_analyst.data.pages import Browser, Condition, Query, Sort

WHOLE = st.none() | st.integers(-5, 5) | st.integers(-(2**63), 2**63 - 1)
REAL = st.none() | st.floats(-10, 10, width=32) | st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.none() | st.text("aAbB%_'\\ ž", max_size=4)
TYPED = st.integers(-6, 6).map(str) | st.decimals(-10, 10, places=2, allow_nan=False).map(str)
COMPARED = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
TABLES = st.lists(st.tuples(WHOLE, REAL, TEXT), min_size=1, max_size=30)


def browser(rows):
    n, x, t = zip(*rows, strict=True)
    table = pa.table(
        {
            "n": pa.array(n, pa.int64()),
            "x": pa.array(x, pa.float64()),
            "t": pa.array(t, pa.string()),
        }
    )
    return Browser(data.read(table))


@st.composite
def conditions(draw):
    """A condition, and the function of a row's values that says whether it is met."""
    place = draw(st.sampled_from([0, 1, 2]))
    name = draw(st.sampled_from(["missing", "present"]) if draw(st.booleans()) else st.none())
    if name:
        return Condition(place, name), lambda row: (row[place] is None) == (name == "missing")
    if place == 2:
        return draw(_of_text())
    typed = draw(TYPED)
    name = draw(st.sampled_from([*COMPARED, "!=", "between"]))
    if name == "between":
        last = draw(TYPED)
        low, high = _number(typed), _number(last)
        return Condition(place, name, (typed, last)), (
            lambda row: row[place] is not None and low <= row[place] <= high
        )
    if name == "!=":
        return Condition(place, name, (typed,)), lambda row: row[place] != _number(typed)
    return Condition(place, name, (typed,)), (
        lambda row: row[place] is not None and COMPARED[name](row[place], _number(typed))
    )


@cache
def _number(text):
    return float(text) if "." in text or "E" in text.upper() else int(text)


@st.composite
def _of_text(draw):
    typed = draw(st.text("aAbB%_'\\ ž", min_size=1, max_size=2))
    name = draw(st.sampled_from(["contains", "lacks", "=", "!="]))
    found = {
        "contains": lambda text: text is not None and typed.lower() in text.lower(),
        "lacks": lambda text: text is None or typed.lower() not in text.lower(),
        "=": lambda text: text == typed,
        "!=": lambda text: text != typed,
    }[name]
    return Condition(2, name, (typed,)), lambda row: found(row[2])


def ordered(rows, sorts):
    """Return the places of rows in order: by the last sort first, as stable sorts allow."""
    places = list(range(len(rows)))
    for sort in reversed(sorts):

        def key(i, place=sort.place):
            value = rows[i][place]
            return value.lower().encode() if isinstance(value, str) else value

        there = [i for i in places if rows[i][sort.place] is not None]
        gone = [i for i in places if rows[i][sort.place] is None]
        places = sorted(there, key=key, reverse=sort.descending) + gone
    return places


SORTS = st.lists(st.builds(Sort, st.sampled_from([0, 1, 2]), st.booleans()), max_size=2)


@settings(max_examples=150, deadline=None)
@given(TABLES, st.lists(conditions(), max_size=3), SORTS, st.text("aB%", max_size=1))
def test_a_page_is_what_plain_python_finds(rows, wanted, sorts, search):
    query = Query(tuple(one for one, _ in wanted), tuple(sorts), search)
    page = browser(rows).page(query, 0, [0])

    def is_met(row):
        return all(met(row) for _, met in wanted) and (
            not search or (row[2] is not None and search.lower() in row[2].lower())
        )

    expected = [i for i in ordered(rows, sorts) if is_met(rows[i])]
    assert page.numbers == expected
    assert page.n_found == len(expected)
    assert page.columns[0] == [None if rows[i][0] is None else str(rows[i][0]) for i in expected]


@settings(max_examples=100, deadline=None)
@given(TABLES, conditions())
def test_a_condition_and_its_opposite_share_no_row_and_leave_none_out(rows, wanted):
    condition, _ = wanted
    opposite = {"=": "!=", "!=": "=", "contains": "lacks", "lacks": "contains"} | {
        "missing": "present",
        "present": "missing",
    }
    if condition.operator not in opposite:
        return
    shown = browser(rows)
    other = Condition(condition.place, opposite[condition.operator], condition.values)
    found = [shown.page(Query((one,)), 0, []).numbers for one in (condition, other)]
    assert sorted(found[0] + found[1]) == list(range(len(rows)))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 700), st.integers(0, 750), st.booleans(), st.booleans())
def test_pages_together_are_all_rows_once(n, start, is_sorted, is_filtered):
    shown = Browser(data.read(pa.table({"v": pa.array([i % 7 for i in range(n)], pa.int64())})))
    where = (Condition(0, "!=", ("3",)),) if is_filtered else ()
    query = Query(where, (Sort(0, descending=True),) if is_sorted else ())
    pages = [shown.page(query, at, []) for at in range(0, n + 1, 100)]
    together = [number for page in pages for number in page.numbers]
    assert sorted(together) == [i for i in range(n) if not (is_filtered and i % 7 == 3)]
    assert shown.page(query, start, []).numbers == together[start : start + 100]
