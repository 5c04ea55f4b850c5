"""Keep secrets out of what is logged and recorded."""

from __future__ import annotations

import os
import re

MASK = "[secret]"

_NAMED = r"(?i)\b([\w-]*(?:password|passwd|secret|token|api[_-]?key|authorization))\b"
# name=value, name: value
_BARE = (
    re.compile(_NAMED + r"""(["']?\s*[=:]\s*)(?:bearer\s+)?[^\s"',;)&\[]+"""),
    rf"\1\2{MASK}",
)
_PATTERNS = (
    # name = "value", "name": "value"
    (re.compile(_NAMED + r"""(["']?\s*[=:]\s*)(["'])(?:(?!\3).)*\3"""), rf"\1\2\3{MASK}\3"),
    # https://user@host, where the user may be a key
    (re.compile(r"(?i)\b(https?://)[^/\s?#]+@"), rf"\1{MASK}@"),
    # scheme://user:password@host
    (re.compile(r"(\w+://[^/\s:@]+:)[^@\s]+@"), rf"\1{MASK}@"),
    # ?sig=value
    (
        re.compile(
            r"(?i)(?<=[?&])((?:[\w.-]*[-_.])?(?:key|sig|sas|auth|pwd|pass)"
            r"|[\w.-]*(?:signature|token|secret|passw|credential|api-?key|accesskey)[\w.-]*)"
            r"=[^&\s#\"'\[]+"
        ),
        rf"\1={MASK}",
    ),
    # keys one knows by their beginning: OpenAI, Anthropic, Google, GitHub, GitLab, AWS, Slack
    (
        re.compile(
            r"\b(?:sk-[\w-]{16,}|AIza[\w-]{30,}|gh[pousr]_\w{20,}|glpat-[\w-]{16,}|AKIA\w{12,}|xox[abpr]-[\w-]{10,})"
        ),
        MASK,
    ),
    # three dotted base64 parts: a signed web token
    (re.compile(r"\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}"), MASK),
)
_VARIABLE = re.compile(r"(?i)(key|token|secret|password|passwd|credential)")
_SHORTEST = 8
"""Values of environment variables shorter than this are too common to be searched for."""


def masked(text: str) -> str:
    """Return a text without secrets.

    Found are values behind names such as `password` or `api_key`, passwords in URLs, keys known by
    their beginning, and the values of environment variables whose names speak of a secret.

    Parameters
    ----------
    text : str
        Any text.

    Examples
    --------
    >>> masked("postgresql://ana:hunter2@db/sales, api_key='abc123'")
    "postgresql://ana:[secret]@db/sales, api_key='[secret]'"
    """
    pattern, replacement = _BARE
    return pattern.sub(replacement, masked_code(text))


def masked_code(code: str) -> str:
    """Return Python without secrets; what is no text in it, such as `n_token = 5`, stays.

    Parameters
    ----------
    code : str
        Source code.

    Examples
    --------
    >>> masked_code("token = 'abc123'; n_token = 5")
    "token = '[secret]'; n_token = 5"
    """
    for name, value in os.environ.items():
        if len(value) >= _SHORTEST and _VARIABLE.search(name):
            code = code.replace(value, MASK)
    for pattern, replacement in _PATTERNS:
        code = pattern.sub(replacement, code)
    return code
