"""Who made what, from the CIBs that Pacemaker keeps."""

import os
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.protocol.verbs import Origin
from engine.stacks.contract import StackError
from engine.stacks.pacemaker import provenance
from engine.stacks.pacemaker.provenance import origins

NOON = 1_700_000_000


def kept(
    folder: Path, name: str, epoch: int, ids: Sequence[str], *, user: str = "root", admin: int = 0
) -> None:
    """One CIB of the archive; that of each epoch was written a minute after the one before."""
    at = NOON + 60 * epoch
    written = time.strftime("%a %b %d %H:%M:%S %Y", time.localtime(at))
    inside = "".join(f'<rsc_location id="{item}"/>' for item in ids)
    (folder / name).write_text(
        f'<cib admin_epoch="{admin}" epoch="{epoch}" num_updates="0" cib-last-written="{written}"'
        f' update-origin="node{epoch}" update-client="tool{epoch}" update-user="{user}">'
        f"<configuration><constraints>{inside}</constraints></configuration></cib>"
    )
    os.utime(folder / name, (at, at))


def test_the_maker_is_who_wrote_the_first_that_has_it(tmp_path: Path) -> None:
    kept(tmp_path, "cib-1.raw", 5, ["a"])
    kept(tmp_path, "cib-2.raw", 6, ["a"])
    kept(tmp_path, "cib-3.raw", 7, ["a", "b"], user="alice")
    kept(tmp_path, "cib.xml", 8, ["a", "b", "c"], user="bob")
    a, b, c = origins(["c", "b", "a", "gone"], tmp_path)
    assert a == Origin("a", at=NOON + 300, exact=False)
    assert b == Origin("b", "alice", "tool7", "node7", NOON + 420)
    assert c == Origin("c", "bob", "tool8", "node8", NOON + 480)


def test_what_was_taken_away_and_made_again_is_the_later_ones(tmp_path: Path) -> None:
    kept(tmp_path, "cib-1.raw", 5, ["a"])
    kept(tmp_path, "cib-2.raw", 6, [])
    kept(tmp_path, "cib.xml", 7, ["a"])
    (a,) = origins(["a"], tmp_path)
    assert (a.client, a.exact) == ("tool7", True)


def test_of_several_changes_kept_as_one_only_the_time_is_known(tmp_path: Path) -> None:
    kept(tmp_path, "cib-1.raw", 5, [])
    kept(tmp_path, "cib.xml", 7, ["a"])
    assert origins(["a"], tmp_path) == (Origin("a", at=NOON + 420),)


def test_leftovers_of_an_earlier_life_of_the_cluster_are_passed_over(tmp_path: Path) -> None:
    kept(tmp_path, "cib-9.raw", 90, ["a"])
    os.utime(tmp_path / "cib-9.raw", (NOON, NOON))
    kept(tmp_path, "cib-1.raw", 1, [])
    kept(tmp_path, "cib.xml", 2, ["a"])
    (a,) = origins(["a"], tmp_path)
    assert a.client == "tool2"


def test_a_damaged_file_is_where_the_archive_begins(tmp_path: Path) -> None:
    kept(tmp_path, "cib-1.raw", 5, [])
    (tmp_path / "cib-2.raw").write_text("<cib ")
    os.utime(tmp_path / "cib-2.raw", (NOON + 360, NOON + 360))
    kept(tmp_path, "cib.xml", 7, ["a"])
    assert origins(["a"], tmp_path) == (Origin("a", at=NOON + 420, exact=False),)


def test_a_member_of_a_set_is_not_the_resource(tmp_path: Path) -> None:
    kept(tmp_path, "cib-1.raw", 5, [])
    text = (tmp_path / "cib-1.raw").read_text()
    reference = '<resource_set id="s"><resource_ref id="web"/></resource_set>'
    changed = text.replace("<constraints>", f"<constraints>{reference}")
    (tmp_path / "cib-1.raw").write_text(changed)
    os.utime(tmp_path / "cib-1.raw", (NOON, NOON))
    kept(tmp_path, "cib.xml", 6, ["web"])
    (web,) = origins(["web"], tmp_path)
    assert web.exact


def test_reading_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "PATIENCE", -1.0)
    kept(tmp_path, "cib-1.raw", 5, [])
    kept(tmp_path, "cib.xml", 6, ["a"])
    (a,) = origins(["a"], tmp_path)
    assert not a.exact


def test_an_archive_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StackError, match="hacluster") as caught:
        origins(["a"], tmp_path / "none")
    assert caught.value.code == "failed"
    with pytest.raises(StackError, match=r"cib\.xml"):
        origins(["a"], tmp_path)
