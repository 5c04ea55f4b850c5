"""Whatever the sandbox sends: nothing that is shown acts, links, or loads anything."""

import base64
import io
import json
import re
import time
from pathlib import Path

import lxml.html
import matplotlib.pyplot as plt
import nh3
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_analyst import charts, tools
from jupyter_analyst.inside import tables
from jupyter_analyst.sandbox import TABLE
from jupyter_analyst.sandbox.html import cleaned as html
from jupyter_analyst.sandbox.outputs import Outputs
from jupyter_analyst.sandbox.plain import Paths, plain

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
JPEG = base64.b64encode(b"\xff\xd8\xff\xe0 and so on").decode()


@pytest.fixture
def outputs():
    return Outputs("run", Paths({Path("/place/scratch"): "."}))


def shown(bundle, kind="display_data", **content):
    return Outputs("run", Paths({})).of(kind, {"data": bundle, "metadata": {}, **content})


def data_of(bundle):
    (output,) = shown(bundle)
    return output["data"]


def lost(bundle):
    """Return what is said to be not shown; the rest of the outputs."""
    found = shown(bundle)
    said = [output["text"] for output in found if output["output_type"] == "stream"]
    return said, [output for output in found if output["output_type"] != "stream"]


def result_of(frame, tool="describe", **parameters):
    return json.loads(json.dumps(getattr(tools, tool)(frame, **parameters).to_json()))


# texts


def test_a_stream_is_what_was_printed(outputs):
    found = outputs.of("stream", {"name": "stdout", "text": "50 %\r100 %\n"})
    assert found == [{"output_type": "stream", "name": "stdout", "text": "50 %\r100 %\n"}]


def test_colours_stay_and_all_else_a_terminal_obeys_goes():
    text = "\x1b[1;31mred\x1b[0m\x1b]0;title\x07\x1b[2J\x1b]52;c;ZXZpbA==\x1b\\\x9b5n\x1bc\x00\t\n"
    assert plain(text) == "\x1b[1;31mred\x1b[0m\t\n"


@given(st.text(alphabet="\x1b[]0;m\x07\x9bPx\\\x00\n", max_size=12))
def test_no_text_holds_an_order_to_a_terminal(text):
    rest = re.sub(r"\x1b\[[0-9;]*m", "", plain(text))
    assert not re.search("[\x00-\x07\x0b-\x0c\x0e-\x1f\x7f-\x9f]", rest)


def test_half_a_character_is_replaced():
    plain("a\ud800b").encode()


def test_a_text_without_end_is_cut():
    assert len(plain("x" * 3_000_000)) < 1_001_000


def test_latex_markdown_and_json_are_shown_as_text():
    assert data_of({"text/markdown": "# a <img>"}) == {"text/plain": "# a <img>"}
    both = {"text/markdown": "# a", "text/plain": "<IPython.core.display.Markdown object>"}
    assert data_of(both) == {"text/plain": "# a"}
    assert data_of({"text/latex": "$x$", "text/plain": "x"}) == {"text/plain": "x"}
    assert json.loads(data_of({"application/json": {"a": [1]}})["text/plain"]) == {"a": [1]}


# HTML


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)></svg>",
        "<iframe src=https://evil.example></iframe>",
        "<style>@import url(https://evil.example)</style>",
        "<link rel=stylesheet href=https://evil.example>",
        "<form action=https://evil.example><button></button></form>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'></a>",
        "<meta http-equiv=refresh content='0;url=https://evil.example'>",
        "<div style='background:url(https://evil.example)'></div>",
        "<!-- <script>alert(1)</script> -->",
        "<div class=jp-InputArea id=main></div>",
    ],
)
def test_html_that_only_acts_or_loads_is_not_shown(evil):
    said, rest = lost({"text/html": evil, "text/plain": "<IPython.core.display.HTML object>"})
    assert rest == []
    assert said == ["Not shown: text/html.\n"]


def test_html_keeps_its_tables_and_what_acts_beside_them_is_told():
    frame = pd.DataFrame({"a": [1.5], "b": ["<x>"]})
    said, (output,) = lost({"text/html": frame.to_html() + "<script>1</script>"})
    (found,) = pd.read_html(io.StringIO(output["data"]["text/html"]))
    assert found["a"].tolist() == [1.5]
    assert found["b"].tolist() == ["<x>"]
    assert said == ["Not shown: script.\n"]


def test_money_in_html_is_not_taken_for_mathematics():
    assert 'class="mathjax_ignore' in html("<p>$5 and $6</p>")


