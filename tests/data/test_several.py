"""Several files as one table: lists, patterns, folders."""

import datetime
from decimal import Decimal

import nbformat
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jupyter_analyst import data
from jupyter_analyst.errors import ReadError, UnknownNameError
from jupyter_analyst.magics.line import run_line


@pytest.fixture
def folder(tmp_path):
    """A folder that holds nothing else."""
    path = tmp_path / "data"
    path.mkdir()
    return path


def write(folder, **files):
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content)


def parquet(path, **columns):
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path)


def refusal(path, **given):
    with pytest.raises(ReadError) as caught:
        data.read(path, **given)
    return caught.value


def test_a_list_of_files_is_one_table_in_the_order_given(folder):
    write(folder, jan="n\n1\n", feb="n\n2\n")
    found = data.read([folder / "jan.csv", str(folder / "feb.csv")], source_column="file")
    assert found.table.to_pydict() == {"n": [1, 2], "file": ["jan.csv", "feb.csv"]}
    assert found.reading.notes == ("2 files as one",)
    assert (found.name, found.origin) == ("data", f"{folder}/jan.csv and feb.csv")


def test_a_pattern_takes_files_in_the_order_people_expect(folder):
    write(folder, day10="n\n10\n", day2="n\n2\n", Day1="n\n1\n", other="n\n0\n")
    found = data.read(f"{folder}/[dD]ay*.csv")
    assert found.table["n"].to_pylist() == [1, 2, 10]
    assert found.origin == f"{folder}/[dD]ay*.csv"


def test_the_name_is_how_all_names_begin_else_that_of_the_folder(folder):
    write(folder, sales_2023="n\n1\n", sales_2024="n\n2\n", x="n\n3\n")
    assert data.read(f"{folder}/sales_*.csv").name == "sales"
    assert data.read(f"{folder}/*.csv").name == "data"
    assert data.read(folder).name == "data"
    assert data.read(f"{folder}/x*").name == "x"


def test_two_stars_look_in_all_folders(folder):
    for year in ("2023", "2024"):
        (folder / year).mkdir()
        write(folder / year, a=f"n\n{year}\n")
    found = data.read(f"{folder}/**/*.csv", source_column="file")
    assert found.table.to_pydict() == {"n": [2023, 2024], "file": ["2023/a.csv", "2024/a.csv"]}


def test_a_file_with_a_bracket_in_its_name_is_no_pattern(folder):
    write(folder, **{"a[1]": "n\n1\n"})
    assert data.read(folder / "a[1].csv").table.to_pydict() == {"n": [1]}


def test_a_pattern_without_a_match_names_near_files(folder):
    write(folder, sales="n\n1\n")
    error = refusal(f"{folder}/sales*.cvs")
    assert (error.code, error.hint) == ("file-missing", "Did you mean `sales.csv`?")
    assert refusal(f"{folder}/no/*.csv").hint == f"The folder `{folder}/no` does not exist."


def test_a_missing_file_of_a_list_is_named(folder):
    write(folder, a="n\n1\n")
    error = refusal([folder / "a.csv", folder / "b.csv"])
    assert (error.code, f"`{folder}/b.csv`" in error.message) == ("file-missing", True)


def test_an_empty_list_is_refused():
    assert refusal([]).code == "source-unknown"


def test_something_else_in_a_list_is_refused():
    error = refusal([3])
    assert (error.code, "type `int` is no file" in error.message) == ("source-unknown", True)


def test_the_same_file_twice_counts_once(folder):
    write(folder, a="n\n1\n", b="n\n2\n")
    assert data.read([folder / "a.csv", f"{folder}/*.csv"]).n_rows == 2


def test_a_column_that_a_file_has_not_is_missing_there(folder):
    write(folder, a="x,y\n1,u\n", b="y,z\nv,2.5\n")
    found = data.read(f"{folder}/*.csv")
    assert found.table.to_pydict() == {"x": [1, None], "y": ["u", "v"], "z": [None, 2.5]}


def test_whole_and_decimal_numbers_become_decimal_where_that_is_exact(folder):
    write(folder, a="n\n1\n", b="n\n2.5\n")
    found = data.read(f"{folder}/*.csv")
    assert (found.table["n"].to_pylist(), found.reading.doubts) == ([1.0, 2.5], ())
    assert found["n"].type == "double"


