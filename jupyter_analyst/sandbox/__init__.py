"""Run code in a kernel of its own that reaches neither network nor files nor this process."""

from jupyter_analyst.sandbox.record import MIMETYPE, TABLE, Execution, Output, Status

__all__ = ["MIMETYPE", "TABLE", "Execution", "Output", "Status"]
