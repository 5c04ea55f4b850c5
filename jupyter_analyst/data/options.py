"""How a person overrides what the reader would decide."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NoReturn, TypeVar

from jupyter_analyst.errors import ReadError, UnknownNameError, near

F = TypeVar("F", bound=Callable[..., Any])

TYPES = ("number", "text", "boolean", "date", "dmy", "mdy", "ymd", "duration")
"""What a column can be told to be; dmy, mdy and ymd are dates with that order of their parts, a
duration such as 1:30:00 becomes seconds."""

ENCODINGS = ("utf-8", "utf-16", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255",
             "cp1256", "cp1257", "cp1258", "latin-1", "iso-8859-2", "iso-8859-15", "koi8-r",
             "mac-roman", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")  # fmt: skip
"""Encodings that are offered by name; Python's others are taken too."""

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", " ": "space"}
"""What delimiters are called."""

MARKS = {".": "point", ",": "comma", " ": "space", "'": "apostrophe"}
"""What the marks in numbers are called."""

CHOICES: dict[str, dict[str, str]] = {
    "encoding": {one: one for one in ENCODINGS},
    "delimiter": DELIMITERS,
    "quote": {'"': '"', "'": "'", "": "none"},
    "decimal": {".": MARKS["."], ",": MARKS[","]},
    "thousands": {one: MARKS[one] for one in (",", ".", " ", "'")} | {"": "none"},
    "types": {one: one for one in TYPES},
}
"""Values that are offered for an option, and what they are called; types are those of a column."""

CLOSED = frozenset(("decimal", "types"))
"""Options that take nothing else than what is offered."""

_CALLED = {words: mark for mark, words in DELIMITERS.items()} | {"\\t": "\t"}


