"""The HTML of a profile: complete, escaped, without script, light."""

import datetime as dt
import math
import re

import lxml.html
import numpy as np
import pyarrow as pa
import pytest

from jupyter_analyst.profile.line import cut

LINES = "//table[@class='ja-cols']/tbody/tr"


def tree(found):
    return lxml.html.fromstring(f"<div>{found._repr_mimebundle_()['text/html']}</div>")


def plain(element):
    """The text of an element on one line; narrow spaces stay."""
    return re.sub(r"[ \n]+", " ", element.text_content()).strip()


def row_texts(found):
    rows = tree(found).xpath(f"{LINES}[not(@class)]")
    return [[plain(cell) for cell in row.xpath("./th | ./td")] for row in rows]


def test_each_column_has_a_row_and_a_detail(profiled):
    page = tree(profiled({"x": [1, 2, 2, 5], "y": ["a", "b", "a", None]}))
    assert len(page.xpath(LINES)) == 4
    assert page.xpath("//section")[0].get("aria-label") == "Profile of t"


def test_a_row_says_type_gaps_and_extent(profiled):
    [number, word] = row_texts(profiled({"x": [1.5, 2.5, 3.5, 2.5], "y": ["a", "b", "a", None]}))[
        ::-1
    ]
    assert number == ["x", "number", "0", "3", "", "1.50 to 3.50, median 2.50"]
    assert word == ["y", "two values", "1 25\u202f%", "2", "", "a: 66.7\u202f%, b: 33.3\u202f%"]


@pytest.mark.parametrize(
    ("values", "type_", "said"),
    [
        ([0, 1, 1, 1], "yes / no", "1: 75\u202f%, 0: 25\u202f%"),
        ([3, 4, 3, 4], "two numbers", "3: 50\u202f%, 4: 50\u202f%"),
        ([True, False, None, True], "yes / no", "true: 66.7\u202f%, false: 33.3\u202f%"),
        ([dt.date(2024, 1, 2), dt.date(2024, 1, 1)], "date", "2024-01-01 to 2024-01-02"),
        ([dt.datetime(2024, 1, 2, 6), dt.datetime(2024, 1, 1)], "date and time",
         "2024-01-01 to 2024-01-02 06:00:00"),
        ([f"name {i:03}" for i in range(60)], "text, unique", "8 characters"),
        ([f"{i}" * 2 for i in range(60)] + ["x"] * 4, "text, nearly unique", "“x” in 4 rows"),
        ([None, None], "empty", ""),
        ([[1], [2], None], "list", "3 characters"),
    ],
)  # fmt: skip
def test_types_and_extents_are_said_in_words(profiled, values, type_, said):
    [row] = row_texts(profiled({"x": pa.array(values)}))
    assert (row[1], row[5]) == (type_, said)


def test_years_have_no_thousands_comma(profiled):
    [row] = row_texts(profiled({"start_year": [1946, 1983, 2008, 1990]}))
    assert (row[1], row[5]) == ("year", "1946 to 2008, median 1986")


def test_names_and_values_are_escaped(profiled):
    evil = "<script>alert('1')</script>"
    html = profiled({evil: [evil, "b", "b", evil], "n": [1, 2, 3, 5]}).to_html()
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_there_is_no_script_and_no_handler(profiled):
    page = tree(profiled({"x": [1, 2, 3]}))
    assert page.xpath("//script | //*[@onclick] | //a[@href] | //img") == []


def test_equal_profiles_look_the_same_but_for_the_seconds(profiled):
    columns = {"x": [1, 2, 3, 9], "y": ["a", "b", "a", None]}
    pages = [
        re.sub(r"<b>[^<]*</b><span>to profile", "", profiled(columns).to_html()) for _ in range(2)
    ]
    assert pages[0] == pages[1]


def test_three_alerts_are_shown_and_the_rest_folded(profiled):
    page = tree(profiled({f"c{i}": [1, 1] for i in range(60)}))
    assert len(page.xpath("//div[contains(@class, 'ja-alerts')]/ul/li")) == 3
    assert len(page.xpath("//div[contains(@class, 'ja-alerts')]/details//li")) == 47
    assert "50 of 61 are shown" in page.text_content()


def test_columns_with_alerts_come_first(profiled):
    found = profiled({"fine": [1, 2, 3, 1], "same": [7] * 4})
    assert [row[0] for row in row_texts(found)] == ["same", "fine"]


def test_the_parts_say_what_is_missing_twice_and_associated(profiled):
    found = profiled(
        {"a": [1, 1, 2, None], "b": [1, 1, 3, 4], "c": [2, 2, 7, 1], "d": ["x", "x", None, None]}
    )
    said = plain(tree(found))
    assert "3 cells of 16 without a value (18.8\u202f%), in 2 columns." in said
    assert "Only d missing" in said
    assert "a and d missing" in said
    assert "1 row of 4 (25\u202f%) repeat an earlier one" in said
    assert "Strongest pairs" in said
    assert tree(found).xpath("//svg[starts-with(@aria-label, 'Pearson correlations of 3 columns')]")


def test_parts_without_content_say_so(profiled):
    said = tree(profiled({"x": ["a", "b"]})).text_content()
    assert "Every cell has a value." in said
    assert "nothing to compare" in said
    assert "No row is there twice." in said


def test_a_table_without_rows_is_shown(profiled):
    said = tree(profiled({"x": pa.array([], pa.int64())})).text_content()
    assert "0 rows × 1 column" in said
    assert said.count("There are no rows.") >= 2


