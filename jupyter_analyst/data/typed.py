"""Options of reading as a person types them on a line, and where a doubt offers them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

from jupyter_analyst.data.options import Options
from jupyter_analyst.signature import flag, is_one_line, typed

Kind = Literal["text", "number", "truth", "list", "pairs"]

_KINDS: dict[str, Kind] = {"bool": "truth", "int": "number", "Sequence": "list", "Mapping": "pairs"}
_OF = {item.name: re.match(r"\w*", str(item.type)) for item in fields(Options)}
_TRUTH = {"yes": True, "no": False}
_TAB = {"\t": "tab"}
# an option is never the first thing a doubt says: that is the column
_SPELLED = re.compile(r"(?<!^)`([^`]+)`(?= (?:decides|names|that|or|leaves|joins|splits)\b)")


@dataclass(frozen=True)
class Offer:
    """An option that a doubt offers.

    Parameters
    ----------
    option : str
        Its name.
    value : object
        The value it is to have; None where that is left to the person.
    """

    option: str
    value: Any = None

    @property
    def words(self) -> str:
        """How it is typed."""
        if self.value is None:
            return flag(self.option)
        return typed(self.option, text_of(self.value))


def kind_of(option: str) -> Kind:
    """Return what kind of value an option has.

    Parameters
    ----------
    option : str
        Name of a field of `Options`.
    """
    found = _OF[option]
    return _KINDS.get(found[0] if found else "", "text")


def text_of(value: Any) -> str:
    r"""Return the value of an option as one text.

    Parameters
    ----------
    value : object
        The value.

    Examples
    --------
    >>> text_of(True), text_of(["NA", "-"]), text_of({"when": "dmy"}), text_of("\t"), text_of(2)
    ('yes', 'NA,-', 'when=dmy', 'tab', '2')
    >>> print(text_of({"a,b": "date"}), text_of({"a\nb": "date"}))
    {"a,b": "date"} {"a\nb": "date"}
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        pairs = [f"{name}={kind}" for name, kind in value.items()]
        return _joined(pairs, value, is_plain=not any("=" in name for name in value))
    if isinstance(value, list | tuple):
        return _joined(list(value), list(value), is_plain=True)
    return _TAB.get(value, str(value))


def value_of(option: str, text: Any) -> Any:
    """Return the value a text stands for; one that fits no value stays text, and is refused later.

    Parameters
    ----------
    option : str
        Name of a field of `Options`.
    text : str
        What a person wrote or chose; what is no text is a value already.
    """
    if not isinstance(text, str):
        return text
    kind = kind_of(option)
    if kind == "truth":
        return _TRUTH.get(text, text)
    if kind == "number":
        return int(text) if text.isdecimal() else text
    if kind == "list":
        return [one.strip() for one in text.split(",") if one.strip()]
    return text


def offers(doubt: str) -> tuple[Offer, ...]:
    r"""Return the options a doubt offers, in its order.

    Parameters
    ----------
    doubt : str
        One of `Reading.doubts`; it spells options as Python does, between backticks.

    Examples
    --------
    >>> offers("`a` holds `NA` among codes; `nulls=[\"NA\"]` decides.")
    (Offer(option='nulls', value=['NA']),)
    """
    found = (_offer(match[1]) for match in _SPELLED.finditer(doubt))
    return tuple(one for one in found if one is not None)


def as_typed(doubt: str) -> str:
    """Return a doubt with its options as they are typed on a line.

    Parameters
    ----------
    doubt : str
        One of `Reading.doubts`.

    Examples
    --------
    >>> as_typed("2 other sheets not read: `b`; `sheet` decides.")
    '2 other sheets not read: `b`; `--sheet` decides.'
    """

    def _typed(match: re.Match[str]) -> str:
        found = _offer(match[1])
        return f"`{found.words}`" if found else match[0]

    return _SPELLED.sub(_typed, doubt)


def _joined(parts: list[str], value: Any, *, is_plain: bool) -> str:
    """Return parts with commas between, or as JSON where that would take them apart elsewhere."""
    has_breaks = not all(map(is_one_line, parts))
    is_plain &= all("," not in part and part == part.strip() for part in parts)
    if is_plain and not has_breaks:
        return ",".join(parts)
    return json.dumps(value, ensure_ascii=has_breaks)


def _offer(spelled: str) -> Offer | None:
    """Return the option a piece of Python stands for, None if it is something else."""
    if spelled in _OF:
        return Offer(spelled)
    try:
        call = ast.parse(f"_({spelled})", mode="eval").body
        given = call.keywords if isinstance(call, ast.Call) and not call.args else []
        values = {one.arg: ast.literal_eval(one.value) for one in given}
    except (SyntaxError, ValueError):  # a name with blanks, or something to be worked out
        return None
    found = [Offer(name, value) for name, value in values.items() if name in _OF]
    return found[0] if len(found) == 1 else None
