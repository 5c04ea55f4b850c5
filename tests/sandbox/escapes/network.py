"""Sending anything anywhere: no packet, no message and no open file leaves."""

import socket

from escapes.case import FILTER, Group

GROUP = Group("network")


def can_be_called(scene):
    """Call the port of the host from the host, or its silence would mean nothing."""
    with socket.create_connection(scene.ground.listener.getsockname(), timeout=5):
        caller, _ = scene.ground.listener.accept()
        caller.close()
    return "works: the port answers outside"


@GROUP.works("listener", "the port answers outside", then=can_be_called)
def a_port_of_the_host_can_be_called_from_outside(host):
    return "laid: nothing"


@GROUP.works("socketpair", "b'x'")
def its_own_threads_talk_by_a_pair_of_sockets(host):
    import socket

    left, right = socket.socketpair()
    left.send(b"x")
    return f"works: {right.recv(1)}"


@GROUP.blocked("tcp", FILTER)
def a_port_of_the_host_is_called(host):
    import socket

    return socket.create_connection(("127.0.0.1", host.port))


@GROUP.blocked("tcp6", FILTER)
def a_port_is_called_by_the_newer_protocol(host):
    import socket

    return socket.socket(socket.AF_INET6, socket.SOCK_STREAM)


@GROUP.blocked("udp", FILTER)
def a_datagram_is_sent(host):
    import socket

    return socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(
        b"x", ("127.0.0.1", host.udp_port)
    )


@GROUP.blocked("raw", FILTER)
def a_packet_is_made_by_hand(host):
    import socket

    return socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)


@GROUP.blocked("packet", FILTER)
def the_cable_is_listened_to(host):
    import socket

    return socket.socket(socket.AF_PACKET, socket.SOCK_RAW)


@GROUP.blocked("netlink", FILTER)
def the_network_of_the_kernel_is_asked(host):
    import socket

    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)


@GROUP.blocked("vsock", FILTER)
def the_machine_that_runs_this_machine_is_called(host):
    import socket

    return socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)


@GROUP.blocked("alg", FILTER)
def the_ciphers_of_the_kernel_are_used(host):
    import socket

    return socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)


@GROUP.blocked("families", "all but local streams")
def all_kinds_of_sockets_are_tried(host):
    import itertools
    import socket

    for family, kind in itertools.product(range(46), range(1, 11)):
        if (family, kind) != (socket.AF_UNIX, socket.SOCK_STREAM):
            try:
                return socket.socket(family, kind)
            except PermissionError:
                continue
    raise Blocked("all but local streams")


@GROUP.blocked("pair of datagrams", FILTER)
def a_pair_of_sockets_for_datagrams_is_made(host):
    import socket

    return socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b"x", host.datagrams)


@GROUP.blocked("unix", FILTER)
def a_socket_of_the_host_is_called_by_its_path(host):
    """It lies in the folder of sockets, the one place both sides see."""
    import socket

    return socket.socket(socket.AF_UNIX).connect(host.socket)


@GROUP.blocked("abstract", FILTER)
def a_socket_of_the_host_is_called_by_a_name_without_a_file(host):
    import socket

    return socket.socket(socket.AF_UNIX).connect("\0" + host.abstract)


@GROUP.blocked("connected pair", FILTER)
def one_of_a_pair_of_sockets_is_connected_anew(host):
    import socket

    left, right = socket.socketpair()
    right.close()
    return left.connect(host.socket)


@GROUP.blocked("sendto", ("ENOTCONN", "EISCONN", "EOPNOTSUPP", "ENOTSUP", "EINVAL"))
def a_socket_that_is_not_connected_sends_to_a_path(host):
    import socket

    return socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).sendto(b"x", host.socket)


@GROUP.blocked("SCM_RIGHTS", FILTER)
def an_open_file_is_sent_as_a_message(host):
    """Files that are on their way count for nobody."""
    import os
    import socket

    left, _ = socket.socketpair()
    return socket.send_fds(left, [b"x"], [os.open(".", os.O_RDONLY)])


@GROUP.blocked("io_uring", FILTER)
def calls_are_made_by_way_of_a_ring(host):
    return call("io_uring_setup", 1, bytes(120))


@GROUP.blocked("dns", "gaierror")
def a_name_is_looked_up(host):
    import socket

    return socket.getaddrinfo("example.org", 80)


@GROUP.blocked("duckdb", ("IOException", "CatalogException", "HTTPException", "Error"))
def a_library_fetches_a_page_by_itself(host):
    import duckdb

    return duckdb.sql(f"from read_csv('http://127.0.0.1:{host.port}/x.csv')").fetchall()


@GROUP.blocked("arrow", ("OSError", "EPERM", "EIO", "NotImplementedError", "ECONNREFUSED"))
def a_library_written_in_another_language_calls_a_store(host):
    from pyarrow import fs

    store = fs.S3FileSystem(
        anonymous=True,
        endpoint_override=f"127.0.0.1:{host.port}",
        scheme="http",
        connect_timeout=1,
        request_timeout=1,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=1),
    )
    return store.get_file_info("bucket/key")


@GROUP.blocked("inherited", "it hears only the host that asked")
def a_connection_of_the_host_is_used(host):
    """The sockets it has lead to nobody but itself and to whom it serves."""
    import os
    import socket
    import stat

    for handle in map(int, os.listdir("/proc/self/fd")):
        try:
            if not stat.S_ISSOCK(os.fstat(handle).st_mode):
                continue
        except OSError:
            continue
        own = socket.socket(fileno=os.dup(handle))
        with own:
            if own.family != socket.AF_UNIX:
                return own
            try:
                peer = own.getpeername()
            except OSError:
                continue
            if peer:
                return peer
    raise Blocked("it hears only the host that asked")
