"""Settings: default < user file < project file < environment < session, each with its origin."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_analyst.errors import SettingError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PREFIX = "ANALYST_"
"""Environment variables are called this and the setting's name in capitals."""

PROJECT_FILE = "analyst.toml"
"""File of a project, looked for in the current folder and those above it."""

_CHOICES = {
    "log_level": ("DEBUG", "INFO", "WARNING", "ERROR"),
    "ask_below": ("A", "B", "C"),
    "refuse_below": ("A", "B", "C"),
    "keep_spare": ("yes", "no"),
}
"""Settings that take one of a few words."""


def _default_home() -> Path:
    from platformdirs import user_data_path

    try:
        return user_data_path("jupyter_analyst", appauthor=False)
    except RuntimeError as error:  # neither `HOME` nor the system's list of users names one
        message = "This user has no home folder to keep anything in."
        hint = "Set the environment variable `ANALYST_HOME` to a folder that can be written."
        raise SettingError(message, hint=hint, code="setting-home") from error


def _setting(default: Any, words: str) -> Any:
    return field(default=default, metadata={"words": words})


@dataclass(frozen=True)
class Settings:
    """Everything that can be set.

    Parameters
    ----------
    home : Path
        Folder of all that is kept: datasets, record of the sessions, logs.
    max_file_mb : float
        Largest file that is read, in megabytes.
    lock_timeout_s : float
        How long to wait for another kernel that writes, in seconds.
    author : str
        Name on the cover of reports.
    report_template : str
        Look of reports.
    model : str
        Who reads questions and writes code.
    ask_below : str
        Weakest level of isolation on which code runs without asking each time: A (bubblewrap), B
        (Landlock and seccomp) or C (limits only). Where nobody can be asked, it does not run.
    refuse_below : str
        Weakest level of isolation code may run on at all.
    run_timeout_s : float
        How long code may run in the sandbox, in seconds.
    run_memory_mb : float
        Address space code may use in the sandbox, in megabytes.
    run_idle_min : float
        How long a sandbox is kept without a run, in minutes.
    keep_spare : str
        Whether a second sandbox is kept ready, so that a restart takes no time: yes or no.
    sandbox_url : str
        Address of a Jupyter kernel gateway or server that the sandbox runs on; empty for here.
    log_level : str
        Least severe messages in the log: DEBUG, INFO, WARNING or ERROR.
    """

    home: Path = field(
        default_factory=_default_home, metadata={"words": "folder of all that is kept"}
    )
    max_file_mb: float = _setting(5000.0, "largest file that is read, in megabytes")
    lock_timeout_s: float = _setting(30.0, "how long to wait for another kernel, in seconds")
    author: str = _setting("", "name on the cover of reports")
    report_template: str = _setting("professional", "look of reports")
    model: str = _setting("built-in", "who reads questions and writes code")
    ask_below: str = _setting("B", "weakest isolation code runs on unasked: A, B or C")
    refuse_below: str = _setting("C", "weakest isolation code may run on: A, B or C")
    run_timeout_s: float = _setting(60.0, "how long code may run in the sandbox, in seconds")
    run_memory_mb: float = _setting(4096.0, "memory code may use in the sandbox, in megabytes")
    run_idle_min: float = _setting(30.0, "how long an unused sandbox is kept, in minutes")
    keep_spare: str = _setting("yes", "whether a second sandbox is kept ready: yes or no")
    sandbox_url: str = _setting("", "address of the kernel gateway the sandbox runs on, if any")
    log_level: str = _setting(
        "INFO", f"least severe messages in the log: {', '.join(_CHOICES['log_level'])}"
    )


@dataclass(frozen=True)
class Setting:
    """One setting as `config` shows it.

    Parameters
    ----------
    name : str
        Its name.
    value : object
        The value in force.
    origin : str
        Where the value comes from.
    words : str
        What it means.
    """

    name: str
    value: Any  # a path, number or text
    origin: str
    words: str


@dataclass(frozen=True)
class Configuration:
    """The settings in force and where each comes from.

    Parameters
    ----------
    settings : Settings
        The values.
    origins : dict
        Name of a setting to its origin; the default if it is not there.
    """

    settings: Settings
    origins: dict[str, str]

    def entries(self) -> list[Setting]:
        """Return all settings in order, for display."""
        return [
            Setting(
                item.name,
                getattr(self.settings, item.name),
                self.origins.get(item.name, "default"),
                item.metadata["words"],
            )
            for item in fields(Settings)
        ]

    def with_value(self, name: str, value: Any) -> Configuration:
        """Return this configuration with one value set for the session.

        Parameters
        ----------
        name : str
            Name of a setting.
        value : object
            Its value; texts are converted.
        """
        return _layered(self, {name: value}, "session")


