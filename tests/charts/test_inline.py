from itertools import pairwise
from xml.etree import ElementTree

import pytest

from jupyter_analyst.charts import Axis, Bars, Chart, Line, Points, Rule, svg

DRAWN = ("rect", "path", "circle")


def parsed(chart, **size):
    return ElementTree.fromstring(svg(chart, **size))


def texts(chart, **size):
    """Return (x, y, text, anchor) of all texts."""
    return [
        (float(t.get("x")), float(t.get("y")), t.text, t.get("text-anchor", "start"))
        for t in parsed(chart, **size).iter("text")
    ]


def plot(*marks, x=None, y=None, title="t", alt="a"):
    return Chart(title, alt, x or Axis(), y or Axis(), marks)


def test_every_chart_is_well_formed_and_named(chart):
    root = parsed(chart)
    assert (root.get("role"), root.get("aria-label")) == ("img", chart.alt)
    assert root.find("title").text == chart.title


@pytest.mark.parametrize("width", [260, 340, 700])
def test_everything_lies_inside_the_drawing(chart, width):
    root = parsed(chart, width=width)
    _, _, wide, high = map(float, root.get("viewBox").split())
    for name in ("x", "x1", "x2", "cx"):
        assert all(0 <= float(e.get(name)) <= wide for e in root.iter() if e.get(name))
    for name in ("y", "y1", "y2", "cy"):
        assert all(0 <= float(e.get(name)) <= high for e in root.iter() if e.get(name))


def test_labels_of_the_horizontal_axis_do_not_touch(chart):
    lowest = max(
        (y for _, y, text, a in texts(chart) if a == "middle" and text[0] != "N"), default=0
    )
    row = sorted(
        (x, text) for x, y, text, anchor in texts(chart) if anchor == "middle" and y == lowest
    )
    for (left, one), (right, other) in pairwise(row):
        assert right - left >= 5.2 * (len(one) + len(other)) / 2


def test_labels_of_the_vertical_axis_do_not_touch(chart):
    column = sorted(y for x, y, _, anchor in texts(chart) if anchor == "end" and x < 150)
    assert all(below - above >= 11 for above, below in pairwise(column))


def test_names_from_the_data_are_escaped():
    axis = Axis("<img src=x>", "category", categories=("<b>&", 'a"b'))
    text = svg(plot(Bars((0, 1), (1, 2)), x=axis, title="<script>", alt='"><script>'))
    assert "<script>" not in text
    assert "<img" not in text
    assert "<b>" not in text


def test_a_long_name_is_cut_in_the_middle_and_whole_on_hover():
    name = "Parliamentary democracy with an elected president"
    axis = Axis("", "category", categories=(name, "b"))
    labels = list(parsed(plot(Bars((0, 1), (1, 2), horizontal=True), y=axis)).iter("text"))
    (cut,) = [t for t in labels if "…" in t.text]
    assert cut.text.startswith("Parl")
    assert cut.text.endswith("dent")
    assert cut.find("title").text == name


def test_categories_read_from_top_to_bottom():
    axis = Axis("", "category", categories=("first", "second"))
    places = {
        text: y for _, y, text, _ in texts(plot(Bars((0, 1), (1, 2), horizontal=True), y=axis))
    }
    assert places["first"] < places["second"]


def test_few_bars_carry_their_numbers():
    axis = Axis("", "category", categories=("a", "b"))
    shown = {text for _, _, text, _ in texts(plot(Bars((0, 1), (1187, 2)), x=axis))}
    assert {"1,187", "2"} <= shown


def test_lines_are_named_at_their_ends_without_overlap():
    lines = [Line((0, 1), (0, 1 + s / 100), name=f"group {s}", series=s) for s in range(4)]
    ends = sorted(y for _, y, text, _ in texts(plot(*lines)) if text.startswith("group"))
    assert len(ends) == 4
    assert all(below - above >= 13.9 for above, below in pairwise(ends))


def test_one_series_has_no_legend():
    assert "alone" not in svg(plot(Line((0, 1), (0, 1), name="alone")))


def test_a_line_breaks_at_a_gap():
    (path,) = [e.get("d") for e in parsed(plot(Line((0, 1, 2, 3), (0, 1, None, 3)))).iter("path")]
    assert path.count("M") == 2


def test_steps_run_level_then_up():
    (path,) = [e.get("d") for e in parsed(plot(Line((0, 1, 2), (2, 1, 0), step=True))).iter("path")]
    assert (path.count("H"), path.count("V"), path.count("L")) == (2, 2, 0)


def test_at_most_five_thousand_points_are_drawn():
    many = Points(
        tuple(float(i) for i in range(20_000)), tuple(float(i % 977) for i in range(20_000))
    )
    (path,) = parsed(plot(many), width=5_000).iter("path")
    assert 4_000 <= path.get("d").count("M") <= 5_000


def test_a_named_rule_says_its_name_inside():
    shown = {
        text: x
        for x, _, text, _ in texts(
            plot(Rule(5, name="limit", horizontal=False), Points((0, 5), (1, 2)))
        )
    }
    assert 0 < shown["limit"] < 340


def test_nothing_to_draw_is_said():
    assert "No values to draw" in svg(plot())


def test_the_height_can_be_given():
    assert parsed(plot(), height=90).get("viewBox") == "0 0 340 90"


def test_colours_are_classes_only(chart):
    for element in parsed(chart).iter():
        assert element.get("fill") is None
        assert element.get("stroke") is None


def looks(chart):
    """Return the classes of what is drawn and the strokes of points, without the colours."""
    found = []
    for element in parsed(chart).iter():
        kinds = (element.get("class") or "").split()
        if set(kinds) & {f"s{n}" for n in range(1, 5)}:
            glyph = element.get("d", "").partition("m")[2][:12]
            found.append((*sorted(k for k in kinds if k[0] not in "sf" or k == "square"), glyph))
    return found


LONG_NAMES = [f"a group with a long name {series}" for series in range(4)]


@pytest.mark.parametrize(
    "mark",
    [
        lambda s, name: Line((0, 1), (s, s), name=name, series=s),
        lambda s, name: Points((0,), (s,), name=name, series=s),
    ],
)
def test_series_differ_without_their_colour_and_the_legend_shows_how(mark):
    drawn = looks(plot(*(mark(s, name) for s, name in enumerate(LONG_NAMES))))
    marks, keys = drawn[:4], drawn[4:]
    assert len(set(marks)) == 4
    assert marks == keys


def test_bars_of_further_series_have_an_edge_of_their_own():
    axis = Axis("", "category", categories=("a", "b"))
    bars = [Bars((0, 1), (1, 2), name=f"long name {s}", series=s) for s in range(4)]
    rects = [e.get("class") for e in parsed(plot(*bars, x=axis)).iter("rect")]
    assert rects[:8:2] == rects[8:] == [
        "f1", "f2 half thin s2 c1", "f3 half thin s3 c2", "f4 half thin s4 c3",
    ]  # fmt: skip


def test_a_bar_says_its_series_and_number_on_hover():
    axis = Axis("", "category", categories=("a",))
    bars = [Bars((0,), (1187,), name=name, series=s) for s, name in enumerate(("yes", "no"))]
    said = [e.findtext("title") for e in parsed(plot(*bars, x=axis)).iter("rect")]
    assert said[:2] == ["yes: 1,187", "no: 1,187"]


def test_names_at_the_ends_of_lines_need_no_dashes():
    lines = [Line((0, 1), (0, 1 + s), name=f"g{s}", series=s) for s in range(4)]
    assert not any("c" in look for look in looks(plot(*lines)))
    assert len(set(looks(plot(*lines)))) == 1
