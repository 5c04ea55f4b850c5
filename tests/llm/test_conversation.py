"""Facts go through a prompt unchanged."""

from hypothesis import given
from hypothesis import strategies as st

from jupyter_analyst.llm import block, facts_in

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_facts_are_read_back_as_they_were_written(facts):
    assert facts_in(f"Instructions.\n{block(facts)}\nMore.") == facts


def test_a_prompt_without_facts_has_none():
    assert facts_in("You are a helpful assistant.") == {}
