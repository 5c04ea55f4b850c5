"""Copied beside a guide as conftest.py: nbval compares what is shown, not the records behind it.

The records hold times and versions in JSON, which nbval's sanitizer does not reach; every number in
them is shown in HTML and text, which are compared.
"""

RECORDS = tuple(
    f"application/vnd.jupyter-analyst.{kind}+json"
    for kind in ("dataset", "profile", "result", "chart", "answer", "execution", "table")
)


def pytest_itemcollected(item):
    if RECORDS[0] not in getattr(item.parent, "skip_compare", RECORDS):
        item.parent.skip_compare += RECORDS