def test_spans_of_cells_stay():
    page = html('<table><tr><td colspan="2" onclick="x()" style="color:red">a</td></tr></table>')
    assert '<td colspan="2">a</td>' in page


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 90_000,
        "<b>" * 90_000,
        "<table><tr><td>" * 20_000,
        "x" * 500_001,
        "".join(f"<b title={i}>" for i in range(60)) + "<p></b>x</p>" * 10_000,
        "<table>" + "".join(f"<b title={i}>" for i in range(60)) + "<tr>x</tr>" * 10_000,
    ],
)
def test_html_made_to_take_for_ever_is_let_go_at_once(bomb):
    started = time.monotonic()
    assert html(bomb) == ""
    assert time.monotonic() - started < 5


def test_real_reports_are_not_taken_for_bombs():
    rows = pd.DataFrame({f"c{i}": range(300) for i in range(12)}).to_html()
    assert rows.count("<td>") == html(rows).count("<td>")


# pictures


def test_real_pictures_are_shown():
    assert data_of({"image/png": PNG + "\n", "text/plain": "p"}) == {
        "image/png": PNG,
        "text/plain": "p",
    }
    assert data_of({"image/jpeg": JPEG})["image/jpeg"] == JPEG


def test_a_figure_of_matplotlib_is_shown(tmp_path):
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    figure.savefig(tmp_path / "f.png")
    plt.close(figure)
    sent = base64.b64encode((tmp_path / "f.png").read_bytes()).decode()
    assert data_of({"image/png": sent})["image/png"] == sent


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image/png", base64.b64encode(b"<svg onload=alert(1)>").decode()),
        ("image/png", JPEG),
        ("image/jpeg", PNG),
        ("image/png", "javascript:alert(1)"),
        ("image/png", PNG[:20]),
        ("image/png", 5),
        ("image/png", "A" * 9_000_000),
        ("image/svg+xml", "<svg onload='alert(1)'/>"),
        ("image/gif", "R0lGODlhAQABAAAAACw="),
    ],
)
def test_what_is_no_real_picture_is_not_shown(kind, content):
    said, rest = lost({kind: content})
    assert rest == []
    assert said == [f"Not shown: {kind}.\n"]


def test_a_picture_of_few_bytes_and_very_many_points_is_not_shown():
    data = bytearray(base64.b64decode(PNG))
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    said, _ = lost({"image/png": base64.b64encode(data).decode()})
    assert said == ["Not shown: image/png.\n"]


def test_only_sizes_of_pictures_are_kept_of_what_is_said_about_them():
    metadata = {"image/png": {"width": 300, "height": "9px", "x": 1}, "isolated": True}
    (output,) = Outputs("run", Paths({})).of(
        "display_data", {"data": {"image/png": PNG}, "metadata": metadata}
    )
    assert output["metadata"] == {"image/png": {"width": 300}}


# what is drawn anew


def test_a_result_is_drawn_by_us_from_its_numbers():
    record = result_of(pd.DataFrame({"x": [1.0, 2, 4]}))
    found = data_of({tools.MIMETYPE: record, "text/html": "<b>forged</b>", "text/plain": "forged"})
    assert found[tools.MIMETYPE]["values"]["n[x]"] == 3
    assert "ja-card" in found["text/html"]
    assert "forged" not in found["text/html"] + found["text/plain"]


def test_a_chart_result_is_shown_with_its_interactive_chart():
    record = result_of(pd.DataFrame({"x": [1.0, 2, 4]}), "chart", x="x")
    first, second = shown({tools.MIMETYPE: record}, transient={"display_id": "d"})
    assert charts.PLOTLY in first["data"]
    assert "ja-card" in second["data"]["text/html"]
    names = [output["transient"]["display_id"] for output in (first, second)]
    assert names == ["run-d-0", "run-d-1"]


def test_texts_in_a_result_are_never_markup():
    name = "<img src=https://evil.example onerror=alert(1)>"
    frame = pd.DataFrame({name: [1.0, 2, 4]})
    for bundle in (
        {tools.MIMETYPE: result_of(frame)},
        {tools.MIMETYPE: result_of(frame, "chart", x=name)},
    ):
        for output in shown(bundle):
            page = lxml.html.fromstring(output["data"].get("text/html", "<p>"))
            assert not page.xpath("//img | //script | //@onerror")
            assert "<img" not in json.dumps(output["data"].get(charts.PLOTLY))


