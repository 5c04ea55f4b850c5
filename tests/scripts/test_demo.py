"""The demo leaves notebook and report where it says, and says how to open them."""


def test_the_demo_lies_in_the_clone(machine):
    done = machine.run("demo")
    assert done.returncode == 0, done.stderr
    assert machine.calls[-1] == f"jupyter analyst demo --out {machine.clone}/demo"
    assert f'"{machine.venv}/bin/jupyter" lab "{machine.clone}/demo"' in done.stdout


def test_the_demo_lies_where_one_wants_it(machine):
    machine.run("demo", "/somewhere else")
    assert machine.calls[-1] == "jupyter analyst demo --out /somewhere else"


def test_the_demo_of_a_read_only_clone_lies_beside_its_packages(read_only_machine):
    done = read_only_machine.run("demo")
    assert done.returncode == 0, done.stderr
    assert f"--out {read_only_machine.folder}/home/.cache/" in read_only_machine.calls[-1]


def test_a_failed_demo_is_a_failure(machine):
    failed = machine.run("demo", FAILS="jupyter")
    assert failed.returncode != 0
    assert "Open it" not in failed.stdout
