"""Whatever the sandbox sends: nothing that is shown acts, links, or loads anything."""

import base64
import io
import json
import re
import struct
import time
import zlib
from pathlib import Path

import lxml.html
import matplotlib.pyplot as plt
import nh3
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from jupyter_analyst import charts, tools
from jupyter_analyst.inside import tables
from jupyter_analyst.sandbox import TABLE
from jupyter_analyst.sandbox.shown.html import acting
from jupyter_analyst.sandbox.shown.html import cleaned as html
from jupyter_analyst.sandbox.shown.outputs import Outputs
from jupyter_analyst.sandbox.shown.plain import Paths, plain

PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


def photograph(**options):
    """Return a JPEG as bytes."""
    file = io.BytesIO()
    Image.effect_noise((40, 20), 50).save(file, "JPEG", **options)
    return file.getvalue()


def encoded(data):
    return base64.b64encode(data).decode()


JPEG = encoded(photograph())


@pytest.fixture
def outputs():
    return Outputs("run", Paths({"/place/scratch": "."}))


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


@pytest.mark.parametrize("end", ["\x07", "\x1b\\"])
def test_text_that_a_terminal_would_make_a_link_is_only_text(end):
    link = f"\x1b]8;id=1;https://evil.example{end}read\x1b]8;;{end}"
    assert plain(link) == "read"


def test_letters_are_not_turned_round():
    assert plain("a\u202etxt.exe\u202c \u05d0\u200f") == "atxt.exe\u202c \u05d0\u200f"


def test_more_colours_than_a_page_can_bear_go():
    assert plain("\x1b[31mx" * 50_000) == "x" * 50_000
    assert plain("\x1b[" + "1;" * 200 + "mx") == "x"


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


def test_json_nested_without_end_is_not_spelled_out():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    assert "too deep" in data_of({"application/json": deep})["text/plain"]


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
        "<base href=https://evil.example><object data=x></object><embed src=x>",
        "<button data-commandlinker-command=terminal:create-new></button>",
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><annotation-xml encoding=text/html><iframe></iframe></annotation-xml></math>",
        "<noscript><iframe src=https://evil.example></iframe></noscript>",
        "<form id=x><input name=attributes><input autofocus onfocus=alert(1)></form>",
        "<audio src=https://evil.example autoplay></audio><video poster=//evil.example></video>",
        "<template><script>alert(1)</script></template>",
        "<a href='&#106;avascript:alert(1)' id=location name=cookie></a>",
    ],
)
def test_html_that_only_acts_or_loads_is_not_shown(evil):
    said, rest = lost({"text/html": evil, "text/plain": "<IPython.core.display.HTML object>"})
    assert rest == []
    told = ", ".join(["text/html", *acting(evil)])
    assert said == [f"Not shown: {told}.\n"]


def test_html_keeps_its_tables_and_what_acts_beside_them_is_told():
    frame = pd.DataFrame({"a": [1.5], "b": ["<x>"]})
    said, (output,) = lost({"text/html": frame.to_html() + "<script>1</script>"})
    (found,) = pd.read_html(io.StringIO(output["data"]["text/html"]))
    assert found["a"].tolist() == [1.5]
    assert found["b"].tolist() == ["<x>"]
    assert said == ["Not shown: script.\n"]


@pytest.mark.parametrize(
    ("page", "kept", "told"),
    [
        ("<a href=//evil.example ping=//evil.example>read</a>", "read", "links"),
        ("<p id=location name=x class=jp-Cell title=y>read</p>", "<p>read</p>", None),
        ("<p onclick='x()' onmouseover=y()>read</p>", "<p>read</p>", "onclick"),
        (
            "<div data-commandlinker-command=x data-commandlinker-args={}>read</div>",
            "<div>read</div>",
            "data-commandlinker-command",
        ),
        (
            "<details open ontoggle=x()><summary>read</summary></details>",
            "<details><summary>read</summary></details>",
            "ontoggle",
        ),
        ("<bdo dir=rtl>read</bdo>", "read", None),
        ("<p dir=rtl>read</p>", '<p dir="rtl">read</p>', None),
        ("<p dir='rtl\" onclick=x'>read</p>", "<p>read</p>", "onclick"),
        ("<p>a&#x202e;b&#8237;c\u202e</p>", "<p>abc</p>", None),
        ("<style>p {color: red}</style><p>read</p>", "<p>read</p>", None),
        ("<ol start=3><li>x</li></ol>", '<ol start="3"><li>x</li></ol>', None),
        ("<ol start=99999999999><li>x</li></ol>", "<ol><li>x</li></ol>", None),
    ],
)
def test_of_html_its_words_stay_and_what_acts_is_told(page, kept, told):
    said, (output,) = lost({"text/html": page})
    inside = re.fullmatch(r"<div class=[^>]*>(.*)</div>", output["data"]["text/html"], re.DOTALL)
    assert inside[1] == kept
    assert said == [] if told is None else told in said[0]


