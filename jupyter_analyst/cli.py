"""`jupyter analyst ...`: what can be done without a notebook in front of one."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_analyst._version import __version__
from jupyter_analyst.errors import AnalystError, ReportError, guard
from jupyter_analyst.session import Session
from jupyter_analyst.session.replay import answers_in, replay

if TYPE_CHECKING:
    from collections.abc import Sequence

_PACKAGE = Path(__file__).parent
_GUIDE = "01-quickstart.ipynb"
_DATA = "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status: 0, or 1 after an error said in one line.

    Parameters
    ----------
    arguments : sequence of str, optional
        What was typed behind the program's name; that of the process if left out.
    """
    given = _parser().parse_args(arguments)
    try:
        given.run(given)
    except AnalystError as error:
        print(f"{error} ({error.code})", file=sys.stderr)  # noqa: T201  # the face of a command
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jupyter analyst", description=__doc__)
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    demo = commands.add_parser("demo", help="run the quickstart and leave its notebook and report")
    demo.add_argument("--out", type=Path, default=Path("demo"), help="folder for the files (demo)")
    demo.set_defaults(run=_demo)
    profile = commands.add_parser("profile", help="write the profile of a file as a page")
    profile.add_argument("file", type=Path, help="a CSV or Parquet file")
    profile.add_argument("--out", type=Path, help="the page (FILE-profile.html)")
    profile.set_defaults(run=_profile)
    return parser


def _demo(given: argparse.Namespace) -> None:
    """Run the quickstart in a folder of its own, say what it answered and what lies there."""
    guides = _guides()
    with guard(f"copying the guides to {given.out}"):
        given.out.mkdir(parents=True, exist_ok=True)
        for guide in guides.glob("[0-9]*.ipynb"):
            shutil.copy(guide, given.out)
        shutil.copytree(guides / _DATA, given.out / _DATA, dirs_exist_ok=True)
    guide = replay(given.out.absolute() / _GUIDE)
    _say(f"Ran {guide}")
    for answer in answers_in(guide):
        _say(f"Asked: {answer.question}\nAnswered: {answer.text}")
    for made in sorted(given.out.absolute().glob("heart*")):
        _say(f"Made {made}")


def _profile(given: argparse.Namespace) -> None:
    """Write the profile of a file as a page."""
    session = Session()
    session.load(given.file)
    target = given.out or given.file.with_name(f"{given.file.stem}-profile.html")
    with guard(f"writing {target}"):
        session.profile().to_html(target)
    _say(f"Wrote {target.absolute()}")


def _guides() -> Path:
    """Return the folder of the guides: in the package, or beside it in a checkout.

    Raises
    ------
    ReportError
        If they are in neither.
    """
    for folder in (_PACKAGE / "notebooks", _PACKAGE.parent / "notebooks"):
        if (folder / _GUIDE).is_file():
            return folder
    message = f"The guide {_GUIDE} is not installed with this package ({_PACKAGE})."
    raise ReportError(message, hint="Install the package again.", code="guide-missing")


def _say(line: str) -> None:
    print(line)  # noqa: T201  # the face of a command
