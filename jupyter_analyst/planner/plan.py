"""What a question was understood to ask."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.planner.conditions import spoken
from jupyter_analyst.planner.emit import codes, named

if TYPE_CHECKING:
    from jupyter_analyst.planner.conditions import Condition
    from jupyter_analyst.planner.measures import Measure


@dataclass(frozen=True)
class Plan:
    """Which rows are taken, and what is asked of them.

    Parameters
    ----------
    dataset : str
        Name of the dataset.
    n_rows : int
        How many rows it has.
    conditions : tuple of Condition
        Which rows are kept.
    measure : Measure
        What is asked of them.
    """

    dataset: str
    n_rows: int
    conditions: tuple[Condition, ...]
    measure: Measure

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The code to run, then at most three others to try when the one before failed."""
        return codes(self.dataset, self.conditions, self.measure)

    @property
    def words(self) -> str:
        """The plan in one sentence."""
        where = f", in rows with {spoken(self.conditions)}" if self.conditions else ""
        return f"{self.measure.words()}{where}."

    @property
    def steps(self) -> tuple[str, ...]:
        """The plan as sentences, one for each thing that is done."""
        steps = [f"Take `{self.dataset}` ({wording.count(self.n_rows, 'row')})."]
        steps += [f"`{f.name}` is {f.formula}." for f in named(self.conditions, self.measure)]
        steps += [f"Keep rows with {condition.words()}." for condition in self.conditions]
        return (*steps, f"{self.measure.words()}.", *self.measure.remarks())


@dataclass(frozen=True)
class Reading:
    """How a question was read.

    Parameters
    ----------
    question : str
        The question.
    plan : Plan, optional
        What to do; None if the question was not understood.
    doubts : tuple of str
        What was guessed, or not understood, as sentences.
    unused : tuple of str
        Words of the question that had no part in the plan.
    suggestions : tuple of str
        Questions that are understood: other readings, near names.
    """

    question: str
    plan: Plan | None = None
    doubts: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """How it was read, in one sentence; empty if it was not understood."""
        return self.plan.words if self.plan else ""

    @property
    def steps(self) -> tuple[str, ...]:
        """What is done, as sentences."""
        return self.plan.steps if self.plan else ()

    @property
    def confident(self) -> bool:
        """Whether nothing of the question was left unused or guessed."""
        return self.plan is not None and not self.doubts and not self.unused
