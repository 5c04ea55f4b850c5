"""How numbers and names are said: one spelling for cards, tables, sentences and reports."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Literal

from jupyter_analyst.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MINUS = "\N{MINUS SIGN}"
GAP = "\N{NARROW NO-BREAK SPACE}"
NOTHING = "\N{EN DASH}"
Style = Literal["plain", "strong", "italic"]


def number(value: float | None, decimals: int | None = None) -> str:
    """Return a number with thousands commas, a true minus and sensible decimals.

    Parameters
    ----------
    value : float or None
        Any number; None and NaN give a dash.
    decimals : int, optional
        Digits after the point; chosen from the size of `value` if left out.

    Examples
    --------
    >>> number(1808), number(-4.8871), number(263358.03), number(0.00123), number(None)
    ('1,808', '−4.89', '263,358', '0.00123', '–')
    """
    if value is None or math.isnan(value):
        return NOTHING
    if math.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if decimals is None and value != 0 and not 1e-4 <= abs(value) < 1e15:
        return f"{value:.2e}".replace("-", MINUS)
    text = f"{value:,.{decimals_for([value]) if decimals is None else decimals}f}"
    return _true_minus(text)


def decimals_for(values: Sequence[float | None]) -> int:
    """Return how many digits after the point suit a column of numbers.

    Parameters
    ----------
    values : sequence of float or None
        The numbers that will stand under each other.

    Examples
    --------
    >>> decimals_for([3.37, 8.25]), decimals_for([1, 2]), decimals_for([0.00123])
    (2, 0, 5)
    """
    finite = [abs(v) for v in values if v is not None and math.isfinite(v)]
    largest = max(finite, default=0)
    if largest >= 1000 or all(v == int(v) for v in finite):
        return 0
    if largest >= 100:
        return 1
    if largest >= 1:
        return 2
    return min(3 - 1 - math.floor(math.log10(largest)), 8)


def numbers(values: Sequence[float | None]) -> list[str]:
    """Return the texts of a column of numbers, with the same decimals in each.

    Parameters
    ----------
    values : sequence of float or None
        The numbers that will stand under each other.
    """
    decimals = decimals_for(values)
    return [number(value, decimals) for value in values]


def p_number(p: float | None) -> str:
    """Return a probability as APA style writes it, without the letter.

    Parameters
    ----------
    p : float or None
        Between 0 and 1; None and NaN give a dash.

    Examples
    --------
    >>> p_number(0.00001), p_number(0.0314), p_number(1.0)
    ('< .001', '.031', '> .999')
    """
    if p is None or math.isnan(p):
        return NOTHING
    if p < 0.001:
        return "< .001"
    if p > 0.999:
        return "> .999"
    return f"{p:.3f}".removeprefix("0")


def p_value(p: float | None) -> str:
    """Return a probability with its letter, marked up for `runs`.

    Parameters
    ----------
    p : float or None
        Between 0 and 1.

    Examples
    --------
    >>> p_value(0.0314), p_value(0.0)
    ('*p* = .031', '*p* < .001')
    """
    text = p_number(p)
    return f"*p* {text}" if text[0] in "<>" else f"*p* = {text}"


def percent(share: float | None, decimals: int | None = None) -> str:
    """Return a share between 0 and 1 as a percentage with a thin gap.

    Parameters
    ----------
    share : float or None
        A share; 0.188 is 18.8 %.
    decimals : int, optional
        Digits after the point; by default one below 10 % or where it says something.

    Examples
    --------
    >>> percent(0.5), percent(0.0039)
    ('50\u202f%', '0.39\u202f%')
    """
    if share is None or math.isnan(share):
        return NOTHING
    value = round(100 * share, 9)  # 1 - 0.07 is not quite 0.93
    if decimals is None:
        decimals = 0 if value == round(value) else 1 if abs(value) >= 1 else 2
    return _true_minus(f"{value:.{decimals}f}") + f"{GAP}%"


def interval(low: float | None, high: float | None) -> str:
    """Return a range in words, for tables.

    Parameters
    ----------
    low, high : float or None
        Lower and upper bound.

    Examples
    --------
    >>> interval(3.2, 3.53)
    '3.20 to 3.53'
    """
    first, last = numbers([low, high])
    return f"{first} to {last}"


def bracket(low: float | None, high: float | None) -> str:
    """Return a confidence interval in brackets, for sentences.

    Parameters
    ----------
    low, high : float or None
        Lower and upper bound.

    Examples
    --------
    >>> bracket(-5.614, -4.16)
    '[−5.61, −4.16]'
    """
    return f"[{', '.join(numbers([low, high]))}]"


def estimate(
    value: float | None, low: float | None, high: float | None, alpha: float = 0.05
) -> str:
    """Return a number with its confidence interval, all with the same decimals.

    Parameters
    ----------
    value : float or None
        The estimate.
    low, high : float or None
        Bounds of its interval; without both, only the estimate is said.
    alpha : float
        One minus the confidence level.

    Examples
    --------
    >>> estimate(-0.87, -0.934, -0.744), estimate(310, 284, 361, 0.1), estimate(2.5, None, None)
    ('−0.870, 95\u202f% CI [−0.934, −0.744]', '310, 90\u202f% CI [284, 361]', '2.50')
    """
    if low is None or high is None:
        return number(value)
    said, *bounds = numbers([value, low, high])
    return f"{said}, {percent(1 - alpha)} CI [{', '.join(bounds)}]"


def count(n: int, noun: str, plural: str = "") -> str:
    """Return a number of things with the right noun.

    Parameters
    ----------
    n : int
        How many.
    noun : str
        One of them.
    plural : str
        Several of them, if not made with an s.

    Examples
    --------
    >>> count(1, "row"), count(1808, "row"), count(2, "person", "people")
    ('1 row', '1,808 rows', '2 people')
    """
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return names as a list in words, the rest counted.

    Parameters
    ----------
    names : sequence of str
        What is listed.
    most : int
        How many are named at most.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed(["a", "b", "c"], most=2), listed(["a"])
    ('a, b and c', 'a, b and 1 more', 'a')
    """
    shown = list(names[:most])
    rest = len(names) - len(shown)
    *first, last = [*shown, f"{rest} more"] if rest else shown
    return f"{', '.join(first)} and {last}" if first else last


