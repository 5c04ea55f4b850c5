"""Rights and life that a process gives up."""

import os
import subprocess
import sys
from pathlib import Path


def status_after(code):
    """Return what the kernel says about a process after some code."""
    code = f"import os; from jupyter_analyst.inside import privileges; {code}"
    code += "; print(open('/proc/self/status').read())"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return dict(line.split(":\t", 1) for line in ran.stdout.splitlines() if ":\t" in line)


def test_all_capabilities_are_dropped():
    found = status_after("privileges.drop()")
    assert {int(found[name], 16) for name in ("CapPrm", "CapEff", "CapInh", "CapAmb")} == {0}


def test_no_program_gives_it_more_rights():
    assert status_after("pass")["NoNewPrivs"] == "0"
    assert status_after("privileges.gain_none()")["NoNewPrivs"] == "1"


def test_a_process_whose_host_is_gone_does_not_start():
    code = (
        "from jupyter_analyst.inside import privileges; privileges.die_with(1 << 30); print('on')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (1, "")


def test_a_process_whose_host_is_there_goes_on():
    code = (
        "from jupyter_analyst.inside import privileges; "
        f"privileges.die_with({os.getpid()}); print('on')"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "on\n")
    assert Path("/proc").exists()
