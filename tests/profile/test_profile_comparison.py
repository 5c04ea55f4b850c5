"""What is different between two profiles."""

import json

import pytest

from jupyter_analyst.profile import Change


@pytest.fixture
def found(profiled):
    before = profiled({"x": [1, 2, 3], "y": ["a", "b", "b"], "gone": [1, 2, 2]})
    after = profiled({"x": [1, 2, None, 6], "y": ["a", "b", "b", "a"], "here": [1, 2, 2, 3]})
    return before.compare(after)


def changes(found, column):
    return {c.measure: (c.before, c.after) for c in found.changes if c.column == column}


def test_columns_are_matched_by_name(found):
    assert (found.lost, found.new) == (("gone",), ("here",))


def test_numbers_that_differ_are_listed_with_both_values(found):
    assert changes(found, "x") == {
        "share_missing": (0, 0.25),
        "max": (3, 6),
        "mean": (2, 3),
        "std": (1, pytest.approx(7**0.5)),
    }
    assert changes(found, "y") == {}
    assert changes(found, "") == {
        "n_rows": (3, 4),
        "share_missing": (0, 1 / 12),
        "quality": (100, 95),
    }


def test_the_same_profile_has_no_difference(profiled):
    one = profiled({"x": [0.1, 0.2, None], "y": ["a", None, None]})
    same = one.compare(one)
    assert (same.changes, same.lost, same.new) == ((), (), ())
    assert str(same) == "From t v1 to t v1: no difference"


def test_it_travels_as_text_frame_json_and_html(found):
    assert "- x, mean: 2 to 3" in str(found)
    assert "- x, missing: 0\u202f% to 25\u202f%" in str(found)
    frame = found.to_frame().set_index(["column", "measure"])
    assert frame.loc[("x", "mean"), "difference"] == 1
    assert json.loads(json.dumps(found.to_json()))["lost"] == ["gone"]
    assert "<script" not in found.to_html()
    assert found._repr_mimebundle_()["text/html"] == found.to_html()


def test_a_type_that_changed_has_no_difference_in_numbers(profiled):
    found = profiled({"x": [1, 2]}).compare(profiled({"x": ["a", "b"]}))
    assert changes(found, "x")["mean"] == (1.5, None)
    assert Change("x", "mean", 1.5, None).difference is None
    assert "- x, kind: number to category" in str(found)


def test_names_are_escaped(profiled):
    html = profiled({"<b>x": [1, 2]}).compare(profiled({"<b>x": [1, 3]})).to_html()
    assert "<b>x" not in html
    assert "&lt;b&gt;x" in html
