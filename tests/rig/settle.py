"""When has a cluster settled?

Pacemaker has no word for it, so four things have to hold at once: the members are those that
can be (by power, cable and daemons); quorum given, no node waits for fencing; the designated
controller is idle; and its scheduler has no action left. All are read from output that is made
for programs.
"""

from collections.abc import Iterable
from typing import Final

from lxml import etree

from engine.cib.xml import Element
from tests.rig.errors import RigError
from tests.rig.node import Node

QUIET: Final = 10.0
"""Seconds after which an idle cluster whose CIB does not change is taken at its word."""


class Idle(str):
    """A reason that is only the scheduler's: the controller is idle all the same."""

    __slots__ = ()


def crm_mon(node: Node) -> Element:
    """What ``crm_mon`` says on that node, inactive resources included.

    Raises:
        RigError: Pacemaker does not answer there.
    """
    told = node.run(
        ["crm_mon", "-1", "--output-as=xml", "--inactive", "--show-detail"], timeout=30
    ).stdout
    return etree.fromstring(told.encode())


def unsettled(node: Node, members: Iterable[str], waiting: Iterable[str]) -> str | None:
    """Why the cluster, asked on ``node``, has not settled yet; None where it has.

    Args:
        node: a member.
        members: names of the nodes that can be members.
        waiting: names of those where Corosync runs and Pacemaker does not.
    """
    try:
        seen = crm_mon(node)
    except RigError as error:
        return str(error)
    reason = membership(seen, set(members), set(waiting))
    if reason is not None:
        return reason
    dc = seen.find("summary/current_dc")
    assert dc is not None
    return _busy(node, dc.get("name", ""))


def membership(seen: Element, members: set[str], waiting: set[str]) -> str | None:
    """What of the membership in ``crm_mon``'s output is not as it has to become."""
    dc = seen.find("summary/current_dc")
    if dc is None or dc.get("present") != "true":
        return "no designated controller yet"
    options = seen.find("summary/cluster_options")
    maintenance = options is not None and options.get("maintenance-mode") == "true"
    # Without quorum, and in maintenance, nobody fences.
    fences = dc.get("with_quorum") == "true" and not maintenance
    for state in seen.iterfind("nodes/node"):
        name = state.get("name", "")
        if state.get("type") != "member" or name in waiting:
            continue
        if (state.get("online") == "true") != (name in members):
            return f"{name} is {'not yet' if name in members else 'still'} online"
        if state.get("pending") == "true":
            return f"{name} is pending"
        if fences and state.get("unclean") == "true":
            return f"{name} waits for fencing"
    return None


def _busy(node: Node, dc: str) -> str | None:
    ask = ["crmadmin", f"--status={dc}", "--timeout=3s", "--output-as=xml"]
    told = node.run(ask, check=False, timeout=30).stdout
    try:
        state = etree.fromstring(told.encode()).find("crmd")
    except etree.XMLSyntaxError:
        return f"the designated controller {dc} does not answer"
    if state is None or state.get("state") != "S_IDLE":
        return f"the designated controller {dc} is at work"
    planned = planned_actions(node)
    return Idle(f"{planned} actions are still to be done") if planned else None


def planned_actions(node: Node) -> int:
    """How many steps the transition has that the scheduler would plan now.

    ``crm_resource --wait`` asks the same, but looks every two seconds only.

    Raises:
        RigError: Pacemaker does not answer there.
    """
    simulate = "crm_simulate --live-check --run --quiet --output-as=xml --save-graph=/dev/fd/3"
    graph = node.run(["sh", "-c", f"{simulate} 3>&1 >/dev/null"], timeout=30).stdout
    return len(etree.fromstring(graph.encode()))
