import ctypes
import datetime as dt
import signal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest

from jupyter_analyst import data
from jupyter_analyst.data.statistical import reader
from jupyter_analyst.data.statistical.labels import labelled
from jupyter_analyst.data.statistical.times import times_of
from jupyter_analyst.errors import ReadError

NOON = dt.datetime(2024, 1, 31, 12, 30)
FRAME = pd.DataFrame(
    {
        "sex": [1.0, 2.0, 1.0, 9.0],
        "age": [33.0, 41.5, None, 99.0],
        "name": ["Ann", "Bob", "", "Eve"],
        "day": [NOON.date(), None, dt.date(1900, 2, 1), dt.date(2024, 2, 29)],
        "at": [NOON, None, dt.datetime(1960, 1, 1), NOON],
        "clock": [dt.time(1, 2, 3)] * 4,
    }
)
SEXES = {1.0: "male", 2.0: "female", 9.0: "refused"}
READ = {
    "sex": ["male", "female", "male", None],
    "age": [33.0, 41.5, None, None],
    "name": ["Ann", "Bob", None, "Eve"],
    "day": FRAME["day"].to_list(),
    "at": [NOON, None, dt.datetime(1960, 1, 1), NOON],
    "clock": ["01:02:03"] * 4,
}
ABOUT = {"sex": "Sex of the person", "age": "Age in years"}


def write_sav(path, **given):
    labels = {"sex": SEXES, "age": {99.0: "no answer"}}
    missing = {"sex": [9.0], "age": [{"lo": 90, "hi": 99}]}
    pyreadstat.write_sav(
        FRAME,
        path,
        column_labels=ABOUT,
        variable_value_labels=labels,
        missing_ranges=missing,
        **given,
    )


def write_dta(path, version=15):
    told = FRAME.assign(sex=pd.Series([1.0, 2.0, 1.0, "a"], dtype=object))
    told["age"] = pd.Series([33.0, 41.5, None, "b"], dtype=object)
    pyreadstat.write_dta(
        told,
        path,
        version=version,
        column_labels=ABOUT,
        variable_value_labels={"sex": {1: "male", 2: "female", "a": "refused"}},
        missing_user_values={"sex": ["a"], "age": ["b"]},
    )


def write_sas7bdat(path, rows=((1.5, b"Ann", 23406.0), (2.5, b"Bob", 23407.0))):
    """Write a file of SAS; the library can, but offers no function for it in Python."""
    library = ctypes.CDLL(pyreadstat._readstat_writer.__file__)
    size, text, number = ctypes.c_size_t, ctypes.c_char_p, ctypes.c_double
    handle = ctypes.c_void_p
    give = ctypes.CFUNCTYPE(ctypes.c_ssize_t, handle, size, handle)
    written = bytearray()

    @give
    def take(start, length, _):
        written.extend(ctypes.string_at(start, length))
        return length

    library.readstat_writer_init.restype = handle
    library.readstat_add_variable.restype = handle
    writer = handle(library.readstat_writer_init())
    library.readstat_set_data_writer(writer, take)
    variables = []
    for name, kind, width in ((b"x", 5, 8), (b"name", 0, 8), (b"day", 5, 8)):
        added = library.readstat_add_variable(writer, text(name), kind, size(width))
        variables.append(handle(added))
    library.readstat_variable_set_label(variables[0], text(b"A number"))
    library.readstat_variable_set_format(variables[2], text(b"DATE9."))
    assert library.readstat_begin_writing_sas7bdat(writer, None, ctypes.c_long(len(rows))) == 0
    for x, name, day in rows:
        library.readstat_begin_row(writer)
        library.readstat_insert_double_value(writer, variables[0], number(x))
        library.readstat_insert_string_value(writer, variables[1], text(name))
        library.readstat_insert_double_value(writer, variables[2], number(day))
        library.readstat_end_row(writer)
    assert library.readstat_end_writing(writer) == 0
    library.readstat_writer_free(writer)
    path.write_bytes(written)


