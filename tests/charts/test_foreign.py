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
    assert (
        "plotlyServerURL" not in shown({"data": [], "config": {"plotlyServerURL": "x"}})["config"]
    )


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
        "layout": {"title": {"text": text}, "annotations": [{"text": text}], "meta": {"a": text}},
    }
    found = shown(figure)
    (trace,) = found["data"]
    assert {trace["text"][0], trace["hovertemplate"], trace["customdata"][0][0]} == {kept}
    layout = found["layout"]
    assert layout["title"]["text"] == layout["annotations"][0]["text"] == kept
    assert layout["meta"] == {"a": kept}


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
