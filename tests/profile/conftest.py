"""Tables as datasets, without the catalog."""

import pyarrow as pa
import pytest

from jupyter_analyst.data import Column, Dataset, Reading
from jupyter_analyst.profile import profile


def kind_of(column):
    type_ = column.type
    if pa.types.is_boolean(type_):
        return "boolean"
    if pa.types.is_integer(type_) or pa.types.is_floating(type_) or pa.types.is_decimal(type_):
        return "number"
    if pa.types.is_timestamp(type_) or pa.types.is_date(type_):
        return "date"
    return "category" if pa.types.is_string(type_) and len(column.unique()) <= 50 else "text"


@pytest.fixture
def dataset():
    """Turn columns or an Arrow table into a dataset; `path` says where to keep its rows instead."""

    def build(columns, path=None):
        table = columns if isinstance(columns, pa.Table) else pa.table(columns)
        described = tuple(
            Column(name, str(column.type), kind_of(column))
            for name, column in zip(table.column_names, table.columns, strict=True)
        )
        rows = {"path": path} if path else {"table": table}
        return Dataset("t", "v1", table.num_rows, described, Reading(format="frame"), **rows)

    return build


@pytest.fixture
def profiled(dataset):
    """Turn columns or an Arrow table into a profile."""
    return lambda columns: profile(dataset(columns))
