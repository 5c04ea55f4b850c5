"""Which character separates the cells of a text file, and which one quotes them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from jupyter_analyst.data.delimited.aligned import aligned, gap_of
from jupyter_analyst.data.values.spelling import number, spelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DELIMITERS = (",", ";", "\t", "|")
"""Delimiters that are looked for; others can be given."""

ONE_COLUMN = "\x1f"
"""Delimiter used inside for a file of one column: a character that stands in no text."""

QUOTES = ('"', "'")
_FOREIGN = set(';\t|"')
_MARKS = {*_FOREIGN, ",", "'"}
_CLOSE_CALL = 0.1
_SURE = 0.5
_SAMPLE = 65_536
_LONGEST_SAMPLE = 16 << 20
_LEAST_LINES = 10
_CELLS = 20_000
_ROWS = 400
_COMMA_NUMBER = re.compile(number(","))


@dataclass(frozen=True)
class Dialect:
    """How the cells of a text file are set apart.

    Parameters
    ----------
    delimiter : str
        One character; `ONE_COLUMN` if there is nothing to set apart.
    quote : str
        One character, or empty if cells are not quoted.
    is_padded : bool
        Whether quotes stand behind a space, as in `1, "two"`.
    escape : str
        What stands before a quote or delimiter that is part of a cell, empty if nothing does.
    gap : int
        Least number of spaces between two columns that are aligned by spaces; 0 if they are not.
    """

    delimiter: str
    quote: str = '"'
    is_padded: bool = False
    escape: str = ""
    gap: int = 0


@dataclass(frozen=True)
class Row:
    """A row of the sample.

    Parameters
    ----------
    cells : list of str
        Its cells, as they stand.
    first, last : int
        The lines of the sample it takes, from 0, the last one excluded.
    """

    cells: list[str]
    first: int
    last: int


def sample_of(text: bytes) -> str:
    """Return whole lines from the beginning of a text.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    """
    end = _SAMPLE
    while end < min(len(text), _LONGEST_SAMPLE) and text.count(b"\n", 0, end) < _LEAST_LINES:
        end *= 4  # of lines as long as these the usual sample holds too few
    start = text[:end]
    if len(text) > end and b"\n" in start:
        start = start[: start.rindex(b"\n") + 1]
    return start.decode("utf-8", "ignore")


def named_delimiter(text: bytes) -> str | None:
    """Return the delimiter a first line such as `sep=;` names.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    """
    found = re.match(rb'"?sep=(.)"?[ ;,]*\r?\n', text, re.IGNORECASE)
    return found[1].decode("ascii", "ignore") or None if found else None


def rows_of(sample: str, dialect: Dialect) -> list[Row]:
    """Return the first rows of a sample, without empty lines.

    Parameters
    ----------
    sample : str
        Whole lines.
    dialect : Dialect
        How to take them apart.
    """
    reader = csv.reader(
        re.findall(r"[^\n]*\n|[^\n]+$", sample),  # only there: splitlines knows other ends too
        delimiter=dialect.delimiter,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        skipinitialspace=dialect.is_padded,
        escapechar=dialect.escape or None,
    )
    rows: list[Row] = []
    first = 0
    try:
        for cells in reader:
            if cells:
                rows.append(Row(cells, first, reader.line_num))
            first = reader.line_num
            if len(rows) >= _ROWS:
                break
    except csv.Error:  # a cell beyond csv's limit: what was read until there has to do
        pass
    return rows


def width_of(rows: list[Row]) -> int:
    """Return the most usual number of cells in a row, the larger one if two are as usual.

    Parameters
    ----------
    rows : list of Row
        The rows.
    """
    widths = Counter(len(row.cells) for row in rows)
    return max(widths, key=lambda width: (widths[width], width)) if widths else 0


def dialect_of(
    sample: str,
    delimiter: str | None = None,
    quote: str | None = None,
    escape: str | None = None,
) -> Dialect:
    """Return the dialect in which the rows of a sample agree best and look most like values.

    Parameters
    ----------
    sample : str
        Whole lines.
    delimiter, quote, escape : str, optional
        What is known already.
    """
    if delimiter == " ":
        return Dialect(" ", QUOTES[0] if quote is None else quote, escape=escape or "", gap=1)
    if delimiter is not None and quote is not None and escape is not None:
        return Dialect(delimiter, quote, escape=escape)
    found = _found(sample, delimiter, quote, escape)
    if found.delimiter != ONE_COLUMN:
        return found
    if delimiter is None and (gap := gap_of(sample)):
        return Dialect(" " if gap == 1 else "\t", found.quote, gap=gap)
    return replace(found, escape=escape or "")


def _found(sample: str, delimiter: str | None, quote: str | None, escape: str | None) -> Dialect:
    """Return the dialect that explains a sample best; a file of one column if none does."""
    quotes = QUOTES if quote is None else (quote,)
    delimiters = DELIMITERS if delimiter is None else (delimiter,)
    scores = {
        candidate: _score(rows_of(sample, candidate), candidate.delimiter)
        for candidate in _escaped(_candidates(sample, delimiters, quotes), sample, escape)
    }
    return _best(scores, sample, quotes[0], delimiter or ONE_COLUMN)


def unpadded(text: bytes, dialect: Dialect) -> bytes:
    """Return a text in which spaces that only align or separate cells are taken off.

    Parameters
    ----------
    text : bytes
        The text as UTF-8.
    dialect : Dialect
        How it is set apart; nothing changes unless it is padded or aligned.
    """
    if dialect.gap:
        return aligned(text, dialect.gap, dialect.delimiter)
    if not dialect.is_padded:
        return text
    delimiter, quote = re.escape(dialect.delimiter), re.escape(dialect.quote)
    return re.sub(rf"({delimiter}) +(?={quote})".encode(), rb"\1", text)


def _candidates(sample: str, delimiters: Sequence[str], quotes: Sequence[str]) -> Iterator[Dialect]:
    for mark in quotes:
        if mark == "'" and not _wraps(sample, mark):
            continue
        for delimiter in delimiters:
            if delimiter in sample:
                yield Dialect(delimiter, mark)
            if mark and re.search(rf"{re.escape(delimiter)} +{re.escape(mark)}", sample):
                yield Dialect(delimiter, mark, is_padded=True)


def _escaped(candidates: Iterator[Dialect], sample: str, escape: str | None) -> Iterator[Dialect]:
    r"""Yield candidates, with a backslash as escape where one stands before a quote or delimiter.

    A quote behind the backslash of a folder, as in `"C:\",1`, ends its cell.
    """
    for one in candidates:
        if escape is not None:
            yield replace(one, escape=escape)
            continue
        end = re.escape(one.delimiter)
        quoted = rf"\\{one.quote}(?!\s*(?:{end}|\n|$))" if one.quote else "(?!)"
        if not re.search(quoted, sample):
            yield one
        if re.search(rf"{quoted}|\\{end}", sample):
            yield replace(one, escape="\\")


def _wraps(sample: str, mark: str) -> bool:
    """Tell whether the first line begins with a cell wrapped in a mark."""
    return re.match(rf"\s*{mark}[^{mark}\n]*{mark}\s*[,;\t|\n]", sample) is not None


def _score(rows: list[Row], delimiter: str) -> float:
    """Return how well a dialect explains the rows, from 0 to 1."""
    width = width_of(rows)
    if width < 2 or _is_prose(rows, delimiter):
        return 0.0
    fitting = [row.cells for row in rows if len(row.cells) == width]
    n_plain = sum(width if _are_plain(cells) else sum(map(_is_plain, cells)) for cells in fitting)
    return len(fitting) / len(rows) * n_plain / (len(fitting) * width)


def _are_plain(cells: list[str]) -> bool:
    """Tell at a glance that none of some cells holds a mark of any dialect."""
    return _MARKS.isdisjoint("".join(cells))


def _is_plain(cell: str) -> bool:
    """Tell whether a cell looks like one value, not like several in another dialect."""
    is_quoted = len(cell) > 1 and cell[0] == cell[-1] == "'"
    if not is_quoted and _FOREIGN.isdisjoint(cell) and cell.count(",") < 2:
        return True
    return spelled(cell) != "text"


def _is_prose(rows: list[Row], delimiter: str) -> bool:
    """Tell whether a comma is only part of the values of a single column."""
    first, *rest = rows
    if delimiter != "," or len(first.cells) > 1 or not rest:
        return False
    joined = [",".join(row.cells) for row in rest]
    as_numbers = all(_COMMA_NUMBER.fullmatch(text.strip()) for text in joined)
    as_words = all(cell.startswith(" ") for row in rest for cell in row.cells[1:])
    return as_numbers or as_words


def _best(scores: dict[Dialect, float], sample: str, quote: str, otherwise: str) -> Dialect:
    ranked = sorted(scores, key=lambda dialect: scores[dialect], reverse=True)
    if not ranked or scores[ranked[0]] < _SURE:
        close = _asked(scores, sample)
        return close or Dialect(otherwise, quote)
    best = ranked[0]
    rivals = {
        dialect: scores[dialect]
        for dialect in ranked
        if scores[best] - scores[dialect] < _CLOSE_CALL
    }
    if len({dialect.delimiter for dialect in rivals}) > 1:
        return _asked(rivals, sample) or best
    return best


def _asked(scores: dict[Dialect, float], sample: str) -> Dialect | None:
    """Return the candidate clevercsv agrees with; it is slower and looks deeper."""
    candidates = [dialect for dialect, score in scores.items() if score > 0]
    if not candidates:
        return None
    from clevercsv.detect import Detector

    sample = sample.replace("\0", "")  # which its parser refuses
    found = Detector().detect(sample, delimiters=[dialect.delimiter for dialect in candidates])
    delimiter = found.delimiter if found else None
    return next((dialect for dialect in candidates if dialect.delimiter == delimiter), None)
