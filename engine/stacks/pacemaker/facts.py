"""What this node itself believes: members, quorum and ring by Corosync, the DC by its own CIB."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, cast

from lxml import etree

from engine.protocol.messages import MemberView, NodeFacts
from engine.stacks.contract import StackError
from engine.stacks.pacemaker import tools
from engine.stacks.pacemaker.frames import Frame

_NOT_MEMBERS: Final = frozenset({"remote", "ping"})


@dataclass(frozen=True, slots=True)
class Membership:
    """What Corosync on this node says."""

    quorate: bool
    ring: str
    members: frozenset[int]
    names: Mapping[str, str]
    """Names in Corosync's node list by node id."""
    local: int | None

    @classmethod
    def of(cls, frame: Frame) -> "Membership":
        """Read a frame of the membership's watcher."""
        header = frame.header
        return cls(
            bool(header["quorate"]),
            str(header["ring"]),
            frozenset(cast("list[int]", header["members"])),
            cast("dict[str, str]", header["names"]),
            cast("int | None", header["local"]),
        )

    @property
    def local_name(self) -> str | None:
        """This node's name, where Corosync's node list has one."""
        return self.names.get(str(self.local))


@dataclass(frozen=True, slots=True)
class Belief:
    """All that goes into the facts."""

    node: str
    membership: Membership | None = None
    dc: str = ""
    """Node id by the local CIB, empty while there is none or Pacemaker does not run."""
    names: Mapping[str, str] | None = None
    """Names of the cluster's nodes by id, from the CIB."""
    pacemaker: str = ""
    corosync: str = ""

    def facts(self) -> NodeFacts:
        """The facts as they are told.

        The DC in the CIB counts only while Corosync sees that node: a partition that has lost its
        DC keeps the old entry until it has elected another.
        """
        membership = self.membership
        if membership is None:
            return NodeFacts(self.node, pacemaker=self.pacemaker)
        names = {**membership.names, **(self.names or {})}
        ids = {str(member) for member in membership.members}
        everyone = sorted({*names, *ids}, key=lambda node: (not node.isdecimal(), len(node), node))
        members = tuple(MemberView(names.get(node, node), node in ids) for node in everyone)
        dc = names.get(self.dc, self.dc) if self.dc in ids else None
        return NodeFacts(
            self.node,
            dc=dc,
            quorate=membership.quorate,
            members=members,
            pacemaker=self.pacemaker,
            corosync=self.corosync,
            ring=membership.ring,
        )


class FactKeeper:
    """Keeps the belief, and tells the facts whenever they have become others."""

    def __init__(self, node: str, tell: Callable[[NodeFacts], None]) -> None:
        self._belief = Belief(node)
        self._tell = tell
        self._told: NodeFacts | None = None
        self._heard = False
        self._up = False
        self._stale = asyncio.Event()

    @property
    def node(self) -> str:
        """The cluster's name for this node."""
        return self._belief.node

    def rename(self, node: str) -> None:
        """The cluster calls this node so."""
        self._become(replace(self._belief, node=node))

    def membership(self, membership: Membership | None) -> None:
        """Corosync said something, or has gone."""
        self._heard = True
        if (membership is None) != (self._belief.membership is None):
            self._stale.set()
        self._become(replace(self._belief, membership=membership))

    def dc(self, node: str) -> None:
        """The local CIB names that node id as DC."""
        if node and node not in (self._belief.names or {}):
            self._stale.set()
        self._become(replace(self._belief, dc=node))

    def pacemaker_up(self) -> None:
        """Pacemaker answers, or its configuration has changed: names and versions may be others."""
        self._up = True
        self._stale.set()

    def pacemaker_down(self) -> None:
        """Pacemaker does not answer."""
        self._up = False
        self._become(replace(self._belief, dc="", pacemaker=""))

    async def run(self) -> None:
        """Look up names and versions when they may have changed; until cancelled."""
        while True:
            await self._stale.wait()
            self._stale.clear()
            with suppress(StackError):  # down just now: it is asked again when it is up
                await self._look_up()
            await asyncio.sleep(1.0)

    async def _look_up(self) -> None:
        corosync = await corosync_version()
        self._become(replace(self._belief, corosync=corosync))
        names = await node_names()
        pacemaker = await pacemaker_version()
        self._become(replace(self._belief, names=names, pacemaker=pacemaker if self._up else ""))

    def _become(self, belief: Belief) -> None:
        self._belief = belief
        facts = belief.facts()
        if self._heard and facts != self._told:  # not before Corosync has answered or not
            self._told = facts
            self._tell(facts)


async def node_names() -> dict[str, str]:
    """Names by id of the cluster's full nodes, from the CIB.

    Raises:
        StackError: ``stack-down`` where the cluster cannot be asked.
    """
    outcome = await tools.run(["cibadmin", "--query", "--scope=nodes"])
    if not outcome.ok:
        raise tools.failure(outcome, "Reading the nodes")
    return {
        node.get("id", ""): node.get("uname", "")
        for node in etree.fromstring(outcome.output).iter("node")
        if node.get("type", "member") not in _NOT_MEMBERS
    }


async def pacemaker_version() -> str:
    """Version of the installed Pacemaker; empty where it is too old to say it in XML."""
    outcome = await tools.run(["pacemakerd", "--features", "--output-as=xml"])
    try:
        found = etree.fromstring(outcome.output).find("pacemakerd") if outcome.ok else None
    except etree.XMLSyntaxError:
        return ""
    return "" if found is None else found.get("version", "")


async def corosync_version() -> str:
    """Version of the installed Corosync, as the package manager has it; else empty.

    Corosync itself says its version only in a sentence for people.
    """
    for command in (
        ["dpkg-query", "--show", "--showformat=${source:Upstream-Version}", "corosync"],
        ["rpm", "--query", "--queryformat=%{VERSION}", "corosync"],
    ):
        try:
            outcome = await tools.run(command)
        except StackError:
            continue
        if outcome.ok:
            return outcome.output.decode(errors="replace").strip()
    return ""
