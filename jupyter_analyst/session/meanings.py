"""What columns mean: list it, correct it, name measures made of them."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from jupyter_analyst import wording
from jupyter_analyst.data.meaning.found import meanings_of
from jupyter_analyst.data.meaning.measures import evaluated, formula
from jupyter_analyst.data.meaning.record import ROLES, TYPES
from jupyter_analyst.data.meaning.told import Correction, lost, with_kinds, with_told
from jupyter_analyst.errors import AnalystError, ParameterError, UnknownNameError
from jupyter_analyst.session.listing import Listing
from jupyter_analyst.session.loading import find
from jupyter_analyst.session.recorded import Done, recorded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.data.meaning.record import Finding, Meaning
    from jupyter_analyst.data.meaning.told import Told
    from jupyter_analyst.profile import Profile
    from jupyter_analyst.session.session import Session

_COLUMNS = ("Column", "Type", "Role", "Sure#", "Why", "Unit", "Description", "Also called")
_MEASURES = ("Measure", "Formula", "Rows#", "Sum#", "Mean#", "Value#", "")
_MEASURE = re.compile(r"\s*([^\W\d]\w*(?: \w+)*)\s*=\s*(.+)", re.DOTALL)
_USUAL = "usual for "
_SURE = 0.75
_PLAIN = {"number", "amount", "text", "category", "boolean", "date"}
"""Types that say no more than what the profile says anyway."""

_WORDS = {
    "email": "e-mail",
    "url": "web address",
    "ip": "IP address",
    "time": "time of day",
    "boolean": "yes / no",
    "json": "JSON",
}
"""What types are called for people, where they are not called so already."""


def columns(session: Session, name: str | None) -> Listing:
    """List what the columns of a dataset mean, why, and what a person said of them.

    Parameters
    ----------
    session : Session
        The session.
    name : str, optional
        Name of the dataset; the one in use if left out.
    """
    dataset = find(session, name)
    told = session.services.catalog.told(dataset.name)
    gone = lost(told, [column.name for column in dataset.columns])
    rows = [
        *(_row(one) for one in with_told(meanings_of(dataset), told)),
        *(_lost_row(column, told.columns[column]) for column in gone),
    ]
    return Listing(f"Columns of {dataset.name}", _COLUMNS, tuple(rows), "It has no columns.")


def column(
    session: Session, column: str, name: str | None, said: Mapping[str, Any], *, reset: bool
) -> Listing:
    """Say what a column means, or list it if nothing is said.

    Parameters
    ----------
    session : Session
        The session.
    column : str
        The column.
    name : str, optional
        Name of the dataset; the one in use if left out.
    said : mapping
        Fields of a `Correction`; what is None was not said.
    reset : bool
        Whether all that was said of the column before is forgotten.
    """
    given = {part: value for part, value in said.items() if value is not None}
    if given or reset:
        return _corrected(session, column, name, given, reset=reset)
    dataset = find(session, name)
    _known(dataset, session.services.catalog.told(dataset.name), column)
    return _only(columns(session, dataset.name), column)


@recorded
def _corrected(
    session: Session, column: str, name: str | None, given: dict[str, Any], *, reset: bool
) -> Done[Listing]:
    """Keep what is said of a column with the name of its dataset, for all versions."""
    dataset = find(session, name)
    catalog = session.services.catalog
    _known(dataset, catalog.told(dataset.name), column)
    checked = _checked(given)

    def _change(told: Told) -> Told:
        before = Correction() if reset else told.columns.get(column, Correction())
        return told.with_column(column, before.with_(**checked))

    catalog.tell(dataset.name, _change)
    listing = _only(columns(session, dataset.name), column)
    arguments = {"column": column, "name": dataset.name, **checked}
    if reset:
        arguments["reset"] = True
    outputs = listing._repr_mimebundle_()
    title = f"Say what {column} means"
    return Done(listing, "column", arguments, title, dataset.name, dataset.version, outputs)


def measure(session: Session, text: str, name: str | None, remove: str | None) -> Listing:
    """Name a measure, forget one, or list them.

    Parameters
    ----------
    session : Session
        The session.
    text : str
        Such as ``"revenue = price * qty"``; empty to list the measures.
    name : str, optional
        Name of the dataset; the one in use if left out.
    remove : str, optional
        The measure to forget.
    """
    if text.strip() or remove:
        return _measured(session, text, name, remove)
    dataset = find(session, name)
    return _measures(dataset, session.services.catalog.told(dataset.name).measures)


@recorded
def _measured(session: Session, text: str, name: str | None, remove: str | None) -> Done[Listing]:
    """Keep a measure with the name of its dataset, or forget it."""
    dataset = find(session, name)
    catalog = session.services.catalog
    if remove:
        _one_of(catalog.told(dataset.name).measures, remove, dataset)
        told = catalog.tell(dataset.name, lambda told: told.with_measure(remove, ""))
        listing = _measures(dataset, told.measures)
        arguments, title = {"words": "", "remove": remove}, f"Forget the measure {remove}"
    else:
        called, how = _named(text, dataset)
        formula(how, dataset)
        catalog.tell(dataset.name, lambda told: told.with_measure(called, how))
        listing = _measures(dataset, {called: how})
        arguments, title = {"words": f"{called} = {how}"}, f"Name the measure {called}"
    arguments["name"] = dataset.name
    outputs = listing._repr_mimebundle_()
    return Done(listing, "measure", arguments, title, dataset.name, dataset.version, outputs)


def meant(session: Session, dataset: Dataset) -> tuple[Meaning, ...]:
    """Return what the columns of a dataset mean, what a person said before what was found out.

    Parameters
    ----------
    session : Session
        The session.
    dataset : Dataset
        The dataset, as it is kept.
    """
    return with_told(meanings_of(dataset), session.services.catalog.told(dataset.name))


def offered(session: Session, dataset: Dataset) -> Dataset:
    """Return a dataset whose columns are what a person said, for whom offers or checks columns.

    Parameters
    ----------
    session : Session
        The session.
    dataset : Dataset
        The dataset, as it is kept.
    """
    return with_kinds(dataset, session.services.catalog.told(dataset.name))


def in_profile(profile: Profile, meanings: Iterable[Meaning]) -> Profile:
    """Return a profile that says what columns are about, and mean where their kind does not say it.

    Parameters
    ----------
    profile : Profile
        The profile.
    meanings : iterable of Meaning
        What its columns mean.
    """
    known = {one.name: one for one in meanings}
    found = {
        name: replace(column, meaning=_in_words(one), description=one.description)
        if (one := known.get(name))
        else column
        for name, column in profile.columns.items()
    }
    return replace(profile, columns=found)


def _in_words(one: Meaning) -> str:
    """Return what a column means for people; empty if that is not sure or goes without saying."""
    is_sure = "type" in one.told or (one.type.confidence >= _SURE and one.type.value not in _PLAIN)
    if not is_sure:
        return ""
    words = _WORDS.get(one.type.value, one.type.value)
    return f"{words}, {one.unit}" if one.unit else words


def _checked(given: dict[str, Any]) -> dict[str, Any]:
    """Return what was said, if the words are known; an empty one takes back what was said.

    Raises
    ------
    UnknownNameError
        If there is no such type or role.
    """
    for part, known in (("type", TYPES), ("role", ROLES)):
        word = given.get(part, "")
        if word and word not in known:
            hint = f"There are {', '.join(known)}."
            raise UnknownNameError(word, part, known, where="one I know", hint=hint)
    synonyms = given.get("synonyms")
    if synonyms is None:
        return given
    words = [synonyms] if isinstance(synonyms, str) else synonyms
    return given | {"synonyms": tuple(word.strip() for word in words if word.strip())}


def _known(dataset: Dataset, told: Told, column: str) -> None:
    """Look for a column, also among those of earlier versions something was said of.

    Raises
    ------
    UnknownNameError
        If there never was one; near names are offered.
    """
    if column not in told.columns:
        dataset[column]


def _one_of(measures: Iterable[str], name: str, dataset: Dataset) -> None:
    """Look for a measure.

    Raises
    ------
    UnknownNameError
        If there is none.
    """
    if name not in measures:
        hint = f"`%analyst measure --name {dataset.name}` lists those there are."
        raise UnknownNameError(
            name, "measure", measures, where=f"one of `{dataset.name}`", hint=hint
        )


def _named(text: str, dataset: Dataset) -> tuple[str, str]:
    """Return name and formula.

    Raises
    ------
    ParameterError
        If there are not both, or a column is called so.
    """
    found = _MEASURE.fullmatch(text)
    hint = "For example `%analyst measure revenue = price * qty`."
    if not found:
        message = f"{text!r} is no measure; it must be a name, `=` and a formula."
        raise ParameterError(message, hint=hint, code="measure-wrong")
    name, how = found.group(1).strip(), found.group(2).strip()
    if name in {column.name for column in dataset.columns}:
        message = f"`{name}` is a column of `{dataset.name}`; a measure needs a name of its own."
        raise ParameterError(message, hint=hint, code="measure-wrong")
    return name, how


def _row(one: Meaning) -> tuple[str, ...]:
    why = [one.type.reason]
    if not one.role.reason.startswith(_USUAL):
        why.append(f"{one.role.value}: {one.role.reason}")
    return (
        one.name,
        _typed(one),
        one.role.value,
        _sure(one.type),
        "; ".join(why),
        one.unit,
        one.description,
        ", ".join(one.synonyms),
    )


def _typed(one: Meaning) -> str:
    return f"{one.type.value}: {' < '.join(one.order)}" if one.order else one.type.value


def _sure(finding: Finding) -> str:
    return wording.percent(finding.confidence)


def _lost_row(name: str, said: Correction) -> tuple[str, ...]:
    kept = {part: value or "" for part, value in asdict(said).items() if part != "synonyms"}
    why = "not in this version; what you said is kept for it"
    called = ", ".join(said.synonyms)
    return (name, kept["type"], kept["role"], "", why, kept["unit"], kept["description"], called)


def _only(listing: Listing, column: str) -> Listing:
    rows = tuple(row for row in listing.rows if row[0] == column)
    empty = f"Nothing is known of `{column}`."
    return Listing(f"{listing.title}: {column}", listing.columns, rows, empty)


def _measures(dataset: Dataset, measures: Mapping[str, str]) -> Listing:
    rows = tuple((name, how, *_computed(how, dataset)) for name, how in measures.items())
    empty = "None is named yet: `%analyst measure revenue = price * qty`."
    return Listing(f"Measures of {dataset.name}", _MEASURES, rows, empty)


def _computed(how: str, dataset: Dataset) -> tuple[str, ...]:
    """Return the numbers of a measure; what hinders them, if a column it needs is gone."""
    try:
        found = evaluated(how, dataset)
    except AnalystError as error:
        return "", "", "", "", error.message
    return (*(_number(found, part) for part in ("rows", "sum", "mean", "value")), "")


def _number(found: Mapping[str, float | None], part: str) -> str:
    return wording.number(found[part]) if part in found else ""
