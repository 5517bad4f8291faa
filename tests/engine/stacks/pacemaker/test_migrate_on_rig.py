"""Moving on a real cluster: it is there, and nothing is left of what brought it there."""

import time

import pytest

from tests.engine.stacks.pacemaker.remote import Remote
from tests.rig import Rig

pytestmark = pytest.mark.rig

ACLS = """<acls><acl_role id="watch"><acl_permission id="watch-r" kind="read" xpath="/cib"/>
</acl_role><acl_target id="viewer"><role id="watch"/></acl_target></acls>"""


def places(rig: Rig, resource: str, role: str | None = None) -> set[str]:
    found = rig.crm_mon().iterfind(f".//resource[@id='{resource}'][@active='true']")
    return {
        str(node.get("name"))
        for item in found
        if role in {None, item.get("role")}
        for node in item.iterfind("node")
    }


def left(rig: Rig) -> list[str]:
    """Ids of temporary constraints."""
    found = rig.cib().iterfind("configuration/constraints/rsc_location")
    return [str(item.get("id")) for item in found if str(item.get("id")).startswith("cli-")]


def test_a_primitive_moves_and_nothing_is_left(rig: Rig) -> None:
    (before,) = places(rig, "backup")
    target = next(
        node.name for node in rig.nodes if node.name not in places(rig, "webip") | {before}
    )
    with Remote(rig.nodes[0]) as stack:
        number = stack.send("Migrate", resource="backup", node=target, user="hacluster")
        answer = stack.answer(number)
        assert "error" not in answer, answer
        assert stack.stages(number)[:2] == ["accepted", "applied"]
        assert left(rig) == []
        assert places(rig, "backup") == {target}
        again = stack.ask("Migrate", resource="backup", node=target)
        assert again["error"] == "already-there"
        assert target in again["message"]


def elsewhere(rig: Rig) -> str:
    """Of the two nodes on which the web service may run, the one where it does not."""
    (here,) = places(rig, "webip")
    return "node2" if here == "node1" else "node1"


def test_a_group_goes_as_a_whole_by_any_of_its_members(rig: Rig) -> None:
    target = elsewhere(rig)
    with Remote(rig.nodes[1]) as stack:
        answer = stack.ask("Migrate", resource="webstore", node=target)
        assert "error" not in answer, answer
        assert left(rig) == []
        for member in ("webip", "webstore", "webserver"):
            assert places(rig, member) == {target}
        assert places(rig, "database", "Promoted") == {target}


def test_the_promoted_role_moves(rig: Rig) -> None:
    target = elsewhere(rig)
    with Remote(rig.nodes[0]) as stack:
        answer = stack.ask("Migrate", resource="database", node=target)
        assert "error" not in answer, answer
        assert left(rig) == []
        assert places(rig, "database", "Promoted") == {target}


def test_what_cannot_be_moved_is_refused_in_a_sentence(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        epoch = stack.snapshot().version.epoch

        def refusal(resource: str, node: str, seconds: int = 600) -> str:
            answer = stack.ask("Migrate", resource=resource, node=node, seconds=seconds)
            return answer["error"]

        assert refusal("dlm", "node2") == "not-movable"
        assert refusal("nothing", "node2") == "unknown-resource"
        assert refusal("backup", "node9") == "unknown-node"
        assert refusal("backup", "node1", seconds=1) == "invalid"
        assert stack.snapshot().version.epoch == epoch


def test_somebody_elses_move_is_left_alone(rig: Rig) -> None:
    (before,) = places(rig, "backup")
    mine, theirs = [node.name for node in rig.nodes if node.name != before]
    rig.nodes[0].run(["crm_resource", "--move", "--resource=backup", f"--node={theirs}"])
    rig.wait_settled()
    with Remote(rig.nodes[0]) as stack:
        answer = stack.ask("Migrate", resource="backup", node=mine)
        assert answer["error"] == "in-the-way"
        assert "cli-prefer-backup" in answer["message"]
        assert left(rig) == ["cli-prefer-backup"]


def test_a_move_that_the_cluster_does_not_make_is_cleared_up(rig: Rig) -> None:
    """The database never runs on node3, by its constraints."""
    with Remote(rig.nodes[0]) as stack:
        answer = stack.ask("Migrate", resource="database", node="node3")
        assert answer["error"] == "not-moved"
        assert left(rig) == []


def test_what_goes_back_by_itself_is_told(rig: Rig) -> None:
    """Backup then likes node3 more than it sticks to where it is."""
    node = rig.nodes[0]
    liking = '<rsc_location id="backup-likes-node3" rsc="backup" node="node3" score="5000"/>'
    node.run(["cibadmin", "--modify", "--scope=constraints", f"--xml-text={liking}"])
    rig.wait_settled()
    assert places(rig, "backup") == {"node3"}
    with Remote(node) as stack:
        answer = stack.ask("Migrate", resource="backup", node=elsewhere(rig))
        assert answer["error"] == "went-back"
        assert left(rig) == []
        assert places(rig, "backup") == {"node3"}


def test_a_client_that_vanishes_leaves_a_move_that_clears_up(rig: Rig) -> None:
    target = elsewhere(rig)
    with Remote(rig.nodes[0]) as stack:
        number = stack.send("Migrate", resource="webservice", node=target)
        stack.wait(lambda: "applied" in stack.stages(number), "the constraint")
        assert left(rig) == ["cli-prefer-webservice"]
        stack.send("cancel", which=number)
        assert stack.answer(number)["error"] == "cancelled"
        until = time.monotonic() + 30
        while left(rig) and time.monotonic() < until:
            time.sleep(0.2)
        assert left(rig) == []
        rig.wait_settled()
        assert places(rig, "webip") == {target}


def test_an_engine_that_stops_clears_up_at_once(rig: Rig) -> None:
    target = elsewhere(rig)
    with Remote(rig.nodes[0]) as stack:
        number = stack.send("Migrate", resource="webservice", node=target)
        stack.wait(lambda: "applied" in stack.stages(number), "the constraint")
    assert left(rig) == []


def test_a_user_without_the_right_moves_nothing(rig: Rig) -> None:
    node = rig.nodes[0]
    node.run(["cibadmin", "--modify", "--allow-create", "--scope=acls", f"--xml-text={ACLS}"])
    node.run(["crm_attribute", "--name=enable-acl", "--update=true"])
    with Remote(node) as stack:
        (before,) = places(rig, "backup")
        target = next(item.name for item in rig.nodes if item.name != before)
        answer = stack.ask("Migrate", resource="backup", node=target, user="viewer")
        assert answer["error"] == "denied"
        assert "viewer" in answer["message"]
        assert left(rig) == []
