"""How a person overrides what the reader would decide."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from jupyter_analyst.errors import ReadError, near

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TYPES = ("number", "text", "boolean", "date", "dmy", "mdy")
"""What a column can be told to be; dmy and mdy are dates with that order of day and month."""

ENCODINGS = ("utf-8", "utf-16", "cp1250", "cp1251", "cp1252", "latin-1", "iso-8859-15", "mac-roman",
             "shift_jis", "gb18030", "big5", "euc_kr")  # fmt: skip
"""Encodings that are offered by name; Python's others are taken too."""

_DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "\\t": "\t", "pipe": "|"}


@dataclass(frozen=True)
class Options:
    """The overrides of one reading; None leaves the decision to the reader.

    Parameters
    ----------
    encoding, delimiter, quote, decimal, thousands : str, optional
        Spelling of a text file.
    header : bool, optional
        Whether the first row holds the names.
    nulls : tuple of str, optional
        Spellings that mean missing, besides the empty one; no others do.
    types : dict, optional
        What a column is, by its name: one of `TYPES`.
    """

    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    header: bool | None = None
    nulls: tuple[str, ...] | None = None
    types: dict[str, str] | None = None

    def canonical(self) -> bytes:
        """Return the overrides as bytes that are equal when the overrides are."""
        given = {name: value for name, value in asdict(self).items() if value is not None}
        return json.dumps(given, sort_keys=True, ensure_ascii=False).encode()


def options(
    *,
    nulls: Sequence[str] | str | None = None,
    types: Mapping[str, str] | None = None,
    **given: Any,  # the simple fields of Options, checked here
) -> Options:
    """Return the overrides, checked before any work starts.

    Parameters
    ----------
    nulls : sequence of str or str, optional
        Spellings that mean missing; a text is split at its commas.
    types : mapping, optional
        What a column is, by its name.
    **given : object
        The other fields of `Options`.

    Raises
    ------
    ReadError
        If a value does not fit.
    """
    words = nulls.split(",") if isinstance(nulls, str) else nulls
    delimiter = given.get("delimiter")
    given["delimiter"] = _DELIMITERS.get(delimiter or "", delimiter)
    found = Options(
        nulls=None if words is None else tuple(map(str, words)),
        types=dict(types) if types else None,
        **given,
    )
    for name, check in _CHECKS.items():
        value = getattr(found, name)
        if value is not None:
            check(value)
    if found.decimal is not None and found.decimal == found.thousands:
        _refuse("thousands", found.thousands, "another character than the decimal mark")
    return found


def _refuse(name: str, value: object, wanted: str, hint: str = "") -> NoReturn:
    message = f"`{name}` is {value!r}; it must be {wanted}."
    raise ReadError(message, hint=hint, code="option-wrong")


def _check_character(name: str, value: object) -> None:
    if not isinstance(value, str) or len(value) != 1 or not value.isascii() or value in "\r\n\0":
        _refuse(name, value, "one ASCII character", "For a tab, write `tab`.")


def _check_quote(value: object) -> None:
    if value:  # the empty text switches quoting off
        _check_character("quote", value)


def _check_decimal(value: object) -> None:
    if value not in {".", ","}:
        _refuse("decimal", value, "a point or a comma")


def _check_thousands(value: object) -> None:
    if not isinstance(value, str) or len(value) > 1 or value.isalnum():
        _refuse("thousands", value, "one character that is no digit or letter, or nothing")


def _check_encoding(value: object) -> None:
    try:
        b" ".decode(str(value))
    except UnicodeDecodeError:
        pass  # a known encoding that wants more than one byte
    except (LookupError, ValueError):
        wanted = "the name of a text encoding"
        _refuse("encoding", value, wanted, near(str(value), ENCODINGS))


def _check_types(value: dict[str, str]) -> None:
    for name, kind in value.items():
        if kind not in TYPES:
            hint = near(str(kind), TYPES)
            _refuse(f"types[{name}]", kind, f"one of {', '.join(TYPES)}", hint)


def _check_header(value: object) -> None:
    if not isinstance(value, bool):
        _refuse("header", value, "True or False")


_CHECKS = {
    "encoding": _check_encoding,
    "delimiter": lambda value: _check_character("delimiter", value),
    "quote": _check_quote,
    "decimal": _check_decimal,
    "thousands": _check_thousands,
    "header": _check_header,
    "types": _check_types,
}
