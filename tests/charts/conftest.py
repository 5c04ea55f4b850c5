"""A gallery of charts: every mark, every kind of axis, and the awkward cases."""

import math

import pytest

from jupyter_analyst.charts import (
    GREY,
    Axis,
    Band,
    Bars,
    Boxes,
    Cells,
    Chart,
    Intervals,
    Line,
    Points,
    Rule,
    histogram,
    violin,
)

DAY = 86_400_000.0
WAVE = tuple(math.sin(i / 3) * 10 + i / 2 for i in range(60))
SCATTER = tuple((i * 37 % 101) / 10 for i in range(400))
LONG = (
    "Parliamentary democracy with a hereditary monarch",
    "Parliamentary democracy with an elected president",
    "Civilian dictatorship",
    "<b>Royal</b> & $military$ dictatorship",
)


def _chart(title, x, y, *marks):
    return Chart(title=title, alt=f"{title}, drawn", x=x, y=y, marks=marks)


def _curve(series, name, fall):
    x = tuple(float(i) for i in range(0, 48, 3))
    y = tuple(math.exp(-i * fall) for i in x)
    low, high = tuple(v * 0.9 for v in y), tuple(min(v * 1.1, 1) for v in y)
    return (
        Band(x, low, high, step=True, name=name, series=series),
        Line(x, y, step=True, name=name, series=series),
        Points(x[2::4], y[2::4], shape="tick", name=name, series=series),
    )


