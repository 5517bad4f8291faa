"""Incidents on the rig: each brought about by what an administrator or bad luck does.

Each function does its part and returns, and notes on the machine's clock, which all nodes of a rig
and the desktop share, what it did when. A node that is fenced stays off until ``mend``, so that its
coming back is no part of the incident.
"""

import time
from collections.abc import Callable
from typing import Final

from tests.end2end.incidents.furnishing import LIKES, REPORT, SERVICE, SLOW, place_of
from tests.end2end.incidents.notes import Notes
from tests.rig import Node, Rig

FENCING_TAKES: Final = 2.0
"""Seconds, where something is to be done meanwhile."""
STATE: Final = f"/run/resource-agents/Delay_{REPORT}"
"""By which the agent of ``REPORT`` knows that it runs."""


Script = Callable[[Rig, Notes], None]


def bring_about(rig: Rig, script: Script) -> Notes:
    """Carry a script out, on a cluster that has settled."""
    rig.return_fenced_nodes(False)
    notes = Notes(place_of(rig, SERVICE).name)
    script(rig, notes)
    return notes


def node_killed(rig: Rig, notes: Notes) -> None:
    """The node that serves loses its power."""
    notes.lost = True
    notes("power is being cut")
    rig[notes.victim].kill()
    notes("power is off")


def network_cut(rig: Rig, notes: Notes) -> None:
    """The node that serves loses its network."""
    notes.lost = True
    notes("cable is being pulled")
    rig[notes.victim].cut()
    notes("cable is out")


def agent_failing(rig: Rig, notes: Notes) -> None:
    """The process that serves dies."""
    notes("process is being killed")
    rig[notes.victim].run(["pkill", "-KILL", "-f", "page.py"])
    notes("process is dead")


def start_timing_out(rig: Rig, notes: Notes) -> None:
    """A resource fails where it runs, and where it goes next its start times out."""
    victim = place_of(rig, REPORT)
    others = (node for node in rig.nodes if node is not victim)
    second = max(others, key=lambda node: LIKES[node.name])
    notes.victim, notes.other = victim.name, second.name
    _set(second, SLOW, "true", "reboot")
    rig.wait_settled()
    notes.outage = False
    notes("report is being ended")
    victim.run(["rm", STATE])
    notes("report has ended")


def fencing_failing_once(rig: Rig, notes: Notes) -> None:
    """A node that was lost cannot be fenced at once: the power switch refuses each peer."""
    rig.fail_next_fencing(len(rig.nodes) - 1)
    node_killed(rig, notes)


def standby_amid_failover(rig: Rig, notes: Notes) -> None:
    """While the node that served is being fenced, an operator sets to standby where it would go."""
    rig.slow_fencing(FENCING_TAKES)
    node_killed(rig, notes)
    second = next(node for node in rig.nodes if node.name != notes.victim)
    notes.other = second.name
    until = time.monotonic() + 20
    while not rig.crm_mon(second).xpath("nodes/node[@unclean='true']"):
        assert time.monotonic() < until, "nobody has noticed that a node is lost"
    notes("standby is being set")
    _set(second, "standby", "on", "forever")
    notes("standby is set")


def mend(rig: Rig) -> None:
    """All nodes up and active and no failure left; returns once the cluster has settled."""
    rig.slow_fencing(0)
    rig.fail_next_fencing(0)
    for node in rig.nodes:
        node.heal()
        node.start()
    rig.wait_settled()
    for node in rig.nodes:
        _set(node, "standby", None, "forever")
        _set(node, SLOW, None, "reboot")
    if rig.crm_mon().xpath("failures/failure"):
        rig.members()[0].run(["crm_resource", "--cleanup"])
    rig.wait_settled()


def _set(node: Node, name: str, value: str | None, lifetime: str) -> None:
    what = ["--delete"] if value is None else ["--update", value]
    where = ["--node", node.name, "--name", name, "--lifetime", lifetime]
    node.run(["crm_attribute", *where, *what], check=value is not None)
