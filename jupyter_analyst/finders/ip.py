"""Addresses of computers."""

from __future__ import annotations

from ipaddress import ip_address


def is_ip(text: str) -> bool:
    """Tell whether a text is an IPv4 or IPv6 address.

    Parameters
    ----------
    text : str
        The text, without blanks around it.

    Examples
    --------
    >>> is_ip("192.0.2.7"), is_ip("2001:db8::1"), is_ip("192.0.2.700"), is_ip("1.2.3")
    (True, True, False, False)
    """
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
