"""What a person types about datasets: rename, remove, restore, compare, optimise, sample."""

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell

import jupyter_analyst
from jupyter_analyst.errors import AnalystError
from jupyter_analyst.magics.complete import complete
from jupyter_analyst.magics.line import run_line


@pytest.fixture
def typed(heart):
    def run(line):
        return run_line(heart, line, {})

    return run


@pytest.fixture
def shell():
    """A shell of its own, whose variables are those of the notebook."""
    yield InteractiveShell.instance()
    InteractiveShell.clear_instance()


def test_a_dataset_is_renamed_removed_and_brought_back(typed, heart):
    assert typed("rename heart patients").name == "patients"
    version = heart.dataset().version
    assert [row["Version"] for row in typed("datasets patients")] == [version]
    assert "%analyst restore patients" in str(typed("remove patients"))
    assert typed("restore patients").version == version
    assert "not possible" not in str(typed(f"remove patients --version {version} --forever"))
    assert list(typed("datasets")) == []


def test_two_datasets_are_compared(typed, heart):
    typed("sample 100 --seed 3 --as small")
    found = typed("compare heart small")
    assert (found.first.n_rows, found.second.n_rows) == (299, 100)
    assert str(found).startswith("heart ")


def test_a_sample_is_shown_with_how_it_was_drawn(typed, capsys):
    small = typed("sample 100 --by sex,smoking --seed 7 --as small")
    assert small.n_rows == 100
    said = capsys.readouterr().out
    assert said.startswith("Sample of heart: 100 of 299 rows, drawn at random in proportion to the")
    assert "4 groups of sex and smoking" in said
    assert small.origin.startswith("sample of heart, version ")


def test_a_thrifty_frame_becomes_a_variable(typed, shell):
    found = typed("optimise heart --into thrifty")
    assert shell.user_ns["thrifty"] is found.frame
    again = typed("optimise heart --into thrifty")  # what was put there may be replaced
    assert shell.user_ns["thrifty"] is again.frame
    shell.user_ns["mine"] = 1
    with pytest.raises(AnalystError, match="stays as it is"):
        typed("optimise heart --into mine")
    assert shell.user_ns["mine"] == 1


def test_what_was_saved_is_shown_as_a_table(typed, shell):
    jupyter_analyst._show_in(shell)
    bundle, _ = shell.display_formatter.format(typed("optimise"))
    assert "In sum" in bundle["text/html"]
    assert "less: " in bundle["text/plain"]


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("rename heart", "command-wrong", "needs `new`"),
        ("rename hart x", "dataset-unknown", "Did you mean `heart`"),
        ("rename heart a/b", "name-wrong", "cannot be used"),
        ("remove", "command-wrong", "needs `name`"),
        ("remove heart --version zz", "version-unknown", "not one of `heart`"),
        ("restore heart", "dataset-unknown", "`heart` is there"),
        ("compare heart", "versions-few", "has one version"),
        ("compare heart small", "dataset-unknown", "`small` is not in the catalog"),
        ("sample many", "command-wrong", "must be a whole number"),
        ("sample 0", "parameter-wrong", "at least 1"),
        ("sample 5 --by sexx", "column-unknown", "Did you mean `sex`"),
        ("optimise heart --into 1x", "pull-name", "no name of a variable"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(typed, line, code, words):
    with pytest.raises(AnalystError) as caught:
        typed(line)
    assert caught.value.code == code
    assert words in str(caught.value)


def test_names_versions_and_columns_are_completed(heart):
    version = heart.dataset().version
    heart.load(pd.DataFrame({"x": [1]}), "other")
    heart.load(pd.DataFrame({"x": [1, 2]}), "lost")
    heart.remove("lost")
    for text, expected in (
        ("rename he", ["heart"]),
        ("remove ot", ["other"]),
        ("remove lo", []),
        ("restore l", ["lost"]),
        ("remove heart --version ", [version]),
        ("compare heart o", ["other"]),
        ("compare heart h", []),
        ("compare other heart --to ", [version]),
        ("optimise hea", ["heart"]),
        ("sample 5 --name heart --by smo", ["smoking"]),
        ("sample 5 --name heart --by sex,smo", ["sex,smoking"]),
        ("sample 5 --name he", ["heart"]),
        ("sample 5 --a", ["--as"]),
        ("datasets hea", ["heart"]),
    ):
        assert complete(heart, text)[1] == expected, text
