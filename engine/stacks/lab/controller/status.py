"""The status as the DC knows it: nodes, what ran on them, and their transient attributes.

What changes is noted in the document; what a node has to keep as well is sent to it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from engine.cib.xml import Element, child
from engine.stacks.lab.controller.document import Document
from engine.stacks.lab.controller.failures import attributes_after, cleared, counts
from engine.stacks.lab.controller.history import Known
from engine.stacks.lab.executor.history import CANCELLED, PENDING
from engine.stacks.lab.instructions import Gone, Send
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Attribute, Forget, Operation, Report, Result

SHUTDOWN: Final = "shutdown"
"""Transient attribute of a node that wants to leave: since when, in seconds since 1970."""
MEMBERS: Final = ("member", "normal")
"""Types of nodes that are machines of the cluster; the latter is Heartbeat's word."""
_UNFENCED: Final = "#node-unfenced"


@dataclass(slots=True)
class Member:
    """A node as the DC sees it."""

    name: str
    id: str
    present: bool = False
    """It is in the membership."""
    joined: bool = False
    """It has reported what it knows; until then nothing is asked of it."""
    expected: bool = False
    """It ought to be there: where it is not, it has to be fenced."""
    down: bool = False
    """It was fenced, and has not been missed in the membership yet."""
    leaving: bool = False
    """It was told that it may leave."""
    parted: bool = False
    """It said that it ends, with nothing running on it."""
    life: int = 0
    """Counts how often it came."""
    attributes: dict[str, str] = field(default_factory=dict[str, str])
    """Transient ones."""
    histories: dict[str, Known] = field(default_factory=dict[str, Known])


