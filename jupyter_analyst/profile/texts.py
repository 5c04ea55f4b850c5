"""What texts look like: letters, digits and marks in their places."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pyarrow as pa

from jupyter_analyst.profile.column import Shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jupyter_analyst.profile.field import Field
    from jupyter_analyst.profile.held import Held
    from jupyter_analyst.profile.statistics import Numbers

LOOKED_AT = 500
"""So many rows are looked at, evenly spaced if there are more."""

_MOST_SHAPES = 3
_LONGEST = 40
"""Longer texts are sentences; their shape says nothing."""

_PLAIN = ("string", "large_string", "string_view", "dictionary")
_NUMBER = re.compile(r"\s*[-+]?(\d{1,3}([ ,.']\d{3})+|\d+)([.,]\d+)?\s*%?\s*")


class _Letters(dict[int, str]):
    """A table for `str.translate` that learns each letter when it meets it."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = "9" if letter.isdigit() else _letter(letter)
        return self[code]


def _letter(letter: str) -> str:
    if not letter.isalpha():
        return letter
    return "A" if letter.isupper() else "a"


_LETTERS = _Letters()


def texts(held: Held, fields: Sequence[Field], known: Sequence[Numbers]) -> list[Numbers]:
    """Return the commonest shapes of text columns, and how many values read as numbers.

    Parameters
    ----------
    held : Held
        The rows, or a random sample of very many.
    fields : sequence of Field
        All columns.
    known : sequence of dict
        Lengths of texts.
    """
    found: list[Numbers] = [{} for _ in fields]
    chosen = [f for f in fields if f.column.type.startswith(_PLAIN) and known[f.i]["count"]]
    step = max(-(-held.n // LOOKED_AT), 1) if held.exact else 1
    places = pa.array(range(0, held.n, step)[:LOOKED_AT], pa.int64())
    for field in chosen:
        values = held.table[field.i].take(places).to_pylist()
        some = Counter(value for value in values if value is not None)
        found[field.i] = {
            "looked_at": some.total(),
            "number_like": sum(n for v, n in some.items() if _NUMBER.fullmatch(v)),
        }
        if known[field.i]["length_max"] <= _LONGEST:
            found[field.i]["shapes"] = shapes(some)
    return found


def shapes(values: Iterable[str] | Mapping[str, int]) -> tuple[Shape, ...]:
    """Return the commonest shapes, commonest first, equally common ones by the alphabet.

    Parameters
    ----------
    values : iterable of str, or mapping of str to int
        Texts, or how often each is there.

    Examples
    --------
    >>> shapes(["AB-123", "CD-456", "x1"])
    (Shape(shape='AA-999', count=2), Shape(shape='a9', count=1))
    """
    counts: Counter[str] = Counter()
    for value, n in Counter(values).items():
        counts[value.translate(_LETTERS)] += n
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Shape(shape, n) for shape, n in ranked[:_MOST_SHAPES])
