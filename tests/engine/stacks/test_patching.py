"""What a commit may change, and how its patchset is made to fit the CIB of now."""

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Patchset, apply, make
from engine.cib.version import Version
from engine.stacks.contract import StackError
from engine.stacks.patching import on_top_of, read_patch

BEFORE = """<cib admin_epoch="0" epoch="7" num_updates="3" validate-with="pacemaker-3.9"
 have-quorum="1" dc-uuid="1"><configuration><crm_config/><nodes/><resources/><constraints/>
</configuration><status/></cib>"""
NOW = {
    "admin_epoch": "0",
    "epoch": "7",
    "num_updates": "41",
    "validate-with": "pacemaker-3.9",
    "have-quorum": "0",
    "dc-uuid": "2",
    "cib-last-written": "today",
}
VERSION = Version(0, 7, 41)


def draft(*, schema: str | None = None) -> Patchset:
    before = Cib.parse(BEFORE)
    after = before.copy()
    resources = after.section("resources")
    assert resources is not None
    etree.SubElement(resources, "primitive", {"id": "web"})
    if schema is not None:
        after.root.set("validate-with", schema)
    return make(before, after)


def test_a_commit_moves_to_the_version_of_now() -> None:
    attempt = on_top_of(draft(), VERSION, NOW)
    assert attempt.source == Version(0, 7, 41)
    assert attempt.target == Version(0, 8, 0)
    assert attempt.digest is None


def test_a_commit_leaves_dc_and_quorum_as_they_have_become() -> None:
    attempt = on_top_of(draft(schema="pacemaker-3.10"), VERSION, NOW)
    present = Cib.parse(BEFORE)
    for name, value in NOW.items():
        present.root.set(name, value)
    apply(present, attempt)
    assert present.root.get("dc-uuid") == "2"
    assert present.root.get("have-quorum") == "0"
    assert present.root.get("validate-with") == "pacemaker-3.10"


def test_a_patch_that_only_sets_what_is_the_clusters_own_changes_nothing() -> None:
    before = Cib.parse(BEFORE)
    after = before.copy()
    after.root.set("dc-uuid", "9")
    assert on_top_of(make(before, after), VERSION, NOW).changes == ()


def test_only_the_configuration_can_be_committed() -> None:
    before = Cib.parse(BEFORE)
    after = before.copy()
    status = after.section("status")
    assert status is not None
    etree.SubElement(status, "node_state", {"id": "1"})
    with pytest.raises(StackError, match="/cib/status") as caught:
        read_patch(make(before, after).text())
    assert caught.value.code == "invalid"


@pytest.mark.parametrize("text", ["", "<diff", '<diff format="1"/>', "<cib/>"])
def test_what_is_no_patch_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(StackError) as caught:
        read_patch(text)
    assert caught.value.code == "invalid"
    assert caught.value.message.endswith(".")
