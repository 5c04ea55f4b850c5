"""Write beside the built extension which sources it was built from."""

from __future__ import annotations

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
STAMP = HERE.parent / "jupyter_analyst" / "labextension" / "sources.sha256"
FOLDERS = ("schema", "src", "style")
FILES = ("package.json", "rspack.config.js", "tsconfig.json", "yarn.lock")


def of_sources() -> str:
    """Return the hash of all that the build reads."""
    inside = [path for folder in FOLDERS for path in (HERE / folder).rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for path in sorted([*inside, *(HERE / name for name in FILES)]):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(HERE).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


if __name__ == "__main__":
    STAMP.write_text(of_sources() + "\n", encoding="utf-8")
