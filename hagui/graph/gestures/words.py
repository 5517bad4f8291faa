"""The words of gestures: what a choice is called, what a drop would do, and why not."""

from engine.cib.edits.vocabulary import JoinGroup
from engine.cib.views import Colocation, Configuration, Location, Order, Ticket
from hagui.cluster.subject import SubjectKind
from hagui.graph.gestures.model import (
    Choice,
    Existing,
    IntoGroup,
    Kind,
    Moved,
    Offer,
    Reconnected,
    Refusal,
    Related,
)
from hagui.i18n import tr
from hagui.phrases.constraints import constraint_short
from hagui.phrases.findings import finding_sentence

_GLYPHS = {
    Kind.JOIN: "▤",
    Kind.MOVE: "↕",
    Kind.LEAVE: "⤴",
    Kind.GROUP: "▤",
    Kind.PREFER: "◎",
    Kind.ALWAYS: "◉",
    Kind.ONLY: "⊙",
    Kind.NEVER: "⊘",
    Kind.MIGRATE: "⇢",
    Kind.FIRST: "→",
    Kind.AFTER: "←",
    Kind.WITH: "⊕",
    Kind.APART: "⊖",
    Kind.RECONNECT: "⤳",
    Kind.SCORE: "#",
    Kind.MANDATORY: "→",
    Kind.OPTIONAL: "⇢",
    Kind.SERIALIZE: "⇄",
    Kind.REVERSE: "⇄",
    Kind.DELETE: "✕",
    Kind.STOP: "■",
}


def glyph(kind: Kind) -> str:
    """A shape for each kind of choice."""
    return _GLYPHS[kind]


def choice_words(choice: Choice, offer: Offer) -> str:
    """What a choice is called, short enough for a button."""
    who, other = offer.source, offer.target
    match choice.kind:
        case Kind.JOIN:
            return tr("gesture", "join {group}", group=other)
        case Kind.MOVE:
            return tr("gesture", "move within {group}", group=other)
        case Kind.LEAVE:
            return tr("gesture", "leave the group")
        case Kind.GROUP:
            return tr("gesture", "make a group of them")
        case Kind.PREFER:
            return tr("gesture", "prefer {node}", node=other)
        case Kind.ALWAYS:
            return tr("gesture", "prefer {node} always (∞)", node=other)
        case Kind.ONLY:
            return tr("gesture", "only on {node}", node=other)
        case Kind.NEVER:
            return tr("gesture", "never on {node} (−∞)", node=other)
        case Kind.MIGRATE:
            return tr("gesture", "move there now, leave no constraint")
        case Kind.FIRST:
            return tr("gesture", "{who} starts first", who=who)
        case Kind.AFTER:
            return tr("gesture", "{who} starts after {other}", who=who, other=other)
        case Kind.WITH:
            return tr("gesture", "keep together")
        case Kind.APART:
            return tr("gesture", "keep apart")
        case Kind.RECONNECT:
            return tr("gesture", "put the end on {other}", other=other)
        case Kind.SCORE:
            return tr("gesture", "score")
        case Kind.MANDATORY:
            return tr("gesture", "mandatory")
        case Kind.OPTIONAL:
            return tr("gesture", "optional")
        case Kind.SERIALIZE:
            return tr("gesture", "one at a time")
        case Kind.REVERSE:
            return tr("gesture", "reverse")
        case Kind.DELETE:
            return tr("gesture", "delete")
        case Kind.STOP:
            return tr("gesture", "stop")


def offer_title(offer: Offer, configuration: Configuration) -> str:
    """What it is about: who and whom, or the constraint."""
    if isinstance(offer.question, Existing):
        item = configuration.find(offer.question.constraint)
        if isinstance(item, Location | Colocation | Order | Ticket):
            return constraint_short(item)[0]
        return offer.question.constraint
    if not offer.target:
        return offer.source
    if isinstance(offer.question, Moved) and len(offer.question.resources) > 1:
        n = len(offer.question.resources) - 1
        return tr(
            "gesture",
            "{who} and {n} more → {other}",
            count=n,
            who=offer.source,
            other=offer.target,
        )
    return tr("gesture", "{who} → {other}", who=offer.source, other=offer.target)


