"""Patchsets beside Pacemaker's own tools: either side's are applied by both, with one result.

A sample of the scheduler's cases is taken (see the fixture ``sample``). What crm_diff itself
makes and then cannot apply (a few cases have two elements of one id) is not held against us.
"""

import os
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from engine.cib.document import Cib, CibError
from engine.cib.patch import PatchError, Patchset, apply, digest, make
from engine.cib.version import Version
from engine.cib.xml import Element

pytestmark = pytest.mark.skipif(shutil.which("crm_diff") is None, reason="crm_diff not installed")


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, check=False, capture_output=True, text=True, env={**os.environ, **environment}
    )


def crm_diff(*arguments: str | Path) -> str:
    return run("crm_diff", *map(str, arguments)).stdout


def crm_patched(before: Path, patch: str, *options: str) -> bytes | None:
    """The canonical result of crm_diff applying a patch; None where it cannot."""
    path = before.with_name("patch.xml")
    path.write_text(patch)
    try:
        return Cib.parse(crm_diff(*options, "-o", before, "-p", path)).canonical()
    except CibError:
        return None


def compare(before: Path, after: Path) -> None:
    old, new = Cib.parse(before.read_bytes()), Cib.parse(after.read_bytes())
    wanted = new.canonical()

    ours = make(old, new)
    assert ours.digest == digest(new, old.feature_set)
    mine = old.copy()
    apply(mine, ours, verify=True)
    mine.version = new.version
    assert mine.canonical() == wanted, "ours, applied by us"
    versions = ["--cib"] if ours.target == new.version > old.version else []
    assert crm_patched(before, ours.text(), *versions) == wanted, "ours, applied by crm_diff"

    text = crm_diff("--cib", "-o", before, "-n", after)
    if not text.strip():
        assert ours.changes == ()
        return
    theirs = Patchset.parse(text)
    assert theirs.digest == ours.digest
    try:
        mine = old.copy()
        apply(mine, theirs, verify=True)
    except PatchError:
        assert crm_patched(before, text, "--cib") is None, "crm_diff can apply it, we cannot"
    else:
        assert mine.canonical() == wanted, "theirs, applied by us"


def test_transitions(sample: list[tuple[str, bytes]], tmp_path: Path):
    """What crm_simulate makes of each case, which is mostly status."""
    for name, content in sample:
        before, after = tmp_path / f"{name}.xml", tmp_path / "after.xml"
        after.unlink(missing_ok=True)
        write_current(before, Cib.parse(content))
        run("crm_simulate", "-x", str(before), "-S", "-O", str(after))
        compare(before, after)


def test_edits(sample: list[tuple[str, bytes]], tmp_path: Path):
    """Changed, moved, removed and copied elements and comments in the configuration."""
    for name, content in sample:
        cib = Cib.parse(content)
        before, after = tmp_path / f"{name}.xml", tmp_path / "after.xml"
        write_current(before, cib)
        pick = Random(name)
        for _ in range(pick.randrange(1, 8)):
            change(cib, pick)
        cib.version = cib.version._replace(epoch=cib.version.epoch + 1, num_updates=0)
        write_current(after, cib)
        compare(before, after)


def write_current(path: Path, cib: Cib) -> None:
    # crm_diff writes format 1 for the feature sets of the oldest cases.
    cib.root.set("crm_feature_set", "3.16.1")
    path.write_text(cib.text())


def change(cib: Cib, pick: Random) -> None:
    configuration = cib.section("configuration")
    assert configuration is not None
    places = [node for section in configuration for node in section.iter("*") if len(node)]
    if not places:
        return
    place = pick.choice(places)
    node = pick.choice(list(place))
    at = pick.randrange(len(place) + 1)
    match pick.randrange(5):
        case 0:
            place.insert(at, node)
        case 1:
            place.remove(node)
        case 2:
            place.insert(at, etree.Comment(f" {pick.choice('ab')} "))
        case 3:
            place.set("description", pick.choice(["", "it's", "a&b", '"x"', "é", "<"]))
        case _:
            place.insert(at, copied(node, pick.randrange(10**6)))


def copied(node: Element, number: int) -> Element:
    copy = deepcopy(node)
    for each in copy.iter("*"):
        if each.get("id") is not None:
            each.set("id", f"{each.get('id')}-{number}")
    return copy


CLUSTER = """\
<cib admin_epoch="0" epoch="7" num_updates="3" validate-with="pacemaker-3.9"
     crm_feature_set="3.16.1" have-quorum="1" dc-uuid="1">
  <configuration>
    <crm_config/>
    <nodes><node id="1" uname="node1"/></nodes>
    <resources>
      <!-- first -->
      <primitive id="a" class="ocf" provider="heartbeat" type="Dummy"/>
      <primitive id="b" class="ocf" provider="heartbeat" type="Dummy"/>
    </resources>
    <constraints/>
  </configuration>
  <status><node_state id="1" uname="node1"/></status>
</cib>
"""


def test_a_draft_is_committed_as_one_new_epoch(tmp_path: Path):
    """cibadmin takes the patch of a draft, whose version nobody raised, and raises it once."""
    path, patch = tmp_path / "cib.xml", tmp_path / "patch.xml"
    path.write_text(CLUSTER)
    before = Cib.parse(CLUSTER)
    draft = before.copy()
    resources = draft.section("resources")
    assert resources is not None
    resources.insert(1, resources[2])
    resources.append(etree.Comment(" last "))
    resources[1].set("description", "it's moved")
    patchset = make(before, draft)
    assert patchset.target == Version(0, 8, 0)
    patch.write_text(patchset.text())
    done = run("cibadmin", "--patch", "-x", str(patch), CIB_file=str(path))
    assert done.returncode == 0, done.stderr
    committed = Cib.parse(path.read_bytes())
    assert committed.version == patchset.target
    expected = before.copy()
    apply(expected, patchset, verify=True)
    assert configuration(committed) == configuration(expected) == configuration(draft)
    assert expected.version == committed.version


def test_a_commit_is_tried_again_after_the_status_moved_on(tmp_path: Path):
    path, patch = tmp_path / "cib.xml", tmp_path / "patch.xml"
    before = Cib.parse(CLUSTER)
    draft = before.copy()
    draft.root[0][2][1].set("description", "new")
    patchset = make(before, draft)
    path.write_text(
        CLUSTER.replace('num_updates="3"', 'num_updates="9"').replace("<status>", "<status><x/>")
    )
    patch.write_text(patchset.text())
    assert run("cibadmin", "--patch", "-x", str(patch), CIB_file=str(path)).returncode == 103
    patch.write_text(patchset.with_source(Version(0, 7, 9)).text())
    done = run("cibadmin", "--patch", "-x", str(patch), "--force", CIB_file=str(path))
    assert done.returncode == 0, done.stderr
    assert Cib.parse(path.read_bytes()).version == Version(0, 8, 0)


def configuration(cib: Cib) -> bytes:
    section = cib.section("configuration")
    assert section is not None
    return etree.tostring(section, method="c14n")
