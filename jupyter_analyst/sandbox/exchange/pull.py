"""Bring a value back from the sandbox: by Arrow, never by pickle, and nothing in it is believed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jupyter_analyst.errors import AnalystError, SandboxError, UnknownNameError
from jupyter_analyst.inside import wires
from jupyter_analyst.sandbox.exchange.claims import LargeError, WrongError, demand
from jupyter_analyst.sandbox.exchange.remade import remade
from jupyter_analyst.sandbox.exchange.vectors import around, read
from jupyter_analyst.sandbox.inquiry import inquire
from jupyter_analyst.sandbox.limits import MIB
from jupyter_analyst.sandbox.shown.plain import plain

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from jupyter_analyst.sandbox.worker import Kernel

_LONGEST = 100
_ASK = (
    "__import__('jupyter_analyst.inside.handover', fromlist=['put'])"
    ".put(get_ipython().user_ns, {name!r}, {most}, get_ipython().user_ns_hidden)"
)


def pull(worker: Kernel, name: str, most_mib: float, within_s: float = 60.0) -> Any:
    """Return a variable of a kernel: a frame, series, array, scalar, or a list or dict of these.

    Parameters
    ----------
    worker : Kernel
        The kernel, which runs nothing now.
    name : str
        Name of the variable.
    most_mib : float
        Memory the value may take, in MiB.
    within_s : float
        How long the kernel may take to hand it over, in seconds.

    Raises
    ------
    UnknownNameError
        If it has no such variable.
    SandboxError
        If the variable is of a type that cannot be brought back, or too large; or if what
        comes is not what it claims to be.
    """
    if not name.isidentifier():
        message = f"{name!r} is not the name of a variable."
        hint = "Give the result a name in the sandbox first, and bring that."
        raise SandboxError(message, hint=hint, code="exchange-name")
    most = int(most_mib * MIB)
    told = inquire(worker, _ASK.format(name=name, most=most), within_s)
    file, types = announced(told, name, most)
    data = worker.fetch(file, most + around(len(types))) if file else b""
    return received(told, data, most)


def announced(told: Any, name: str, most: int) -> tuple[str, list[str]]:
    """Return the file the sandbox wrote and the types of the vectors in it.

    Parameters
    ----------
    told : object
        What the sandbox answered.
    name : str
        Name of the variable.
    most : int
        Bytes it may take.

    Raises
    ------
    UnknownNameError
        If the sandbox says that it has no such variable.
    SandboxError
        If it says that it cannot hand it over, or nothing that makes sense.
    """
    demand(isinstance(told, dict), "it sent no record")
    if "refused" in told:
        refusal = _refusal(told, name, most)
        raise refusal
    file, types = told.get("file"), told.get("wires")
    are_types = isinstance(types, list) and all(isinstance(one, str) for one in types)
    demand(are_types and len(types) <= wires.MOST_VECTORS, "it does not say what is in its file")
    demand(isinstance(file, str) if types else file is None, "it does not name its file")
    return file or "", types


def received(told: Any, data: Buffer, most: int) -> Any:
    """Return the value the sandbox handed over.

    Parameters
    ----------
    told : object
        What it answered.
    data : buffer
        What was in its file; nobody else may write to it.
    most : int
        Bytes the value may take in memory.

    Raises
    ------
    SandboxError
        If it is not what it claims to be, or too large.
    """
    _, types = announced(told, "", most)
    return remade(told.get("value"), read(data, types, most))


def _refusal(told: dict[str, Any], name: str, most: int) -> AnalystError:
    """Return what the sandbox refused as an error."""
    reason = told["refused"]
    if reason == "unknown":
        return _unknown(told.get("names"), name)
    if reason == "unfit":
        return _unfit(told.get("column"), told.get("type"), name)
    if reason == "large" and type(told.get("bytes")) is int:
        return LargeError(told["bytes"], most)
    hint = "Bring fewer rows or columns of it, or remove what is not needed there any more."
    if reason == "memory":
        message = f"The sandbox has too little memory left to hand `{name}` over."
        return SandboxError(message, hint=hint, code="exchange-full")
    if reason == "disk":
        message = f"The sandbox could not write `{name}`: {_words(told.get('why'))}."
        return SandboxError(message, hint=hint, code="exchange-full")
    return WrongError("it refused without a reason")


def _unknown(names: Any, name: str) -> UnknownNameError:
    known = names if isinstance(names, list) else []
    options = [one for one in known if isinstance(one, str) and one.isidentifier()]
    hint = "Run code there that makes it: `%%analyst sandbox`."
    return UnknownNameError(name, "variable", options, where="in the sandbox", hint=hint)


def _unfit(column: Any, kind: Any, name: str) -> SandboxError:
    if isinstance(column, str):
        part = f"Column `{_words(column)}` of `{name}` holds {_words(kind)}"
        hint = "Convert it to text or numbers in the sandbox, as by `.astype(str)`."
    else:
        part = f"`{name}` is of type {_words(kind)}"
        hint = "Bring what it holds as a DataFrame, a Series, an array, a number or a text."
    message = f"{part}, which cannot be brought back."
    return SandboxError(message, hint=hint, code="exchange-unfit")


def _words(said: Any) -> str:
    """Return words of the sandbox for a message."""
    return plain(" ".join(str(said)[:_LONGEST].split())) if isinstance(said, str) else "unknown"
