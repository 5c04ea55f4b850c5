"""What a report says of its data."""

from dataclasses import replace
from datetime import date

import pyarrow as pa

from jupyter_analyst import data
from jupyter_analyst.profile import profile
from jupyter_analyst.report.blocks import Grid, Heading, Item, Paragraph, words
from jupyter_analyst.report.datasets import data_part
from jupyter_analyst.report.model import Report


def part(datasets=(), profiles=()):
    return list(data_part(Report("T", "", date(2026, 1, 1), (), datasets, profiles)))


def said(blocks, kind):
    return [words(block.text) for block in blocks if isinstance(block, kind)]


def test_a_dataset_says_its_shape_its_origin_and_how_it_was_read(dataset):
    blocks = part([dataset])
    assert said(blocks, Heading) == ["Data", "dd"]
    first, rejected = said(blocks, Paragraph)
    assert first == (
        "1,820 rows, 2 columns; read from dd.csv (CSV, CP1252, semicolon separated, "
        "decimal comma). Version 618323e00fd6."
    )
    assert rejected == (
        "1 row could not be read. The first: 2 fields where 3 are expected. "
        "They are not part of the analysis."
    )


def test_the_folder_of_a_file_is_nobodys_business(dataset):
    assert "somebody" not in " ".join(said(part([dataset]), Paragraph))


def test_a_frame_was_taken_from_memory(dataset):
    frame = replace(dataset, origin="", reading=data.Reading("frame"), rejected=())
    assert said(part([frame]), Paragraph) == [
        "1,820 rows, 2 columns; taken from memory. Version 618323e00fd6."
    ]


def test_without_a_profile_the_columns_are_listed(dataset):
    (grid,) = [block for block in part([dataset]) if isinstance(block, Grid)]
    assert [[words(cell) for cell in row] for row in grid.rows] == [
        ["regime", "category", "string", "2"],
        ["duration", "number", "double", "many"],
    ]


def test_a_profile_says_what_is_missing_and_what_columns_hold():
    table = pa.table(
        {
            "price": [1.0, 2.0, None, 10.0, 2.0],
            "city": ["Rome", "Rome", "Oslo", "Oslo", "Rome"],
            "day": pa.array([18000] * 4 + [18001], pa.date32()),
            "nothing": pa.nulls(5, pa.float64()),
        }
    )
    found = profile(data.read(table.to_pandas(), name="shop"))
    blocks = part(profiles=[found])
    assert said(blocks, Heading) == ["Data", "shop"]
    assert said(blocks, Paragraph)[0].startswith("30\u202f% of the cells are empty; 0 rows repeat")
    assert any("nothing" in text or "empty" in text for text in said(blocks, Item))
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    rows = {words(row[0]): [words(cell) for cell in row[2:]] for row in grid.rows}
    assert rows["price"] == ["20\u202f%", "3", "1 to 10, median 2"]
    assert rows["city"][2] == "Rome (60\u202f%), Oslo (40\u202f%)"
    assert rows["day"][2].startswith("2019-04-14")
    assert rows["nothing"][0] == "100\u202f%"


def test_a_dataset_and_its_profile_stand_under_one_heading(dataset):
    found = replace(
        profile(data.read(pa.table({"a": [1, 2]}).to_pandas(), name="x")),
        name=dataset.name,
        version=dataset.version,
    )
    blocks = part([dataset], [found])
    assert said(blocks, Heading) == ["Data", "dd"]
    assert sum(isinstance(block, Grid) for block in blocks) == 1


def test_without_data_there_is_no_part():
    assert part() == []
