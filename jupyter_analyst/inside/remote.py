"""What a kernel elsewhere does so that it can serve as a sandbox: only its host asks for it.

It stands behind no walls of ours. It says which doors it finds open, keeps its files in one
private folder, and takes datasets as Arrow streams.
"""

from __future__ import annotations

import atexit
import base64
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from jupyter_analyst.inside import limits, tables
from jupyter_analyst.inside.told import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

_PREFIX = "ja-remote-"
_WORK, _DATA, _LOCK = "work", "data", "lock"
_STREAM, _FILE = ".arrows", ".parquet"
_PROBE_S = 20.0
_OUTSIDE = ("/etc/hostname", "/etc/hosts", "/etc/resolv.conf")

_rooms: list[Path] = []  # the one folder, once there is one


def begin(shell: Any, variable: str, address_space: int, cores: int) -> Told:
    """Make this process ready to serve; return where it works and which doors are open.

    Parameters
    ----------
    shell : InteractiveShell
        That of the kernel.
    variable : str
        Environment variable that is to name the folder of datasets.
    address_space : int
        Bytes of address space it may use.
    cores : int
        Threads that libraries may start for one computation.
    """
    found = open_doors()
    if not _rooms:
        _rooms.append(_room())
        signal.signal(signal.SIGTERM, _end)  # else nothing would be cleared up
        limits.keep_air(shell)
    os.chdir(_rooms[0] / _WORK)
    os.environ[variable] = str(_rooms[0] / _DATA)
    os.environ["HOME"] = str(_rooms[0] / _WORK / ".home")  # as in a sandbox of this machine, too
    # little address space for what is not used
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    for library in ("OMP", "OPENBLAS", "MKL"):
        os.environ[f"{library}_NUM_THREADS"] = str(cores)
    limits.lower(address_space)
    shell.history_manager.enabled = False
    tables.register(shell.display_formatter)
    return Told({"folder": str(_rooms[0]), "open": found})


def open_doors() -> list[str]:
    """Return which doors a sandbox keeps closed are open here; each is tried, without harm."""
    doors = {
        "network": _open_a_socket,
        "processes": _start_a_program,
        "files": _read_outside,
        "calls": _be_unfiltered,
    }
    return [name for name, door in doors.items() if _opens(door)]


def take(name: str, offset: int, part: str) -> Told:
    """Put a part of an Arrow stream where the last one ended.

    Parameters
    ----------
    name : str
        Name of the stream.
    offset : int
        Where the part begins, in bytes.
    part : str
        The part, in Base64.
    """
    with _opened(_rooms[0] / _DATA / (name + _STREAM), os.O_WRONLY | os.O_CREAT) as file:
        file.truncate(offset)  # also of what was sent in vain before
        file.seek(offset)
        file.write(base64.b64decode(part))
        return Told(file.tell())


def shelve(name: str) -> Told:
    """Make a stream that has come as a whole the Parquet file that is opened by name.

    Parameters
    ----------
    name : str
        Name of the stream, and of the file.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = _rooms[0] / _DATA / (name + _STREAM)
    unfinished = source.with_suffix(".part")
    with pa.OSFile(str(source)) as file, pa.ipc.open_stream(file) as stream:
        options = {"compression": "zstd", "write_page_checksum": True}
        with pq.ParquetWriter(unfinished, stream.schema, **options) as target:
            for batch in stream:
                target.write_batch(batch)
    unfinished.replace(source.with_suffix(_FILE))
    source.unlink()
    return Told(name)


def offer(index: str, names: Mapping[str, str]) -> Told:
    """Offer these datasets and no others; readers see the old state or the new.

    Parameters
    ----------
    index : str
        Name of the file that says so.
    names : mapping of str to str
        Name of the stored file of each dataset, without its ending.
    """
    folder = _rooms[0] / _DATA
    unfinished = folder / f"{index}.part"
    files = {name: file + _FILE for name, file in names.items()}
    unfinished.write_text(json.dumps(files), encoding="utf-8")
    unfinished.replace(folder / index)
    for path in folder.iterdir():
        if path.name not in {index, *files.values()}:
            path.unlink()
    return Told(files)


def give(name: str, offset: int, size: int) -> Told:
    """Return a part of a file of the working folder, as `{"size", "part"}`.

    Parameters
    ----------
    name : str
        Name of the file.
    offset, size : int
        Where the part begins, and how long it is at most, in bytes.
    """
    with _opened(_rooms[0] / _WORK / name, os.O_RDONLY) as file:
        file.seek(offset)
        part = base64.b64encode(file.read(size)).decode()
        return Told({"size": os.fstat(file.fileno()).st_size, "part": part})


def _opened(path: Path, how: int) -> IO[bytes]:
    """Open a plain file, and nothing else that code may have put there.

    Raises
    ------
    PermissionError
        If it is something else.
    """
    handle = os.open(path, how | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        message = f"{path.name} is no file"
        raise PermissionError(message)
    return os.fdopen(handle, "rb" if how == os.O_RDONLY else "wb")


def _room() -> Path:
    """Return a new private folder that is gone when this process ends, or is terminated.

    One whose process was killed stays; the next one that comes here removes it.
    """
    import fcntl  # nothing but Unix has it

    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    atexit.register(_leave, folder)
    unheld = folder / f"{_LOCK}.new"
    handle = os.open(unheld, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    unheld.replace(folder / _LOCK)  # it is held from the moment others see it
    for name in (_WORK, _DATA):
        (folder / name).mkdir(mode=0o700)
    return folder


def _leave(folder: Path) -> None:
    """Remove the folder from elsewhere: others who clear up later need a working directory."""
    os.chdir(folder.parent)
    shutil.rmtree(folder, ignore_errors=True)


def _end(*_: Any) -> None:
    """Leave at once, whatever runs: code could catch an exception."""
    _leave(_rooms[0])
    os._exit(0)


def _sweep() -> None:
    """Remove folders whose process is gone: nobody holds their lock."""
    import fcntl

    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError), lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)


def _opens(door: Any) -> bool:
    """Return whether a door opens; what fails in another way than by refusal counts as open."""
    try:
        door()
    except PermissionError:
        return False
    except Exception:  # noqa: BLE001  # a probe that breaks has shown nothing
        return True
    return True


def _open_a_socket() -> None:
    """Open a socket of the network, which reaches nobody yet.

    Raises
    ------
    PermissionError
        If there is none of any kind.
    """
    for family in (socket.AF_INET, socket.AF_INET6):
        with suppress(PermissionError):
            socket.socket(family).close()
            return
    raise PermissionError


def _start_a_program() -> None:
    subprocess.run(  # Python itself, told to do nothing
        [sys.executable, "-I", "-S", "-c", ""],
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=_PROBE_S,
    )


def _read_outside() -> None:
    """Read something a sandbox cannot.

    Raises
    ------
    PermissionError
        If none of it can be read.
    """
    for path in _OUTSIDE:
        with suppress(PermissionError, FileNotFoundError):
            Path(path).read_bytes()
            return
    raise PermissionError


def _be_unfiltered() -> None:
    """Find no filter of system calls.

    Raises
    ------
    PermissionError
        If there is one, for good.
    """
    text = Path("/proc/self/status").read_text(encoding="utf-8")
    if {"Seccomp:\t2", "NoNewPrivs:\t1"} <= {*text.splitlines()}:
        raise PermissionError
