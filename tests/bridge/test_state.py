"""What the sidebar shows of a session."""

import pandas as pd

from jupyter_analyst.bridge.messages import Offer
from jupyter_analyst.bridge.state import state_of


def test_a_new_session_has_nothing_in_use(session):
    state = state_of(session)
    assert state.datasets == ()
    assert state.current == ""
    assert state.answers == 0
    assert state.notice == ""


def test_a_dataset_is_offered_in_the_version_that_is_used(session):
    session.load(pd.DataFrame({"x": [1, 2]}), "t")
    first = session.dataset("t").version
    session.load(pd.DataFrame({"x": [1, 2, 3], "y": [4, 5, 6]}), "t")
    assert state_of(session).datasets == (Offer("t", 3, 2, "v2"),)
    session.use("t", first)
    assert state_of(session).datasets == (Offer("t", 2, 1, "v1"),)
    session.use("t")
    assert state_of(session).datasets == (Offer("t", 3, 2, "v2"),)


def test_a_dataset_of_an_earlier_session_is_offered_as_it_is_now(session):
    session.load(pd.DataFrame({"x": [1, 2]}), "t")
    later = type(session)(session.services.configuration)
    assert state_of(later).datasets == (Offer("t", 2, 1, "v1"),)
    assert state_of(later).current == ""


def test_what_went_wrong_is_part_of_it(session):
    assert state_of(session, "It was not loaded.").notice == "It was not loaded."
