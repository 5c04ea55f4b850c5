"""Where text runs from right to left, marks point and open to the left, as do the keys."""

import pytest
from playwright.sync_api import expect

from jupyter_analyst.widgets.datasets import DatasetsPanel

RENDER = """async ({module, state}) => {
    const url = URL.createObjectURL(new Blob([module], {type: 'text/javascript'}));
    const model = {get: () => state, send() {}, on() {}, off() {}};
    (await import(url)).default.render({model, el: document.querySelector('main')});
}"""
MIRRORED, TURNED = "matrix(-1, 0, 0, 1, 0, 0)", "matrix(0, 1, -1, 0, 0, 0)"


@pytest.fixture(params=[("ltr", "none", "Right"), ("rtl", MIRRORED, "Left")], ids=["ltr", "rtl"])
def direction(request):
    """A direction of text, how a mark is drawn in it, and the arrow that goes on."""
    return request.param


@pytest.fixture
def closed(session, heart_file):
    """A session with a dataset in use, and one that is closed."""
    session.load(heart_file, name="closed")
    session.load(heart_file, name="used")
    return session


def test_in_the_section_for_datasets(page, closed, direction):
    name, drawn, forth = direction
    panel = DatasetsPanel(closed)
    page.set_content(f'<html dir="{name}"><style>{panel._css}</style><main></main></html>')
    page.evaluate(RENDER, {"module": panel._esm, "state": panel.state})
    row = page.locator("[data-row=closed]")
    mark = page.locator(".ja-ds-row", has=row).locator("svg").first
    expect(row).to_have_attribute("aria-expanded", "false")
    expect(mark).to_have_css("transform", drawn)
    row.press(f"Arrow{forth}")
    expect(row).to_have_attribute("aria-expanded", "true")
    expect(mark).to_have_css("transform", "none")  # it points down
    assert page.faults == []


def test_in_a_profile_without_script(page, closed, direction, tmp_path):
    name, drawn, _ = direction
    closed.profile().to_html(tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    page.set_content(text.replace("<html", f'<html dir="{name}"', 1))
    summary = page.locator("th summary").first
    mark = summary.locator("svg").first
    expect(mark).to_have_css("transform", drawn)
    summary.click()
    expect(mark).to_have_css("transform", TURNED)
