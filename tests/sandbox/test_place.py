"""The folders of a sandbox are private, short enough, and gone afterwards."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from jupyter_analyst.errors import SandboxError
from jupyter_analyst.sandbox import place as places
from jupyter_analyst.sandbox.place import Place


@pytest.fixture
def place(tmp_path):
    found = Place.make(tmp_path)
    yield found
    found.close()


def test_nobody_else_can_look_into_them(place):
    for folder in (place.folder, place.scratch, place.shelf, place.runtime, place.sockets):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_sockets_have_room_for_their_names(place):
    assert len(os.fsencode(place.sockets / "k-12345")) <= 107


def test_two_sandboxes_share_nothing(place, tmp_path):
    other = Place.make(tmp_path)
    assert not {place.folder, place.runtime} & {other.folder, other.runtime}
    assert place.scratch.exists()  # making the other has not swept it away
    other.close()


def test_nothing_is_left_after_closing_even_twice(place):
    (place.scratch / "file").touch()
    place.close()
    place.close()
    assert not place.folder.exists()
    assert not place.runtime.exists()


@pytest.mark.slow
def test_folders_made_to_be_kept_are_removed_too(place):
    """Without rights, deeper than a path can be long, and a link that leads outside."""
    outside = place.folder.parent / "outside"
    outside.mkdir()
    (outside / "file").touch()
    (place.scratch / "link").symlink_to(outside)
    code = (
        "import os\nfor _ in range(3000): os.mkdir('deep'); os.chdir('deep')\nos.mkdir('shut', 0)"
    )
    subprocess.run([sys.executable, "-I", "-c", code], cwd=place.scratch, check=True)
    place.empty()
    assert list(place.scratch.iterdir()) == []
    assert (outside / "file").exists()


def test_what_a_dead_process_left_is_swept(tmp_path):
    code = (
        "import os, sys\nfrom pathlib import Path\n"
        "from jupyter_analyst.sandbox.place import Place\n"
        "found = Place.make(Path(sys.argv[1])); print(found.folder, found.runtime, flush=True)\n"
        "os._exit(0)"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    left = list(map(Path, ran.stdout.split()))
    assert all(folder.exists() for folder in left)
    Place.make(tmp_path).close()
    assert not any(folder.exists() for folder in left)


def test_a_sweep_follows_no_link_that_was_bent(tmp_path):
    folder = tmp_path / "sandbox" / "left"
    folder.mkdir(parents=True)
    (folder / "lock").touch()
    precious = tmp_path / "precious"
    precious.mkdir()
    (folder / "runtime").write_text(str(precious))
    Place.make(tmp_path).close()
    assert precious.exists()


def test_no_short_folder_is_said_plainly(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "_MOST_SOCKET_PATH", 20)
    with pytest.raises(SandboxError, match="can be used for sockets: /") as caught:
        Place.make(tmp_path)
    assert "/dev/shm (File name too long)" in caught.value.message
    assert "TMPDIR" in caught.value.hint
    assert [path.name for path in (tmp_path / "sandbox").iterdir()] == ["lock"]


@pytest.mark.parametrize("ended", ["before its lock", "before its note", "with half a note"])
def test_what_was_left_in_the_middle_of_the_making_is_swept(tmp_path, ended):
    folder = tmp_path / "sandbox" / "0badcafe"
    folder.mkdir(parents=True)
    if ended != "before its lock":
        (folder / "lock").touch()
    if ended == "with half a note":
        (folder / "runtime").touch()
    Place.make(tmp_path).close()
    assert not folder.exists()


def test_a_making_that_fails_leaves_nothing(tmp_path, monkeypatch):
    (tmp_path / "short").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "short"))
    monkeypatch.setattr(Place, "empty", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OSError, match="full"):
        Place.make(tmp_path)
    assert [path.name for path in (tmp_path / "sandbox").iterdir()] == ["lock"]
    assert list((tmp_path / "short").iterdir()) == []


def test_a_relative_home_is_where_it_was_when_the_current_folder_changes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    place = Place.make(Path("relative"))
    assert place.home == tmp_path / "relative"
    place.close()
