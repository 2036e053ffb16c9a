"""Playbooks from other people, rows 1 to 17 and 19 of the threat table: refused, and quickly.

Each runs in a child process with little memory and processor time, so that a crash, a hang or a
bomb is a failure of the test and not of the tests.
"""

import json
import os
import resource
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from crisiskit.playbook.catalogue import Catalogue
from crisiskit.playbook.sources import WORKSPACE, Source
from crisiskit.yamlfile import BadFile, parse, read

MERGE_BOMB = "a0: &a0 {x: y}\n" + "".join(
    f"a{i}: &a{i} {{<<: [{','.join([f'*a{i - 1}'] * 9)}]}}\n" for i in range(1, 9)
)
ALIAS_BOMB = "a0: &a0 [x]\n" + "".join(
    f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 9)
)
ATTACKS = {
    "1 python object": "a: !!python/object/apply:os.system ['id']\n",
    "2 tag directive": "%TAG ! tag:yaml.org,2002:python/object/apply:\n---\n!os.system [id]\n",
    "3 python name": "a: !!python/name:os.system\n",
    "3 python new": "a: !!python/object/new:type [x]\n",
    "4 alias bomb": ALIAS_BOMB,
    "5 merge bomb": MERGE_BOMB,
    "6 deep flow list": "[" * 100_000 + "]" * 100_000,
    "7 deep block map": "".join(" " * i + "a:\n" for i in range(1400)),
    "7 deep flow map": "{a: " * 3000 + "}" * 3000,
    "8 list that holds itself": "&a [*a]\n",
    "8 map that holds itself": "&a {x: *a}\n",
    "9 a million entries": "[" + "a," * 1_000_000 + "]",
    "9 half a million entries": "[" + "a," * 500_000 + "]",
    "9 a hundred thousand anchors": "".join(f"- &a{i} x\n" for i in range(100_000)),
    "9 a scalar of ten megabytes": "a: " + "x" * 10_000_000,
    "10 a key twice": "steps: [a]\nsteps: [b]\n",
    "13 lone surrogate": 'a: "\\ud800"\n',
    "14 null": 'a: "\\0"\n',
    "14 escape": 'a: "\\e[31m"\n',
    "many tags": "- !!str x\n" * 30_000,
    "many keys twice": "a: b\n" * 40_000,
    "an open quotation mark": 'a: "' + "x" * 1_000_000,
    "stars": "*" * 1_000_000,
    "questions": "? " * 500_000,
}
BYTES = {
    "14 UTF-16 little": "a: b\n".encode("utf-16"),
    "14 UTF-16 big": b"\xfe\xff" + "a: b\n".encode("utf-16-be"),
    "14 not UTF-8": b"a: \xff\xfe\xfa\n",
    "14 raw null": b"a: \x00\n",
    "14 raw escape": b"a: \x1b[31m\n",
    "14 raw C1": "a: \x9b31m\n".encode(),
}

MEGABYTES = 64

CHILD = """
import json, resource, sys
from crisiskit.yamlfile import BadFile, parse
import yaml
source = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF)
try:
    parse(source, "x.yaml")
    said = []
except BadFile as error:
    said = [[problem.rule, problem.message] for problem in error.problems]
after = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"said": said, "kilobytes": after.ru_maxrss - before.ru_maxrss}))
"""


def _little_time() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@pytest.mark.parametrize("name", [*ATTACKS, *BYTES])
def test_an_attack_is_refused_without_harm(name: str) -> None:
    source = BYTES[name] if name in BYTES else ATTACKS[name].encode()
    child = subprocess.run(
        [sys.executable, "-c", CHILD],
        input=source,
        capture_output=True,
        preexec_fn=_little_time,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert (child.returncode, child.stderr) == (0, b"")
    told = json.loads(child.stdout)
    assert told["said"]
    assert all("\x1b" not in message and "\0" not in message for _rule, message in told["said"])
    assert told["kilobytes"] < MEGABYTES * 1024


@pytest.mark.parametrize(
    "word", ["no", "yes", "1:30", "012", "1_000", "2024-05-01", "9" * 5000, "59:" * 15_000 + "59"]
)
def test_rows_11_and_12_scalars_are_text(word: str) -> None:
    assert parse(f"id: {word}\n").data == {"id": word}


# --- rows 16, 17 and 19: names and files ----------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "/proc/self/environ", "a/../../b", "C:\\x", "\\\\host\\share", "x:s"],
)
def test_row_16_a_name_is_never_a_path(name: str, tmp_path: Path) -> None:
    (tmp_path / "playbooks").mkdir()
    catalogue = Catalogue([Source(tmp_path, WORKSPACE)])
    assert name not in catalogue.ids()
    from crisiskit.errors import UsageError

    with pytest.raises(UsageError):
        catalogue.load(name)


@pytest.mark.parametrize("make", ["link", "fifo", "device", "folder", "loop"])
def test_row_17_only_ordinary_files_are_opened(make: str, tmp_path: Path) -> None:
    secret = tmp_path / "id_rsa"
    secret.write_text("key: secret\n")
    root = tmp_path / "pack"
    root.mkdir()
    path = root / "steps.yaml"
    if make == "link":
        path.symlink_to(secret)
    elif make == "fifo":
        os.mkfifo(path)
    elif make == "device":
        path.symlink_to("/dev/zero")
    elif make == "folder":
        path.mkdir()
    else:
        path.symlink_to(path)
    with pytest.raises(BadFile) as caught:
        read(path, root)
    assert "secret" not in caught.value.message


def test_row_17_a_device_of_the_root_itself(tmp_path: Path) -> None:
    with pytest.raises(BadFile) as caught:
        read(Path("/dev/zero"), Path("/dev"))
    assert caught.value.problems[0].rule == "not-a-file"


def test_row_17_a_linked_folder_does_not_lead_out(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.yaml").write_text("playbook: a\n")
    root = tmp_path / "pack"
    root.mkdir()
    (root / "playbooks").symlink_to(outside)
    loaded = Catalogue([Source(root, WORKSPACE)]).load("a")
    assert loaded.plan is None
    assert [finding.rule for finding in loaded.findings] == ["outside-root"]


@pytest.mark.parametrize(
    ("first", "second"),
    [("Leak", "leak"), (unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é"))],
)
def test_row_19_names_that_some_systems_take_for_one(
    first: str, second: str, tmp_path: Path
) -> None:
    folder = tmp_path / "playbooks"
    folder.mkdir()
    for name in (first, second):
        (folder / f"{name}.yaml").write_text(f"playbook: {name}\n", encoding="utf-8")
    if len(list(folder.iterdir())) < 2:
        pytest.skip("this file system keeps one of the two")
    catalogue = Catalogue([Source(tmp_path, WORKSPACE)])
    for name in catalogue.ids():
        assert [finding.rule for finding in catalogue.load(name).findings] == ["same-name"]


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u200f", "\u061c"])
def test_row_35_a_text_that_reads_in_another_order_is_refused(mark: str) -> None:
    """Raw, and written as an escape."""
    for text in (f"title: a{mark}b", f'title: "a\\u{ord(mark):04x}b"'):
        with pytest.raises(BadFile, match="control character"):
            parse(text)
