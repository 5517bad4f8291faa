"""What the instances are told: who is active where, and who starts, stops, is promoted, demoted.

Agents see it as ``OCF_RESKEY_CRM_meta_notify_*`` (Pacemaker Explained: "Clone notifications").
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role

_TASKS: Final = ("start", "stop", "promote", "demote")
_LISTS: Final = {
    Role.STOPPED: ("inactive",),
    Role.STARTED: ("active",),
    Role.UNPROMOTED: ("unpromoted", "active"),
    Role.PROMOTED: ("promoted", "active"),
}
_OLD_NAMES: Final = {"promoted": "master", "unpromoted": "slave"}


@dataclass(slots=True)
class Facts:
    """Instances with their nodes, under the names that agents know."""

    lists: dict[str, list[tuple[Resource, Node | None]]] = field(
        default_factory=lambda: {
            name: [] for name in (*_TASKS, "inactive", "active", "promoted", "unpromoted")
        }
    )

    def told(self, task: str) -> bool:
        """Whether any instance does that."""
        return bool(self.lists[task])

    def add_role(self, instance: Resource) -> None:
        """Note what a primitive does now."""
        node = instance.running_on[0] if instance.running_on else None
        for name in _LISTS.get(instance.role, ()):
            self.lists[name].append((instance, node))

    def add_tasks(self, instance: Resource) -> None:
        """Note what will be done to a primitive."""
        for action in instance.actions:
            if action.optional or action.node is None or action.task not in _TASKS:
                continue
            # A stop on an unclean node is told of whether or not the node can be fenced.
            if action.runnable or (action.task == "stop" and action.node.unclean):
                self.lists[action.task].append((instance, action.node))

    def environment(self, clone: Resource) -> dict[str, str]:
        """The meta-attributes of the actions that an instance of the clone takes part in."""
        found: dict[str, str] = {}
        for name, entries in self.lists.items():
            resources, nodes = _words(entries)
            for spelling in filter(None, (name, _OLD_NAMES.get(name))):
                found[f"notify_{spelling}_resource"] = resources
                if name != "inactive":
                    found[f"notify_{spelling}_uname"] = nodes
        allowed = sorted(clone.allowed, key=lambda node: node.index)
        found["notify_available_uname"] = _names(allowed)
        found["notify_all_uname"] = _names(clone.cluster.nodes)
        if _attributes_are_on_hosts(clone):
            found["notify_all_hosts"] = _names(_host(node) for node in clone.cluster.nodes)
        return found


def collect_facts(clone: Resource) -> Facts:
    """What instances do now, and what will be done to them."""
    facts = Facts()
    for primitive in clone.primitives():
        facts.add_role(primitive)
        facts.add_tasks(primitive)
    return facts


def _words(entries: list[tuple[Resource, Node | None]]) -> tuple[str, str]:
    by_resource: dict[Resource, Node | None] = {}
    for resource, node in sorted(
        entries, key=lambda entry: (entry[0].id, "" if entry[1] is None else entry[1].name)
    ):
        by_resource.setdefault(resource, node)
    return (
        " ".join(resource.id for resource in by_resource) or " ",
        " ".join(node.name for node in by_resource.values() if node is not None) or " ",
    )


def _names(nodes: Iterable[Node]) -> str:
    return " ".join(node.name for node in nodes) or " "


def _attributes_are_on_hosts(clone: Resource) -> bool:
    """Whether node attributes concern the hosts of containers; what is in a bundle says so."""
    inside = clone.parent is not None and clone.parent.kind is Kind.BUNDLE
    spoken = next(clone.primitives(), clone) if inside else clone
    return spoken.meta.get("container-attribute-target") == "host"


def _host(node: Node) -> Node:
    """The node that a guest runs on; any other node itself."""
    container = None if node.connection is None else node.connection.container
    return node if container is None or not container.running_on else container.running_on[0]
