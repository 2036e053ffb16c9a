"""Reading the files that a responder names."""

import os
from pathlib import Path

import pytest

from crisiskit.desk.files import read_file
from crisiskit.errors import UsageError


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "截图.png"
    path.write_bytes(b"\x89PNG")
    file = read_file(path)
    assert (file.name, file.content) == ("截图.png", b"\x89PNG")


@pytest.mark.parametrize("kind", ["folder", "pipe", "nothing"])
def test_what_is_no_file_is_a_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(UsageError, match=r"is not a file|cannot be read"):
        read_file(path)
