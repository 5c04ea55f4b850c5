"""Tools are found by entry point, our own and those of other packages."""

import pytest

from jupyter_analyst.tools import registry

OURS = {"chart", "correlation", "describe", "km", "ttest_ind"}
PLUGIN = '''
from jupyter_analyst.tools import tool

@tool(group="special", title="Count rows")
def a_count(data):
    """Count rows."""
'''


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A function that makes an installed package with one entry point."""

    def install(target):
        (tmp_path / "a_plugin.py").write_text(PLUGIN, encoding="utf-8")
        info = tmp_path / "a_plugin-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Name: a-plugin\nVersion: 1.0\n", encoding="utf-8")
        text = f"[jupyter_analyst.tools]\na_count = {target}\n"
        (info / "entry_points.txt").write_text(text, encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        registry.cache_clear()

    yield install
    registry.cache_clear()


def test_our_tools_are_there_in_order():
    assert set(registry()) >= OURS
    assert list(registry()) == sorted(registry())


def test_a_package_can_add_a_tool(package):
    package("a_plugin:a_count")
    assert set(registry()) >= OURS | {"a_count"}
    assert registry()["a_count"].title == "Count rows"


@pytest.mark.parametrize("target", ["no_such_module:f", "a_plugin:no_such_name"])
def test_a_tool_that_cannot_be_imported_is_left_out_and_logged(package, target, caplog):
    package(target)
    assert set(registry()) >= OURS
    assert "a_count" not in registry()
    assert target in caplog.text
