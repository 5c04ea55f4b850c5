"""Both sides list the same messages."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from jupyter_analyst.bridge import messages

THEIRS = (Path(__file__).parents[2] / "labextension" / "src" / "messages.ts").read_text()


def interface(name):
    """Return the names in an interface of the sidebar's list."""
    (body,) = re.findall(rf"interface {name} \{{(.*?)\n\}}", THEIRS, re.DOTALL)
    return re.findall(r"^  (\w+)\??:", body, re.MULTILINE)


def sent(kind):
    """Return the names in a message to the kernel, without its kind."""
    (body,) = re.findall(rf"\{{ kind: '{kind}'; (.*?) \}}", THEIRS)
    return re.findall(r"(\w+):", body)


@pytest.mark.parametrize(
    ("record", "name"),
    [(messages.State, "State"), (messages.Offer, "Dataset"), (messages.Insert, "Insertion")],
)
def test_what_the_kernel_sends_is_what_the_sidebar_reads(record, name):
    assert {field.name for field in fields(record)} == set(interface(name))


@pytest.mark.parametrize(
    ("record", "kind"),
    [(messages.Hello, "hello"), (messages.Inserted, "inserted"), (messages.Use, "use")],
)
def test_what_the_sidebar_sends_is_what_the_kernel_reads(record, kind):
    assert [field.name for field in fields(record)] == sent(kind)
    values = {field.name: "x" for field in fields(record)}
    assert messages.read({"kind": kind} | values) == record(**values)


def test_the_comm_has_the_same_name_on_both_sides():
    assert f"TARGET = '{messages.TARGET}'" in THEIRS
