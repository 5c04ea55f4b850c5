"""The host as an attacker sees it, with things on it that nobody inside may touch."""

from __future__ import annotations

import os
import secrets
import socket
import stat
import subprocess
import sys
import sysconfig
from contextlib import ExitStack
from pathlib import Path

import pandas as pd

import jupyter_analyst

ROOT = Path(__file__).parents[3]
SECRET = "s3cret-of-the-host"

_WAIT = "import sys; sys.stdin.read()"
_SWITCH = Path("/proc/sys/kernel/core_pattern")


class Ground:
    """A file, ports, sockets and a process of the host; `touched` says what became of them."""

    def __init__(self, folder):
        self._held = ExitStack()
        self.mark = f"escaped-{secrets.token_hex(4)}"
        self.folder = folder / "host"
        self.folder.mkdir()
        self.secret = self.folder / "secret.txt"
        self.secret.write_text(SECRET)
        os.setxattr(self.secret, "user.note", SECRET.encode())
        self.dataset = folder / "heart.parquet"
        rows = pd.DataFrame({"age": [40, 50, 60], "sex": ["f", "m", "f"]})
        rows.to_parquet(self.dataset)
        self.package = Path(jupyter_analyst.__file__).parent / "py.typed"
        self.listener = self._socket(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        self.datagrams = self._socket(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        self.abstract = self._socket(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{self.mark}")
        runtime = Path(self._held.enter_context(_short_folder()))
        self.agent = runtime / "agent"
        self._agent = self._socket(socket.AF_UNIX, socket.SOCK_STREAM, str(self.agent))
        self._local = []
        self._bystander = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _WAIT],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        self._before = self._state()

    def listen(self, sockets):
        """Have sockets of the host in a folder both sides see; return their names."""
        names = str(sockets / "host"), str(sockets / "log")
        for name, kind in zip(names, (socket.SOCK_STREAM, socket.SOCK_DGRAM), strict=True):
            self._local.append(self._socket(socket.AF_UNIX, kind, name))
        return names

    def facts(self, place, names, neighbour, level):
        """Return what an attacker may know of the host."""
        return {
            "abstract": self.mark,
            "agent": str(self.agent),
            "checkout": str(ROOT),
            "connection_file": str(place.connection_file),
            "datagrams": names[1],
            "disk": self._disk(),
            "folder": str(self.folder),
            "home": str(Path.home()),
            "level": str(level),
            "log": str(place.log),
            "mark": self.mark,
            "neighbour": str(neighbour),
            "package": str(self.package),
            "pid": self._bystander.pid,
            "place": str(place.folder),
            "port": self.listener.getsockname()[1],
            "private": str(next(filter(Path.is_file, Path.home().iterdir()), self.secret)),
            "pytest": os.getpid(),
            "secret": str(self.secret),
            "shared_memory": Path("/dev/shm").stat().st_dev,
            "socket": names[0],
            "sockets": str(place.sockets),
            "udp_port": self.datagrams.getsockname()[1],
        }

    def touched(self):
        """Return what is no longer as it was, and who has called."""
        now = self._state()
        changed = [name for name in now if now[name] != self._before[name]]
        sockets = [self.listener, self.datagrams, self.abstract, self._agent, *self._local]
        return changed + [str(one) for one in sockets if _heard(one)]

    def close(self):
        self._bystander.communicate()
        self._held.close()

    def _socket(self, family, kind, name):
        found = self._held.enter_context(socket.socket(family, kind))
        found.bind(name)
        if kind == socket.SOCK_STREAM:
            found.listen()
        found.settimeout(0)
        return found

    def _disk(self):
        """Return a disk of the machine, or what is as little to be opened."""
        disks = (path for path in Path("/dev").iterdir() if stat.S_ISBLK(path.stat().st_mode))
        return str(next(disks, "/dev/kmsg"))

    def _state(self):
        """Return all that could be changed."""
        status = Path(f"/proc/{self._bystander.pid}/status").read_text().splitlines()
        pending = [line for line in status if line.startswith(("SigQ", "SigPnd", "ShdPnd"))]
        pid = self._bystander.pid
        places = {Path(path) for path in ("/", "/tmp", "/var/tmp", "/dev/shm", "/etc")}
        places |= {self.folder, Path.home(), self.package.parent, Path.cwd()}
        places |= {Path(sysconfig.get_path("purelib"))}
        return {
            "secret": _state(self.secret),
            "package": _state(self.package),
            "dataset": _state(self.dataset),
            "core_pattern": _SWITCH.read_text(),
            "host name": socket.gethostname(),
            "bystander": (self._bystander.poll(), pending[1:], os.getpriority(0, pid)),
            "cores of the bystander": os.sched_getaffinity(pid),
            "marks": [str(path) for path in places if (path / self.mark).exists()],
        }


def _short_folder():
    import tempfile

    return tempfile.TemporaryDirectory(prefix="ja-host-", dir="/tmp")


def _state(path):
    found = path.stat()
    note = os.listxattr(path)
    return path.read_bytes(), found.st_mtime_ns, found.st_mode, found.st_uid, note


def _heard(one):
    try:
        one.recv(1) if one.type == socket.SOCK_DGRAM else one.accept()
    except BlockingIOError:
        return False
    return True
