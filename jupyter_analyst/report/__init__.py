"""Reports: any notebook as a document a manager can read."""

from jupyter_analyst.report.findings import DISCUSSION
from jupyter_analyst.report.model import SKIP
from jupyter_analyst.report.templates import PARTS, TEMPLATES, Template
from jupyter_analyst.report.write import render, write

__all__ = ["DISCUSSION", "PARTS", "SKIP", "TEMPLATES", "Template", "render", "write"]
