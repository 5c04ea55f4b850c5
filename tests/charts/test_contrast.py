"""What is drawn can be seen on a light and on a dark ground (WCAG 2.1, 1.4.3 and 1.4.11)."""

import json
import re

import pytest

from jupyter_analyst.charts import Axis, Cells, Chart, figure, svg
from jupyter_analyst.charts.palette import COLOURS, CONTEXT, on_white
from jupyter_analyst.markup import styles

# JupyterLab's own themes: ground of cards, ink, colours of series 0 to 3 and of context
THEMES = {
    "light": ("#ffffff", "#000000", ("#1976d2", "#e65100", "#388e3c", "#d32f2f", "#757575")),
    "dark": ("#212121", "#ffffff", ("#2196f3", "#f57c00", "#4caf50", "#f44336", "#757575")),
    "high contrast": (
        "#111111", "#ffffff", ("#319bf2", "#f57c00", "#4caf50", "#f44336", "#ffffff")
    ),
}  # fmt: skip
LIGHT, DARK = "#ffffff", "#111111"
"""The ground of outputs in JupyterLab, on which Plotly draws."""


def parts(colour):
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def luminance(rgb):
    linear = [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (p / 255 for p in rgb)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour, ground, share):
    pairs = zip(parts(colour), parts(ground), strict=True)
    return [share * a + (1 - share) * b for a, b in pairs]


def test_contrast_is_that_of_the_standard():
    assert contrast(parts("#000000"), parts("#ffffff")) == pytest.approx(21)
    assert contrast(parts("#777777"), parts("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_series_stand_out_in_every_theme(theme):
    ground, _, colours = THEMES[theme]
    assert all(contrast(parts(colour), parts(ground)) >= 3 for colour in colours)


@pytest.mark.parametrize("ground", [LIGHT, DARK])
def test_series_without_a_theme_stand_out_on_both_grounds(ground):
    assert all(contrast(parts(c), parts(ground)) >= 3 for c in (*COLOURS, CONTEXT))


def test_the_grey_of_plotly_is_as_good_as_one_grey_can_be_on_both():
    grey = json.loads(figure(Chart("t", "a", Axis(), Axis(), ())).to_json())["layout"]["font"]
    best = contrast(parts(LIGHT), parts(DARK)) ** 0.5  # 4.35: no grey has 4.5 on both
    worst = min(contrast(parts(grey["color"]), parts(ground)) for ground in (LIGHT, DARK))
    assert best < 4.5
    assert worst == pytest.approx(best, abs=0.1)


def test_the_style_sheet_gives_texts_of_plotly_the_colour_of_the_theme():
    family = json.loads(figure(Chart("t", "a", Axis(), Axis(), ())).to_json())["layout"]["font"]
    (hook,) = re.findall(r'text\[style\*="(--[\w-]+)"\]', styles())
    assert hook in family["family"]


def written(value):
    """Return how strong a cell is painted, and the class of the number in it."""
    cells = Cells(((value,),), -1, 1, texts=(("r",),))
    axis = Axis("", "category", categories=("a",))
    drawn = svg(Chart("t", "a", axis, axis, (cells,)))
    (share,) = re.findall(r'fill-opacity="([\d.]+)"', drawn)
    (kind,) = re.findall(r'class="(ink|inv)"', drawn)
    return float(share), kind


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("series", "sign"), [(0, 1), (1, -1)])
def test_numbers_in_a_heat_map_can_be_read(theme, series, sign):
    ground, ink, colours = THEMES[theme]
    for value in range(51):
        share, kind = written(sign * value / 50)
        cell = mixed(colours[series], ground, share)
        text = ink if kind == "ink" else "#000000"
        assert contrast(parts(text), cell) >= 4.4  # no one turn reaches 4.5 in all themes


def test_strong_cells_carry_black_and_others_the_ink_of_the_theme():
    assert ".inv{fill:#000;" in styles()
    assert ".ink{fill:var(--jp-ui-font-color0);" in styles()


@pytest.mark.parametrize("series", [0, 1])
def test_black_numbers_can_be_read_on_the_strongest_printed_cell(series):
    assert contrast(parts("#000000"), parts(on_white(series, 1))) >= 4.5
