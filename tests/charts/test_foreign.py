"""A Plotly chart that is not ours draws and does nothing else."""

import json

import numpy as np
import plotly.express as px
import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_analyst.charts import PLOTLY, foreign
from jupyter_analyst.errors import DataError


def record(figure):
    return json.loads(figure.to_json())


def shown(figure):
    return foreign(figure if isinstance(figure, dict) else record(figure))[PLOTLY]


FIGURES = {
    "scatter": px.scatter(x=[1, 2], y=[3, 4], title="a<br><b>b</b>", trendline=None),
    "bar": px.bar(x=["a", "b"], y=[1, 2], color=["u", "v"]),
    "box": px.box(x=["a", "a", "b"], y=[1, 2, 3]),
    "picture": px.imshow(np.zeros((3, 3, 3), dtype=np.uint8)),
    "pie": px.pie(names=["a", "b"], values=[1, 2]),
    "table": go.Figure(go.Table(header={"values": ["a"]}, cells={"values": [[1]]})),
}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_an_ordinary_chart_is_shown_as_it_is(figure):
    found, given_ = shown(figure), record(figure)
    assert found["data"] == given_["data"]
    ours = {name: item for name, item in found["layout"].items() if name != "template"}
    assert ours == {name: item for name, item in given_["layout"].items() if name != "template"}


def test_a_chart_without_a_template_gets_none():
    found = shown({"data": [{"type": "bar", "y": [1]}]})
    assert not found["layout"]["template"].get("layout")


def test_pictures_from_elsewhere_go():
    figure = {"data": [], "layout": {"images": [{"source": "https://evil.example/x.png"}]}}
    assert "evil" not in json.dumps(shown(figure))
    template = {"data": [], "layout": {"template": {"layout": figure["layout"]}}}
    assert "evil" not in json.dumps(shown(template))


def test_what_could_put_a_picture_in_later_goes():
    args = [{"images": [{"source": "https://evil.example/x.png"}]}]
    layout = {
        "updatemenus": [{"buttons": [{"method": "relayout", "args": args}]}],
        "sliders": [{"steps": [{"method": "relayout", "args": args}]}],
    }
    found = shown({"data": [], "layout": layout, "frames": [{"layout": args[0]}]})
    assert "evil" not in json.dumps(found)
    assert found.keys() == {"data", "layout", "config"}


def test_settings_of_the_sandbox_do_not_count():
    servers = {"plotlyServerURL": "https://evil.example", "topojsonURL": "https://evil.example/"}
    theirs = servers | {"typesetMath": True, "showSendToCloud": True}
    config = shown({"data": [], "config": theirs})["config"]
    assert not servers.keys() & config.keys()
    assert "showSendToCloud" not in config
    assert config["typesetMath"] is False  # `\\href` is a link


EVIL = {"source": "https://evil.example/x.png"}
SCATTER = {"type": "scatter", "y": [1]}


@pytest.mark.parametrize(
    "figure",
    [
        {"data": [SCATTER], "layout": {"geo": {"resolution": 50, "scope": "evil"}}},
        {"data": [SCATTER], "layout": {"map": {"style": "https://evil.example"}}},
        {"data": [SCATTER], "layout": {"mapbox2": {"style": "https://evil.example"}}},
        {"data": [SCATTER], "layout": {"template": {"layout": {"map": {"style": "evil"}}}}},
        {"data": [SCATTER], "layout": {"template": {"layout": {"images": [EVIL]}}}},
        {"data": [SCATTER], "layout": {"template": {"layout": {"updatemenus": ["evil"]}}}},
        {"data": [SCATTER], "layout": {"modebar": {"add": "evil"}}},
        {"data": [SCATTER | {"ysrc": "https://evil.example"}]},
        {"data": [SCATTER | {"textsrc": "evil:1:a"}]},
        {"data": [SCATTER | {"customdata": [{"images": [EVIL]}]}]},
        {"data": [SCATTER | {"meta": {"__proto__": {"evil": 1}, "constructor": "evil"}}]},
        {"data": [SCATTER], "layout": {"meta": [{"prototype": "evil"}]}},
        {"data": [SCATTER], "layout": {"font": {"family": "x; background: url(//evil.example)"}}},
        {"data": [SCATTER], "layout": {"title": {"font": {"family": ["evil"]}}}},
        {"data": [SCATTER], "frames": [{"layout": {"images": [EVIL]}}]},
        {"data": [SCATTER], "config": {"plotlyServerURL": "https://evil.example"}},
        {"data": [SCATTER], "evil": 1},
    ],
)
def test_parts_that_load_or_link_or_are_no_parts_go(figure):
    found = shown(figure)
    assert "evil" not in json.dumps(found)
    assert found["data"][0]["y"] == [1]


