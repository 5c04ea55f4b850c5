"""What a rule proposes: a piece of a plan, and the words it explains."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jupyter_analyst.planner.lexicon import lexicon
from jupyter_analyst.planner.text import stem, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jupyter_analyst.planner.conditions import Condition
    from jupyter_analyst.planner.groups import Key
    from jupyter_analyst.planner.measures import Measure
    from jupyter_analyst.planner.table import Field, Table

Span = frozenset[int]


@dataclass(frozen=True)
class Filter:
    """Rows are kept that fulfil conditions.

    Parameters
    ----------
    conditions : tuple of Condition
        The conditions.
    span : frozenset of int
        The tokens this explains.
    weight : float
        How surely; decides between filters of the same length.
    doubts : tuple of str
        What was guessed.
    counting : bool
        Whether it is only meant where rows are counted.
    joined : bool
        Whether groups were named with "and": together, or one by one?
    """

    conditions: tuple[Condition, ...]
    span: Span
    weight: float = 0.5
    doubts: tuple[str, ...] = ()
    counting: bool = False
    joined: bool = False

    @property
    def first(self) -> int:
        """The first token."""
        return min(self.span)


@dataclass(frozen=True)
class Group:
    """Rows are grouped.

    Parameters
    ----------
    keys : tuple of Key
        By what.
    span : frozenset of int
        The tokens this explains.
    weight : float
        How surely.
    doubts : tuple of str
        What was guessed.
    """

    keys: tuple[Key, ...]
    span: Span
    weight: float = 0.5
    doubts: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """The first token."""
        return min(self.span)


@dataclass(frozen=True)
class Wanted:
    """Something is asked of the rows.

    Parameters
    ----------
    measure : Measure
        What.
    span : frozenset of int
        The tokens this explains.
    weight : float
        How surely, from 0 to 1.
    doubts : tuple of str
        What was guessed, or a default that decides.
    others : tuple of str
        Questions that say other readings plainly.
    part : tuple of int
        For a share: the first token, and the one after the last, of the conditions it is about.
    """

    measure: Measure
    span: Span
    weight: float = 0.5
    doubts: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    part: tuple[int, int] = (0, 0)

    def but(self, measure: Measure) -> Wanted:
        """Return it with another measure.

        Parameters
        ----------
        measure : Measure
            What is asked instead.
        """
        return replace(self, measure=measure)


def natural(table: Table, names: Iterable[str]) -> Field | None:
    """Return the column an adjective speaks of: "older" of the one called age.

    Parameters
    ----------
    table : Table
        The table.
    names : iterable of str
        The usual names of the column, the most usual first.
    """
    for name in names:
        for whole in (True, False):
            found = [field for field in table.fields if _called(field, name, whole=whole)]
            if len(found) == 1:
                return found[0]
            if found:
                return None  # which one is open
    return None


def _called(field: Field, name: str, *, whole: bool) -> bool:
    if field.kind not in {"number", "date"}:
        return False
    words = [stem(word) for word in words_of(field.name)] or [""]
    core = [word for word in words if not lexicon().has("units", word)] or words
    return name in {*core, *words} and len(core) == 1 if whole else name in (words[-1], core[-1])
