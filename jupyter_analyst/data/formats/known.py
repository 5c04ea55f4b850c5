"""Which format a file has, whatever it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst.data.delimited.reader import DELIMITED
from jupyter_analyst.data.documents.reader import JSON
from jupyter_analyst.data.formats import checks
from jupyter_analyst.data.formats.arrow import ARROW
from jupyter_analyst.data.formats.duckdb_file import DUCKDB
from jupyter_analyst.data.formats.parquet import PARQUET
from jupyter_analyst.data.formats.sqlite import SQLITE
from jupyter_analyst.data.formats.workbooks.reader import WORKBOOK
from jupyter_analyst.data.statistical.reader import SAS, SPSS, STATA
from jupyter_analyst.errors import ReadError

if TYPE_CHECKING:
    from jupyter_analyst.data.formats.file import File
    from jupyter_analyst.data.formats.format import Format
    from jupyter_analyst.data.options import Options

FORMATS: tuple[Format, ...] = (
    PARQUET,
    ARROW,
    SQLITE,
    DUCKDB,
    WORKBOOK,
    SPSS,
    STATA,
    SAS,
    JSON,
    DELIMITED,
)
"""All formats in the order in which they are tried; delimited text, which anything may be, last."""

SUFFIXES = frozenset(suffix for one in FORMATS for suffix in one.suffixes)
"""How the names of files that can be read usually end, in lower case."""

_BY_NAME: dict[str, Format] = {
    "csv": DELIMITED,
    "parquet": PARQUET,
    "arrow": ARROW,
    "excel": WORKBOOK,
    "ods": WORKBOOK,
    "json": JSON,
    "json-lines": JSON,
    "spss": SPSS,
    "stata": STATA,
    "sas": SAS,
    "sqlite": SQLITE,
    "duckdb": DUCKDB,
}


def options_of(name: str) -> frozenset[str]:
    """Return which options of reading a format knows.

    Parameters
    ----------
    name : str
        A format as `Reading` has it; a table in memory knows none.
    """
    if name == "sql":
        return frozenset(("table", "query", "password_env"))
    found = _BY_NAME.get(name)
    return found.options if found else frozenset()


def format_of(file: File, given: Options) -> Format:
    """Return the format of a file.

    Parameters
    ----------
    file : File
        The file.
    given : Options
        What a person decided; only options the format knows may be given.

    Raises
    ------
    ReadError
        If no format fits, or an option does not apply to the one that does.
    """
    found = next(one for one in FORMATS if one.is_one(file, given))
    if found is DELIMITED:
        checks.check_text(file, given.encoding)
    check_options(given, found.words, found.options)
    return found


def check_options(given: Options, words: str, known: frozenset[str] = frozenset()) -> None:
    """Check that only options are given that mean something for what is read.

    Parameters
    ----------
    given : Options
        What a person decided.
    words : str
        What is read, for the message.
    known : frozenset of str
        The options it knows.

    Raises
    ------
    ReadError
        If another one is given.
    """
    for name in given.given():
        if name not in known:
            takers = [one.words for one in FORMATS if name in one.options]
            told = f"; it describes {' or '.join(takers)}" if takers else ""
            message = f"`{name}` does not apply to {words}{told}."
            raise ReadError(message, hint="Leave it out.", code="option-wrong")
