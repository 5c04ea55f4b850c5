"""Models are had by name."""

import pytest

from jupyter_analyst.errors import UnknownNameError
from jupyter_analyst.llm import chat_model
from jupyter_analyst.settings import Settings


def test_the_model_of_the_settings_is_there(home):
    model = chat_model(Settings().model)
    assert model.get_name() == "built-in"


def test_an_unknown_model_is_answered_with_those_that_exist():
    with pytest.raises(
        UnknownNameError, match=r"Model `orakel` is not .* There is: `built-in`"
    ) as e:
        chat_model("orakel")
    assert e.value.code == "model-unknown"


def test_a_model_misspelt_is_offered():
    with pytest.raises(UnknownNameError, match="Did you mean `built-in`"):
        chat_model("builtin")
