"""What is said when the sandbox hands over other than it claims, or too much."""

from __future__ import annotations

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox.limits import MIB


class WrongError(SandboxError):
    """What was handed over is not what it claims to be.

    Parameters
    ----------
    found : str
        What was found, as the end of a sentence.
    """

    code = "exchange-wrong"

    def __init__(self, found: str) -> None:
        message = f"What the sandbox handed over is not what it claims: {found}."
        hint = "Run this again; if it stays so, restart it: `%analyst sandbox restart`."
        super().__init__(message, hint=hint)


class LargeError(SandboxError):
    """What was handed over is too large.

    Parameters
    ----------
    size, most : int
        Bytes of memory it takes and may take.
    """

    code = "exchange-large"

    def __init__(self, size: int, most: int) -> None:
        message = (
            f"The value takes up to {size / MIB:,.0f} MiB of memory; "
            f"at most {most / MIB:,.0f} MiB are brought back."
        )
        hint = "Keep fewer rows or columns of it under another name there, and bring that."
        super().__init__(message, hint=hint)


def demand(holds: bool, otherwise: str) -> None:  # noqa: FBT001  # reads as a sentence
    """Make sure that something holds.

    Parameters
    ----------
    holds : bool
        Whether it does.
    otherwise : str
        What was found if not, as the end of a sentence.

    Raises
    ------
    WrongError
        If it does not.
    """
    if not holds:
        raise WrongError(otherwise)
