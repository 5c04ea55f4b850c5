"""One module of JavaScript from several: a front end loads a panel from memory, without imports."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w.-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default\b)", re.MULTILINE)


def joined(entry: Path) -> str:
    """Return a module with everything it imports from its own folder in place of the imports.

    Each file comes once and before those that use it, all in one scope: a name at the top of one
    file must be in no other. Only lines such as ``import { a, b } from "./dom.js";`` are imports.

    Parameters
    ----------
    entry : Path
        The file with the default export.
    """
    texts: dict[Path, str] = {}
    _gather(entry, texts)
    *used, last = texts.values()
    return "\n".join([*(_EXPORT.sub("", text) for text in used), last])


def _gather(path: Path, texts: dict[Path, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for name in _IMPORT.findall(text):
        _gather(path.parent / name, texts)
    texts[path] = _IMPORT.sub("", text)
