"""The methods behind the results: each tool once, its sources numbered through."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst.tools.installed import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.tools import Result

_CITATION = re.compile(r"\s*\[(\d+)\]_?")


@dataclass(frozen=True)
class Method:
    """How one tool computes.

    Parameters
    ----------
    title : str
        What the tool does, in a few words.
    text : str
        The method in sentences, with the numbers of its references.
    """

    title: str
    text: str


@dataclass(frozen=True)
class Methodology:
    """How the results of a report were computed.

    Parameters
    ----------
    methods : tuple of Method
        Each method once, in the order of the results.
    references : tuple of str
        Their sources, each once; number 1 comes first.
    versions : tuple of (str, str)
        The libraries that computed.
    """

    methods: tuple[Method, ...]
    references: tuple[str, ...]
    versions: tuple[tuple[str, str], ...]


def methodology(results: Sequence[Result]) -> Methodology:
    """Return how results were computed.

    Parameters
    ----------
    results : sequence of Result
        The results of a report.
    """
    texts = {(_tool(result) or result.title, result.method): result for result in results}
    methods, references = [], dict[str, int]()
    for (_, text), result in texts.items():
        if text:
            title, sources = _about(result)
            numbers = [references.setdefault(source, len(references) + 1) for source in sources]
            methods.append(Method(title, _cited(text, numbers)))
    return Methodology(tuple(methods), tuple(references), _versions(results))


def _tool(result: Result) -> str:
    return result.provenance.tool if result.provenance else ""


def _about(result: Result) -> tuple[str, tuple[str, ...]]:
    """Return title and sources of the tool; a tool that is not installed here has no sources."""
    tool = registry().get(_tool(result))
    return (tool.title, tool.docs.references) if tool else (_tool(result) or result.title, ())


def _cited(text: str, numbers: list[int]) -> str:
    """Put the numbers of this report where the text cites its own sources, else at its end."""
    if not _CITATION.search(text):
        return f"{text} [{', '.join(map(str, numbers))}]" if numbers else text
    by_own = dict(enumerate(numbers, start=1))
    return _CITATION.sub(
        lambda match: f" [{by_own[own]}]" if (own := int(match[1])) in by_own else "", text
    )


def _versions(results: Sequence[Result]) -> tuple[tuple[str, str], ...]:
    """Return every version of every library that computed, as `name` and `version`."""
    found = [
        pair
        for result in results
        if result.provenance
        for pair in result.provenance.versions.items()
    ]
    return tuple(dict.fromkeys(found))