def test_fonts_of_a_chart_stay():
    layout = {"font": {"family": "Open Sans, 'DejaVu Sans', sans-serif"}}
    assert shown({"data": [], "layout": layout})["layout"]["font"] == layout["font"]


@pytest.mark.parametrize(
    "values",
    [np.arange(6.0), np.arange(6).reshape(2, 3), np.zeros((2, 3, 4), dtype=np.uint8), np.arange(2)],
)
def test_packed_numbers_stay_as_they_are(values):
    figure = record(go.Figure(go.Heatmap(z=values)))
    assert "bdata" in figure["data"][0]["z"]
    assert shown(figure)["data"][0]["z"] == figure["data"][0]["z"]


PACKED = {"dtype": "f8", "bdata": "AAAAAAAAAAAAAAAAAAAAAA=="}  # two numbers


@pytest.mark.parametrize(
    "change",
    [
        {"shape": "1000000000, 0"},
        {"shape": "99999999, 0"},
        {"shape": "3"},
        {"shape": "2, 2"},
        {"shape": "1, 1, 1, 2"},
        {"shape": "-1, -2"},
        {"shape": [2]},
        {"shape": None},
        {"dtype": "f16"},
        {"dtype": ["f8"]},
        {"dtype": None},
        {"bdata": "<a href='https://evil.example'>"},
        {"bdata": 5},
        {"bdata": ["AAAA"]},
    ],
)
def test_packed_numbers_of_a_shape_they_have_not_are_refused(change):
    for place in ("z", "customdata"):
        with pytest.raises(DataError) as error:
            foreign({"data": [{"type": "heatmap", place: PACKED | change}]})
        assert error.value.code == "chart-foreign"
    assert shown({"data": [{"type": "heatmap", "z": PACKED | {"shape": "1, 2"}}]})


