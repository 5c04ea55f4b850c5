"""Pages of rows: which rows, in which order, what their cells say, and what is refused."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jupyter_analyst import data
from jupyter_analyst.data.pages import Browser, Condition, Long, Query, Sort, StoppedError
from jupyter_analyst.errors import AnalystError, ParameterError, StorageError

LARGE = Decimal(10) ** 37
TABLE = pa.table(
    {
        "n": pa.array([5, 2**62 + 1, None, -3, 5]),
        "price": pa.array([1.5, None, 0.1, 1e300, -2.0]),
        "name": pa.array(["Anna", "bob", None, "ANNA", "50% off_now"]),
        "day": pa.array(
            [date(2024, 1, 31), date(2024, 2, 1), None, date(1999, 12, 31), date(2024, 1, 1)]
        ),
        "at": pa.array(
            [
                datetime(2024, 1, 2, 3, 4, 5),
                datetime(2024, 1, 2),
                datetime(2024, 1, 3),
                None,
                datetime(2023, 1, 2),
            ],
            pa.timestamp("us"),
        ),
        "ok": pa.array([True, False, None, True, False]),
        "big": pa.array([LARGE, Decimal(3), None, -LARGE, Decimal(0)], pa.decimal128(38, 0)),
        "cost": pa.array(
            [Decimal("1.50"), Decimal("1.55"), None, Decimal(0), Decimal("-7.25")],
            pa.decimal128(10, 2),
        ),
        "zone": pa.array(
            [datetime(2024, 7, 1, 12, tzinfo=UTC), None, None, None, None],
            pa.timestamp("us", "Europe/Prague"),
        ),
    }
)
NAMES = TABLE.column_names


@pytest.fixture(params=["stored", "in memory"])
def browser(request, tmp_path, catalog):
    """Rows that are stored, or not yet."""
    made = stored(TABLE, tmp_path)
    browser = Browser(made if request.param == "stored" else replace(made, path=None, table=TABLE))
    yield browser
    browser.close()


def stored(table, folder, rows_in_a_group=2):
    path = folder / "it's.parquet"
    pq.write_table(table, path, row_group_size=rows_in_a_group)
    return replace(data.read(path), table=None, path=path, name="sales")


def numbers(browser, *where, sort=(), search="", start=0):
    conditions = tuple(Condition(NAMES.index(n), o, tuple(v)) for n, o, *v in where)
    order = tuple(Sort(NAMES.index(name), descending) for name, descending in sort)
    return browser.page(Query(conditions, order, search), start, []).numbers


def test_cells_are_exact_texts_and_missing_ones_nothing(browser):
    page = browser.page(Query(), 0, range(len(NAMES)))
    assert (page.n_found, page.numbers) == (5, [0, 1, 2, 3, 4])
    assert [column[:2] for column in page.columns] == [
        ["5", "4611686018427387905"],
        ["1.5", None],
        ["Anna", "bob"],
        ["2024-01-31", "2024-02-01"],
        ["2024-01-02 03:04:05", "2024-01-02 00:00:00"],
        ["true", "false"],
        ["10000000000000000000000000000000000000", "3"],
        ["1.50", "1.55"],
        ["2024-07-01 12:00:00+00", None],
    ]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (("n", "=", "5"), [0, 4]),
        (("n", "!=", "5"), [1, 2, 3]),
        (("n", ">", "4,611,686,018,427,387,904"), [1]),
        (("n", ">=", "4611686018427387906"), []),
        (("n", ">", "4.5"), [0, 1, 4]),
        (("n", "<=", "4.5"), [3]),
        (("n", "=", "4.5"), []),
        (("n", "!=", "4.5"), [0, 1, 2, 3, 4]),
        (("n", "between", "−3", "5"), [0, 3, 4]),
        (("n", "between", "5", "-3"), []),
        (("n", "missing"), [2]),
        (("n", "present"), [0, 1, 3, 4]),
        (("n", "among", "5", "-3"), [0, 3, 4]),
        (("price", "=", "0,1"), [2]),
        (("price", "<", "€ 1.5"), [2, 4]),
        (("name", "contains", "anna"), [0, 3]),
        (("name", "lacks", "anna"), [1, 2, 4]),
        (("name", "contains", "0%"), [4]),
        (("name", "contains", "f_n"), [4]),
        (("name", "contains", "a_n"), []),
        (("name", "=", "Anna"), [0]),
        (("name", "!=", "Anna"), [1, 2, 3, 4]),
        (("name", "=", "' or 1=1 --"), []),
        (("day", "=", "31.1.2024"), [0]),
        (("day", ">", "2024-01"), [1]),
        (("day", "between", "2024-01", "2024-01"), [0, 4]),
        (("day", "<", "2024"), [3]),
        (("day", "<=", "9999"), [0, 1, 3, 4]),
        (("day", ">", "2024-01-01 12:00"), [0, 1]),
        (("at", "=", "2024-01-02"), [0, 1]),
        (("at", ">", "2024-01-02"), [2]),
        (("at", "<=", "2024-01-02"), [0, 1, 4]),
        (("at", "!=", "2024-01-02"), [2, 3, 4]),
        (("at", "=", "2024-01-02 03:04:05"), [0]),
        (("ok", "=", "yes"), [0, 3]),
        (("ok", "!=", "true"), [1, 2, 4]),
        (("big", ">", "2.5"), [0, 1]),
        (("big", "=", "10000000000000000000000000000000000000"), [0]),
        (("cost", ">", "1.505"), [1]),
        (("cost", ">=", "1.5"), [0, 1]),
        (("zone", "=", "2024-07-01 12:00"), [0]),
        (("zone", "=", "2024-07-01"), [0]),
    ],
)
def test_a_condition_finds_the_rows_that_meet_it(browser, where, expected):
    assert numbers(browser, where) == expected


def test_several_conditions_have_to_be_met_together(browser):
    assert numbers(browser, ("n", "=", "5"), ("ok", "=", "true")) == [0]


def test_a_search_looks_into_all_texts_and_nowhere_else(browser):
    assert numbers(browser, search="NA") == [0, 3]
    assert numbers(browser, search="5") == [4]  # not the number 5 of the first row


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ([("n", False)], [3, 0, 4, 1, 2]),
        ([("n", True)], [1, 0, 4, 3, 2]),
        ([("name", False)], [4, 0, 3, 1, 2]),
        ([("ok", False), ("price", True)], [4, 1, 3, 0, 2]),  # -2 before nothing, 1e300 before 1.5
    ],
)
def test_rows_are_sorted_ties_in_their_old_order_and_missing_values_last(browser, sort, expected):
    assert numbers(browser, sort=sort) == expected


def test_the_last_page_of_an_order_is_as_exact_as_the_first(tmp_path):
    n = 2_350
    values = [(i * 7919) % 1000 for i in range(n)]
    browser = Browser(stored(pa.table({"v": values}), tmp_path, 400))
    order = sorted(range(n), key=lambda i: (-values[i], i))
    query = Query(sort=(Sort(0, descending=True),))
    for start in (0, 900, 1000, 2300, 0):
        page = browser.page(query, start, [0])
        assert page.numbers == order[start : start + 100]
        assert page.columns == [[str(values[i]) for i in page.numbers]]
        assert page.n_found == n


def test_pages_without_an_order_begin_anywhere_and_end_with_the_rows(tmp_path):
    browser = Browser(stored(pa.table({"v": list(range(250))}), tmp_path, 60))
    assert browser.page(Query(), 50, [0]).columns[0][:2] == ["50", "51"]
    assert browser.page(Query(), 200, []).numbers == list(range(200, 250))
    assert browser.page(Query(), 300, [0]).columns == [[]]


def test_a_column_may_be_called_as_the_engine_calls_the_row_numbers(tmp_path):
    table = pa.table({"FILE_ROW_NUMBER": [9, 8, 7], "r": [1, 2, 3], "c0": ["x", "y", "z"]})
    browser = Browser(stored(table, tmp_path))
    page = browser.page(Query(sort=(Sort(0),)), 0, [0, 1, 2])
    assert page.numbers == [2, 1, 0]
    assert page.columns == [["7", "8", "9"], ["3", "2", "1"], ["z", "y", "x"]]


def test_names_that_differ_only_in_capitals_are_two_columns(tmp_path):
    browser = Browser(stored(pa.table({"a": [1], "A": [2]}), tmp_path))
    assert browser.page(Query(), 0, [1, 0]).columns == [["2"], ["1"]]


def test_long_texts_are_cut_and_had_whole_when_asked_for(tmp_path):
    text = "ž" * 121
    browser = Browser(stored(pa.table({"t": [text, "z" * 120, None]}), tmp_path))
    assert browser.page(Query(), 0, [0]).columns == [[Long("ž" * 120, 121), "z" * 120, None]]
    assert browser.whole(0, 0) == text
    assert browser.whole(2, 0) is None
    with pytest.raises(ParameterError, match="no row 4"):
        browser.whole(3, 0)


def test_a_whole_value_has_an_end_too(tmp_path):
    browser = Browser(stored(pa.table({"t": ["x" * 100_001]}), tmp_path))
    assert browser.whole(0, 0) == Long("x" * 100_000, 100_001)


def test_the_most_frequent_values_come_with_their_counts(browser):
    assert browser.frequent(NAMES.index("n"))[:2] == [("5", 2), ("-3", 1)]
    assert browser.frequent(NAMES.index("ok")) == [("false", 2), ("true", 2)]


def test_widths_are_those_of_the_first_rows(browser):
    assert browser.widths()[:3] == [19, 6, 11]


def test_of_many_columns_only_the_first_are_measured(tmp_path):
    table = pa.table({f"c{i}": ["x" * 40] for i in range(32)})
    assert Browser(stored(table, tmp_path)).widths() == [40] * 30 + [18] * 2


@pytest.mark.parametrize(
    ("where", "says"),
    [
        (("n", "=", "five"), "'five' is no value of `n`: a number is needed"),
        (("n", "=", ""), "a number is needed"),
        (("n", "=", "1e400"), "at most 20 digits"),
        (("n", "=", "1e999999999"), "at most 20 digits"),
        (("big", "=", "1" + "0" * 38), "at most 38 digits"),
        (("n", "contains", "5"), "Operator `contains` is not one of those for `n`"),
        (("name", "<", "5"), "Operator `<` is not"),
        (("day", "=", "tomorrow"), "a date is needed, such as 2024-01-31"),
        (("day", "=", "3/4/2024"), "several dates; write the year first"),
        (("day", "=", "2024-13"), "a date is needed"),
        (("ok", "=", "perhaps"), "true or false is needed"),
        (("n", "between", "1"), "`between` has 1 values; it needs 2"),
        (("n", "among"), "it needs 1 to 100"),
        (("name", "=", "x" * 1001), "has 1,001 characters"),
    ],
)
def test_what_cannot_be_read_is_said(browser, where, says):
    with pytest.raises(AnalystError, match=says) as caught:
        numbers(browser, where)
    assert caught.value.hint


@pytest.mark.parametrize(
    "query", [Query((Condition(99, "missing"),)), Query(sort=(Sort(-1),)), Query(search="x" * 1001)]
)
def test_what_is_outside_of_the_list_is_refused(browser, query):
    with pytest.raises(ParameterError):
        browser.page(query, 0, [])
    with pytest.raises(ParameterError):
        browser.page(Query(), 0, [99])


def test_a_condition_is_said_as_it_was_read():
    columns = data.read(TABLE).columns

    def said(name, operator, *values):
        return Condition(NAMES.index(name), operator, values).words(columns)

    assert said("price", ">", "1.234,5") == "> 1,234.5"
    assert said("price", "between", "-1", "2") == "from −1 to 2"
    assert said("name", "contains", "an") == "contains “an”"
    assert said("day", "=", "31.1.2024") == "= 2024-01-31"
    assert said("day", ">=", "2024-01") == "≥ 2024-01"
    assert said("ok", "=", "ja") == "= true"
    assert said("n", "missing") == "is missing"
    assert said("n", "among", "5", "7") == "is 5 or 7"


def test_a_file_that_is_gone_or_damaged_is_said_with_what_to_do(tmp_path):
    dataset = stored(TABLE, tmp_path)
    browser = Browser(dataset)
    assert numbers(browser) == [0, 1, 2, 3, 4]
    content = dataset.path.read_bytes()
    dataset.path.unlink()
    with pytest.raises(StorageError, match="stored copy of `sales` is gone") as caught:
        browser.page(Query(), 0, [0])
    assert caught.value.hint.startswith("Load it again")
    dataset.path.write_bytes(content[: len(content) // 2])
    with pytest.raises(StorageError, match="damaged"):
        browser.page(Query(), 0, [0])


def test_a_slow_query_is_stopped_from_another_thread(tmp_path):
    browser = Browser(stored(pa.table({"v": list(range(200_000))}), tmp_path, 10_000))
    assert browser.page(Query(), 0, [0]).numbers[0] == 0
    done = threading.Event()

    def stop():
        while not done.wait(0.01):
            browser.stop()

    stopper = threading.Thread(target=stop)
    stopper.start()
    try:
        slow = "select count(*) from numbered a, numbered b where a.r * b.r % 7 = 3"
        with pytest.raises(StoppedError, match="`sales` was stopped"):
            browser._run(slow, [])
    finally:
        done.set()
        stopper.join()
    assert browser.page(Query(), 0, [0]).numbers[0] == 0


def test_a_table_of_all_rows_found_keeps_types_and_names(browser):
    query = Query((Condition(0, "=", ("5",)),), (Sort(1, descending=False),))
    table = browser.table(query, [2, 0])
    assert table.column_names == ["name", "n"]
    assert table.to_pydict() == {"name": ["50% off_now", "Anna"], "n": [5, 5]}
