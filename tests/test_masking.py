"""Secrets stay out of what is logged and recorded."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_analyst.masking import MASK, masked


@pytest.mark.parametrize(
    "text",
    [
        "password=hunter22",
        'password = "two words"',
        "{'api_key': 'hunter22'}",
        '{"x-api-key":"hunter22"}',
        "Authorization: Bearer hunter22",
        "https://ana:hunter22@example.org/x",
        "postgresql+psycopg://ana:hunter22@db:5432/sales",
        "?token=hunter22&page=2",
        "client_secret: hunter22, next",
    ],
)
def test_a_named_secret_is_masked(text):
    assert "hunter22" not in masked(text)
    assert "two words" not in masked(text)
    assert MASK in masked(text)


@pytest.mark.parametrize(
    "key",
    [
        "sk-proj-" + "a1B2" * 8,
        "AIza" + "x" * 35,
        "ghp_" + "a" * 36,
        "glpat-" + "a" * 20,
        "AKIA" + "A" * 16,
        "xoxb-" + "1" * 12,
        "eyJhbGciOiJI.eyJzdWIiOiIx.SflKxwRJSMeKKF",
    ],
)
def test_a_key_is_known_by_its_beginning(key):
    assert masked(f"used {key} today") == f"used {MASK} today"


def test_the_value_of_a_secret_variable_is_masked_wherever_it_stands(monkeypatch):
    monkeypatch.setenv("WAREHOUSE_PASSWORD", "correct-horse-battery")
    assert masked("tried correct-horse-battery.") == f"tried {MASK}."


def test_what_surrounds_a_secret_stays():
    assert masked("https://ana:pw12@host/a?page=2") == f"https://{MASK}@host/a?page=2"
    assert masked("api_key='a', author='Ana'") == f"api_key='{MASK}', author='Ana'"


@pytest.mark.parametrize(
    "text", ["the token of love", "passwordless", "a = b", "age > 30, sex = 1"]
)
def test_ordinary_text_stays_as_it_is(text):
    assert masked(text) == text


@settings(max_examples=200)
@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=8, max_size=30))
def test_no_password_of_letters_and_digits_survives_a_url(secret):
    assert secret not in masked(f"postgresql://u:{secret}@h/d").replace("postgresql", "")
