"""Drawings leave the sandbox as pictures of them, drawn where the code runs."""

import base64
import io
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from jupyter_analyst.inside import svg

NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
RED = f'<svg {NAMESPACE} width="40" height="20"><rect width="40" height="20" fill="#f00"/></svg>'


def sized(attributes, inside='<rect width="10" height="10"/>'):
    return f"<svg {NAMESPACE} {attributes}>{inside}</svg>"


def drawn(drawing, **others):
    return svg.drawn({svg.MIMETYPE: drawing} | others, {})


def picture(data):
    return Image.open(io.BytesIO(base64.b64decode(data["image/png"])))


def test_a_drawing_becomes_a_picture_of_twice_as_many_pixels():
    data, metadata = drawn(RED, **{"text/plain": "red"})
    assert data.keys() == {"image/png", "text/plain"}
    image = picture(data)
    assert image.size == (80, 40)
    assert image.convert("RGB").getpixel((40, 20)) == (255, 0, 0)
    assert metadata == {"image/png": {"width": 40, "height": 20}}


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="30" height="20"', (30, 20)),
        ('width="72pt" height="36pt" viewBox="0 0 72 36"', (96, 48)),
        ('width="1in" height="2.54cm"', (96, 96)),
        ('viewBox="0,0 50 25"', (50, 25)),
        ('width="100%" height="100%" viewBox="0 0 50 25"', (50, 25)),
        ('width="100" viewBox="0 0 100 25"', (100, 25)),
        ("", (150, 150)),
    ],
)
def test_the_size_is_the_one_the_drawing_says(attributes, size):
    _, metadata = drawn(sized(attributes))
    assert tuple(metadata["image/png"].values()) == size


def test_a_drawing_of_endless_size_is_made_smaller():
    data, metadata = drawn(sized('width="1e6" height="1e6" viewBox="0 0 10 10"'))
    width, height = picture(data).size
    assert width * height <= svg.MOST_PIXELS * 1.01
    assert metadata["image/png"] == {"width": width, "height": height}
    # only what it holds says how large this one is
    data, metadata = drawn(sized("", '<rect width="3000000" height="1000000"/>'))
    assert picture(data).size == (600, 200)
    assert metadata["image/png"] == {"width": 300, "height": 100}


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "words",
        "<p>",
        "<p></p>",
        sized('width="0" height="5"'),
        sized('width="-5" height="5"'),
        sized('width="1e999" height="5"'),
        sized('width="5" height="5" viewBox="a b c d"'),
        sized('width="1.2.3" height="5"'),
        sized('width="5" height="5"', "<g>" * 100_000 + "</g>" * 100_000),
        sized('width="5" height="5"', f"<!-- {'x' * svg.LARGEST} -->"),
        5,
        None,
        ["<svg>"],
    ],
)
def test_what_cannot_be_drawn_stays_as_it_is(wrong):
    data = {svg.MIMETYPE: wrong, "text/plain": "x"}
    assert svg.drawn(data, {"a": 1}) == (data, {"a": 1})


@pytest.mark.parametrize(
    "other", ["image/png", "image/jpeg", "application/vnd.jupyter-analyst.chart+json"]
)
def test_what_is_shown_otherwise_is_not_drawn(other):
    data = {svg.MIMETYPE: RED, other: "x"}
    assert svg.drawn(data, {}) == (data, {})


def test_without_the_library_drawings_stay_as_they_are(monkeypatch):
    monkeypatch.setitem(sys.modules, svg.LIBRARY, None)
    assert drawn(RED) == ({svg.MIMETYPE: RED}, {})


def test_a_panic_of_the_library_is_no_error_of_the_code(monkeypatch):
    class PanicException(BaseException):  # as PyO3 has it
        pass

    def panic(**_):
        raise PanicException

    monkeypatch.setattr(f"{svg.LIBRARY}.svg_to_bytes", panic)
    assert drawn(RED) == ({svg.MIMETYPE: RED}, {})


def test_code_can_be_interrupted_while_it_draws(monkeypatch):
    def interrupt(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr(f"{svg.LIBRARY}.svg_to_bytes", interrupt)
    with pytest.raises(KeyboardInterrupt):
        drawn(RED)


def test_words_are_drawn_in_letters_of_matplotlib():
    def ink(text):
        words = f'<text x="5" y="15" font-family="{text}">words</text>'
        return np.asarray(picture(drawn(sized('width="60" height="20"', words))[0]))[..., 3].sum()

    assert ink("No Such Font, sans-serif") > 0
    assert ink("monospace") != ink("sans-serif")


def test_a_shell_sends_pictures():
    sent = []
    shell = SimpleNamespace(
        display_pub=SimpleNamespace(publish=lambda data, *_, **others: sent.append((data, others))),
        displayhook=SimpleNamespace(write_format_data=lambda data, _: sent.append((data, {}))),
    )
    svg.register(shell)
    shell.display_pub.publish({svg.MIMETYPE: RED}, update=True, transient={"display_id": "d"})
    shell.display_pub.publish(data={svg.MIMETYPE: RED}, metadata=None)
    shell.displayhook.write_format_data({svg.MIMETYPE: RED})
    assert [list(data) for data, _ in sent] == [["image/png"]] * 3
    assert sent[0][1] == {"update": True, "transient": {"display_id": "d"}}


def test_the_library_is_not_imported_before_there_is_a_drawing():
    code = (
        "import sys; from jupyter_analyst.inside import svg;"
        f"svg.drawn({{'text/plain': 'x'}}, {{}}); assert {svg.LIBRARY!r} not in sys.modules;"
        f"svg.drawn({{svg.MIMETYPE: {RED!r}}}, {{}}); assert {svg.LIBRARY!r} in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
