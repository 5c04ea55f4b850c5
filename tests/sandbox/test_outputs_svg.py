"""Drawings code shows: pictures of them are shown, the drawings themselves never are."""

import base64
import io

import pytest
from PIL import Image

from jupyter_analyst.inside import svg
from jupyter_analyst.sandbox.shown.displays import cleaned
from jupyter_analyst.sandbox.shown.outputs import Outputs
from jupyter_analyst.sandbox.shown.plain import Paths

DRAWING = """
RED = ('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" onload="alert(1)">'
       '<script>alert(1)</script><rect width="40" height="20" fill="#f00"/></svg>')
"""
SHOWN = {
    "as a display": "from IPython.display import SVG, display\ndisplay(SVG(RED))",
    "as the last value": "from IPython.display import SVG\nSVG(RED)",
    "by its own method": "type('Red', (), {'_repr_svg_': lambda self: RED})()",
    "among other types": (
        "type('Red', (), {'_repr_mimebundle_': lambda *_, **__: {'image/svg+xml': RED}})()"
    ),
    "as it is": "from IPython.display import display\ndisplay({'image/svg+xml': RED}, raw=True)",
}


def colour(display):
    image = Image.open(io.BytesIO(base64.b64decode(display["image/png"])))
    return image.convert("RGB").getpixel((20, 10))


@pytest.mark.sandbox
@pytest.mark.parametrize("code", SHOWN.values(), ids=SHOWN)
def test_whatever_is_displayed_as_a_drawing_is_sent_as_a_picture(inside, code):
    (display,) = inside.run(DRAWING + code).displays
    (shown,) = cleaned(display).bundles
    assert shown.keys() == {"image/png", "text/plain"}
    assert colour(shown) == (255, 0, 0)


@pytest.mark.sandbox
def test_figures_are_shown_when_matplotlib_draws_svg(inside):
    code = """
%config InlineBackend.figure_formats = ['svg']
import matplotlib.pyplot as plt
plt.plot([1, 2])
plt.show()
%config InlineBackend.figure_formats = ['png']
"""
    (display,) = inside.run(code).displays
    found = cleaned(display)
    image = Image.open(io.BytesIO(base64.b64decode(found.bundles[0]["image/png"])))
    assert image.size[0] > 600
    assert found.lost == ()


@pytest.mark.sandbox
def test_a_shell_starts_without_the_library_that_draws(start):
    assert start().run(f"import sys\nprint({svg.LIBRARY!r} in sys.modules)").text == "False\n"


def said(bundle):
    outputs = Outputs("run", Paths({})).of("display_data", {"data": bundle})
    assert not any("image/svg+xml" in output.get("data", {}) for output in outputs)
    return "".join(output.get("text", "") for output in outputs)


def test_a_drawing_that_comes_as_one_is_not_shown():
    assert said({"image/svg+xml": "<svg/>"}) == "Not shown: image/svg+xml.\n"
    assert said({"image/svg+xml": "<svg onload='alert(1)'/>", "text/html": "<p>x</p>"}) == ""


def test_without_the_library_one_is_told_how_to_get_it(monkeypatch):
    monkeypatch.setattr(svg, "LIBRARY", "no_such_library")
    words = said({"image/svg+xml": "<svg/>", "text/plain": "x"})
    assert words.startswith("Not shown: image/svg+xml. After `pip install")
    assert "jupyter-analyst[svg]" in words
