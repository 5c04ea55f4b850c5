"""The profile of a dataset: statistics declared once, alerts, a quality score, a display."""

from jupyter_analyst.profile.cached import cached_profile
from jupyter_analyst.profile.column import ColumnProfile, Histogram, Level, Shape, Spacing
from jupyter_analyst.profile.comparison import Change, Comparison
from jupyter_analyst.profile.measure import profile
from jupyter_analyst.profile.record import (
    MIMETYPE,
    PROFILE_VERSION,
    Alert,
    MissingPattern,
    Pair,
    Profile,
    Quality,
    QualityPart,
    RepeatedRows,
)

__all__ = [
    "MIMETYPE",
    "PROFILE_VERSION",
    "Alert",
    "Change",
    "ColumnProfile",
    "Comparison",
    "Histogram",
    "Level",
    "MissingPattern",
    "Pair",
    "Profile",
    "Quality",
    "QualityPart",
    "RepeatedRows",
    "Shape",
    "Spacing",
    "cached_profile",
    "profile",
]
