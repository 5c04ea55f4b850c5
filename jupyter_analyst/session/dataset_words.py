"""The words of a session about datasets: load, choose, tidy up, compare, make smaller."""

# mypy: disable-error-code="no-any-return,arg-type"
# (the modules that do the work are imported late; they take the whole session)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.options import with_options
from jupyter_analyst.data.sources.database import addressed
from jupyter_analyst.session import loading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.data.optimised import Optimised
    from jupyter_analyst.profile.drift import Drift
    from jupyter_analyst.session.listing import Listing
    from jupyter_analyst.session.rows import Grid
    from jupyter_analyst.session.services import Services


class DatasetWords:
    """What can be done with datasets; a part of `Session`."""

    services: Services

    @with_options
    def load(
        self,
        source: str | Path | Sequence[str | Path] | pd.DataFrame | pa.Table,
        name: str | None = None,
        **reading: Any,
    ) -> Dataset:
        """Read a file or frame, keep it, and use it from now on.

        Parameters
        ----------
        source : path, list of paths or frame
            A file of any format that is known, packed or not; a folder or a pattern such as
            ``data/*.csv`` for several as one; an https address; the word ``clipboard``; the
            address of a database; or a variable that holds a table.
        name : str
            What it is called from now on; taken from the file if left out.
        **reading
            The overrides.
        """
        chosen = {key: value for key, value in reading.items() if value is not None}
        return loading.load(self, addressed(source), name, chosen)

    def use(self, name: str, version: str | None = None) -> Dataset:
        """Use a dataset that is kept from now on.

        Parameters
        ----------
        name : str
            Its name.
        version : str
            One of its versions; the newest if left out.
        """
        return loading.use(self, name, version)

    def dataset(self, name: str | None = None) -> Dataset:
        """Return a dataset that is kept, or the one in use.

        Parameters
        ----------
        name : str
            Its name; the one in use if left out.
        """
        return loading.find(self, name)

    def datasets(self, name: str | None = None) -> Listing:
        """List the datasets that are kept, or the versions of one.

        Parameters
        ----------
        name : str
            Name of a dataset; all of them, without their versions, if left out.
        """
        if name is not None:
            return self.services.datasets.versions(self, name)
        return self.services.lists.datasets(self)

    def grid(self, name: str | None = None) -> Grid:
        """Browse, sort and filter all rows of a dataset.

        Parameters
        ----------
        name : str
            Name of a dataset; the one in use if left out.
        """
        return self.services.rows.grid(self, name)

    def rows(
        self,
        name: str | None = None,
        *,
        where: Sequence[Sequence[Any]] = (),
        sort: Sequence[str] = (),
        search: str = "",
        columns: Sequence[str] = (),
    ) -> pd.DataFrame:
        """Return the rows that meet conditions, as a frame: what a grid shows.

        Parameters
        ----------
        name : str
            Name of a dataset; the one in use if left out.
        where : list of lists
            Conditions, all to be met: a column, an operator such as ``">="`` or ``"contains"``,
            and its values, as in ``["price", ">", 5]``.
        sort : list of str
            Columns to sort by; with a minus in front, the largest first.
        search : str
            What one of the texts of a row has to contain.
        columns : list of str
            The columns wanted; all if left out.
        """
        return self.services.rows.rows(self, name, where, sort, search, columns)

    def rejected(self, name: str | None = None) -> Listing:
        """List the rows of a file that were set aside when it was read, and why.

        Parameters
        ----------
        name : str
            Name of the dataset; the one in use if left out.
        """
        return self.services.lists.rejected(self, name)

    def rename(self, old: str, new: str) -> Dataset:
        """Call a dataset otherwise from now on, with all its versions.

        Parameters
        ----------
        old : str
            Its name.
        new : str
            The name it gets.
        """
        return self.services.datasets.rename(self, old, new)

    def remove(self, name: str, *, version: str | None = None, forever: bool = False) -> Listing:
        """Remove a dataset or one of its versions; `restore` brings it back.

        Parameters
        ----------
        name : str
            Its name.
        version : str
            One of its versions; all of them if left out.
        forever : bool
            Whether the rows are deleted too, also those removed before; nothing brings them back.
        """
        return self.services.datasets.remove(self, name, version, forever=forever)

    def restore(self, name: str, *, version: str | None = None) -> Dataset:
        """Bring back what was removed, and use it from now on.

        Parameters
        ----------
        name : str
            The name it had.
        version : str
            One version; all that were removed if left out.
        """
        return self.services.datasets.restore(self, name, version)

    def compare(
        self,
        a: str | None = None,
        b: str | None = None,
        *,
        version: str | None = None,
        to: str | None = None,
    ) -> Drift:
        """Tell how a dataset differs from another, or a version from the one before.

        Parameters
        ----------
        a : str
            Name of the first; the one in use if left out.
        b : str
            Name of the second; if left out, the two newest versions of the first are compared.
        version : str
            Version of the first.
        to : str
            Version of the second.
        """
        return self.services.derived.compare(self, a, b, version, to)

    def optimise(self, name: str | None = None) -> Optimised:
        """Return a dataset as a frame that takes little memory, every value the same.

        Parameters
        ----------
        name : str
            Name of a dataset; the one in use if left out.
        """
        return self.services.derived.optimise(self, name)

    def sample(
        self,
        n: int,
        *,
        by: str | Sequence[str] | None = None,
        seed: int = 0,
        name: str | None = None,
        as_: str | None = None,
        show: Callable[[Listing], None] | None = None,
    ) -> pd.DataFrame | Dataset:
        """Draw rows at random; the same seed gives the same rows on every machine.

        How they were drawn, and how near their distributions are to those of the whole, stands
        in `attrs["sample"]` of the frame.

        Parameters
        ----------
        n : int
            How many rows; all if there are fewer.
        by : list of str
            Columns whose groups keep their shares.
        seed : int
            Decides which rows.
        name : str
            Name of a dataset; the one in use if left out.
        as_ : str
            Name to keep the sample under, as a dataset that is used from now on.
        show : callable, optional
            Is given how the rows were drawn and what that did to distributions, as a list.
        """
        return self.services.derived.sample(self, n, by, seed, name, as_, show)