@pytest.mark.parametrize("name", ["colspan", "rowspan"])
@pytest.mark.parametrize(
    ("span", "kept"),
    [("3", "3"), ("1000000000", None), ("65534", "1000"), ("-1", None), ("2x", None), ("", None)],
)
def test_cells_do_not_span_without_end(name, span, kept):
    page = lxml.html.fromstring(html(f"<table><tr><td {name}='{span}'>x</td></tr></table>"))
    assert page.xpath(f"//td/@{name}") == ([kept] if kept else [])


@pytest.mark.parametrize("bait", ["<a ", "<a href ", "<p on", "<p/on=", "<p data-commandlinker-"])
def test_what_acts_is_found_at_once_in_pages_made_to_take_for_ever(bait):
    started = time.monotonic()
    acting(bait * 2_000_000)
    assert time.monotonic() - started < 5


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


def test_a_photograph_of_very_many_points_is_not_shown():
    data = photograph()
    place = data.index(b"\xff\xc0") + 5
    huge = data[:place] + struct.pack(">HH", 60_000, 60_000) + data[place + 4 :]
    said, rest = lost({"image/jpeg": encoded(huge)})
    assert said == ["Not shown: image/jpeg.\n"]
    assert rest == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("image/png", base64.b64decode(PNG)),
        ("image/jpeg", photograph()),
        ("image/jpeg", photograph(progressive=True, restart_marker_rows=1)),
        ("image/jpeg", photograph(exif=b"Exif\0\0" + photograph())),
    ],
    ids=["png", "jpeg", "progressive", "thumbnail"],
)
def test_what_lies_behind_a_picture_goes(kind, data):
    behind = b"<script>alert(1)</script>PK\x03\x04\xff\xd9"
    assert data_of({kind: encoded(data + behind)})[kind] == encoded(data)


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg"])
def test_half_a_picture_is_not_shown(kind):
    data = photograph() if kind == "image/jpeg" else base64.b64decode(PNG)
    for length in range(0, len(data), 1 + len(data) // 50):
        assert lost({kind: encoded(data[:length])})[1] == []


def chunk(name, content=b""):
    checksum = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + checksum


def test_of_a_moving_picture_the_first_is_shown():
    file = io.BytesIO()
    frames = [Image.new("L", (4, 4), shade) for shade in (0, 128, 255)]
    frames[0].save(file, "PNG", save_all=True, append_images=frames[1:])
    assert b"acTL" in file.getvalue()
    kept = base64.b64decode(data_of({"image/png": encoded(file.getvalue())})["image/png"])
    shown_ = Image.open(io.BytesIO(kept))
    assert (getattr(shown_, "n_frames", 1), shown_.getpixel((0, 0))) == (1, 0)


def test_texts_and_profiles_that_are_packed_in_a_picture_go():
    data = base64.b64decode(PNG)
    bomb = zlib.compress(b"x" * 1_000_000)
    extra = chunk(b"zTXt", b"a\0\0" + bomb) + chunk(b"iCCP", b"a\0\0" + bomb)
    extra += chunk(b"eXIf", b"MM\0*")
    packed = data[:33] + extra + data[33:]
    assert data_of({"image/png": encoded(packed)})["image/png"] == PNG


@pytest.mark.parametrize(
    "chunks",
    [
        [chunk(b"IEND")],
        [chunk(b"IDAT"), chunk(b"IEND")],
        [chunk(b"IHDR", struct.pack(">IIB4x", 5, 5, 8)), chunk(b"IEND")],
        [chunk(b"IHDR", b"x"), chunk(b"IDAT"), chunk(b"IEND")],
        [
            chunk(b"IHDR", struct.pack(">IIB4x", 5, 5, 8)),
            chunk(b"IHDR", struct.pack(">IIB4x", 60_000, 60_000, 8)),
            chunk(b"IDAT"),
            chunk(b"IEND"),
        ],
    ],
)
def test_what_is_put_together_like_no_picture_is_not_shown(chunks):
    data = base64.b64decode(PNG)[:8] + b"".join(chunks)
    said, rest = lost({"image/png": encoded(data)})
    assert (len(said), rest) == (1, [])


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["image/png", "image/jpeg"]))
def test_no_bytes_break_what_reads_pictures(data, kind):
    start = {"image/png": base64.b64decode(PNG)[:33], "image/jpeg": b"\xff\xd8\xff\xc0"}[kind]
    lost({kind: encoded(start + data)})


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