def test_packed_numbers_bring_nothing_with_them():
    array = PACKED | {"href": "https://evil.example"}
    assert shown({"data": [{"type": "bar", "y": array}]})["data"][0]["y"] == PACKED


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('<a href="https://evil.example">read</a>', "read"),
        ('<span style="fill:url(https://evil.example)">x</span>', "x"),
        ("<b>bold</b><br>next<sup>2</sup>", "<b>bold</b><br>next<sup>2</sup>"),
        ("%{x}<extra></extra>", "%{x}<extra></extra>"),
        ("age < 3 and > 1", "age &lt; 3 and > 1"),
        ("<<a>a href='x'>y", "&lt;a href='x'>y"),
        ("<%{customdata}>", "&lt;%{customdata}>"),
        ("<b onclick='x'>y</b>", "y</b>"),
        ("<script>alert(1)</script>", "alert(1)"),
    ],
)
def test_texts_keep_their_weight_and_lose_what_links(text, kept):
    figure = {
        "data": [
            {"type": "scatter", "text": [text], "hovertemplate": text, "customdata": [[text]]}
        ],
        "layout": {
            "title": {"text": text},
            "annotations": [{"text": text, "hovertext": text, "clicktoshow": "onoff"}],
            "meta": {"a": text},
            "xaxis": {"ticktext": [text], "title": {"text": text}, "ticksuffix": text},
            "shapes": [{"label": {"text": text}}],
            "scene": {"annotations": [{"text": text}]},
            "template": {"layout": {"title": {"text": text}}},
        },
    }
    found = shown(figure)
    (trace,) = found["data"]
    assert {trace["text"][0], trace["hovertemplate"], trace["customdata"][0][0]} == {kept}
    layout = found["layout"]
    assert layout["title"]["text"] == layout["annotations"][0]["text"] == kept
    assert layout["meta"] == {"a": kept}
    axis = layout["xaxis"]
    assert {axis["ticktext"][0], axis["title"]["text"], axis["ticksuffix"]} == {kept}
    assert layout["annotations"][0]["hovertext"] == layout["shapes"][0]["label"]["text"] == kept
    assert layout["scene"]["annotations"][0]["text"] == kept
    assert layout["template"]["layout"]["title"]["text"] == kept


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        "figure",
        {},
        {"data": {}},
        {"data": [5]},
        {"data": [{"type": ["bar"]}]},
        {"data": [{"type": "nonsense"}]},
        {"data": [{"type": "bar", "nonsense": 1}]},
        {"data": [{"type": "scattermap", "lat": [1], "lon": [1]}]},
        {"data": [{"type": "choropleth", "locations": ["FRA"], "z": [1]}]},
        {"data": [{"type": "image", "source": "https://evil.example/x.png"}]},
        {"data": [{"type": "image", "source": "data:image/svg+xml;base64,AAAA"}]},
        {"data": [{"type": "bar", "marker": {"color": "url(https://evil.example)"}}]},
        {"data": [], "layout": {"paper_bgcolor": "red;background:url(https://evil.example)"}},
        {"data": [], "layout": [1]},
        {"data": [{"type": "bar", "y": [1.5] * 2_000_000}]},
        {"data": [{}] * 1_001},
        {"data": [], "layout": {"annotations": [{"x": 1}] * 10_001}},
        {"data": [{"type": "bar", "transforms": [{"type": "filter"}]}]},
        {"data": [{"type": "image", "source": ["https://evil.example/x.png"]}]},
        {"data": [{"type": "bar", "marker": {"pattern": {"shape": "url(x)"}}}]},
        {"data": [{"type": "scattergeo", "lat": [1], "lon": [1]}]},
        {"data": [{"type": "scattermapbox", "lat": [1], "lon": [1]}]},
        {"data": [{"type": "isosurface", "surface": {"count": 1_000_000_000}}]},
        {"data": [], "layout": {"grid": {"rows": 1_000_000_000, "columns": 2}}},
        {"data": [], "layout": {"width": 1e9}},
        {"data": [], "layout": {"height": "1000000000"}},
        {"data": [], "layout": {"template": {"layout": {"height": 1e9}}}},
        {"data": [], "layout": {"grid": {"rows": "1000000000"}}},
    ],
)
def test_what_is_no_chart_or_loads_is_refused(wrong):
    with pytest.raises(DataError) as error:
        foreign(wrong)
    assert error.value.code == "chart-foreign"


def test_values_nested_without_end_are_refused():
    deep = []
    for _ in range(900):
        deep = [deep]
    with pytest.raises(DataError):
        foreign({"data": [{"type": "bar", "customdata": deep}]})


PIECES = [
    "<",
    ">",
    "</a>",
    "%{x}",
    "<b>",
    "x",
    "&lt;",
    "<img src=",
    "'",
    "<a href='//evil.example'>",
]
pieces = st.sampled_from(PIECES)


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=8).map("".join))
def test_no_text_holds_a_tag_that_could_link(text):
    found = shown({"data": [], "layout": {"title": {"text": text}}})["layout"].get("title", {})
    rest = found.get("text", "")
    for tag in ("<b>", "</b>", "<br>"):
        rest = rest.replace(tag, "")
    assert "<" not in rest
