"""A data-analysis companion that lives in the notebook."""

from jupyter_analyst._version import __version__

__all__ = ["__version__"]
