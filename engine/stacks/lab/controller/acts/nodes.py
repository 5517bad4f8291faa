"""Standby and maintenance."""

from engine.cib.edits.vocabulary import Edit, SetNodeAttribute, SetProperty
from engine.cib.state.derive import Derivation
from engine.protocol.verbs import Maintenance, Standby
from engine.stacks.contract import StackError
from engine.stacks.lab.controller.acts.steps import Cluster, Configure, Stage, Steps
from engine.stacks.lab.controller.changes import editing
from engine.stacks.refusals import unknown_node

STANDBY = "standby"
"""The attribute, lasting or transient: either keeps a node in standby."""


def standby(cluster: Cluster, act: Standby) -> Steps:
    """Set a node to standby, or bring it back."""
    node = Derivation(cluster.cib).state.nodes.get(act.node)
    if node is None:
        raise _unknown(cluster, act.node)
    if act.on and act.until_reboot:
        if not node.online:
            raise StackError(
                "invalid",
                f"{act.node} is offline, and standby until its next start would end with that "
                "start; set it to standby for good, or wait until it is back.",
            )
        yield Stage("accepted")
        yield cluster.set_attribute(act.node, STANDBY, "on")
        return
    yield Stage("accepted")
    yield _edit(SetNodeAttribute(act.node, STANDBY, "on" if act.on else None))
    if not act.on:
        yield cluster.set_attribute(act.node, STANDBY, None)


def maintenance(cluster: Cluster, act: Maintenance) -> Steps:
    """Put a node or the whole cluster into maintenance, or back."""
    if act.node is None:
        yield Stage("accepted")
        yield _edit(SetProperty("maintenance-mode", "true" if act.on else "false"))
        return
    if act.node not in Derivation(cluster.cib).state.nodes:
        raise _unknown(cluster, act.node)
    yield Stage("accepted")
    yield _edit(SetNodeAttribute(act.node, "maintenance", "on" if act.on else None))


def _unknown(cluster: Cluster, node: str) -> StackError:
    return unknown_node(node, Derivation(cluster.cib).state.nodes)


def _edit(edit: Edit) -> Configure:
    return Configure(editing((edit,)))
