"""Breaking out by the network: no packet and no message leaves, on both levels."""

import socket

import pytest

pytestmark = [pytest.mark.sandbox, pytest.mark.slow]


@pytest.fixture
def listener():
    """A TCP port of the host on which nobody has called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_port_of_the_host_cannot_be_reached(inside, listener):
    ran = inside.run(f"import socket; socket.create_connection({listener.getsockname()!r})")
    assert ran.error == "PermissionError"


def test_the_same_port_can_be_reached_from_outside(listener):
    with socket.create_connection(listener.getsockname(), timeout=5):
        caller, _ = listener.accept()
        caller.close()


@pytest.mark.parametrize(
    "way",
    [
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:{port}')",
        "import http.client; http.client.HTTPConnection('127.0.0.1', {port}).request('GET', '/')",
        "import pandas; pandas.read_csv('http://127.0.0.1:{port}/x.csv')",
    ],
)
def test_libraries_cannot_reach_it_either(inside, listener, way):
    ran = inside.run(way.format(port=listener.getsockname()[1]))
    assert ran.error in {"URLError", "PermissionError"}
    assert "not permitted" in ran.words


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_NETLINK", "AF_PACKET", "AF_VSOCK"])
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW"])
def test_there_are_no_sockets_but_local_streams(inside, family, kind):
    ran = inside.run(f"import socket; socket.socket(socket.{family}, socket.{kind})")
    assert ran.error == "PermissionError"


def test_no_datagram_reaches_the_host(inside):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(0)
        ran = inside.run(
            "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)"
            f".sendto(b'x', {server.getsockname()!r})"
        )
        assert ran.error == "PermissionError"
        with pytest.raises(BlockingIOError):
            server.recv(1)


def test_names_are_not_looked_up(inside):
    ran = inside.run("import socket; socket.getaddrinfo('example.org', 80)")
    assert ran.error == "gaierror"


@pytest.mark.parametrize("where", ["sockets", "abstract"])
def test_a_local_socket_of_the_host_cannot_be_reached(inside, where):
    """The folder of the kernel's own sockets is the one place both sides see."""
    name = str(inside.place.sockets / "host") if where == "sockets" else "\0sandbox-test"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(name)
        server.listen()
        server.settimeout(0)
        ran = inside.run(f"import socket; socket.socket(socket.AF_UNIX).connect({name!r})")
        assert ran.error == "PermissionError"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_local_datagram_socket_of_the_host_cannot_be_reached(inside):
    name = str(inside.place.sockets / "log")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(name)
        server.settimeout(0)
        ran = inside.run(
            "import socket; a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM);"
            f"a.sendto(b'x', {name!r})"
        )
        assert ran.error == "PermissionError"
        with pytest.raises(BlockingIOError):
            server.recv(1)


def test_a_stream_pair_does_not_reach_it_either(inside):
    name = str(inside.place.sockets / "pair")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(name)
        server.listen()
        server.settimeout(0)
        ran = inside.run(
            f"import socket; a, b = socket.socketpair(); b.close();a.connect({name!r})"
        )
        assert ran.error == "PermissionError"
        with pytest.raises(BlockingIOError):
            server.accept()
