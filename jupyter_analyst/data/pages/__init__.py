"""Pages of rows of any size: filtered, sorted and searched by DuckDB, a hundred rows at a time."""

from jupyter_analyst.data.pages.browser import PAGE, Browser, Page, StoppedError
from jupyter_analyst.data.pages.cells import CUT, Long
from jupyter_analyst.data.pages.condition import OPERATORS, Condition, operators_for
from jupyter_analyst.data.pages.query import Query, Sort

__all__ = [
    "CUT",
    "OPERATORS",
    "PAGE",
    "Browser",
    "Condition",
    "Long",
    "Page",
    "Query",
    "Sort",
    "StoppedError",
    "operators_for",
]
