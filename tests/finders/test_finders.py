"""What a piece of text is: each kind with what only looks like it."""

import pytest

from jupyter_analyst.finders import (
    country_of,
    has_cue,
    is_email,
    is_ip,
    is_key,
    is_latitude,
    is_longitude,
    is_phone,
    is_postcode,
    is_url,
    words_of,
)

YES_AND_NO = [
    (is_email, "ann.lee+news@mail.example.org", "ann@home"),
    (is_email, "zoë@bücher.example", "a..b@example.org"),
    (is_email, "a@b.co", "ann@example.org,bob@example.org"),
    (is_email, "x" * 64 + "@example.org", "x" * 65 + "@example.org"),
    (is_email, "o'neil@example.org", "ann@-example.org"),
    (is_url, "https://example.org/a?b=1#c", "example.org"),
    (is_url, "www.example.org", "www"),
    (is_url, "ftp://192.0.2.7/x", "mailto:ann@example.org"),
    (is_url, "http://[2001:db8::1]:8080/", "http://[2001:db8::1"),
    (is_url, "http://localhost:8888", "https://example.org and more"),
    (is_ip, "192.0.2.7", "192.0.2.700"),
    (is_ip, "2001:db8::1", "12:30"),
    (is_ip, "0.0.0.0", "1.2.3"),
    (is_phone, "+44 20 7946 0958", "+44 20 7946 0958 0958 09"),
    (is_phone, "+1 (202) 555-0143", "020 7946 0958"),
    (is_phone, "+43-1-58858-0", "+999 123 456 78"),
    (is_key, "6f1b0e5a-3c1d-4f0e-9a55-0d3f6c1b2a77", "6f1b0e5a-3c1d-4f0e-9a55"),
    (is_key, "d41d8cd98f00b204e9800998ecf8427e", "123456789012345678901234"),
    (is_postcode, "SW1A 1AA", "SW1A 1AAA"),
    (is_postcode, "10115-1234", "10115-12345"),
    (is_postcode, "A-1010", "12"),
    (is_postcode, "k1a 0b1", "d1a 0b1"),
    (is_postcode, "00-950", "2024-01-01"),
]


@pytest.mark.parametrize(("finder", "yes", "no"), YES_AND_NO)
def test_a_text_is_told_from_one_that_only_looks_like_it(finder, yes, no):
    assert finder(yes)
    assert not finder(no)


@pytest.mark.parametrize("text", ["020 7946 0958", "(202) 555-0143", "555.0143 x12"])
def test_a_number_without_code_of_its_country_is_a_phone_only_where_a_cue_says_so(text):
    assert is_phone(text, cued=True)
    assert not is_phone(text)


@pytest.mark.parametrize("text", ["12345", "1234567890123456", "2024-01-01T00:00", "ext 12"])
def test_a_cue_makes_no_phone_of_anything(text):
    assert not is_phone(text, cued=True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("AT", "AT"),
        ("AUT", "AT"),
        ("Austria", "AT"),
        ("germany", "DE"),
        ("UK", "GB"),
        ("USA", "US"),
        ("united states", "US"),
        ("Czech Republic", "CZ"),
        ("Czechia", "CZ"),
        ("Côte d'Ivoire", "CI"),
        ("Trinidad and Tobago", "TT"),
        ("Trinidad & Tobago", "TT"),
        ("at", ""),
        ("in", ""),
        ("EU", ""),
        ("XYZ", ""),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_a_country_is_known_by_name_and_code(text, code):
    assert country_of(text) == code


def test_degrees_have_their_range():
    assert [is_latitude(value) for value in (-90, 48.2, 90.1)] == [True, True, False]
    assert [is_longitude(value) for value in (-180, 16.4, 180.1)] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("customerID", ("customer", "id")),
        ("E-Mail Address", ("e", "mail", "address")),
        ("HTTPStatus", ("http", "status")),
        ("net_price2", ("net", "price2")),
        ("Größe", ("größe",)),
        ("", ()),
    ],
)
def test_a_header_is_taken_apart(name, words):
    assert words_of(name) == words


@pytest.mark.parametrize(
    ("name", "found"),
    [("tel", "tel"), ("hotel", ""), ("Home Tel.", "tel"), ("post_code", "post code"), ("post", "")],
)
def test_a_cue_matches_from_word_to_word(name, found):
    assert has_cue(words_of(name), ["tel", "post code"]) == found
