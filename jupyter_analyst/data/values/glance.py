"""What a column cannot be, by a look at a few of its first values."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import pyarrow.compute as pc

from jupyter_analyst.data.values.spelling import UNIT, spelled
from jupyter_analyst.wording import MINUS

if TYPE_CHECKING:
    import pyarrow as pa

    from jupyter_analyst.data.values.manner import Manner

Look = Literal["number", "truth", "date", "duration"]

_ALL: frozenset[Look] = frozenset(("number", "truth", "date", "duration"))
_FEW = 8
_LONGEST = 60
_AROUND = rf"(?:{UNIT}|[\s()+{MINUS}–－-])*"
# wider than any number is read: what does not fit cannot be one, what fits may not be one either
_NUMBER = re.compile(
    rf"{_AROUND}(?:[\d.,'’\s]+(?:e[+-]?\d+)?|inf(?:inity)?){_AROUND}", re.IGNORECASE
)
_CLOCK = re.compile(r"-?\d+:")


def looks_of(head: pa.ChunkedArray, manner: Manner) -> frozenset[Look]:
    """Return what a column may be besides text; what is left out it cannot be.

    A type is that of every value, so one value that has it not rules it out for all.

    Parameters
    ----------
    head : ChunkedArray
        Its first values, without nulls.
    manner : Manner
        How values are spelled; where a person said what means missing, nothing is ruled out.
    """
    if manner.nulls is not None:
        return _ALL
    values = pc.utf8_trim_whitespace(head.slice(0, _FEW)).to_pylist()
    looks = _ALL.intersection(*map(_looks, values))
    return looks if manner.thousands is None else looks | {"number"}


@lru_cache(maxsize=10_000)
def _looks(text: str) -> frozenset[Look]:
    """Return what a column may be in which a value stands; anything where it means missing."""
    kind = spelled(text)
    if kind == "missing" or len(text) > _LONGEST:
        return _ALL
    may_be: dict[Look, bool] = {
        "number": _may_be_number(text),
        "truth": kind == "truth",
        "date": kind in {"date", "number"},
        "duration": _CLOCK.match(text) is not None,
    }
    return frozenset(look for look, may in may_be.items() if may)


def _may_be_number(text: str) -> bool:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)  # as wide digits are
    return any(_NUMBER.fullmatch(one) for one in dict.fromkeys((text, plain)))