@pytest.mark.parametrize(
    ("file", "given"),
    [("a.sav", {}), ("a.sav", {"row_compress": True}), ("a.zsav", {"compress": True})],
)
def test_a_file_of_spss_is_read_with_labels_dates_and_missing_values(tmp_path, file, given):
    write_sav(tmp_path / file, **given)
    dataset = data.read(tmp_path / file)
    assert dataset.table.to_pydict() == READ
    assert dataset.reading.sentence() == (
        "SPSS, labels in place of codes in 1 column, 2 values declared missing in 2 columns"
    )
    assert dataset.reading.descriptions == ABOUT
    assert dataset.reading.encoding == "UTF-8"
    assert dataset.reading.doubts == ()


@pytest.mark.parametrize("version", [8, 10, 12, 13, 14, 15])
def test_a_file_of_stata_is_read_with_labels_dates_and_missing_values(tmp_path, version):
    write_dta(tmp_path / "a.dta", version)
    dataset = data.read(tmp_path / "a.dta")
    assert dataset.table.to_pydict() == READ
    assert dataset.reading.sentence() == (
        "Stata, labels in place of codes in 1 column, 2 values declared missing in 2 columns"
    )
    assert dataset.reading.descriptions == ABOUT


def test_a_file_written_by_pandas_for_stata_is_read(tmp_path):
    frame = pd.DataFrame({"g": pd.Categorical(["lo", "hi"]), "n": [1, 2], "x": [0.5, np.nan]})
    frame.to_stata(tmp_path / "a.dta", write_index=False)
    expected = [{"g": "lo", "n": 1, "x": 0.5}, {"g": "hi", "n": 2, "x": None}]
    assert data.read(tmp_path / "a.dta").table.to_pylist() == expected


def test_a_portable_file_of_spss_is_read(tmp_path):
    pyreadstat.write_por(FRAME, tmp_path / "a.por")
    dataset = data.read(tmp_path / "a.por")
    expected = {**READ, "sex": [1, 2, 1, 9], "age": FRAME["age"].replace(np.nan, None).to_list()}
    assert dataset.table.to_pydict() == {name.upper(): one for name, one in expected.items()}
    assert dataset.reading.format == "spss"


@pytest.mark.parametrize("version", [5, 8])
def test_a_transport_file_of_sas_is_read(tmp_path, version):
    frame = FRAME.drop(columns="sex")
    pyreadstat.write_xport(
        frame, tmp_path / "a.xpt", column_labels=ABOUT, file_format_version=version
    )
    dataset = data.read(tmp_path / "a.xpt")
    expected = {**READ, "age": FRAME["age"].replace(np.nan, None).to_list()}
    del expected["sex"]
    assert dataset.table.to_pydict() == expected
    assert dataset.reading.descriptions == {"age": "Age in years"}
    assert dataset.reading.sentence() == "SAS"


def test_a_dataset_of_sas_is_read(tmp_path):
    write_sas7bdat(tmp_path / "a.sas7bdat")
    dataset = data.read(tmp_path / "a.sas7bdat")
    assert dataset.table.to_pylist() == [
        {"x": 1.5, "name": "Ann", "day": dt.date(2024, 1, 31)},
        {"x": 2.5, "name": "Bob", "day": dt.date(2024, 2, 1)},
    ]
    assert dataset.reading.descriptions == {"x": "A number"}
    assert dataset.reading.format == "sas"


def test_such_a_file_is_recognised_whatever_it_is_called(tmp_path):
    write_sav(tmp_path / "sales.csv")
    assert data.read(tmp_path / "sales.csv").reading.format == "spss"


def scale(tmp_path):
    frame = pd.DataFrame({"mood": [1.0, 4.0, 7.0, None]})
    ends = {"mood": {1.0: "bad", 7.0: "good"}}
    pyreadstat.write_sav(frame, tmp_path / "a.sav", variable_value_labels=ends)
    return tmp_path / "a.sav"


def test_a_scale_with_labels_at_its_ends_stays_a_number_with_a_doubt(tmp_path):
    dataset = data.read(scale(tmp_path))
    assert dataset.table.to_pydict() == {"mood": [1, 4, 7, None]}
    assert dataset.reading.doubts == (
        "`mood` has labels for 2 of its 3 values and is read without them; "
        "`labels` decides otherwise",
    )