def group(column: str, value: str) -> str:
    """Return a group so that it can stand alone: a bare code with the name of its column.

    Parameters
    ----------
    column : str
        The column of the groups.
    value : str
        The group; a number, a single letter or a yes or no is but a code.

    Examples
    --------
    >>> group("sex", "1"), group("smoker", "False"), group("species", "setosa"), group("", "")
    ('sex = 1', 'smoker = False', 'setosa', '')
    """
    speaks = sum(map(str.isalpha, value)) > 1 and value.casefold() not in _CODES
    return value if speaks or not value else f"{column} = {value}"


_CODES = {"true", "false", "yes", "no", "(empty)"}


def duration(seconds: float) -> str:
    """Return a time span with a unit that suits it.

    Parameters
    ----------
    seconds : float
        How long.

    Examples
    --------
    >>> duration(0.0143), duration(2.31), duration(95), duration(1800)
    ('14 ms', '2.3 s', '1 min 35 s', '30 min')
    """
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


_UNITS = {"": 1.0, "M": 1.0, "MB": 1.0, "MIB": 1.0, "G": 1024.0, "GB": 1024.0, "GIB": 1024.0}


def mebibytes(text: str) -> float:
    """Return an amount of memory a person typed, in MiB.

    Parameters
    ----------
    text : str
        A number with MB or GB behind it, or a number of megabytes.

    Raises
    ------
    SettingError
        If it is none.

    Examples
    --------
    >>> mebibytes("2GB"), mebibytes("512 MB"), mebibytes("1500")
    (2048.0, 512.0, 1500.0)
    """
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]*)\s*", text)
    unit = _UNITS.get(found[2].upper()) if found else None
    amount = float(found[1]) * unit if found and unit else 0.0
    if not amount:
        message = f"`{text}` is no amount of memory."
        hint = "Write it as 2GB or 500MB."
        raise SettingError(message, hint=hint, code="memory-wrong")
    return amount


def size(n_bytes: int) -> str:
    """Return a number of bytes with a unit that suits it.

    Parameters
    ----------
    n_bytes : int
        How many bytes.

    Examples
    --------
    >>> size(512), size(12_246), size(3_500_000)
    ('512 B', '12 KB', '3.5 MB')
    """
    value = float(n_bytes)
    for unit in ("B", "KB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}" if value >= 10 or unit == "B" else f"{value:.1f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"


def plain(name: object) -> str:
    r"""Return a name from the data so that `runs` never reads it as markup.

    Parameters
    ----------
    name : object
        A column name or a value.

    Examples
    --------
    >>> plain("a*b")
    'a\\*b'
    """
    return re.sub(r"([\\*])", r"\\\1", str(name))


_MARK = re.compile(r"\*\*((?:\\.|[^*\\])+)\*\*|\*((?:\\.|[^*\\])+)\*|((?:\\.|[^*\\])+|[*\\])")


def runs(sentence: str) -> Iterator[tuple[str, Style]]:
    r"""Yield the pieces of a sentence: `**strong**`, `*italic*`, the rest plain.

    Parameters
    ----------
    sentence : str
        Text in which names from the data went through `plain`.

    Examples
    --------
    >>> list(runs("**4 less**, *p* < .001, a\\*b"))
    [('4 less', 'strong'), (', ', 'plain'), ('p', 'italic'), (' < .001, a*b', 'plain')]
    """
    for strong, italic, rest in _MARK.findall(sentence):
        style: Style = "strong" if strong else "italic" if italic else "plain"
        yield re.sub(r"\\(.)", r"\1", strong or italic or rest), style


def unmarked(sentence: str) -> str:
    """Return a sentence as plain text.

    Parameters
    ----------
    sentence : str
        Text as `runs` takes it.

    Examples
    --------
    >>> unmarked("**4 less**, *p* < .001")
    '4 less, p < .001'
    """
    return "".join(text for text, _ in runs(sentence))


def _true_minus(text: str) -> str:
    """Replace the hyphen of a negative number, and drop it from a zero."""
    if text.startswith("-"):
        return text[1:] if not re.search("[1-9]", text) else MINUS + text[1:]
    return text
