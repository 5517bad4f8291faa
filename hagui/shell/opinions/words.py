"""What engines believe, and what it means when they differ, as sentences."""

from collections.abc import Sequence

from hagui.cluster.opinions import Disagreement, Meaning, Opinion, Side, Topic
from hagui.i18n import tr
from hagui.phrases import age

NAMED = 4
"""Nodes named at most; more are counted."""


def topic_words(topic: Topic) -> str:
    """What there are opinions on."""
    match topic:
        case Topic.DC:
            return tr("opinions", "DC")
        case Topic.QUORUM:
            return tr("opinions", "Quorum")
        case Topic.MEMBERS:
            return tr("opinions", "Members")
        case Topic.VERSION:
            return tr("opinions", "CIB version")


def topic_help(topic: Topic) -> str:
    """What that is."""
    match topic:
        case Topic.DC:
            return tr("opinions", "The node that decides, as this node has it")
        case Topic.QUORUM:
            return tr("opinions", "Whether this node may run resources")
        case Topic.MEMBERS:
            return tr("opinions", "The nodes that take part, as this node sees them")
        case Topic.VERSION:
            return tr("opinions", "How far this node's copy of the configuration and status is")


def belief(item: Opinion, topic: Topic) -> str:
    """What an engine says on a topic, in a word or two."""
    nothing = "—"
    match topic:
        case Topic.DC if item.dc is None:
            return nothing
        case Topic.DC:
            return item.dc or tr("opinions", "none elected")
        case Topic.QUORUM if item.quorate is None:
            return nothing
        case Topic.QUORUM:
            return tr("opinions", "yes") if item.quorate else tr("opinions", "no")
        case Topic.MEMBERS if item.members is None:
            return nothing
        case Topic.MEMBERS:
            return nodes_words(sorted(item.members or ()))
        case Topic.VERSION if item.version is None:
            return nothing
        case Topic.VERSION if item.behind:
            return tr("opinions", "{version}, behind", version=str(item.version))
        case Topic.VERSION if item.apart:
            return tr("opinions", "{version}, other content", version=str(item.version))
        case Topic.VERSION:
            return str(item.version)


def stack_words(item: Opinion) -> str:
    """Whether an engine reaches its own cluster stack."""
    if not item.linked:
        return "—"
    return tr("opinions", "up") if item.stack_up else tr("opinions", "down")


def heard_words(item: Opinion) -> str:
    """How long ago an engine was heard."""
    if item.heard is None:
        return tr("opinions", "never")
    if item.heard < 1.0:
        return tr("opinions", "< 1 s ago")
    return tr("opinions", "{age} ago", age=age(item.heard))


def nodes_words(nodes: Sequence[str]) -> str:
    """Names, or how many there are."""
    if len(nodes) <= NAMED:
        return ", ".join(nodes)
    return tr("opinions", "{n} nodes", count=len(nodes))


def brief(found: Disagreement) -> str:
    """What is wrong, in one sentence."""
    first, odd = found.sides[0], found.odd
    who = nodes_words(odd)
    match found.meaning:
        case Meaning.SPLIT_BRAIN:
            sides = " | ".join(nodes_words(side.nodes) for side in found.sides)
            return tr(
                "opinions", "Split brain: {sides} each think they are the cluster", sides=sides
            )
        case Meaning.CUT_OFF if _own_dc(found.sides[1]) and len(odd) == 1:
            return tr("opinions", "{node} alone thinks it is DC: it is cut off", node=odd[0])
        case Meaning.CUT_OFF:
            return tr("opinions", "{who} does not see the cluster: cut off", who=who)
        case Meaning.NO_SIDE:
            sides = " | ".join(nodes_words(side.nodes) for side in found.sides)
            return tr("opinions", "The cluster has fallen apart: {sides}", sides=sides)
        case Meaning.OTHER_DC:
            views = ", ".join(_dc(side) for side in found.sides)
            return tr("opinions", "Nodes disagree on who is DC: {views}", views=views)
        case Meaning.OTHER_QUORUM:
            quorate = nodes_words(first.nodes)
            return tr(
                "opinions", "Only {quorate} has quorum, {who} does not", quorate=quorate, who=who
            )
        case Meaning.OTHER_CONTENT:
            return tr("opinions", "{who} has another configuration at the same version", who=who)
        case Meaning.BEHIND:
            return tr("opinions", "Changes do not reach {who}", who=who)


def advice(found: Disagreement) -> str:
    """What it means, and what to do next."""
    odd = nodes_words(found.odd)
    match found.meaning:
        case Meaning.SPLIT_BRAIN:
            return tr(
                "opinions",
                "Both may run the same resources, and data may be damaged: stop the cluster on one"
                " side now, mend the network, and turn fencing on.",
            )
        case Meaning.CUT_OFF:
            return tr(
                "opinions",
                "The others have quorum and go on without it: check the cluster network of {odd};"
                " fencing must have switched it off before its resources run elsewhere.",
                odd=odd,
            )
        case Meaning.NO_SIDE:
            return tr(
                "opinions",
                "No side has quorum, so nothing is decided anywhere: mend the network between"
                " them.",
            )
        case Meaning.OTHER_DC:
            return tr(
                "opinions",
                "They see the same members, so an election has not come to an end: look into"
                " Pacemaker's log on {odd}, then restart Pacemaker there.",
                odd=odd,
            )
        case Meaning.OTHER_QUORUM:
            return tr(
                "opinions",
                "They count votes differently: compare corosync.conf on {odd} with the others'.",
                odd=odd,
            )
        case Meaning.OTHER_CONTENT:
            return tr(
                "opinions",
                "Edit nothing yet: save both configurations, then restart Pacemaker on {odd}, so"
                " that it takes the others'.",
                odd=odd,
            )
        case Meaning.BEHIND:
            return tr(
                "opinions",
                "It may be overloaded, or Pacemaker hangs there: check {odd}.",
                odd=odd,
            )


def _own_dc(side: Side) -> bool:
    return side.dc in side.nodes


def _dc(side: Side) -> str:
    who = nodes_words(side.nodes)
    return f"{who} → {side.dc or tr('opinions', 'none elected')}"