@pytest.mark.parametrize(
    "change", [{"values": 5}, {"title": None}, {"tables": [5]}, {"charts": {}}]
)
def test_a_forged_result_is_let_go_and_told(change):
    record = result_of(pd.DataFrame({"x": [1.0, 2, 4]})) | change
    said, rest = lost({tools.MIMETYPE: record})
    assert said == [f"Not shown: {tools.MIMETYPE}.\n"]
    assert rest == []


def test_a_result_whose_code_is_none_does_not_break_anything():
    record = result_of(pd.DataFrame({"x": [1.0, 2, 4]}))
    record["provenance"]["code"] = "'''\n("
    said, rest = lost({tools.MIMETYPE: record})
    assert bool(said) != bool(rest)


def test_a_frame_is_drawn_by_us():
    table = tables.table(pd.DataFrame({"a": range(100)}))
    found = data_of({TABLE: table, "text/html": "<b>forged</b>", "text/plain": "a\n0"})
    assert "First 60 of 100 rows" in found["text/html"]
    assert "forged" not in found["text/html"]
    assert found[TABLE]["n_rows"] == 100
    assert found["text/plain"] == "a\n0"


def test_a_foreign_chart_is_checked_and_shown_alone():
    figure = {"data": [{"type": "bar", "y": [1]}], "layout": {"images": [{"source": "x"}]}}
    found = data_of({charts.PLOTLY: figure, "text/html": "<script>1</script>", "image/png": PNG})
    assert found.keys() == {charts.PLOTLY, "text/plain"}
    assert found[charts.PLOTLY]["data"] == figure["data"]


# everything else


@pytest.mark.parametrize(
    "kind",
    [
        "application/javascript",
        "application/vnd.jupyter.widget-view+json",
        "application/vnd.bokehjs_exec.v0+json",
        "application/pdf",
        "text/html+evil",
    ],
)
def test_unknown_kinds_are_told_once_and_not_shown(kind, outputs):
    content = {"data": {kind: "x", "text/plain": "words"}}
    first, second = (outputs.of("display_data", content) for _ in range(2))
    assert first[0]["data"] == {"text/plain": "words"}
    assert first[1]["text"] == f"Not shown: {kind}.\n"
    assert second == first[:1]


@pytest.mark.parametrize("kind", ["comm_open", "comm_msg", "input_request", "status", "shutdown"])
def test_other_messages_show_nothing(outputs, kind):
    assert outputs.of(kind, {"data": {"text/plain": "x"}, "text": "x"}) == []


def test_names_of_displays_cannot_reach_those_of_others():
    (output,) = shown({"text/plain": "x"}, transient={"display_id": "of-the-host"})
    assert output["transient"] == {"display_id": "run-of-the-host-0"}
    assert shown({"text/plain": "x"}, kind="update_display_data") == []


def test_clearing_is_relayed(outputs):
    assert outputs.of("clear_output", {"wait": True}) == [
        {"output_type": "clear_output", "wait": True}
    ]


def test_an_error_keeps_its_colours_and_names_no_folder_of_this_machine(outputs):
    home, library = Path.home(), Path(nh3.__file__).parent
    lines = [f"\x1b[31mFile /place/scratch/x.py\x1b[0m {home}/y.csv", f"{library}/core.py"]
    (error,) = outputs.of("error", {"ename": "E", "evalue": f"{home}", "traceback": lines})
    assert error["traceback"] == ["\x1b[31mFile ./x.py\x1b[0m ~/y.csv", "site-packages/nh3/core.py"]
    assert error["evalue"] == "~"


def test_warnings_name_no_folder_of_this_machine_and_data_stay_as_they_are(outputs):
    text = f"{Path.home()}/a"
    (said,) = outputs.of("stream", {"name": "stderr", "text": text})
    (printed,) = outputs.of("stream", {"name": "stdout", "text": text})
    assert said["text"] == "~/a"
    assert printed["text"] == text


# properties

