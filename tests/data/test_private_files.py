import stat

import pytest

from jupyter_analyst.data.kept.files import private_folder, sweep, write_private


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_files_and_folders_are_private(tmp_path):
    path = tmp_path / "a" / "b" / "c.bin"
    write_private(path, b"content")
    assert path.read_bytes() == b"content"
    assert mode(path) == 0o600
    assert (mode(tmp_path / "a"), mode(tmp_path / "a" / "b")) == (0o700, 0o700)


def test_a_folder_that_exists_keeps_its_mode(tmp_path):
    (tmp_path / "a").mkdir(mode=0o755)
    private_folder(tmp_path / "a")
    assert mode(tmp_path / "a") == 0o755


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_interrupts_a_write_leaves_the_old_content_and_no_half(tmp_path, error):
    path = tmp_path / "a.bin"
    write_private(path, b"old")

    def halfway(file):
        file.write(b"ne")
        raise error

    with pytest.raises(type(error)):
        write_private(path, halfway)
    assert path.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]


def test_what_a_killed_process_left_is_swept_away(tmp_path):
    (tmp_path / ".a.bin.x1y2.tmp").write_bytes(b"half")
    (tmp_path / "a.bin").write_bytes(b"whole")
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.bin"]
