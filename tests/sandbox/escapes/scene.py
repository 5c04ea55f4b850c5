"""Where the cases run: kernels and a sandbox of one level, each shown to contain first."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from escapes import guard
from escapes.ground import Ground
from escapes.kernels import DiedError, Kernel
from jupyter_analyst.sandbox import Sandbox
from jupyter_analyst.sandbox.limits import Limits
from jupyter_analyst.sandbox.place import Place

_TIDY = """
import os
os.chdir(os.path.dirname(os.environ["HOME"]))
for _path in os.listdir():
    if not _path.startswith("."):
        __import__("shutil").rmtree(_path, ignore_errors=True)
        os.path.lexists(_path) and os.unlink(_path)
"""
"""Goes back to the working directory and clears it, whatever a case before has left."""


@dataclass
class Scene:
    """What the host sees of one case: where it ran and what came of it."""

    ground: Ground
    kernel: Kernel | None = None
    box: Sandbox | None = None
    ran: Any = None


class Stage:
    """Runs cases on one level."""

    def __init__(self, level, home):
        self.level = level
        self._home = home
        self.ground = Ground(home)
        self._neighbour = Place.make(home / "neighbour")
        self._kernel = self._box = None

    def line(self, case):
        """Run a case; return the one line that came of it."""
        if case.whole:
            return self._in_sandbox(case)
        if case.limits is not None:
            return self._in_own_kernel(case)
        kernel = self._shared()
        kernel.run(_TIDY)
        return self._in_kernel(case, kernel, self._facts)

    def close(self):
        for one in (self._kernel, self._box, self._neighbour, self.ground):
            if one is not None:
                one.close()

    def _shared(self):
        """Return the kernel most cases share, with the dataset `heart` on its shelf."""
        if self._kernel is None:
            self._kernel = self._proven(Kernel(self.level, self._home / "shared"))
            place = self._kernel.place
            (place.shelf / "heart.parquet").write_bytes(self.ground.dataset.read_bytes())
            (place.shelf / "datasets.json").write_text(json.dumps({"heart": "heart.parquet"}))
            names = self.ground.listen(place.sockets)
            self._facts = self.ground.facts(place, names, self._neighbour.scratch, self.level)
        return self._kernel

    def _proven(self, kernel):
        """Return a kernel that contains what it runs; end one that does not."""
        try:
            guard.prove(lambda code: kernel.run(code).text, self.ground.secret)
        except BaseException:
            kernel.close()
            raise
        return kernel

    def _in_own_kernel(self, case):
        kernel = self._proven(Kernel(self.level, self._home / "own", Limits(**case.limits)))
        try:
            names = str(kernel.place.sockets / "host"), str(kernel.place.sockets / "log")
            place = self._neighbour.scratch
            facts = self.ground.facts(kernel.place, names, place, self.level)
            return self._in_kernel(case, kernel, facts)
        finally:
            kernel.close()

    def _in_kernel(self, case, kernel, facts):
        try:
            ran = kernel.run(case.code(facts))
        except DiedError:
            if case.then:
                return case.then(Scene(self.ground, kernel=kernel))
            return f"blocked: it was ended: {kernel.why()}"
        line = f"{ran.text}{ran.error}".strip()
        if line.startswith("laid: "):
            return case.then(Scene(self.ground, kernel=kernel, ran=ran))
        return line

    def _in_sandbox(self, case):
        if self._box is None:
            self._box = Sandbox(self._home / "box", refuse_below=str(self.level), spare=True)
            guard.prove(lambda code: self._box.run(code).text, self.ground.secret)
        found = self._box.run("import os; (os.getcwd(), os.environ['HOME'])")
        assert found.level == str(self.level), found
        facts = self.ground.facts(self._neighbour, ("", ""), self._neighbour.scratch, self.level)
        facts["sockets"] = str(self._place_of_box().sockets)
        ran = self._box.run(case.code(facts), timeout_s=case.timeout_s)
        if case.then:
            return case.then(Scene(self.ground, box=self._box, ran=ran))
        return f"blocked: {ran.status}: {ran.fault}"

    def _place_of_box(self):
        return self._box._worker.place  # where its sockets are, which an attacker can find out