def drop_words(offer: Offer) -> str:
    """What letting go here would do, or ask, in a few words beside the pointer."""
    question, choice = offer.question, offer.choices[0]
    if isinstance(question, Related):
        return tr("gesture", "{who} → {other}…", who=offer.source, other=offer.target)
    if isinstance(question, Reconnected):
        return tr("gesture", "put the end on {other}", other=offer.target)
    if len(offer.choices) > 1:
        return tr("gesture", "{who} → {other}…", who=offer.source, other=offer.target)
    match choice.kind:
        case Kind.JOIN | Kind.MOVE:
            return _joining(choice)
        case Kind.LEAVE:
            return tr("gesture", "leaves {group}", group=offer.target)
        case Kind.STOP:
            return tr("gesture", "stop {who}", who=offer.source)
        case _:
            return choice_words(choice, offer)


def _joining(choice: Choice) -> str:
    (edit,) = choice.edits
    assert isinstance(edit, JoinGroup)
    if choice.kind is Kind.MOVE:
        if edit.before is None:
            return tr("gesture", "to the end of {group}", group=edit.group)
        return tr("gesture", "before {member}", member=edit.before)
    if edit.before is None:
        return tr("gesture", "joins {group}, last", group=edit.group)
    return tr("gesture", "joins {group} before {member}", group=edit.group, member=edit.before)


def refusal_sentence(refusal: Refusal) -> str:
    """Why something cannot be done; one sentence."""
    facts = refusal.facts
    who, other, node = facts.get("resource", ""), facts.get("other", ""), facts.get("node", "")
    if refusal.finding is not None:
        return finding_sentence(refusal.finding)
    match refusal.code:
        case "unknown":
            return tr("gesture", "{who} is not in the configuration any more.", who=who)
        case "unknown-node":
            return tr("gesture", "{node} is not in the configuration.", node=node)
        case "unknown-constraint":
            return tr("gesture", "The constraint is not there any more.")
        case "ping-node":
            return tr("gesture", "{node} is only pinged; nothing can run there.", node=node)
        case "nested-group":
            return tr("gesture", "{who} is a group; groups hold single resources only.", who=who)
        case "cloned":
            return tr("gesture", "{who} is cloned; groups hold single resources only.", who=who)
        case "bundled":
            return tr("gesture", "{who} runs in containers and can be in no group.", who=who)
        case "same-group":
            return tr(
                "gesture",
                "{who} and {other} are in the group {group}: they start in its order and stay "
                "together already.",
                who=who,
                other=other,
                group=facts.get("group", ""),
            )
        case "same":
            return tr("gesture", "{who} and {other} are parts of one thing.", who=who, other=other)
        case "no-end":
            return tr(
                "gesture", "This constraint has no single end; edit its sets in the inspector."
            )
        case "not-here":
            return tr("gesture", "Constraints end on a resource; let go on a card.")
        case "no-node-end":
            return tr("gesture", "This end is a node; let go on a node.")
        case "move-several":
            return tr("gesture", "Only one resource can be moved at a time.")
        case "move-clone":
            return tr(
                "gesture",
                "{who} runs in several copies; the cluster places them by scores only.",
                who=who,
            )
        case "move-stopped":
            return tr("gesture", "{who} does not run anywhere.", who=who)
        case "move-there":
            return tr("gesture", "{who} runs on {node} already.", who=who, node=node)
        case "move-offline":
            return tr("gesture", "{node} is offline.", node=node)
        case "move-standby":
            return tr("gesture", "{node} is in standby.", node=node)
        case "move-maintenance":
            return tr("gesture", "In maintenance the cluster moves nothing.")
        case _:
            return tr("gesture", "It is so already.")


def handle_tip() -> str:
    """What a card's handle is for."""
    return tr(
        "gesture",
        "Drag to another card: start before or after it, stay with it or apart.\n"
        "Drag the card itself: into a group, onto a node, onto another card.",
    )


def end_tip() -> str:
    """What the end of a line is for."""
    return tr("gesture", "Drag this end to another card or node.")


def keys_tip(kind: SubjectKind, *, member: bool = False) -> str:
    """Which keys change what is selected; empty where none do."""
    if kind is SubjectKind.CONSTRAINT:
        return tr("gesture", "Enter or F2: edit · Delete: remove")
    if member:
        return tr("gesture", "Alt+Up, Alt+Down: start earlier or later in its group")
    return ""


def insertion(offer: Offer) -> tuple[str, str | None] | None:
    """The group and the member before which something would be inserted; None for other drops."""
    question = offer.question
    if not isinstance(question, Moved) or not isinstance(question.spot, IntoGroup):
        return None
    (edit,) = offer.choices[0].edits
    assert isinstance(edit, JoinGroup)
    return edit.group, edit.before
