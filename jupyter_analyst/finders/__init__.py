"""Finders: what a piece of text is, checked and not only matched."""

from jupyter_analyst.finders.coordinate import is_latitude, is_longitude
from jupyter_analyst.finders.country import country_of
from jupyter_analyst.finders.email import is_email
from jupyter_analyst.finders.header import has_cue, words_of
from jupyter_analyst.finders.ip import is_ip
from jupyter_analyst.finders.key import is_key
from jupyter_analyst.finders.phone import is_phone
from jupyter_analyst.finders.postcode import is_postcode
from jupyter_analyst.finders.url import is_url

__all__ = [
    "country_of",
    "has_cue",
    "is_email",
    "is_ip",
    "is_key",
    "is_latitude",
    "is_longitude",
    "is_phone",
    "is_postcode",
    "is_url",
    "words_of",
]
