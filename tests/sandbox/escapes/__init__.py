"""The attempts to break out of the sandbox, by what they are aimed at.

Each is a function whose source runs inside. It must print one line that says how it was refused;
what must go on working prints one, too. The host then looks whether anything of its own was
touched. Nothing runs before the walls were shown to stand (`guard`).
"""

from escapes import (
    environment,
    exchange,
    limits,
    network,
    processes,
    reading,
    relay,
    writing,
)

# `exchange` goes on with the group that `files` begins
GROUPS = [
    module.GROUP
    for module in (reading, writing, network, environment, processes, limits, relay, exchange)
]
CASES = [case for group in GROUPS for case in group.cases]
