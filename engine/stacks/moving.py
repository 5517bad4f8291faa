"""What a move means for one resource: which constraint it takes, or why it cannot be. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.state.model import ClusterState, Condition, Instance, Role
from engine.cib.views import Clone, Configuration, Group, Location, Resource
from engine.cib.views.resources import Bundle, Primitive
from engine.cib.xml import Element
from engine.protocol.verbs import Migrate
from engine.stacks.contract import StackError
from engine.stacks.refusals import unknown_node, unknown_resource

SHORTEST: Final = 10
LONGEST: Final = 24 * 3600
"""Seconds that the constraint may live."""
_NEW_SPELLING: Final = (3, 7)
"""The schema from which on a role may be called Promoted."""


@dataclass(frozen=True, slots=True)
class Move:
    """A move that can be tried."""

    resource: str
    """What the constraint is on: the group of a member, the clone of a cloned primitive."""
    node: str
    promoted: bool = False
    """Whether only the promoted role moves."""
    role: str = "Started"
    """As the CIB's schema spells it."""

    @property
    def id(self) -> str:
        """Of the constraint; the same that crm_resource would give it, so that all tools know
        what it is, and Pacemaker refuses a second one.
        """
        return f"cli-prefer-{self.resource}"

    def constraint(self, end: datetime) -> str:
        """The constraint as XML text; without effect from ``end`` on."""
        location = etree.Element("rsc_location", id=self.id, rsc=self.resource, role=self.role)
        score = {"score": "INFINITY", "boolean-op": "and"}
        rule = etree.SubElement(location, "rule", {"id": self._part("rule"), **score})
        where = {"attribute": "#uname", "operation": "eq", "value": self.node, "type": "string"}
        etree.SubElement(rule, "expression", {"id": self._part("expr"), **where})
        until = {"operation": "lt", "end": f"{end:%Y-%m-%d %H:%M:%SZ}"}
        etree.SubElement(rule, "date_expression", {"id": self._part("lifetime-end"), **until})
        return etree.tostring(location, encoding="unicode")

    def path(self, end: datetime) -> str:
        """XPath to exactly that constraint, and to no other of that id."""
        inside = (
            f"rule/date_expression[@id='{self._part('lifetime-end')}']"
            f"[@end='{end:%Y-%m-%d %H:%M:%SZ}']"
        )
        return f"/cib/configuration/constraints/rsc_location[@id='{self.id}'][{inside}]"

    def made(self, location: Element, end: datetime) -> bool:
        """Whether a location is exactly that constraint."""
        dates = location.iterfind("rule/date_expression")
        wanted = (self._part("lifetime-end"), f"{end:%Y-%m-%d %H:%M:%SZ}")
        return location.get("id") == self.id and any(
            (date.get("id"), date.get("end")) == wanted for date in dates
        )

    def _part(self, what: str) -> str:
        return f"cli-prefer-{what}-{self.resource}"


def ending(act: Migrate, now: datetime) -> datetime:
    """When the constraint of a move that begins now is without effect, whatever happens."""
    return now.replace(microsecond=0) + timedelta(seconds=act.seconds)


def plan(cib: Cib, act: Migrate) -> Move:
    """How to move it.

    Raises:
        StackError: ``unknown-resource``, ``unknown-node``, ``not-movable``, ``already-there``,
            ``in-the-way``, or ``invalid`` for the seconds.
    """
    if not SHORTEST <= act.seconds <= LONGEST:
        raise StackError(
            "invalid", f"A move may take from {SHORTEST} seconds to a day, not {act.seconds} s."
        )
    configuration = Configuration.of(cib)
    found = configuration.find(act.resource)
    if not isinstance(found, Primitive | Group | Clone | Bundle):
        raise unknown_resource(act.resource)
    state = Derivation(cib).state
    subject = _subject(configuration, found)
    active = _active(state, subject)
    _check_node(state, act.node)
    promoted = isinstance(subject, Clone) and subject.promotable
    if promoted:
        active = [item for item in active if item.role is Role.PROMOTED]
    _check_movable(subject, active, act.node, promoted=promoted)
    _check_way(configuration, subject.id, act.node)
    return Move(subject.id, act.node, promoted, _role(cib) if promoted else "Started")


