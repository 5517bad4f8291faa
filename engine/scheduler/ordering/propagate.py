"""Applying orderings to their actions until nothing changes any more.

A change of an action is followed at once into everything that is ordered with it, before the rest
is looked at. What is under way stands on a list of its own, since such chains are as long as the
cluster is large.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from engine.scheduler.actions import flags as bits
from engine.scheduler.actions.flags import flags_of
from engine.scheduler.actions.kinds import action_flags
from engine.scheduler.actions.summary import flags_on_nodes
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action, Link
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import nodes_of
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering import changed
from engine.scheduler.ordering.blocked import block_dependents
from engine.scheduler.ordering.effect import apply_link
from engine.scheduler.ordering.link import link as add_link
from engine.scheduler.ordering.remap import finished

_SEQUENCE_ONLY: Final = (
    ties.OPTIONAL
    | ties.SERIALIZE
    | ties.LOAD
    | ties.ANTI_COLOCATION
    | ties.INTERNAL
    | ties.NOT_MIGRATABLE_FIRST
)
"""Ties that by themselves never change an action of a primitive or group."""

_UNLESS_FIRST: Final = (
    _SEQUENCE_ONLY | ties.THEN_IMPLIED | ties.RUNNABLE_FIRST | ties.THEN_PRINTED | ties.PROBE
)
"""Ties that change nothing while ``first`` is optional and can be done."""

_UNLESS_EITHER: Final = _UNLESS_FIRST | ties.FIRST_IMPLIED | ties.FIRST_PRINTED | ties.RESTART
"""Ties that change nothing while that holds of both."""

_FOR_PARTS: Final = {
    Kind.GROUP: ties.OPTIONAL | ties.FIRST_PRINTED,
    Kind.CLONE: ties.OPTIONAL | ties.FIRST_PRINTED | ties.RUNNABLE_FIRST,
}
"""By the kind of the whole, ties that change nothing after its action while that of the part is
optional and can be done: then that of a clone can be done, too."""

_FOR_THE_WHOLE: Final = ties.OPTIONAL | ties.THEN_PRINTED
"""The same before a clone's action."""

_DEEPEST: Final = 40
"""So many changes within changes are followed up at once."""

_SIMPLE: Final = (None, Kind.PRIMITIVE)
_ALONE: Final = (None, Kind.PRIMITIVE, Kind.GROUP)


def propagate(cluster: Cluster, actions: Iterable[Action]) -> None:
    """Apply the orderings before these actions, and then before all that this changes."""
    with _propagation(cluster) as propagation:
        propagation.run(actions)


def propagate_blocked(cluster: Cluster, actions: Iterable[Action]) -> None:
    """Block what depends on these actions where they cannot be done, and apply what follows."""
    with _propagation(cluster) as propagation:
        for action in actions:
            if not action.runnable:
                propagation.run_blocked(action)


@contextmanager
def _propagation(cluster: Cluster) -> "Generator[_Propagation]":
    propagation = _Propagation(cluster)
    cluster.follow_up = propagation.follow_up
    try:
        yield propagation
    finally:
        cluster.follow_up = None


