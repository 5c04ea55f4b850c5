"""Errors say what was found, what was expected and what to do; one guard lets out no others."""

import errno

import pytest

from jupyter_analyst import errors
from jupyter_analyst.errors import (
    AnalystError,
    DataError,
    UnknownNameError,
    disk_error,
    guard,
    near,
)


def subclasses(kind):
    return {kind}.union(*map(subclasses, kind.__subclasses__()))


def test_message_and_hint_are_joined():
    error = AnalystError("The file is empty.", hint="Check it.")
    assert str(error) == "The file is empty. Check it."
    assert str(AnalystError("The file is empty.")) == "The file is empty."


def test_a_code_can_be_given_or_is_that_of_the_class():
    assert AnalystError("x").code == "analyst-error"
    assert errors.ReadError("x").code == "data-unreadable"
    assert errors.ReadError("x", code="file-empty").code == "file-empty"


def test_every_error_has_its_own_code():
    kinds = [kind for kind in subclasses(AnalystError) if kind is not UnknownNameError]
    ours = [kind.code for kind in kinds if kind.__module__ == errors.__name__]
    assert len(set(ours)) == len(ours)


def test_ipython_shows_one_line_instead_of_a_traceback():
    assert AnalystError("Empty.", hint="Fill it.")._render_traceback_() == [
        "Empty. Fill it. (analyst-error)"
    ]


def test_a_name_with_a_line_break_does_not_break_the_line():
    error = DataError("Column `a\nb` is text.", hint="Take another.")
    assert error._render_traceback_() == ["Column `a b` is text. Take another. (data-unfit)"]


def test_a_column_that_does_not_fit_is_an_error_of_parameter_and_of_data():
    assert issubclass(errors.UnfitColumnError, errors.ParameterError)
    assert issubclass(errors.UnfitColumnError, errors.DataError)


def test_an_unknown_name_brings_the_near_ones():
    error = UnknownNameError("agee", "column", ["age", "sex"], where="in `patients`")
    assert str(error) == "Column `agee` is not in `patients`. Did you mean `age`?"
    assert error.code == "column-unknown"


def test_an_unknown_name_without_near_ones_has_a_hint_of_its_own():
    error = UnknownNameError("zzz", "tool", [], hint="Install one.")
    assert str(error) == "Tool `zzz` is not known. Install one."


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("AGE", ["age", "sex"], "Did you mean `age`?"),
        ("ag", ["age", "agg", "sex"], "Did you mean `agg` or `age`?"),
        ("zzz", ["age"], "There is: `age`."),
        ("zzz", ["age", "sex"], "There are: `age`, `sex`."),
        ("zzz", [f"column{i}" for i in range(9)], ""),
        ("zzz", [], ""),
    ],
)
def test_near_names_are_offered(name, options, sentence):
    assert near(name, options) == sentence


@pytest.mark.parametrize(
    ("number", "words", "code"),
    [
        (errno.ENOSPC, "The disk is full while keeping `x` (/data).", "disk-full"),
        (errno.EACCES, "Access was refused while keeping `x` (/data).", "access-refused"),
        (errno.EIO, "Broken while keeping `x` (/data).", "storage-failed"),
    ],
)
def test_what_the_system_says_is_put_in_words(number, words, code):
    found = disk_error(OSError(number, "Broken", "/data"), doing="keeping `x`")
    assert found.message == f"{words} Nothing was half-stored."
    assert found.code == code
    assert found.hint.endswith("then run this again.")


def test_an_error_of_the_system_without_number_is_said_as_it_is():
    assert disk_error(OSError("odd"), doing="saving").message.startswith("odd while saving.")


def test_the_guard_lets_out_what_was_said_plainly():
    with pytest.raises(AnalystError, match="plain") as found, guard("working"):
        raise AnalystError("plain")
    assert type(found.value) is AnalystError


def test_the_guard_puts_the_system_in_words():
    with pytest.raises(errors.StorageError, match="The disk is full while saving"), guard("saving"):
        raise OSError(errno.ENOSPC, "No space")


def test_the_guard_says_that_a_fault_is_ours_and_logs_it(caplog):
    unexpected = pytest.raises(errors.UnexpectedError, match="while counting: KeyError")
    with unexpected as found, guard("counting"):
        raise KeyError("lost")
    assert "not yours" in found.value.hint
    assert isinstance(found.value.__cause__, KeyError)
    assert "unexpected while counting" in caplog.text


def test_the_guard_does_not_stop_an_interrupt():
    with pytest.raises(KeyboardInterrupt), guard("waiting"):
        raise KeyboardInterrupt
