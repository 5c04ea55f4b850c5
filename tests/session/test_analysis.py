"""Tools and profile through the session: by name, on the dataset in use, as attributes."""

import pandas as pd
import pytest

from jupyter_analyst.errors import AnalystError


def test_every_tool_is_a_method(heart):
    assert {"describe", "correlation", "ttest_ind", "km", "chart"} <= set(dir(heart))
    by_name = heart.run_tool("describe", "heart", columns=["age"])
    assert heart.describe("heart", columns=["age"]).values == by_name.values


def test_a_tool_takes_the_dataset_in_use(heart):
    assert heart.describe(columns=["age"]).values["n[age]"] == 299


def test_a_bare_frame_is_kept_so_that_the_step_can_run_again(session):
    frame = pd.DataFrame({"x": [1.0, 2, 3, 4, 5, 6, 7, 8]})
    result = session.describe(frame)
    assert result.values["mean[x]"] == 4.5
    words = [step.word for step in session.journal.steps(session.id)]
    assert words == ["describe", "use"]


def test_an_unknown_tool_offers_the_near_one(heart):
    with pytest.raises(AnalystError, match="Did you mean `correlation`"):
        heart.run_tool("corelation")


def test_an_unknown_word_is_an_attribute_error_too(heart):
    assert not hasattr(heart, "nothing_like_it")
    with pytest.raises(AttributeError, match="Did you mean `describe`"):
        heart.descibe()


def test_tools_are_found_by_words(session):
    assert [row["Tool"] for row in session.tools("survival")] == ["km"]
    assert len(session.tools()) >= 5
    assert len(session.tools("no such thing")) == 0


def test_a_profile_is_kept_by_version_and_comes_back_the_same(heart):
    first = heart.profile()
    second = heart.profile()
    assert first.to_json() == second.to_json()


def test_a_damaged_kept_profile_is_made_anew(heart):
    first = heart.profile()
    (kept,) = heart.dataset().path.parent.glob("profile-*.json")
    kept.write_text("{")
    again = heart.profile()
    assert again.columns == first.columns
    assert kept.read_text() != "{"


def test_config_shows_value_and_origin(session):
    listing = session.config("author", "Ana Analyst")
    assert list(listing) == [
        {
            "Setting": "author",
            "Value": "Ana Analyst",
            "From": "session",
            "What it means": "name on the cover of reports",
        }
    ]


def test_a_listing_is_text_html_and_rows(session):
    listing = session.config()
    assert "home" in str(listing)
    assert "<table" in listing._repr_mimebundle_()["text/html"]
    assert session.datasets()._repr_mimebundle_()["text/html"].count("No dataset is kept yet") == 1
