"""The profile of a dataset: statistics declared once, alerts, a quality score, a display."""

from jupyter_analyst.profile.column import ColumnProfile, Histogram, Level
from jupyter_analyst.profile.measure import profile
from jupyter_analyst.profile.record import (
    MIMETYPE,
    Alert,
    MissingPattern,
    Pair,
    Profile,
    Quality,
    QualityPart,
)

__all__ = [
    "MIMETYPE",
    "Alert",
    "ColumnProfile",
    "Histogram",
    "Level",
    "MissingPattern",
    "Pair",
    "Profile",
    "Quality",
    "QualityPart",
    "profile",
]
