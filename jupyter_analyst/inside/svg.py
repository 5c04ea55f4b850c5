"""Drawings leave the sandbox as pictures: an SVG could act in a page, a PNG cannot.

They are drawn here, behind the walls, so that nothing outside ever reads a foreign SVG.
"""

from __future__ import annotations

import math
import re
import struct
from base64 import b64encode
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MIMETYPE = "image/svg+xml"
"""MIME type of what is drawn."""

LIBRARY = "resvg_py"
"""Module that draws; without it drawings stay as they are, and are not shown outside."""

LARGEST = 5_000_000
"""Characters of a drawing; a longer one takes too long to draw."""

MOST_PIXELS = 8_000_000

_PICTURE = "image/png"
_DRAWN_OUTSIDE = (
    "application/vnd.jupyter-analyst."  # from its record; a picture would be for naught
)
_DEEPEST = 60  # the library calls itself for each level and ends the process when that is too deep
_LONGEST_SIDE = 8_000
_SHARPNESS = 2  # pixels for each point of the page
_UNKNOWN = (300.0, 150.0)  # as browsers have it
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54}
_PIXELS |= {"mm": 96 / 25.4}
_LENGTH = re.compile(r"\s*([\d.]+(?:e[+-]?\d+)?)(px|pt|pc|in|cm|mm|)\s*", re.IGNORECASE)

_HEADER = struct.Struct(">16xII")  # width and height of a PNG

Content = dict[str, Any]


def register(shell: Any) -> None:  # ipykernel's, which is not imported for it
    """Teach a shell to send drawings as pictures; the library is imported at the first of them.

    Parameters
    ----------
    shell : ZMQInteractiveShell
        The shell.
    """
    shell.display_pub.publish = _drawing(shell.display_pub.publish)
    shell.displayhook.write_format_data = _drawing(shell.displayhook.write_format_data)


def _drawing(send: Callable[..., Any]) -> Callable[..., Any]:
    def _drawn_and_sent(
        data: Content, metadata: Content | None = None, *rest: Any, **others: Any
    ) -> Any:
        return send(*drawn(data, metadata or {}), *rest, **others)

    return _drawn_and_sent


def drawn(data: Mapping[str, Any], metadata: Mapping[str, Any]) -> tuple[Content, Content]:
    """Return what is displayed with a picture in place of a drawing, as far as that can be had.

    Parameters
    ----------
    data : mapping
        MIME type to content.
    metadata : mapping
        What is said about it.
    """
    drawing = data.get(MIMETYPE)
    if not isinstance(drawing, str) or _is_shown_otherwise(data):
        return {**data}, {**metadata}
    try:
        image, size = _picture(drawing)
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":  # of Rust
            return {**data}, {**metadata}
        raise
    rest = {name: item for name, item in data.items() if name != MIMETYPE}
    about = {name: item for name, item in metadata.items() if name != MIMETYPE}
    return rest | {_PICTURE: b64encode(image).decode()}, about | {_PICTURE: size}


def _is_shown_otherwise(data: Mapping[str, Any]) -> bool:
    return any(name in {_PICTURE, "image/jpeg"} or name.startswith(_DRAWN_OUTSIDE) for name in data)


def _picture(drawing: str) -> tuple[bytes, dict[str, int]]:
    """Return a drawing as PNG, and the width and height it is to be shown with.

    Raises
    ------
    ValueError
        If it is none, or too large, or nested too deep.
    """
    import resvg_py

    if len(drawing) > LARGEST:
        message = f"{len(drawing):,} characters"
        raise ValueError(message)
    width, height = _size(_outline(drawing))
    scale = min(
        _SHARPNESS, math.sqrt(MOST_PIXELS / width / height), _LONGEST_SIDE / max(width, height)
    )
    # given both, the drawing is fitted between them, so a size that was misread does no harm
    image = resvg_py.svg_to_bytes(
        svg_string=drawing,
        width=max(1, round(width * scale)),
        height=max(1, round(height * scale)),
        dpi=96,
        **_fonts(),
    )
    drawn_size = _HEADER.unpack_from(image)
    ratio = min(1.0, scale) / scale
    return image, {
        name: max(1, round(pixels * ratio))
        for name, pixels in zip(("width", "height"), drawn_size, strict=True)
    }


def _outline(drawing: str) -> dict[str, str]:
    """Return the attributes of the outermost element.

    Raises
    ------
    ValueError
        If elements are nested too deep.
    """
    outermost: dict[str, str] = {}
    depth = 0

    def _enter(_: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        if depth == 0:
            outermost.update(attributes)
        depth += 1
        if depth > _DEEPEST:
            message = "nested too deep"
            raise ValueError(message)

    def _leave(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = _enter, _leave
    parser.Parse(drawing, True)  # noqa: FBT003  # has no name for it
    return outermost


def _size(outermost: Mapping[str, str]) -> tuple[float, float]:
    """Return the width and height of a drawing in pixels.

    Raises
    ------
    ValueError
        If it has none that can be drawn.
    """
    box = [*map(float, outermost.get("viewBox", "").replace(",", " ").split())]
    inner = box[2:] if len(box) == 4 else _UNKNOWN  # x, y, width, height
    width = _pixels(outermost.get("width", ""), inner[0])
    height = _pixels(outermost.get("height", ""), inner[1])
    if not (0 < width < math.inf and 0 < height < math.inf):
        message = f"{width:g} x {height:g} pixels"
        raise ValueError(message)
    return width, height


def _pixels(length: str, otherwise: float) -> float:
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _PIXELS[found[2].lower()] if found else otherwise


@cache
def _fonts() -> dict[str, Any]:
    """Return the fonts of Matplotlib, for letters where the machine has none."""
    matplotlib = find_spec("matplotlib")
    if matplotlib is None or matplotlib.origin is None:
        return {}
    folder = Path(matplotlib.origin).with_name("mpl-data") / "fonts" / "ttf"
    return {
        "font_dirs": [str(folder)],
        "font_family": "DejaVu Sans",
        "sans_serif_family": "DejaVu Sans",
        "serif_family": "DejaVu Serif",
        "monospace_family": "DejaVu Sans Mono",
    }
