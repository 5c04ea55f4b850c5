"""A dataset can be read again otherwise, by a line that says all that was decided."""

import os

import pandas as pd
import pytest

from jupyter_analyst.errors import AnalystError, CommandError
from jupyter_analyst.magics.line import run_line
from jupyter_analyst.signature import quoted

TEXT = "when;n\n01/02/2024;1,5\n03/04/2024;2,5\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of the notebook."""
    work = tmp_path / "work folder"
    work.mkdir()
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def sales(session, folder):
    (folder / "my sales.csv").write_text(TEXT, encoding="utf-8")
    session.load("my sales.csv", "sales", decimal=",")
    return session


def reading(session, name):
    return session.overview([name])["details"][name]["reading"]


def decision(session, name, option):
    (found,) = (one for one in reading(session, name)["decisions"] if one["option"] == option)
    return found


def test_the_line_keeps_what_was_given_and_quotes_what_needs_it(sales):
    assert sales.line_again("sales", {}) == '%analyst load "my sales.csv" --as sales --decimal ,'
    assert sales.line_again("sales", {"delimiter": ";", "types": {"when": "dmy"}}) == (
        '%analyst load "my sales.csv" --as sales --delimiter ";" --decimal , --types when=dmy'
    )
    assert sales.line_again("sales", {"delimiter": "\t", "decimal": None}) == (
        '%analyst load "my sales.csv" --as sales --delimiter tab'
    )


def test_the_line_does_what_it_says(sales):
    line = sales.line_again("sales", {"types": {"when": "dmy"}})
    made = run_line(sales, line.removeprefix("%analyst "), {})
    assert (made.name, made["when"].kind, made["n"].kind) == ("sales", "date", "number")
    assert made.reading.given == {"decimal": ",", "types": {"when": "dmy"}}
    assert sales.line_again("sales", {}) == line
    again = sales.line_again("sales", {"types": {"n": "text"}})
    assert again.endswith("--types when=dmy,n=text")


@pytest.mark.parametrize("name", ["a,b", "a=b", 'a "b"', "a'b", "naïve x"])
def test_a_column_of_any_name_can_be_told_what_it_is(session, folder, name):
    frame = pd.DataFrame({name: ["01/02/2024", "03/04/2024"]})
    frame.to_csv(folder / "odd.csv", index=False)
    session.load("odd.csv")
    line = session.line_again("odd", {"types": {name: "mdy"}})
    made = run_line(session, line.removeprefix("%analyst "), {})
    assert made[name].kind == "date"


def test_a_sheet_can_be_typed_by_its_name(session, folder):
    with pd.ExcelWriter(folder / "book.xlsx") as writer:
        pd.DataFrame({"a": [1]}).to_excel(writer, sheet_name="One", index=False)
        pd.DataFrame({"b": [2]}).to_excel(writer, sheet_name="My data", index=False)
    session.load("book.xlsx")
    line = session.line_again("book", {"sheet": "My data"})
    assert line == '%analyst load book.xlsx --as book --sheet "My data"'
    assert [c.name for c in run_line(session, line.removeprefix("%analyst "), {}).columns] == ["b"]
    numbered = run_line(session, "load book.xlsx --sheet 1", {})
    assert [c.name for c in numbered.columns] == ["a"]


def test_what_was_given_is_remembered_by_another_session(sales):
    from jupyter_analyst import Session
    from jupyter_analyst.settings import configure

    other = Session(configure())
    assert other.line_again("sales", {}) == sales.line_again("sales", {})


def test_an_option_that_does_not_fit_is_refused_in_words(sales):
    with pytest.raises(AnalystError, match="`decimal` is ';'; it must be a point or a comma"):
        sales.line_again("sales", {"decimal": ";"})
    with pytest.raises(AnalystError, match="Did you mean `quote`"):
        sales.line_again("sales", {"quot": "'"})


def test_it_is_read_again_in_place_and_is_in_use_then(sales):
    first = sales.dataset("sales").version
    made = sales.read_again("sales", types={"when": "mdy"})
    assert made.version != first
    assert sales.dataset().version == made.version
    assert sales.read_again("sales", types={"when": None}).version == first
    step = sales.journal.steps(sales.id)[-1]
    assert (step.word, step.arguments["decimal"]) == ("load", ",")


def test_every_decision_is_told_with_what_can_be_chosen(sales):
    told = reading(sales, "sales")
    assert told["format"] == "CSV"
    assert {one["option"]: one["words"] for one in told["decisions"] if one["words"]} == {
        "encoding": "UTF-8",
        "delimiter": "semicolon",
        "decimal": "comma",
        "header": "line 1",
        "quote": '"',
        "nulls": "empty",
    }
    assert [one["option"] for one in told["decisions"] if one["isGiven"]] == ["decimal"]
    delimiter = decision(sales, "sales", "delimiter")
    assert {"value": "tab", "words": "tab"} in delimiter["choices"]
    assert delimiter["open"]
    assert decision(sales, "sales", "types")["columns"] == ["when", "n"]
    assert not decision(sales, "sales", "decimal")["open"]