def test_labels_can_be_asked_for_and_be_left(tmp_path):
    asked = data.read(scale(tmp_path), labels=True)
    assert asked.table.to_pydict() == {"mood": ["bad", "4", "good", None]}
    write_sav(tmp_path / "b.sav")
    left = data.read(tmp_path / "b.sav", labels=False)
    assert left.table.column("sex").to_pylist() == [1, 2, 1, None]
    assert asked.reading.doubts == left.reading.doubts == ()


def test_labels_must_be_true_or_false(tmp_path):
    with pytest.raises(ReadError, match="`labels` is 'yes'; it must be True or False"):
        data.read(scale(tmp_path), labels="yes")


def test_two_codes_with_one_label_are_told_apart():
    found = labelled(pa.chunked_array([[1.0, 2.0, 3.0]]), [(1, "yes"), (2, "yes"), (3, "no")])
    assert found.values.to_pylist() == ["yes (1)", "yes (2)", "no"]


def test_codes_that_are_texts_have_labels_too():
    found = labelled(pa.chunked_array([["m", "f", None]]), [("m ", "male"), ("f", "female")])
    assert found.values.to_pylist() == ["male", "female", None]


def test_labels_of_values_that_do_not_occur_say_nothing():
    column = pa.chunked_array([[33.0, 41.5]])
    found = labelled(column, [(99, "no answer"), ("a", "refused")])
    assert (found.values, found.doubt) == (column, "")


@pytest.mark.parametrize(
    ("program", "spelled", "number", "value"),
    [
        # SAS 9.4 Language Reference: 1 January 2008 is day 17532
        ("sas", "DATE9.", 17532, dt.date(2008, 1, 1)),
        ("sas", "mmddyy10", -1, dt.date(1959, 12, 31)),
        ("sas", "DATETIME20.", 17532 * 86400.0 + 1.5, dt.datetime(2008, 1, 1, 0, 0, 1, 500000)),
        ("sas", "TIME8.", 3723.0, dt.time(1, 2, 3)),
        ("sas", "TIME12.3", 3723.25, dt.time(1, 2, 3, 250000)),
        ("sas", "TIME8.", 90000.0, 90000.0),
        # Stata's manual, [D] Datetime: 01jan2000 is 14610; 2010w1 2600, m1 600, q1 200, h1 100
        ("stata", "%td", 14610, dt.date(2000, 1, 1)),
        ("stata", "%dD_m_Y", 14610, dt.date(2000, 1, 1)),
        ("stata", "%tw", 2600, dt.date(2010, 1, 1)),
        ("stata", "%tw", 2602, dt.date(2010, 1, 15)),
        ("stata", "%tm", 600, dt.date(2010, 1, 1)),
        ("stata", "%tq", 201, dt.date(2010, 4, 1)),
        ("stata", "%th", 101, dt.date(2010, 7, 1)),
        ("stata", "%tc", 14610 * 86400000.0 - 1, dt.datetime(1999, 12, 31, 23, 59, 59, 999000)),
        ("stata", "%tcHH:MM:SS", 3723000.0, dt.time(1, 2, 3)),
        # SPSS counts seconds from 14 October 1582: 12219379200 is 1 January 1970
        ("spss", "DATE11", 12219379200, dt.date(1970, 1, 1)),
        ("spss", "DATETIME23.2", 12219379200.25, dt.datetime(1970, 1, 1, 0, 0, 0, 250000)),
        ("spss", "TIME8", 3723.0, dt.time(1, 2, 3)),
        ("spss", "DTIME10", 90000.5, 90000.5),
    ],
)
def test_numbers_with_a_format_of_time_are_what_the_program_shows(program, spelled, number, value):
    found = times_of(pa.chunked_array([[float(number), None]]), program, spelled)
    assert found.values.to_pylist() == [value, None]


@pytest.mark.parametrize(
    ("program", "spelled"),
    [("sas", "BEST12."), ("sas", ""), ("stata", "%9.0g"), ("stata", "%ty"), ("spss", "F8.2")],
)
def test_numbers_with_another_format_are_numbers(program, spelled):
    assert times_of(pa.chunked_array([[1.0]]), program, spelled) is None


