"""Values the host brings back by Arrow: what is handed over is not what it claims to be.

The code inside is its own master there: each attempt takes the place of what hands a variable
over, and answers the host as it likes. The host then asks for the variable.
"""

from escapes.files import GROUP
from jupyter_analyst.errors import AnalystError


def pulled(scene):
    """Bring the variable; return why it was refused."""
    for words, how in {"Permission denied": "EACCES", "not permitted": "EPERM"}.items():
        if words in scene.ran.fault:
            return f"blocked: {how}"
    try:
        found = scene.box.pull("value")
    except AnalystError as error:
        return f"blocked: {error.code}"
    finally:
        scene.box.restart()
    return f"works: {found}" if isinstance(found, list) else f"ESCAPED: {found!r:.200}"


def _pulled(branch, by):
    return GROUP.blocked(branch, by, whole=True, then=pulled)


@GROUP.works("value", "[1, 2, 3]", whole=True, then=pulled)
def a_value_can_be_brought_back(host):
    get_ipython().user_ns["value"] = [1, 2, 3]


@_pulled("another name", "exchange-wrong")
def the_file_is_called_as_one_of_the_host(host):
    answers({"file": host.secret, "wires": ["int64"], "value": {}})


@_pulled("climbing name", "exchange-wrong")
def the_name_of_the_file_climbs_out_of_the_folder(host):
    answers({"file": "../" * 20 + host.secret, "wires": ["int64"], "value": {}})


@_pulled("link", {"A": "exchange-wrong", "B": "EACCES"})
def the_file_is_a_link_to_one_of_the_host(host):
    import os

    os.symlink(host.secret, HANDOVER)
    answers({"file": HANDOVER, "wires": ["int64"], "value": {}})


@_pulled("second name", "exchange-wrong")
def the_file_has_a_second_name_by_which_it_can_change(host):
    import os

    open("other", "wb").close()
    os.link("other", HANDOVER)
    answers({"file": HANDOVER, "wires": ["int64"], "value": {}})


@_pulled("folder", "exchange-wrong")
def the_file_is_a_folder(host):
    import os

    os.mkdir(HANDOVER)
    answers({"file": HANDOVER, "wires": ["int64"], "value": {}})


@_pulled("handed pipe", "EPERM")
def the_file_is_a_pipe_that_never_ends(host):
    import os

    os.mkfifo(HANDOVER)
    answers({"file": HANDOVER, "wires": ["int64"], "value": {}})


@_pulled("no file", "exchange-wrong")
def the_file_is_not_there(host):
    answers({"file": HANDOVER, "wires": ["int64"], "value": {}})


@_pulled("holes", "exchange-large")
def the_file_is_larger_than_memory_and_full_of_holes(host):
    import os

    os.ftruncate(os.open(HANDOVER, os.O_CREAT | os.O_RDWR), 900 << 20)
    answers({"file": HANDOVER, "wires": ["int64"], "value": {}})


@_pulled("garbage", "exchange-wrong")
def the_file_is_not_arrow(host):
    with open(HANDOVER, "wb") as file:
        file.write(b"ARROW1\0\0" + b"\xff" * 1000)
    answers({"file": HANDOVER, "wires": ["int64"], "value": {}})


@_pulled("buffers", "exchange-wrong")
def the_vectors_point_outside_the_file(host):
    import pyarrow as pa

    with pa.ipc.new_file(HANDOVER, pa.schema([("a", pa.string())])) as writer:
        writer.write_batch(pa.record_batch([pa.array(["x" * 64] * 8)], names=["a"]))
    with open(HANDOVER, "r+b") as file:
        text = file.read()
        start = text.index((64).to_bytes(4, "little") + (128).to_bytes(4, "little"))
        file.seek(start)
        file.write((2**30).to_bytes(4, "little") + (2**31 - 1).to_bytes(4, "little"))
    answers({"file": HANDOVER, "wires": ["string"], "value": {}})


@_pulled("python type", "exchange-wrong")
def a_type_runs_code_when_it_is_read(host):
    """As Arrow up to 14.0 did with types made in Python (CVE-2023-47248)."""
    import os
    import pickle

    import pyarrow as pa

    class Evil:
        def __reduce__(self):
            return (os.mkdir, (host.folder + "/" + host.mark,))

    told = {
        "ARROW:extension:name": "arrow.py_extension_type",
        "ARROW:extension:metadata": pickle.dumps(Evil()),
    }
    schema = pa.schema([pa.field("a", pa.int64(), metadata=told)])
    with pa.ipc.new_file(HANDOVER, schema) as writer:
        writer.write_batch(pa.record_batch([pa.array([1])], schema=schema))
    answers({"file": HANDOVER, "wires": ["int64"], "value": {}})


@_pulled("record", "exchange-wrong")
def the_record_is_none(host):
    answers(["file", HANDOVER])


@_pulled("depth of record", "exchange-wrong")
def the_record_nests_without_end(host):
    value = []
    for _ in range(700):
        value = [value]
    answers({"file": None, "wires": [], "value": value})


@_pulled("vectors", "exchange-wrong")
def there_are_millions_of_vectors(host):
    answers({"file": HANDOVER, "wires": ["int64"] * 200_000, "value": {}})


@_pulled("reason", "exchange-wrong")
def it_refuses_for_a_reason_nobody_knows(host):
    answers({"refused": ["<script>alert(1)</script>"]})
