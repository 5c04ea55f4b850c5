"""From a file of SPSS, Stata or SAS to typed rows."""

from __future__ import annotations

import codecs
import json
import logging
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pyarrow as pa
import pyarrow.compute as pc

from jupyter_analyst.data import frame
from jupyter_analyst.data.formats.format import Format, Found
from jupyter_analyst.data.reading import FORMAT_WORDS, Reading
from jupyter_analyst.data.statistical.labels import labelled, without_missing
from jupyter_analyst.data.statistical.times import times_of
from jupyter_analyst.errors import ReadError
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.options import Options

_PROCESS = Path(__file__).with_name("process.py")
_LEAST_MEMORY = 2 << 30
_SECONDS, _SECONDS_PER_MB = 60, 2
_EXACT_UP_TO = float(1 << 53)
_HINT = "Copy or download it again; if its texts are not read, give their `encoding`."

_SAV = (b"$FL2", b"$FL3")
_SAS = bytes.fromhex("000000000000000000000000c2ea8160b31411cfbd92080009c7318c181f1011")
_XPORT = b"HEADER RECORD*******LIB"
_STATA = b"<stata_dta>"
_OLD_STATA = range(102, 116)  # versions of the file, its first byte
_PORT, _PORT_AT = b"SPSSPORT", 456


def _kind(file: File) -> str | None:
    """Return which reader a file needs, None if it is of no statistics program."""
    start = file.start
    if start.startswith(_SAV):
        return "sav"
    if start.startswith(_SAS):
        return "sas7bdat"
    if start.startswith(_XPORT):
        return "xport"
    is_old_stata = start[:1] and start[0] in _OLD_STATA and start[1:3] in {b"\1\1", b"\2\1"}
    if start.startswith(_STATA) or is_old_stata:
        return "dta"
    return "por" if _is_portable(start) else None


def _is_portable(start: bytes) -> bool:
    flat = start[:1024].translate(None, b"\r\n")
    return flat[_PORT_AT : _PORT_AT + len(_PORT)] == _PORT


_PROGRAMS = {"sav": "spss", "por": "spss", "dta": "stata", "sas7bdat": "sas", "xport": "sas"}


def read_statistical(file: File, given: Options) -> Found:
    """Return the rows of a file of a statistics program, and what it says about its columns.

    Empty texts are missing. Where every code has a label, the labels are the values.

    Parameters
    ----------
    file : File
        The file.
    given : Options
        `encoding`, and `labels` to take labels or codes in all columns.

    Raises
    ------
    ReadError
        If it is damaged.
    """
    kind = _kind(file) or ""
    program = _PROGRAMS[kind]
    found = _in_process(file, kind, program, given)
    columns = [
        _column(name, values, program, about=_about(field), labels=given.labels)
        for name, values, field in zip(found.column_names, found.columns, found.schema, strict=True)
    ]
    values = [one.values for one in columns]
    table, renamed = frame.normalised(pa.Table.from_arrays(values, found.column_names))
    told = zip(table.column_names, columns, strict=True)
    reading = Reading(
        program,
        encoding=(found.schema.metadata or {}).get(b"encoding", b"").decode(),
        renamed=renamed,
        notes=(*_notes(columns), *(one.note for one in columns if one.note)),
        doubts=tuple(one.doubt for one in columns if one.doubt),
        descriptions={name: one.description for name, one in told if one.description},
    )
    return Found(table, reading)


@dataclass(frozen=True)
class _Column:
    """A column, and what there is to say about it."""

    values: pa.ChunkedArray
    description: str
    n_missing: int
    has_labels: bool = False
    note: str = ""
    doubt: str = ""


