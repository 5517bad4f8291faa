"""The truth about the rig's incidents, from Pacemaker's alerts, tools and operation history.

Alerts tell the end of each operation, fencing and change of membership as it happens, to some
milliseconds. What the CIB keeps (``lrm_rsc_op``: when it began in whole seconds, and how long it
ran) and what the fencer keeps (``stonith_admin``: when it was done, in whole seconds) are held
against them, so that neither of the three is believed alone.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from lxml import etree

from engine.cib.xml import Element
from tests.end2end.incidents.furnishing import ALERTS
from tests.end2end.incidents.truth import Happening, Places, Truth
from tests.rig import Node, Rig

SECOND: Final = 1.0
"""What is kept in whole seconds is up to one second early."""
FINE: Final = 0.1
"""Seconds by which the two clocks that a kernel gives may differ."""
LATE: Final = 2.0
"""Seconds that an alert may come after what it tells of, on a busy machine."""
_PROBED: Final = "0"
_FOUND: Final = frozenset({"0", "7", "8"})


def places(rig: Rig) -> Places:
    """Where everything is, by ``crm_mon``."""
    found: Places = {}
    for resource in rig.crm_mon().iterfind("resources//resource"):
        name = resource.get("id", "").partition(":")[0]
        for node in resource.iterfind("node"):
            role = resource.get("role", "").lower()
            found.setdefault(name, {})[node.get("name", "")] = role
    return found


def truth(rig: Rig, begun: float, before: Places, *, lost: str | None) -> Truth:
    """What happened since ``begun``, asked once it is over.

    Args:
        rig: the rig.
        begun: when the trouble was made.
        before: where everything was.
        lost: the node that was lost by it; what it did after that, cut off, nobody could see.
    """
    happened = sorted({item for node in rig.nodes for item in _alerts(node)}, key=_time)
    happened = [item for item in happened if item.at >= begun]
    if lost is not None:
        noticed = next(item.at for item in happened if (item.what, item.node) == ("lost", lost))
        happened = [
            item
            for item in happened
            if (item.node == lost) == (item.what in {"lost", "fenced", "not fenced"})
            or item.at < noticed
        ]
    names = frozenset({lost} if lost is not None else ())
    return Truth(begun, happened, before, places(rig), names)


def _time(item: Happening) -> float:
    return item.at


def _alerts(node: Node) -> Iterator[Happening]:
    """All that the Pacemaker of that node has told."""
    file = node.folder / ALERTS
    for line in file.read_text().splitlines() if file.exists() else ():
        kind, at, where, resource, task, interval, rc, wanted, ran, _, words = line.split("\t")
        when, took = float(at), int(ran or 0) / 1000
        if kind == "node" and words == "lost":
            yield Happening("lost", when, where)
        elif kind == "fencing":
            ok = rc == "0"
            yield Happening("fenced" if ok else "not fenced", when, where, ok=ok)
        elif kind == "resource" and words != "Cancelled":
            ok = rc in _FOUND if task == "monitor" and interval == _PROBED else rc == wanted
            name = resource.partition(":")[0]
            yield Happening(task, when, where, name, ok, when - took)


def contradictions(rig: Rig, told: Truth) -> list[str]:
    """What of the alerts the CIB's history and the fencer's say otherwise; there should be none.

    Of an operation they must agree on the second in which it began, and of a fencing on that in
    which it was done; an alert may be a little late.
    """
    found: list[str] = []
    cib = rig.cib()
    for item in told.happened:
        if not item.resource or item.what not in {"start", "promote", "stop"} or not item.ok:
            continue
        later = any(
            other.at > item.at and (other.resource, other.node) == (item.resource, item.node)
            for other in told.happened
            if other.what in {"start", "promote", "demote", "stop"}
        )
        entry = _entry(cib, item)
        if entry is None:
            if not later and item.node not in told.lost:
                found.append(f"the CIB keeps nothing of {item}")
            continue
        begun, ran = int(entry.get("last-rc-change", 0)), int(entry.get("exec-time", 0)) / 1000
        if not later and not begun + ran - FINE <= item.at <= begun + ran + SECOND + LATE:
            found.append(f"the CIB: {begun} and {ran} s; the alert: {item}")
    kept = [at for node, at in _fencings(rig) if node in told.lost and at >= int(told.begun)]
    found += [
        f"the fencer: {kept}; the alert: {item}"
        for item in told.happened
        if item.what == "fenced"
        and not any(at - FINE <= item.at <= at + SECOND + LATE for at in kept)
    ]
    return found


def _entry(cib: Element, item: Happening) -> Element | None:
    for state in cib.iterfind("status/node_state"):
        for resource in state.iterfind("lrm/lrm_resources/lrm_resource"):
            name = resource.get("id", "").partition(":")[0]
            if (state.get("uname"), name) == (item.node, item.resource):
                return resource.find(f"lrm_rsc_op[@operation='{item.what}'][@rc-code='0']")
    return None


def _fencings(rig: Rig) -> set[tuple[str, int]]:
    """Nodes that were fenced, and when in whole seconds, as all fencers together know it."""
    ask = ["stonith_admin", "--history=*", "--verbose", "--output-as=xml"]
    found: set[tuple[str, int]] = set()
    for node in rig.members():
        for event in etree.fromstring(node.run(ask).stdout.encode()).iter("fence_event"):
            if event.get("status") == "success":
                done = datetime.fromisoformat(event.get("completed", ""))
                found.add((event.get("target", ""), int(done.timestamp())))
    return found