def test_only_options_that_apply_are_offered(session, folder):
    pd.DataFrame({"a": [1]}).to_parquet(folder / "plain.parquet")
    session.load("plain.parquet")
    assert [one["option"] for one in reading(session, "plain")["decisions"]] == ["source_column"]


def test_what_a_doubt_offers_adds_to_what_means_missing_already(session, folder):
    numbers = "\n".join(["-999", "NA", "3", "4", "5", "6", "7"])
    (folder / "gone.csv").write_text(f"x\n{numbers}\n", encoding="utf-8")
    session.load("gone.csv")
    (doubt,) = reading(session, "gone")["doubts"]
    assert doubt["text"].endswith("`--nulls -999` decides.")
    assert [one["value"] for one in doubt["offers"]] == [["NA", "-999"]]
    made = session.read_again("gone", **{one["option"]: one["value"] for one in doubt["offers"]})
    assert made.to_pandas()["x"].isna().sum() == 2


def test_a_variable_is_read_again_by_a_line_and_not_in_place(session, folder):
    df = pd.DataFrame({"a": [1, 2]})
    run_line(session, "load df --as mine", {"df": df})
    assert reading(session, "mine")["line"] == "%analyst load df --as mine"
    assert reading(session, "mine")["decisions"] == []
    with pytest.raises(AnalystError, match="cannot be read again here"):
        session.read_again("mine")


def test_what_cannot_be_read_again_says_why(session, folder):
    session.load(pd.DataFrame({"a": [1, 2]}), "mine")
    told = reading(session, "mine")
    assert told["line"] == ""
    assert told["why"].startswith("It was made of a table in memory")
    (folder / "gone.csv").write_text("a\n1\n", encoding="utf-8")
    session.load("gone.csv")
    (folder / "gone.csv").unlink()
    assert reading(session, "gone")["why"].startswith("gone.csv is not where it was")
    with pytest.raises(AnalystError, match="cannot be read again"):
        session.line_again("gone", {})


def test_a_list_of_files_says_that_it_was_one(session, folder):
    for name in ("a.csv", "b.csv"):
        (folder / name).write_text("x\n1\n", encoding="utf-8")
    session.load(["a.csv", "b.csv"], "both")
    assert "list of files" in reading(session, "both")["why"]


def test_a_pattern_of_files_is_read_again(session, folder):
    for name in ("a1.csv", "a2.csv"):
        (folder / name).write_text("x\n1\n", encoding="utf-8")
    session.load("a*.csv", "both")
    assert session.line_again("both", {"source_column": "file"}) == (
        '%analyst load "a*.csv" --as both --source-column file'
    )


def test_a_file_elsewhere_has_its_whole_path(session, folder, tmp_path):
    (tmp_path / "far.csv").write_text("x\n1\n", encoding="utf-8")
    session.load(tmp_path / "far.csv")
    assert session.line_again("far", {}) == f"%analyst load {tmp_path / 'far.csv'} --as far"


def test_the_list_has_the_dataset_in_use_first_and_tells_versions(session, folder):
    (folder / "one.csv").write_text("x\n1\n", encoding="utf-8")
    session.load("one.csv")
    (folder / "one.csv").write_text("x,y\n1,2\n3,4\n", encoding="utf-8")
    session.load("one.csv")
    (folder / "two.csv").write_text("z\n1\n", encoding="utf-8")
    session.load("two.csv")
    session.use("one")
    shelf = session.overview(["one"])
    assert shelf["current"] == "one"
    assert [(d["name"], d["version"], d["source"]) for d in shelf["datasets"]] == [
        ("one", "v2", "one.csv"),
        ("two", "v1", "two.csv"),
    ]
    assert all(d["here"] and d["when"].startswith("today ") for d in shelf["datasets"])
    newer, older = shelf["details"]["one"]["versions"]
    assert (newer["label"], newer["words"], newer["isUsed"]) == ("v2", "+1 row, +1 column", True)
    assert (older["label"], older["words"], older["compare"]) == ("v1", "", "")
    drift = run_line(session, newer["compare"].removeprefix("%analyst "), {})
    assert "y" in str(drift)


def test_a_stored_copy_that_is_damaged_is_said_in_its_place(session, folder):
    (folder / "one.csv").write_text("x\n1\n", encoding="utf-8")
    dataset = session.load("one.csv")
    os.truncate(dataset.path, 10)
    assert "damaged" in session.overview(["one"])["details"]["one"]["fault"]


@pytest.mark.parametrize("text", ["a\nprint(1)", "a\u2028b", "a\r", "\n"])
def test_a_text_with_a_break_is_no_word_of_a_line(text):
    with pytest.raises(CommandError, match="has a line break"):
        quoted(text)


def test_a_path_with_a_break_is_read_again_by_no_line(session, tmp_path):
    path = tmp_path / "x\nprint(1).csv"
    path.write_text("a,b\n1,2\n")
    session.load(path, "x")
    found = reading(session, "x")
    assert (found["line"], "has a line break" in found["why"]) == ("", True)
    with pytest.raises(CommandError, match="has a line break"):
        session.line_again("x", {"delimiter": ","})