def test_numbers_that_no_common_type_holds_become_text(folder):
    write(folder, a="n\n9007199254740993\n", b="n\n2.50\n")  # 2 ** 53 + 1
    found = data.read(f"{folder}/*.csv")
    assert found.table["n"].to_pylist() == ["9007199254740993", "2.50"]
    assert found.reading.doubts == (
        "`n` is kept as text, for there are whole numbers in `a.csv` and decimal numbers "
        "in `b.csv`; `types` decides",
    )


def test_a_number_beside_texts_is_kept_as_it_stands_in_its_file(folder):
    write(folder, a="code,n\n1.50,1\nNA,2\n2.25,3\n", b="code,n\nx7,4\n")
    found = data.read(f"{folder}/*.csv")
    assert found.table.to_pydict() == {"code": ["1.50", None, "2.25", "x7"], "n": [1, 2, 3, 4]}
    assert len(found.reading.doubts) == 1


def test_a_column_that_is_empty_in_one_file_takes_the_type_of_the_others(folder):
    write(folder, a="n,m\n,1\n", b="n,m\n2,1\n")
    found = data.read(f"{folder}/*.csv")
    assert (found.table["n"].to_pylist(), found["n"].type) == ([None, 2], "int64")


def test_types_of_parquet_files_widen_exactly(folder):
    day = datetime.date(2024, 1, 2)
    parquet(
        folder / "a.parquet", i=pa.array([1], pa.int8()), t=[day], d=[Decimal(10**20)], b=[True]
    )
    noon = datetime.datetime(2024, 1, 2, 12)
    parquet(folder / "b.parquet", i=pa.array([300], pa.int64()), t=[noon], d=[1], b=[7])
    found = data.read(folder)
    assert found.table.to_pydict() == {
        "i": [1, 300],
        "t": [datetime.datetime(2024, 1, 2), noon],
        "d": [Decimal(10**20), Decimal(1)],
        "b": ["true", "7"],
    }


def test_a_folder_of_parquet_partitions_becomes_columns(folder):
    for year, month, n in ((2023, "12", 1), (2024, "1", 2), (2024, "10", 3)):
        parquet(folder / f"year={year}" / f"month={month}" / "part-0.parquet", n=[n])
    parquet(folder / "year=2024" / "month=__HIVE_DEFAULT_PARTITION__" / "p.parquet", n=[4])
    (folder / "_SUCCESS").touch()
    (folder / "year=2024" / "_tmp").mkdir()
    (folder / "year=2024" / "_tmp" / "half.parquet").write_bytes(b"PAR1")
    found = data.read(folder)
    assert found.table.sort_by("n").to_pydict() == {
        "n": [1, 2, 3, 4],
        "year": [2023, 2024, 2024, 2024],
        "month": [12, 1, 10, None],
    }
    assert found.name == "data"


def test_partitions_that_arrow_wrote_are_read_back(folder):
    table = pa.table({"n": [1, 2, 3], "place": ["Köln/Süd", "a=b", None]})
    pq.write_to_dataset(table, folder, partition_cols=["place"])
    found = data.read(f"{folder}/*/*.parquet")
    assert found.table.sort_by("n").to_pydict() == table.to_pydict()


def test_a_column_of_the_file_stands_above_the_name_of_its_folder(folder):
    parquet(folder / "year=2023" / "a.parquet", year=[1], n=[1])
    assert data.read(folder).table.to_pydict() == {"year": [1], "n": [1]}


def test_a_folder_of_several_kinds_asks_which(folder):
    write(folder, a="n\n1\n", b="n\n1\n")
    parquet(folder / "c.parquet", n=[1])
    error = refusal(folder)
    assert (error.code, error.hint) == ("file-is-folder", f"Say which, such as `{folder}/*.csv`.")
    assert "2 kinds: 2 `.csv` and 1 `.parquet`" in error.message
    assert data.read(f"{folder}/*").reading.notes == (
        "3 files as one",
        "format differs between the files",
    )


@pytest.mark.parametrize(
    ("log", "table"),
    [
        ("_delta_log/0.json", "a Delta Lake table"),
        ("metadata/v1.metadata.json", "an Iceberg table"),
    ],
)
def test_a_folder_in_which_not_every_file_counts_is_refused(folder, log, table):
    parquet(folder / "a.parquet", n=[1])
    (folder / log).parent.mkdir()
    (folder / log).write_text("{}")
    error = refusal(folder)
    assert (error.code, table in error.message) == ("file-is-folder", True)


