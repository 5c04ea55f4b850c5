"""HTML from the sandbox: what may stay of it, so that nothing acts and nothing is loaded."""

from __future__ import annotations

import re

import nh3

LARGEST = 500_000
"""Characters; what is longer is not shown."""

_DEEPEST = 100
_MOST_SPANNED = 1000
_MOST_REOPENED = 20
_SHAPES = """
abbr b blockquote br caption code col colgroup dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i
ins kbd li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead
tr u ul var
"""
_ACTING = """
applet audio base button canvas embed form frame frameset iframe image img input link math meta
object picture script select svg textarea video
"""
_EMPTY = "area base br col embed hr img input link meta source track wbr"
_REOPENED = "a b big code em font i nobr s small strike strong tt u"

_TAGS = set(_SHAPES.split())
_CELL = {"colspan", "rowspan"}
_ATTRIBUTES = {"td": _CELL, "th": _CELL | {"scope"}, "ol": {"start"}, "*": {"dir"}}
_VALUES = {
    "colspan": re.compile(r"\d{1,9}"),
    "rowspan": re.compile(r"\d{1,9}"),
    "start": re.compile(r"-?\d{1,6}"),
    "scope": re.compile(r"(?:col|row)(?:group)?"),
    "dir": re.compile(r"ltr|rtl|auto"),
}
_ACTS_OR_LOADS = set(_ACTING.split())
_WITH_CONTENT = {"script", "style", "template", "noscript", "title", "textarea", "select"}
_VOID = set(_EMPTY.split())
_FORMATTING = set(_REOPENED.split())
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_LINK = re.compile(r"<(?:a|area)\s[^<>]*?\bhref\s*=", re.IGNORECASE)
_HANDLER = re.compile(
    r"<[a-z][^<>]*?[\s\"'/](on[a-z]{1,40}|data-commandlinker-[a-z]{1,40})\s*=", re.I
)
_TURNING = re.compile("[\u202d\u202e]")
_SOMETHING = re.compile(r"<hr|>[^<]*[^<\s]|^[^<]*[^<\s]")

_IGNORED_BY_MATH = '<div class="mathjax_ignore tex2jax_ignore">{}</div>'  # `$` is money here


def cleaned(html: str) -> str:
    """Return HTML of which only text, its shape and its tables are left; empty if nothing is.

    Parameters
    ----------
    html : str
        Whatever was sent.
    """
    if len(html) > LARGEST or _is_tangled(html):
        return ""
    kept = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_moderate,
        url_schemes=set(),
        link_rel=None,
    )
    kept = _TURNING.sub("", kept)  # only now: they may have been written as entities
    return _IGNORED_BY_MATH.format(kept) if _SOMETHING.search(kept) else ""


def acting(html: str) -> list[str]:
    """Return the names of elements and attributes in it that would act or load something.

    Parameters
    ----------
    html : str
        Whatever was sent.
    """
    read = html[:LARGEST]
    elements = {name.lower() for _, name in _TAG.findall(read)} & _ACTS_OR_LOADS
    handlers = {name.lower() for name in _HANDLER.findall(read)}
    return sorted(elements | handlers) + ["links"] * bool(_LINK.search(read))


def _moderate(_: str, name: str, value: str) -> str | None:
    """Return the value of an attribute as far as it is sensible."""
    wanted = _VALUES.get(name)  # it is asked about those that go anyway, too
    if wanted is None or not wanted.fullmatch(value):
        return None
    return str(min(int(value), _MOST_SPANNED)) if name in _CELL else value


def _is_tangled(html: str) -> bool:
    """Return whether elements nest so deep or cross so often that a parser would take minutes.

    Deep nesting costs the square of its depth, and a formatting element that is not closed is
    opened again in everything that follows.
    """
    opened: list[str] = []
    crossed = 0
    for closing, name in _TAG.findall(html):
        tag = name.lower()
        if closing:
            crossed += len(_FORMATTING.intersection(_closed(opened, tag)))
        elif tag not in _VOID:
            opened.append(tag)
        emphasised = sum(item in _FORMATTING for item in opened)
        if len(opened) > _DEEPEST or emphasised > _MOST_REOPENED or crossed > _MOST_REOPENED:
            return True
    return False


def _closed(opened: list[str], tag: str) -> list[str]:
    """Take the innermost element of a name off the open ones; return what was open inside it."""
    if tag not in opened:
        return []
    place = len(opened) - 1 - opened[::-1].index(tag)
    inner = opened[place + 1 :]
    del opened[place:]
    return inner
