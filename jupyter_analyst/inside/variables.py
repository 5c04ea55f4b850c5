"""The variables that live in the sandbox: name, type, shape."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING, Any

from jupyter_analyst.inside.told import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 200
"""Variables that are told."""

_LONGEST = 200
_LARGEST = 2**53  # what JSON holds exactly


def told(names: Mapping[str, Any], hidden: Mapping[str, Any]) -> Told:
    """Return name, type and shape of the variables, as `{"name", "type", "shape"}`.

    Parameters
    ----------
    names : mapping
        The names of the user, as IPython keeps them.
    hidden : mapping
        Those that were there before.
    """
    found = [
        {"name": name[:_LONGEST], "type": type(value).__name__[:_LONGEST], "shape": _shape(value)}
        for name, value in [*names.items()]
        if not (name.startswith("_") or isinstance(value, ModuleType))
        and not (name in hidden and hidden[name] is value)
    ]
    return Told(found[-MOST:])


def _shape(value: Any) -> list[int] | None:
    """Return the lengths of a value by dimension; None if it has none."""
    try:
        shape = getattr(value, "shape", None)
        lengths = [len(value)] if shape is None else [*shape]
        return [int(length) for length in lengths] if all(map(_fits, lengths)) else None
    except Exception:  # noqa: BLE001  # it is the code of somebody else
        return None


def _fits(length: Any) -> bool:
    return isinstance(length, int) and 0 <= length < _LARGEST