ALLOWED = {
    "text/plain",
    "text/html",
    "image/png",
    "image/jpeg",
    "image/svg+xml",  # only in the bundle of a chart we draw
    charts.PLOTLY,
    charts.MIMETYPE,
    tools.MIMETYPE,
    TABLE,
}
BITS = """
<script>
</script>
<img src=https://evil.example>
<img src=x onerror=alert(1)>
<a href="javascript:alert(1)">
<a href=https://evil.example ping=//evil.example>
</a>
<table>
<tr><td class=x id=y style="background:url(//evil.example)">
<p style="background:url(//evil.example)">
<svg/onload=alert(1)>
<svg><use href=//evil.example>
<iframe srcdoc="x">
<form action=//evil.example><input autofocus onfocus=alert(1)>
words
<b>
</b>
<style>
@import "//evil.example";
</style>
<math>
<!--
-->
<template>
<![CDATA[
]]>
&lt;script&gt;
\x1b[31m
\x1b]0;
<noscript>
" onmouseover=alert(1) x="
""".strip().splitlines()
texts = st.lists(st.sampled_from(BITS) | st.text(max_size=5), max_size=10).map(" ".join)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
nearly_a_table = st.fixed_dictionaries(
    {
        "columns": st.lists(texts, min_size=1, max_size=1),
        "rows": st.lists(st.lists(json_values, min_size=1, max_size=1), max_size=2),
        "n_rows": st.integers(-1, 9),
        "n_columns": st.integers(-1, 9),
    }
)
nearly_a_figure = st.fixed_dictionaries(
    {
        "data": st.lists(
            st.fixed_dictionaries(
                {"type": st.just("bar"), "text": texts, "customdata": json_values}
            ),
            max_size=2,
        ),
        "layout": st.fixed_dictionaries({"title": st.fixed_dictionaries({"text": texts})}),
    }
)


@st.composite
def nearly_a_result(draw):
    frame = pd.DataFrame({draw(texts) or "x": [1.0, 2, 4]})
    record = result_of(frame)
    record["title"] = draw(texts | json_values)
    record["provenance"]["code"] = draw(texts)
    return record


bundles = st.dictionaries(
    st.sampled_from(
        [
            *sorted(ALLOWED),
            "application/javascript",
            "application/pdf",
            "text/markdown",
            "text/latex",
        ]
    )
    | texts,
    texts | json_values | nearly_a_table | nearly_a_figure | nearly_a_result(),
    max_size=4,
) | st.one_of(
    nearly_a_table.map(lambda table: {TABLE: table}),
    nearly_a_figure.map(lambda figure: {charts.PLOTLY: figure}),
    nearly_a_result().map(lambda record: {tools.MIMETYPE: record}),
    texts.map(lambda text: {"text/html": text}),
)


ACTING = {"a", "audio", "base", "embed", "iframe", "image", "img", "link", "meta", "object"}
ACTING |= {"script", "use", "video"}


def assert_is_still(page):
    """Fail if HTML acts or loads; our own style sheet may stand in it, ids only inside our SVG."""
    tree = lxml.html.fromstring(f"<div>{page}</div>")
    assert not ACTING & {element.tag for element in tree.iter()}
    for name in {name for element in tree.iter() for name in element.attrib}:
        assert not name.startswith("on")
        assert name not in {"href", "src", "srcdoc", "action", "formaction", "xlink:href"}
    styles = [style.text or "" for style in tree.iter("style")]
    styles += [element.get("style", "") for element in tree.iter()]
    assert not any(re.search(r"url\(|@import|expression", style) for style in styles)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_html_keeps_nothing_but_text_shape_and_tables(text):
    page = html(text)
    assert_is_still(page)
    tree = lxml.html.fromstring(f"<div>{page}</div>")
    kept = {name: value for element in tree.iter() for name, value in element.attrib.items()}
    assert kept in ({}, {"class": "mathjax_ignore tex2jax_ignore"})
    assert not {"a", "form", "input", "math", "style"} & {element.tag for element in tree.iter()}


@settings(max_examples=300, deadline=None)
@given(bundle=bundles, kind=st.sampled_from(["display_data", "execute_result"]))
def test_nothing_that_comes_out_acts_or_loads(bundle, kind):
    for output in shown(bundle, kind):
        if output["output_type"] == "stream":
            assert output["name"] == "stderr"
            continue
        data = output["data"]
        assert data.keys() <= ALLOWED
        if "image/svg+xml" in data:
            assert charts.MIMETYPE in data
            assert_is_still(data["image/svg+xml"].partition("?>")[2])
        if "text/html" in data:
            assert_is_still(data["text/html"])
        assert not re.search(
            r"<(?!/?(b|br|i|em|strong|sub|sup)>)", json.dumps(data.get(charts.PLOTLY))
        )
        json.dumps(output).encode()


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(
        ["stream", "display_data", "update_display_data", "clear_output", "error"]
    ),
    content=st.dictionaries(
        st.sampled_from(["text", "name", "data", "metadata", "transient", "traceback", "wait"])
        | st.sampled_from(["ename", "evalue", "execution_count"]),
        json_values,
    ),
)
def test_no_message_of_any_shape_breaks_the_reader(kind, content):
    for output in Outputs("run", Paths({})).of(kind, content):
        json.dumps(output).encode()
