"""Tab completes commands, options, datasets and the columns that fit."""

import pytest

from jupyter_analyst.magics.complete import complete


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pro", ["profile"]),
        ("sess", ["session"]),
        ("session ", ["list", "save"]),
        ("session s", ["save"]),
        ("help descr", ["describe"]),
        ("ttest_ind --va", ["--value"]),
        ("ttest_ind --value age --v", []),
        ("ttest_ind --value ejec", ["ejection_fraction"]),
        ("ttest_ind --value age --by smo", ["smoking"]),
        ("ttest_ind --value age --by plate", []),
        ("describe --columns age,eje", ["age,ejection_fraction"]),
        ("describe --columns age,ag", []),
        ("use he", ["heart"]),
        ("describe he", ["heart"]),
        ("correlation --method sp", ["spearman"]),
        ("config auth", ["author"]),
        ("load x.csv --as", ["--as"]),
        ("load he", []),
        ("nonsense --x", []),
        ('describe --columns "ag', ["age"]),
    ],
)
def test_what_can_follow(heart, text, expected):
    _, words = complete(heart, text)
    assert words == expected


def test_nothing_typed_offers_every_command(heart):
    _, words = complete(heart, "")
    assert {"load", "profile", "session", "help", "km"} <= set(words)


def test_the_word_being_typed_is_told(heart):
    assert complete(heart, "describe --columns age,ej")[0] == "age,ej"
    assert complete(heart, "describe ")[0] == ""


def test_columns_of_the_dataset_named_are_offered(heart, tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("width,height\n" + "".join(f"{i},{i * i}\n" for i in range(9)))
    heart.load(path)
    assert complete(heart, "describe heart --columns ag")[1] == ["age"]
    assert complete(heart, "describe --columns wi")[1] == ["width"]


def test_names_with_blanks_are_quoted(session, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("life expectancy,b\n61.5,2\n70.5,3\n")
    session.load(path)
    assert complete(session, "describe --columns li")[1] == ['"life expectancy"']
    assert complete(session, 'describe --columns "life ex')[1] == ['"life expectancy"']


def test_without_a_dataset_nothing_is_offered_and_nothing_fails(session):
    assert complete(session, "describe --columns a")[1] == []
