"""Copied beside a guide as conftest.py: nbval compares what is shown in the end, not the records.

The records hold times and versions in JSON, which nbval's sanitizer does not reach; every number in
them is shown in HTML and text, which are compared. A display that changes while its cell runs, as
a question does while it is answered, is compared as the cell leaves it: nbval itself knows nothing
of such changes.
"""

from nbval.kernel import RunningKernel

RECORDS = tuple(
    f"application/vnd.jupyter-analyst.{kind}+json"
    for kind in ("dataset", "profile", "result", "chart", "answer", "execution", "table")
)
_receive = RunningKernel.get_message


def pytest_itemcollected(item):
    if RECORDS[0] not in getattr(item.parent, "skip_compare", RECORDS):
        item.parent.skip_compare += RECORDS


def settled(kernel, stream, timeout=None):
    """Return the next message; those of a cell come when it is done, with each display as it is."""
    if stream != "iopub":
        return _receive(kernel, stream, timeout)
    waiting = vars(kernel).setdefault("waiting", [])
    if not waiting:
        waiting += _until_idle(kernel, timeout)
    return waiting.pop(0)


def _until_idle(kernel, timeout):
    messages, displays = [], {}
    while not (messages and messages[-1]["content"].get("execution_state") == "idle"):
        message = _receive(kernel, "iopub", timeout)
        name = message["content"].get("transient", {}).get("display_id")
        if message["msg_type"] == "update_display_data":
            if name in displays:
                displays[name]["content"] = message["content"]
            continue
        if message["msg_type"] == "display_data" and name:
            displays[name] = message
        messages.append(message)
    return messages


RunningKernel.get_message = settled
