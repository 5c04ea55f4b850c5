"""One line of the table of columns: what its cells and the detail below it say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from jupyter_analyst import wording
from jupyter_analyst.profile import drawing

if TYPE_CHECKING:
    from collections.abc import Callable

    from jupyter_analyst.data import Kind
    from jupyter_analyst.profile.column import ColumnProfile, Histogram, Level

_LETTERS = 30
_COMMON = 0.05


@dataclass(frozen=True)
class Line:
    """One line of the table of columns, with what opens below it.

    Parameters
    ----------
    column : ColumnProfile
        The numbers.
    alert : str
        Level of its gravest alert, empty if it has none.
    light : bool
        Whether to say less, for a table of very many columns.
    """

    column: ColumnProfile
    alert: str
    light: bool = False

    @property
    def type(self) -> str:
        """What it is, in words."""
        return _type(self.column)

    @property
    def range(self) -> str:
        """The extent of numbers and dates, the most frequent values of the rest."""
        return _range(self.column)

    @property
    def distinct(self) -> str:
        """How many different values there are, marked where that is an estimate."""
        return f"{'' if self.column.distinct_exact else '~'}{self.column.distinct:,}"

    @property
    def drawn(self) -> Histogram | tuple[Level, ...] | None:
        """What the small drawing shows: a histogram, the most frequent values, or nothing."""
        if not self.column.count:
            return None
        divided = _divided(self.column)
        return self.column.top if divided else self.column.histogram or self.column.top

    @property
    def picture(self) -> Markup:
        """The small drawing; empty where there is nothing to draw."""
        if self.drawn is None:
            return Markup("")
        if isinstance(self.drawn, tuple):
            return drawing.row_shares(self.drawn, self.column.count)
        return drawing.row_histogram(self.drawn)

    @property
    def chart(self) -> Markup:
        """The large drawing; empty where there is nothing to draw."""
        return drawing.chart(self.column, light=self.light)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What else is known of it: name and value."""
        return _facts(self.column)

    @property
    def quantiles(self) -> list[tuple[str, str]]:
        """The quantiles, or the lengths of texts: name and value."""
        return _quantiles(self.column)

    @property
    def top(self) -> list[tuple[str, str, str]]:
        """The most frequent values: value, rows, share."""
        return [
            (
                _value(level.value, self.column),
                f"{level.count:,}",
                wording.percent(level.count / self.column.count),
            )
            for level in self.column.top[: 4 if self.light else 6]
        ]


def _type(column: ColumnProfile) -> str:
    if not column.count:
        return "empty"
    if column.meaning:
        return column.meaning
    if {level.value for level in column.top} == {0.0, 1.0}:
        return "yes / no"
    return _TYPES[column.kind](column)


def _number_type(column: ColumnProfile) -> str:
    if column.distinct == 2:
        return "two numbers"
    return "year" if _is_year(column) else "whole number" if column.whole else "number"


def _date_type(column: ColumnProfile) -> str:
    return "date and time" if "T" in str(column.min) else "date"


def _category_type(column: ColumnProfile) -> str:
    return "two values" if column.distinct == 2 else "category"


def _is_year(column: ColumnProfile) -> bool:
    """Return whether thousands commas would look wrong in a column."""
    if not (column.whole and isinstance(column.min, float) and isinstance(column.max, float)):
        return False
    named = any(word in column.name.casefold() for word in ("year", "decade"))
    return named and column.min >= 1000 and column.max < 3000


def _text_type(column: ColumnProfile) -> str:
    if column.type.startswith(("list", "large_list", "fixed_size_list", "struct", "map")):
        return column.type.partition("<")[0].replace("_", " ")
    if column.is_unique:
        return "text, unique"
    return "text, nearly unique" if column.distinct > 0.9 * column.count else "text"


_TYPES: dict[Kind, Callable[[ColumnProfile], str]] = {
    "number": _number_type,
    "category": _category_type,
    "boolean": lambda _: "yes / no",
    "date": _date_type,
    "text": _text_type,
}


def _range(column: ColumnProfile) -> str:
    """Return the extent of numbers and dates, the most frequent values of the rest."""
    if not column.count:
        return ""
    if column.min is not None and not _divided(column):
        return _extent(column)
    if column.kind == "text" and column.distinct > column.count / 2:
        return _characters(column)
    few = [f"{_value(t.value, column)}: {_percent(t.count, column)}" for t in column.top[:2]]
    return ", ".join(few) or _characters(column)


def _extent(column: ColumnProfile) -> str:
    said = f"{_value(column.min, column)} to {_value(column.max, column)}"
    if column.kind == "number" and column.distinct > 2:
        return f"{said}, median {_value(column.median, column)}"
    return said


def _characters(column: ColumnProfile) -> str:
    if column.top and column.top[0].count > 2:
        return f"“{_value(column.top[0].value, column)}” in {column.top[0].count:,} rows"
    shortest, longest = int(column.length_min or 0), int(column.length_max or 0)
    start = "" if shortest == longest else f"{shortest:,} to "
    return f"{start}{wording.count(longest, 'character')}"


