"""The grid: browse, sort and filter all rows of a dataset."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from jupyter_analyst.data.pages import (
    OPERATORS,
    PAGE,
    Browser,
    Condition,
    Long,
    Query,
    StoppedError,
    operators_for,
)
from jupyter_analyst.errors import AnalystError, guard
from jupyter_analyst.widgets.base import Panel, module
from jupyter_analyst.widgets.latest import Latest
from jupyter_analyst.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jupyter_analyst.data import Column, Dataset
    from jupyter_analyst.session import Session
    from jupyter_analyst.widgets.latest import Request

_NO_CELLS = "This front end takes no cells. Copy the code into one:"
_NOTHING: dict[str, Any] = {"version": "", "n_rows": 0, "columns": [], "trouble": None}
_NAMES: dict[str, Any] = {
    name: {"words": one.words, "n_values": one.n_values} for name, one in OPERATORS.items()
}


class GridPanel(Panel):
    """The rows of a dataset.

    Rows go to the page as messages and are no part of the state, which front ends keep in the
    notebook's file. They are looked up in a thread of their own; the next request of a page stops
    the one before.

    Parameters
    ----------
    session : Session
        The session it works on.
    about : str
        Name of the dataset; the one in use if empty.
    """

    _esm = module("grid.js")

    def __init__(self, session: Session, about: str = "") -> None:
        self._about = about
        self._browser: Browser | None = None
        self._described: list[dict[str, Any]] = []
        self._latest = Latest(self._look_up, self._stop)
        super().__init__(session)

    def record(self) -> dict[str, Any]:
        """Return what the grid has to know of the dataset: no value of it."""
        name = self._about or self.session.current
        found = {"dataset": name, "page_rows": PAGE, "operators": _NAMES, **_NOTHING}
        if not name:
            return found
        try:
            dataset = self.session.dataset(name)
            self._show(dataset)
        except AnalystError as error:
            return {**found, "trouble": _said(error)}
        known = {"version": dataset.version, "n_rows": dataset.n_rows}
        return {**found, **known, "columns": self._described}

    def handlers(self) -> Mapping[str, Callable[[dict[str, Any]], None]]:
        """Return what is done with a message of the panel, by kind."""
        own = {"rows": self._ask, "frequent": self._ask, "whole": self._ask}
        quick = {"check": self._check, "code": self._code, "stop": lambda _: self._latest.clear()}
        return {**super().handlers(), **own, **quick}

    def close(self) -> None:
        """Close the panel, and let go of the file."""
        self._latest.clear()
        self._browser = None
        super().close()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:  # data and metadata by MIME type
        """Return the panel, and what stands in its place where no kernel runs."""
        found = super()._repr_mimebundle_(**kwargs)
        if found is None:
            return None
        data, metadata = found
        return {**data, **self._in_its_place()}, metadata

    def _in_its_place(self) -> dict[str, str]:
        state = self.state
        size = f"{count(state['n_rows'], 'row')} × {count(len(state['columns']), 'column')}"
        name = state["dataset"]
        line = f"%analyst grid {name}"
        html = f"<p>{escape(name)}: {size}. Run <code>{escape(line)}</code> to browse the rows.</p>"
        return {"text/html": html, "text/plain": f"{name}: {size}. Run `{line}` to browse."}

    def _show(self, dataset: Dataset) -> Browser:
        """Look into a dataset from now on."""
        shown = self._browser
        if shown is not None and _key(shown.dataset) == _key(dataset):
            return shown
        browser = Browser(dataset)
        widths = browser.widths()
        self._described = [
            _described(column, width) for column, width in zip(dataset.columns, widths, strict=True)
        ]
        self._latest.clear()
        self._browser = browser
        return browser

    def _stop(self) -> None:
        if self._browser is not None:
            self._browser.stop()

    def _ask(self, content: dict[str, Any]) -> None:
        """Begin to look something up; say so at once, for it may take a while."""
        self.say("working", view=content["view"], n=content["n"])
        self._latest.put(f"{content['view']} {content['kind']}", content)

    def _look_up(self, request: Request) -> None:
        """Answer a request; one that was overtaken is answered by nobody."""
        to = {"view": request["view"], "n": request["n"]}
        try:
            with guard("looking rows up"):
                self.say(request["kind"], **to, **_ANSWERS[request["kind"]](self._at(), request))
        except StoppedError:
            return
        except AnalystError as error:
            self.say("refused", **to, **_said(error))

    def _at(self) -> Browser:
        """Return what looks into the dataset."""
        if self._browser is None:
            return self._show(self.session.dataset(self._about or None))
        return self._browser

    def _check(self, content: dict[str, Any]) -> None:
        """Say how a condition was read, or what is wrong with it."""
        to = {"view": content["view"], "n": content["n"]}
        one = content["condition"]
        condition = Condition(
            int(one["column"]), str(one["operator"]), tuple(map(str, one["values"]))
        )
        try:
            words = condition.words(self._at().dataset.columns)
        except AnalystError as error:
            self.say("checked", **to, words="", fault=error.message, condition=one)
            return
        self.say("checked", **to, words=words, fault="", condition=one)

    def _code(self, content: dict[str, Any]) -> None:
        """Put the code that gives these rows into a new cell."""
        dataset = self._at().dataset
        query = Query.from_json(content["query"])
        source = self.session.services.rows.code(dataset, query)
        front = self.session.front
        is_in = front is not None and front.insert(source)
        words = "In a new cell" if is_in else _NO_CELLS
        self.say("coded", view=content["view"], words=words, source="" if is_in else source)


def _rows(browser: Browser, request: Request) -> dict[str, Any]:
    query, places = Query.from_json(request["query"]), [int(i) for i in request["columns"]]
    start = int(request["start"])
    page = browser.page(query, start, places)
    columns = [[_cell(cell) for cell in cells] for cells in page.columns]
    found = {"n_found": page.n_found, "numbers": page.numbers, "columns": places}
    return {**found, "start": start, "cells": columns}


def _frequent(browser: Browser, request: Request) -> dict[str, Any]:
    place = int(request["column"])
    values = [{"value": value, "n": n} for value, n in browser.frequent(place)]
    return {"column": place, "values": values}


def _whole(browser: Browser, request: Request) -> dict[str, Any]:
    number, place = int(request["row"]), int(request["column"])
    return {"row": number, "column": place, "cell": _cell(browser.whole(number, place))}


_ANSWERS: dict[str, Callable[[Browser, Request], dict[str, Any]]] = {
    "rows": _rows,
    "frequent": _frequent,
    "whole": _whole,
}


def _key(dataset: Dataset) -> tuple[str, str]:
    return dataset.name, dataset.version


def _cell(cell: str | Long | None) -> Any:  # a text, or a record, or nothing
    return {"text": cell.text, "length": cell.length} if isinstance(cell, Long) else cell


def _described(column: Column, width: int) -> dict[str, Any]:
    return {
        "name": column.name,
        "kind": column.kind,
        "type": column.type,
        "width": width,
        "operators": operators_for(column),
    }


def _said(error: AnalystError) -> dict[str, str]:
    return {"text": error.message, "hint": error.hint, "code": error.code}
