"""Options in doubts, as Python spells them and as they are typed on a line."""

import pytest

from jupyter_analyst.data.formats.known import FORMATS, options_of
from jupyter_analyst.data.options import CHOICES, Options, options
from jupyter_analyst.data.reading import FORMAT_WORDS
from jupyter_analyst.data.typed import Offer, as_typed, kind_of, offers, text_of, value_of


@pytest.mark.parametrize(
    ("doubt", "typed", "found"),
    [
        (
            '`when` fits both; it stays text; `types={"when": "dmy"}` or `types={"when": "mdy"}` '
            "decides.",
            "`when` fits both; it stays text; `--types when=dmy` or `--types when=mdy` decides.",
            (Offer("types", {"when": "dmy"}), Offer("types", {"when": "mdy"})),
        ),
        (
            'The lines may hold several columns; `delimiter=" "` splits them at their spaces.',
            'The lines may hold several columns; `--delimiter " "` splits them at their spaces.',
            (Offer("delimiter", " "),),
        ),
        (
            "The last 2 rows hold nothing; `footer=2` leaves them out.",
            "The last 2 rows hold nothing; `--footer 2` leaves them out.",
            (Offer("footer", 2),),
        ),
        (
            "Line 2 may hold units; `header_rows=2` joins it to the names.",
            "Line 2 may hold units; `--header-rows 2` joins it to the names.",
            (Offer("header_rows", 2),),
        ),
        (
            "1 other sheet not read: `b`; `sheet` decides.",
            "1 other sheet not read: `b`; `--sheet` decides.",
            (Offer("sheet"),),
        ),
        (
            '`x` holds -999; `nulls=["-999"]` decides.',
            "`x` holds -999; `--nulls -999` decides.",
            (Offer("nulls", ["-999"]),),
        ),
        (
            '`my "a", b` is odd; `types={"my, b": "text"}` decides.',
            '`my "a", b` is odd; `--types \'{"my, b": "text"}\'` decides.',
            (Offer("types", {"my, b": "text"}),),
        ),
    ],
)
def test_a_doubt_is_said_with_the_options_as_they_are_typed(doubt, typed, found):
    assert as_typed(doubt) == typed
    assert offers(doubt) == found


def test_a_column_that_is_called_like_an_option_stays_a_column():
    doubt = "`labels` holds times of day or durations; `labels` stays text"
    assert as_typed(doubt) == doubt
    assert offers(doubt) == ()


def test_a_word_that_is_no_option_stays_as_it_is():
    doubt = "a file of `rm(x=1)` and `footers=2` decides"
    assert as_typed(doubt) == doubt


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("delimiter", "\t"),
        ("quote", ""),
        ("header", False),
        ("header_rows", 2),
        ("sheet", "Data 1"),
        ("nulls", ("NA", "-")),
        ("nulls", ()),
    ],
)
def test_a_value_comes_back_from_its_text(option, value):
    made = options(**{option: value_of(option, text_of(value))})
    assert made.given() == {option: value}


def test_each_option_has_a_kind_and_what_is_offered_is_taken():
    assert {name: kind_of(name) for name in ("header", "footer", "nulls", "types", "sheet")} == {
        "header": "truth",
        "footer": "number",
        "nulls": "list",
        "types": "pairs",
        "sheet": "text",
    }
    for name, offered in CHOICES.items():
        for value in offered:
            options(**{name: {"x": value} if name == "types" else value})


def test_every_format_says_which_options_it_knows():
    known = {name: options_of(name) for name in FORMAT_WORDS}
    assert set().union(*known.values()) <= set(Options.__dataclass_fields__)
    assert {one.options for one in FORMATS} == set(known.values()) - {options_of("sql")}
    assert known["frame"] == frozenset()
