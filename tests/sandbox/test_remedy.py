"""A level that does not work says what would help on this machine."""

import pytest

from jupyter_analyst.sandbox.walls import remedy

REFUSED = "bwrap: setting up uid map: Permission denied"


@pytest.fixture(autouse=True)
def machine(monkeypatch, tmp_path):
    """A Linux on which nothing special is found."""
    monkeypatch.setattr(remedy.platform, "system", lambda: "Linux")
    monkeypatch.setattr(remedy, "_APPARMOR", tmp_path / "apparmor")
    monkeypatch.setattr(remedy, "_CONTAINERS", (tmp_path / "container",))
    return tmp_path


@pytest.mark.parametrize(
    ("release", "command"),
    [
        ({"ID": "ubuntu", "ID_LIKE": "debian"}, "apt-get install bubblewrap"),
        ({"ID": "debian"}, "apt-get install bubblewrap"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "dnf install bubblewrap"),
        ({"ID": "something-new"}, "apt-get install bubblewrap"),
    ],
)
def test_a_missing_program_comes_with_the_command_that_installs_it(monkeypatch, release, command):
    monkeypatch.setattr(remedy.platform, "freedesktop_os_release", lambda: release)
    assert remedy.remedy("A", "bwrap is not installed") == f"Install it: `{command}`."


def test_apparmor_is_named_where_it_is_the_reason(machine):
    (machine / "apparmor").write_text("1\n")
    assert "bwrap-userns-restrict" in remedy.remedy("A", REFUSED)
    (machine / "apparmor").write_text("0\n")
    assert "AppArmor" not in remedy.remedy("A", REFUSED)


def test_a_container_is_named_where_it_is_the_reason(machine):
    (machine / "container").touch()
    assert "container" in remedy.remedy("A", REFUSED)


def test_elsewhere_the_switch_of_the_kernel_is_named():
    assert "user.max_user_namespaces" in remedy.remedy("A", REFUSED)


def test_another_system_needs_linux(monkeypatch):
    monkeypatch.setattr(remedy.platform, "system", lambda: "Darwin")
    assert "Linux" in remedy.remedy("A", "x")
    assert "Linux" in remedy.remedy("B", "x")


def test_landlock_says_which_kernel_it_needs():
    assert "5.13" in remedy.remedy("B", "OSError: [Errno 38] Landlock: Function not implemented")


def test_an_unknown_fault_gets_no_made_up_advice():
    assert remedy.remedy("A", "bwrap: out of luck") == ""
    assert remedy.remedy("B", "out of luck") == ""
