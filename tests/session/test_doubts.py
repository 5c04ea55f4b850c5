"""What is open after a load is said where the load is seen, and rows set aside can be listed."""

import pytest

from jupyter_analyst.session import Session
from jupyter_analyst.session.loaded import dataset_bundle, told
from jupyter_analyst.settings import configure

CONTENT = "when,n\n01/02/2024,1\n03/04/2024,2\n5,6,7\n08/09/2024\n"
DOUBT = (
    "`when` holds dates that fit day first and month first; it stays text; "
    "`--types when=dmy` or `--types when=mdy` decides."
)


@pytest.fixture
def session(tmp_path):
    (tmp_path / "open.csv").write_text(CONTENT, encoding="utf-8")
    made = Session(configure({"ANALYST_HOME": str(tmp_path / "home")}, tmp_path))
    made.load(tmp_path / "open.csv")
    return made


def test_the_plain_text_of_a_load_says_what_is_to_be_checked(session):
    size, reading, check = told(session.dataset()).splitlines()
    assert size.startswith("open: 2 rows x 2 columns")
    assert reading.startswith("CSV, UTF-8, comma-separated")
    assert reading.endswith("2 rows set aside")
    assert check == f"Check: {DOUBT}"


def test_the_card_of_a_load_says_what_is_to_be_checked(session):
    page = dataset_bundle(session.dataset())["text/html"]
    assert "Check:" in page
    assert "when</code> holds dates that fit day first and month first" in page
    assert ">--types when=dmy</code> or " in page
    assert "%analyst rejected open" in page


def test_a_load_without_doubts_has_nothing_to_check(tmp_path):
    (tmp_path / "sure.csv").write_text("a,b\n1,x\n", encoding="utf-8")
    session = Session(configure({"ANALYST_HOME": str(tmp_path / "home")}, tmp_path))
    dataset = session.load(tmp_path / "sure.csv")
    assert "Check:" not in dataset_bundle(dataset)["text/html"] + told(dataset)


def test_rows_set_aside_are_listed_with_their_reasons(session):
    listing = session.rejected()
    assert listing.rows == (
        ("4", "3 values where 2 are expected", "5,6,7"),
        ("5", "1 value where 2 are expected", "08/09/2024"),
    )
    assert listing.headings == ["Line", "Why", "Row"]
    assert session.rejected("open").rows == listing.rows


def test_a_dataset_that_was_read_whole_has_no_rows_set_aside(tmp_path):
    (tmp_path / "sure.csv").write_text("a,b\n1,x\n", encoding="utf-8")
    session = Session(configure({"ANALYST_HOME": str(tmp_path / "home")}, tmp_path))
    session.load(tmp_path / "sure.csv")
    assert str(session.rejected()).endswith("No row of `sure` was set aside.")