@pytest.mark.parametrize("number", [1e15, -1e15, 1e308, float("inf")])
@pytest.mark.parametrize("spelled", ["%td", "%tw", "%tm", "%tq", "%th", "%tc"])
def test_dates_beyond_the_calendar_stay_numbers_with_a_doubt(spelled, number):
    found = times_of(pa.chunked_array([[number]]), "stata", spelled)
    assert found.values.to_pylist() == [number]
    assert "beyond the years 1 to 9999" in found.doubt


def test_a_column_of_long_times_says_that_it_is_in_seconds(tmp_path):
    frame = pd.DataFrame({"took": [90000.0]})
    pyreadstat.write_sav(frame, tmp_path / "a.sav", variable_format={"took": "TIME8"})
    dataset = data.read(tmp_path / "a.sav")
    assert dataset.table.to_pydict() == {"took": [90000]}
    assert dataset.reading.notes == ("times in `took` as seconds",)


def test_texts_in_another_encoding_need_it_given(tmp_path):
    frame = pd.DataFrame({"v": ["Müller"]})
    pyreadstat.write_xport(frame, tmp_path / "a.xpt")
    content = (tmp_path / "a.xpt").read_bytes()
    (tmp_path / "a.xpt").write_bytes(content.replace("ü".encode(), b"\xfc "))
    with pytest.raises(ReadError, match="give their `encoding`"):
        data.read(tmp_path / "a.xpt")
    dataset = data.read(tmp_path / "a.xpt", encoding="cp1252")
    assert dataset.table.to_pydict() == {"v": ["Mü ller"]}


def test_a_cut_file_is_refused_with_the_reason(tmp_path):
    write_sav(tmp_path / "a.sav")
    (tmp_path / "a.sav").write_bytes((tmp_path / "a.sav").read_bytes()[:-30])
    with pytest.raises(
        ReadError, match=r"`a\.sav` begins like a file of SPSS and cannot"
    ) as caught:
        data.read(tmp_path / "a.sav")
    assert (caught.value.code, "traceback" in str(caught.value).lower()) == ("spss-damaged", False)


def test_a_process_that_faults_is_a_damaged_file(tmp_path, monkeypatch):
    program = tmp_path / "process.py"
    program.write_text(f"import os\nos.kill(os.getpid(), {int(signal.SIGSEGV)})\n")
    monkeypatch.setattr(reader, "_PROCESS", program)
    write_dta(tmp_path / "a.dta")
    with pytest.raises(ReadError, match=r"contradict each other \(signal 11\)") as caught:
        data.read(tmp_path / "a.dta")
    assert caught.value.code == "stata-damaged"


def test_a_process_that_does_not_end_is_ended(tmp_path, monkeypatch):
    program = tmp_path / "process.py"
    program.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(reader, "_PROCESS", program)
    monkeypatch.setattr(reader, "_SECONDS", 0.5)
    write_dta(tmp_path / "a.dta")
    with pytest.raises(ReadError, match="took longer than"):
        data.read(tmp_path / "a.dta")


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "tmp").mkdir()
    write_sav(tmp_path / "a.sav")
    data.read(tmp_path / "a.sav")
    assert list((tmp_path / "tmp").iterdir()) == []


WRITERS = {
    "a.sav": write_sav,
    "a.zsav": lambda path: write_sav(path, compress=True),
    "a.por": lambda path: pyreadstat.write_por(FRAME, path),
    "a.dta": write_dta,
    "a.xpt": lambda path: pyreadstat.write_xport(FRAME, path),
    "a.sas7bdat": write_sas7bdat,
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "flips"),  # each reading starts a process
    [
        ("a.sav", 40),
        ("a.zsav", 30),
        ("a.por", 20),
        ("a.dta", 40),
        ("a.xpt", 20),
        ("a.sas7bdat", 30),
    ],
)
def test_damage_ends_in_a_dataset_or_a_read_error(tmp_path, survives, file, flips):
    WRITERS[file](tmp_path / file)
    survives(tmp_path / file, flips=flips)
