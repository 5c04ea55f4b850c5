"""The planner: a question in plain words becomes a plan and code, without any model."""

from jupyter_analyst.planner.facts import table_of
from jupyter_analyst.planner.meant import with_meanings
from jupyter_analyst.planner.plan import Plan, Reading
from jupyter_analyst.planner.reading import read
from jupyter_analyst.planner.say import Said, say
from jupyter_analyst.planner.table import Field, Table

__all__ = ["Field", "Plan", "Reading", "Said", "Table", "read", "say", "table_of", "with_meanings"]
