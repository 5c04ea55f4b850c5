"""What texts mean: decided by their form, and by the header where the form leaves it open."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from jupyter_analyst.data.meaning import cues
from jupyter_analyst.data.meaning.record import Finding
from jupyter_analyst.data.meaning.scales import scale_of
from jupyter_analyst.finders import (
    country_of,
    is_email,
    is_ip,
    is_key,
    is_phone,
    is_postcode,
    is_url,
)
from jupyter_analyst.wording import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.data.meaning.evidence import Evidence

_CLOCK = re.compile(r"(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?: ?[ap]\.?m\.?)?", re.I)
_SPAN = re.compile(
    r"-?P(?=\d|T\d)(?:\d+[YMWD])*(?:T(?:\d+(?:\.\d+)?[HMS])+)?|\d+:\d\d:\d\d(?:\.\d+)?"
)
_ITEMS = re.compile(r"[^;|]{1,60}(?:[;|][^;|]{1,60})+|[^,\s]{1,30}(?:,\s?[^,\s]{1,30}){2,}")
_TRUTHS = ({"yes", "no"}, {"true", "false"}, {"y", "n"}, {"ja", "nein"}, {"oui", "non"}, {"t", "f"})
_CODE = re.compile(r"(?=.*\d)[\w./#:-]+")
_SENTENCE = 3
_SPARSE = 0.5


def meaning_of_texts(e: Evidence) -> tuple[Finding, tuple[str, ...]]:
    """Return the semantic type of a column of texts, and the order of its values if they have one.

    Parameters
    ----------
    e : Evidence
        What is known of the column.
    """
    by_form = next(filter(None, (decide(e) for decide in _BY_FORM)), None)
    if by_form:
        return by_form, ()
    if e.column.levels == e.n_distinct and (order := scale_of(e.texts)):
        return Finding("ordered", 0.9, f"its values are the scale {listed(order, most=7)}"), order
    return _named(e) or _grouped(e), ()


def _by_form(
    kind: str, check: Callable[[str], object], what: str, known: tuple[str, ...]
) -> Callable[[Evidence], Finding | None]:
    """Return what decides on a type that shows in the texts themselves."""

    def _decide(e: Evidence) -> Finding | None:
        found = e.mostly(check)
        if not found:
            return None
        cue = e.cue(known)
        return Finding(kind, 0.99 if cue else 0.95, f"{found} are {what}{_said(cue)}")

    return _decide


def _truth(e: Evidence) -> Finding | None:
    said = {text.casefold() for text in e.texts}
    if said not in _TRUTHS:
        return None
    return Finding("boolean", 0.95, f"its values are {listed(e.texts, most=2)}")


def _phone(e: Evidence) -> Finding | None:
    cue = e.cue(cues.PHONE)
    found = e.mostly(lambda text: is_phone(text, cued=bool(cue)))
    return Finding("phone", 0.95, f"{found} are telephone numbers{_said(cue)}") if found else None


def _country(e: Evidence) -> Finding | None:
    cue = e.cue(cues.COUNTRY)
    if not cue and not any(text.casefold() in cues.USUAL_COUNTRIES for text in e.texts):
        return None
    found = e.mostly(country_of)
    if not found or (not cue and len(e.texts) < _SENTENCE):
        return None
    return Finding("country", 0.97 if cue else 0.85, f"{found} are countries{_said(cue)}")


def _postcode(e: Evidence) -> Finding | None:
    cue = e.cue(cues.POSTCODE)
    found = e.mostly(is_postcode) if cue else ""
    return Finding("postcode", 0.95, f"{found} are postcodes{_said(cue)}") if found else None


def _span(e: Evidence) -> Finding | None:
    cue = e.cue(cues.DURATION)
    found = e.mostly(_SPAN.fullmatch)
    if not found or not (cue or e.mostly(lambda text: text.lstrip("-").startswith("P"))):
        return None
    return Finding("duration", 0.9, f"{found} are spans of time{_said(cue)}")


def _list(e: Evidence) -> Finding | None:
    found = e.mostly(_ITEMS.fullmatch)
    return (
        Finding("list", 0.8, f"{found} hold several items with a mark between them")
        if found
        else None
    )


def _is_json(text: str) -> bool:
    if text[:1] + text[-1:] not in {"{}", "[]"}:
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


_BY_FORM: tuple[Callable[[Evidence], Finding | None], ...] = (
    _truth,
    _by_form("email", is_email, "e-mail addresses", cues.EMAIL),
    _by_form("url", is_url, "addresses of the web", cues.URL),
    _by_form("ip", is_ip, "addresses of computers", cues.IP),
    _by_form("id", is_key, "keys that machines make", cues.ID),
    _by_form("json", _is_json, "JSON", ()),
    _span,
    _by_form("time", _CLOCK.fullmatch, "times of day", ("time",)),
    _phone,
    _postcode,
    _country,
    _list,
)
"""In order: the first that fits decides."""


def _named(e: Evidence) -> Finding | None:
    """Return that a column names its rows, if each value is its own and looks like a code."""
    cue = e.cue(cues.ID)
    if not e.is_unique or (e.column.kind == "category" and not cue):
        return None
    found = f"{e.n_distinct:,} of {e.n_values:,} {e.looked} are different"
    if cue:
        return Finding("id", 0.95, f"{found}{_said(cue)}")
    coded = e.mostly(_CODE.fullmatch)
    return Finding("id", 0.75, f"{found} and look like codes") if coded else None


def _grouped(e: Evidence) -> Finding:
    if e.column.kind == "category":
        n_levels = e.column.levels or e.n_distinct
        return Finding("category", 0.9, f"{n_levels} different texts, many rows each")
    if e.n_values and e.n_distinct <= _SPARSE * e.n_values:
        return Finding(
            "category", 0.7, f"only {e.n_distinct:,} of {e.n_values:,} {e.looked} differ"
        )
    is_long = e.mostly(lambda text: len(text.split()) >= _SENTENCE, at_least=_SPARSE)
    if is_long:
        return Finding("text", 0.9, "most values are several words")
    return Finding("text", 0.6, "texts of no form that is known")


def _said(cue: str) -> str:
    """Return what the header says, to stand behind another reason."""
    return f" and the name says `{cue}`" if cue else ""
