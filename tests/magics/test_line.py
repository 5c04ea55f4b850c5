"""What stands behind `%analyst` is understood, or what is wrong with it is said in one message."""

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

from jupyter_analyst.errors import AnalystError, ReadError
from jupyter_analyst.magics.line import run_line


@pytest.fixture
def typed(heart):
    def run(line, **variables):
        return run_line(heart, line, variables)

    return run


def test_a_file_is_loaded_under_the_name_given(session, heart_file):
    assert run_line(session, f'load "{heart_file}" --as patients', {}).name == "patients"


def test_reading_can_be_overridden(session, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("1;2\n3;4\n")
    dataset = run_line(session, f"load '{path}' --delimiter ; --header no", {})
    assert (dataset.n_rows, len(dataset.columns)) == (2, 2)


def test_missing_values_and_kinds_can_be_said(session, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("zip,n\n1234,9\n5678,?\n")
    dataset = run_line(session, f"load '{path}' --nulls ?,none --types zip=text,n=number", {})
    assert dataset.to_pandas()["zip"].tolist() == ["1234", "5678"]
    assert dataset.to_pandas()["n"].isna().tolist() == [False, True]


def test_kinds_that_are_no_pairs_are_refused(session, heart_file):
    with pytest.raises(AnalystError, match="must be name=value pairs"):
        run_line(session, f"load '{heart_file}' --types text", {})


def test_a_variable_is_loaded_under_its_own_name(session):
    frame = pd.DataFrame({"x": [1, 2]})
    assert run_line(session, "load people", {"people": frame}).name == "people"


def test_a_variable_that_is_no_table_is_taken_for_a_file(session):
    with pytest.raises(AnalystError, match="people"):
        run_line(session, "load people", {"people": 3})


def test_a_tool_runs_on_the_dataset_in_use(typed):
    result = typed("ttest_ind --value serum_creatinine --by DEATH_EVENT")
    assert result.provenance.dataset == "heart"
    assert result.values["df"] > 100


def test_a_tool_runs_on_the_dataset_named(typed):
    assert typed("describe heart --columns age,time").values["n[age]"] == 299


def test_a_typed_line_and_python_give_the_same(typed, heart):
    line = typed("describe --columns age,time --by sex")
    python = heart.describe(columns=["age", "time"], by="sex")
    assert line.values == python.values
    assert line.provenance.code == python.provenance.code


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("prfile", "command-unknown", "Did you mean `profile`"),
        ("frobnicate", "command-unknown", "%analyst help"),
        ("session sav", "command-unknown", "Did you mean `session save`"),
        ("session", "command-unknown", "session save"),
        ("describe --colums age", "option-unknown", "Did you mean `--columns`"),
        ("describe --columns agee", "column-unknown", "Did you mean `age`"),
        ("describe --columns", "command-wrong", "expected one argument"),
        ("describe heart again", "command-wrong", "does not take 'again'"),
        ("describe hart", "dataset-unknown", "Did you mean `heart`"),
        ('describe --columns "age', "quote-open", "opened and not closed"),
        ("ttest_ind --value age", "parameter-missing", "needs `by`"),
        ("ttest_ind --value age --by platelets", "column-unfit", "DEATH_EVENT"),
        ("ttest_ind --value age --by sex --alpha 2", "parameter-wrong", "between 0 and 1"),
        ("correlation --method persson", "parameter-wrong", "Did you mean `pearson`"),
        ("head --n many", "command-wrong", "must be a whole number"),
        ("history now", "command-wrong", "does not take 'now'"),
        ("history --all", "option-unknown", "It has none"),
        ("load", "command-wrong", "needs `source`"),
        ("help prfile", "command-unknown", "Did you mean `profile`"),
        ("config autor me", "setting-unknown", "Did you mean `author`"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(typed, line, code, words):
    with pytest.raises(AnalystError) as caught:
        typed(line)
    assert caught.value.code == code
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_column_with_blanks_is_quoted(session, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "life expectancy,group\n" + "".join(f"{60 + i},{'ab'[i % 2]}\n" for i in range(10))
    )
    run_line(session, f"load '{path}'", {})
    result = run_line(session, 'describe --columns "life expectancy"', {})
    assert result.values["n[life expectancy]"] == 10


def test_help_lists_every_command(typed):
    commands = [row["Command"] for row in typed("help")]
    for word in (
        "load",
        "datasets",
        "use",
        "head",
        "profile",
        "describe",
        "session save",
        "report",
    ):
        assert f"%analyst {word}" in commands
    assert list(typed("")) == list(typed("--help"))


@pytest.mark.parametrize("line", ["help ttest_ind", "ttest_ind --help"])
def test_help_on_a_tool_comes_from_its_docstring(typed, line):
    text = str(typed(line))
    assert text.startswith("%analyst ttest_ind [data] --value … --by …")
    assert "a column with exactly two different values" in text
    assert "needed" in text


def test_every_command_has_help_with_words_for_all_it_takes(typed):
    for row in typed("help"):
        guide = typed(f"help {row['Command'].removeprefix('%analyst ')}")
        assert guide.summary
        assert all(parameter["Meaning"] for parameter in guide.parameters)


def test_variables_of_the_notebook_stand_for_their_values(session, heart_file):
    variables = {"folder": heart_file.parent, "file": heart_file.name}
    loaded = run_line(session, "load {folder}/$file --as patients", variables)
    assert loaded.name == "patients"


def test_nothing_on_a_line_is_evaluated(session):
    shell = InteractiveShell.instance()
    try:
        shell.extension_manager.load_extension("jupyter_analyst")
        shell.user_ns["seen"] = []
        with pytest.raises(ReadError, match=r"\{seen\.append\(1\)\}"):
            shell.run_line_magic("analyst", "load '{seen.append(1)}'")
        assert shell.user_ns["seen"] == []
    finally:
        InteractiveShell.clear_instance()
