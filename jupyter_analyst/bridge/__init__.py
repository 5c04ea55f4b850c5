"""Messages between the kernel and the notebook it belongs to."""

from jupyter_analyst.bridge.bridge import Bridge

__all__ = ["Bridge"]
