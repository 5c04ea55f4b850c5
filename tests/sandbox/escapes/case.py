"""One attempt to break out: what runs inside, and what must come back."""

from __future__ import annotations

import ast
import inspect
import json
import textwrap
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_INSIDE = Path(__file__).with_name("inside.py").read_text(encoding="utf-8")
"""What every attempt has at hand; it is sent along."""

_RUN = """
from types import SimpleNamespace as _Host
{way}({attack}, _Host(**__import__("json").loads({host!r})))
"""

By = str | tuple[str, ...] | dict[str, str | tuple[str, ...]]
"""How something is refused: in one way, in one of several, or by level."""

NOT_THERE = {"A": "ENOENT", "B": "EACCES"}
"""Bubblewrap does not show it, Landlock does not let it be opened."""

READ_ONLY = {"A": ("EROFS", "EACCES"), "B": "EACCES"}
"""Bubblewrap mounts it read-only, Landlock grants reading only; it may not be the user's anyway."""

MAY_LACK = {"A": ("ENOENT", "EROFS", "EACCES", "EPERM"), "B": ("EACCES", "EPERM", "ENOENT")}
"""A machine may lack it; where it is there, it may not be opened."""

FILTER = "EPERM"
"""Seccomp refuses the call, on both levels."""


@dataclass(frozen=True)
class Case:
    """An attempt to break out, or something that must go on working.

    Parameters
    ----------
    group : str
        What it is aimed at.
    branch : str
        The mechanism it uses: a call, a file, a kind of message; no other case of the group has it.
    attack : callable
        Its source runs inside, with what is known of the host for its only argument.
    answers : dict
        The lines one of which must come back, by level.
    control : bool
        Whether it must work.
    limits : dict, optional
        Limits of a kernel of its own; it runs in the one that all share if left out.
    whole : bool
        Whether it runs in a real `Sandbox` instead, where it need not report itself.
    timeout_s : float, optional
        How long it may take there, in seconds.
    then : callable, optional
        What the host does once the code has run; returns the line that counts.
    """

    group: str
    branch: str
    attack: Callable[..., Any]
    answers: dict[str, tuple[str, ...]]
    control: bool = False
    limits: dict[str, float] | None = None
    whole: bool = False
    timeout_s: float | None = None
    then: Callable[..., str] | None = None

    @property
    def name(self) -> str:
        """The sentence it is called by."""
        return self.attack.__name__.replace("_", " ")

    def code(self, host: dict[str, Any]) -> str:
        """Return what is run inside.

        Parameters
        ----------
        host : dict
            What an attacker may know: paths, ports, process ids.
        """
        source = ast.parse(textwrap.dedent(inspect.getsource(self.attack)))
        source.body[0].decorator_list = []
        way = "let" if self.whole else "report"
        run = _RUN.format(way=way, attack=self.attack.__name__, host=json.dumps(host))
        return f"{_INSIDE}\n{ast.unparse(source)}\n{run}"


@dataclass
class Group:
    """The attempts that are aimed at one thing.

    Parameters
    ----------
    name : str
        What they are aimed at.
    """

    name: str
    cases: list[Case] = field(default_factory=list)

    def blocked(self, branch: str, by: By, **how: Any) -> Callable[[Any], Any]:
        """Take in an attempt that must be refused.

        Parameters
        ----------
        branch : str
            The mechanism it uses.
        by : str, tuple or dict
            How it is refused.
        **how
            The rest of the case.
        """
        return self._add(branch, by, "blocked", how)

    def works(self, branch: str, answer: By, **how: Any) -> Callable[[Any], Any]:
        """Take in something that must go on working.

        Parameters
        ----------
        branch : str
            The mechanism it uses.
        answer : str, tuple or dict
            What comes back.
        **how
            The rest of the case.
        """
        return self._add(branch, answer, "works", how | {"control": True})

    def _add(self, branch: str, by: By, word: str, how: dict[str, Any]) -> Callable[[Any], Any]:
        by_level = by if isinstance(by, dict) else {"A": by, "B": by}
        answers = {
            level: tuple(f"{word}: {one}" for one in ((ways,) if isinstance(ways, str) else ways))
            for level, ways in by_level.items()
        }

        def add(attack: Any) -> Any:
            self.cases.append(Case(self.name, branch, attack, answers, **how))
            return attack

        return add