def _divided(column: ColumnProfile) -> bool:
    """Return whether few values share the rows, so that there is no range to speak of."""
    return bool(column.top) and (column.histogram is None or column.distinct <= 2)


def _facts(column: ColumnProfile) -> list[tuple[str, str]]:
    facts: list[tuple[str, str | None]] = [
        ("About", column.description or None),
        ("Stored as", cut(column.type, 16)),
        ("Mean", _number(column.mean)),
        ("SD", _number(column.std)),
        ("MAD, unscaled", _number(column.mad)),
        ("Skewness", _number(column.skewness, 2)),
        ("Kurtosis", _number(column.kurtosis, 2)),
        ("IQR", _number(column.iqr)),
        ("Outliers, 1.5 IQR", _count(column.outliers if column.distinct > 2 else None)),
        ("Zeros", _count(column.zeros)),
        ("Negatives", _count(column.negatives)),
        ("Infinite", _count(column.infinite or None)),
        ("Blank", _count(column.blank or None)),
        ("Mean length", _number(column.length_mean, 1)),
        ("Uniqueness", _uniqueness(column)),
        ("Order", column.direction),
        *_spacing(column),
        ("Looks like", _shapes(column)),
        ("Rarest", _rarest(column)),
        ("Approximate", ", ".join(column.approximate).replace("_", " ") or None),
    ]
    return [(name, said) for name, said in facts if said is not None]


def _spacing(column: ColumnProfile) -> list[tuple[str, str]]:
    if column.spacing is None:
        return []
    return [
        ("Comes", column.spacing.frequency),
        ("Usual step", time_span(column.spacing.step_s)),
        ("Longest step", time_span(column.spacing.longest_s)),
    ]


def _uniqueness(column: ColumnProfile) -> str | None:
    return wording.percent(column.uniqueness) if column.kind in {"text", "category"} else None


def _shapes(column: ColumnProfile) -> str | None:
    """Return the commonest shape with its share, if it is common at all."""
    if not column.shapes or not column.looked_at:
        return None
    first = column.shapes[0]
    share = first.count / column.looked_at
    return f"{cut(first.shape, 20)} {wording.percent(share)}" if share >= _COMMON else None


def _rarest(column: ColumnProfile) -> str | None:
    few = [f"{_value(level.value, column)}: {level.count:,}" for level in column.rarest[:2]]
    return ", ".join(few) or None


def time_span(seconds: float) -> str:
    """Return a span of time in the largest unit that suits it.

    Parameters
    ----------
    seconds : float
        How long.

    Examples
    --------
    >>> time_span(86_400), time_span(7_200), time_span(90)
    ('1 day', '2 hours', '1 min 30 s')
    """
    for unit, length in (("day", 86_400), ("hour", 3_600)):
        if seconds >= length:
            n = seconds / length
            text = wording.number(n, 0 if n == int(n) else 1)
            return f"{text} {unit}" if n == 1 else f"{text} {unit}s"
    return wording.duration(seconds)


def _quantiles(column: ColumnProfile) -> list[tuple[str, str]]:
    if column.min is None:
        return _lengths(column)
    values = (column.min, column.q05, column.q25, column.median, column.q75, column.q95, column.max)
    names = ("Smallest", "5 %", "25 %", "Median", "75 %", "95 %", "Largest")
    if column.kind == "date" or _is_year(column):
        return [(name, _value(value, column)) for name, value in zip(names, values, strict=True)]
    numbers = [value if isinstance(value, float) else None for value in values]
    return list(zip(names, wording.numbers(numbers), strict=True))


def _lengths(column: ColumnProfile) -> list[tuple[str, str]]:
    if column.length_min is None:
        return []
    lengths = (("Shortest", column.length_min), ("Longest", column.length_max))
    return [(name, wording.count(int(n or 0), "character")) for name, n in lengths]


def cut(text: object, letters: int = _LETTERS) -> str:
    """Return a name cut in the middle, where names that belong together are alike.

    Parameters
    ----------
    text : object
        A name.
    letters : int
        How many stay.

    Examples
    --------
    >>> cut("decade_in_which_the_spell_begins", 20)
    'decade_in_…ll_begins'
    """
    name = str(text)
    if len(name) <= letters:
        return name
    end = (letters - 1) // 2
    return f"{name[: letters - 1 - end]}…{name[-end:]}"


def _value(value: float | str | None, column: ColumnProfile) -> str:
    if isinstance(value, str) and column.kind != "date":
        return cut(value.strip() or "blank")
    if isinstance(value, float) and _is_year(column):
        return f"{value:.0f}"
    return drawing.said(value)


def _percent(n: int, column: ColumnProfile) -> str:
    return wording.percent(n / column.count)


def _number(value: float | None, decimals: int | None = None) -> str | None:
    return None if value is None else wording.number(value, decimals)


def _count(n: int | None) -> str | None:
    return None if n is None else f"{n:,}"
