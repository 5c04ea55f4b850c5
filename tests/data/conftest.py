from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture
def reading(tmp_path: Path) -> Callable[..., data.Dataset]:
    """Write literal content to a file and read it."""

    def read(content: str | bytes, *, file: str = "file.csv", **given: Any) -> data.Dataset:
        path = tmp_path / file
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return data.read(path, **given)

    return read


@pytest.fixture
def catalog(tmp_path: Path) -> data.Catalog:
    return data.Catalog(tmp_path / "home")


@pytest.fixture
def survives() -> Callable[..., None]:
    """Check that a file ends in a whole dataset or a ReadError, wherever it is damaged."""

    def check(path: Path, *, cuts: int = 20, flips: int = 200, **given: Any) -> None:
        for content in _damaged(path.read_bytes(), cuts, flips):
            path.write_bytes(content)
            try:
                table = data.read(path, **given).table
            except ReadError as error:
                if not (error.code and error.hint):
                    raise
            else:
                table.validate(full=True)

    return check


def _damaged(content: bytes, cuts: int, flips: int) -> Iterator[bytes]:
    dice = random.Random(5)
    for place in range(cuts):
        yield content[: len(content) * place // cuts]
    for _ in range(flips):
        flipped = bytearray(content)
        flipped[dice.randrange(len(content))] = dice.randrange(256)
        yield bytes(flipped)
