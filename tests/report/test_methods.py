"""The methods behind results, with their sources numbered through."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from jupyter_analyst.report import methods
from jupyter_analyst.report.methods import Method, methodology

WELCH = "Welch (1947), Biometrika 34, 28-35."
HEDGES = "Hedges (1981), JES 6, 107-128."


@pytest.fixture(autouse=True)
def tools(monkeypatch):
    """Two tools that share a source."""
    known = {
        "ttest_ind": ("Compare two means", (WELCH,)),
        "anova": ("Compare several means", (HEDGES, WELCH)),
    }
    found = {
        name: SimpleNamespace(title=title, docs=SimpleNamespace(references=references))
        for name, (title, references) in known.items()
    }
    monkeypatch.setattr(methods, "registry", lambda: found)


def by_tool(result, tool, method):
    return replace(result, method=method, provenance=replace(result.provenance, tool=tool))


def test_a_tool_that_ran_twice_is_described_once(result):
    found = methodology([result, replace(result, title="Again")])
    assert found.methods == (Method("Compare two means", "Welch's *t* is used [1]."),)


def test_sources_are_numbered_through_and_listed_once(result):
    other = by_tool(result, "anova", "Eta [1]_ and Welch's F [2]_.")
    found = methodology([result, other])
    assert [method.text for method in found.methods] == [
        "Welch's *t* is used [1].",
        "Eta [2] and Welch's F [1].",
    ]
    assert found.references == (WELCH, HEDGES)


def test_a_text_that_cites_nothing_has_its_sources_at_the_end(result):
    (method,) = methodology([by_tool(result, "anova", "F is used.")]).methods
    assert method.text == "F is used. [1, 2]"


def test_a_citation_of_a_source_that_is_not_there_is_dropped(result):
    (method,) = methodology([by_tool(result, "ttest_ind", "So [7]_ it is.")]).methods
    assert method.text == "So it is."


def test_a_tool_that_is_not_installed_keeps_its_text_and_its_id(result):
    found = methodology([by_tool(result, "gone", "Magic [1]_.")])
    assert found.methods == (Method("gone", "Magic."),)
    assert found.references == ()


def test_a_result_without_a_tool_is_named_by_its_title(result):
    found = methodology([replace(result, method="By hand.", provenance=None)])
    assert found.methods == (Method(result.title, "By hand."),)


def test_a_result_without_a_method_adds_none(result):
    assert methodology([replace(result, method="")]).methods == ()


def test_each_version_of_a_library_is_named_once(result):
    newer = replace(result.provenance, versions={"pandas": "3.0.0", "scipy": "1.17.1"})
    found = methodology([result, result, replace(result, provenance=newer)])
    assert found.versions == (("pandas", "2.3.3"), ("scipy", "1.17.1"), ("pandas", "3.0.0"))
