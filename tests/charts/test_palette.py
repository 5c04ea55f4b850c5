import pytest

from jupyter_analyst.charts import GREY
from jupyter_analyst.charts.palette import COLOURS, CONTEXT, colour, css, cue, on_white, shade


def test_colours_come_again_after_the_last():
    assert colour(0) == colour(len(COLOURS)) == "#1976d2"
    assert colour(GREY) == CONTEXT


def test_classes_count_from_one_and_context_is_zero():
    assert (css(0, "fill"), css(3, "stroke"), css(4, "fill"), css(GREY, "stroke")) == (
        "f1",
        "s4",
        "f1",
        "s0",
    )


@pytest.mark.parametrize(
    ("value", "low", "high", "painted"),
    [
        (-0.5, -1, 1, (1, 0.5)),
        (0.5, -1, 1, (0, 0.5)),
        (3, 0, 4, (0, 0.75)),
        (9, 0, 4, (0, 1)),
        (2, 2, 2, (0, 1)),
        (-1, -4, -1, (0, 1)),
    ],
)
def test_a_scale_across_zero_diverges_and_others_grow(value, low, high, painted):
    assert shade(value, low, high) == painted


def test_thin_colours_run_from_white_to_full():
    assert (on_white(0, 0), on_white(0, 0.5), on_white(0, 1)) == ("#ffffff", "#8cbae8", "#1976d2")


def test_sixteen_series_differ_in_colour_or_in_another_cue():
    assert [cue(series) for series in range(4)] == [0, 1, 2, 3]
    assert len({(colour(series), cue(series)) for series in range(16)}) == 16
    assert cue(GREY) == 0