class Status:
    """Of all nodes. Every change is noted in the document, and counts once that is flushed."""

    def __init__(
        self,
        settings: Settings,
        document: Document,
        ids: dict[str, str],
        term: int,
        gone: Collection[str] = (),
    ) -> None:
        """Go on from the document's status.

        Args:
            settings: of this node.
            document: in which changes are noted.
            ids: of all nodes.
            term: of the DC.
            gone: nodes that are known to run nothing.
        """
        self._document, self._term = document, term
        self.members = {name: Member(name, ids[name]) for name in settings.nodes}
        """By name, in the order of ha.cf."""
        self._gone = set(gone)
        self._recall(gone)

    # What is known

    @property
    def waited_for(self) -> list[str]:
        """Nodes that are present and have not reported yet."""
        return [
            one.name
            for one in self.members.values()
            if one.present and not one.joined and not one.down
        ]

    def joined(self, node: str) -> bool:
        """Whether a node is there and takes orders."""
        member = self.members.get(node)
        return member is not None and member.joined

    # Nodes

    def present(self, names: Iterable[str]) -> tuple[list[str], list[str]]:
        """These are in the membership; who came, and who went."""
        names = set(names)
        came: list[str] = []
        gone: list[str] = []
        for member in self.members.values():
            if member.name in names and not member.present:
                came.append(member.name)
                self._gone.discard(member.name)
                member.present = member.expected = True
                member.leaving = member.parted = member.down = False
                member.life += 1
                self._write(member)
            elif member.name not in names and member.present:
                gone.append(member.name)
                if not (member.parted or member.down):
                    self._miss(member)
                member.present = member.joined = member.leaving = member.down = False
                if member.parted:
                    self._leave(member)
                self._write(member)
        return came, gone

    def write_strangers(self) -> None:
        """Nodes that are configured and no machines of this lab (the CIB may be another cluster's):
        they are off, and need not be fenced."""
        section = self._document.cib.section("nodes")
        ids = {member.id for member in self.members.values()}
        for node in () if section is None else section.iterchildren("node"):
            id_ = node.get("id")
            if id_ is None or id_ in ids or node.get("type", "member") not in MEMBERS:
                continue
            down = {"in_ccm": "false", "crmd": "offline", "join": "down", "expected": "down"}
            self._document.set_node(id_, {"uname": node.get("uname") or id_, **down})

    def report(self, node: str, report: Report, now: float) -> bool:
        """A node says all that it knows; whether it is news that it joins or wants to leave."""
        member = self.members.get(node)
        if member is None or not member.present or member.down:
            return False
        news = not member.joined
        member.joined = member.expected = True
        member.attributes = {
            name: value for name, value in report.attributes.items() if name != SHUTDOWN
        }
        if report.leaving:
            since = self._shown(member).get(SHUTDOWN)
            news = news or since is None
            member.attributes[SHUTDOWN] = since or str(int(now))
        self._document.set_transient(member.id, member.attributes)
        member.histories.clear()
        self._document.forget(member.id)
        for result in sorted(report.results, key=lambda result: (result.call, result.status < 0)):
            if not result.started:  # it waits its turn
                result = replace(result, started=now)
            self._note(member, result)
        for resource in member.histories:
            self._write_history(member, resource)
        self._write(member)
        return news

    def goes(self, node: str) -> None:
        """A node is told that it may leave."""
        member = self.members[node]
        member.leaving = True
        member.expected = False
        self._write(member)

    def parts(self, node: str) -> None:
        """A node that may leave says that it does."""
        member = self.members.get(node)
        if member is not None and member.leaving:
            member.parted = True

    def fenced(self, node: str) -> None:
        """A node has no power any more (or was started anew): nothing of it runs."""
        member = self.members[node]
        member.joined = member.leaving = member.parted = False
        member.down = member.present
        self._leave(member)
        member.histories.clear()
        self._document.forget(member.id)
        self._write(member)

    def unfenced(self, node: str, now: float) -> list[Send]:
        """A node was given access to what is shared."""
        return self.set_attribute(node, _UNFENCED, str(int(now)))

    def is_gone(self, node: str) -> list[Gone]:
        """A node that is no member runs nothing, for certain: membership is told, once."""
        if node in self._gone:
            return []
        self._gone.add(node)
        return [Gone(node)]

    # Operations

    def begun(self, node: str, operation: Operation, now: float) -> None:
        """An operation is asked of a node: it is under way."""
        member = self.members[node]
        self._note(member, Result(operation, -1, -1, PENDING, started=now))
        self._write_history(member, operation.resource)

    def ended(self, node: str, result: Result) -> None:
        """An operation ended."""
        member = self.members[node]
        self._note(member, result)
        self._write_history(member, result.operation.resource)

    def counted(
        self, node: str, operation: Operation, now: float, *, start_is_fatal: bool
    ) -> list[Send]:
        """Count a failure, where failures of this kind are counted."""
        if not counts(operation):
            return []
        before = self.members[node].attributes
        after = attributes_after(operation, before, now, start_is_fatal=start_is_fatal)
        return [
            send for name, value in after.items() for send in self.set_attribute(node, name, value)
        ]

    def forget(self, node: str, resource: str | None) -> list[Send]:
        """Forget the history of a resource on a node; None: of all."""
        member = self.members[node]
        for name in list(member.histories) if resource is None else [resource]:
            member.histories.pop(name, None)
            self._document.set_history(member.id, name, None)
        return [Send(node, Forget(self._term, resource))] if member.joined else []

    def clear_failures(
        self, node: str, resource: str, task: str | None = None, interval_ms: int = 0
    ) -> list[Send]:
        """Forget that a resource failed on a node, or only that one operation of it did."""
        member = self.members[node]
        outs: list[Send] = []
        for name in cleared(member.attributes, resource, task, interval_ms):
            outs += self.set_attribute(node, name, None)
        known = member.histories.get(resource)
        if known is not None and known.forget_failure(task, interval_ms):
            self._write_history(member, resource)
            if member.joined:
                outs.append(Send(node, Forget(self._term, resource, failures=True)))
        return outs

    # Attributes

    def set_attribute(self, node: str, name: str, value: str | None) -> list[Send]:
        """Set a transient attribute, or remove it (None); the node keeps it, too."""
        member = self.members[node]
        if not self.attribute(node, name, value):
            return []
        return [Send(node, Attribute(name, value))] if member.joined else []

    def attribute(self, node: str, name: str, value: str | None) -> bool:
        """A node says that an attribute was set; whether that is news."""
        member = self.members[node]
        if member.attributes.get(name) == value:
            return False
        if value is None:
            del member.attributes[name]
        else:
            member.attributes[name] = value
        self._document.set_transient(member.id, member.attributes)
        return True

    # Inside

    def _recall(self, gone: Collection[str]) -> None:
        """What the DC before said of nodes; histories are those that nodes report.

        Whoever is gone is no member, and runs nothing. Of all others that is not known, whatever
        was last heard of them.
        """
        status = self._document.cib.section("status")
        for member in self.members.values():
            state = None if status is None else _state(status, member.id)
            if state is None and member.name not in gone:
                continue
            member.attributes = self._shown(member)
            if member.name in gone:
                self._leave(member)
            else:
                self._miss(member)
            self._write(member)

    def _shown(self, member: Member) -> dict[str, str]:
        """The transient attributes that the document has."""
        status = self._document.cib.section("status")
        state = None if status is None else _state(status, member.id)
        section = None if state is None else child(state, "transient_attributes")
        pairs = () if section is None else section.iterfind("instance_attributes/nvpair")
        return {pair.get("name", ""): pair.get("value", "") for pair in pairs}

    def _miss(self, member: Member) -> None:
        """It ought to be there, wherever it is; that it wished to leave does not count any more."""
        member.expected = True
        if member.attributes.pop(SHUTDOWN, None) is not None:
            self._document.set_transient(member.id, member.attributes)

    def _leave(self, member: Member) -> None:
        member.expected = False
        member.attributes = {}
        self._document.set_transient(member.id, {})

    def _write(self, member: Member) -> None:
        there = member.present and not member.down
        values = {
            "uname": member.name,
            "in_ccm": "true" if there else "false",
            "crmd": "online" if there and not member.leaving else "offline",
            "crm-debug-origin": "lab",
            "join": "member" if member.joined else "down",
            "expected": "member" if member.expected else "down",
        }
        self._document.set_node(member.id, values)

    def _note(self, member: Member, result: Result) -> None:
        operation = result.operation
        known = member.histories.get(operation.resource)
        if result.status == CANCELLED:
            if known is not None:
                known.drop(operation.task, operation.interval_ms)
            return
        if known is None:
            known = member.histories[operation.resource] = Known(operation.agent)
        known.agent = operation.agent
        known.note(result)

    def _write_history(self, member: Member, resource: str) -> None:
        known = member.histories.get(resource)
        made = None if known is None else known.element(resource, member.name)
        self._document.set_history(member.id, resource, made)


def _state(status: Element, id_: str) -> Element | None:
    return next(
        (found for found in status.iterchildren("node_state") if found.get("id") == id_), None
    )
