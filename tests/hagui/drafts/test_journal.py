"""The draft on disk: what is in it after a crash at any moment, on a full disk, when damaged."""

import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.cib.edits.vocabulary import AddLocation, JoinGroup, RuleSpec, SetMeta
from engine.cib.version import Version
from hagui.cluster.draft import Aside, Atom, Difference, Entry, Kept, Kind
from hagui.drafts.errors import InUse, NotKept, Unreadable
from hagui.drafts.files import name_for
from hagui.drafts.journal import ROOM, Journal

BASE = "<configuration><resources/><!-- ü 集群 --></configuration>"


def entry(number: int, value: str = "Stopped") -> Entry:
    return Entry(number, (SetMeta(f"r{number}", "target-role", value),), 1.5 * number)


def kept(*entries: Entry, base: str = BASE, epoch: int = 7) -> Kept:
    return Kept(Version(0, epoch, 0), base, entries)


def stages() -> list[Kept]:
    """A draft as it grows, in all ways that it can."""
    difference = Difference(
        Kind.CHANGED,
        "r1",
        "primitive",
        "meta_attributes",
        attribute="target-role",
        after="Started",
        atoms=frozenset({Atom("primitive:r1", "meta_attributes=target-role")}),
    )
    one, two, three = entry(1), entry(2), entry(3)
    rules = AddLocation("l", "r1", rules=(RuleSpec((), score="1"),))
    many = Entry(4, (JoinGroup("g", ("a", "b")), rules), 6.0)
    return [
        kept(one),
        kept(one, two),
        Kept(Version(0, 7, 0), BASE, (one,), (two,)),
        kept(one, three),
        kept(one, three, many),
        kept(three, many),
        Kept(Version(0, 8, 0), f"{BASE} ", (three,), (many,), (Aside(one, (difference,)),)),
        Kept(Version(0, 9, 0), BASE, (three,), (many,), (), (difference,)),
    ]


@contextmanager
def journal(path: Path) -> Generator[Journal]:
    opened = Journal(path, "web")
    try:
        yield opened
    finally:
        opened.close()


def written(path: Path, states: list[Kept]) -> list[int]:
    """Sizes of the file after each step."""
    sizes: list[int] = []
    with journal(path) as opened:
        opened.read()
        for state in states:
            opened.keep(state)
            sizes.append(path.stat().st_size if path.exists() else 0)
    return sizes


def test_what_was_kept_is_found_again_at_every_stage(tmp_path: Path) -> None:
    for number, _ in enumerate(stages(), 1):
        path = tmp_path / f"{number}.jsonl"
        written(path, stages()[:number])
        with journal(path) as opened:
            found = opened.read()
        assert found.kept == stages()[number - 1]
        assert not found.dropped
        assert found.damaged is None


