"""Data: reading, typing, the catalog of what is kept, the query engine."""

from jupyter_analyst.data.dataset import MIMETYPE, MOST_LEVELS, Column, Dataset, Kind
from jupyter_analyst.data.engine import connect, quote
from jupyter_analyst.data.fingerprint import fingerprint
from jupyter_analyst.data.kept.catalog import Catalog, Entry
from jupyter_analyst.data.kept.shelf import Copy
from jupyter_analyst.data.kept.shelved import ATTRIBUTE, SHELF_INDEX, open  # noqa: A004  # `data.open`
from jupyter_analyst.data.read import read
from jupyter_analyst.data.reading import Reading, Rejected
from jupyter_analyst.data.sources.gather import again
from jupyter_analyst.data.variables import is_table

__all__ = [
    "ATTRIBUTE",
    "MIMETYPE",
    "MOST_LEVELS",
    "SHELF_INDEX",
    "Catalog",
    "Column",
    "Copy",
    "Dataset",
    "Entry",
    "Kind",
    "Reading",
    "Rejected",
    "again",
    "connect",
    "fingerprint",
    "is_table",
    "open",
    "quote",
    "read",
]
