"""What is compared of two schedulings, ours and crm_simulate's: bags of plain tuples."""

import re
from collections import Counter
from typing import Final

from engine.cib.transition.model import Graph, Step
from engine.cib.xml import Element
from engine.scheduler.result import Result

Bag = Counter[tuple[str, ...]]

_NUMBER: Final = re.compile(r":(\d+)\Z")


def placed(result: Result) -> Bag:
    """(resource, instance number or "", node, role) of all that will run."""
    return Bag(
        (item.resource, item.instance or "", item.node, item.role) for item in result.placements
    )


def placed_by_tool(root: Element) -> Bag:
    """The same from the revised status in crm_simulate's XML."""
    found = Bag()
    for resource in root.iterfind("revised_cluster_status/resources//resource"):
        name = str(resource.get("id"))
        number = _NUMBER.search(name)
        instance = "" if number is None else number.group(1)
        role = str(resource.get("role"))
        if role == "Stopped":  # an operation that is under way may still name a node
            continue
        for node in resource.iterfind("node"):
            found[_NUMBER.sub("", name), instance, str(node.get("name")), role] += 1
    return found


def labels(graph: Graph) -> Bag:
    """How often each action is in a graph; see ``label``."""
    return Bag(label(step) for step in graph.steps)


def label(step: Step) -> tuple[str, str, str]:
    """What an action is known by in any graph: kind, key, and the node it is about."""
    return step.kind.name.lower(), step.key, node_about(step) or ""


def node_about(step: Step) -> str | None:
    """The node that an action is about: of a fencing the one that is fenced."""
    return step.target if step.task == "stonith" else step.node
