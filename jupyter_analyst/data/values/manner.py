"""How the numbers and the missing values of a file are spelled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.data.values import numbers
from jupyter_analyst.data.values.missing import pattern_of
from jupyter_analyst.data.values.spelling import GROUPING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa

    from jupyter_analyst.data.options import Options

_HEAD = 1000


@dataclass(frozen=True)
class Manner:
    """How the values of a file are spelled.

    Parameters
    ----------
    decimals : tuple of str
        Decimal marks to try, the likelier first.
    thousands : str, optional
        The thousands mark, if it is known; all usual ones are tried otherwise.
    nulls : str, optional
        Pattern of what means missing, if it was given.
    """

    decimals: tuple[str, ...] = (".", ",")
    thousands: str | None = None
    nulls: str | None = None

    def marks(self) -> Iterator[tuple[str, str]]:
        """Yield the pairs of decimal and thousands mark to try, the likelier first."""
        for decimal in self.decimals:
            grouping = GROUPING[decimal] if self.thousands is None else (self.thousands,)
            yield from ((decimal, thousands) for thousands in dict.fromkeys(("", *grouping)))


def manner_of(columns: Sequence[pa.ChunkedArray], delimiter: str, options: Options) -> Manner:
    """Return how numbers and missing values are spelled in a file.

    Parameters
    ----------
    columns : sequence of ChunkedArray
        The texts.
    delimiter : str
        The delimiter: a semicolon is a sign of decimal commas.
    options : Options
        What was given.
    """
    nulls = None if options.nulls is None else pattern_of(options.nulls)
    given = (options.decimal,) if options.decimal else None
    return Manner(given or _decimals(columns, delimiter), options.thousands, nulls)


def head_of(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the first values; nothing is decided by them but which readings are worth a try.

    Parameters
    ----------
    column : ChunkedArray
        Texts, null where empty.
    """
    head = column.slice(0, _HEAD).drop_null()
    return head if len(head) else column.drop_null().slice(0, _HEAD)


def is_full(head: pa.ChunkedArray, column: pa.ChunkedArray) -> bool:
    """Tell whether the head of a column stays what it is when rows are added below.

    Parameters
    ----------
    head : ChunkedArray
        What `head_of` returned.
    column : ChunkedArray
        The texts.
    """
    return len(column) >= _HEAD and column.slice(0, _HEAD).null_count < _HEAD and bool(len(head))


def _decimals(columns: Sequence[pa.ChunkedArray], delimiter: str) -> tuple[str, str]:
    """Return the decimal marks, the likelier first.

    Columns whose numbers can be read in one way only decide; a value such as `1,234`, which may
    be a decimal or a thousand, follows them.
    """
    heads = [head_of(column) for column in columns]
    votes = Counter(numbers.telling_mark(head) for head in heads)
    if not votes[","] and not votes["."] and delimiter == ";":
        votes[","] = sum(map(numbers.has_comma, heads))
    return (",", ".") if votes[","] > votes["."] else (".", ",")
