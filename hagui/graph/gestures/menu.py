"""Every gesture as an entry of a menu: what can be done with what is selected; pure.

The window makes its menus and actions from these, so that whatever can be dragged can also be
chosen by keyboard. An entry is done at once (``edits``), asks one question (``question``), or
needs a target first (``needs_target``; ``targets.targets`` lists them).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from engine.cib.boolean import parse_boolean
from engine.cib.edits import findings
from engine.cib.edits.vocabulary import (
    ChangeConstraint,
    Edits,
    LeaveGroup,
    RemoveConstraint,
    SetMeta,
    SetNodeAttribute,
    SwapEnds,
)
from engine.cib.finding import Severity
from engine.cib.state.model import ClusterState
from engine.cib.views import Colocation, Configuration, Group, Location, Order, Ticket
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.gestures.around import group_of, resource, resource_of, wholes
from hagui.graph.gestures.grouping import stepped, unfit
from hagui.graph.gestures.model import Existing, Moved, OntoCard, Question, Refusal
from hagui.graph.gestures.offers import decide
from hagui.graph.gestures.relating import end_of


class Action(Enum):
    """What a menu can offer, in its order."""

    PREFER_NODE = "prefer-node"
    JOIN_GROUP = "join-group"
    NEW_GROUP = "new-group"
    LEAVE_GROUP = "leave-group"
    MOVE_UP = "move-up"
    MOVE_DOWN = "move-down"
    START_AFTER = "start-after"
    STAY_WITH = "stay-with"
    STAY_APART = "stay-apart"
    STOP = "stop"
    START = "start"
    UNMANAGE = "unmanage"
    MANAGE = "manage"
    STANDBY = "standby"
    ONLINE = "online"
    EDIT = "edit"
    """Of a constraint: its score or strictness, in place."""
    MANDATORY = "mandatory"
    OPTIONAL = "optional"
    SERIALIZE = "serialize"
    FIRST_END = "first-end"
    """Of a constraint: put the end where its line begins onto something else."""
    SECOND_END = "second-end"
    """The same for the end where its line leads to."""
    REVERSE = "reverse"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry."""

    action: Action
    names: tuple[str, ...]
    """The resources, node or constraint that it is about; of an end also what is there now."""
    edits: Edits = ()
    """What it does at once."""
    question: Question | None = None
    """What it asks."""
    needs_target: bool = False
    """Whether a person must say first with what, or where to."""
    refusal: Refusal | None = None
    """Why it cannot be done now; it is shown greyed with that."""


def entries(
    configuration: Configuration, state: ClusterState, subjects: Sequence[Subject]
) -> tuple[Entry, ...]:
    """What can be done with what is selected, in the order of the menu.

    Args:
        configuration: what is shown.
        state: what is going on.
        subjects: all that is selected; of constraints and nodes only the first counts.
    """
    if not subjects:
        return ()
    first = subjects[0]
    match first.kind:
        case SubjectKind.RESOURCE | SubjectKind.INSTANCE:
            names = tuple(
                dict.fromkeys(
                    resource_of(configuration, each)
                    for each in subjects
                    if each.kind in {SubjectKind.RESOURCE, SubjectKind.INSTANCE}
                )
            )
            if any(resource(configuration, name) is None for name in names):
                return ()
            found = _of_resources(configuration, state, _in_order(configuration, names))
        case SubjectKind.CONSTRAINT:
            found = _of_constraint(configuration, first.id)
        case SubjectKind.NODE:
            found = _of_node(configuration, first.id)
        case SubjectKind.CLUSTER:
            found = []
    return tuple(_judged(configuration, entry) for entry in found)


def _in_order(configuration: Configuration, names: tuple[str, ...]) -> tuple[str, ...]:
    """As they stand in the configuration, whichever was selected first: so a drag takes them."""
    if len(names) < 2:
        return names
    ranks = {item.id: rank for rank, item in enumerate(configuration.every_resource())}
    return tuple(sorted(names, key=lambda name: ranks.get(name, -1)))


