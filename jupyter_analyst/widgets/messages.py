"""The messages between a panel and the kernel, by kind; `messages.js` describes their fields."""

from __future__ import annotations

from typing import Literal

FromPanel = Literal[
    "hello",
    "draft",
    "run",
    "ask",
    "stop",
    "reply",
    "again",
    "column",
    "insert",
    "open",
    "use",
    "rename",
    "remove",
    "restore",
    "decide",
    "reread",
    "put",
    "rows",
    "frequent",
    "whole",
    "check",
    "code",
]
"""What a panel says: it is there; a form changed; run it; a question; stop answering it; yes or no
to a question of ours; profile anew; a column was opened; put code into a new cell; a
dataset is opened, used, renamed, removed, brought back; a decision on its reading is about to
change; read it so; put a line into a new cell; a page of rows;
the most frequent values of a column; the whole value of a cell; whether a condition can be read;
the code that gives these rows."""

ToPanel = Literal[
    "drafted",
    "ran",
    "patch",
    "placed",
    "failed",
    "detail",
    "inserted",
    "removed",
    "decided",
    "working",
    "rows",
    "frequent",
    "whole",
    "checked",
    "coded",
    "refused",
]
"""What the kernel says: line and faults of a form; what came of a run; how an answer goes on; which
cell has its code; what went wrong; what opens below a column; what came of code for a cell;
that a dataset was removed; the line that reads it as decided; that rows are being looked up; a page
of rows; frequent values; a whole value; how a condition was read; what came of the code for these
rows; why a request was not answered."""