def test_cut_off_at_any_byte_it_holds_the_last_whole_step(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    sizes = written(path, stages())
    data = path.read_bytes()
    for cut in range(len(data) + 1):
        path.write_bytes(data[:cut])
        with journal(path) as opened:
            found = opened.read()
            whole = [state for state, size in zip(stages(), sizes, strict=True) if size <= cut]
            assert found.kept == (whole[-1] if whole else None), cut
            assert found.damaged is None
            ends = [0, data.index(b"\n") + 1, *sizes]
            assert found.dropped == cut - max(end for end in ends if end <= cut)
            if cut % 40 == 0:  # writing through to the disk takes its time
                opened.keep(kept(entry(9)))
        if cut % 40 == 0:
            with journal(path) as opened:
                assert opened.read().kept == kept(entry(9)), cut


def test_only_what_is_new_is_written(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    base = "<configuration>" + " " * 100_000 + "</configuration>"
    sizes = written(path, [kept(entry(1), base=base), kept(entry(1), entry(2), base=base)])
    assert sizes[1] - sizes[0] < 300
    assert written(path, [kept(entry(1), entry(2), base=base)]) == sizes[1:]


def test_history_does_not_grow_without_end(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    base = "x" * 60_000
    sizes = written(path, [kept(entry(1), base=f"{base}{number}") for number in range(60)])
    assert max(sizes) < ROOM + 200_000
    assert sizes[-1] < max(sizes)
    with journal(path) as opened:
        assert opened.read().kept == kept(entry(1), base=f"{base}59")


def test_a_draft_of_nothing_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "draft.jsonl"
    written(path, [kept(entry(1)), kept()])
    assert not path.exists()
    with journal(path) as opened:
        assert opened.read().kept is None
        opened.keep(kept(entry(2)))
    with journal(path) as opened:
        assert opened.read().kept == kept(entry(2))


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "draft.jsonl"
    written(path, stages())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_two_windows_do_not_write_one_draft(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    with journal(path), pytest.raises(InUse, match="another window"):
        Journal(path, "web")
    with journal(path):
        pass


def test_a_killed_process_leaves_what_it_had_written_and_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    script = f"""
import pathlib
from tests.hagui.drafts.test_journal import Journal, stages
journal = Journal(pathlib.Path({str(path)!r}), "web")
journal.read()
for state in stages():
    journal.keep(state)
    print("kept", flush=True)
while True:
    for state in stages():
        journal.keep(state)
"""
    code = "import importlib.util, sys\n" + script.replace(
        "from tests.hagui.drafts.test_journal import",
        f"spec = importlib.util.spec_from_file_location('j', {__file__!r})\n"
        "j = importlib.util.module_from_spec(spec)\nspec.loader.exec_module(j)\nfrom j import",
    ).replace("from j import Journal, stages", "Journal, stages = j.Journal, j.stages")
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in stages():
            assert process.stdout.readline() == b"kept\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    with journal(path) as opened:
        found = opened.read()
    assert found.kept in stages()
    assert found.damaged is None


@contextmanager
def _full_disk(room: int) -> Generator[None]:
    """No file may become longer than ``room`` bytes."""
    old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, old)


def test_a_full_disk_is_said_and_loses_nothing_that_was_written(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    states = stages()
    with journal(path) as opened:
        opened.read()
        opened.keep(states[0])
        size = path.stat().st_size
        with _full_disk(size + 20):
            with pytest.raises(NotKept, match="make room") as raised:
                opened.keep(states[1])
            assert raised.value.path == path
            with pytest.raises(NotKept):
                opened.keep(states[2])
        assert path.stat().st_size == size, "half a line must not stand before the next one"
        opened.keep(states[3])
    with journal(path) as opened:
        assert opened.read().kept == states[3]
    left = {file.name for file in tmp_path.iterdir()}
    assert left == {path.name, f".{path.name}.lock"}


def test_damage_in_the_middle_is_set_aside_and_what_came_before_counts(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    sizes = written(path, stages())
    data = bytearray(path.read_bytes())
    data[sizes[2] + 10 : sizes[2] + 20] = bytes(10)
    path.write_bytes(data)
    with journal(path) as opened:
        found = opened.read()
    assert found.kept == stages()[2]
    assert found.damaged is not None
    assert found.damaged.read_bytes() == bytes(data)
    with journal(path) as opened:
        assert opened.read().kept == stages()[2]


def test_a_file_that_somebody_removed_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    states = stages()
    with journal(path) as opened:
        opened.read()
        for state in states[:2]:
            opened.keep(state)
        path.unlink()
        opened.keep(states[2])
    with journal(path) as opened:
        assert opened.read().kept == states[2]


def test_what_makes_no_sense_is_moved_away_whole(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    written(path, [kept(entry(1), base="no XML")])
    data = path.read_bytes()
    with journal(path) as opened:
        opened.read()
        aside = opened.set_aside()
        assert aside.read_bytes() == data
        opened.keep(kept(entry(2)))
    with journal(path) as opened:
        assert opened.read().kept == kept(entry(2))


@pytest.mark.parametrize("data", [b"\n", b"no draft at all\n", b'{"type":"step"}\n', b"\x00" * 50])
def test_any_other_content_is_no_draft(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "draft.jsonl"
    path.write_bytes(data)
    with journal(path) as opened:
        assert opened.read().kept is None
        opened.keep(kept(entry(1)))
    with journal(path) as opened:
        assert opened.read().kept == kept(entry(1))


def test_a_step_that_names_what_was_never_written_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    written(path, [kept(entry(1))])
    with path.open("ab") as file:
        file.write(b'{"type":"step","entries":[1,2]}\n')
    with journal(path) as opened:
        found = opened.read()
    assert found.kept == kept(entry(1))
    assert found.damaged is not None


def test_what_a_later_version_wrote_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "draft.jsonl"
    text = '{"type":"open","format":2,"cluster":"web"}\n'
    path.write_text(text, encoding="utf-8")
    with journal(path) as opened, pytest.raises(Unreadable, match="later version"):
        opened.read()
    assert path.read_text(encoding="utf-8") == text


def test_each_cluster_has_a_name_of_its_own() -> None:
    keys = ["/a/cib.xml", "/b/cib.xml", "a" * 300, "..", "集群", "", "x/../y"]
    names = [name_for(key) for key in keys]
    assert len(set(names)) == len(keys)
    assert all(name.isascii() and "/" not in name and len(name) < 100 for name in names)
    assert not any(name.startswith(".") for name in names)