def _of_resources(
    configuration: Configuration, state: ClusterState, names: tuple[str, ...]
) -> list[Entry]:
    single = len(names) == 1
    found = [Entry(Action.PREFER_NODE, names, needs_target=True)]
    if unfit(configuration, names) is None:
        found.append(Entry(Action.JOIN_GROUP, names, needs_target=True))
    if single:
        if unfit(configuration, names) is None:
            found.append(Entry(Action.NEW_GROUP, names, needs_target=True))
    else:
        together = Moved(names[1:], OntoCard(names[0]))
        answer = decide(configuration, state, together, live=False)
        found.append(Entry(Action.NEW_GROUP, names, question=together, refusal=_refusal(answer)))
    members = tuple(name for name in names if group_of(configuration, name) is not None)
    if members:
        found.append(Entry(Action.LEAVE_GROUP, members, (LeaveGroup(members),)))
    if single and members:
        for action, step in ((Action.MOVE_UP, -1), (Action.MOVE_DOWN, 1)):
            question = stepped(configuration, names, step)
            assert question is not None
            answer = decide(configuration, state, question, live=False)
            found.append(Entry(action, names, question=question, refusal=_refusal(answer)))
    if single:
        found += [
            Entry(action, names, needs_target=True)
            for action in (Action.START_AFTER, Action.STAY_WITH, Action.STAY_APART)
        ]
    return found + _switches(configuration, names)


def _switches(configuration: Configuration, names: tuple[str, ...]) -> list[Entry]:
    """Stop or start, manage or not: the one that changes something."""
    owners = tuple(dict.fromkeys(_switched(configuration, name) for name in names))
    stopped = all(_meta(configuration, name, "target-role").lower() == "stopped" for name in owners)
    unmanaged = all(
        parse_boolean(_meta(configuration, name, "is-managed")) is False for name in owners
    )
    first = (
        Entry(Action.START, owners, _metas(owners, "target-role", None))
        if stopped
        else Entry(Action.STOP, owners, _metas(owners, "target-role", "Stopped"))
    )
    second = (
        Entry(Action.MANAGE, owners, _metas(owners, "is-managed", None))
        if unmanaged
        else Entry(Action.UNMANAGE, owners, _metas(owners, "is-managed", "false"))
    )
    return [first, second]


def _switched(configuration: Configuration, name: str) -> str:
    """What is stopped and managed as one: a clone's copies are, a group's members are not."""
    around = configuration.parents(name)
    if around and not isinstance(around[0], Group):
        return wholes(configuration, (name,))[0]
    return name


def _meta(configuration: Configuration, name: str, attribute: str) -> str:
    found = resource(configuration, name)
    return "" if found is None else found.meta.get(attribute, "")


def _metas(names: tuple[str, ...], attribute: str, value: str | None) -> Edits:
    return tuple(SetMeta(name, attribute, value) for name in names)


def _of_constraint(configuration: Configuration, name: str) -> list[Entry]:
    item = configuration.find(name)
    if not isinstance(item, Location | Colocation | Order | Ticket):
        return []
    names, found = (name,), list[Entry]()
    edited = isinstance(item, Colocation | Order) or (
        isinstance(item, Location) and item.node is not None
    )
    if edited:
        found.append(Entry(Action.EDIT, names, question=Existing(name)))
    if isinstance(item, Order):
        kinds = (
            (Action.MANDATORY, "Mandatory"),
            (Action.OPTIONAL, "Optional"),
            (Action.SERIALIZE, "Serialize"),
        )
        for action, kind in kinds:
            if kind != item.kind:
                attributes: dict[str, str | None] = {"kind": kind}
                if item.score_text is not None:
                    attributes["score"] = None
                found.append(Entry(action, names, (ChangeConstraint(name, attributes),)))
    for action, head in ((Action.FIRST_END, False), (Action.SECOND_END, True)):
        now = end_of(item, head=head)
        if now is not None:
            found.append(Entry(action, (name, now), needs_target=True))
    if isinstance(item, Colocation | Order):
        found.append(Entry(Action.REVERSE, names, (SwapEnds(name),)))
    found.append(Entry(Action.DELETE, names, (RemoveConstraint(name),)))
    return found


def _of_node(configuration: Configuration, name: str) -> list[Entry]:
    node = configuration.node(name)
    if node is None:
        return []
    if parse_boolean(node.attributes.get("standby")):
        return [Entry(Action.ONLINE, (name,), (SetNodeAttribute(name, "standby"),))]
    return [Entry(Action.STANDBY, (name,), (SetNodeAttribute(name, "standby", "on"),))]


def _refusal(answer: object) -> Refusal | None:
    return answer if isinstance(answer, Refusal) else None


def _judged(configuration: Configuration, entry: Entry) -> Entry:
    """The entry with the reason for which its edits would be refused."""
    if entry.refusal is not None:
        return entry
    for edit in entry.edits[:1]:
        for finding in findings(configuration, edit):
            if finding.severity is Severity.ERROR:
                refusal = Refusal("refused", finding.facts, finding)
                return Entry(entry.action, entry.names, entry.edits, refusal=refusal)
    return entry
