"""The log is JSON lines with a correlation id, private, rotating, without secrets."""

import json
import logging
import stat
from logging.handlers import RotatingFileHandler

import pytest

from jupyter_analyst import logs


@pytest.fixture
def lines(tmp_path):
    logs.start(tmp_path, "INFO")

    def read():
        text = (tmp_path / "logs" / "analyst.log").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    return read


def test_a_line_says_when_what_and_in_which_step(lines):
    token = logs.correlation.set("step-1")
    logs.LOGGER.info("loaded %s", "sales", extra={"fields": {"seconds": 0.5}})
    logs.correlation.reset(token)
    (line,) = lines()
    assert line["message"] == "loaded sales"
    assert line["correlation"] == "step-1"
    assert line["seconds"] == 0.5
    assert line["time"].endswith("+00:00")


def test_secrets_are_masked_in_message_fields_and_traceback(lines):
    try:
        raise ValueError("password=hunter22")
    except ValueError:
        logs.LOGGER.exception("url was x://a:hunter22@b", extra={"fields": {"u": "token=hunter22"}})
    (line,) = lines()
    assert "hunter22" not in json.dumps(line)
    assert "ValueError" in line["traceback"]


def test_the_file_is_private(lines, tmp_path):
    logs.LOGGER.info("x")
    assert stat.S_IMODE((tmp_path / "logs" / "analyst.log").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700


def test_files_rotate(lines, tmp_path, monkeypatch):
    handler = next(h for h in logs.LOGGER.handlers if isinstance(h, RotatingFileHandler))
    monkeypatch.setattr(handler, "maxBytes", 500)
    for _ in range(20):
        logs.LOGGER.info("x" * 100)
    files = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert files[:2] == ["analyst.log", "analyst.log.1"]
    assert len(files) <= 6


def test_the_level_decides_what_is_written(tmp_path):
    logs.start(tmp_path, "WARNING")
    logs.LOGGER.info("quiet")
    logs.LOGGER.warning("loud")
    text = (tmp_path / "logs" / "analyst.log").read_text(encoding="utf-8")
    assert "quiet" not in text
    assert "loud" in text


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path, capfd):
    logs.start(tmp_path, "INFO")
    (tmp_path / "logs").rmdir()
    logs.LOGGER.info("into the void")
    assert capfd.readouterr().err == ""


def test_starting_twice_writes_once(tmp_path, lines):
    logs.start(tmp_path, "INFO")
    logs.LOGGER.info("once")
    assert len(lines()) == 1
    assert logging.getLogger("jupyter_analyst").propagate is False
