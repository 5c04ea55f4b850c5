"""A value from the sandbox becomes a variable of the notebook, which overwrites nothing."""

from __future__ import annotations

import keyword
from typing import Any

from IPython.core.interactiveshell import InteractiveShell

from jupyter_analyst.errors import SandboxError

_values: dict[str, Any] = {}
"""What was put there before, by name; only that may be replaced."""


def target(name: str) -> str:
    """Return the name a value can be given.

    Parameters
    ----------
    name : str
        The name that is wanted.

    Raises
    ------
    SandboxError
        If it is no name, or something else is called so.
    """
    if not name.isidentifier() or keyword.iskeyword(name):
        message = f"`{name}` is no name of a variable."
        raise SandboxError(message, hint="Give another one: `--into NAME`.", code="pull-name")
    names = InteractiveShell.instance().user_ns
    if name in names and names[name] is not _values.get(name):
        message = f"This notebook has a variable `{name}` already, which stays as it is."
        raise SandboxError(message, hint="Give another name: `--into NAME`.", code="pull-name")
    return name


def bind(name: str, value: Any) -> None:
    """Let a value be a variable of the notebook.

    Parameters
    ----------
    name : str
        What `target` returned.
    value : object
        The value.
    """
    InteractiveShell.instance().user_ns[name] = _values[name] = value
