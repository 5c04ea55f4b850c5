"""What made a report: programs with their versions, data with theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.report.blocks import Block, Grid, Heading, plain
from jupyter_analyst.report.methods import methodology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.report.model import Report


def environment_part(report: Report) -> Iterator[Block]:
    """Yield the programs and data versions behind a report.

    Parameters
    ----------
    report : Report
        What the notebook says.
    """
    programs = dict.fromkeys((*report.software, *methodology(report.results).versions))
    versions = dict.fromkeys(_data_versions(report))
    if programs or versions:
        yield Heading(plain("Appendix: environment"), 1)
    if programs:
        yield _pairs("Program", tuple(programs), "Programs that computed")
    if versions:
        yield _pairs("Dataset", tuple(versions), "Data, each version by its content")


def _data_versions(report: Report) -> Iterator[tuple[str, str]]:
    yield from ((dataset.name, dataset.version) for dataset in report.datasets)
    yield from ((profile.name, profile.version) for profile in report.profiles)
    for result in report.results:
        if result.provenance and result.provenance.dataset:
            yield result.provenance.dataset, result.provenance.version


def _pairs(first: str, pairs: tuple[tuple[str, str], ...], caption: str) -> Grid:
    rows = tuple((plain(name), plain(version)) for name, version in pairs)
    return Grid(((first, "Version"),), rows, (False, False), caption)
