"""What a drop means, or why it means nothing: decided before the button is let go; pure."""

from dataclasses import replace

from engine.cib.edits import Code, findings
from engine.cib.edits.vocabulary import NewGroup, SetMeta
from engine.cib.finding import Severity
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.graph.gestures.around import group_of, nodes_of, resource, wholes
from hagui.graph.gestures.grouping import into_group, leaving, new_group
from hagui.graph.gestures.model import (
    Choice,
    Existing,
    IntoGroup,
    IntoTray,
    Kind,
    Moved,
    Offer,
    OntoCard,
    OntoNode,
    OutOfGroups,
    Question,
    Reconnected,
    Refusal,
    Related,
    Terms,
)
from hagui.graph.gestures.placing import on_node
from hagui.graph.gestures.relating import existing, reconnected, related, unrelatable
from hagui.graph.gestures.terms import settle


def decide(
    configuration: Configuration, state: ClusterState, question: Question, *, live: bool
) -> Offer | Refusal:
    """What can be made of a question.

    Args:
        configuration: what is shown (the draft's, where there is one).
        state: what is going on.
        question: what was dragged where, or what a menu asks.
        live: whether a cluster is there that could move something at once.
    """
    match question:
        case Moved():
            answer = _moved(configuration, state, question, live=live)
        case Related():
            answer = related(configuration, question)
        case Reconnected():
            answer = reconnected(configuration, question)
        case Existing():
            answer = existing(configuration, question)
    return answer if isinstance(answer, Refusal) else _checked(configuration, answer)


def _moved(
    configuration: Configuration, state: ClusterState, question: Moved, *, live: bool
) -> Offer | Refusal:
    names = question.resources
    match question.spot:
        case IntoGroup() as spot:
            return into_group(configuration, question, spot)
        case OntoCard(resource=target):
            return _onto_card(configuration, question, target)
        case OutOfGroups():
            choice = leaving(configuration, names)
            if isinstance(choice, Refusal):
                return choice
            group = group_of(configuration, names[0])
            return Offer(question, (choice,), names[0], "" if group is None else group.id)
        case OntoNode() as spot:
            return _onto_node(configuration, state, question, spot, live=live)
        case IntoTray():
            return _stopped(configuration, state, question)


def _onto_card(configuration: Configuration, question: Moved, target: str) -> Offer | Refusal:
    names = question.resources
    if target in names:
        return Refusal("unchanged", {"resource": target})
    together = new_group(configuration, (target, *names))
    choices: list[Choice] = [] if isinstance(together, Refusal) else [together]
    if len(names) == 1 and unrelatable(configuration, names[0], target) is None:
        lines = related(configuration, Related(names[0], target))
        if isinstance(lines, Offer):
            choices += lines.choices
    if not choices:
        assert isinstance(together, Refusal)
        return together
    return Offer(question, tuple(choices), *_titles(configuration, names, target))


def _titles(configuration: Configuration, names: tuple[str, ...], target: str) -> tuple[str, str]:
    (who, *_) = wholes(configuration, names)
    (whom,) = wholes(configuration, (target,))
    return who, whom


def _onto_node(
    configuration: Configuration,
    state: ClusterState,
    question: Moved,
    spot: OntoNode,
    *,
    live: bool,
) -> Offer | Refusal:
    names = wholes(configuration, question.resources)
    choices: list[Choice] = []
    if spot.ground:
        leave = leaving(configuration, question.resources)
        if isinstance(leave, Choice):
            choices.append(leave)
            if all(spot.node in nodes_of(configuration, state, name) for name in names):
                group = group_of(configuration, question.resources[0])
                return Offer(
                    question,
                    tuple(choices),
                    question.resources[0],
                    "" if group is None else group.id,
                )
    located = on_node(configuration, state, names, spot.node, live=live)
    if isinstance(located, Refusal):
        return located
    # what was dragged is meant to go there; that it may also leave its group comes last
    return Offer(question, (*located, *choices), names[0], spot.node)


def _stopped(configuration: Configuration, state: ClusterState, question: Moved) -> Offer | Refusal:
    names = question.resources
    for name in names:
        if resource(configuration, name) is None:
            return Refusal("unknown", {"resource": name})
    running = tuple(name for name in names if nodes_of(configuration, state, name))
    if not running:
        return Refusal("unchanged", {"resource": names[0]})
    edits = tuple(SetMeta(name, "target-role", "Stopped") for name in running)
    return Offer(question, (Choice(Kind.STOP, edits),), running[0])


def _checked(configuration: Configuration, offer: Offer) -> Offer | Refusal:
    """The offer with what cannot be made refused; a refusal where nothing is left."""
    choices = tuple(_tried(configuration, choice) for choice in offer.choices)
    if any(choice.refusal is None for choice in choices):
        return replace(offer, choices=choices)
    first = choices[0].refusal
    assert first is not None
    return first


def _tried(configuration: Configuration, choice: Choice) -> Choice:
    if choice.refusal is not None:
        return choice
    return replace(choice, refusal=objection(configuration, choice, choice.terms))


def objection(configuration: Configuration, choice: Choice, terms: Terms) -> Refusal | None:
    """Why a choice would be refused on these terms; None where it would not."""
    made = settle(choice, terms)
    # of several edits only the first stands on what is there now; of a new group also the name
    judged = [*made[:1], *(edit for edit in made[1:] if isinstance(edit, NewGroup))]
    for edit in judged:
        for finding in findings(configuration, edit):
            leaves = len(made) > 1 and finding.code == Code.ALREADY_IN_GROUP
            if finding.severity is Severity.ERROR and not leaves:
                return Refusal("refused", finding.facts, finding)
    return None
