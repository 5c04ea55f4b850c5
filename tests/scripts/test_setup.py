"""The virtual environment is made once, on any machine, and made anew when it has to be."""

import fcntl
import subprocess
import time

import pytest


def pip_calls(machine):
    return [call for call in machine.calls if "-m pip install" in call]


def venv_calls(machine):
    return [call for call in machine.calls if "-m venv" in call]


def test_makes_the_environment_and_prints_only_its_folder(machine):
    done = machine.run("setup", "lab")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{machine.venv}\n"
    assert f"-c {machine.clone}/constraints.txt -e {machine.clone}[lab]" in pip_calls(machine)[0]


def test_a_second_run_is_quick_and_installs_nothing(machine):
    machine.run("setup", "lab")
    machine.forget_calls()
    start = time.perf_counter()
    done = machine.run("setup", "lab")
    assert time.perf_counter() - start < 2
    assert done.stdout == f"{machine.venv}\n"
    assert done.stderr == ""
    assert not venv_calls(machine)
    assert not pip_calls(machine)


def test_what_tests_need_is_added_to_a_sound_environment(machine):
    machine.run("setup", "lab")
    machine.forget_calls()
    machine.run("setup", "dev")
    assert not venv_calls(machine)
    assert pip_calls(machine)[0].endswith("[dev]")


def test_an_environment_for_tests_serves_the_demo_too(machine):
    machine.run("setup", "dev")
    machine.forget_calls()
    machine.run("setup", "lab")
    assert not pip_calls(machine)


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_other_requirements_make_it_anew(machine, name):
    machine.run("setup", "lab")
    machine.forget_calls()
    with (machine.clone / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    machine.run("setup", "lab")
    assert venv_calls(machine)
    assert pip_calls(machine)


def test_another_python_makes_it_anew(machine):
    machine.run("setup", "lab")
    machine.forget_calls()
    machine.install_python(version="3.13.0")
    machine.run("setup", "lab")
    assert venv_calls(machine)


def test_a_moved_clone_gets_an_environment_of_its_own(machine):
    machine.run("setup", "lab")
    machine.forget_calls()
    machine.clone = machine.clone.rename(machine.folder / "moved clone")
    done = machine.run("setup", "lab")
    assert done.stdout == f"{machine.folder}/moved clone/.venv\n"
    assert venv_calls(machine)


def test_an_interrupted_installation_starts_anew(machine):
    failed = machine.run("setup", "lab", PIP_FAILS="yes")
    assert failed.returncode == 1
    left = machine.venv / "left by the first try"
    left.touch()
    assert machine.run("setup", "lab").returncode == 0
    assert not left.exists()


def test_a_half_made_folder_starts_anew(machine):
    (machine.venv / "bin").mkdir(parents=True)
    assert machine.run("setup", "lab").returncode == 0
    assert pip_calls(machine)


def test_a_failed_installation_says_what_failed_and_what_to_do(machine):
    failed = machine.run("setup", "lab", PIP_FAILS="yes")
    assert failed.stdout == ""
    assert "no matching distribution" in failed.stderr
    assert "PIP_INDEX_URL" in failed.stderr


def test_a_second_set_up_waits_for_the_first(machine):
    with (machine.clone / "pyproject.toml").open(encoding="utf-8") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(subprocess.TimeoutExpired):
            machine.run("setup", "lab", timeout_s=0.5)
    assert not venv_calls(machine)
    assert machine.run("setup", "lab").returncode == 0


def test_a_python_that_is_too_old_is_refused_by_name_and_version(bare_machine):
    bare_machine.install_python("python3", version="3.10.4")
    bare_machine.install("apt-get", "#!/bin/sh\nexit 100\n")
    failed = bare_machine.run("setup", "lab")
    assert failed.returncode == 1
    assert "Python 3.11 or newer is needed; found: Python 3.10.4" in failed.stderr
    assert not venv_calls(bare_machine)


def test_a_newer_python_under_another_name_is_found(bare_machine):
    bare_machine.install_python("python3", version="3.10.4")
    bare_machine.install_python("python3.13", version="3.13.0")
    assert bare_machine.run("setup", "lab").returncode == 0
    assert venv_calls(bare_machine)[0].startswith("python3.13 ")


def test_the_python_one_names_is_the_one_taken(machine):
    named = machine.install_python("my python", version="3.11.9")
    machine.run("setup", "lab", PYTHON=str(named))
    assert venv_calls(machine)[0].startswith("my python ")


def test_without_ensurepip_the_pip_of_the_system_fills_the_environment(bare_machine):
    bare_machine.install_python(venv="broken", pip="works")
    done = bare_machine.run("setup", "lab")
    assert done.returncode == 0, done.stderr
    assert f"python3 -m pip --python {bare_machine.venv}/bin/python install --quiet pip" in (
        bare_machine.calls
    )


def test_without_ensurepip_and_pip_a_user_is_told_the_package(bare_machine):
    bare_machine.install_python(venv="broken", pip="absent")
    failed = bare_machine.run("setup", "lab")
    assert failed.returncode == 1
    assert "apt-get install python3-venv" in failed.stderr
    assert "ensurepip is not available" in failed.stderr


def test_without_ensurepip_and_pip_root_installs_the_package(bare_machine):
    bare_machine.install_python(venv="broken", pip="absent")
    bare_machine.become(0)
    done = bare_machine.run("setup", "lab")
    assert done.returncode == 0, done.stderr
    assert "apt-get install -y -qq --no-install-recommends python3-venv" in bare_machine.calls


def test_a_folder_that_is_not_ours_is_left_alone(machine):
    theirs = machine.folder / "their files"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work", encoding="utf-8")
    failed = machine.run("setup", "lab", ANALYST_VENV=str(theirs))
    assert failed.returncode == 1
    assert "did not make" in failed.stderr
    assert (theirs / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_the_folder_may_be_named_relative_to_where_one_stands(machine):
    done = machine.run("setup", "lab", ANALYST_VENV="an env")
    assert done.stdout == f"{machine.folder}/an env\n"
    assert not machine.venv.exists()


def test_a_read_only_clone_is_used_from_the_cache_of_the_user(read_only_machine):
    done = read_only_machine.run("setup", "lab")
    assert done.returncode == 0, done.stderr
    assert "read-only" in done.stderr
    assert done.stdout.startswith(f"{read_only_machine.folder}/home/.cache/jupyter-analyst/")
    assert not read_only_machine.venv.exists()


def test_it_asks_for_the_kind_of_environment(machine):
    failed = machine.run("setup")
    assert failed.returncode != 0
    assert "lab or dev" in failed.stderr
