"""Run code in a kernel of its own that reaches neither network nor files nor this process."""

from jupyter_analyst.sandbox.check.advice import advice
from jupyter_analyst.sandbox.check.code import last_value
from jupyter_analyst.sandbox.client import Sandbox
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.record import MIMETYPE, TABLE, Execution, Output, Status
from jupyter_analyst.sandbox.state import State
from jupyter_analyst.sandbox.variable import Variable
from jupyter_analyst.sandbox.walls.level import Level, probe

__all__ = [
    "MIMETYPE",
    "TABLE",
    "Execution",
    "Level",
    "Limits",
    "Output",
    "Sandbox",
    "State",
    "Status",
    "Variable",
    "advice",
    "last_value",
    "probe",
]
