"""Settings come from five places, the nearer wins, and each says where it is from."""

from pathlib import Path

import pytest

from jupyter_analyst.errors import AnalystError, SettingError
from jupyter_analyst.settings import Settings, configure


@pytest.fixture
def places(tmp_path):
    user, project = tmp_path / "user.toml", tmp_path / "project"
    (project / "deep").mkdir(parents=True)
    return {"ANALYST_CONFIG": str(user)}, user, project


def value(configuration, name):
    entry = next(entry for entry in configuration.entries() if entry.name == name)
    return entry.value, entry.origin


def test_defaults_hold_when_nothing_is_set(places):
    environment, _, project = places
    configuration = configure(environment, project)
    assert value(configuration, "max_file_mb") == (5000.0, "default")
    assert value(configuration, "home")[0].name == "jupyter_analyst"


def test_each_place_wins_over_the_one_before(places):
    environment, user, project = places
    user.write_text('max_file_mb = 1\nauthor = "user"\n')
    assert value(configure(environment, project), "max_file_mb") == (1.0, str(user))
    file = project / "analyst.toml"
    file.write_text("max_file_mb = 2\n")
    assert value(configure(environment, project / "deep"), "max_file_mb") == (2.0, str(file))
    environment["ANALYST_MAX_FILE_MB"] = "3"
    configuration = configure(environment, project)
    assert value(configuration, "max_file_mb") == (3.0, "environment ANALYST_MAX_FILE_MB")
    assert value(configuration, "author") == ("user", str(user))
    assert value(configuration.with_value("max_file_mb", "4"), "max_file_mb") == (4.0, "session")


def test_a_home_is_an_absolute_path_with_the_tilde_resolved(places):
    environment, _, project = places
    configuration = configure(environment | {"ANALYST_HOME": "~/somewhere"}, project)
    assert configuration.settings.home == Path.home() / "somewhere"


def test_an_empty_variable_is_one_that_is_not_set(places):
    """Else an empty `ANALYST_HOME` would make the current folder the home, and lock it up."""
    environment, _, project = places
    entry = value(configure(environment | {"ANALYST_HOME": ""}, project), "home")
    assert entry == value(configure(environment, project), "home")


def test_a_folder_in_a_project_file_is_seen_from_that_file(places):
    environment, _, project = places
    (project / "analyst.toml").write_text('home = "kept"\n')
    assert configure(environment, project / "deep").settings.home == project / "kept"


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("max_file_mb", "many", "it must be a positive number"),
        ("max_file_mb", "-1", "it must be a positive number"),
        ("log_level", "LOUD", "one of DEBUG, INFO, WARNING, ERROR"),
        ("home", 3, "it must be a folder"),
        ("home", "", "it must be a folder"),
        ("home", "~nobody-of-that-name/x", "it must be a folder"),
        ("max_file_mb", True, "it must be a positive number"),
        ("lock_timeout_s", "nan", "it must be a positive number"),
        ("author", ["Ana"], "it must be text on one line"),
        ("author", "Ana\nBela", "it must be text on one line"),
    ],
)
def test_a_value_that_does_not_fit_says_what_would(name, given, words):
    with pytest.raises(AnalystError) as caught:
        configure({}).with_value(name, given)
    assert words in str(caught.value)
    assert repr(given) in str(caught.value)
    assert "(session)" in str(caught.value)


def test_an_unknown_setting_offers_the_near_one():
    with pytest.raises(AnalystError, match="Did you mean `author`"):
        configure({}).with_value("autor", "me")


@pytest.mark.parametrize("content", [b"max_file_mb = = 3", b"\xff\xfe"])
def test_a_damaged_file_is_named(places, content):
    environment, user, project = places
    user.write_bytes(content)
    with pytest.raises(AnalystError, match=r"user\.toml cannot be read") as caught:
        configure(environment, project)
    assert caught.value.code == "settings-file"


def test_every_setting_has_words():
    assert all(entry.words for entry in configure({}).entries())
    assert len(configure({}).entries()) == len(Settings.__dataclass_fields__)


def test_a_user_without_a_home_is_told_what_to_set(monkeypatch):
    def nowhere(*_, **__):
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("platformdirs.user_data_path", nowhere)
    monkeypatch.setattr("platformdirs.user_config_path", nowhere)
    with pytest.raises(SettingError, match="no home folder") as caught:
        Settings()
    assert "`ANALYST_HOME`" in caught.value.hint
    assert configure({"ANALYST_HOME": "/kept"}).settings.home == Path("/kept")
