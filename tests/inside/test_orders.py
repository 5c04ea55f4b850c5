"""What the host tells the sandbox arrives whole, once, and nothing else comes along."""

import os
import subprocess
import sys

from jupyter_analyst.inside.orders import VARIABLE, Orders

ORDERS = Orders(
    walls="files and calls",
    parent=1,
    readable=("/usr", "/tmp/ü"),
    scratch="/s",
    sockets="/k",
    address_space=4 << 30,
    file_size=1 << 30,
    open_files=64,
    cores=2,
    preload=("pandas",),
)


def test_orders_arrive_as_they_were_given(monkeypatch):
    monkeypatch.setenv(VARIABLE, ORDERS.to_text())
    assert Orders.from_environment() == ORDERS


def test_foreign_code_does_not_find_them_in_its_environment(monkeypatch):
    monkeypatch.setenv(VARIABLE, ORDERS.to_text())
    Orders.from_environment()
    assert VARIABLE not in os.environ


def test_the_first_code_inside_imports_nothing_of_the_package_but_itself():
    """What is imported before the door is closed can be relied on only if there is little of it."""
    code = (
        "import sys, jupyter_analyst.inside.boot, jupyter_analyst.inside.trial\n"
        "ours = {name for name in sys.modules if name.startswith('jupyter_analyst.')}\n"
        "print(*(ours - {name for name in ours if '.inside' in name}))\n"
        "print(*{'ipykernel', 'zmq', 'numpy', 'pandas'} & set(sys.modules))"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout == "jupyter_analyst._version\n\n"
