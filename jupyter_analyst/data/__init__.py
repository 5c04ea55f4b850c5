"""Data: reading, typing, the catalog of what is kept, the query engine."""

from jupyter_analyst.data.catalog import Catalog, Entry
from jupyter_analyst.data.dataset import MIMETYPE, MOST_LEVELS, Column, Dataset, Kind
from jupyter_analyst.data.engine import connect, quote
from jupyter_analyst.data.read import read
from jupyter_analyst.data.reading import Reading, Rejected

__all__ = [
    "MIMETYPE",
    "MOST_LEVELS",
    "Catalog",
    "Column",
    "Dataset",
    "Entry",
    "Kind",
    "Reading",
    "Rejected",
    "connect",
    "quote",
    "read",
]
