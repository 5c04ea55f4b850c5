"""How far two datasets, or two versions of one, are apart: in their columns and in their values."""

from jupyter_analyst.profile.drift.measure import compare
from jupyter_analyst.profile.drift.record import (
    DRIFT_MIMETYPE,
    Bin,
    ColumnDrift,
    Drift,
    Side,
    Verdict,
)

__all__ = [
    "DRIFT_MIMETYPE",
    "Bin",
    "ColumnDrift",
    "Drift",
    "Side",
    "Verdict",
    "compare",
]