@pytest.mark.parametrize(("names", "said"), [(("a",), "Only a missing"), ((), "Complete")])
def test_patterns_are_said_in_words(profiled, names, said):
    found = profiled({"a": [1, None], "b": [1, 2]})
    assert names in [pattern.columns for pattern in found.missing_patterns]
    assert said in found.to_html()


def test_long_names_are_cut_in_the_middle_and_whole_in_the_title(profiled):
    name = "decade_in_which_the_spell_begins_or_ends"
    html = profiled({name: [1, 2, 3]}).to_html()
    assert f'title="{name}"' in html
    assert cut(name) in html


def test_fourteen_columns_stay_below_120_kilobytes(profiled):
    rng = np.random.default_rng(1)
    found = profiled({f"column {i}": rng.normal(size=500) for i in range(14)})
    assert len(found.to_html().encode()) < 120_000


def test_three_hundred_columns_stay_below_1500_kilobytes(profiled):
    rng = np.random.default_rng(1)
    letters = list("abcdefgh")
    columns = {
        f"column {i}": rng.normal(size=200) if i % 2 else rng.choice(letters, 200)
        for i in range(300)
    }
    found = profiled(columns)
    assert found.n_columns == len(found.columns) == 300
    assert len(row_texts(found)) == 300
    assert len(found.to_html().encode()) < 1_500_000


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["a", "b", "c"], "1 character"),
        (["a", "bcd", "e"], "1 to 3 characters"),
        (["", "a", "bc"], "0 to 2 characters"),
    ],
)
def test_one_character_is_no_characters(profiled, values, said):
    found = profiled({"x": pa.array(values)})
    assert row_texts(found)[0][-1] == said


@pytest.mark.parametrize(
    "columns",
    [
        {"x": [None, None], "y": [math.nan, math.nan]},
        {"x": pa.array([], pa.string()), "y": pa.array([], pa.date32())},
        {"</bdi><b>x": [1, 2], "{{ 7*7 }}": ["<i>", "&amp;"], "שם ארוך": [1, 1]},
        {"": [1, 2], " ": ["a", None]},
    ],
    ids=["nothing", "no rows", "markup", "no names"],
)
def test_odd_tables_are_shown_with_each_column_under_its_own_name(profiled, columns):
    found = profiled(columns)
    page = tree(found)
    titles = page.xpath(f"{LINES}[not(@class)]/th//summary/@title")
    assert sorted(titles) == sorted(columns)
    assert page.xpath("//b[not(@class or ancestor::div[contains(@class, 'ja-figures')])]") == []
    assert page.xpath("//i[not(@style or @class)] | //script") == []


def test_the_new_parts_are_shown(profiled):
    days = [dt.date(2024, 1, d) for d in (1, 2, 3, 4, 5, 9)]
    found = profiled({"no": [3, 1, 2, 4, 6, 5], "day": days, "code": [f"A-{n}" for n in range(6)]})
    said = plain(tree(found))
    assert "A value of its own in every row, so a key: no, day, code." in said
    assert "Comesdaily" in said
    assert "Longest step4 days" in said
    assert "Looks likeA-9 100\u202f%" in said
    assert "Every row was counted." in said


def test_the_row_that_is_there_most_often_is_shown(profiled):
    said = plain(tree(profiled({"a": [1, 1, 1, 2], "b": ["x", "x", "x", "y"]})))
    assert "The row that is there most often, 3 times" in said


def test_associations_say_how_they_were_measured(profiled):
    found = profiled(
        {"g": ["a", "b"] * 5, "h": ["x", "y"] * 5, "n": [1, 2, 2, 3, 5, 4, 1, 7, 3, 6]}
    )
    [first, second, _] = tree(found).xpath("//table[caption='Strongest associations']/tbody/tr")
    assert plain(first) == "h – g1Cramér’s V10"
    assert plain(second).endswith("Correlation ratio10")


@pytest.mark.parametrize("n_others", [0, 45], ids=["bars", "outline"])
def test_a_chart_says_any_name_as_it_is(profiled, n_others):
    name = "<b>\"x\"</b> & 'y'"
    others = {f"same {i}": [1] * 9 for i in range(n_others)}
    page = tree(profiled({name: [1.5, 2, 3, 4, 5, 6, 7, 8, 20], **others}))
    [chart] = page.xpath("//svg[@class='ja-chart']")
    assert chart.get("aria-label").startswith(f"Histogram of {name}: 1.50 to 20, most often ")
    assert chart.xpath("./title/text()") == [f"Histogram of {name}"]
    assert chart.xpath("./text/text()")[-2:] == ["rows", name]
    assert chart.xpath(".//b") == []


def test_an_outline_meets_every_bar_at_both_of_its_edges(profiled):
    others = {f"same {i}": [1] * 4 for i in range(45)}
    page = tree(profiled({"x": [0.0, 1.0, 1.0, 4.0], **others}))
    [path] = page.xpath("//svg[@class='ja-chart']/path/@d")
    corners = [tuple(map(float, pair)) for pair in re.findall(r"([\d.]+) ([\d.]+)", path)]
    assert corners[0][1] == corners[-1][1] == max(y for _, y in corners)
    xs = [x for x, _ in corners]
    assert xs[0::2] == xs[1::2] == sorted(xs[0::2])
    assert path.endswith("Z")


def test_dates_below_a_chart_are_written_where_they_change(profiled):
    days = [dt.date(2020 + i // 12, 1 + i % 12, 1) for i in range(24)]
    [chart] = tree(profiled({"day": days})).xpath("//svg[@class='ja-chart']")
    below = chart.xpath("./text[@text-anchor='middle']/text()")
    assert below == ["Jan 2020", "Jul", "Jan 2021", "Jul", "Jan 2022"]
