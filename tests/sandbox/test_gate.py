"""What a kernel sends is let in as whole messages, none larger than it may be, and never more."""

import os
import re
import secrets
import select
import socket
import tempfile
import threading
import time
from pathlib import Path

import psutil
import pytest
import zmq
from hypothesis import example, given
from hypothesis import strategies as st
from zmq.utils.monitor import recv_monitor_message

from jupyter_analyst.sandbox import Limits, Sandbox
from jupyter_analyst.sandbox.channels.gate import Gate, RefusedError, hello, packed
from jupyter_analyst.sandbox.channels.wire import Wire

MIB = 2**20
MOST = 100_000
PATIENCE_S = 30
HELLO = hello("DEALER")
GREETING, READY = HELLO[:64], HELLO[64:]

part = st.binary(max_size=600)
message = st.lists(part, min_size=1, max_size=4)
command = part.map(lambda content: b"\x06" + len(content).to_bytes(8, "big") + content)


def taken(pieces, most=MOST):
    """Return what a gate lets in of some pieces, and whether it refused one of them."""
    gate, refused = Gate(most), False
    try:
        for piece in pieces:
            gate.let_in(piece)
    except RefusedError:
        refused = True
    return list(iter(gate.take, None)), refused


def cut(data, places):
    """Return data in pieces."""
    ends = sorted({place % (len(data) + 1) for place in places} | {len(data)})
    return [data[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


@given(st.lists(message | command, max_size=6), st.lists(st.integers(0, 10_000), max_size=20))
def test_messages_are_the_same_however_they_are_cut(sent, places):
    data = HELLO + b"".join(one if isinstance(one, bytes) else packed(one) for one in sent)
    messages = [one for one in sent if isinstance(one, list)]
    assert taken(cut(data, places)) == (messages, False)
    assert taken(bytes([byte]) for byte in data) == (messages, False)


@given(
    st.sampled_from([b"", GREETING, HELLO]),
    st.binary(max_size=300),
    st.lists(st.integers(0, 400), max_size=20),
)
@example(HELLO, b"\x00\x01x\x08", [3])
@example(HELLO, b"\x01\x00\x05\x00", [1])
@example(HELLO, b"\x00\x01x\x02" + b"\x00" * 6 + b"\xff\xff", [5])
def test_garbage_gives_the_same_however_it_is_cut(begin, garbage, places):
    data = begin + garbage
    found = taken([data])
    assert taken(cut(data, places)) == found
    assert taken(bytes([byte]) for byte in data) == found


@pytest.mark.parametrize(
    "garbage",
    [
        b"GET / HTTP/1.1\r\n".ljust(64),
        GREETING.replace(b"\x03\x00", b"\x02\x00"),
        GREETING.replace(b"NULL", b"EVIL"),
        GREETING[:9] + b"\x00" + GREETING[10:],
        GREETING + packed([b"a message before it is ready"]),
        GREETING + b"\x04\x06\x05ERROR",
        *(HELLO + bytes([flags, 0]) for flags in (5, 7, 8, 128, 255)),
    ],
)
def test_what_is_not_of_the_protocol_is_refused(garbage):
    assert taken([garbage]) == ([], True)


@pytest.mark.parametrize("later", [b"\x03\x00", b"\x03\x01", b"\x03\x07", b"\x04\x00"])
def test_later_versions_of_the_protocol_are_understood(later):
    greeting = GREETING.replace(b"\x03\x00", later)
    assert taken([greeting + READY + packed([b"x"])]) == ([[b"x"]], False)


@pytest.mark.parametrize("flags", [0, 1, 4])
@pytest.mark.parametrize("claim", [MOST + 1, 2**31, 2**32, 2**63, 2**64 - 1])
def test_a_length_beyond_the_limit_is_refused_before_the_content_comes(flags, claim):
    head = bytes([flags | 2]) + claim.to_bytes(8, "big")
    assert taken([HELLO + head]) == ([], True)
    assert taken([GREETING + head]) == ([], True)


def test_the_limit_is_that_of_all_parts_together():
    half = bytes(MOST // 2)
    assert taken([HELLO, packed([half, half])]) == ([[half, half]], False)
    assert taken([HELLO, packed([half, half, b"x"])]) == ([], True)
    assert taken([HELLO, packed([half, half + b"x"])]) == ([], True)
    assert taken([HELLO, *[packed([half, half])] * 9]) == ([[half, half]] * 9, False)


def test_parts_without_content_count_too():
    assert taken([HELLO, packed([b""] * 500)]) == ([[b""] * 500], False)
    assert taken([HELLO, *[b"\x01\x00"] * 1000]) == ([], True)


def test_what_came_before_something_too_large_is_let_in():
    assert taken([HELLO + packed([b"first"]) + packed([bytes(MOST + 1)])]) == ([[b"first"]], True)


@pytest.fixture
def folder():
    """A folder with a path short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="gate-") as name:
        yield Path(name)


@pytest.fixture
def context():
    """That of sockets of libzmq, which is what a kernel speaks with."""
    with zmq.Context() as found:
        yield found
        found.destroy(linger=0)


@pytest.fixture
def listener(context, folder):
    """A function that returns a socket of libzmq that listens, and a wire to it."""
    held = []

    def listen(kind, wired, most=MOST):
        path = folder / secrets.token_hex(4)
        bound = context.socket(kind)
        bound.set(zmq.RCVTIMEO, PATIENCE_S * 1000)
        bound.bind(f"ipc://{path}")
        wire = Wire(path, wired, most)
        held.extend([wire, bound])
        assert wire.connect()
        return bound, wire

    yield listen
    for one in held:
        one.close()


def moved(wire, holds):
    """Move what is to be moved until something holds."""
    until = time.monotonic() + PATIENCE_S
    while not (found := holds()):
        assert time.monotonic() < until
        poller = select.poll()
        if wire and wire.fileno() >= 0:
            poller.register(wire, wire.events)
        poller.poll(20)
        if wire:
            wire.move()
    return found


def _there(peeping):
    """Return what has come and was not read."""
    try:
        return peeping.recv(MIB, socket.MSG_PEEK)
    except BlockingIOError:
        return b""


@pytest.mark.parametrize("size", [0, 1, 255, 256, 70_000, 5_000_000])
def test_libzmq_and_a_wire_understand_each_other(listener, size):
    router, wire = listener(zmq.ROUTER, "DEALER", 6_000_000)
    sent = [b"<IDS|MSG>", b"x" * size, b""]
    wire.send(sent)
    moved(wire, lambda: router.poll(0))
    who, *came = router.recv_multipart()
    assert came == sent
    router.send_multipart([who, *sent, *sent[2:]])
    assert moved(wire, wire.take) == [*sent, *sent[2:]]


@pytest.mark.parametrize("kind", [zmq.PUB, zmq.XPUB])
def test_a_wire_subscribes_to_everything(listener, kind):
    publisher, wire = listener(kind, "SUB")
    until = time.monotonic() + PATIENCE_S
    while not (came := wire.take()):
        assert time.monotonic() < until
        publisher.send_multipart([b"topic", b"content"])
        wire.move()
    assert came == [b"topic", b"content"]


def test_no_more_is_read_than_is_taken(listener):
    router, wire = listener(zmq.ROUTER, "DEALER", MIB)
    wire.send([b"who I am"])
    moved(wire, lambda: router.poll(0))
    who, _ = router.recv_multipart()
    router.set(zmq.SNDHWM, 0)
    for i in range(200):
        router.send_multipart([who, b"%d" % i, bytes(MIB // 2)])  # these are held by libzmq
    forget_peak()
    before = most_memory()
    wire.send([b"a request"])
    assert most_memory() - before < 8 * MIB
    assert [moved(wire, wire.take)[0] for _ in range(200)] == [b"%d" % i for i in range(200)]


def test_a_wire_that_is_cut_is_connected_again(listener):
    router, wire = listener(zmq.ROUTER, "DEALER")
    wire.send([b"first"])
    moved(wire, lambda: router.poll(0))
    who, _ = router.recv_multipart()
    router.send_multipart([who, bytes(MOST + 1)])
    moved(wire, lambda: wire.is_cut)
    assert wire.fileno() == -1
    wire.send([b"second"])
    moved(wire, lambda: router.poll(0))
    assert router.recv_multipart()[1] == b"second"


def test_a_request_does_not_go_to_a_line_that_was_cut_unseen(listener):
    """The answer to it would be lost."""
    router, wire = listener(zmq.ROUTER, "DEALER")
    wire.send([b"first"])
    moved(wire, lambda: router.poll(0))
    who, _ = router.recv_multipart()
    router.send_multipart([who, b"small"])
    router.send_multipart([who, bytes(MOST + 1)])
    with socket.socket(fileno=os.dup(wire.fileno())) as peeping:
        moved(None, lambda: len(_there(peeping)) > len(packed([b"small"])))  # both are on their way
    wire.send([b"second"])
    moved(wire, lambda: router.poll(0))
    other, said = router.recv_multipart()
    assert (said, other == who) == (b"second", False)


@pytest.fixture
def hostile(folder):
    """A function that listens, serves one connection in a thread, and returns a wire to it."""
    threads, held = [], []

    def serve(act, most=MOST):
        path = folder / secrets.token_hex(4)
        server = socket.socket(socket.AF_UNIX)
        held.append(server)
        server.bind(str(path))
        server.listen()

        def run():
            connection, _ = server.accept()
            with connection:
                try:
                    act(connection)
                except OSError:  # hung up
                    return

        threads.append(threading.Thread(target=run))
        threads[-1].start()
        held.append(Wire(path, "DEALER", most))
        assert held[-1].connect()
        return held[-1]

    yield serve
    for one in held:
        one.close()
    for thread in threads:
        thread.join(PATIENCE_S)
        assert not thread.is_alive()


def endless(begin, piece):
    """Return what sends something, then something else for ever."""

    def act(connection):
        connection.sendall(begin)
        while True:
            connection.sendall(piece)

    return act


@pytest.mark.parametrize(
    "act",
    [
        endless(b"", b"x" * 1000),
        endless(b"", GREETING),
        endless(GREETING, b"\x06" + (2**40).to_bytes(8, "big") + bytes(1000)),
        endless(GREETING + b"\x06" + (2**40).to_bytes(8, "big"), bytes(1000)),
        endless(HELLO, b"\x01\x00" * 1000),
        endless(HELLO, b"\x03" + (2**15).to_bytes(8, "big") + bytes(2**15)),
        endless(HELLO + b"\x02" + (2**40).to_bytes(8, "big"), bytes(1000)),
    ],
    ids=["garbage", "greetings", "commands", "ready", "parts", "large parts", "part"],
)
def test_what_has_no_end_is_cut_off(hostile, act):
    wire = hostile(act)
    forget_peak()
    before = most_memory()
    moved(wire, lambda: wire.is_cut)
    assert most_memory() - before < 8 * MIB


def test_commands_without_end_take_no_memory(hostile):
    wire = hostile(endless(HELLO, b"\x06" + (2**10).to_bytes(8, "big") + bytes(2**10)))
    moved(wire, lambda: wire.is_open)
    forget_peak()
    before = most_memory()
    for _ in range(1000):
        wire.move()
    wire.send([b"x"])  # comes back, too
    assert most_memory() - before < 8 * MIB


def test_a_listener_that_says_nothing_and_takes_nothing_does_not_keep_us(hostile):
    done = threading.Event()
    wire = hostile(lambda _: done.wait(PATIENCE_S))
    wire.send([bytes(5_000_000)])
    assert not wire.is_open
    assert wire.events == select.POLLIN  # nothing can go out before it is ready, so nobody spins
    done.set()
    moved(wire, lambda: wire.is_cut)


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_a_link_to_a_socket_is_not_followed(context, folder, monkeypatch, platform):
    monkeypatch.setattr("jupyter_analyst.sandbox.channels.wire.sys.platform", platform)
    place = folder / "k"
    wire = Wire(place, "DEALER", MOST)
    with context.socket(zmq.ROUTER) as target, target.get_monitor_socket() as seen:
        target.bind(f"ipc://{folder}/host")
        assert not wire.connect()
        place.symlink_to(folder / "host")
        assert not wire.connect()
        place.unlink()
        place.write_text("a file")
        assert not wire.connect()
        wire.send([b"goes nowhere"])
        assert (wire.take(), wire.is_cut) == (None, False)
        place.unlink()
        place.hardlink_to(folder / "host")  # which it cannot make; shows that it would be seen
        assert wire.connect()
        events = [recv_monitor_message(seen)["event"] for _ in range(2)]
        assert events == [zmq.EVENT_LISTENING, zmq.EVENT_ACCEPTED]
        assert moved(wire, lambda: wire.is_open)
        target.disable_monitor()
    wire.close()


def test_wires_leave_no_open_files(context, folder):
    wire = Wire(folder / "k", "DEALER", MOST)
    with context.socket(zmq.ROUTER) as router:
        router.bind(f"ipc://{folder}/k")
        files = psutil.Process().num_fds()
        for _ in range(500):
            assert wire.connect()
            wire.send([b"x"])
            moved(wire, lambda: router.poll(0))
            router.recv_multipart()
        wire.close()
        moved(None, lambda: psutil.Process().num_fds() <= files)  # libzmq closes its ends later


def test_closing_a_wire_wakes_who_waits_for_it(listener):
    _, wire = listener(zmq.ROUTER, "DEALER")
    moved(wire, lambda: wire.is_open)
    closing = threading.Timer(0.1, wire.close)
    closing.start()
    assert select.select([wire], [], [], PATIENCE_S)[0]
    closing.join()
    assert not wire.move()
    assert wire.fileno() == -1


def test_a_piece_that_was_torn_by_an_interrupt_cuts_the_line(listener, monkeypatch):
    _, wire = listener(zmq.ROUTER, "DEALER")
    moved(wire, lambda: wire.is_open)
    monkeypatch.setattr(wire, "_push", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        wire.move()
    assert wire.is_cut


# with real kernels

FLOODED = "Stopped: it showed more than 10 MB; its variables are kept."
LINES = """
import os, socket, stat
kernel = get_ipython().kernel
publisher = kernel.iopub_thread.socket
def lines(name):
    "Yield the connections of the kernel to the host, by the file they came by."
    for number in map(int, os.listdir("/proc/self/fd")):
        try:
            is_socket = stat.S_ISSOCK(os.fstat(number).st_mode)
        except OSError:  # that of the listing itself
            continue
        if is_socket:
            with socket.socket(fileno=os.dup(number)) as found:
                listens = found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
                if not listens and str(found.getsockname()).endswith(name):
                    yield found
def forever(name, begin, piece):
    "Write into the connection itself, as if libzmq did, until the host hangs up."
    for line in lines(name):
        line.settimeout(5)
        try:
            line.sendall(begin)
            for _ in range(2**30 // len(piece)):
                line.sendall(piece)
        except OSError as error:
            print(error)
"""
BIG = "b'\\x03' + (2**22).to_bytes(8, 'big') + bytes(2**22)"


@pytest.fixture(scope="module")
def box(level, tmp_path_factory):
    """One sandbox on a level."""
    home = tmp_path_factory.mktemp("gate-home")
    sandbox = Sandbox(home, refuse_below=level, limits=Limits(wall_s=30), spare=False)
    yield sandbox
    sandbox.close()


def forget_peak():
    """Measure the most memory anew."""
    Path("/proc/self/clear_refs").write_text("5")


def most_memory():
    """Return the most memory this process held since then, in bytes."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) * 1024


@pytest.fixture(autouse=True)
def next_run_works(request):
    """Whatever code did, the next run works."""
    yield
    if "box" in request.fixturenames:
        assert request.getfixturevalue("box").run("1 + 1").text == "2"


sandboxed = (pytest.mark.sandbox, pytest.mark.slow)


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(code, marks=sandboxed, id=name)
        for name, code in {
            "parts": "publisher.send_multipart([b'x' * 2**22] * 200)",
            "endless parts": f"forever('k-2', b'', {BIG})",
            "small parts": "publisher.send_multipart([b'x'] * 1_500_000)",
            "endless small parts": "forever('k-2', b'', b'\\x01\\x00' * 2**16)",
            "one part": "forever('k-2', b'\\x02' + b'\\x7f' * 8, bytes(2**16))",
            "replies": f"forever('k-1', b'', {BIG})",
            "answers to interrupts": f"forever('k-4', b'', {BIG})",
        }.items()
    ],
)
def test_a_message_without_end_does_not_fill_the_memory_of_the_host(box, code):
    box.run("kept = 1")
    forget_peak()
    before = most_memory()
    assert box.run(f"{LINES}\n{code}").fault == FLOODED
    assert most_memory() - before < 40 * MIB
    assert box.run("kept").text == "1"


SLOWLY = """
import threading, time
def pieces():
    "Write one message into the connection, for longer than anybody waits for what is late."
    for line in lines("k-2"):
        line.settimeout(5)
        line.sendall(b"\\x02" + (2**23 - 1).to_bytes(8, "big"))
        for _ in range(8):
            time.sleep(0.2)
            line.sendall(bytes(2**16))
        line.sendall(b"\\x7f" * 2**23)
threading.Thread(target=pieces).start()
time.sleep(0.1)
"""


@pytest.mark.sandbox
@pytest.mark.slow
def test_a_message_that_comes_slowly_is_waited_for_after_the_code_has_ended(box):
    """A machine with much to do is as slow; the run after it must not be blamed for its message."""
    assert box.run(f"{LINES}\n{SLOWLY}").fault == FLOODED


@pytest.mark.sandbox
@pytest.mark.slow
def test_restarts_leave_neither_open_files_nor_threads(box):
    process = psutil.Process()
    files, threads = [], []
    for _ in range(8):  # threads that start and end sandboxes are kept, and come one by one
        box.restart()
        box.run("1")
        files.append(process.num_fds())
        threads.append(process.num_threads())
    # one that just closes may still be counted; a leak would grow with every restart
    assert min(files[4:]) <= max(files[:4])
    assert min(threads[4:]) <= max(threads[:4])


@pytest.mark.sandbox
@pytest.mark.slow
def test_a_large_output_that_is_not_too_large_comes_whole(level, tmp_path):
    shown = []
    limits = Limits(output_mb=30)
    box = Sandbox(tmp_path, refuse_below=level, limits=limits, spare=False)
    try:
        ran = box.run("for _ in range(3): display('x' * 8_300_000)", show=shown.append)
    finally:
        box.close()
    assert (ran.status, ran.fault, len(shown)) == ("ok", "", 3)
