"""What to do when a level of isolation does not work on this machine."""

from __future__ import annotations

import platform
import re
from pathlib import Path

_INSTALL = {
    "debian": "apt-get install bubblewrap",
    "fedora": "dnf install bubblewrap",
    "suse": "zypper install bubblewrap",
    "arch": "pacman -S bubblewrap",
    "alpine": "apk add bubblewrap",
}
"""Command that installs bubblewrap, by family of distribution."""

_FAULTS_OF_BUBBLEWRAP = {
    "not installed": "Install it: `{install}`.",
    "cannot be started|did not run": (
        "It is not the program it should be; install it anew: `{install}`."
    ),
    "nknown option": "Version 0.8 or later of bubblewrap is needed.",
}
"""What to do, by a pattern of what was found."""

_APPARMOR = Path("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
_CONTAINERS = (Path("/.dockerenv"), Path("/run/.containerenv"), Path("/run/secrets/kubernetes.io"))


def remedy(level: str, fault: str) -> str:
    """Return what would make a level work, as plain sentences.

    Parameters
    ----------
    level : str
        The level.
    fault : str
        What was found when it was tried.
    """
    if platform.system() != "Linux":
        return "It needs Linux; on another system, run Jupyter in a Linux container."
    return _for_bubblewrap(fault) if level == "A" else _for_landlock(fault)


def _for_bubblewrap(fault: str) -> str:
    for sign, words in _FAULTS_OF_BUBBLEWRAP.items():
        if re.search(sign, fault):
            return words.format(install=_install())
    return _for_namespaces() if re.search("ermission|ermitted|namespace", fault) else ""


def _for_namespaces() -> str:
    """Return what lets an ordinary user make namespaces here."""
    if _APPARMOR.exists() and _APPARMOR.read_text(encoding="ascii").strip() == "1":
        return (
            "AppArmor keeps programs from making user namespaces; it lets bubblewrap make them "
            "after `apt-get install apparmor-profiles`, then `ln -s "
            "/usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/`, then "
            "`systemctl reload apparmor`."
        )
    if any(path.exists() for path in _CONTAINERS):
        return "This container may not make user namespaces; whoever starts it can allow them."
    return "User namespaces are refused; `sysctl -w user.max_user_namespaces=10000` allows them."


def _for_landlock(fault: str) -> str:
    if "Landlock" in fault:
        return (
            "Linux 5.13 or later is needed, with `landlock` among the security modules it is "
            "started with (`lsm=`), in a container that lets it be used."
        )
    return ""


def _install() -> str:
    """Return the command that installs bubblewrap on this distribution."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:
        release = {}
    families = f"{release.get('ID', '')} {release.get('ID_LIKE', '')}"
    found = (command for family, command in _INSTALL.items() if family in families)
    return next(found, _INSTALL["debian"])
