"""A notebook is read as one record."""

from datetime import date

from nbformat import v4

from jupyter_analyst import charts, tools
from jupyter_analyst.report.blocks import Figure, Heading, Paragraph, words
from jupyter_analyst.report.model import read_notebook


def test_a_session_gives_title_author_data_results_and_code(book, result):
    report = read_notebook(book, today=date(2026, 11, 21))
    assert report.title == "How long do leaders stay?"
    assert report.author == "A. Analyst"
    assert report.date == date(2026, 11, 21)
    assert [dataset.name for dataset in report.datasets] == ["dd"]
    assert report.results == (result,)
    assert [(source.number, source.code) for source in report.sources] == [
        (2, 'analyst.load("dd.csv")'),
        (3, 'analyst.ttest_ind("dd", value="duration")'),
    ]


def test_records_of_the_data_are_no_part_of_the_body(book):
    kinds = [type(item) for item in read_notebook(book).body]
    assert kinds == [tools.Result, Heading, Paragraph]


def test_the_day_of_the_report_is_today(book):
    assert read_notebook(book).date == date.today()


def test_a_foreign_title_is_its_first_heading_which_is_not_repeated(foreign):
    report = read_notebook(foreign)
    assert report.title == "Houses"
    assert report.language == "R"
    assert "Houses" not in [words(b.text) for b in report.body if isinstance(b, Heading)]


def test_the_given_title_wins_and_the_name_of_the_file_comes_last(foreign):
    assert read_notebook(foreign, title="Mine", name="file").title == "Mine"
    assert read_notebook(v4.new_notebook(), name="file").title == "file"
    assert read_notebook(v4.new_notebook()).title == "Analysis report"


def test_skipped_cells_leave_no_trace_but_their_code():
    cell = v4.new_code_cell("secret()", metadata={"tags": ["analyst-skip"]})
    cell.outputs = [v4.new_output("stream", text="SECRET")]
    report = read_notebook(v4.new_notebook(cells=[cell]))
    assert report.body == ()
    assert [source.code for source in report.sources] == ["secret()"]


def test_raw_and_empty_cells_are_passed_over():
    cells = [v4.new_raw_cell("raw"), v4.new_code_cell("  "), v4.new_markdown_cell("")]
    report = read_notebook(v4.new_notebook(cells=cells))
    assert (report.body, report.sources) == ((), ())


def test_a_heading_that_announces_a_result_by_its_title_is_not_repeated(result):
    shown = v4.new_output("display_data", data={tools.MIMETYPE: result.to_json()})
    cells = [
        v4.new_markdown_cell(f"## {result.title}"),
        v4.new_code_cell("x", outputs=[shown]),
    ]
    assert read_notebook(v4.new_notebook(cells=cells)).body == (result,)


def test_a_chart_that_stands_in_a_result_of_the_same_cell_is_not_repeated(result, chart):
    bundles = [{charts.MIMETYPE: chart.to_json()}, {tools.MIMETYPE: result.to_json()}]
    outputs = [v4.new_output("display_data", data=bundle) for bundle in bundles]
    both = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=outputs)])
    assert read_notebook(both).body == (result,)
    alone = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=outputs[:1])])
    assert [type(item) for item in read_notebook(alone).body] == [Figure]


def test_data_shown_twice_are_listed_once(book):
    book.cells.append(book.cells[1])
    assert len(read_notebook(book).datasets) == 1


def test_authors_are_read_in_both_spellings():
    found = v4.new_notebook(metadata={"authors": [{"name": "A"}, "B", {"mail": "c"}]})
    assert read_notebook(found).author == "A, B"


def test_programs_that_made_the_notebook_are_named(book, foreign):
    assert [name for name, _ in read_notebook(book).software] == ["jupyter_analyst", "python"]
    assert read_notebook(foreign).software == ()