@dataclass(frozen=True)
class Options:
    """The overrides of one reading; None leaves the decision to the reader.

    This is the one list of them: `with_options` gives it to every function that takes them.

    Parameters
    ----------
    encoding : str
        Character encoding of a text file; found out if left out.
    delimiter : str
        What stands between the columns, a character or its name; found out if left out.
    decimal : str
        Decimal mark; found out if left out.
    thousands : str
        Thousands mark, empty if there is none; found out if left out.
    header : bool
        Whether the first row holds the names; found out if left out.
    quote : str
        What stands around texts, empty if nothing does; found out if left out.
    nulls : list of str
        Spellings that mean a missing value besides the empty one; then no others do.
    types : mapping
        Kinds of columns by name (number, text, boolean, date, dmy, mdy, ymd, duration); found out
        if left out.
    escape : str
        What stands before a quote or delimiter that is part of a text, empty if nothing does;
        found out if left out.
    comment : str
        What begins a line that is no row, empty if nothing does; found out if left out.
    header_rows : int
        How many rows hold the names, which are joined; one if left out.
    footer : int
        How many of the last rows, such as totals, are no part of the table; found out if left out.
    sheet : str or int
        Sheet of a workbook, by name or by number from 1; the first with a table if left out.
    table : str
        Table or view of a database, which may be left out where there is one alone, or the
        dotted name of what holds the rows in a JSON document; found out there if left out.
    labels : bool
        Whether the labels of codes in a file of a statistics program are read in their place; if
        left out, in the columns where every code has one.
    query : str
        One SELECT that is read instead of a table of a database.
    password_env : str
        Environment variable that holds the password to a database, so that it is written nowhere.
    member : str
        File in an archive, by name or by a pattern such as `*` for all; may be left out where
        there is one table alone.
    source_column : str
        Name of a column to add, which says for each row from which file it is.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    header: bool | None = None
    quote: str | None = None
    nulls: Sequence[str] | None = None
    types: Mapping[str, str] | None = None
    escape: str | None = None
    comment: str | None = None
    header_rows: int | None = None
    footer: int | None = None
    sheet: str | int | None = None
    table: str | None = None
    labels: bool | None = None
    query: str | None = None
    password_env: str | None = None
    member: str | None = None
    source_column: str | None = None

    def given(self) -> dict[str, Any]:
        """Return the options that were given, by name."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: value for name, value in values.items() if value is not None}

    def to_json(self) -> dict[str, Any]:
        """Return the options that were given as JSON values."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in self.given().items()
        }

    def canonical(self) -> bytes:
        """Return the overrides as bytes that are equal when the overrides are."""
        return json.dumps(self.given(), sort_keys=True, ensure_ascii=False).encode()


def with_options(function: F) -> F:
    """Say of a function that takes `**reading` which options these are: signature and docstring.

    Parameters
    ----------
    function : callable
        A function with a numpydoc docstring in which `**reading` is the last parameter.
    """
    signature = inspect.signature(function)
    own = [one for one in signature.parameters.values() if one.kind is not one.VAR_KEYWORD]
    by_name = inspect.Parameter.KEYWORD_ONLY
    named = [
        inspect.Parameter(item.name, by_name, default=None, annotation=item.type)
        for item in fields(Options)
    ]
    function.__signature__ = signature.replace(parameters=[*own, *named])  # type: ignore[attr-defined]
    before, marker, after = inspect.cleandoc(function.__doc__ or "").partition("**reading")
    listed = inspect.cleandoc(Options.__doc__ or "").partition("----------\n")[2]
    if marker:  # without docstrings, as under -OO, there is nothing to say
        _, gap, rest = after.partition("\n\n")
        function.__doc__ = before + listed + gap + rest
    return function


def options(**given: Any) -> Options:  # one keyword for each field of Options
    """Return the overrides, checked before any work starts.

    Parameters
    ----------
    **given : object
        The fields of `Options`; `nulls` may be one text, split at its commas.

    Raises
    ------
    ReadError
        If a value does not fit.
    UnknownNameError
        If there is no such option.
    """
    known = [item.name for item in fields(Options)]
    for name in given:
        if name not in known:
            raise UnknownNameError(name, "option", known, where="of reading")
    found = Options(
        **{
            name: _MADE[name](value) if name in _MADE else value
            for name, value in given.items()
            if value is not None
        }
    )
    for name, value in found.given().items():
        if name in _CHECKS:
            _CHECKS[name](value)
    _check_pairs(found)
    return found


def _check_pairs(found: Options) -> None:
    if found.decimal is not None and found.decimal == found.thousands:
        _refuse("thousands", found.thousands, "another character than the decimal mark")
    if found.table is not None and found.query is not None:
        _refuse("query", found.query, "left out where `table` is given", "Leave one of them out.")


def _words(value: Sequence[str] | str) -> tuple[str, ...]:
    return tuple(map(str, value.split(",") if isinstance(value, str) else value))


def _refuse(name: str, value: object, wanted: str, hint: str = "") -> NoReturn:
    message = f"`{name}` is {value!r}; it must be {wanted}."
    raise ReadError(message, hint=hint, code="option-wrong")


def _check_character(name: str, value: object) -> None:
    if not isinstance(value, str) or len(value) != 1 or not value.isascii() or value in "\r\n\0":
        _refuse(name, value, "one ASCII character", "For a tab, write `tab`.")


def _check_mark(name: str, value: object) -> None:
    if value:  # the empty text says that there is none
        _check_character(name, value)


def _check_comment(value: object) -> None:
    if not isinstance(value, str) or any(end in value for end in "\r\n"):
        _refuse("comment", value, "text within one line, or nothing")


def _check_count(name: str, value: object, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        _refuse(name, value, f"a whole number from {least}")


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


def _check_truth(name: str, value: object) -> None:
    if not isinstance(value, bool):
        _refuse(name, value, "True or False")


def _check_words(name: str, value: object) -> None:
    if not isinstance(value, str) or not value.strip():
        _refuse(name, value, "text")


def _check_sheet(value: object) -> None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if not (is_number or (isinstance(value, str) and value)):
        _refuse("sheet", value, "the name of a sheet or its number from 1")


_CHECKS: dict[str, Callable[[Any], None]] = {
    "encoding": _check_encoding,
    "delimiter": lambda value: _check_character("delimiter", value),
    "quote": lambda value: _check_mark("quote", value),
    "escape": lambda value: _check_mark("escape", value),
    "comment": _check_comment,
    "header_rows": lambda value: _check_count("header_rows", value, 1),
    "footer": lambda value: _check_count("footer", value, 0),
    "decimal": _check_decimal,
    "thousands": _check_thousands,
    "header": lambda value: _check_truth("header", value),
    "labels": lambda value: _check_truth("labels", value),
    "types": _check_types,
    "sheet": _check_sheet,
    "table": lambda value: _check_words("table", value),
    "query": lambda value: _check_words("query", value),
    "password_env": lambda value: _check_words("password_env", value),
    "member": lambda value: _check_words("member", value),
    "source_column": lambda value: _check_words("source_column", value),
}

_MADE: dict[str, Callable[[Any], Any]] = {
    "delimiter": lambda value: _CALLED.get(value, value),
    "nulls": _words,
    "types": dict,
}
"""How what a person gives is brought into one form, before it is checked."""
