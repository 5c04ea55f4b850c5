"""What a column means: its semantic type, its role, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPES = {
    "id": "id",
    "category": "group",
    "ordered": "group",
    "count": "measure",
    "amount": "measure",
    "money": "measure",
    "percent": "measure",
    "date": "time",
    "time": "time",
    "duration": "measure",
    "boolean": "group",
    "email": "text",
    "phone": "text",
    "url": "text",
    "ip": "text",
    "postcode": "group",
    "country": "group",
    "latitude": "measure",
    "longitude": "measure",
    "text": "text",
    "json": "text",
    "list": "text",
    "number": "measure",
}
"""The semantic types, each with the role it usually has."""

ROLES = ("id", "time", "event", "group", "measure", "text")
"""The parts a column can play in an analysis."""


@dataclass(frozen=True)
class Finding:
    """Something that was decided.

    Parameters
    ----------
    value : str
        What.
    confidence : float
        How sure, from 0 to 1.
    reason : str
        Why, in words.
    """

    value: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class Meaning:
    """What a column means.

    Parameters
    ----------
    name : str
        The column.
    type : Finding
        Its semantic type, one of `TYPES`.
    role : Finding
        Its role, one of `ROLES`.
    unit : str
        Unit or currency, empty if unknown.
    order : tuple of str
        The values of an ordered category, the lowest first.
    description : str
        What it is about.
    synonyms : tuple of str
        What it is called, too.
    told : tuple of str
        Which of these a person said.
    """

    name: str
    type: Finding
    role: Finding
    unit: str = ""
    order: tuple[str, ...] = ()
    description: str = ""
    synonyms: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Meaning:
        """Return the meaning `to_json` described.

        Parameters
        ----------
        record : mapping
            What `to_json` returned.
        """
        findings = {part: Finding(**record[part]) for part in ("type", "role")}
        lists = {part: tuple(record[part]) for part in ("order", "synonyms", "told")}
        return cls(**{**record, **findings, **lists})
