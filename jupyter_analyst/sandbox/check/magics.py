"""Find in a piece of code the lines that only IPython understands."""

from __future__ import annotations

import re

from jupyter_analyst.sandbox.check.unfit import INSTALLERS

PROGRAM = "!"

_SIGNED = re.compile(r"([!%]*)\s*(\S*)(.*)", re.DOTALL)

_PYTHON_BELOW = frozenset({"%%capture", "%%prun", "%%time", "%%timeit"})
"""Magics of whole cells whose other lines are Python."""


def without_magics(code: str) -> tuple[str, list[tuple[int, str]]]:
    r"""Return code with `pass` for each line that is no Python, and the magics of these lines.

    Parameters
    ----------
    code : str
        A cell as IPython takes it.

    Examples
    --------
    >>> without_magics("%pip install x\n1 + 1")
    ('pass\n1 + 1', [(1, '%pip')])
    """
    lines = code.split("\n")
    found: list[tuple[int, str]] = []
    for i, line in enumerate(lines):
        magic = _magic(line.strip())
        if not magic:
            continue
        found.append((i + 1, magic))
        lines[i] = f"{line[: len(line) - len(line.lstrip())]}pass"
        if magic.startswith("%%") and magic not in _PYTHON_BELOW:
            del lines[i + 1 :]
            break
    return "\n".join(lines), found


def _magic(line: str) -> str:
    """Return the magic of a line, such as `%pip`, `%%bash` or `!`; empty if it may be Python."""
    name, _, value = line.partition("=")
    if name.strip().isidentifier() and value.lstrip().startswith((PROGRAM, "%")):
        line = value.lstrip()
    signs, word, rest = _SIGNED.match(line).groups()  # type: ignore[union-attr]  # it fits all
    if signs.startswith(PROGRAM):
        return PROGRAM + word if word in INSTALLERS else PROGRAM
    if signs:
        return f"{signs[:2]}{word}"
    if word in INSTALLERS and rest.split(maxsplit=1)[:1] == ["install"]:
        return f"%{word}"  # IPython adds the sign itself
    return "?" if line.startswith("?") or line.endswith("?") else ""
