"""How much a sandbox may use."""

from dataclasses import FrozenInstanceError
from types import SimpleNamespace

import psutil
import pytest

from jupyter_analyst.sandbox.limits import MIB, Limits


def test_limits_are_what_the_documentation_says():
    limits = Limits()
    assert (limits.wall_s, limits.cores, limits.address_space_mib) == (60, 2, 4096)
    assert (limits.scratch_mib, limits.output_mb, limits.message_mib) == (1024, 10, 8)


@pytest.mark.parametrize(
    ("machine_mib", "resident_mib"), [(65536, 2048), (4096, 2048), (2048, 1024)]
)
def test_a_sandbox_holds_at_most_half_the_memory(monkeypatch, machine_mib, resident_mib):
    memory = SimpleNamespace(total=machine_mib * MIB)
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    assert Limits().resident_mib == resident_mib


def test_limits_do_not_change_under_a_running_sandbox():
    with pytest.raises(FrozenInstanceError):
        Limits().wall_s = 1
