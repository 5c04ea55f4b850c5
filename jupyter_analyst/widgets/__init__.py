"""Panels for the sidebar of JupyterLab, or for a cell of any notebook."""

from __future__ import annotations

from functools import partial
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from jupyter_analyst.errors import UnknownNameError

if TYPE_CHECKING:
    from jupyter_analyst.session import Session
    from jupyter_analyst.widgets.base import Panel

__all__ = ["OF_A_DATASET", "PANELS", "panel", "refresh"]

# by where they are: anywidget takes 0.2 s to import, and few sessions show a panel
PANELS = {
    "datasets": "jupyter_analyst.widgets.datasets:DatasetsPanel",
    "tools": "jupyter_analyst.widgets.tools:ToolsPanel",
    "chat": "jupyter_analyst.widgets.chat:ChatPanel",
    "profile": "jupyter_analyst.widgets.profile:ProfilePanel",
    "grid": "jupyter_analyst.widgets.grid:GridPanel",
}
"""The panels by the name a person types."""

OF_A_DATASET = frozenset({"profile", "grid"})
"""Those that show a dataset by its name, too."""

_open: dict[tuple[str, str], Panel] = {}


def panel(session: Session, name: str, about: str = "") -> Panel:
    """Return a panel of a session; the same one wherever it is shown, so that no view lags behind.

    Parameters
    ----------
    session : Session
        The session.
    name : str
        One of `PANELS`.
    about : str
        Name of the dataset a grid shows; the one in use if empty.

    Raises
    ------
    UnknownNameError
        If there is no such panel.
    """
    if name not in PANELS:
        raise UnknownNameError(name, "panel", PANELS, where="one of the panels")
    key = (session.id, f"{name} {about}".rstrip())
    if not any(owner == session.id for owner, _ in _open):
        session.watchers.append(partial(refresh, session))
    if key not in _open or _open[key].comm is None:  # none yet, or closed
        _open[key] = resolve_name(PANELS[name])(session, *filter(None, [about]))
    return _open[key]


def refresh(session: Session) -> None:
    """Have the open panels of a session show what is so now.

    Parameters
    ----------
    session : Session
        The session.
    """
    for (owner, _), shown in list(_open.items()):
        if owner == session.id and shown.comm is not None:
            shown.refresh()
