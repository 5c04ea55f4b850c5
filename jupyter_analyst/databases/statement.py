"""Whether a query is one SELECT, before a database sees it."""

from __future__ import annotations

import re

# what is no part of the statement's own words: texts, names in quotes, comments
_ASIDE = re.compile(
    r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\$(\w*)\$.*?\$\1\$|--[^\n]*|/\*.*?\*/""", re.DOTALL
)
_FIRST = {"select", "with", "values", "table", "from"}
_CHANGES = re.compile(
    r"(?i)\b(?:insert|update|delete|merge|into|create|alter|drop|truncate|grant|copy|call)\b"
)


def unfit(query: str) -> str:
    """Return why a query is not one SELECT; empty if it is.

    Databases that know read-only transactions are asked for one besides; for the others this is
    all there is, apart from the rights of the user and the rollback at the end.

    Parameters
    ----------
    query : str
        What was given.

    Examples
    --------
    >>> unfit("select 'drop; it' from t;"), unfit("delete from t"), unfit("select 1; select 2")
    ('', 'it begins with `delete`', 'it is more than one statement')
    """
    words = _ASIDE.sub(" ", query).strip().rstrip(";").strip()
    if ";" in words:
        return "it is more than one statement"
    first = re.match(r"\(*\s*(\w+)", words)
    if first is None or first[1].lower() not in _FIRST:
        return f"it begins with `{first[1] if first else words[:20]}`"
    change = _CHANGES.search(words)
    return f"it holds the word `{change[0]}` outside quotes" if change else ""
