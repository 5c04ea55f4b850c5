import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the corpus is a script beside its test
from nasty import CORPUS, write

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError

READABLE = [one for one in CORPUS if not one.code]


@pytest.mark.parametrize("one", READABLE, ids=lambda one: one.name)
def test_a_nasty_file_has_its_one_right_reading(reading, one):
    dataset = reading(one.content, **one.options)
    rows = list(zip(*(column.to_pylist() for column in dataset.to_arrow().columns), strict=True))
    assert [column.name for column in dataset.columns] == one.names
    assert dataset.n_rows == len(rows) == (one.n_rows or len(one.rows))
    shown = rows if one.n_rows is None else [rows[0], rows[-1]]
    assert shown == one.rows
    assert [list(map(type, row)) for row in shown] == [list(map(type, row)) for row in one.rows]
    found = {name: getattr(dataset.reading, name) for name in one.reading}
    assert found == one.reading
    assert dataset.reading.doubts == one.doubts
    assert [(row.line, row.text, row.reason) for row in dataset.rejected] == one.rejected
    assert dataset.reading.n_rejected == len(one.rejected)


@pytest.mark.parametrize("one", [one for one in CORPUS if one.code], ids=lambda one: one.name)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(reading, one):
    with pytest.raises(ReadError) as caught:
        reading(one.content, **one.options)
    assert caught.value.code == one.code
    assert caught.value.hint


@pytest.mark.parametrize(
    "one", [one for one in READABLE if len(one.content) < 100_000], ids=lambda one: one.name
)
def test_a_nasty_file_can_be_kept_and_handed_on(reading, catalog, one):
    dataset = reading(one.content, **one.options)
    kept = catalog.keep(dataset, "nasty")
    again = catalog.get("nasty")
    assert again.to_arrow().equals(dataset.to_arrow())
    assert again.reading == kept.reading == dataset.reading
    assert len(again.to_pandas()) == dataset.n_rows
    assert again.rejected == dataset.rejected


def test_the_corpus_is_written_as_files(tmp_path):
    write(tmp_path)
    assert len(list(tmp_path.iterdir())) == len(CORPUS) >= 60
    assert len({one.content + repr(one.options).encode() for one in CORPUS}) == len(CORPUS)


def test_a_reading_with_doubts_survives_the_record(reading):
    dataset = reading("a,b\n01/02/2024,x\n03/04/2024,y\n")
    again = data.Dataset.from_json(dataset.to_json())
    assert again.reading == dataset.reading
    assert len(again.reading.doubts) == 1
