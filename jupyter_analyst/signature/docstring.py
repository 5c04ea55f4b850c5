"""Take a numpydoc docstring apart."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Docstring:
    """The parts of a docstring that forms, help and reports use.

    Parameters
    ----------
    summary : str
        The first line.
    parameters : dict
        Description of each parameter, by name.
    method : str
        The section "Notes": how the tool computes, in sentences.
    references : tuple of str
        The sources, one each.
    """

    summary: str
    parameters: dict[str, str]
    method: str
    references: tuple[str, ...]


def parse(function: Callable[..., object]) -> Docstring:
    """Return the parts of a function's docstring.

    Parameters
    ----------
    function : callable
        A function with a docstring in numpydoc style.
    """
    from griffe import Docstring as Source
    from griffe import DocstringSectionKind as Kind

    text = inspect.getdoc(function) or ""
    sections = Source(text, lineno=1).parse("numpy", warnings=False)
    parameters: dict[str, str] = {}
    prose: dict[str, str] = {}
    for section in sections:
        if section.kind is Kind.parameters:
            parameters = {item.name: _joined(item.description) for item in section.value}
        elif section.kind is Kind.admonition:
            prose[str(section.title)] = section.value.contents
    return Docstring(
        summary=text.partition("\n")[0],
        parameters=parameters,
        method=_joined(prose.get("Notes", "")),
        references=tuple(map(_joined, re.split(r"\.\. \[\d+\]", prose.get("References", ""))[1:])),
    )


def _joined(text: str) -> str:
    return " ".join(text.split())
