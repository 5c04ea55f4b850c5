"""A variable that lives in the sandbox."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from jupyter_analyst.inside.variables import MOST
from jupyter_analyst.sandbox.shown.plain import plain

_LONGEST = 200
_LARGEST = 2**53

ASK = (
    "__import__('jupyter_analyst.inside.variables', fromlist=['told'])"
    ".told(get_ipython().user_ns, get_ipython().user_ns_hidden)"
)
"""Expression that gives the variables."""


@dataclass(frozen=True)
class Variable:
    """A variable that lives in the sandbox.

    Parameters
    ----------
    name : str
        Its name.
    type : str
        Name of its type.
    shape : tuple of int, optional
        Its lengths by dimension; None if it has none.
    """

    name: str
    type: str
    shape: tuple[int, ...] | None = None

    @classmethod
    def of(cls, name: str, value: Any) -> Variable:
        """Return what there is to say of a value that was brought here.

        Parameters
        ----------
        name : str
            Its name.
        value : object
            The value: a frame, series, array, scalar, or a list or dict of these.
        """
        is_text = isinstance(value, str | bytes)
        shape = getattr(value, "shape", None)
        if shape is None and not is_text and hasattr(value, "__len__"):
            shape = (len(value),)
        return cls(name, type(value).__name__, shape or None)

    @property
    def size(self) -> str:
        """Its shape in words, as ``"299 × 13"``; empty if it has none."""
        return " × ".join(f"{length:,}" for length in self.shape or ())

    def to_json(self) -> dict[str, Any]:
        """Return the record as JSON values."""
        return asdict(self) | {"shape": None if self.shape is None else [*self.shape]}


def variables(told: Any) -> tuple[Variable, ...]:  # whatever the sandbox sent
    """Return the variables the sandbox told of; what is none is passed over.

    Parameters
    ----------
    told : object
        JSON values.
    """
    records = told if isinstance(told, list) else []
    found = (_variable(record) for record in records[:MOST] if isinstance(record, dict))
    return tuple(one for one in found if one)


def _variable(record: dict[Any, Any]) -> Variable | None:
    name, kind, shape = record.get("name"), record.get("type"), record.get("shape")
    if not (isinstance(name, str) and isinstance(kind, str) and name.isidentifier()):
        return None
    lengths = tuple(shape) if isinstance(shape, list) and all(map(_is_length, shape)) else None
    return Variable(name[:_LONGEST], plain(kind[:_LONGEST]), lengths)


def _is_length(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _LARGEST
