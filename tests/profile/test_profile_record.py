"""The record travels as JSON, as a frame and as text."""

import json

import pytest
from pydantic import ValidationError

from jupyter_analyst.profile import MIMETYPE, Pair, Profile

COLUMNS = {"x": [1.5, 2.0, None], "when": ["2024-01-01", "b", "b"], "ok": [True, True, False]}


def test_json_there_and_back_is_the_same_profile(profiled):
    found = profiled(COLUMNS)
    record = json.loads(json.dumps(found.to_json()))
    again = Profile.from_json(record)
    assert again == found
    assert again.seconds == found.seconds
    assert isinstance(again.columns["when"].top[0].value, str)


def test_what_is_not_a_profile_is_refused():
    with pytest.raises(ValidationError):
        Profile.from_json({"name": "x"})


def test_a_frame_has_a_row_per_column(profiled):
    frame = profiled(COLUMNS).to_frame()
    assert list(frame.index) == list(COLUMNS)
    assert frame.loc["x", "mean"] == 1.75
    assert frame["missing"].tolist() == [1, 0, 0]


def test_plain_text_is_short_and_says_the_alerts(profiled):
    text = str(profiled({"x": [1, 1]}))
    assert text.splitlines()[0] == (
        "Profile of t: 2 rows, 1 column, 0 missing cells, 1 duplicated row, quality 75 of 100"
    )
    assert "- x is always the same." in text


def test_a_notebook_gets_display_text_and_record(profiled):
    found = profiled(COLUMNS)
    bundle = found._repr_mimebundle_()
    assert bundle["text/html"] in found.to_html()
    assert bundle["text/plain"] == str(found)
    assert Profile.from_json(bundle[MIMETYPE]) == found


@pytest.mark.parametrize(
    ("r", "said"),
    [(0.386, ".39"), (-0.2, "\u2212.20"), (1.0, "1"), (-1.0, "\u22121"), (0.9951, "> .99"),
     (-0.9996, "< \u2212.99"), (0.0, ".00")],
)  # fmt: skip
def test_correlations_are_said_without_the_leading_zero(r, said):
    assert Pair("a", "b", r, 9).said == said


def test_the_page_is_whole_has_no_script_and_goes_to_a_file(profiled, tmp_path):
    found = profiled(COLUMNS)
    page = found.to_html(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "light dark" in page


def test_the_frame_says_the_most_frequent_value_and_what_is_approximate(profiled):
    frame = profiled({"x": ["a", "a", "b"], "y": [1, 2, 4]}).to_frame()
    assert frame.loc["x", "most_frequent"] == "a"
    assert frame.loc["x", "uniqueness"] == pytest.approx(2 / 3)
    assert frame.loc["y", "iqr"] == 1.5
    assert frame["approximate"].tolist() == ["", ""]


def test_a_record_of_before_can_still_be_read(profiled):
    record = profiled(COLUMNS).to_json()
    for name in ("associations", "keys", "notes", "repeated"):
        record.pop(name, None)
    record["columns"]["x"]["distinct_exact"] = False
    assert Profile.from_json(record).keys == ()


def test_numbers_come_into_the_record_as_they_are(profiled):
    values = [5e-324, 0.1, 1 / 3, 123456789.12345679, 1.7976931348623157e308]
    found = profiled({"x": values, "n": [2**53 - 1, 2, 3, 4, 5]})
    column = found.to_json()["columns"]["x"]
    assert (column["min"], column["median"], column["max"]) == (values[0], values[2], values[-1])
    assert column["histogram"]["edges"] == list(found.columns["x"].histogram.edges)
    assert found.to_json()["columns"]["n"]["max"] == 9007199254740991.0


def test_the_record_is_made_of_plain_json_values(profiled):
    record = profiled({**COLUMNS, "größe <b>": ["\u2028", "\u2028", '"']}).to_json()
    assert json.loads(json.dumps(record)) == record
    assert list(record["columns"]) == [*COLUMNS, "größe <b>"]
    top = record["columns"]["größe <b>"]["top"]
    assert top == [{"value": "\u2028", "count": 2}, {"value": '"', "count": 1}]
