"""The log: rotating files of JSON lines with a correlation id, secrets masked."""

from __future__ import annotations

import json
import logging
import os
from contextvars import ContextVar
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Any

from jupyter_analyst.masking import masked

if TYPE_CHECKING:
    from pathlib import Path

LOGGER = logging.getLogger("jupyter_analyst")
correlation: ContextVar[str] = ContextVar("correlation", default="")
"""Id of the step under way; the same in log and record."""

_MAX_BYTES = 2_000_000
_BACKUPS = 5


class JsonLines(logging.Formatter):
    """Write a log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line.

        Parameters
        ----------
        record : logging.LogRecord
            The record; keys of `record.fields` are added.
        """
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "message": masked(record.getMessage()),
            "correlation": correlation.get(),
            "process": record.process,
        }
        line |= {key: _masked(value) for key, value in getattr(record, "fields", {}).items()}
        if record.exc_info:
            line["traceback"] = masked(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class _PrivateFile(RotatingFileHandler):
    """A rotating file only its owner can read."""

    def _open(self) -> Any:  # a text stream, as the base class says
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return open(descriptor, self.mode, encoding=self.encoding)  # noqa: PTH123  # a descriptor has no path

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # name of the base class
        """Let the work go on when its log cannot be written, such as on a full disk."""


def start(home: Path, level: str) -> None:
    """Send the package's log to `home/logs/analyst.log`.

    Parameters
    ----------
    home : Path
        Folder of all that is kept.
    level : str
        Least severe messages that are written.
    """
    stop()
    folder = home / "logs"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handler = _PrivateFile(
        folder / "analyst.log",
        maxBytes=_MAX_BYTES,
        backupCount=_BACKUPS,
        encoding="utf-8",
        delay=True,
    )
    handler.setFormatter(JsonLines())
    LOGGER.addHandler(handler)
    LOGGER.setLevel(level)
    LOGGER.propagate = False


def stop() -> None:
    """Close the log; handlers of others stay."""
    for handler in [item for item in LOGGER.handlers if isinstance(item, _PrivateFile)]:
        LOGGER.removeHandler(handler)
        handler.close()


def _masked(value: Any) -> Any:
    return masked(value) if isinstance(value, str) else value
