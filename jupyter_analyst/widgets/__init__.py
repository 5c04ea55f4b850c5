"""Panels: the same in a cell and in the sidebar."""
