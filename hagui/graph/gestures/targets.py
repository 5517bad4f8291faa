"""What an entry of a menu can be done with: groups and places in them, nodes, resources; pure.

Listing them is cheap; whether one is possible is judged one by one, as a list of hundreds may
take longer than a person should wait.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.cib.state.model import ClusterState
from engine.cib.views import Bundle, Clone, Configuration, Group, Location, Primitive
from hagui.graph.gestures.menu import Action, Entry
from hagui.graph.gestures.model import (
    IntoGroup,
    Kind,
    Moved,
    OntoCard,
    OntoNode,
    Question,
    Reconnected,
    Refusal,
    Related,
)
from hagui.graph.gestures.offers import decide

_LINES = {
    Action.START_AFTER: Kind.AFTER,
    Action.STAY_WITH: Kind.WITH,
    Action.STAY_APART: Kind.APART,
}


@dataclass(frozen=True, slots=True)
class Aim:
    """One target."""

    name: str
    kind: str
    """``node``, ``group``, ``clone``, ``bundle`` or ``primitive``; ``before``: the place before
    a member of a group."""
    around: str
    """The group or clone that it is in, empty where there is none."""
    question: Question


def aims(configuration: Configuration, state: ClusterState, entry: Entry) -> tuple[Aim, ...]:
    """The targets of an entry, in the order of the configuration."""
    return tuple(
        Aim(name, kind, around, _question(entry, name, around))
        for name, kind, around in _candidates(configuration, state, entry)
    )


def judged(
    configuration: Configuration, state: ClusterState, entry: Entry, aim: Aim
) -> Refusal | None:
    """Why a target is none; None where it is possible."""
    answer = decide(configuration, state, aim.question, live=False)
    if isinstance(answer, Refusal):
        return answer
    if entry.action is Action.NEW_GROUP:
        return next(
            (each.refusal for each in answer.choices if each.kind is Kind.GROUP),
            Refusal("unchanged", {"resource": aim.name}),
        )
    return None


def _question(entry: Entry, name: str, around: str) -> Question:
    match entry.action:
        case Action.PREFER_NODE:
            return Moved(entry.names, OntoNode(name))
        case Action.JOIN_GROUP:
            return Moved(entry.names, IntoGroup(around, name) if around else IntoGroup(name))
        case Action.NEW_GROUP:
            return Moved(entry.names, OntoCard(name))
        case Action.FIRST_END | Action.SECOND_END:
            return Reconnected(entry.names[0], entry.action is Action.SECOND_END, name)
        case _:
            return Related(entry.names[0], name, (_LINES[entry.action],))


def _candidates(
    configuration: Configuration, state: ClusterState, entry: Entry
) -> Iterator[tuple[str, str, str]]:
    """Names, kinds, and what is around them."""
    if _on_node(configuration, entry):
        names = [node.uname for node in configuration.nodes]
        names += [name for name in state.nodes if name not in names]
        there = entry.names[1:] if entry.action is Action.SECOND_END else ()
        yield from ((name, "node", "") for name in names if name not in there)
        return
    for found in configuration.every_resource():
        around = configuration.parents(found.id)
        outer = around[-1].id if around else ""
        match found:
            case Group():
                kind = "group"
            case Clone():
                kind = "clone"
            case Bundle():
                kind = "bundle"
            case Primitive():
                kind = "primitive"
        if found.id in entry.names:
            continue
        if entry.action is Action.JOIN_GROUP:
            if isinstance(found, Group):
                yield found.id, kind, ""
                yield from ((one.id, "before", found.id) for one in _others(found, entry))
            continue
        if entry.action is Action.NEW_GROUP:
            wanted = isinstance(found, Primitive) and not around
        else:
            wanted = not around  # what is inside is tied through what is around it
        if wanted:
            yield found.id, kind, outer


def _on_node(configuration: Configuration, entry: Entry) -> bool:
    """Whether it is nodes that are asked for."""
    if entry.action is Action.PREFER_NODE:
        return True
    item = configuration.find(entry.names[0])
    return entry.action is Action.SECOND_END and isinstance(item, Location)


def _others(group: Group, entry: Entry) -> Iterator[Primitive]:
    """The members before which there is a place for what is to join."""
    return (member for member in group.members if member.id not in entry.names)
