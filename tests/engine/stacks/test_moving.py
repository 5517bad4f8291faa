"""Which constraint a move takes, and what stands against it."""

from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.schema import validate
from engine.cib.xml import Element
from engine.protocol.verbs import Migrate
from engine.stacks.contract import StackError
from engine.stacks.moving import arrived, plan

SCHEMAS = Path("/usr/share/pacemaker")
END = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def cib() -> Cib:
    """webip, webstore and webserver are a group on node1; db is promoted on node1."""
    return Cib.parse(
        (files("resources") / "examples" / "web-cluster-running.xml").read_text("utf-8")
    )


def refused(cib: Cib, resource: str, node: str) -> str:
    with pytest.raises(StackError) as caught:
        plan(cib, Migrate(resource, node))
    assert resource in caught.value.message or node in caught.value.message
    return caught.value.code


def add(cib: Cib, **attributes: str) -> None:
    constraints = cib.section("constraints")
    assert constraints is not None
    etree.SubElement(constraints, "rsc_location", attributes)


def test_a_member_takes_its_group_along(cib: Cib) -> None:
    move = plan(cib, Migrate("webserver", "node2"))
    assert (move.resource, move.promoted) == ("webservice", False)
    assert move.id == "cli-prefer-webservice"


def test_the_promoted_role_of_a_clone_is_what_moves(cib: Cib) -> None:
    move = plan(cib, Migrate("db", "node2"))
    assert (move.resource, move.promoted, move.role) == ("db-clone", True, "Promoted")
    cib.root.set("validate-with", "pacemaker-3.6")
    assert plan(cib, Migrate("db", "node2")).role == "Master"


def test_the_constraint_fits_the_schema_and_is_found_again_by_its_end_only(cib: Cib) -> None:
    move = plan(cib, Migrate("webservice", "node2"))
    constraints = cib.section("constraints")
    assert constraints is not None
    constraints.append(etree.fromstring(move.constraint(END)))
    (made,) = found(cib, move.path(END))
    assert made.get("id") == move.id
    expression = made.find("rule/expression")
    assert expression is not None
    assert expression.get("value") == "node2"
    assert found(cib, move.path(END.replace(second=6))) == []
    if SCHEMAS.is_dir():
        assert validate(cib, SCHEMAS) == []


def found(cib: Cib, path: str) -> list[Element]:
    return cast("list[Element]", cib.root.getroottree().xpath(path))


@pytest.mark.parametrize(
    ("resource", "node", "code"),
    [
        ("nothing", "node2", "unknown-resource"),
        ("webservice", "node9", "unknown-node"),
        ("webservice", "node1", "already-there"),
        ("dlm", "node1", "not-movable"),
        ("backup", "node1", "not-movable"),
    ],
)
def test_what_cannot_be_moved(cib: Cib, resource: str, node: str, code: str) -> None:
    assert refused(cib, resource, node) == code


def test_nothing_is_moved_to_a_node_in_standby(cib: Cib) -> None:
    nodes = cib.section("nodes")
    assert nodes is not None
    node = next(item for item in nodes if item.get("uname") == "node2")
    block = etree.SubElement(node, "instance_attributes", {"id": "x"})
    etree.SubElement(block, "nvpair", {"id": "x-s", "name": "standby", "value": "on"})
    assert refused(cib, "webservice", "node2") == "not-movable"


def test_what_is_not_managed_is_not_moved(cib: Cib) -> None:
    properties = cib.section("crm_config")
    assert properties is not None
    block = etree.SubElement(properties, "cluster_property_set", {"id": "x"})
    pair = {"id": "x-m", "name": "maintenance-mode", "value": "true"}
    etree.SubElement(block, "nvpair", pair)
    assert refused(cib, "webservice", "node2") == "not-movable"


def test_an_earlier_move_or_ban_is_in_the_way_but_only_of_the_same(cib: Cib) -> None:
    add(cib, id="cli-ban-webservice-on-node3", rsc="webservice", node="node3", score="-INFINITY")
    add(cib, id="cli-prefer-backup", rsc="backup", node="node3", score="INFINITY")
    assert plan(cib, Migrate("webservice", "node2"))
    add(cib, id="cli-prefer-webservice", rsc="webservice", node="node1", score="INFINITY")
    assert refused(cib, "webservice", "node2") == "in-the-way"


def test_it_has_arrived_where_it_is_whole(cib: Cib) -> None:
    group = plan(cib, Migrate("webservice", "node2"))
    assert not arrived(cib, group)
    assert arrived(cib, type(group)("webservice", "node1"))
    role = plan(cib, Migrate("db-clone", "node2"))
    assert not arrived(cib, role)
    assert arrived(cib, type(role)("db-clone", "node1", promoted=True))
