"""What Pacemaker's own tool says of a CIB, and the same said by a state, to be compared."""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from lxml import etree

from engine.cib.state.model import ClusterState, Instance, NodeKind
from engine.cib.xml import Element

TOOL = shutil.which("crm_simulate")
ROLES_WHILE_PENDING = {"Starting", "Stopping", "Promoting", "Demoting", "Migrating"}

Facts = dict[str, str]


def ask(cib: bytes, now: float) -> tuple[dict[str, Facts], Counter[tuple[str, ...]]]:
    """Nodes by name, and resources, each as a tuple of ``name=value``."""
    assert TOOL is not None
    done = subprocess.run(
        [TOOL, "--xml-pipe", "--output-as=xml", "--set-datetime", _date(now)],
        input=cib,
        capture_output=True,
        check=False,
        env={**os.environ, "TZ": "UTC"},
    )
    root = etree.fromstring(done.stdout)
    status = root.find("cluster_status")
    assert status is not None, done.stderr.decode()
    return read(status)


def read(status: Element) -> tuple[dict[str, Facts], Counter[tuple[str, ...]]]:
    """Nodes and resources as in ``ask``, from what Pacemaker's tools print in XML."""
    nodes = {
        str(node.get("name")): {str(name): str(value) for name, value in node.attrib.items()}
        for node in status.iterfind("nodes/node")
    }
    resources = Counter(
        _line(
            {str(name): str(value) for name, value in element.attrib.items()},
            [str(node.get("name")) for node in element.iterfind("node")],
        )
        for element in status.iterfind("resources//resource")
    )
    return nodes, resources


def node_facts(state: ClusterState) -> dict[str, Facts]:
    """The nodes of a state in the tool's words."""
    return {
        node.name: {
            "name": node.name,
            "id": node.id,
            "online": _word(node.online),
            "standby": _word(node.standby),
            "standby_onfail": _word(node.standby_onfail),
            "maintenance": _word(node.maintenance),
            "pending": _word(node.pending),
            "unclean": _word(node.unclean),
            "health": node.health,
            "shutdown": _word(node.shutdown),
            "expected_up": _word(node.expected_up),
            "is_dc": _word(node.is_dc),
            "resources_running": str(node.resources_running),
            "type": "remote" if node.kind in (NodeKind.REMOTE, NodeKind.GUEST) else node.kind.value,
            **({} if node.feature_set is None else {"feature_set": node.feature_set}),
            **({"id_as_resource": str(node.container)} if node.kind is NodeKind.GUEST else {}),
        }
        for node in state.nodes.values()
    }


def resource_facts(instances: Iterable[Instance]) -> "Counter[tuple[str, ...]]":
    """Resource instances in the tool's words."""
    return Counter(_instance_line(instance) for instance in instances)


def _instance_line(instance: Instance) -> tuple[str, ...]:
    role = instance.role.value
    facts = {
        "id": instance.key if instance.unique else instance.resource,
        "resource_agent": instance.agent,
        "active": _word(instance.active),
        "orphaned": _word(instance.orphaned),
        "blocked": _word(instance.blocked),
        "managed": _word(instance.managed),
        "failed": _word(instance.failed),
        "failure_ignored": _word(instance.failure_ignored),
        "nodes_running_on": str(len(instance.nodes)),
    }
    if instance.pending in ROLES_WHILE_PENDING:
        role = instance.pending
    elif instance.pending is not None:
        facts["pending"] = instance.pending
    facts["role"] = role
    if instance.target_role is not None:
        facts["target_role"] = instance.target_role
    if instance.locked_to is not None:
        facts["locked_to"] = instance.locked_to
    return _line(facts, list(instance.nodes))


def _line(facts: Facts, nodes: list[str]) -> tuple[str, ...]:
    return (*sorted(f"{name}={value}" for name, value in facts.items()), *nodes)


def _word(value: bool) -> str:
    return "true" if value else "false"


def _date(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
