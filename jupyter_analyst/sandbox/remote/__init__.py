"""A sandbox on another machine, behind a Jupyter kernel gateway."""
