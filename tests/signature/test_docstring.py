"""Docstrings in numpydoc style are taken apart."""

from jupyter_analyst.signature import parse


def documented(data, *, value):
    """Say one thing.

    And more that is not the summary.

    Parameters
    ----------
    data : DataFrame
        Rows.
    value : column
        A number
        over two lines.

    Returns
    -------
    Result
        Something.

    Notes
    -----
    It was computed
    with care.

    References
    ----------
    .. [1] First (1901), over
       two lines.
    .. [2] Second (1902).
    """


def bare():
    """Say only this."""


def silent():
    pass


def test_the_parts_are_found():
    found = parse(documented)
    assert found.summary == "Say one thing."
    assert found.parameters == {"data": "Rows.", "value": "A number over two lines."}
    assert found.method == "It was computed with care."
    assert found.references == ("First (1901), over two lines.", "Second (1902).")


def test_what_is_not_there_is_empty():
    found = parse(bare)
    assert (found.summary, found.parameters, found.method, found.references) == (
        "Say only this.",
        {},
        "",
        (),
    )


def test_a_function_without_docstring_has_no_summary():
    assert parse(silent).summary == ""
