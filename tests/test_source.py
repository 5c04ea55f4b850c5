"""What was done is written as Python that does it again."""

import ast

from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_analyst.source import call, literal

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(alphabet=st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@settings(max_examples=200)
@given(values)
def test_a_literal_means_the_value_it_was_made_from(value):
    assert ast.literal_eval(literal(value)) == value


def test_the_first_argument_needs_no_name():
    assert call("load", {"source": "a.csv", "name": "a"}) == 'analyst.load("a.csv", name="a")'


def test_a_call_without_arguments_is_empty():
    assert call("history", {}) == "analyst.history()"
