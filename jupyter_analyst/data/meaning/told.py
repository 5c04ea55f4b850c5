"""What a person said of columns: it goes before what was found out, and stays over versions."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.meaning.record import TYPES, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from jupyter_analyst.data.dataset import Dataset, Kind
    from jupyter_analyst.data.meaning.record import Meaning

_NAMES = frozenset((
    "id", "category", "email", "phone", "url", "ip", "postcode", "country", "text", "json", "list",
))  # fmt: skip
"""Types whose values are no amounts, whatever they are written with."""

_SAID = "you said so"


@dataclass(frozen=True)
class Correction:
    """What a person said of a column; empty where nothing was said.

    Parameters
    ----------
    type, role : str
        Semantic type and role.
    unit : str
        Unit or currency.
    description : str
        What it is about.
    synonyms : tuple of str
        What it is called, too.
    """

    type: str = ""
    role: str = ""
    unit: str = ""
    description: str = ""
    synonyms: tuple[str, ...] = ()

    def with_(self, **said: Any) -> Correction:
        """Return this with what else was said; what is None stays.

        Parameters
        ----------
        **said : str or sequence of str
            Fields.
        """
        return replace(self, **{name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True)
class Told:
    """All a person said of a dataset.

    Parameters
    ----------
    columns : dict
        A `Correction` by name of the column.
    measures : dict
        Formula by name of the measure.
    """

    columns: Mapping[str, Correction] = field(default_factory=dict)
    measures: Mapping[str, str] = field(default_factory=dict)

    def with_column(self, name: str, correction: Correction) -> Told:
        """Return this with what is said of a column; with nothing, it is forgotten.

        Parameters
        ----------
        name : str
            The column.
        correction : Correction
            All that is said of it.
        """
        others = {known: said for known, said in self.columns.items() if known != name}
        said = {name: correction} if correction != Correction() else {}
        return replace(self, columns=others | said)

    def with_measure(self, name: str, text: str) -> Told:
        """Return this with a measure; without a formula it is forgotten.

        Parameters
        ----------
        name : str
            The measure.
        text : str
            Its formula.
        """
        others = {known: said for known, said in self.measures.items() if known != name}
        return replace(self, measures=others | ({name: text} if text else {}))

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        columns = {
            name: {part: value for part, value in asdict(said).items() if value}
            for name, said in self.columns.items()
        }
        return {"columns": columns, "measures": dict(self.measures)}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Told:
        """Return what `to_json` described.

        Parameters
        ----------
        record : mapping
            What `to_json` returned.
        """
        columns = {
            name: Correction(**{**said, "synonyms": tuple(said.get("synonyms", ()))})
            for name, said in record["columns"].items()
        }
        return cls(columns, dict(record["measures"]))


def with_told(meanings: Iterable[Meaning], told: Told) -> tuple[Meaning, ...]:
    """Return what columns mean, what a person said before what was found out.

    Parameters
    ----------
    meanings : iterable of Meaning
        What was found out.
    told : Told
        What was said.
    """
    return tuple(_with(one, told.columns.get(one.name, Correction())) for one in meanings)


def kind_told(kind: Kind, levels: int | None, type_: str) -> Kind:
    """Return what a column is to an analyst when a person said its type.

    A number that only names something is none any more; 0 and 1 stay numbers, which can be taken
    for no and yes as they are. What is stored is never changed.

    Parameters
    ----------
    kind : {"number", "category", "boolean", "date", "text"}
        What it is by what is stored.
    levels : int or None
        Number of its different values, None if there are many.
    type_ : str
        Its type as a person said it; empty if nobody did.
    """
    if kind != "number" or type_ not in _NAMES:
        return kind
    return "text" if levels is None else "category"


def with_kinds(dataset: Dataset, told: Told) -> Dataset:
    """Return a dataset whose columns are what a person said.

    Parameters
    ----------
    dataset : Dataset
        The dataset, as it is kept.
    told : Told
        What was said.
    """
    said = {name: correction.type for name, correction in told.columns.items()}
    columns = tuple(
        replace(one, kind=kind_told(one.kind, one.levels, said.get(one.name, "")))
        for one in dataset.columns
    )
    return replace(dataset, columns=columns)


def lost(told: Told, columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns something was said of that are not there; that is kept for them.

    Parameters
    ----------
    told : Told
        What was said.
    columns : sequence of str
        The columns there are.
    """
    return tuple(name for name in told.columns if name not in columns)


def _with(found: Meaning, said: Correction) -> Meaning:
    parts = {name: value for name, value in asdict(said).items() if value}
    changes = parts | (_typed(found, said) if said.type else {})
    if said.role:
        changes["role"] = Finding(said.role, 1.0, _SAID)
    return replace(found, **changes, told=tuple(parts))


def _typed(found: Meaning, said: Correction) -> dict[str, Any]:
    """Return what follows from a type that was said, with what was found that fits it."""
    return {
        "type": Finding(said.type, 1.0, _SAID),
        "role": Finding(TYPES[said.type], 1.0, f"usual for {said.type}"),
        "order": found.order if said.type == "ordered" else (),
        "unit": said.unit or (found.unit if said.type == found.type.value else ""),
    }