def _column(
    name: str, values: pa.ChunkedArray, program: str, *, about: dict[str, Any], labels: bool | None
) -> _Column:
    known = without_missing(values, about["missing"])
    n_missing = about["n_told"] + known.null_count - values.null_count
    description = about["label"]
    times = None
    if pa.types.is_floating(known.type):
        times = times_of(known, program, about["format"])
    if times is not None:
        doubt = f"`{name}` {times.doubt}" if times.doubt else ""
        note = times.note.format(f"`{name}`")
        return _Column(times.values, description, n_missing, note=note, doubt=doubt)
    found = labelled(known, about["labels"], labels)
    doubt = f"`{name}` {found.doubt}" if found.doubt else ""
    return _Column(_whole(found.values), description, n_missing, found.is_changed, doubt=doubt)


def _whole(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return numbers as integers if all are; these programs have but one type of number."""
    if not pa.types.is_floating(values.type) or values.null_count == len(values):
        return values
    is_small = pc.less_equal(pc.abs(values), _EXACT_UP_TO)
    is_whole = pc.and_(is_small, pc.equal(pc.floor(values), values))
    return pc.cast(values, pa.int64()) if pc.all(is_whole).as_py() else values


def _notes(columns: Sequence[_Column]) -> list[str]:
    n_labelled = sum(one.has_labels for one in columns)
    missing = [one.n_missing for one in columns if one.n_missing]
    notes = []
    if n_labelled:
        notes.append(f"labels in place of codes in {count(n_labelled, 'column')}")
    if missing:
        values, where = count(sum(missing), "value"), count(len(missing), "column")
        notes.append(f"{values} declared missing in {where}")
    return notes


def _about(field: pa.Field) -> dict[str, Any]:
    return dict(json.loads(field.metadata[b"about"]))


def _in_process(file: File, kind: str, program: str, given: Options) -> pa.Table:
    """Return what a process of its own read, for a damaged file may end it."""
    encoding = codecs.lookup(given.encoding).name if given.encoding else ""
    most_seconds = _SECONDS + _SECONDS_PER_MB * file.path.stat().st_size / 1e6
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "rows.arrow")
        command = [sys.executable, "-P", str(_PROCESS), kind, str(file.path.absolute())]
        command += [str(target), encoding, str(_memory())]
        try:
            ended = subprocess.run(  # noqa: S603  # our own program
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=most_seconds,
                check=False,
            )
            if ended.returncode:
                _refuse(file, program, _reason(ended))
            return _handed_over(target)
        except subprocess.TimeoutExpired:
            _refuse(file, program, f"reading it took longer than {most_seconds:.0f} seconds")
        except pa.ArrowException as error:
            _refuse(file, program, str(error))


def _handed_over(target: Path) -> pa.Table:
    with pa.OSFile(str(target)) as source:
        table = pa.ipc.open_file(source).read_all()
    table.validate(full=True)
    return table


def _reason(ended: subprocess.CompletedProcess[bytes]) -> str:
    """Return why a process did not read its file."""
    if ended.returncode < 0:
        return f"its bytes contradict each other (signal {-ended.returncode})"
    logging.getLogger("jupyter_analyst").info("%s", ended.stderr.decode(errors="replace"))
    said = ended.stdout.decode(errors="replace").strip().splitlines()
    return said[-1] if said else "its contents are not as they should be"


def _refuse(file: File, program: str, reason: str) -> NoReturn:
    words = FORMAT_WORDS[program]
    message = f"`{file.name}` begins like a file of {words} and cannot be read: {reason}."
    raise ReadError(message, hint=_HINT, code=f"{program}-damaged")


def _memory() -> int:
    half = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
    return max(half, _LEAST_MEMORY)


def _is_of(program: str) -> Callable[[File, Options], bool]:
    return lambda file, _: _PROGRAMS.get(_kind(file) or "") == program


def _format(program: str, *suffixes: str) -> Format:
    article = "a" if program == "stata" else "an"
    return Format(
        words=f"{article} {FORMAT_WORDS[program]} file",
        suffixes=suffixes,
        is_one=_is_of(program),
        read=read_statistical,
        options=frozenset(("encoding", "labels")),
    )


SPSS = _format("spss", ".sav", ".zsav", ".por")
STATA = _format("stata", ".dta")
SAS = _format("sas", ".sas7bdat", ".xpt")
