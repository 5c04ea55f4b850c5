"""Say what in a piece of code the sandbox has no use for: advice, never a wall.

Code is neither changed nor refused for it; what it may do, the walls alone decide.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jupyter_analyst import wording
from jupyter_analyst.sandbox.check.code import tree
from jupyter_analyst.sandbox.check.names import Import, Names, full_names
from jupyter_analyst.sandbox.check.unfit import GIVEN_A_PATH, MAGICS, NAMES, NETWORK, WAITING

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 5
"""Sentences, one for each reason."""

_BUILTIN = "builtins."
_CALLED_BY_NAME = frozenset({"exit", "quit"})
"""IPython calls them when they are a line of their own."""

_PATHS = frozenset(
    {"buf", "excel_writer", "file", "filepath_or_buffer", "fname", "io", "path", "path_or_buf"}
)
"""Parameters that take a path."""

_JOINING = frozenset({"os.path.join", "pathlib.Path"})
_ADDRESS = re.compile(r"[a-zA-Z][\w+.-]*://")
_CONTENT = re.compile(r"\s*[\[{<]|.*\n", re.DOTALL)
"""A text to be read, no path: JSON, HTML, several lines."""

_LONG_S = 10


@dataclass(frozen=True, order=True)
class _Mention:
    """Something in the code there is a word to say about."""

    line: int
    column: int
    verb: str
    name: str
    words: str


def advice(code: str) -> tuple[str, ...]:
    """Return what the sandbox has no use for in a piece of code, a sentence for each reason.

    Parameters
    ----------
    code : str
        Python as IPython takes it; of what does not parse, nothing is said.

    Examples
    --------
    >>> advice("import subprocess")
    ('Line 1 imports `subprocess`: the sandbox starts no programs.',)
    """
    try:
        return _sentences(sorted(_mentions(code)))
    except RecursionError:  # it parses, but is too deep to be followed
        return ()


def _sentences(mentions: list[_Mention]) -> tuple[str, ...]:
    """Return the sentences in the order of the code; each name is told once."""
    reasons: dict[str, dict[str, _Mention]] = {}
    for mention in mentions:
        reasons.setdefault(mention.words, {}).setdefault(mention.name, mention)
    return tuple(_sentence(words, told) for words, told in reasons.items())[:MOST]


def _sentence(words: str, told: dict[str, _Mention]) -> str:
    places: dict[str, list[str]] = {}
    for name, mention in told.items():
        places.setdefault(f"line {mention.line} {mention.verb}", []).append(f"`{name}`")
    said = wording.listed([f"{place} {wording.listed(names)}" for place, names in places.items()])
    return f"{said[0].upper()}{said[1:]}: {words}."


def _mentions(code: str) -> Iterator[_Mention]:
    module, magics = tree(code)
    for line, magic in magics:
        words = MAGICS.get(magic.lstrip("%!") or magic)
        if words:
            yield _Mention(line, 0, "runs", magic, words)
    names = Names.of(module)
    inner, called = _roles(module)
    for node in ast.walk(module):
        if isinstance(node, Import):
            yield from _imports(node)
        elif isinstance(node, ast.Call):
            yield from _given(node, names)
        elif isinstance(node, ast.Name | ast.Attribute) and node not in inner:
            yield from _used(node, names, is_called=node in called)


def _roles(module: ast.Module) -> tuple[set[ast.AST], set[ast.AST]]:
    """Return the nodes that are but the beginning of a dotted name, and those that are called."""
    inner: set[ast.AST] = set()
    called: set[ast.AST] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            inner.add(node.value)
        elif isinstance(node, ast.Call):
            called.add(node.func)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Name):
            called |= {node.value} if node.value.id in _CALLED_BY_NAME else set()
    return inner, called


def _imports(node: Import) -> Iterator[_Mention]:
    for place, (full, _) in enumerate(full_names(node)):
        name, words = _row(full)
        if words:
            yield _Mention(node.lineno, node.col_offset + place, "imports", name, words)


def _used(node: ast.Name | ast.Attribute, names: Names, *, is_called: bool) -> Iterator[_Mention]:
    meaning = names.meaning(node)
    name, words = _row(meaning)
    if name.startswith(_BUILTIN) and not (is_called and name == meaning):
        return  # a variable may have the name of a function
    if words:
        verb = "calls" if is_called else "uses"
        yield _Mention(node.lineno, node.col_offset, verb, name.removeprefix(_BUILTIN), words)


def _row(name: str) -> tuple[str, str]:
    """Return what a name is, or is below of, among those that will not do, and why."""
    while name and name not in NAMES:
        name = name.rpartition(".")[0]
    return name, NAMES.get(name, "")


def _given(call: ast.Call, names: Names) -> Iterator[_Mention]:
    """Yield a call that is given a path, an address or a long time."""
    meaning = names.meaning(call.func)
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    words = GIVEN_A_PATH.get(meaning) or GIVEN_A_PATH.get(f".{method}")
    path = _path(call, names) if words else None
    at = (call.lineno, call.col_offset)
    if words and path is not None:
        name = method or meaning.rpartition(".")[2]
        if _ADDRESS.match(path):
            yield _Mention(*at, "gives an address to", name, NETWORK)
        else:
            yield _Mention(*at, "gives a path to", name, words)
    elif meaning == "time.sleep" and any(map(_is_long, call.args)):
        yield _Mention(*at, "calls", meaning, WAITING)


def _is_long(node: ast.expr) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, int | float) and value >= _LONG_S


def _path(call: ast.Call, names: Names) -> str | None:
    """Return how the path or address begins that a call is given; None if none is seen."""
    named = (keyword.value for keyword in call.keywords if keyword.arg in _PATHS)
    for node in [*call.args[:1], *named]:
        text = _beginning(node, names)
        if text is not None and not _CONTENT.match(text):
            return text
    return None


def _beginning(node: ast.expr, names: Names) -> str | None:
    """Return what is known of the beginning of a text; None if it may be no text."""
    is_joined = isinstance(node, ast.JoinedStr)
    while isinstance(node, ast.BinOp):
        is_joined = is_joined or _text(node.right, names) is not None
        node = node.left
    if isinstance(node, ast.JoinedStr) and node.values:
        node = node.values[0]
    text = _text(node, names)
    return "" if text is None and is_joined else text


def _text(node: ast.expr, names: Names) -> str | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return names.texts.get(node.id)
    if isinstance(node, ast.Call) and names.meaning(node.func) in _JOINING:
        return ""
    return None
