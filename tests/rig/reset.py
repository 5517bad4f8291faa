"""Bringing a rig back to how it was after its bring-up."""

import difflib
from typing import TYPE_CHECKING

from lxml import etree

from engine.cib.xml import Element
from tests.rig.errors import RigError

if TYPE_CHECKING:
    from tests.rig.cluster import Rig


def configuration(cib: Element) -> str:
    """The CIB's configuration, in a form in which equal ones are equal texts."""
    found = cib.find("configuration")
    assert found is not None
    return etree.canonicalize(etree.tostring(found, encoding="unicode"), strip_text=True)


def reset(rig: "Rig", start: str | None, timeout: float) -> None:
    """Undo what tests do: power, cables, daemons, fencing, configuration, failures, attributes.

    Raises:
        RigError: the rig did not come back within ``timeout`` seconds.
    """
    rig.fail_next_fencing(0)
    rig.slow_fencing(0)
    rig.return_fenced_nodes(True)
    members = rig.members()
    for node in rig.nodes:
        if node in members:
            node.start_daemon("engine")
            continue
        # Started anew rather than mended: no half-dead daemon is carried into the next test.
        node.kill()
        node.heal()
        node.start()
    rig.wait_settled(timeout)
    _restore(rig, start)
    _forget_failures(rig)
    rig.wait_settled(timeout)
    # Forgetting failures leaves a note in the configuration, crm_config's last-lrm-refresh.
    if _restore(rig, start):
        rig.wait_settled(timeout)
    now = configuration(rig.cib())
    if start is not None and now != start:
        raise RigError(f"the rig's configuration could not be restored: {_difference(start, now)}")


def _restore(rig: "Rig", start: str | None) -> bool:
    """Put the first configuration back; returns whether it was another."""
    if start is None or configuration(rig.cib()) == start:
        return False
    replace = ["cibadmin", "--replace", "--scope", "configuration", "--xml-pipe"]
    rig.members()[0].run(replace, input=start)
    return True


def _difference(before: str, after: str) -> str:
    """Lines that two texts of XML do not share."""
    old, new = (text.replace("><", ">\n<").splitlines() for text in (before, after))
    return " ".join(line for line in difflib.ndiff(old, new) if line[0] in "+-")


def _forget_failures(rig: "Rig") -> None:
    node = rig.members()[0]
    seen = rig.crm_mon(node)
    if seen.xpath("failures/failure | //resource_history[@fail-count > 0]"):
        node.run(["crm_resource", "--cleanup"], check=False)
    if seen.find("fence_history/fence_event") is not None:
        node.run(["stonith_admin", "--cleanup", "--history=*"], check=False)
    for name, attribute in _set_until_reboot(rig.cib()):
        node.run(["attrd_updater", "--node", name, "--name", attribute, "--delete"])


def _set_until_reboot(cib: Element) -> list[tuple[str, str]]:
    """Node attributes of reboot lifetime that a person set: node and attribute names."""
    return [
        (state.get("uname", ""), nvpair.get("name", ""))
        for state in cib.iterfind("status/node_state")
        for nvpair in state.iterfind("transient_attributes//nvpair")
        if nvpair.get("name") in {"standby", "maintenance"}
    ]