def arrived(cib: Cib, move: Move) -> bool:
    """Whether it is where it was to go, and nowhere else."""
    found = Configuration.of(cib).find(move.resource)
    if not isinstance(found, Primitive | Group | Clone):
        return False
    active = _active(Derivation(cib).state, found)
    if move.promoted:
        active = [item for item in active if item.role is Role.PROMOTED]
    return _nodes(active) == {move.node}


def judge(move: Move, *, there: bool, still: bool) -> None:
    """What came of it: whether it ``arrived`` with the constraint, and after it was removed.

    Raises:
        StackError: ``not-moved`` or ``went-back``.
    """
    if not there:
        raise StackError(
            "not-moved",
            f"The cluster did not move «{move.resource}» to {move.node}: constraints, failures or "
            f"the node's state are against it. The temporary constraint is removed again.",
        )
    if not still:
        raise StackError(
            "went-back",
            f"«{move.resource}» was on {move.node}, but left it once nothing held it there any "
            "more: it likes another node better. Give it a location constraint or stickiness.",
        )


def overtaken(move: Move) -> StackError:
    """Somebody made a constraint of that id in the meantime."""
    return StackError(
        "in-the-way",
        f"Somebody else has just made «{move.id}»; look at the cluster, and try again.",
    )


def _subject(configuration: Configuration, found: Resource) -> Primitive | Group | Clone:
    """A group moves as a whole, and so does a cloned one."""
    around = configuration.parents(found.id)
    subject = around[-1] if around else found
    if isinstance(subject, Bundle):
        raise StackError(
            "not-movable",
            f"«{subject.id}» is a bundle, and its containers cannot be moved one by one; give it "
            "location constraints instead.",
        )
    return subject


def _active(state: ClusterState, subject: Primitive | Group | Clone) -> list[Instance]:
    names = {primitive.id for primitive in subject.primitives()}
    return [
        item
        for item in state.instances.values()
        if item.resource in names and item.nodes and not item.orphaned
    ]


def _nodes(active: Collection[Instance]) -> set[str]:
    return {node for item in active for node in item.nodes}


def _check_node(state: ClusterState, name: str) -> None:
    node = state.nodes.get(name)
    if node is None:
        raise unknown_node(name, state.nodes)
    if node.condition is not Condition.ONLINE:
        raise StackError(
            "not-movable",
            f"Nothing can be moved to {name}, for it is {node.condition.value}; choose a node "
            "that is online.",
        )


def _check_movable(
    subject: Primitive | Group | Clone, active: list[Instance], node: str, *, promoted: bool
) -> None:
    what, nodes = subject.id, _nodes(active)
    if not nodes:
        state = "is promoted nowhere" if promoted else "runs nowhere"
        raise StackError(
            "not-movable",
            f"«{what}» {state} now, so that there is nothing to move; find out what keeps it from "
            "running, or give it a location constraint.",
        )
    if any(not item.managed for item in active):
        raise StackError(
            "not-movable",
            f"«{what}» is not managed now, so that the cluster would not move it; let the cluster "
            "manage it again first.",
        )
    if nodes == {node}:
        raise StackError("already-there", f"«{what}» is on {node} already.")
    if len(nodes) > 1:
        state = "is promoted on" if promoted else "runs on"
        raise StackError(
            "not-movable",
            f"«{what}» {state} several nodes ({', '.join(sorted(nodes))}), so that it is not "
            "clear what is to move; give it a location constraint instead.",
        )


def _check_way(configuration: Configuration, resource: str, node: str) -> None:
    """Somebody's earlier move is not undone without a word, as crm_resource would."""
    for constraint in configuration.constraints:
        if not isinstance(constraint, Location) or constraint.resource != resource:
            continue
        earlier = constraint.id == f"cli-prefer-{resource}"
        banned = constraint.id == f"cli-ban-{resource}-on-{node}"
        if earlier or banned:
            raise StackError(
                "in-the-way",
                f"The temporary constraint «{constraint.id}» is left of an earlier move or ban of "
                f"«{resource}»; clear it first («crm_resource --clear --resource {resource}»), "
                "then move.",
            )


def _role(cib: Cib) -> str:
    """Promoted, as the CIB's schema spells it."""
    _, _, number = cib.validate_with.partition("-")
    parts = number.split(".")
    if not all(part.isdigit() for part in parts):
        return "Promoted"
    return "Promoted" if tuple(map(int, parts)) >= _NEW_SPELLING else "Master"
