"""What the host changes while a kernel runs is there at once; nothing more is."""

import pytest

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


def test_a_dataset_offered_later_is_there_at_once(inside):
    (inside.place.shelf / "later.txt").write_text("later")
    code = "import os; print(open(os.environ['ANALYST_DATA'] + '/later.txt').read())"
    assert inside.run(code).text == "later\n"


def test_a_dataset_taken_off_the_shelf_is_gone_at_once(inside):
    (inside.place.shelf / "gone.txt").write_text("gone")
    (inside.place.shelf / "gone.txt").unlink()
    code = "import os; open(os.environ['ANALYST_DATA'] + '/gone.txt')"
    assert inside.run(code).error == "FileNotFoundError"


def test_what_is_kept_in_the_working_directory_is_there_for_the_host(inside):
    inside.run("open('x.txt', 'w').write('kept')")
    assert (inside.place.scratch / "x.txt").read_text() == "kept"
