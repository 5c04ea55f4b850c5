"""The text of a JSON file as Python values, or the place where it is damaged."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.reading import Rejected
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DEEPEST = 200
_SHOWN = 20
_EXTRA = "one value was expected"
_GAP = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)
_MOST_DIGITS = 4000  # Python refuses to read longer integers
_HINT = "Mend that place, or write the file again."


@dataclass
class Parser:
    """Reads JSON as Python's writer and others spell it; counts what is unusual.

    Parameters
    ----------
    name : str
        What the file is called, for messages.
    repeated : Counter
        Keys that stood twice in an object, and in how many; the last value is taken.
    n_infinite : int
        Values spelled Infinity.
    """

    name: str
    repeated: Counter[str] = field(default_factory=Counter)
    n_infinite: int = 0

    def __post_init__(self) -> None:
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._constant
        )
        self._patient = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._constant, parse_int=_integer
        )

    def document(self, text: str) -> Any:  # any JSON value
        """Return the one value a text is.

        Parameters
        ----------
        text : str
            The text.

        Raises
        ------
        ReadError
            If it is no JSON, with line and column.
        """
        with self._said(text):
            return self._whole(text)

    def sequence(self, text: str) -> list[Any]:
        """Return the values of a text in which one follows the other.

        Parameters
        ----------
        text : str
            The text.

        Raises
        ------
        ReadError
            If there is something else between them, with line and column.
        """
        values: list[Any] = []
        place = _gap(text, 0)
        with self._said(text):
            while place < len(text):
                value, end = self._raw(text, place)
                values.append(value)
                place = _gap(text, end)
        return values

    def lines(self, text: str) -> tuple[list[Any], list[Rejected]]:
        """Return the values of the lines of a text, and the lines that are no JSON.

        Parameters
        ----------
        text : str
            The text; empty lines are passed over.

        Raises
        ------
        ReadError
            If more lines are no JSON than are, with the first of them.
        """
        values: list[Any] = []
        unfit: list[Rejected] = []
        for number, line in enumerate(text.split("\n"), start=1):
            if not line or line.isspace():
                continue
            try:
                values.append(self._whole(line))
            except json.JSONDecodeError as error:
                unfit.append(Rejected(number, line.rstrip("\r"), _reason(error)))
            except RecursionError:
                reason = f"is nested deeper than {_DEEPEST} levels"
                unfit.append(Rejected(number, line[:_DEEPEST], reason))
        if len(unfit) > len(values):
            first = unfit[0]
            message = f"`{self.name}` is no valid JSON: line {first.line} {first.reason}."
            raise ReadError(message, hint=_HINT, code="json-damaged")
        return values, unfit

    def _whole(self, line: str) -> Any:  # any JSON value
        value, end = self._raw(line, _gap(line, 0))
        if _gap(line, end) < len(line):
            raise json.JSONDecodeError(_EXTRA, line, _gap(line, end))
        return value

    @contextmanager
    def _said(self, text: str) -> Iterator[None]:
        try:
            yield
        except json.JSONDecodeError as error:
            message = f"`{self.name}` is no valid JSON: line {error.lineno} {_reason(error)}."
            raise ReadError(message, hint=_HINT, code="json-damaged") from error
        except RecursionError as error:
            deep = too_deep(self.name, text)
            raise deep from error

    def _raw(self, text: str, start: int) -> tuple[Any, int]:
        try:
            return self._decoder.raw_decode(text, start)
        except json.JSONDecodeError:
            raise
        except ValueError:  # an integer of thousands of digits
            return self._patient.raw_decode(text, start)

    def _object(self, pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            times = Counter(key for key, _ in pairs)
            self.repeated.update(key for key, n in times.items() if n > 1)
        return found

    def _constant(self, spelled: str) -> float | None:
        if spelled == "NaN":
            return None
        self.n_infinite += 1
        return float(spelled)


def too_deep(name: str, text: str) -> ReadError:
    """Return an error that says where a text is nested too deep.

    Parameters
    ----------
    name : str
        What the file is called.
    text : str
        The text.
    """
    place = _deep_place(text)
    line, column = text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)
    message = (
        f"`{name}` is nested deeper than {_DEEPEST} levels in line {line}, column {column}; "
        "that is no table."
    )
    return ReadError(message, hint="Check how it was written.", code="json-damaged")


def _reason(error: json.JSONDecodeError) -> str:
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string"):
        return f"ends too early (column {error.colno})"
    wanted = error.msg[:1].lower() + error.msg[1:]
    found = error.doc[error.pos : error.pos + _SHOWN]
    return f"breaks off at {found!r} (column {error.colno}, {wanted})"


def _gap(text: str, start: int) -> int:
    """Return where the next thing stands behind spaces and line ends."""
    found = _GAP.match(text, start)
    return found.end() if found else start


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= _MOST_DIGITS else digits


def _deep_place(text: str) -> int:
    """Return where in a text the first bracket beyond the deepest level stands."""
    depth = 0
    for token in _TOKEN.finditer(text):
        first = token[0][0]
        depth += (first in "[{") - (first in "]}")
        if depth > _DEEPEST:
            return token.start()
    return len(text)
