"""Write and read notebooks, whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, cast

from jupyter_analyst.errors import ReportError, guard

if TYPE_CHECKING:
    from nbformat import NotebookNode

_ENDING = ".ipynb"
_FORMATS = (2, 3, 4)


def write(notebook: NotebookNode, path: str | Path) -> Path:
    """Write a notebook, checked against its format; what was at `path` is replaced as a whole.

    Parameters
    ----------
    notebook : NotebookNode
        The notebook.
    path : str or Path
        Where to; the folder must exist and the name end in ``.ipynb``.

    Returns
    -------
    Path
        The absolute path.

    Raises
    ------
    ReportError
        If the path or the notebook does not fit.
    StorageError
        If the disk refuses.
    """
    import nbformat

    target = Path(path).expanduser()
    if target.suffix.lower() != _ENDING:
        message = f"A notebook's name ends in `{_ENDING}`; {str(path)!r} does not."
        raise ReportError(message, hint=f"Try `{target.stem}{_ENDING}`.", code="notebook-ending")
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        message = f"The notebook for `{target.name}` does not fit its format: {_first_line(error)}."
        raise ReportError(message, code="notebook-invalid") from error
    text = nbformat.writes(notebook, version=nbformat.NO_CONVERT)  # type: ignore[no-untyped-call]  # partly typed
    return replace_file(target, f"{text}\n".encode())


def read(path: str | Path) -> NotebookNode:
    """Return the notebook in a file, in today's format.

    Parameters
    ----------
    path : str or Path
        The file.

    Raises
    ------
    ReportError
        If it is missing, a folder, damaged, not a notebook or of a newer format.
    """
    source = Path(path).expanduser()
    if not source.is_file():
        found = "is a folder" if source.is_dir() else "does not exist"
        message = f"The notebook {str(path)!r} {found}."
        raise ReportError(message, hint="Check the path.", code="notebook-missing")
    with guard(f"reading `{source.name}`"):
        return _parsed(source.read_bytes(), source.name)


def _parsed(content: bytes, name: str) -> NotebookNode:
    import nbformat
    from nbformat.warnings import DuplicateCellId, MissingIDFieldWarning

    try:
        found = json.loads(content)
    except ValueError as error:  # not JSON, or not even text
        message = f"`{name}` is damaged or no notebook: {_first_line(error)}."
        hint = "Open it in JupyterLab, or take the copy in `.ipynb_checkpoints`."
        raise ReportError(message, hint=hint, code="notebook-damaged") from error
    version = found.get("nbformat") if isinstance(found, dict) else None
    if version not in _FORMATS:
        said = "does not say its format" if version is None else f"is of format {version!r}"
        message = f"`{name}` {said}; notebooks of format 2 to 4 can be read."
        raise ReportError(message, hint="Save it anew in JupyterLab.", code="notebook-format")
    try:
        with warnings.catch_warnings():  # older notebooks have cells without ids; they get some
            warnings.simplefilter("ignore", MissingIDFieldWarning)
            warnings.simplefilter("ignore", DuplicateCellId)
            lines_joined = nbformat.reader.reads(content.decode())  # type: ignore[no-untyped-call]  # partly typed
            whole = nbformat.convert(lines_joined, 4)  # type: ignore[no-untyped-call]  # as above
            _, notebook = nbformat.validator.normalize(whole)
            nbformat.validate(notebook)
    except (nbformat.ValidationError, AttributeError, KeyError, TypeError) as error:
        message = f"`{name}` is not a whole notebook: {_first_line(error)}."
        raise ReportError(
            message, hint="Save it anew in JupyterLab.", code="notebook-damaged"
        ) from error
    return cast("NotebookNode", notebook)


def replace_file(path: Path, content: bytes) -> Path:
    """Put `content` at `path` as a whole: readers see the old file or the new one.

    Parameters
    ----------
    path : Path
        Where to; its folder must exist.
    content : bytes
        The whole file.

    Returns
    -------
    Path
        The absolute path.

    Raises
    ------
    ReportError
        If `path` is a folder or its folder does not exist.
    StorageError
        If the disk refuses; the old file is untouched then.
    """
    target = path.expanduser().absolute()
    if target.is_dir():
        message = f"{str(path)!r} is a folder; the name of a file is needed."
        raise ReportError(message, hint="Add a file name.", code="path-folder")
    if not target.parent.is_dir():
        message = (
            f"The folder {str(target.parent)!r} does not exist; no folders are made on the way."
        )
        raise ReportError(message, hint="Make it first, or choose another.", code="folder-missing")
    draft = target.with_name(f".{target.name[:80]}.{secrets.token_hex(4)}")
    with guard(f"writing `{target.name}`"):
        try:
            _write_through(draft, content)
            draft.replace(target)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
    return target


def _write_through(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")[:200]
