"""Which faults make sense now, of the whole lab, of a node and of a resource. Pure."""

from itertools import combinations
from typing import Final

from engine.cib.state.model import ClusterState, Role
from engine.protocol.verbs import Fault, LabStanding
from hagui.cluster.harm import FROZEN, OFF, ON, alone, cut_pairs, power

DELAYS: Final = (100, 500, 2000)
"""Milliseconds that are offered: hardly felt, late heartbeats, later than a node is given up."""


def names(standing: LabStanding) -> tuple[str, ...]:
    """The lab's nodes."""
    return tuple(item.name for item in standing.nodes)


def kills(standing: LabStanding) -> tuple[Fault, ...]:
    """Plugs that can be pulled."""
    return tuple(Fault("kill", (item.name,)) for item in standing.nodes if item.state != OFF)


def freezes(standing: LabStanding) -> tuple[Fault, ...]:
    """Nodes that can be frozen."""
    return tuple(Fault("freeze", (item.name,)) for item in standing.nodes if item.state == ON)


def cuts(standing: LabStanding) -> tuple[Fault, ...]:
    """Links that can be cut: each one that is there, then each node from all others."""
    cut, lonely, nodes = cut_pairs(standing), alone(standing), names(standing)
    links = [
        Fault("cut", pair) for pair in combinations(nodes, 2) if (min(pair), max(pair)) not in cut
    ]
    if len(nodes) > 2:
        links += [Fault("cut", (name,)) for name in nodes if name not in lonely]
    return tuple(links)


def slows(nodes: tuple[str, ...] = ()) -> tuple[Fault, ...]:
    """By how much packets of those nodes, or of all, can be held back."""
    return tuple(Fault("slow", nodes, milliseconds=late) for late in DELAYS)


def breaks(state: ClusterState) -> tuple[Fault, ...]:
    """Resources that run and can be broken behind the cluster's back; fencing devices run nowhere
    in truth.
    """
    found: dict[str, Fault] = {}
    copies: dict[str, int] = {}
    for item in state.instances.values():
        copies[item.resource] = copies.get(item.resource, 0) + len(item.nodes)
    for item in state.instances.values():
        if item.agent.startswith("stonith:") or item.role is Role.STOPPED:
            continue
        for node in item.nodes:
            nodes = (node,) if copies[item.resource] > 1 else ()
            found[f"{item.resource} {nodes}"] = Fault("fail", nodes, resource=item.resource)
    return tuple(found.values())


def of_resource(state: ClusterState, resource: str, node: str | None = None) -> tuple[Fault, ...]:
    """How that resource can be broken: where it runs, or on ``node`` only."""
    return tuple(
        fault
        for fault in breaks(state)
        if fault.resource == resource and (node is None or fault.nodes in {(), (node,)})
    )


def of_node(standing: LabStanding, node: str) -> tuple[Fault, ...]:
    """What a node's page offers: what can be done to it, and the way back from what was."""
    match power(standing, node):
        case state if state == OFF:
            return (Fault("power", (node,)),)
        case state if state == FROZEN:
            return (Fault("thaw", (node,)), Fault("kill", (node,)))
        case _:
            found = [Fault("kill", (node,)), Fault("freeze", (node,))]
            if any(node in pair for pair in cut_pairs(standing)):
                found.append(Fault("heal"))
            if len(standing.nodes) > 1 and node not in alone(standing):
                found.append(Fault("cut", (node,)))
            return tuple(found)
