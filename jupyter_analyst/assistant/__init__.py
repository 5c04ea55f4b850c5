"""Answer a question: a model writes code, the sandbox runs it, what fails is corrected.

These are the records; the work is done by `assistant.loop`, which brings LangChain along.
"""

from jupyter_analyst.assistant.answer import MIMETYPE, Answer, Attempt
from jupyter_analyst.assistant.listener import Listener, Silence

__all__ = ["MIMETYPE", "Answer", "Attempt", "Listener", "Silence"]
