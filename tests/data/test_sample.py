"""Fewer rows of a dataset: the same for a seed, with the shares of groups kept."""

from collections import Counter
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from jupyter_analyst import data
from jupyter_analyst.data.sample import drawn, priorities, shared
from jupyter_analyst.errors import ParameterError, StorageError, UnknownNameError


@pytest.fixture
def people():
    """1,000 people: 700 a, 250 b, 45 c, 5 without; every fifth smokes."""
    group = ["a"] * 700 + ["b"] * 250 + ["c"] * 45 + [None] * 5
    smokes = [i % 5 == 0 for i in range(1000)]
    return data.read(pa.table({"id": range(1000), "g": group, "smokes": smokes}), name="people")


def test_the_numbers_of_rows_are_those_of_splitmix():
    # seed 1234567, as the reference implementation gives them (Vigna, splitmix64.c)
    assert priorities(0, 5, 1234567).tolist() == [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert priorities(3, 5, 1234567).tolist() == priorities(0, 5, 1234567).tolist()[3:]


def test_a_sample_is_the_rows_with_the_smallest_numbers_in_their_order(people):
    found = drawn(people, 10, seed=7)
    smallest = sorted(np.argsort(priorities(0, 1000, 7), kind="stable")[:10].tolist())
    assert found.table["id"].to_pylist() == smallest
    assert found.table.column_names == ["id", "g", "smokes"]
    assert found.how == "10 of 1,000 rows, drawn at random, seed 7"


def test_the_same_seed_gives_the_same_rows_and_another_others(people):
    ids = [drawn(people, 20, seed=seed).table["id"].to_pylist() for seed in (3, 3, 4)]
    assert ids[0] == ids[1] != ids[2]


def test_a_seed_may_be_any_whole_number(people):
    for seed in (-1, 2**70, 0):
        assert drawn(people, 5, seed=seed).table.num_rows == 5


def test_no_row_is_favoured():
    counts = Counter()
    small = data.read(pa.table({"id": range(10)}))
    for seed in range(2000):
        counts.update(drawn(small, 3, seed=seed).table["id"].to_pylist())
    # each is expected 600 times with a standard deviation of 20.5; five of them are 103
    assert all(497 < n < 703 for n in counts.values())


def test_groups_keep_their_shares(people):
    found = drawn(people, 100, by=["g"])
    assert Counter(found.table["g"].to_pylist()) == {"a": 70, "b": 25, "c": 4, None: 1}
    assert [(g.values, g.n, g.n_drawn) for g in found.groups] == [
        (("a",), 700, 70),
        (("b",), 250, 25),
        (("c",), 45, 4),
        ((None,), 5, 1),
    ]
    assert found.how == (
        "100 of 1,000 rows, drawn at random in proportion to the 4 groups of g, "
        "each at least once, seed 0"
    )


def test_rare_and_missing_groups_get_a_row(people):
    found = drawn(people, 4, by=["g"])
    assert Counter(found.table["g"].to_pylist()) == {"a": 1, "b": 1, "c": 1, None: 1}


def test_more_groups_than_rows_are_said(people):
    found = drawn(people, 2, by=["g"])
    assert Counter(found.table["g"].to_pylist()) == {"a": 1, "b": 1}
    assert "2 of them, for there are more groups than rows" in found.how


def test_several_columns_make_a_group_of_each_pair_that_exists(people):
    found = drawn(people, 100, by=["g", "smokes"])
    assert {g.values: g.n for g in found.groups} == {
        ("a", True): 140,
        ("a", False): 560,
        ("b", True): 50,
        ("b", False): 200,
        ("c", True): 9,
        ("c", False): 36,
        (None, True): 1,
        (None, False): 4,
    }
    assert sum(g.n_drawn for g in found.groups) == 100
    assert Counter(zip(*(found.table[n].to_pylist() for n in ("g", "smokes")), strict=True)) == {
        g.values: g.n_drawn for g in found.groups
    }


@pytest.mark.parametrize(
    ("sizes", "n", "expected"),
    [
        ([50, 50], 3, [2, 1]),  # equal remainders: the first
        ([47_000, 16_000, 15_800, 12_000, 6_100, 3_100], 10, [4, 2, 1, 1, 1, 1]),
        ([100], 7, [7]),
        ([1, 1, 1], 3, [1, 1, 1]),
        ([998, 1, 1], 10, [8, 1, 1]),
        ([6, 3, 1], 9, [5, 3, 1]),
    ],
)
def test_rows_are_shared_by_largest_remainders_after_one_for_each(sizes, n, expected):
    assert shared(np.array(sizes), n).tolist() == expected


def test_no_group_gives_more_than_it_has():
    random = np.random.default_rng(1)
    for _ in range(300):
        sizes = random.integers(1, 40, size=random.integers(1, 12))
        n = int(random.integers(1, sizes.sum() + 1))
        seats = shared(sizes, n)
        assert seats.sum() == n
        assert (seats <= sizes).all()
        assert n < len(sizes) or seats.min() >= 1


def test_more_than_there_are_gives_all_and_says_so(people):
    found = drawn(people, 5000, by=["g"])
    assert found.table.equals(people.table)
    assert found.how == "all 1,000 rows, 5,000 were asked for"
    assert drawn(people, 1000).how == "all 1,000 rows"


def test_dates_and_numbers_can_be_groups():
    days = data.read(
        pa.table(
            {"day": [date(2024, 1, 1), None, date(2024, 1, 2)] * 10, "x": [0.5, 1.5, None] * 10}
        )
    )
    assert Counter(drawn(days, 6, by=["day", "x"]).table["x"].to_pylist()) == {
        0.5: 2,
        1.5: 2,
        None: 2,
    }


def test_a_stored_dataset_gives_the_same_rows_as_one_in_memory(catalog, people, monkeypatch):
    monkeypatch.setattr("jupyter_analyst.data.kept.rows.ROW_GROUP", 100)
    stored = catalog.keep(people, "people")
    assert stored.table is None
    for by in ((), ("g",)):
        found = drawn(stored, 50, by=by, seed=2).table
        assert found.equals(drawn(people, 50, by=by, seed=2).table)


def test_parts_of_the_file_without_rows_of_the_sample_are_not_read(catalog, people, monkeypatch):
    monkeypatch.setattr("jupyter_analyst.data.kept.rows.ROW_GROUP", 100)
    stored = catalog.keep(people, "people")
    row = drawn(people, 1, seed=0).table["id"][0].as_py()
    content = bytearray(stored.path.read_bytes())
    other = 0 if row >= 100 else 900  # damage the first part or the last
    start = (
        content.index(b"\x28\xb5\x2f\xfd") if other == 0 else content.rindex(b"\x28\xb5\x2f\xfd")
    )
    content[start + 6] ^= 0xFF
    stored.path.write_bytes(bytes(content))
    assert drawn(stored, 1, seed=0).table["id"].to_pylist() == [row]
    with pytest.raises(StorageError, match="is damaged"):
        drawn(stored, 1000)


def test_pieces_of_many_rows_change_nothing(people, monkeypatch):
    whole = drawn(people, 33, by=["g"], seed=5).table
    monkeypatch.setattr("jupyter_analyst.data.sample._PIECE", 64)
    assert drawn(people, 33, by=["g"], seed=5).table.equals(whole)


def test_no_rows_give_no_rows():
    empty = data.read(pa.table({"g": pa.array([], pa.string())}))
    assert drawn(empty, 5).table.num_rows == 0
    assert drawn(empty, 5, by=["g"]).table.num_rows == 0


@pytest.mark.parametrize("n", [0, -1, 1.5, "10", True, None])
def test_what_is_no_number_of_rows_is_refused(people, n):
    with pytest.raises(ParameterError, match="at least 1"):
        drawn(people, n)


def test_a_wrong_seed_or_column_is_refused(people):
    with pytest.raises(ParameterError, match="`seed` is 'x'"):
        drawn(people, 1, seed="x")
    with pytest.raises(UnknownNameError, match="Did you mean `smokes`"):
        drawn(people, 1, by=["smoke"])
