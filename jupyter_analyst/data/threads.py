"""How many columns are looked at at once."""

from __future__ import annotations

import os

THREADS = min(4, os.cpu_count() or 1)
"""Arrow and NumPy let others go on while they work."""
