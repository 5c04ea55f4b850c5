"""The words of a session about how its datasets were read."""

# mypy: disable-error-code="no-any-return"
# (the modules that do the work are imported late)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.session.services import Services


class ReadingWords:
    """What can be seen and changed of a reading; a part of `Session`."""

    services: Services

    def overview(self, opened: Collection[str] = ()) -> dict[str, Any]:
        """Return the datasets that are kept as JSON values, some with versions and reading.

        Parameters
        ----------
        opened : collection of str
            Names of the datasets of which all is told.
        """
        return self.services.overview.overview(self, opened)

    def line_again(self, name: str, changes: Mapping[str, Any]) -> str:
        """Return the line that reads a dataset once more, with some options changed.

        Parameters
        ----------
        name : str
            Name of the dataset.
        changes : mapping
            Options of `load` by name; None for what is to be found out.
        """
        return self.services.overview.line_again(self, name, changes)

    def read_again(self, name: str, **changes: Any) -> Dataset:
        """Read a dataset once more, with some options changed, and use it from now on.

        Parameters
        ----------
        name : str
            Name of the dataset.
        **changes : object
            Options of `load`; None for what is to be found out. The others stay as they are.
        """
        return self.services.overview.read_again(self, name, changes)
