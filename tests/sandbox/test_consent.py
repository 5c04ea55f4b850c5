"""On a weak level code runs only if a person says so, each time; else it does not."""

import pytest

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox import Sandbox, kernel
from jupyter_analyst.sandbox import client as clients
from jupyter_analyst.sandbox.consent import Consent
from jupyter_analyst.sandbox.walls.level import Level, Standing

WEAK = Standing(Level.C, works=True, words="No walls.")


@pytest.fixture
def weak(monkeypatch, tmp_path):
    """A sandbox on a machine that has limits only."""
    monkeypatch.setattr(clients, "choose", lambda *_: Level.C)
    found = Sandbox(tmp_path, spare=False)
    yield found
    found.close()


def test_a_level_that_is_good_enough_asks_nobody():
    Consent("B").check(Standing(Level.B, works=True, words=""), None)
    Consent("C").check(WEAK, None)


def test_where_nobody_can_be_asked_it_is_refused_with_the_setting_that_permits():
    with pytest.raises(SandboxError) as caught:
        Consent("B").check(WEAK, None)
    assert caught.value.code == "sandbox-asks"
    assert "`ANALYST_ASK_BELOW=C`" in caught.value.hint
    assert "No walls." in caught.value.hint


def test_the_question_says_what_the_level_means():
    asked = []
    Consent("A").check(WEAK, lambda words: asked.append(words) or True)
    assert asked == ["Level C. No walls. Run this code?"]


def test_below_the_other_line_nobody_is_asked():
    with pytest.raises(SandboxError, match="level C is below B") as caught:
        Consent("A", "B").check(WEAK, lambda _: True)
    assert "`refuse_below`" in caught.value.hint


def test_no_means_no():
    with pytest.raises(SandboxError, match="you said no"):
        Consent("A").check(Standing(Level.B, works=True, words=""), lambda _: False)


@pytest.mark.slow
def test_each_run_asks_and_runs_only_what_was_allowed(weak):
    answers = iter([True, False, True])
    asked = []

    def allow(words):
        asked.append(words)
        return next(answers)

    assert weak.run("x = 1; x", allow=allow).text == "1"
    refused = weak.run("x = 2; x", allow=allow)
    assert (refused.status, refused.outputs) == ("refused", ())
    assert weak.run("x", allow=allow).text == "1"
    assert len(asked) == 3
    assert "can read your files and reach the network" in asked[0]


@pytest.mark.slow
def test_without_anybody_nothing_runs(weak, tmp_path):
    ran = weak.run(f"open({str(tmp_path / 'ran')!r}, 'w')")
    assert ran.status == "refused"
    assert not (tmp_path / "ran").exists()


@pytest.mark.slow
def test_limits_hold_without_walls(weak):
    ran = weak.run("import resource; resource.getrlimit(resource.RLIMIT_AS)", allow=lambda _: True)
    assert ran.text == str((4032 * 2**20, 4096 * 2**20))  # some is kept for telling of errors
    assert ran.level == "C"
    ran = weak.run("import os; sorted(os.environ)", allow=lambda _: True)
    assert "SECRET" not in ran.text
    assert "ANALYST_HOME" not in ran.text


@pytest.mark.slow
def test_a_system_without_sockets_that_are_files_uses_ports(weak, monkeypatch):
    monkeypatch.setattr(kernel, "_LISTENS", kernel._by_ports)
    ran = weak.run("get_ipython().kernel.parent.transport", allow=lambda _: True)
    assert (ran.text, ran.fault) == ("'tcp'", "")
    assert weak.run("print('x' * 20_000_000)", allow=lambda _: True).fault.startswith("Stopped")
    assert weak.run("6 * 7", allow=lambda _: True).text == "42"
