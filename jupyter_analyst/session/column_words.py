"""The words of a session about what columns mean."""

# mypy: disable-error-code="no-any-return"
# (the modules that do the work are imported late)

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jupyter_analyst.session.listing import Listing
    from jupyter_analyst.session.services import Services


class ColumnWords:
    """What can be said of columns; a part of `Session`."""

    services: Services

    def columns(self, name: str | None = None) -> Listing:
        """List what the columns mean, why it seems so, and what was said of them.

        Parameters
        ----------
        name : str
            Name of a dataset; the one in use if left out.
        """
        return self.services.meanings.columns(self, name)

    def column(  # noqa: PLR0913  # each is an option that is typed
        self,
        column: str,
        *,
        name: str | None = None,
        type: str | None = None,  # noqa: A002  # the word a person looks for
        role: str | None = None,
        unit: str | None = None,
        description: str | None = None,
        synonyms: Sequence[str] | None = None,
        reset: bool = False,
    ) -> Listing:
        """Say what a column means; it stays said in all versions of the dataset.

        Parameters
        ----------
        column : str
            The column.
        name : str
            Name of a dataset; the one in use if left out.
        type : str
            Its semantic type, such as money, percent, ordered, id, country.
        role : str
            Its part in an analysis: id, time, event, group, measure or text.
        unit : str
            Its unit or currency.
        description : str
            What it is about.
        synonyms : list of str
            What it is called, too.
        reset : bool
            Whether all that was said of it before is forgotten.
        """
        said = {
            "type": type,
            "role": role,
            "unit": unit,
            "description": description,
            "synonyms": synonyms,
        }
        return self.services.meanings.column(self, column, name, said, reset=reset)

    def measure(
        self, words: str = "", *, name: str | None = None, remove: str | None = None
    ) -> Listing:
        """Name a measure made of columns, such as `revenue = price * qty`, or list them.

        Parameters
        ----------
        words : str
            Name, `=` and formula of numbers, columns, + - * / ( ) and the aggregates sum, mean,
            median, min, max, count; a name of several words stands in backticks. All measures are
            listed if left out.
        name : str
            Name of a dataset; the one in use if left out.
        remove : str
            A measure to forget.
        """
        return self.services.meanings.measure(self, words, name, remove)
