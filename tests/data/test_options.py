import pytest

from jupyter_analyst.errors import ReadError


@pytest.mark.parametrize(
    ("given", "part"),
    [
        ({"delimiter": ";;"}, "`delimiter` is ';;'; it must be one ASCII character."),
        ({"delimiter": "§"}, "one ASCII character"),
        ({"quote": "''"}, "`quote` is"),
        ({"decimal": ":"}, "a point or a comma"),
        ({"thousands": "a"}, "one character that is no digit or letter"),
        ({"thousands": ",", "decimal": ","}, "another character than the decimal mark"),
        ({"encoding": "utf-9"}, "Did you mean `utf-8`"),
        ({"encoding": "rot13"}, "the name of a text encoding"),
        ({"types": {"a": "numbr"}}, "Did you mean `number`?"),
        ({"header": "yes"}, "True or False"),
        ({"escape": "ab"}, "`escape` is 'ab'; it must be one ASCII character."),
        ({"comment": "a\nb"}, "text within one line, or nothing"),
        ({"header_rows": 0}, "`header_rows` is 0; it must be a whole number from 1."),
        ({"footer": -1}, "a whole number from 0"),
        ({"footer": True}, "a whole number from 0"),
    ],
)
def test_an_option_that_does_not_fit_is_refused(reading, given, part):
    with pytest.raises(ReadError) as caught:
        reading("a,b\n1,2\n", **given)
    assert part in str(caught.value)
    assert caught.value.code == "option-wrong"


def test_an_encoding_of_more_than_one_byte_is_known(reading):
    assert reading("a,b\n1,2\n".encode("utf-16-le"), encoding="utf-16-le").n_rows == 1
