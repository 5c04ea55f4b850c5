"""A page of hostile outputs in a real JupyterLab: nothing in it runs, loads or opens anything."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

LOAD = "%load_ext jupyter_analyst"
PATIENCE_S = 60
OWN = "display('mine', display_id='of-the-user')"

HOSTILE = r"""
from IPython.display import HTML, Javascript, display

CANARY = "http://127.0.0.1:PORT"
kernel = get_ipython().kernel


def forge(kind, content):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())


def harm(name):
    return (f"(top.harmed ??= []).push('{name}'); top.document.title = 'harmed';"
            f"fetch('{CANARY}/{name}', {{mode: 'no-cors'}})")


def canary(name):
    return f"{CANARY}/{name}"


for _ in range(200):
    forge("clear_output", {"wait": False})
for page in [
    f'<p>begin</p><script>{harm("script")}</script>',
    f'<img src="{canary("picture")}">',
    f'<img src=x onerror="{harm("handler")}">',
    f'<svg onload="{harm("drawing")}"></svg>',
    f'<details open ontoggle="{harm("details")}"><summary>s</summary></details>',
    f'<input autofocus onfocus="{harm("focus")}"><button autofocus>b</button>',
    f'<iframe srcdoc="<script>{harm("inner")}</script>"></iframe>',
    f'<iframe src="{canary("frame")}"></iframe>',
    f'<object data="{canary("object")}"></object><embed src="{canary("embed")}">',
    f'<link rel="stylesheet" href="{canary("sheet")}">',
    f'<style>@import "{canary("import")}"; .jp-OutputArea {{ display: none }}</style>',
    f'<p style="background: url({canary("background")}); position: fixed">p</p>',
    f'<table background="{canary("table")}"><tr><td colspan=1000000000>t</td></table>',
    f'<video src="{canary("video")}" autoplay></video>',
    f'<audio src="{canary("audio")}" autoplay></audio>',
    f'<form action="{canary("form")}"><input name="attributes"></form>',
    f'<math><mtext><table><mglyph><style><img src=x onerror="{harm("confused")}">',
    '<button data-commandlinker-command="terminal:create-new">command</button>',
    f'<a href="{canary("link")}" id="jupyter-config-data" name="jupyterapp">read</a>',
]:
    display(HTML(page))

display(Javascript(harm("javascript")))
PICTURE = (
    f'<svg xmlns="http://www.w3.org/2000/svg" onload="{harm("svg")}">'
    f'<script>{harm("svg-script")}</script><rect width="9" height="9"/>'
    f'<image href="{canary("svg-image")}" width="9" height="9"/></svg>'
)
CHART = {
    "data": [{"type": "bar", "y": [1], "text": [f'<a href="{canary("bar")}">bar</a>']}],
    "layout": {
        "images": [{"source": canary("plotly"), "sizex": 1, "sizey": 1}],
        "title": {"text": f'<a href="{canary("title")}">chart</a>'},
        "modebar": {"add": "senddatatocloud"},
    },
    "config": {"plotlyServerURL": CANARY, "showSendToCloud": True},
}
VEGA = {"data": {"url": canary("vega")}, "mark": "bar", "encoding": {}}
for bundle in [
    {"image/svg+xml": PICTURE},
    {"text/markdown": f'![x]({canary("markdown")})<img src=x onerror="{harm("markdown")}">'},
    {"text/latex": r"$\href{javascript:window.harmed=['latex']}{x}$"},
    {"application/pdf": "JVBERi0xLjQ="},
    {"image/gif": "R0lGODlhAQABAAAAACw="},
    {"application/geo+json": {"type": "Point", "coordinates": [0, 0]}},
    {"application/vnd.jupyter.widget-view+json": {"model_id": "x", "version_major": 2}},
    {"application/vnd.vegalite.v5+json": VEGA},
    {"application/vnd.plotly.v1+json": CHART},
]:
    display(bundle, raw=True)

