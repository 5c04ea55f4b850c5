"""HTML for cells: one template environment, one icon set, one style sheet."""

from jupyter_analyst.markup.icons import icon
from jupyter_analyst.markup.page import render, styles, whole

__all__ = ["icon", "render", "styles", "whole"]
