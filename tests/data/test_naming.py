import pytest

from jupyter_analyst.data.delimited.header import unique
from jupyter_analyst.data.naming import LONGEST, checked, friendly
from jupyter_analyst.errors import ReadError


@pytest.mark.parametrize(
    "stem", ["", "...", "2024", "a b", "Ärger über", "x" * 300, "東京", "__x__"]
)
def test_a_friendly_name_can_always_be_typed_and_used(stem):
    name = friendly(stem)
    assert name.isidentifier()
    assert len(name) <= LONGEST
    assert checked(name) == name


def test_a_refused_name_comes_with_one_that_works():
    with pytest.raises(ReadError) as caught:
        checked("../secret file")
    assert caught.value.hint == "For example `secret_file`."


def test_spaces_around_a_name_do_not_count():
    assert checked(" sales ") == "sales"


def test_column_names_never_meet():
    names, changed = unique(["a", "a", "a_2", "", "column_4", "a"])
    assert names == ("a", "a_3", "a_2", "column_4_2", "column_4", "a_4")
    assert changed == {"a_3": "a", "column_4_2": "", "a_4": "a"}