forged = {"text/html": f'<p>forged</p><script>{harm("forged")}</script>'}
forge("display_data", {"data": forged, "metadata": {"isolated": True}, "transient": {}})
forged = {"image/svg+xml": PICTURE}
forge("display_data", {"data": forged, "metadata": {}, "transient": {}})
mine = {"display_id": "of-the-user"}
forge("update_display_data", {"data": {"text/plain": "harmed"}, "metadata": {}, "transient": mine})
forge("comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": {}})
print("\x1b]8;;" + canary("terminal") + "\x07terminal\x1b]8;;\x07 end")
"""
LEAVES = """
display(HTML(f'<meta http-equiv="refresh" content="0; url={canary("refresh")}">'))
display(HTML('<base href="//192.0.2.1/"><script>window.open("about:blank"); alert(1)</script>'))
display(Javascript("window.location = 'about:blank'"))
get_ipython().set_next_input("harmed")
"""
TOLD = """
application/geo+json application/javascript application/pdf application/vnd.jupyter.widget-view+json
application/vnd.vegalite.v5+json audio base button data-commandlinker-command embed form iframe
image/gif image/svg+xml img input link links math meta object onerror onfocus onload ontoggle script
set_next_input svg text/html video
"""
# what asks the canary where nothing guards the page; the rest needs a click, or another front end
HARM = """
audio details forged frame handler import inner javascript markdown picture plotly script sheet vega
video
"""
ACTING = """
iframe, script, form, object, embed, video, audio, base, meta, link, input,
img[src]:not([src^="data:"]), [onload], [onerror], [ontoggle], [onfocus],
[data-commandlinker-command], [href], [name], [id="jupyter-config-data"]
"""
# JupyterLab makes links of addresses in plain text; those say where they lead, and wait for a click
IN_OUTPUTS = """selector => [...document.querySelectorAll('.jp-OutputArea-output')]
    .flatMap(output => [...output.querySelectorAll(selector)])
    .filter(found => !found.closest('pre') || found.textContent !== found.getAttribute('href'))
    .map(found => found.outerHTML)"""


@pytest.fixture
def canary():
    """A server of this machine and the paths it was asked for."""
    asked, changed = set(), threading.Condition()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            with changed:
                asked.add(self.path.strip("/"))
                changed.notify_all()
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.changed = asked, changed
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def written_for(canary, code):
    return code.replace("PORT", str(canary.server_port))


@contextmanager
def watched(page):
    """Note what a page opens."""
    opened = []
    page.context.on("page", lambda new: opened.append(new.url))
    page.on("download", lambda found: opened.append(found.url))

    def close(dialog):
        opened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", close)
    yield opened


def ask(page, canary, name):
    """Have the page itself do what must not happen: set a flag, and ask the canary."""
    address = f"http://127.0.0.1:{canary.server_port}/{name}"
    script = (
        "async u => { window.asked = 1; await fetch(u, {mode: 'no-cors'}); return window.asked }"
    )
    assert page.evaluate(script, address) == 1
    assert name in canary.asked


def assert_unharmed(page, canary, opened):
    """Fail if anything of the hostile page has acted; what it could do is shown to be noticed."""
    # the renderer keeps a picture of it, which it shows when the notebook is opened again
    chart = page.locator(".jp-RenderedPlotly :is(.main-svg, .plot-img[src]):visible").first
    expect(chart).to_be_visible(timeout=PATIENCE_S * 1000)
    expect(page.locator(".jp-OutputArea-output", has_text="begin").first).to_be_attached()
    ask(page, canary, "control")
    assert canary.asked == {"control"}
    assert page.evaluate("window.harmed") is None
    assert "harmed" not in page.title()
    assert opened == []
    assert page.abroad == []
    assert page.faults == []
    assert page.evaluate(IN_OUTPUTS, ACTING) == []


def test_a_page_of_hostile_outputs_does_nothing(notebook, canary):
    hostile = "%%analyst sandbox" + written_for(canary, HOSTILE + LEAVES)
    shown = notebook("hostile.ipynb", [LOAD, OWN, hostile, "'the end'"])
    page = shown.page
    with watched(page) as opened:
        shown.run_all()
        shown.show(2)
        expect(page.get_by_text("Not shown:").first).to_be_visible()
        assert_unharmed(page, canary, opened)

        outputs = shown.outputs()
        assert len(outputs) == 4
        assert outputs[1][0]["data"]["text/plain"] == "'mine'"
        text = "".join(o["text"] for o in outputs[2] if o.get("name") == "stderr")
        told = set(text.replace("Not shown:", "").replace(".\n", ",").replace(",", " ").split())
        assert set(TOLD.split()) - told == set()

        shown.command("docmanager:save")
        page.goto("about:blank")
        shown.open()
        shown.show(2)
        expect(page.get_by_text("Not shown:").first).to_be_visible()
        assert_unharmed(page, canary, opened)


def test_the_same_page_is_hostile_where_nothing_guards_it(notebook, canary):
    shown = notebook("unguarded.ipynb", [OWN, written_for(canary, HOSTILE)])
    shown.run_all()
    shown.show(1)
    harm = set(HARM.split())
    with canary.changed:
        assert canary.changed.wait_for(lambda: canary.asked >= harm, PATIENCE_S), canary.asked
    assert "forged" in shown.page.evaluate("window.harmed")
    assert "harmed" in shown.page.title()
