"""Data: reading, typing, the catalog of what is kept, the query engine."""

from jupyter_analyst.data.dataset import Column, Dataset, Kind, Reading, Rejected


def read(source, **reading):
    raise NotImplementedError


__all__ = ["Column", "Dataset", "Kind", "Reading", "Rejected", "read"]
