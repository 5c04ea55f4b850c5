"""What the parts of a profile say in a sentence, the same in every display."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_analyst import wording

if TYPE_CHECKING:
    from jupyter_analyst.profile.record import Profile

NO_ROWS = "There are no rows."
NOTHING_TO_COMPARE = (
    "Fewer than two columns of numbers or groups vary, so there is nothing to compare."
)
QUALITY = "Weight × share, added up and rounded down: 100 only if nothing is amiss."


def counted(profile: Profile) -> str:
    """Return the memory its values take, and whether every row was counted.

    `Profile.notes` say how it was sampled.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    how = "every row counted" if profile.exact else "partly sampled"
    return f"{wording.size(profile.memory)} in memory · {how}"


def missing(profile: Profile) -> str:
    """Return how many cells have no value, and in how many columns they are.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    if not profile.n_missing:
        return "Every cell has a value."
    n_columns = sum(column.missing > 0 for column in profile.columns.values())
    return (
        f"{wording.count(profile.n_missing, 'cell')} of {profile.n_rows * profile.n_columns:,} "
        f"without a value ({wording.percent(profile.share_missing)}), "
        f"in {wording.count(n_columns, 'column')}."
    )


def duplicates(profile: Profile) -> str:
    """Return how many rows repeat an earlier one, and how many would stay without them.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    if not profile.duplicates:
        return "No row is there twice." if profile.n_rows else NO_ROWS
    share = wording.percent(profile.duplicates / profile.n_rows)
    return (
        f"{wording.count(profile.duplicates, 'row')} of {profile.n_rows:,} ({share}) repeat an "
        f"earlier one in every column. "
        f"{wording.count(profile.n_rows - profile.duplicates, 'row')} would stay without them."
    )


def example(profile: Profile) -> str:
    """Return what the example of a repeated row is.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    return f"The row that is there most often, {wording.count(profile.repeated.most, 'time')}"


def keys(profile: Profile) -> str:
    """Return what was found of keys; their names stand behind it.

    Parameters
    ----------
    profile : Profile
        The profile.
    """
    if profile.keys:
        return "A value of its own in every row, so a key:"
    if not profile.n_rows:
        return ""
    if not profile.exact:
        return "Keys were not sought in so many rows."
    return "No column, nor any pair that was tried, has a value of its own in every row."


def first_columns(profile: Profile, most: int) -> str:
    """Return that only the first columns are shown.

    Parameters
    ----------
    profile : Profile
        The profile.
    most : int
        How many.
    """
    return f"The first {most} of {profile.n_columns} columns."
