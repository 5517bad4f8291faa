"""The record of commits: before and after, bounded, and damaged one at a time."""

import os
import stat
from pathlib import Path

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.edits import apply
from engine.cib.edits.vocabulary import Revert, SetMeta
from engine.cib.version import Version
from hagui.drafts import commits
from hagui.drafts.commits import Change, Commit, CommitLog, Configurations, Outcome
from hagui.drafts.errors import NotKept, Unreadable

AROUND = Configurations("<configuration a='ü 集群'/>", "<configuration/>")
CHANGE = Change("webip 设为停止", (SetMeta("webip", "target-role", "Stopped"),))


def commit(number: int, *changes: Change) -> Commit:
    return Commit(
        f"c{number}",
        1_700_000_000.0 + number,
        "hacluster",
        "web",
        "node1",
        changes or (CHANGE,),
        Version(0, number, 3),
    )


@pytest.fixture
def log(tmp_path: Path) -> CommitLog:
    return CommitLog(tmp_path / "commits", "profile")


def test_a_commit_is_on_record_before_its_outcome_is_known(log: CommitLog) -> None:
    log.begin(commit(1), AROUND)
    (found,) = log.list().commits
    assert found == commit(1)
    assert found.outcome is Outcome.UNKNOWN
    assert log.configurations("c1") == AROUND


def test_the_outcome_is_added(log: CommitLog) -> None:
    for number in (1, 2):
        log.begin(commit(number), AROUND)
    log.finish("c1", Outcome.DONE, Version(0, 2, 0))
    log.finish("c2", Outcome.FAILED, None, "It was refused.")
    second, first = log.list().commits
    assert (first.outcome, first.version) == (Outcome.DONE, (0, 2, 0))
    assert (second.outcome, second.words) == (Outcome.FAILED, "It was refused.")
    assert first.changes == (CHANGE,)
    assert log.configurations("c1") == AROUND


def test_there_is_nothing_to_begin_with(log: CommitLog) -> None:
    assert log.list() == commits.Listed(())


def test_clusters_do_not_see_each_other(tmp_path: Path, log: CommitLog) -> None:
    log.begin(commit(1), AROUND)
    other = CommitLog(tmp_path / "commits", "/home/me/profile")
    assert not other.list().commits


def test_nobody_else_may_read_it(log: CommitLog) -> None:
    log.begin(commit(1), AROUND)
    (path,) = log.folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.folder.stat().st_mode) == 0o700


def test_the_oldest_go_when_there_are_too_many(
    log: CommitLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commits, "MOST", 3)
    for number in range(1, 6):
        log.begin(commit(number), AROUND)
        for path in log.folder.iterdir():
            os.utime(path, ns=(0, path.stat().st_mtime_ns))
    assert [item.id for item in log.list().commits] == ["c5", "c4", "c3"]


def test_the_oldest_go_when_they_take_too_much_room(
    log: CommitLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.begin(commit(1), AROUND)
    (path,) = log.folder.iterdir()
    monkeypatch.setattr(commits, "ROOM", 2 * path.stat().st_size + 20)
    for number in range(2, 5):
        log.begin(commit(number), AROUND)
    assert [item.id for item in log.list().commits] == ["c4", "c3"]
    monkeypatch.setattr(commits, "ROOM", 1)
    log.begin(commit(5), AROUND)
    assert [item.id for item in log.list().commits] == ["c5"], "the newest is kept in any case"


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"\xff\xfe", b'{"id": 1}'])
def test_a_damaged_record_leaves_the_others_readable(log: CommitLog, damage: bytes) -> None:
    log.begin(commit(1), AROUND)
    (path,) = log.folder.iterdir()
    log.begin(commit(2), AROUND)
    path.write_bytes(damage)
    found = log.list()
    assert [item.id for item in found.commits] == ["c2"]
    (error,) = found.unreadable
    assert error.path == path
    assert str(path) in str(error)
    with pytest.raises(Unreadable):
        log.configurations("c1")
    with pytest.raises(Unreadable):
        log.finish("c1", Outcome.DONE, None)


def test_damage_to_a_packed_configuration_is_said(log: CommitLog) -> None:
    log.begin(commit(1), AROUND)
    (path,) = log.folder.iterdir()
    text = path.read_text(encoding="utf-8")
    start = text.index('"after": "') + len('"after": "')
    for broken in (text[:start] + "!" + text[start:], text[:start] + "AAAA" + text[start + 4 :]):
        path.write_text(broken, encoding="utf-8")
        assert log.list().commits
        with pytest.raises(Unreadable):
            log.configurations("c1")


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "commits").write_text("in the way")
    log = CommitLog(tmp_path / "commits", "profile")
    with pytest.raises(NotKept, match="cannot be written"):
        log.begin(commit(1), AROUND)


def test_a_commit_can_be_taken_back(log: CommitLog, example: str) -> None:
    cib = Cib.parse(example)
    before = _configuration(cib)
    apply(cib, CHANGE.edits)
    after = _configuration(cib)
    log.begin(commit(1, CHANGE, CHANGE), Configurations(before, after))
    (found,) = log.list().commits
    edits = log.revert_of(found)
    (revert,) = edits
    assert isinstance(revert, Revert)
    assert revert.commit == "webip 设为停止 (+1)"
    apply(cib, (SetMeta("backup", "is-managed", "false"), *edits))
    apply(cib, (SetMeta("backup", "is-managed", None),))
    assert _configuration(cib) == before


def _configuration(cib: Cib) -> str:
    section = cib.section("configuration")
    assert section is not None
    return etree.tostring(section, encoding="unicode")
