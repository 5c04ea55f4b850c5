"""Signatures: what can be given to a function, read from its annotations and docstring."""

from jupyter_analyst.signature.docstring import Docstring, parse
from jupyter_analyst.signature.kinds import (
    Alpha,
    AnyColumn,
    AnyColumns,
    Between,
    ColumnOf,
    EventColumn,
    GroupColumn,
    NumberColumn,
    NumberColumns,
    PairColumn,
    Trim,
)
from jupyter_analyst.signature.line import flag, is_one_line, quoted, typed
from jupyter_analyst.signature.parameter import Parameter, option, parameter

__all__ = [
    "Alpha",
    "AnyColumn",
    "AnyColumns",
    "Between",
    "ColumnOf",
    "Docstring",
    "EventColumn",
    "GroupColumn",
    "NumberColumn",
    "NumberColumns",
    "PairColumn",
    "Parameter",
    "Trim",
    "flag",
    "is_one_line",
    "option",
    "parameter",
    "parse",
    "quoted",
    "typed",
]
