"""Compare datasets, and make thriftier or smaller ones of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.data import read
from jupyter_analyst.data.optimised import optimised
from jupyter_analyst.data.sample import drawn
from jupyter_analyst.errors import DataError
from jupyter_analyst.profile.drift import DRIFT_MIMETYPE
from jupyter_analyst.profile.drift import compare as drift_of
from jupyter_analyst.session.listing import Listing
from jupyter_analyst.session.loading import find, named
from jupyter_analyst.session.recorded import Done, recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.data.optimised import Optimised
    from jupyter_analyst.data.sample import Drawn
    from jupyter_analyst.profile.drift import ColumnDrift, Drift
    from jupyter_analyst.session.session import Session

SAMPLE = "sample"
"""Under this name a frame keeps what it is a sample of, in `attrs`."""

_MOST_CELLS = 20_000_000
"""Of a larger dataset the sample is checked on as many columns as fit in this."""

_MOST_SHOWN = 30
_CHECKS = ("Column", "PSI#", "KS#", "Largest change of a share#")


@recorded
def compare(
    session: Session, a: str | None, b: str | None, version: str | None, to: str | None
) -> Done[Drift]:
    """Hold a dataset, or a version of it, against another.

    Parameters
    ----------
    session : Session
        The session.
    a, b : str, optional
        Names of datasets: the one in use, and none, if left out.
    version, to : str, optional
        Version of the first and of the second. Without `b` they are those of one dataset: the two
        newest if left out.
    """
    first, second = _pair(session, a, b, version, to)
    found = drift_of(first, second)
    arguments = {"a": first.name, "b": second.name} if first.name != second.name else {}
    arguments = (arguments or {"a": first.name}) | {"version": first.version, "to": second.version}
    title = f"Compare {first.name} with {second.name if arguments.get('b') else 'itself'}"
    outputs = {DRIFT_MIMETYPE: found.to_json(), "text/plain": str(found)}
    return Done(found, "compare", arguments, title, first.name, first.version, outputs)


@recorded
def optimise(session: Session, name: str | None) -> Done[Optimised]:
    """Return a dataset as a frame that takes little memory.

    Parameters
    ----------
    session : Session
        The session.
    name : str, optional
        Name of the dataset; the one in use if left out.
    """
    dataset = find(session, name)
    found = optimised(dataset)
    arguments, title = {"name": dataset.name}, f"Hold {dataset.name} in less memory"
    outputs = savings(found)._repr_mimebundle_()
    return Done(found, "optimise", arguments, title, dataset.name, dataset.version, outputs)


@recorded
def sample(
    session: Session,
    n: int,
    by: str | Sequence[str] | None,
    seed: int,
    name: str | None,
    as_: str | None,
    show: Callable[[Listing], None] | None,
) -> Done[pd.DataFrame | Dataset]:
    """Draw rows of a dataset at random, and keep them as one of their own if that has a name.

    Parameters
    ----------
    session : Session
        The session.
    n : int
        How many rows.
    by : str or sequence of str, optional
        Columns whose groups keep their shares.
    seed : int
        Decides which rows.
    name : str, optional
        Name of the dataset; the one in use if left out.
    as_ : str, optional
        Under which name the sample is kept.
    show : callable, optional
        Is given how the rows were drawn and what that did to distributions.
    """
    dataset = find(session, name)
    columns = (by,) if isinstance(by, str) else tuple(by or ())
    found = drawn(dataset, n, by=columns, seed=seed)
    report = _report(dataset, found)
    value: Any = _kept(session, dataset, found, as_) if as_ else _frame(dataset, found, report)
    given = {"n": n, "by": list(columns), "seed": seed, "name": dataset.name, "as_": as_}
    arguments = {key: value for key, value in given.items() if value or key == "n"}
    if show:
        show(report)
    outputs = report._repr_mimebundle_()
    title = f"Sample of {dataset.name}"
    return Done(value, SAMPLE, arguments, title, dataset.name, dataset.version, outputs)


def savings(found: Optimised) -> Listing:
    """Return what a thrifty frame saves, as a list of its columns.

    Parameters
    ----------
    found : Optimised
        The frame and what it saved.
    """
    rows = [
        (
            one.column,
            one.before,
            one.after if one.after != one.before else "",
            wording.size(one.n_before),
            wording.size(one.n_after),
            one.why,
        )
        for one in found.saved
    ]
    rows.append(("In sum", "", "", wording.size(found.n_before), wording.size(found.n_after), ""))
    columns = ("Column", "Type", "Held as", "Before#", "After#", "Why")
    return Listing(found.sentence, columns, tuple(rows))


def _pair(
    session: Session, a: str | None, b: str | None, version: str | None, to: str | None
) -> tuple[Dataset, Dataset]:
    """Return what is compared, older first if it is one dataset.

    Raises
    ------
    DataError
        If there is nothing to compare a dataset with.
    """
    catalog = session.services.catalog
    name = find(session, a).name
    if b is not None:
        return catalog.get(name, version), catalog.get(named(b), to)
    known = catalog.versions(name)
    last = to or next((one for one in reversed(known) if one != version), known[-1])
    first = version or next((one for one in reversed(known) if one != last), None)
    if first is None:
        message = f"`{name}` has one version, {last}, so there is nothing to compare it with."
        hint = f"Name another dataset: `%analyst compare {name} OTHER`."
        raise DataError(message, hint=hint, code="versions-few")
    return catalog.get(name, first), catalog.get(name, last)


def _report(dataset: Dataset, found: Drawn) -> Listing:
    """Return how a sample was drawn and how near its distributions are to those of the whole."""
    title = f"Sample of {dataset.name}: {found.how}"
    if not found.table.num_rows:
        return Listing(title, _CHECKS, (), "There are no rows.")
    names = _looked_at(dataset, found.by)
    whole = replace(
        dataset,
        columns=tuple(dataset[name] for name in names),
        path=None,
        table=dataset.to_arrow(names),
    )
    part = replace(whole, n_rows=found.table.num_rows, table=found.table.select(names))
    columns = drift_of(whole, part).columns
    if len(names) < len(dataset.columns):
        title += f" (checked on {len(names)} of {len(dataset.columns)} columns)"
    shown = [c for c in columns if c.name in found.by] + [
        c for c in columns if c.name not in found.by
    ]
    rows = [(c.name, *_figures(c)) for c in shown[:_MOST_SHOWN]]
    return Listing(title, _CHECKS, tuple(rows))


def _looked_at(dataset: Dataset, by: Sequence[str]) -> list[str]:
    names = [*by, *(column.name for column in dataset.columns if column.name not in by)]
    return names[: max(len(by), _MOST_CELLS // max(dataset.n_rows, 1), 1)]


def _figures(column: ColumnDrift) -> tuple[str, str, str]:
    first = sum(part.first for part in column.bins)
    second = sum(part.second for part in column.bins)
    change = max(abs(part.first / first - part.second / second) for part in column.bins)
    return wording.number(column.psi, 3), wording.number(column.ks, 3), wording.percent(change, 1)


def _frame(dataset: Dataset, found: Drawn, report: Listing) -> pd.DataFrame:
    from jupyter_analyst.data.kept.rows import to_pandas

    frame = to_pandas(found.table)
    frame.attrs[SAMPLE] = {
        "of": dataset.name,
        "version": dataset.version,
        "how": found.how,
        "by": list(found.by),
        "seed": found.seed,
        "checks": list(report),
    }
    return frame


def _kept(session: Session, dataset: Dataset, found: Drawn, name: str) -> Dataset:
    made = read(found.table, name=name)
    origin = f"sample of {dataset.name}, version {dataset.version}"
    reading = replace(made.reading, notes=(*made.reading.notes, found.how))
    kept = session.services.catalog.keep(replace(made, origin=origin, reading=reading), made.name)
    session.works_on(kept)
    return kept