def configure(
    environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> Configuration:
    """Return the settings that hold in a folder and environment.

    Parameters
    ----------
    environment : mapping, optional
        Environment variables; those of the process if left out.
    folder : Path, optional
        Where to look for a project file; the current folder if left out.
    """
    environment = os.environ if environment is None else environment
    home = environment.get("ANALYST_HOME")
    configuration = Configuration(Settings(home=Path(home)) if home else Settings(), {})
    for path in (_user_file(environment), _project_file(folder or Path.cwd())):
        if path and path.is_file():
            configuration = _layered(configuration, _read(path), str(path), path.parent)
    names = {f"{PREFIX}{item.name}".upper(): item.name for item in fields(Settings)}
    for variable in sorted(names.keys() & environment.keys()):
        if environment[variable]:  # an empty variable is one that is not set
            found = {names[variable]: environment[variable]}
            configuration = _layered(configuration, found, f"environment {variable}")
    return configuration


def _user_file(environment: Mapping[str, str]) -> Path | None:
    from platformdirs import user_config_path

    if override := environment.get("ANALYST_CONFIG"):
        return Path(override)
    try:
        return user_config_path("jupyter_analyst", appauthor=False) / "config.toml"
    except RuntimeError:  # a user without a home has no file there
        return None


def _project_file(folder: Path) -> Path | None:
    candidates = (place / PROJECT_FILE for place in (folder, *folder.parents))
    return next((path for path in candidates if path.is_file()), None)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"The settings file {path} cannot be read: {error}."
        raise SettingError(message, hint="Correct or remove it.", code="settings-file") from error


def _layered(
    below: Configuration, values: Mapping[str, Any], origin: str, folder: Path = Path()
) -> Configuration:
    """Return a configuration with values above it; folders among them are seen from `folder`.

    Raises
    ------
    UnknownNameError
        If there is no such setting.
    """
    known = {item.name: getattr(below.settings, item.name) for item in fields(Settings)}
    converted: dict[str, Any] = {}
    for name, value in values.items():
        if name not in known:
            raise UnknownNameError(name, "setting", known, where=f"known ({origin})")
        converted[name] = _converted(name, value, type(known[name]), origin, folder)
    return Configuration(
        replace(below.settings, **converted), below.origins | dict.fromkeys(converted, origin)
    )


def _converted(name: str, value: Any, kind: type[Any], origin: str, folder: Path) -> Any:
    """Return a value as its setting's type.

    Raises
    ------
    SettingError
        If it does not fit.
    """
    wanted, read = _KINDS.get(kind, _FOLDER)
    message = f"Setting `{name}` is {value!r} ({origin}); it must be {wanted}."
    hint = "Correct it there, or with `%analyst config NAME VALUE`."
    try:
        found = read(value)
    except (TypeError, ValueError, RuntimeError) as error:  # the last for an unknown ~user
        raise SettingError(message, hint=hint) from error
    if found not in (choices := _CHOICES.get(name, (found,))):
        message = f"Setting `{name}` is {value!r} ({origin}); it is one of {', '.join(choices)}."
        raise SettingError(message, hint=hint)
    return (folder / found).absolute() if isinstance(found, Path) else found


def _positive(value: Any) -> float:
    """Return a number above zero, given as one or as a text.

    Raises
    ------
    ValueError
        If it is none.
    """
    if isinstance(value, bool) or not (found := float(value)) > 0:
        message = f"{value!r} is no positive number."
        raise ValueError(message)
    return found


def _line(value: Any) -> str:
    """Return a text on one line.

    Raises
    ------
    ValueError
        If it is none.
    """
    if not isinstance(value, str) or not value.isprintable():
        message = f"{value!r} is no text on one line."
        raise ValueError(message)
    return value


def _folder(value: Any) -> Path:
    """Return a path; an empty text is none, for it would mean the current folder.

    Raises
    ------
    ValueError
        If it is none.
    """
    if not _line(os.fspath(value)):
        message = f"{value!r} names no folder."
        raise ValueError(message)
    return Path(value).expanduser()


_FOLDER = ("a folder", _folder)
_KINDS: dict[type[Any], tuple[str, Callable[[Any], Any]]] = {
    float: ("a positive number", _positive),
    str: ("text on one line", _line),
}
