"""Whether a user may do what Pacemaker's daemons would do for the engine without asking.

The CIB manager checks each of its operations against the access rules of the user named in
CIB_user. Transient attributes, cleanups and refreshes go through other daemons, which only know
the engine's own user; for these the CIB manager is asked first (see ``permission``).
"""

import json
import sys
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

from engine.cib.boolean import parse_boolean
from engine.protocol.verbs import Act, Cleanup, Maintenance, Migrate, Refresh, Standby
from engine.stacks.contract import StackError
from engine.stacks.pacemaker import childside, tools
from engine.stacks.pacemaker.child import import_path

MODULE: Final = "engine.stacks.pacemaker.permission"
PRIVILEGED: Final = frozenset({"", "root", "hacluster"})
"""Users to whom Pacemaker's access rules do not apply; empty is the engine itself."""

_ENABLED: Final = "/cib/configuration/crm_config//nvpair[@name='enable-acl']"

Attempt = list[str]
Order = Standby | Maintenance | Cleanup | Refresh
"""Acts that a command of Pacemaker's carries out; a move takes several."""


async def rules_apply(user: str) -> bool:
    """Whether Pacemaker has access rules that hold for that user.

    Raises:
        StackError: ``stack-down`` where the cluster cannot be asked.
    """
    if user in PRIVILEGED:
        return False
    outcome = await tools.run(["cibadmin", "--query", f"--xpath={_ENABLED}"])
    if outcome.code == tools.Exit.NO_SUCH:
        return False
    if not outcome.ok:
        raise tools.failure(outcome, "Reading whether access rules are in force")
    settings = etree.fromstring(outcome.output).iter("nvpair")
    return any(parse_boolean(setting.get("value")) for setting in settings)


async def check(act: Order, user: str, ids: Mapping[str, str]) -> None:
    """Refuse what the user may not do; ``ids`` are node ids by name.

    Raises:
        StackError: ``denied``, also where it cannot be found out.
    """
    wanted = attempts(act, ids)
    if not wanted or not await rules_apply(user):
        return
    match await _ask(wanted, user):
        case 0:
            return
        case childside.DENIED:
            raise tools.denied(name_of(act), user)
        case childside.UNREACHABLE:
            raise tools.down()
        case _:
            raise StackError(
                "denied",
                f"{name_of(act)} was refused: Pacemaker's access rules are in force, and this "
                "engine cannot ask the installed Pacemaker what they allow; log in as hacluster.",
            )


async def _ask(wanted: list[Attempt], user: str) -> int | None:
    try:
        outcome = await tools.run(
            [sys.executable, "-S", "-m", MODULE],
            user=user,
            stdin=json.dumps(wanted).encode(),
            variables={"PYTHONPATH": import_path()},
        )
    except StackError:
        return None
    return outcome.code


def name_of(act: Act) -> str:
    """The act, as the subject of a sentence."""
    match act:
        case Standby(node, on):
            return f"Setting {node} to standby" if on else f"Bringing {node} out of standby"
        case Maintenance(on, node):
            whom = node or "the cluster"
            return f"Putting {whom} into maintenance" if on else f"Taking {whom} out of maintenance"
        case Cleanup():
            return "The cleanup"
        case Refresh():
            return "The refresh"
        case Migrate(resource, node):
            return f"Moving {resource} to {node}"


def attempts(act: Order, ids: Mapping[str, str]) -> list[Attempt]:
    """What the act changes beyond the CIB manager's own operations."""
    match act:
        case Standby(node, on, until_reboot):
            if on and until_reboot:
                return [["modify", "status", _standby(ids[node], node)]]
            nvpair = "/transient_attributes//nvpair[@name='standby']"
            return [] if on else [["remove", f"{_state(node)}{nvpair}"]]
        case Maintenance():
            return []
        case Cleanup(resource, node) | Refresh(resource, node):
            which = "" if resource is None else f"[{of_resource(resource)}]"
            return [["remove", f"{_state(node)}/lrm/lrm_resources/lrm_resource{which}"]]


def of_resource(resource: str) -> str:
    """XPath condition on the id, for a resource or the instances of a clone's primitive."""
    plain = resource.partition(":")[0]
    return f"@id='{resource}' or @id='{plain}' or starts-with(@id,'{plain}:')"


def _state(node: str | None) -> str:
    return "/cib/status/node_state" + ("" if node is None else f"[@uname='{node}']")


def _standby(identity: str, node: str) -> str:
    names = quoteattr(identity), quoteattr(node)
    nvpair = f'<nvpair id={quoteattr(f"status-{identity}-standby")} name="standby" value="on"/>'
    return (
        f"<node_state id={names[0]} uname={names[1]}><transient_attributes id={names[0]}>"
        f"<instance_attributes id={quoteattr(f'status-{identity}')}>{nvpair}"
        "</instance_attributes></transient_attributes></node_state>"
    )
