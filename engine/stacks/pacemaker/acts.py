"""Standby, maintenance, cleanup and refresh, through Pacemaker's own tools."""

import re
from typing import Final

from lxml import etree

from engine.protocol.verbs import Cleanup, Maintenance, Refresh, Standby
from engine.stacks.contract import ReportProgress, StackError
from engine.stacks.pacemaker import access, settle, tools
from engine.stacks.pacemaker.access import Order
from engine.stacks.refusals import unknown_node, unknown_resource

_NAME: Final = re.compile(r"[\w.:@-]{1,255}", re.ASCII)
"""What names of nodes and ids of resources are made of; anything else is no name we look for."""

_STATES: Final = "/cib/configuration/nodes/node|/cib/status/node_state"


_PATIENCE: Final = 120.0
"""Seconds for one tool: a cleanup of everything waits for an answer from every node."""


async def carry_out(act: Order, user: str, report: ReportProgress) -> None:
    """Carry out an act in the name of ``user``, and wait until the cluster has settled.

    Raises:
        StackError: see the stack's contract.
    """
    ids = await check_names(act)
    await access.check(act, user, ids)
    report("accepted", 0, "")
    for command in commands(act):
        outcome = await tools.run(command, user=user, timeout=_PATIENCE)
        if not outcome.ok:
            raise await _refusal(outcome, act, user)
    report("applied", 0, "")
    await settle.wait(report)
    report("settled", 0, "")


async def _refusal(outcome: tools.Outcome, act: Order, user: str) -> StackError:
    what = access.name_of(act)
    if outcome.code == tools.Exit.NO_SUCH and await access.rules_apply(user):
        return tools.denied(what, user, outcome.words)  # it is there, but not for this user
    return tools.failure(outcome, what, user)


def commands(act: Order) -> list[list[str]]:
    """The tools that carry it out, with their arguments."""
    match act:
        case Standby(node, on, until_reboot):
            if on:
                lifetime = "reboot" if until_reboot else "forever"
                return [_attribute(node, "standby", lifetime, "--update=on")]
            # Either kind alone keeps a node in standby, so both have to go.
            return [
                _attribute(node, "standby", lifetime, "--delete")
                for lifetime in ("forever", "reboot")
            ]
        case Maintenance(on, node) if node is None:
            setting = f"--update={'true' if on else 'false'}"
            return [["crm_attribute", "--type=crm_config", "--name=maintenance-mode", setting]]
        case Maintenance(on, node):
            change = "--update=on" if on else "--delete"
            return [_attribute(str(node), "maintenance", "forever", change)]
        case Cleanup(resource, node):
            return [_history("--cleanup", resource, node)]
        case Refresh(resource, node):
            return [_history("--refresh", resource, node)]


def _attribute(node: str, name: str, lifetime: str, change: str) -> list[str]:
    return ["crm_attribute", f"--node={node}", f"--name={name}", f"--lifetime={lifetime}", change]


def _history(what: str, resource: str | None, node: str | None) -> list[str]:
    command = ["crm_resource", what, "--output-as=xml"]
    if resource is not None:
        command.append(f"--resource={resource}")
    if node is not None:
        command.append(f"--node={node}")
    return command


async def check_names(act: Order) -> dict[str, str]:
    """Whether what the act names exists; returns the ids of all nodes by name.

    Raises:
        StackError: ``unknown-node`` or ``unknown-resource``.
    """
    ids = await _nodes()
    if act.node is not None and (act.node not in ids or not _NAME.fullmatch(act.node)):
        raise unknown_node(act.node, ids)
    if isinstance(act, Cleanup | Refresh) and act.resource is not None:
        await _check_resource(act.resource)
    return ids


async def _nodes() -> dict[str, str]:
    outcome = await tools.run(["cibadmin", "--query", f"--xpath={_STATES}"])
    if outcome.code == tools.Exit.NO_SUCH:
        return {}
    if not outcome.ok:
        raise tools.failure(outcome, "Reading the nodes")
    found = etree.fromstring(outcome.output).iter("node", "node_state")
    return {node.get("uname", ""): node.get("id", "") for node in found if node.get("uname")}


async def _check_resource(resource: str) -> None:
    if _NAME.fullmatch(resource):
        wanted = access.of_resource(resource)
        for path in (
            f"/cib/configuration/resources//*[{wanted}]",
            f"/cib/status/node_state/lrm/lrm_resources/lrm_resource[{wanted}]",
        ):
            outcome = await tools.run(["cibadmin", "--query", "--no-children", f"--xpath={path}"])
            if outcome.ok:
                return
            if outcome.code != tools.Exit.NO_SUCH:
                raise tools.failure(outcome, "Reading the resources")
    raise unknown_resource(resource)