class _Propagation:
    """What is remembered on the way."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._whole: dict[Action, int] = {}
        self._on_nodes: dict[Action, dict[Node, int]] = {}
        """Bits of collectives' actions, in general and by node, as worked out since anything in
        the collective changed."""
        self._remembered: dict[Resource, list[Action]] = {}
        """Actions in the tables above, by their outermost resource."""
        self._ends: tuple[Action, ...] = ()
        """The two actions of the ordering that is being applied."""
        self._depth = 0

    def run(self, actions: Iterable[Action]) -> None:
        """See ``propagate``."""
        for action in actions:
            if not _has_any_say(action):
                continue
            under_way = [self._apply_before(action)]
            while under_way:
                for found in under_way[-1]:
                    if _has_any_say(found):
                        under_way.append(self._apply_before(found))
                        break
                else:
                    under_way.pop()

    def follow_up(self, action: Action) -> None:
        """Follow up an action that a rule has just changed, before the rule goes on.

        Where one such change leads to the next too often, it waits until the rule is done.
        """
        if self._depth == _DEEPEST:
            self._cluster.look_again.append(action)
            return
        ends = self._ends
        self._forget((action, *ends))
        self._depth += 1
        self.run((action,))
        self._depth -= 1
        self._ends = ends

    def run_blocked(self, action: Action) -> None:
        """Apply the orderings of all that cannot be done because an action cannot."""
        for blocked in block_dependents(action):
            self._forget_all()
            self.run((blocked,))

    def _forget_all(self) -> None:
        self._whole.clear()
        self._on_nodes.clear()
        self._remembered.clear()

    def _forget(self, actions: Iterable[Action]) -> None:
        """Work out anew what follows for collectives from actions that may have changed."""
        for action in actions:
            resource = action.resource
            if resource is None:
                continue
            for remembered in self._remembered.pop(resource.root, ()):
                self._whole.pop(remembered, None)
                self._on_nodes.pop(remembered, None)

    def _apply_before(self, then: Action) -> Iterator[Action]:
        """Apply every ordering before an action; yields what has to be looked at in between."""
        cluster = self._cluster
        changes = changed.NOTHING
        was = flags_of(then)
        was_runnable = then.runnable
        if then.waits_for_one:
            then.runnable_before = 0
            then.required_before = then.required_before or 1
            then.runnable = False
        before = then.before
        index = len(before)
        while (index := _next_to_apply(then, index)) >= 0:
            link = before[index]
            changes &= ~changed.FIRST
            first, result = self._apply(link, then)
            if result:
                self._forget((first, then))
            changes |= result
            if cluster.look_again:
                pending, cluster.look_again = cluster.look_again, []
                self._forget(pending)
                yield from pending
            if changes & changed.FIRST:
                after = first.after
                for place in range(len(after) - 1, -1, -1):
                    yield after[place]
                yield first
        if then.waits_for_one:
            if flags_of(then) == was:
                changes &= ~changed.THEN
            else:
                changes |= changed.THEN
        if changes & changed.THEN:
            if was_runnable and not then.runnable:
                for blocked in block_dependents(then):
                    self._forget_all()
                    yield blocked
            yield then
            after = then.after
            for place in range(len(after) - 1, -1, -1):
                yield after[place]

    def _apply(self, link: Link, then: Action) -> tuple[Action, int]:
        """Apply one ordering; gives the action that counts as first, and which end changed."""
        first = link.action
        first_resource, then_resource = first.resource, then.resource
        first_node = _node_for(first) if first.task == "start" else first.node
        then_node = _node_for(then) if then.task == "start" else then.node
        if (
            link.tie & ties.SAME_NODE
            and first_node is not None
            and then_node is not None
            and first_node is not then_node
        ):
            link.tie = ties.NONE
            return first, changed.NOTHING
        if link.tie & ties.THEN_CANCELS_FIRST and first_resource is not None and not then.optional:
            first.optional = True
            self._forget((first,))
        if (
            first_resource is not None
            and first_resource.kind is not Kind.PRIMITIVE
            and then_resource is not None
            and first_resource is not then_resource
            and not _is_within(then_resource, first_resource)
        ):
            first = finished(first)
        if first is not link.action:
            if add_link(first, then, link.tie):
                link.tie = ties.NONE
                return first, changed.THEN
            return first, changed.NOTHING
        self._ends = (first, then)
        first_flags = self._flags_for(first, then_node)
        then_flags = self._flags_for(then, first_node)
        return first, apply_link(link, then, first_flags, then_flags)

    def _flags_for(self, action: Action, node: Node | None) -> int:
        """Bits of an action where an ordering concerns one node.

        Of a clone's action the parts on that node count, but whether it can be done at all is
        asked of the whole clone.
        """
        resource = action.resource
        if resource is None or resource.kind is Kind.PRIMITIVE:
            return flags_of(action)
        whole = self._whole.get(action)
        if whole is None:
            whole = self._whole[action] = action_flags(resource, action, None)
            self._remembered.setdefault(resource.root, []).append(action)
        if node is None or resource.kind is not Kind.CLONE:
            return whole
        on_nodes = self._on_nodes.get(action)
        if on_nodes is None:
            on_nodes = self._on_nodes[action] = flags_on_nodes(action, resource.children)
        found = on_nodes.get(node)
        if found is None:
            found = on_nodes[node] = action_flags(resource, action, node)
        if not found & bits.OPTIONAL:
            action.optional = False
        return found | whole & bits.RUNNABLE


def _has_any_say(then: Action) -> bool:
    """Whether any of the orderings before an action may change something."""
    return then.waits_for_one or _next_to_apply(then, len(then.before)) >= 0


def _next_to_apply(then: Action, end: int) -> int:
    """The last place before ``end`` of an ordering that may change something; -1 without any.

    Nearly all orderings change nothing: what runs well is neither started nor stopped. What has
    to be asked of a clone's or group's action is asked for the parts that are not so well.
    """
    resource = then.resource
    kind = None if resource is None else resource.kind
    calm = then.optional and then.runnable
    nothing = _UNLESS_EITHER if calm and kind in _SIMPLE else _UNLESS_FIRST
    before = then.before
    for place in range(end - 1, -1, -1):
        link = before[place]
        first, tie = link.action, link.tie
        first_resource = first.resource
        if first_resource is not None and first_resource.kind is not Kind.PRIMITIVE:
            if (
                calm
                and kind is Kind.PRIMITIVE
                and resource is not None
                and resource.parent is first_resource
                and first.task == then.task
                and not tie & ~_FOR_PARTS.get(first_resource.kind, ties.NONE)
            ):
                continue
            return place
        calm_first = first.optional and first.runnable
        if kind not in _ALONE:
            if (
                calm_first
                and kind is Kind.CLONE
                and first_resource is not None
                and first_resource.parent is resource
                and not tie & ~_FOR_THE_WHOLE
            ):
                continue
            return place
        if tie & ~_SEQUENCE_ONLY and (not calm_first or tie & ~nothing):
            return place
    return -1


def _node_for(action: Action) -> Node | None:
    """Where it is done; a group's start where all of the group goes."""
    resource = action.resource
    if resource is not None and resource.kind is Kind.GROUP and action.task == "start":
        nodes = nodes_of(resource, current=False)
        return nodes[0] if len(nodes) == 1 else None
    return action.node


def _is_within(resource: Resource, collective: Resource) -> bool:
    parent = resource.parent
    while parent is not None:
        if parent is collective:
            return True
        parent = parent.parent
    return False
