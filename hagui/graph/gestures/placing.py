"""What it means to drop resources on a node; pure."""

from engine.cib.edits.naming import location_id
from engine.cib.edits.vocabulary import AddLocation, AttributeTest, Edit, RuleSpec
from engine.cib.state.model import ClusterState, NodeKind
from engine.cib.views import Bundle, Clone, Configuration, Location
from engine.protocol.verbs import Migrate
from hagui.graph.gestures.around import nodes_of, promotable, resource
from hagui.graph.gestures.model import (
    INFINITE,
    LIKING,
    NEVER,
    Choice,
    Kind,
    Refusal,
    Terms,
)
from hagui.graph.gestures.terms import terms_of


def on_node(
    configuration: Configuration,
    state: ClusterState,
    names: tuple[str, ...],
    node: str,
    *,
    live: bool,
) -> tuple[Choice, ...] | Refusal:
    """Prefer, always, only here, never here, and on a live cluster: move now.

    Args:
        configuration: what is shown.
        state: what is going on.
        names: whole resources (groups and clones in place of what is in them).
        node: the node's name.
        live: whether a cluster is there to move something.
    """
    known = state.nodes.get(node)
    if known is None and configuration.node(node) is None:
        return Refusal("unknown-node", {"node": node})
    if known is not None and known.kind is NodeKind.PING:
        return Refusal("ping-node", {"node": node})
    for name in names:
        if resource(configuration, name) is None:
            return Refusal("unknown", {"resource": name})
    roles = tuple(name for name in names if promotable(configuration, name))
    replaces = {
        found.id: found
        for name in names
        if (found := preference(configuration, name, node)) is not None
    }
    first = next(iter(replaces.values()), None)
    liked = Terms(LIKING) if first is None else terms_of(first)
    if first is not None and first.score <= -1:
        liked = Terms(LIKING, liked.roles)

    def scored(score: str) -> tuple[Edit, ...]:
        return tuple(_location(configuration, name, node, score) for name in names)

    choices = [
        Choice(Kind.PREFER, scored(liked.score or LIKING), liked, roles, replaces=replaces),
        Choice(Kind.ALWAYS, scored(INFINITE), liked, roles, replaces=replaces),
        Choice(Kind.ONLY, tuple(_only(configuration, name, node) for name in names)),
        Choice(Kind.NEVER, scored(NEVER), liked, roles, replaces=replaces),
    ]
    if live:
        act = Migrate(names[0], node)
        refusal = _unmovable(configuration, state, names, node)
        choices.append(Choice(Kind.MIGRATE, act=act, refusal=refusal))
    return tuple(choices)


def preference(configuration: Configuration, name: str, node: str) -> Location | None:
    """The constraint that already says how much a resource likes a node."""
    return next(
        (
            item
            for item in configuration.constraints
            if isinstance(item, Location)
            and (item.resource, item.node) == (name, node)
            and not (item.rules or item.sets or item.lifetime)
        ),
        None,
    )


def _location(configuration: Configuration, name: str, node: str, score: str) -> AddLocation:
    found = preference(configuration, name, node)
    id_ = location_id(configuration, name, node) if found is None else found.id
    return AddLocation(id_, name, node, score)


def _only(configuration: Configuration, name: str, node: str) -> AddLocation:
    elsewhere = RuleSpec((AttributeTest("#uname", "ne", node),), score=NEVER)
    id_ = location_id(configuration, name, f"{node}-only")
    return AddLocation(id_, name, rules=(elsewhere,))


def _unmovable(
    configuration: Configuration, state: ClusterState, names: tuple[str, ...], node: str
) -> Refusal | None:
    """Why these cannot be moved to a node now."""
    name, facts = names[0], {"resource": names[0], "node": node}
    found = resource(configuration, name)
    if len(names) > 1:
        return Refusal("move-several", facts)
    if isinstance(found, Clone) or (isinstance(found, Bundle) and found.replicas != 1):
        return Refusal("move-clone", facts)
    running = nodes_of(configuration, state, name)
    if not running:
        return Refusal("move-stopped", facts)
    if running == (node,):
        return Refusal("move-there", facts)
    there = state.nodes.get(node)
    if there is None or not there.online:
        return Refusal("move-offline", facts)
    if there.standby:
        return Refusal("move-standby", facts)
    if state.maintenance or there.maintenance:
        return Refusal("move-maintenance", facts)
    return None
