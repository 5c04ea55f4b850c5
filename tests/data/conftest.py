from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from jupyter_analyst import data

if TYPE_CHECKING:
    from collections.abc import Callable
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
