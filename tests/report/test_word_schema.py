"""Documents keep to the schema of the standard, and the schema notices when they do not."""

import io
import zipfile

import pytest
from lxml import etree
from nbformat import v4

from jupyter_analyst.report import TEMPLATES, render

OURS = ("document", "styles", "numbering", "settings", "header", "footer")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {
            name: etree.fromstring(file.read(name))
            for name in file.namelist()
            if name.startswith(tuple(f"word/{part}" for part in OURS)) and name.endswith(".xml")
        }


def faults(schema, content):
    found = {}
    for name, root in parts(content).items():
        if not schema.validate(root):
            found[name] = [error.message for error in schema.error_log]
    return found


def wide():
    html = "<table>" + "<tr>" + "<td>measurement_of_it</td>" * 30 + "</tr></table>"
    output = v4.new_output("display_data", data={"text/html": html})
    return v4.new_code_cell("t", outputs=[output])


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_report_is_valid(schema, book, template):
    assert faults(schema, render(book, ".docx", template=template)) == {}


def test_a_foreign_report_with_everything_is_valid(schema, foreign):
    foreign.cells += [
        wide(),
        v4.new_markdown_cell("1. a\n   - b\n\n> c\n\n~~d~~ **e** *f* `g`\n\n| h |\n|---|\n| i |"),
    ]
    content = render(foreign, ".docx")
    assert set(parts(content)) == {
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/header1.xml",
        "word/footer1.xml",
    }
    assert faults(schema, content) == {}


def test_an_empty_report_is_valid(schema):
    assert faults(schema, render(v4.new_notebook(), ".docx")) == {}


@pytest.mark.parametrize("name", ["pPr", "rPr", "tblPr", "tcPr", "sectPr", "tbl", "tr", "p"])
def test_children_out_of_order_are_noticed(schema, book, name):
    roots = parts(render(book, ".docx")).values()
    root, found = next(
        (root, e) for root in roots for e in root.iter(f"{W}{name}") if len({c.tag for c in e}) > 1
    )
    assert schema.validate(root)
    found.append(found[0])  # the first child becomes the last
    assert not schema.validate(root)


@pytest.mark.parametrize("name", ["style", "lvl", "compat"])
def test_disorder_in_styles_lists_and_settings_is_noticed(schema, book, name):
    roots = parts(render(book, ".docx"))
    root = next(r for r in roots.values() if r.find(f".//{W}{name}") is not None)
    found = root.find(f".//{W}{name}")
    found.insert(0, etree.SubElement(found, f"{W}pPr"))
    assert not schema.validate(root)


@pytest.mark.parametrize(
    ("tag", "attribute", "value"),
    [
        ("tcW", "type", "inches"),
        ("pStyle", "val", None),
        ("tblLook", "wrong", "1"),
        ("fldChar", "fldCharType", "middle"),
        ("bookmarkStart", "id", "a"),
    ],
)
def test_a_wrong_attribute_is_noticed(schema, book, tag, attribute, value):
    document = parts(render(book, ".docx"))["word/document.xml"]
    found = next(document.iter(f"{W}{tag}"))
    if value is None:
        del found.attrib[f"{W}{attribute}"]
    else:
        found.set(f"{W}{attribute}", value)
    assert not schema.validate(document)


def test_an_unknown_element_is_noticed(schema, book):
    document = parts(render(book, ".docx"))["word/document.xml"]
    etree.SubElement(document[0][0], f"{W}poem")
    assert not schema.validate(document)
