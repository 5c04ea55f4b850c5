"""The icons: 16 px strokes in the colour of the text beside them."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

# name: the strokes, on a grid of 16 by 16
_STROKES = {
    "ask": '<circle cx="8" cy="8" r="5.8"/><path d="M6.3 6.3a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2M8 11.3v.1"/>',
    "bad": '<circle cx="8" cy="8" r="5.8"/><path d="m6 6 4 4m0-4-4 4"/>',
    "boolean": '<rect x="1.8" y="5" width="12.4" height="6" rx="3"/><circle cx="11" cy="8" r="1.3"/>',
    "category": '<path d="M3 3h4.5l6 6-4.5 4.5-6-6zM5.7 5.7h.1"/>',
    "chart": '<path d="M2.5 13.5h11M4.5 11V7.5M8 11V3M11.5 11V5.5"/>',
    "check": '<path d="m3 8.5 3.2 3L13 4.5"/>',
    "date": '<rect x="2.5" y="3.5" width="11" height="10"/><path d="M2.5 6.5h11M5.5 2v3M10.5 2v3"/>',
    "info": '<circle cx="8" cy="8" r="5.8"/><path d="M8 7.3V11M8 5v.1"/>',
    "link": '<circle cx="4" cy="11" r="1.6"/><circle cx="8" cy="6" r="1.6"/><circle cx="12.2" cy="8.6" r="1.6"/><path d="m5 9.7 2-2.5M9.4 6.9l1.4.9"/>',
    "number": '<path d="M6.5 3 5 13M11 3 9.5 13M3 6.2h10.5M2.5 9.8H13"/>',
    "ok": '<circle cx="8" cy="8" r="5.8"/><path d="m5.4 8.2 1.9 1.8 3.4-3.8"/>',
    "right": '<path d="m6 4 4 4-4 4"/>',
    "survival": '<path d="M2.5 3.5h3v3h3v3h3v3h2"/>',
    "swap": '<path d="M4.5 13V3M2 5.5 4.5 3 7 5.5M11.5 3v10M9 10.5l2.5 2.5 2.5-2.5"/>',
    "table": '<rect x="2.5" y="3" width="11" height="10"/><path d="M2.5 6.5h11M2.5 9.8h11M7 6.5V13"/>',
    "text": '<path d="M3 4h10M3 8h10M3 12h6"/>',
    "time": '<circle cx="8" cy="8" r="5.8"/><path d="M8 4.5V8l2.5 1.5"/>',
    "warn": '<path d="M8 2.5 14 13.5H2L8 2.5zM8 6.8v3M8 11.8v.1"/>',
}


@cache
def icon(name: str, tone: str = "", label: str = "") -> Markup:
    """Return an icon as SVG.

    Parameters
    ----------
    name : str
        Which one.
    tone : {"", "muted", "warn", "error", "ok", "info"}
        Colour; the text's own if empty.
    label : str
        What it says to those who cannot see it; without one it is decoration.
    """
    described = (
        Markup('role="img" aria-label="{}"').format(label) if label else 'aria-hidden="true"'
    )
    return Markup('<svg class="ja-i{}" viewBox="0 0 16 16" {}>{}</svg>').format(
        f" ja-{tone}" if tone else "",
        Markup(described),  # noqa: S704  # built above, label escaped
        Markup(_STROKES[name]),  # noqa: S704  # our own strokes
    )
