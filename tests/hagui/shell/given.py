"""What the tests of the window are given: engines and what they tell."""

import time
from dataclasses import replace
from typing import Any, Final

from engine.protocol.messages import MemberView, NodeFacts
from hagui.cluster.opinions import SETTLING, Comparing, Disagreement
from hagui.cluster.sources import Freshness, Link, Source, SourcesStatus

HEARD: Final = time.monotonic()
"""When the engines were heard: just now, so that the age is short however long the machine runs."""


def facts(node: str, dc: str | None = "node2", **more: Any) -> NodeFacts:
    """What a node's own engine tells."""
    members = tuple(MemberView(name, member=True) for name in ("node1", "node2", "node3"))
    values: dict[str, Any] = {"quorate": True, "pacemaker": "2.1.5", "corosync": "3.1.7", **more}
    return NodeFacts(node, dc, members=members, **values)


def source(node: str, link: Link = Link.UP, **more: Any) -> Source:
    """One engine of the cluster."""
    values: dict[str, Any] = {"push": "libcib", "facts": facts(node), "heard": HEARD, **more}
    return Source(f"{node}:5560", link, node, **values)


def live_status(*sources: Source) -> SourcesStatus:
    """Two engines that are heard."""
    found = sources or (source("node1"), source("node3"))
    return SourcesStatus(Freshness.LIVE, found[0].address, found, heard=HEARD)


def lasting(status: SourcesStatus) -> Disagreement:
    """In what engines disagree that have said the same for long enough."""
    machine = Comparing()
    machine.look(replace(status, sources=_heard(status, HEARD)), HEARD)
    later = HEARD + SETTLING
    found = machine.look(replace(status, sources=_heard(status, later)), later).disagreement
    assert found is not None
    return found


def _heard(status: SourcesStatus, when: float) -> tuple[Source, ...]:
    return tuple(replace(source, heard=when) for source in status.sources)
