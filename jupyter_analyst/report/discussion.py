"""The parts on questions: how each was read and answered, and the code that ran for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.report.blocks import Block, Code, Heading, Paragraph, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.report.findings import Executed, Run
    from jupyter_analyst.report.model import Report

_ENDED = {
    "ok": "worked",
    "error": "failed",
    "timeout": "took too long and was stopped",
    "died": "ended the sandbox",
    "refused": "was refused",
}


def discussion_part(report: Report) -> Iterator[Block]:
    """Yield the questions with their answers, as the notebook tells them.

    Parameters
    ----------
    report : Report
        What the notebook says.
    """
    if not report.discussion:
        return
    yield Heading(plain("Discussion"), 1)
    levels = [block.level for block in report.discussion if isinstance(block, Heading)]
    shift = 2 - min(levels, default=2)
    for block in report.discussion:
        yield replace(block, level=block.level + shift) if isinstance(block, Heading) else block


def executions_part(report: Report) -> Iterator[Block]:
    """Yield the code that ran in the sandbox, and how each run ended.

    Parameters
    ----------
    report : Report
        What the notebook says.
    """
    if report.executions:
        yield Heading(plain("Code executions"), 1)
    for each in report.executions:
        for i, run in enumerate(each.runs, start=1):
            about = f"{_about(each)}\n" if i == 1 else ""
            yield Paragraph(plain(f"{about}{_ending(run, i, len(each.runs))}"), "label")
            yield Code(run.code, "python")


def _about(each: Executed) -> str:
    title = f": {each.title}" if each.title else ""
    model = f" (code by {each.model})" if each.model else ""
    return f"Cell {each.number}{title}{model}"


def _ending(run: Run, number: int, n_runs: int) -> str:
    """Return how a run ended, such as `Attempt 1 of 2 failed after 14 ms. KeyError: 'x'`."""
    name = f"Attempt {number} of {n_runs}" if n_runs > 1 else "The code"
    ended = _ENDED.get(run.status, "ran")
    took = f" after {wording.duration(run.seconds)}" if run.seconds is not None else ""
    said = f" {run.fault}" if run.fault else ""
    return f"{name} {ended}{took}.{said}"
