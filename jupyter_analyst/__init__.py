"""A data-analysis companion that lives in the notebook.

`%load_ext jupyter_analyst` gives `%analyst`; `from jupyter_analyst import analyst` gives the same
words in Python. Both are quick because everything else is imported when it is first used.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from jupyter_analyst._version import __version__

if TYPE_CHECKING:
    from IPython.core.completer import CompletionContext, SimpleMatcherResult
    from IPython.core.interactiveshell import InteractiveShell

    from jupyter_analyst.assistant import Answer
    from jupyter_analyst.bridge import Bridge
    from jupyter_analyst.data import Dataset
    from jupyter_analyst.data.optimised import Optimised
    from jupyter_analyst.sandbox import Execution
    from jupyter_analyst.session import Session
    from jupyter_analyst.session.rows import Grid
    from jupyter_analyst.tools import Result

    analyst: Session

__all__ = [
    "Session",
    "__version__",
    "analyst",
    "load_ipython_extension",
    "unload_ipython_extension",
]

_LINE = re.compile(r"^\s*%analyst(?:\s+(?P<rest>.*))?$")


_bridges: list[Bridge] = []
"""The line to the notebook, while the extension is loaded."""


def _session() -> Session:
    """Return the session of this kernel or process; `%reload_ext` keeps it."""
    from jupyter_analyst.session import session_of_process

    session = session_of_process()
    session.front = _bridges[0] if _bridges else None
    return session


def __getattr__(name: str) -> Any:  # the session or its class
    """Return `analyst`, the session of this kernel or process, or the class `Session`.

    Raises
    ------
    AttributeError
        For any other name.
    """
    if name == "analyst":
        shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
        if shell is not None:
            _show_in(shell)
        return _session()
    if name == "Session":
        from jupyter_analyst.session import Session

        return Session
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Give a notebook `%analyst`, `%%analyst`, their completions, and the display of results.

    Parameters
    ----------
    shell : InteractiveShell
        The shell of the notebook.
    """
    from IPython.core.magic import no_var_expand

    def run(line: str, cell: str | None = None) -> Any:  # whatever the command gives
        from jupyter_analyst.magics.cell import run_cell
        from jupyter_analyst.magics.line import run_line

        if cell is None:
            return run_line(_session(), line, shell.user_ns)
        return run_cell(_session(), line, cell, shell.user_ns)

    # what IPython finds in braces it evaluates, and names of columns come from files
    run = no_var_expand(run)
    shell.register_magic_function(run, "line_cell", "analyst")  # type: ignore[arg-type]  # its wrapper is untyped
    shell.Completer.custom_matchers.append(_complete)
    _show_in(shell)
    if hasattr(shell, "kernel"):
        from jupyter_analyst.bridge import Bridge

        _bridges[:] = [Bridge(_session, shell)]
        _bridges[0].open()


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Take `%analyst` and its completions away again.

    Parameters
    ----------
    shell : InteractiveShell
        The shell of the notebook.
    """
    for kind in ("line", "cell"):
        shell.magics_manager.magics[kind].pop("analyst", None)
    if _complete in shell.Completer.custom_matchers:
        shell.Completer.custom_matchers.remove(_complete)
    while _bridges:
        _bridges.pop().close()


def _complete(context: CompletionContext) -> SimpleMatcherResult:
    """Complete a line that begins with `%analyst`; leave all others alone."""
    from IPython.core.completer import SimpleCompletion

    line = _LINE.match(context.text_until_cursor)
    if line is None or line["rest"] is None:
        return {"completions": []}
    from jupyter_analyst.magics.complete import complete

    typed, words = complete(_session(), line["rest"])
    # IPython replaces its own token, which may be only the end of the word being typed
    kept = max(len(typed) - len(context.token), 0)
    completions = [SimpleCompletion(word[kept:], type="analyst") for word in words]
    return {"completions": completions, "suppress": bool(completions), "ordered": True}


_complete.matcher_api_version = 2  # type: ignore[attr-defined]  # how IPython knows a matcher's kind


def _show_in(shell: InteractiveShell) -> None:
    """Teach a shell to show datasets and results; by name, so that nothing is imported for it."""
    formatters = shell.display_formatter
    if formatters is None:
        return
    formatters.mimebundle_formatter.for_type_by_name(
        "jupyter_analyst.data.dataset", "Dataset", _dataset_bundle
    )
    formatters.mimebundle_formatter.for_type_by_name(
        "jupyter_analyst.data.optimised", "Optimised", _optimised_bundle
    )
    formatters.mimebundle_formatter.for_type_by_name(
        "jupyter_analyst.session.rows", "Grid", _grid_bundle
    )
    for module, name, show in (
        ("jupyter_analyst.tools.result", "Result", _show_result),
        ("jupyter_analyst.assistant.answer", "Answer", _show_answer),
        ("jupyter_analyst.sandbox.record", "Execution", _show_execution),
    ):
        formatters.ipython_display_formatter.for_type_by_name(module, name, show)


def _dataset_bundle(dataset: Dataset) -> dict[str, Any]:
    from jupyter_analyst.session.loaded import dataset_bundle

    return dataset_bundle(dataset)


def _optimised_bundle(found: Optimised) -> dict[str, Any]:
    from jupyter_analyst.session.derived import savings

    return savings(found)._repr_mimebundle_()


def _grid_bundle(grid: Grid) -> Any:  # data and metadata by MIME type
    from jupyter_analyst.widgets import panel

    return panel(grid.session, "grid", grid.name)._repr_mimebundle_()


def _show_result(result: Result) -> None:
    from jupyter_analyst.magics.show import show_result

    show_result(result)


def _show_answer(answer: Answer) -> None:
    from jupyter_analyst.magics.asked import show_answer

    show_answer(_session(), answer)


def _show_execution(execution: Execution) -> None:
    from jupyter_analyst.magics.relay import show_execution

    show_execution(execution)