def test_too_many_files_are_refused_before_they_are_read(folder, monkeypatch):
    monkeypatch.setattr("jupyter_analyst.data.sources.places._MOST_FILES", 2)
    write(folder, a="n\n1\n", b="n\n1\n", c="n\n1\n")
    assert refusal(f"{folder}/*").code == "files-many"


def test_rows_set_aside_say_from_which_file_they_are(folder):
    write(folder, a="x,y\n1,2\n3,4\n1,2,3\n5,6\n", b="x,y\n1,2\n3,4\n5,6\n7,8,9\n")
    found = data.read(f"{folder}/*.csv")
    assert [(row.line, row.reason[:7]) for row in found.rejected] == [
        (4, "a.csv: "),
        (5, "b.csv: "),
    ]
    assert found.reading.n_rejected == 2


def test_the_limit_is_for_all_together(folder):
    write(folder, a="n\n" + "1\n" * 400, b="n\n" + "1\n" * 400)
    assert data.read(folder, max_mb=0.002).n_rows == 800
    error = refusal(folder, max_mb=0.001)
    assert (error.code, "together more than 0.001 MB" in error.message) == ("file-too-large", True)


def test_the_version_changes_with_any_content_and_with_the_names(folder):
    write(folder, a="n\n1\n", b="n\n2\n")
    first = data.read(folder).version
    assert data.read(f"{folder}/*.csv").version == first
    assert data.read(folder, source_column="file").version != first
    write(folder, b="n\n3\n")
    assert data.read(folder).version != first


def test_a_source_column_may_not_be_there_already(folder):
    write(folder, a="n\n1\n")
    error = refusal(folder / "a.csv", source_column="n")
    assert (error.code, error.message) == (
        "option-wrong",
        "`source_column` is 'n', which is a column already.",
    )


def test_a_type_may_be_given_for_a_column_that_only_some_files_have(folder):
    write(folder, a="x\n1\n", b="y\n2\n")
    found = data.read(folder, types={"y": "text"})
    assert found.table.to_pydict() == {"x": [1, None], "y": [None, "2"]}
    with pytest.raises(UnknownNameError, match="in any of the files"):
        data.read(folder, types={"z": "text"})


def test_different_signs_beside_numbers_are_doubted(folder):
    write(folder, a="price\n€5\n€6\n", b="price\n$7\n$8\n")
    found = data.read(folder)
    assert found.table["price"].to_pylist() == [5, 6, 7, 8]
    assert found.reading.doubts == (
        "numbers of `price` stand beside € in `a.csv` and $ in `b.csv`; `types` keeps them as text",
    )


def test_files_that_are_spelled_differently_say_so(folder):
    write(folder, a="x;y\n1,5;2\n2,5;3\n", b="x,y\n2.5,3\n3.5,4\n")
    found = data.read(folder)
    assert found.table.to_pydict() == {"x": [1.5, 2.5, 2.5, 3.5], "y": [2, 3, 3, 4]}
    assert found.reading.notes == (
        "2 files as one",
        "delimiter differs between the files",
        "decimal differs between the files",
    )


def test_several_files_are_loaded_by_a_step_that_can_be_run_again(session, folder, monkeypatch):
    write(folder, a="n\n1\n", b="n\n2\n")
    monkeypatch.chdir(folder)
    loaded = session.load(["a.csv", "b.csv"], "both")
    assert loaded.to_arrow().to_pydict() == {"n": [1, 2]}
    session.load("*.csv", "all")
    saved = nbformat.read(session.save(folder / "made.ipynb").path, as_version=4)
    calls = [cell.source for cell in saved.cells if cell.source.startswith("analyst.load")]
    assert calls == [
        'analyst.load(["a.csv", "b.csv"], name="both")',
        'analyst.load("*.csv", name="all")',
    ]


def test_a_pattern_and_a_name_with_a_comma_are_loaded_by_the_magic(session, folder):
    write(folder, a="n\n1\n", b="n\n2\n", **{"c, d": "n\n3\n"})
    assert run_line(session, f"load {folder}/?.csv --as both --source-column file", {}).n_rows == 2
    assert run_line(session, f'load "{folder}/c, d.csv"', {}).name == "c_d"
