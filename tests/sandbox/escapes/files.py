"""What the host does with files the sandbox left: it counts, removes, connects, imports."""

import subprocess
import sys
import time

from escapes.case import FILTER, Group

GROUP = Group("import of files")
ALL_GONE = "all of it was removed, and nothing else"


def removed(scene):
    """Have the host empty the folder; what lies outside must stay."""
    scene.kernel.stop()
    scene.kernel.place.empty()
    left = list(scene.kernel.place.scratch.iterdir())
    return f"ESCAPED: {left}" if left else f"blocked: {ALL_GONE}"


def counted(scene):
    """Have the host count the folder once."""
    found = scene.kernel.watchdog._measure()
    return f"blocked: counted{', ' + found if found else ''}"


def imported(scene):
    """Have the host start a process of its own in the folder, as it does with a new kernel."""
    scene.kernel.stop()
    code = "import json, sys, jupyter_analyst.inside.boot as b; print(b.__file__, json.__file__)"
    ran = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=scene.kernel.place.scratch,
        capture_output=True,
        text=True,
        check=True,
    )
    mine = str(scene.kernel.place.scratch)
    return f"ESCAPED: {ran.stdout}" if mine in ran.stdout else "blocked: the host imports its own"


def offered(scene):
    """Have the host offer a dataset again."""
    from jupyter_analyst.sandbox import shelf

    shelf.put(scene.kernel.place.shelf, {"heart": scene.ground.dataset})
    names = sorted(path.name for path in scene.kernel.place.shelf.iterdir())
    return f"works: {len(names)} files, {names[-1]}"


@GROUP.works("offer", "2 files, datasets.json", limits={}, then=offered)
def a_dataset_can_be_offered_afterwards(host):
    open("a", "w").close()
    return "laid: a file"


def emptied(scene):
    """Have the host empty the folder, as a control."""
    return removed(scene).replace(f"blocked: {ALL_GONE}", "works: nothing is left")


@GROUP.works("remove", "nothing is left", limits={}, then=emptied)
def plain_files_are_removed(host):
    import os

    os.makedirs("a/b/c")
    open("a/b/c/d", "w").close()
    return "laid: files"


@GROUP.blocked("link to a folder", {"A": ALL_GONE, "B": "EACCES"}, limits={}, then=removed)
def a_link_leads_the_remover_to_a_folder_of_the_host(host):
    import os

    os.symlink(host.folder, "way")
    return "laid: a link"


@GROUP.blocked(
    "link to a file", {"A": "counted", "B": "EACCES"}, limits={"scratch_mib": 8}, then=counted
)
def a_link_leads_the_counter_to_a_disk(host):
    import os

    os.symlink("/proc/kcore", "huge")
    return "laid: a link"


@GROUP.blocked("loop", {"A": "counted", "B": "EACCES"}, limits={}, then=counted)
def links_lead_the_counter_in_a_circle(host):
    import os

    os.mkdir("a")
    os.symlink("..", "a/b")
    return "laid: a circle"


@GROUP.blocked("depth", ALL_GONE, limits={}, then=removed)
def folders_are_deeper_than_a_path_can_be_long(host):
    import os

    for _ in range(25):
        os.mkdir("d" * 200)
        os.chdir("d" * 200)
    return "laid: folders"


@GROUP.blocked("names", ALL_GONE, limits={}, then=removed)
def names_are_options_of_programs_and_no_text(host):
    import os

    for name in (b"-rf", b"--no-preserve-root", b"*", b"\n", b"\xff\xfe", b"$(touch x)", b"..."):
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    return "laid: names"


@GROUP.blocked("rights", ALL_GONE, limits={}, then=removed)
def a_folder_has_no_rights_and_something_in_it(host):
    import os

    os.umask(0o777)
    os.mkdir("shut")
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY))
    return "laid: a folder"


@GROUP.blocked("many", ALL_GONE, limits={}, then=removed)
def there_are_thousands_of_files(host):
    for number in range(1500):
        open(f"{number}", "w").close()
    return "laid: files"


@GROUP.blocked("fifo", FILTER)
def the_host_is_made_to_wait_at_a_pipe(host):
    import os

    return os.mkfifo("pipe")


@GROUP.blocked("socket", {"A": "counted", "B": "EACCES"}, limits={}, then=counted)
def a_socket_lies_among_the_files(host):
    import socket

    socket.socket(socket.AF_UNIX).bind("s")
    return "laid: a socket"


@GROUP.blocked("module", "the host imports its own", limits={}, then=imported)
def modules_lie_where_the_host_starts_processes(host):
    import os

    for name in ("json", "jupyter_analyst", "pandas", "sitecustomize", "usercustomize"):
        os.mkdir(name)
        with open(f"{name}/__init__.py", "w") as file:
            file.write("raise SystemExit('imported')")
    return "laid: modules"


def connected(scene):
    """Have the host ask again; it must not call a socket of its own that a link leads to."""
    if "Permission denied" in scene.ran.fault:
        return "blocked: EACCES"
    time.sleep(1)  # for what connects again by itself
    scene.box.run("1 + 1", timeout_s=3)
    return "blocked: the host did not call"


@GROUP.blocked(
    "socket swap", {"A": "the host did not call", "B": "EACCES"}, whole=True, then=connected
)
def a_socket_of_the_kernel_becomes_a_link_to_one_of_the_host(host):
    import os
    import socket
    import threading
    import time

    os.symlink(host.agent, host.sockets + "/" + host.mark)
    import ctypes
    import stat

    def swap():
        time.sleep(0.5)  # the host has heard the end of this run
        for name in os.listdir(host.sockets):
            if name.startswith("k-"):
                os.unlink(f"{host.sockets}/{name}")
                os.symlink(host.agent, f"{host.sockets}/{name}")
        for handle in map(int, os.listdir("/proc/self/fd")):
            try:
                if stat.S_ISSOCK(os.fstat(handle).st_mode):
                    ctypes.CDLL(None).shutdown(handle, socket.SHUT_RDWR)
            except OSError:
                continue

    threading.Thread(target=swap).start()


@GROUP.blocked("pickle", "the host reads JSON only", whole=True, then=lambda scene: (
    f"ESCAPED: {scene.ran}" if "forged" in scene.ran.text else "blocked: the host reads JSON only"
))  # fmt: skip
def an_object_is_sent_that_runs_code_when_it_is_read(host):
    import os
    import pickle

    class Evil:
        def __reduce__(self):
            return (os.mkdir, (host.folder + "/" + host.mark,))

    kernel = get_ipython().kernel
    message = kernel.session.msg("stream", pickle.dumps(Evil()), parent=kernel.get_parent("shell"))
    kernel.iopub_socket.send_multipart(kernel.session.serialize(message))
