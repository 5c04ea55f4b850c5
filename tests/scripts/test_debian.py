"""Debian packages: root installs them, everybody else is told the line that does."""


def test_root_installs_them_without_recommendations_or_questions(machine):
    machine.become(0)
    done = machine.run("debian", "chromium", "poppler-utils")
    assert done.returncode == 0
    assert machine.calls == [
        "apt-get update -qq",
        "apt-get install -y -qq --no-install-recommends chromium poppler-utils",
    ]


def test_a_user_is_told_the_line(machine):
    failed = machine.run("debian", "chromium")
    assert failed.returncode == 1
    assert "apt-get install chromium" in failed.stderr
    assert machine.calls == []


def test_a_package_that_cannot_be_had_is_a_failure(machine):
    machine.become(0)
    assert machine.run("debian", "chromium", APT_FAILS="yes").returncode == 1


def test_a_machine_without_apt_is_told_too(machine):
    machine.become(0)
    (machine.programs / "apt-get").unlink()
    failed = machine.run("debian", "chromium")
    assert failed.returncode == 1
    assert "on Debian or Ubuntu" in failed.stderr
