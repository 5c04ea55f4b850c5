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

    from jupyter_analyst.data import Dataset
    from jupyter_analyst.session import Session
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


def _session() -> Session:
    """Return the session of this kernel or process; `%reload_ext` keeps it."""
    from jupyter_analyst.session import session_of_process

    return session_of_process()


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
    """Give a notebook `%analyst`, its completions, and the display of results.

    Parameters
    ----------
    shell : InteractiveShell
        The shell of the notebook.
    """

    def run(line: str) -> Any:  # whatever the command gives
        from jupyter_analyst.magics.line import run_line

        return run_line(_session(), line, shell.user_ns)

    shell.register_magic_function(run, "line", "analyst")  # type: ignore[arg-type]  # its wrapper is untyped
    shell.Completer.custom_matchers.append(_complete)
    _show_in(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """Take `%analyst` and its completions away again.

    Parameters
    ----------
    shell : InteractiveShell
        The shell of the notebook.
    """
    shell.magics_manager.magics["line"].pop("analyst", None)
    if _complete in shell.Completer.custom_matchers:
        shell.Completer.custom_matchers.remove(_complete)


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
    formatters.ipython_display_formatter.for_type_by_name(
        "jupyter_analyst.tools.result", "Result", _show_result
    )


def _dataset_bundle(dataset: Dataset) -> dict[str, Any]:
    from jupyter_analyst.session.loaded import dataset_bundle

    return dataset_bundle(dataset)


def _show_result(result: Result) -> None:
    from jupyter_analyst.magics.show import show_result

    show_result(result)