@pytest.mark.parametrize(
    ("source", "is_shown"),
    [
        (f"data:image/png;base64,{PNG}", True),
        (f"data:image/jpeg;base64,{JPEG}", True),
        (f"data:image/png;base64,{JPEG}", False),
        ("data:image/png;base64,AAAA", False),
    ],
)
def test_a_picture_in_a_foreign_chart_is_a_real_one(source, is_shown):
    said, rest = lost({charts.PLOTLY: {"data": [{"type": "image", "source": source}]}})
    assert (rest != [], said == []) == (is_shown, is_shown)
    if is_shown:
        assert rest[0]["data"][charts.PLOTLY]["data"][0]["source"] == source


def test_a_picture_of_very_many_points_in_a_foreign_chart_is_not_shown():
    data = bytearray(base64.b64decode(PNG))
    data[16:24] = (60_000).to_bytes(4, "big") * 2
    source = f"data:image/png;base64,{encoded(data)}"
    said, rest = lost({charts.PLOTLY: {"data": [{"type": "image", "source": source}]}})
    assert (said, rest) == ([f"Not shown: {charts.PLOTLY}.\n"], [])


@pytest.mark.parametrize("number", [10**400, -(10**400)])
def test_numbers_beyond_all_types_break_no_chart(number):
    for figure in (
        {"data": [{"type": "bar", "y": [number]}]},
        {"data": [{"type": "bar", "marker": {"line": {"width": number}}}]},
        {"data": [], "layout": {"width": number}},
        {"data": [], "layout": {"meta": number}},
    ):
        json.dumps(shown({charts.PLOTLY: figure}))


# everything else


@pytest.mark.parametrize(
    "kind",
    [
        "application/javascript",
        "application/vnd.jupyter.widget-view+json",
        "application/vnd.bokehjs_exec.v0+json",
        "application/vnd.vega.v5+json",
        "application/vnd.vegalite.v5+json",
        "application/vdom.v1+json",
        "application/vnd.dataresource+json",
        "application/vnd.code.notebook.error",
        "application/vnd.jupyter.stdout",
        "application/geo+json",
        "application/pdf",
        "application/x-ecmascript",
        "audio/mpeg",
        "image/bmp",
        "image/webp",
        "text/vnd.mermaid",
        "video/mp4",
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


def test_no_two_names_of_displays_become_one():
    names = ["d", "d-0", "d-0-0", "-", "0"]
    record = result_of(pd.DataFrame({"x": [1.0, 2, 4]}), "chart", x="x")
    found = [
        output["transient"]["display_id"]
        for name in names
        for output in shown({tools.MIMETYPE: record}, transient={"display_id": name})
    ]
    assert len(found) == len({*found}) == 2 * len(names)


@pytest.mark.parametrize("name", [None, 5, ["d"], "d" * 201])
def test_an_update_without_a_proper_name_shows_nothing(name):
    assert shown({"text/plain": "x"}, "update_display_data", transient={"display_id": name}) == []


def test_a_flood_of_clearings_is_one(outputs):
    clear = ("clear_output", {"wait": False})
    text = ("stream", {"name": "stdout", "text": "x"})
    found = [outputs.of(*message) for message in [clear] * 1000 + [text, clear, clear]]
    kinds = [output["output_type"] for few in found for output in few]
    assert kinds == ["clear_output", "stream", "clear_output"]


def test_what_is_not_shown_is_told_in_words_that_are_ours(outputs):
    forged = "x/y.\n\x1b[32mAll is well \u202e. Trust <b>this</b>"
    (said,) = outputs.lost(forged)
    assert said["text"].startswith("Not shown: x/y. [32mAll is well")
    assert said["text"].count("\n") == 1
    assert said["text"].isascii()


def test_of_very_many_things_that_are_not_shown_some_are_named(outputs):
    (said,) = outputs.lost(*(f"x/{number}" for number in range(2_000)))
    assert said["text"].endswith("x/9 and 1,990 more.\n")
    assert outputs.lost("x/new") == []


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
