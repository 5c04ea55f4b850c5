"""The table of cases is what it says: many, all different, each group with what must work."""

from collections import Counter

import pytest
from escapes import CASES, GROUPS
from escapes.case import Group

NAMES = [
    "reading",
    "writing",
    "network",
    "environment",
    "processes and privileges",
    "memory, CPU, output, kernel death",
    "relay to the page",
    "import of files",
]


def test_all_groups_are_there():
    assert [group.name for group in GROUPS] == NAMES


def test_there_are_more_than_a_hundred_attempts():
    assert len([case for case in CASES if not case.control]) >= 100


def test_no_two_of_a_group_use_the_same_mechanism():
    used = Counter((case.group, case.branch) for case in CASES)
    assert [branch for branch, n in used.items() if n > 1] == []


def test_no_two_have_the_same_name():
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.name)
def test_each_group_has_something_that_must_work(group):
    assert any(case.control for case in group.cases)


def test_each_case_says_what_must_come_back_on_both_levels():
    for case in CASES:
        word = "works: " if case.control else "blocked: "
        assert case.answers.keys() == {"A", "B"}
        assert all(line.startswith(word) for lines in case.answers.values() for line in lines)


def attempt(host):
    import os

    return os.getpid() - os.getpid()


def test_what_is_not_refused_is_told_as_an_escape(capsys):
    """Run here, for it does no harm: an attempt that succeeds does not look like one refused."""
    group = Group("trial")
    group.blocked("none", "EPERM")(attempt)
    exec(group.cases[0].code({}), {})
    assert capsys.readouterr().out == "ESCAPED: 0\n"


def broken(host):
    return no_such_name  # noqa: F821  # a case with a mistake in it


def test_a_case_with_a_mistake_does_not_pass_for_refused(capsys):
    group = Group("trial")
    group.blocked("none", "EPERM")(broken)
    (case,) = group.cases
    exec(case.code({}), {})
    assert capsys.readouterr().out.strip() not in case.answers["A"]