GALLERY = {
    "histogram": histogram(
        [v * v for v in WAVE], title="Histogram", label="area, m²", alt="Most are small."
    ),
    "bars": _chart(
        "Bars",
        Axis("government", "category", categories=("Democracy", "Monarchy", "Junta")),
        Axis("rows", low=0),
        Bars((0, 1, 2), (1187, 300, 321)),
    ),
    "bars lying": _chart(
        "Lying bars",
        Axis("rows", low=0),
        Axis("government", "category", categories=LONG),
        Bars((0, 1, 2, 3), (1187, 300, 321, 4), horizontal=True),
    ),
    "bars many": _chart(
        "Many bars",
        Axis("government", "category", categories=tuple(f"{LONG[0]} {i}" for i in range(30))),
        Axis("rows", low=0),
        Bars(tuple(range(30)), tuple(1000 - 30 * i for i in range(30))),
    ),
    "bars grouped": _chart(
        "Grouped bars",
        Axis("continent", "category", categories=("Africa", "Americas", "Asia", "Europe")),
        Axis("spells", low=0),
        Bars((-0.2, 0.8, 1.8, 2.8), (90, 340, 221, 530), width=0.38, name="Democracy", series=0),
        Bars((0.2, 1.2, 2.2, 3.2), (300, 80, 190, 60), width=0.38, name="Other", series=1),
    ),
    "bars with intervals": _chart(
        "Means",
        Axis("group", "category", categories=("a", "b", "c")),
        Axis("mean of duration, years", low=0),
        Bars((0, 1, 2), (3.4, 8.2, 5.0)),
        Intervals((0, 1, 2), (3.2, 7.5, 4), (3.4, 8.2, 5), (3.5, 9, 6), horizontal=False),
    ),
    "intervals": _chart(
        "Means with intervals",
        Axis("mean duration in years, 95 % interval", low=0),
        Axis("", "category", categories=("Democracy", "Non-democracy")),
        Intervals((0,), (3.2,), (3.37,), (3.53,), name="Democracy", series=0),
        Intervals((1,), (7.55,), (8.25,), (8.96,), name="Non-democracy", series=1),
    ),
    "survival": _chart(
        "Survival",
        Axis("years in office", low=0),
        Axis("share still in office", low=0, high=1),
        *_curve(0, "Democracy", 0.08),
        *_curve(1, "Non-democracy", 0.03),
        Rule(0.5, name="half"),
    ),
    "dates": _chart(
        "Over time",
        Axis("", "date"),
        Axis("price, EUR"),
        Line(tuple(1.5e12 + 30 * DAY * i for i in range(60)), tuple(v * 1e5 for v in WAVE)),
    ),
    "days": _chart(
        "Few days, with a gap",
        Axis("day", "date"),
        Axis("sales"),
        Line(
            tuple(1.6e12 + DAY * i for i in range(12)),
            (3.0, 4, 5, None, 4, 6, 7, 5, None, None, 8, 9),
            dashed=True,
        ),
        Rule(1.6e12 + 4 * DAY, horizontal=False, name="new price"),
    ),
    "scatter": _chart(
        "Scatter",
        Axis("height, cm"),
        Axis("weight, kg"),
        Points(SCATTER[:200], SCATTER[7:207], name="women"),
        Points(SCATTER[200:390], SCATTER[203:393], name="men", series=1),
        Line((0, 10), (0, 10), series=GREY, dashed=True),
    ),
    "dense": _chart(
        "Dense scatter",
        Axis("x"),
        Axis("y"),
        Points(
            tuple(math.sin(i) * i for i in range(6000)), tuple(math.cos(i) * i for i in range(6000))
        ),
    ),
    "boxes": _chart(
        "Boxes",
        Axis("", "category", categories=("Democracy", "Non-democracy")),
        Axis("duration, years"),
        Boxes((0, 1), (1, 1), (1, 2), (2, 5), (5, 11), (11, 24)),
        Points((0, 0, 1), (12, 15, 40)),
    ),
    "boxes lying": _chart(
        "Lying boxes",
        Axis("duration, years"),
        Axis("government", "category", categories=LONG),
        Boxes(
            (0, 1, 2, 3),
            (1, 1, 2, 0),
            (1, 2, 3, 2),
            (2, 5, 4, 5),
            (5, 11, 7, 8),
            (11, 24, 9, 15),
            horizontal=True,
        ),
    ),
    "violin": _chart(
        "Violins",
        Axis("", "category", categories=("a", "b")),
        Axis("value"),
        violin(WAVE, at=0),
        violin(SCATTER, at=1, series=1),
    ),
    "correlation": _chart(
        "Correlation",
        Axis("", "category", categories=("height", "weight", "serum_creatinine", "age")),
        Axis("", "category", categories=("height", "weight", "serum_creatinine", "age")),
        Cells(
            ((1, 0.8, -0.2, None), (0.8, 1, -0.6, 0.1), (-0.2, -0.6, 1, 0.4), (None, 0.1, 0.4, 1)),
            -1,
            1,
            texts=(
                ("1.00", ".80", "−.20", ""),
                (".80", "1.00", "−.60", ".10"),
                ("−.20", "−.60", "1.00", ".40"),
                ("", ".10", ".40", "1.00"),
            ),
        ),
    ),
    "counts": _chart(
        "Counts",
        Axis("weekday", "category", categories=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")),
        Axis("hour", "category", categories=tuple(f"{h}:00" for h in range(24))),
        Cells(tuple(tuple(float((h * d) % 17) for d in range(7)) for h in range(24)), 0, 17),
    ),
    "empty": _chart("Empty", Axis("x"), Axis("y")),
    "empty marks": _chart(
        "Empty marks",
        Axis("x", "date"),
        Axis("y"),
        Line((), ()),
        Points((), ()),
        Band((), (), ()),
        Bars((), ()),
        Cells((), 0, 1),
    ),
    "one point": _chart(
        "One point", Axis("x"), Axis("y"), Points((3.0,), (-4.0,)), Line((3.0,), (-4.0,))
    ),
    "huge": _chart("Huge", Axis("x"), Axis("y"), Line((-1e308, 0, 1e308), (1e-12, 5e-12, 3e-12))),
    "below zero": _chart(
        "Below zero",
        Axis("change, %"),
        Axis("", "category", categories=("north", "south")),
        Bars((0, 1), (-3.5, 2.0), horizontal=True),
        Rule(0, horizontal=False),
    ),
    "four lines": _chart(
        "Four lines",
        Axis("t"),
        Axis("value"),
        *(
            Line(tuple(range(60)), tuple(v * (s + 1) for v in WAVE), name=f"group {s}", series=s)
            for s in range(4)
        ),
    ),
    "long legend": _chart(
        "Long legend",
        Axis("t"),
        Axis("_value_ in $ and 漢字"),
        *(
            Line(tuple(range(60)), tuple(v + s for v in WAVE), name=name, series=s)
            for s, name in enumerate(LONG)
        ),
    ),
}


@pytest.fixture(params=GALLERY)
def chart(request):
    return GALLERY[request.param]
