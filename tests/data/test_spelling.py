import re

import pytest

from jupyter_analyst.data.values.spelling import GROUPING, number, spelled


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        ("number", ["0", "-1", "+1", "1.5", "1,5", "1.234.567", "1'234,5", "2e-3", ".5", "5.",
                    "12 %", "€ 5", "5 EUR", "$1,234.50", "inf", "\u22125", "1\u00a0234"]),
        ("date", ["2024-01-31", "2024-01-31 10:00", "2024-01-31T10:00:00.5Z", "31.1.2024",
                  "31/01/2024", "1-31-2024", "2024/1/31", "31.01.2024 9:30"]),
        ("truth", ["true", "FALSE", "Yes", "n", "ja", "Nein", "oui", "faux"]),
        ("missing", ["", " ", "NA", "n/a", "NULL", "NaN", "-", "--", ".", "?", "k.A.", "#N/A"]),
        ("text", ["Anna", "1a", "12:30", "1.2.3", "2024-01", "AB-12", "1,2,3", "a@b.org", "5 kg"]),
    ],
)  # fmt: skip
def test_a_cell_is_recognised_by_its_spelling(kind, cells):
    assert {cell: spelled(cell) for cell in cells} == dict.fromkeys(cells, kind)


@pytest.mark.parametrize("decimal", [".", ","])
def test_a_grouped_number_has_three_digits_in_each_group(decimal):
    for mark in GROUPING[decimal]:
        pattern = re.compile(number(decimal, mark))
        assert pattern.fullmatch(f"1{mark}234{mark}567{decimal}89")
        assert not pattern.fullmatch(f"1{mark}23")
        assert not pattern.fullmatch(f"1234{mark}567")
        assert not pattern.fullmatch("1234")
