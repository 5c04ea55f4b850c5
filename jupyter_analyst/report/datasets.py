"""The data behind a report: what they are, how they were read, what is odd about them."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.data.options import DELIMITERS
from jupyter_analyst.report.blocks import (
    Block,
    Grid,
    Heading,
    Item,
    Paragraph,
    Span,
    Text,
    marked,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.profile import Alert, ColumnProfile, Profile
    from jupyter_analyst.report.model import Report

MOST_ALERTS = 8
_SHOWN_LEVELS = 3


def data_part(report: Report) -> Iterator[Block]:
    """Yield what is known about the data of a report.

    Parameters
    ----------
    report : Report
        What the notebook says.
    """
    profiles = {(profile.name, profile.version): profile for profile in report.profiles}
    datasets = {(dataset.name, dataset.version): dataset for dataset in report.datasets}
    both = dict.fromkeys([*datasets, *profiles])
    if both:
        yield Heading(plain("Data"), 1)
    for key in both:
        yield Heading(plain(key[0]), 2)
        profile, dataset = profiles.get(key), datasets.get(key)
        if dataset:
            yield from _origin(dataset)
        if profile:
            yield from _profile(profile)
        elif dataset:
            yield _columns(dataset)


def _origin(dataset: Dataset) -> Iterator[Block]:
    shape = (
        f"{wording.count(dataset.n_rows, 'row')}, {wording.count(len(dataset.columns), 'column')}"
    )
    yield Paragraph(plain(f"{shape}; {_read_from(dataset)}. Version {dataset.version}."))
    if dataset.rejected:
        strong = f"{wording.count(len(dataset.rejected), 'row')} could not be read."
        first = dataset.rejected[0].reason.rstrip(".")
        text = f" The first: {first}. They are not part of the analysis."
        yield Paragraph((Span(strong, strong=True), Span(text)), "note")


def _read_from(dataset: Dataset) -> str:
    reading = dataset.reading
    if not dataset.origin:
        return "taken from memory"
    spelling = [
        reading.encoding.upper(),
        reading.delimiter and f"{DELIMITERS.get(reading.delimiter, reading.delimiter)} separated",
        "decimal comma" if reading.decimal == "," else "",
    ]
    how = ", ".join([reading.format.upper(), *filter(None, spelling)])
    return f"read from {PurePath(dataset.origin).name} ({how})"


def _columns(dataset: Dataset) -> Grid:
    return Grid(
        head=(("Column", "Kind", "Type", "Different values"),),
        rows=tuple(
            tuple(map(plain, (column.name, column.kind, column.type, _levels(column.levels))))
            for column in dataset.columns
        ),
        right=(False, False, False, True),
        caption=f"Columns of {dataset.name}",
    )


def _levels(levels: int | None) -> str:
    return "many" if levels is None else wording.number(levels)


def _profile(profile: Profile) -> Iterator[Block]:
    missing = f"{wording.percent(profile.share_missing)} of the cells are empty"
    repeated = f"{wording.count(profile.duplicates, 'row')} repeat an earlier one"
    yield Paragraph(plain(f"{missing}; {repeated}. Quality: {profile.quality.score} of 100."))
    for i, alert in enumerate(profile.alerts[:MOST_ALERTS]):
        yield Item(_alert(alert), starts=i == 0)
    yield Grid(
        head=(("Column", "Kind", "Empty", "Different", "Values"),),
        rows=tuple(
            tuple(
                map(
                    plain,
                    (
                        column.name,
                        column.kind,
                        wording.percent(column.share_missing),
                        wording.number(column.distinct),
                        _values(column),
                    ),
                )
            )
            for column in profile.columns.values()
        ),
        right=(False, False, True, True, False),
        caption=f"Columns of {profile.name}",
        prose=(4,),
    )


def _alert(alert: Alert) -> Text:
    return (Span(f"{alert.strong.rstrip('.')}. ", strong=True), *marked(alert.advised))


def _values(column: ColumnProfile) -> str:
    """Return in a few words what a column holds."""
    if column.count and column.kind == "number":
        low, middle, high = wording.numbers(
            [
                value if isinstance(value, int | float) else None
                for value in (column.min, column.median, column.max)
            ]
        )
        return f"{low} to {high}, median {middle}"
    if column.count and column.kind == "date":
        return f"{column.min} to {column.max}"
    return ", ".join(
        f"{level.value} ({wording.percent(level.count / column.count)})"
        for level in column.top[:_SHOWN_LEVELS]
    )
