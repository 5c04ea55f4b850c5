"""Learning what the host knows: its environment, its user, its keys, its memory."""

from escapes.case import FILTER, NOT_THERE, Group

GROUP = Group("environment")


@GROUP.works("variables", "True True")
def it_is_told_where_its_data_are(host):
    import os

    there = os.path.isdir(os.environ["ANALYST_DATA"])
    return f"works: {there} {os.environ['HOME'].startswith(os.getcwd())}"


@GROUP.blocked("os.environ", "no secret")
def a_secret_is_looked_for_in_its_environment(host):
    import os

    found = [name for name, value in os.environ.items() if "s3cret" in name + value]
    if not found:
        raise Blocked("no secret")
    return found


@GROUP.blocked("names", "only names that were given to it")
def a_name_in_its_environment_was_not_given_to_it(host):
    import os

    given = (
        *("ANALYST_", "ARROW_", "CLICOLOR", "FORCE_COLOR", "GIT_PAGER", "HOME", "IPY", "JOBLIB_"),
        *("JPY_", "JUPYTER_", "KMP_", "LANG", "LC_CTYPE", "LOGNAME", "MALLOC_", "MKL_", "MPL"),
        *("OMP_", "OPENBLAS_", "PAGER", "PATH", "PWD", "PYDEVD_", "PYTHON", "TERM", "TMPDIR"),
        *("TZ", "USER"),
    )
    found = [name for name in os.environ if not name.startswith(given)]
    if not found:
        raise Blocked("only names that were given to it")
    return found


@GROUP.blocked("proc/self/environ", "no secret")
def a_secret_is_looked_for_in_the_environment_it_started_with(host):
    if b"s3cret" not in open("/proc/self/environ", "rb").read():
        raise Blocked("no secret")
    return "found"


@GROUP.blocked("proc/host/environ", NOT_THERE)
def the_environment_of_the_host_is_read(host):
    return open(f"/proc/{host.pytest}/environ", "rb").read()


@GROUP.blocked("proc/1/environ", NOT_THERE)
def the_environment_of_the_first_process_is_read(host):
    return open("/proc/1/environ", "rb").read()


@GROUP.blocked("proc/1/cmdline", NOT_THERE)
def the_command_that_made_the_walls_is_read(host):
    """It names folders of the host."""
    return open("/proc/1/cmdline").read()


@GROUP.blocked("memory", "no secret")
def a_secret_is_looked_for_in_its_own_memory(host):
    import ctypes
    import re

    wanted = re.compile(rb"s3cret[-]of-the-host")
    for line in open("/proc/self/maps"):
        area, rights, *_, name = line.split(maxsplit=5) if line.count("/") else [*line.split(), ""]
        start, end = (int(edge, 16) for edge in area.split("-"))
        if rights.startswith("rw") and ("[" in name or not name) and end - start < 1 << 26:
            if wanted.search(ctypes.string_at(start, end - start)):
                return area
    raise Blocked("no secret")


@GROUP.blocked("passwd", {"A": "one made-up user", "B": "no user"})
def the_users_of_the_machine_are_listed(host):
    import pwd

    found = [user.pw_name for user in pwd.getpwall()]
    if found in ([], ["analyst"]):
        raise Blocked("one made-up user" if found else "no user")
    return found


@GROUP.blocked("keyring", FILTER)
def the_keys_of_the_user_are_asked_for(host):
    return call("keyctl", 0, -3, 0)


@GROUP.blocked("add_key", FILTER)
def a_key_is_put_where_others_find_it(host):
    return call("add_key", b"user", b"x", b"x", 1, -3)


@GROUP.blocked("shmget", FILTER)
def memory_shared_with_the_host_is_asked_for(host):
    return call("shmget", 0, 4096, 0o1600)


@GROUP.blocked("semget", FILTER)
def semaphores_of_the_machine_are_asked_for(host):
    return call("semget", 0, 1, 0o1600)


@GROUP.blocked("msgget", FILTER)
def a_queue_of_messages_of_the_machine_is_asked_for(host):
    return call("msgget", 0, 0o1600)


@GROUP.blocked("mq_open", FILTER)
def a_named_queue_of_messages_is_opened(host):
    return call("mq_open", b"x", 0, 0, 0)


@GROUP.blocked("hostname", FILTER)
def the_machine_is_given_another_name(host):
    return call("sethostname", b"x", 1)


@GROUP.blocked("clock", FILTER)
def the_clock_of_the_machine_is_set(host):
    return call("settimeofday", 0, 0)


@GROUP.blocked("adjtime", FILTER)
def the_clock_of_the_machine_is_slowed(host):
    return call("clock_adjtime", 0, bytes(208))


@GROUP.blocked("parent", NOT_THERE)
def the_files_of_its_parent_are_looked_at(host):
    import os

    return os.listdir(f"/proc/{os.getppid() or 1}/fd")


def next_one_is_clean(scene):
    """Start anew; what was left for the next kernel must not run in it."""
    scene.box.restart()
    found = scene.box.run(
        "import builtins, os, sys; (hasattr(builtins, 'left'), 'LEFT' in os.environ)"
    )
    if found.text != "(False, False)":
        return f"ESCAPED: {found.text}"
    return "blocked: the next kernel knows nothing of it"


@GROUP.blocked(
    "start-up", "the next kernel knows nothing of it", whole=True, then=next_one_is_clean
)
def files_are_left_that_the_next_kernel_would_run(host):
    import os
    import sys

    text = "import builtins, os; builtins.left = 1; os.environ['LEFT'] = '1'\n"
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    user = os.environ["HOME"] + f"/.local/lib/{version}/site-packages"
    os.makedirs(user)
    places = [
        os.environ["IPYTHONDIR"] + "/profile_default/startup/00-left.py",
        *(f"{user}/{name}.py" for name in ("usercustomize", "sitecustomize")),
        *(f"{name}.py" for name in ("sitecustomize", "usercustomize", "pandas", "ipykernel")),
    ]
    for place in places:
        with open(place, "w") as file:
            file.write(text)
    os.environ["LEFT"] = "1"
    return "laid: files"
