"""Whether code may run on a weak level of isolation: a person is asked, each time."""

from __future__ import annotations

from collections.abc import Callable

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox.walls.level import Level, Standing, wanting

Allow = Callable[[str], bool]
"""Asks a person a question that can be answered by yes or no, and returns the answer."""


class Consent:
    """Sees to it that nothing runs on a weak level unless a person says so.

    Parameters
    ----------
    ask_below : str
        Weakest level on which nobody has to be asked.
    refuse_below : str
        Weakest level on which anything runs.
    """

    def __init__(self, ask_below: str, refuse_below: str = "C") -> None:
        self._ask_below, self._refuse_below = ask_below, refuse_below

    def check(self, standing: Standing, allow: Allow | None) -> None:
        """Pass if code may run.

        Parameters
        ----------
        standing : Standing
            The level it would run on, and what that means.
        allow : callable, optional
            Who is asked; without it there is nobody.

        Raises
        ------
        SandboxError
            If the level is too weak, nobody can be asked, or the answer is no.
        """
        level, words = standing.level, standing.words
        if level.is_below(self._refuse_below):
            message = f"Code is not run: level {level} is below {self._refuse_below}."
            hint = f"{words} The setting `refuse_below` says what is enough."
            raise SandboxError(message, hint=hint, code="sandbox-refused")
        if not level.is_below(self._ask_below):
            return
        stronger = [other for other in Level if not other.is_below(self._ask_below)]
        if allow is None:
            message = f"Code is not run on level {level} without being asked, and nobody is there."
            hint = (
                f"{words} {wanting(stronger)} To run it all the same, set `ask_below` to {level}: "
                f"`ANALYST_ASK_BELOW={level}`."
            )
            raise SandboxError(message, hint=hint, code="sandbox-asks")
        if not allow(f"Level {level}. {words} Run this code?"):
            message = "The code was not run: you said no."
            raise SandboxError(message, hint=wanting(stronger), code="sandbox-declined")
