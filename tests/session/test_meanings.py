"""What columns mean, as a session tells it, and what a person says of them."""

import nbformat
import pandas as pd
import pytest

from jupyter_analyst import Session
from jupyter_analyst.errors import AnalystError, UnknownNameError
from jupyter_analyst.settings import configure


def words(session):
    return [(step.word, step.arguments) for step in session.journal.steps(session.id)]


@pytest.fixture
def sales(session):
    """A session in which `sales` is loaded: three rows of price, qty and region."""
    frame = pd.DataFrame({"price": [2.0, 3.0, 5.0], "qty": [1, 2, 0], "region": ["a", "a", "b"]})
    session.load(frame, "sales")
    return session


def row(listing, name="price"):
    return next(row for row in listing if row["Column"] == name)


def test_columns_are_listed_with_why(heart):
    listing = heart.columns()
    assert listing.title == "Columns of heart"
    assert len(listing) == 13
    event = row(listing, "DEATH_EVENT")
    assert (event["Type"], event["Role"], event["Sure"]) == ("boolean", "event", "90\u202f%")
    assert event["Why"] == (
        "its only values are 0 and 1; "
        "event: two values, the name says `event`, and `time` says how long"
    )
    assert [word for word, _ in words(heart)] == ["load"]


def test_a_correction_is_shown_recorded_and_kept(sales):
    said = sales.column(
        "price",
        type="money",
        unit="EUR",
        description="net price",
        synonyms=["cost", " net price "],
    )
    assert row(said) == {
        "Column": "price",
        "Type": "money",
        "Role": "measure",
        "Sure": "100\u202f%",
        "Why": "you said so",
        "Unit": "EUR",
        "Description": "net price",
        "Also called": "cost, net price",
    }
    assert words(sales)[-1] == (
        "column",
        {
            "column": "price",
            "name": "sales",
            "type": "money",
            "unit": "EUR",
            "description": "net price",
            "synonyms": ["cost", "net price"],
        },
    )
    other = Session(configure())
    other.use("sales")
    assert row(other.columns()) == row(said)


def test_one_thing_can_be_taken_back_or_all(sales):
    sales.column("price", role="group", unit="EUR")
    sales.column("price", unit="")
    assert (row(sales.columns())["Unit"], row(sales.columns())["Role"]) == ("", "group")
    back = sales.column("price", reset=True)
    assert (row(back)["Role"], row(back)["Why"]) == ("measure", "the name says `price`")
    assert words(sales)[-1] == ("column", {"column": "price", "name": "sales", "reset": True})
    assert sales.services.catalog.told("sales").columns == {}


def test_a_new_version_keeps_what_was_said_and_says_what_it_lost(sales):
    sales.column("price", unit="EUR")
    sales.column("qty", synonyms="pieces")
    sales.load(pd.DataFrame({"price": [1.0, 2.5], "new": ["x", "y"]}), "sales")
    listing = sales.columns()
    assert row(listing)["Unit"] == "EUR"
    gone = row(listing, "qty")
    assert gone["Why"] == "not in this version; what you said is kept for it"
    assert gone["Also called"] == "pieces"
    assert len(sales.column("qty", reset=True)) == 0
    assert len(sales.columns()) == 2


def test_a_column_of_which_nothing_is_said_is_shown(sales):
    assert [one["Column"] for one in sales.column("qty")] == ["qty"]
    assert [word for word, _ in words(sales)] == ["use"]


def test_what_is_not_known_is_said_with_what_is(sales):
    with pytest.raises(UnknownNameError, match="Did you mean `price`"):
        sales.column("prise", unit="EUR")
    with pytest.raises(UnknownNameError, match="Did you mean `money`"):
        sales.column("price", type="mony")
    with pytest.raises(UnknownNameError, match="There are id, category, ordered, count") as caught:
        sales.column("price", type="zzzzz")
    assert caught.value.code == "type-unknown"
    with pytest.raises(UnknownNameError, match="There are: `id`, `time`, `event`"):
        sales.column("price", role="outcome")
    assert sales.services.catalog.told("sales").columns == {}


def test_a_measure_is_named_computed_listed_and_forgotten(sales):
    (named,) = sales.measure("revenue = price * qty")
    assert named == {
        "Measure": "revenue",
        "Formula": "price * qty",
        "Rows": "3",
        "Sum": "8",
        "Mean": "2.67",
        "Value": "",
        "": "",
    }
    assert words(sales)[-1] == ("measure", {"words": "revenue = price * qty", "name": "sales"})
    sales.measure("unit price = sum(price) / sum(qty)")
    assert [one["Value"] for one in sales.measure()] == ["", "3.33"]
    assert [one["Measure"] for one in sales.measure(remove="revenue")] == ["unit price"]
    with pytest.raises(UnknownNameError, match="`unit price`"):
        sales.measure(remove="revenue")


def test_a_measure_whose_column_is_gone_says_so(sales):
    sales.measure("revenue = price * qty")
    sales.load(pd.DataFrame({"price": [1.0]}), "sales")
    (row,) = sales.measure()
    assert row[""] == "Column `qty` is not in `sales`."


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("price * qty", "is no measure; it must be a name"),
        ("price = qty * 2", "`price` is a column of `sales`"),
        ("x = 1", "names no column"),
        ("x = prise", "Did you mean `price`"),
    ],
)
def test_what_is_no_measure_is_refused(sales, text, match):
    with pytest.raises(AnalystError, match=match):
        sales.measure(text)
    assert sales.services.catalog.told("sales").measures == {}


def test_a_saved_session_says_it_again_in_order(heart, tmp_path):
    heart.column("age", unit="years")
    heart.column("age", reset=True)
    heart.column("age", unit="years")
    heart.measure("load = age * platelets")
    book = nbformat.read(heart.save(tmp_path / "kept.ipynb"), as_version=4)
    sources = [cell.source for cell in book.cells if cell.cell_type == "code"]
    again = 'analyst.column("age", name="heart", unit="years")'
    assert sources[2:] == [
        again,
        'analyst.column("age", name="heart", reset=True)',
        again,
        'analyst.measure("load = age * platelets", name="heart")',
    ]


def test_the_profile_shows_what_columns_mean(sales):
    sales.column("price", unit="EUR")
    html = sales.profile()._repr_mimebundle_()["text/html"]
    assert "money, EUR" in html
    assert sales.profile().columns["region"].meaning == ""
