"""How numbers and names are said."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_analyst import wording


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1808, "1,808"),
        (-4.8871, "−4.89"),
        (263358.03, "263,358"),
        (123.456, "123.5"),
        (0.00123, "0.00123"),
        (0.5, "0.500"),
        (-0.0, "0"),
        (1e-9, "1.00e−09"),
        (2.5e20, "2.50e+20"),
        (math.nan, "–"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (None, "–"),
    ],
)
def test_a_number_has_sensible_decimals(value, text):
    assert wording.number(value) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"), [(3.14159, 1, "3.1"), (-0.004, 2, "0.00"), (5, 2, "5.00")]
)
def test_decimals_can_be_asked_for(value, decimals, text):
    assert wording.number(value, decimals) == text


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([3.37, 8.25, None], ["3.37", "8.25", "–"]),
        ([1, 2, 30], ["1", "2", "30"]),
        ([1.5, 20000], ["2", "20,000"]),
        ([0.25, math.inf], ["0.250", "∞"]),
        ([], []),
    ],
)
def test_a_column_of_numbers_has_the_same_decimals(values, texts):
    assert wording.numbers(values) == texts


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0, "*p* < .001"),
        (0.0009, "*p* < .001"),
        (0.001, "*p* = .001"),
        (0.0314, "*p* = .031"),
        (0.9991, "*p* > .999"),
        (math.nan, "*p* = –"),
    ],
)
def test_a_probability_is_said_as_in_apa_style(p, text):
    assert wording.p_value(p) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.5, "50\u202f%"),
        (0.188, "18.8\u202f%"),
        (0.0039, "0.39\u202f%"),
        (1 - 0.07, "93\u202f%"),
        (0, "0\u202f%"),
        (-0.125, "−12.5\u202f%"),
        (None, "–"),
    ],
)
def test_a_share_is_said_in_percent(share, text):
    assert wording.percent(share) == text


def test_percent_can_be_rounded():
    assert wording.percent(0.1549, 0) == "15\u202f%"


def test_intervals_stand_in_words_in_tables_and_in_brackets_in_sentences():
    assert wording.interval(3.2, 3.53) == "3.20 to 3.53"
    assert wording.interval(None, 3) == "– to 3"
    assert wording.bracket(-5.614, -4.16) == "[−5.61, −4.16]"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ((-0.868, -0.934, -0.744), "−0.868, 95\u202f% CI [−0.934, −0.744]"),
        ((310, 284, 361, 0.1), "310, 90\u202f% CI [284, 361]"),
        ((2.5, None, None), "2.50"),
        ((2.5, 1.0, None), "2.50"),
        ((None, None, None), "–"),
    ],
)
def test_an_estimate_brings_its_interval_with_the_same_decimals(given, text):
    assert wording.estimate(*given) == text


@pytest.mark.parametrize(
    ("n", "noun", "plural", "text"),
    [
        (1, "row", "", "1 row"),
        (0, "row", "", "0 rows"),
        (1808, "row", "", "1,808 rows"),
        (2, "person", "people", "2 people"),
    ],
)
def test_things_are_counted(n, noun, plural, text):
    assert wording.count(n, noun, plural) == text


@pytest.mark.parametrize(
    ("names", "most", "text"),
    [
        (["a"], 3, "a"),
        (["a", "b"], 3, "a and b"),
        (["a", "b", "c"], 3, "a, b and c"),
        (["a", "b", "c", "d"], 3, "a, b, c and 1 more"),
        (["a", "b", "c"], 1, "a and 2 more"),
    ],
)
def test_names_are_listed_and_the_rest_counted(names, most, text):
    assert wording.listed(names, most) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "sex = 0"),
        ("-1.5", "sex = -1.5"),
        ("f", "sex = f"),
        ("True", "sex = True"),
        ("no", "sex = no"),
        ("(empty)", "sex = (empty)"),
        ("2024-01-01", "sex = 2024-01-01"),
        ("women", "women"),
        ("жены", "жены"),
        ("4 cyl", "4 cyl"),
        ("", ""),
    ],
)
def test_a_group_that_is_but_a_code_brings_its_column(value, text):
    assert wording.group("sex", value) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0143, "14 ms"), (2.31, "2.3 s"), (95, "1 min 35 s")]
)
def test_a_time_span_has_a_unit_that_suits_it(seconds, text):
    assert wording.duration(seconds) == text


@pytest.mark.parametrize(
    ("n_bytes", "text"),
    [
        (512, "512 B"),
        (1_500, "1.5 KB"),
        (12_246, "12 KB"),
        (3_500_000, "3.5 MB"),
        (2_000_000_000, "2.0 GB"),
    ],
)
def test_a_size_has_a_unit_that_suits_it(n_bytes, text):
    assert wording.size(n_bytes) == text


def test_a_sentence_is_read_in_runs():
    assert list(wording.runs("**4 less**, *p* < .001, a\\*b")) == [
        ("4 less", "strong"),
        (", ", "plain"),
        ("p", "italic"),
        (" < .001, a*b", "plain"),
    ]


def test_a_lonely_mark_is_a_character():
    assert wording.unmarked("3 * 4") == "3 * 4"


@given(st.text())
def test_a_name_from_the_data_is_never_markup(name):
    assert wording.unmarked(wording.plain(name)) == name
    assert all(style == "plain" for _, style in wording.runs(wording.plain(name)))


@given(st.text(alphabet="ab*\\ ", min_size=1))
def test_a_name_stays_whole_within_a_strong_run(name):
    assert wording.unmarked(f"**{wording.plain(name)}** is") == f"{name} is"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_number_is_said_with_a_hyphen(value):
    assert "-" not in wording.number(value)
