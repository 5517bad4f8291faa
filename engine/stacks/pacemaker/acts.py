"""Standby, maintenance, cleanup and refresh, through Pacemaker's own tools."""

import re
from collections.abc import Sequence
from typing import Final

from lxml import etree

from engine.protocol.verbs import Act, Cleanup, Maintenance, Refresh, Standby
from engine.stacks.contract import ReportProgress, StackError
from engine.stacks.pacemaker import settle, tools

_NAME: Final = re.compile(r"[\w.:@-]{1,255}", re.ASCII)
"""What names of nodes and ids of resources are made of; anything else is no name we look for."""

_STATES: Final = "/cib/configuration/nodes/node|/cib/status/node_state"


Step = tuple[list[str], str]
"""A tool with its arguments, and what it attempts, as errors name it."""


async def carry_out(act: Act, user: str, report: ReportProgress) -> None:
    """Carry out an act in the name of ``user``, and wait until the cluster has settled.

    Raises:
        StackError: see the stack's contract.
    """
    await check_names(act)
    report("accepted", 0, "")
    for command, what in commands(act):
        await _change(command, what, user)
    report("applied", 0, "")
    await settle.wait(report)
    report("settled", 0, "")


def commands(act: Act) -> list[Step]:
    """The tools that carry it out, each with what it is called in errors."""
    match act:
        case Standby(node, on, until_reboot):
            return _standby(node, on=on, until_reboot=until_reboot)
        case Maintenance(on, node):
            return [_maintenance(node, on=on)]
        case Cleanup(resource, node):
            return [(_history("--cleanup", resource, node), "The cleanup")]
        case Refresh(resource, node):
            return [(_history("--refresh", resource, node), "The refresh")]


def _standby(node: str, *, on: bool, until_reboot: bool) -> list[Step]:
    if on:
        lifetime = "reboot" if until_reboot else "forever"
        command = _attribute(node, "standby", lifetime, "--update=on")
        return [(command, f"Setting {node} to standby")]
    # Either kind alone keeps a node in standby, so both have to go.
    return [
        (_attribute(node, "standby", lifetime, "--delete"), f"Bringing {node} out of standby")
        for lifetime in ("forever", "reboot")
    ]


def _maintenance(node: str | None, *, on: bool) -> Step:
    whom = node or "the cluster"
    what = f"Putting {whom} into maintenance" if on else f"Taking {whom} out of maintenance"
    if node is not None:
        return _attribute(node, "maintenance", "forever", "--update=on" if on else "--delete"), what
    setting = f"--update={'true' if on else 'false'}"
    return ["crm_attribute", "--type=crm_config", "--name=maintenance-mode", setting], what


def _attribute(node: str, name: str, lifetime: str, change: str) -> list[str]:
    return [
        "crm_attribute",
        f"--node={node}",
        f"--name={name}",
        f"--lifetime={lifetime}",
        change,
    ]


def _history(what: str, resource: str | None, node: str | None) -> list[str]:
    command = ["crm_resource", what, "--output-as=xml"]
    if resource is not None:
        command.append(f"--resource={resource}")
    if node is not None:
        command.append(f"--node={node}")
    return command


async def _change(command: Sequence[str], what: str, user: str) -> None:
    outcome = await tools.run(command, user=user, timeout=120.0)
    deleting = "--delete" in command
    if outcome.ok or (deleting and outcome.code == tools.Exit.NO_SUCH):
        return
    raise tools.failure(outcome, what, user)


async def check_names(act: Act) -> None:
    """Whether what the act names exists.

    Raises:
        StackError: ``unknown-node`` or ``unknown-resource``.
    """
    if act.node is not None:
        names = await _node_names()
        if act.node not in names:
            known = ", ".join(sorted(names))
            raise StackError(
                "unknown-node",
                f"This cluster has no node «{act.node}»; it has {known}. Choose one of them.",
            )
    if isinstance(act, Cleanup | Refresh) and act.resource is not None:
        await _check_resource(act.resource)


async def _node_names() -> set[str]:
    outcome = await tools.run(["cibadmin", "--query", f"--xpath={_STATES}"])
    if outcome.code == tools.Exit.NO_SUCH:
        return set()
    if not outcome.ok:
        raise tools.failure(outcome, "Reading the nodes")
    found = etree.fromstring(outcome.output)
    return {element.get("uname", "") for element in found.iter("node", "node_state")} - {""}


async def _check_resource(resource: str) -> None:
    unknown = StackError(
        "unknown-resource",
        f"This cluster has no resource «{resource}»; check its id, it may have been removed.",
    )
    if not _NAME.fullmatch(resource):
        raise unknown
    plain = resource.partition(":")[0]  # instance 2 of a clone's primitive is named like web:2
    wanted = " or ".join(f"@id='{name}'" for name in {plain, resource})
    for path in (
        f"/cib/configuration/resources//*[{wanted}]",
        f"/cib/status/node_state/lrm/lrm_resources/lrm_resource[{wanted}]",
    ):
        outcome = await tools.run(["cibadmin", "--query", "--no-children", f"--xpath={path}"])
        if outcome.ok:
            return
        if outcome.code != tools.Exit.NO_SUCH:
            raise tools.failure(outcome, "Reading the resources")
    raise unknown
