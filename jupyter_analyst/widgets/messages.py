"""The messages between a panel and the kernel, by kind; `messages.js` describes their fields."""

from __future__ import annotations

from typing import Literal

FromPanel = Literal["hello", "draft", "run", "ask", "stop", "reply"]
"""What a panel says: it is there; a form changed; run it; a question; stop answering it; yes or no
to a question of ours."""

ToPanel = Literal["drafted", "ran", "patch", "placed", "failed"]
"""What the kernel says: line and faults of a form; what came of a run; how an answer goes on; which
cell has its code; what went wrong."""
