"""Answer a question: a model writes code, the sandbox runs it, what fails is corrected."""

from jupyter_analyst.assistant.answer import MIMETYPE, Answer, Attempt
from jupyter_analyst.assistant.listener import Listener

__all__ = ["MIMETYPE", "Answer", "Attempt", "Listener"]
