"""Commits to a real cluster: whole or not at all, on the configuration they were made from."""

import threading
from contextlib import suppress

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Patchset, make
from engine.cib.version import Version
from tests.engine.stacks.pacemaker.remote import Remote
from tests.rig import Rig, RigError

pytestmark = pytest.mark.rig


def with_property(base: Cib, name: str) -> Patchset:
    draft = base.copy()
    properties = draft.section("crm_config")
    assert properties is not None
    group = etree.SubElement(properties, "cluster_property_set", {"id": f"set-{name}"})
    etree.SubElement(group, "nvpair", {"id": f"pair-{name}", "name": name, "value": "1"})
    return make(base, draft)


def test_a_commit_is_in_and_its_version_is_told(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        base = stack.snapshot()
        patch = with_property(base, "mine")
        answer = stack.ask("commit", diff=patch.text(), base=base.version)
        assert Version(*answer["result"]) == Version(0, base.version.epoch + 1, 0)
        stack.wait_equal()
        assert stack.snapshot().root.find(".//nvpair[@id='pair-mine']") is not None


def test_a_commit_from_an_older_configuration_gets_the_newer_one(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        base = stack.snapshot()
        rig.nodes[1].run(["crm_attribute", "--name=theirs", "--update=1"])
        patch = with_property(base, "mine")
        answer = stack.ask("commit", diff=patch.text(), base=base.version)
        assert answer["error"] == "conflict"
        assert Version(*answer["current"]).epoch == base.version.epoch + 1
        now = stack.snapshot()
        assert now.root.find(".//nvpair[@name='theirs']") is not None
        assert now.root.find(".//nvpair[@name='mine']") is None


def test_commits_get_in_under_a_storm_of_status_changes(rig: Rig) -> None:
    over = threading.Event()

    def storm(number: int) -> None:
        node = rig.nodes[number]
        turn = 0
        while not over.is_set():
            turn += 1
            update = ["attrd_updater", f"--name=storm{number}", f"--update={turn}", "--delay=0"]
            with suppress(RigError):
                node.run(update, timeout=20)

    storms = [threading.Thread(target=storm, args=(number,)) for number in range(3)]
    with Remote(rig.nodes[0]) as stack:
        for thread in storms:
            thread.start()
        took: list[float] = []
        try:
            for number in range(5):
                base = stack.snapshot()
                patch = with_property(base, f"storm{number}")
                answer = stack.ask("commit", diff=patch.text(), base=base.version)
                assert "error" not in answer, answer
                took.append(answer["took"])
        finally:
            over.set()
            for thread in storms:
                thread.join()
        print(f"\ncommits took {', '.join(f'{seconds:.2f}' for seconds in took)} s")
        rig.wait_settled()
        stack.wait_equal()
        assert len(stack.snapshot().root.findall(".//nvpair[@value='1']")) >= 5


def test_two_commits_at_once_do_not_undo_each_other(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as first, Remote(rig.nodes[1]) as second:
        base = first.snapshot()
        asked = [
            (stack, stack.send("commit", diff=with_property(base, name).text(), base=base.version))
            for stack, name in ((first, "one"), (second, "two"))
        ]
        answers = [stack.answer(number) for stack, number in asked]
        assert sorted(answer.get("error", "") for answer in answers) == ["", "conflict"]
        now = first.snapshot()
        pairs = [
            pair for pair in ("one", "two") if now.root.find(f".//*[@id='pair-{pair}']") is not None
        ]
        assert len(pairs) == 1
        assert now.version.epoch == base.version.epoch + 1


def test_what_does_not_validate_is_refused_whole(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        base = stack.snapshot()
        draft = base.copy()
        resources, properties = draft.section("resources"), draft.section("crm_config")
        assert resources is not None
        assert properties is not None
        etree.SubElement(properties, "cluster_property_set", {"id": "good"})
        etree.SubElement(resources, "primitive", {"id": "bad", "colour": "blue"})
        answer = stack.ask("commit", diff=make(base, draft).text(), base=base.version)
        assert answer["error"] == "invalid"
        assert answer["message"].endswith(".")
        assert answer["detail"]
        now = stack.snapshot()
        assert now.version.configuration == base.version.configuration
        assert now.root.find(".//*[@id='good']") is None


def test_a_commit_in_the_name_of_who_may_only_read_is_denied(rig: Rig) -> None:
    acls = """<acls>
    <acl_role id="watch"><acl_permission id="w" kind="read" xpath="/cib"/></acl_role>
    <acl_target id="viewer"><role id="watch"/></acl_target></acls>"""
    node = rig.nodes[0]
    node.run(["cibadmin", "--modify", "--allow-create", "--scope=acls", f"--xml-text={acls}"])
    node.run(["crm_attribute", "--name=enable-acl", "--update=true"])
    rig.wait_settled()
    with Remote(node) as stack:
        base = stack.snapshot()
        diff = with_property(base, "mine").text()
        answer = stack.ask("commit", diff=diff, base=base.version, user="viewer")
        assert answer["error"] == "denied"
        assert "viewer" in answer["message"]
        assert "error" not in stack.ask("commit", diff=diff, base=base.version, user="root")
