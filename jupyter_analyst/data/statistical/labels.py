"""Codes with labels, and codes that mean missing, as the texts and gaps they stand for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Code = float | str


@dataclass(frozen=True)
class Labelled:
    """A column after its labels were looked at.

    Parameters
    ----------
    values : ChunkedArray
        The labels, or the codes as they were.
    is_changed : bool
        Whether the labels stand there.
    doubt : str
        Why they do not although there are some, without the name of the column.
    """

    values: pa.ChunkedArray
    is_changed: bool = False
    doubt: str = ""


def without_missing(
    values: pa.ChunkedArray, ranges: Sequence[tuple[Code | None, Code | None]]
) -> pa.ChunkedArray:
    """Return values with null for those that were declared missing.

    Parameters
    ----------
    values : ChunkedArray
        Numbers or texts.
    ranges : sequence of pairs
        What means missing, from one value to another; None is without bound.
    """
    for low, high in ranges:
        inside = pc.is_valid(values)
        if low is not None:
            inside = pc.and_kleene(inside, pc.greater_equal(values, low))
        if high is not None:
            inside = pc.and_kleene(inside, pc.less_equal(values, high))
        values = pc.if_else(pc.fill_null(inside, False), pa.scalar(None, values.type), values)  # noqa: FBT003
    return values


def labelled(
    values: pa.ChunkedArray,
    labels: Sequence[tuple[Code, str]],
    wanted: bool | None = None,  # noqa: FBT001  # as it was given
) -> Labelled:
    """Return the labels of a column in place of its codes, if each code that occurs has one.

    Parameters
    ----------
    values : ChunkedArray
        Numbers or texts, null where missing.
    labels : sequence of pairs
        Codes and their labels; codes that do not occur do no harm.
    wanted : bool, optional
        True to take the labels even if some codes have none, False to leave the codes.

    Examples
    --------
    >>> labelled(pa.chunked_array([[1.0, 2.0]]), [(1, "yes"), (2, "no")]).values.to_pylist()
    ['yes', 'no']
    """
    names = _names(labels, values.type)
    present = pc.drop_null(pc.unique(values))
    codes = [_key(code) for code in present.to_pylist()]
    n_known = sum(code in names for code in codes)
    if not n_known or wanted is False:
        return Labelled(values)
    if n_known < len(codes) and not wanted:
        told = f"has labels for {n_known} of its {len(codes)} values and is read without them"
        return Labelled(values, doubt=f"{told}; `labels` decides otherwise")
    texts = pa.array(_told_apart(codes, names), pa.string())
    places = pc.index_in(values, value_set=present)
    return Labelled(
        pa.chunked_array([pc.take(texts, one) for one in places.chunks], pa.string()),
        is_changed=True,
    )


def _names(labels: Sequence[tuple[Code, str]], kind: pa.DataType) -> Mapping[Code, str]:
    """Return the labels by their codes; in numbers, letters only tell why one is missing."""
    is_text = pa.types.is_string(kind)
    fitting = [(code, label) for code, label in labels if isinstance(code, str) == is_text]
    return {_key(code): label.strip() for code, label in fitting if label.strip()}


def _key(code: Any) -> Code:  # a number or a text
    return code.rstrip() if isinstance(code, str) else float(code)


def _told_apart(codes: Sequence[Code], names: Mapping[Code, str]) -> list[str]:
    """Return a text for each code; where two have the same label, with the code."""
    shown = [code if isinstance(code, str) else f"{code:.15g}" for code in codes]
    texts = [names.get(code, text) for code, text in zip(codes, shown, strict=True)]
    times = Counter(texts)
    return [
        f"{text} ({code})" if times[text] > 1 else text
        for text, code in zip(texts, shown, strict=True)
    ]
