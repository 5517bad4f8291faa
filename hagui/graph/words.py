"""The texts on the canvas: state words, second lines, tags, tool tips."""

from collections.abc import Mapping, Sequence
from typing import Final

from engine.cib.state.model import NodeKind
from engine.cib.views import Constraint, Location
from hagui.graph.cards import TRAY, Card, Column, Unit
from hagui.graph.marks import Mark
from hagui.graph.outline import Preference
from hagui.i18n import tr
from hagui.phrases.constraints import constraint_chip, constraint_sentence
from hagui.phrases.operations import failure_sentence
from hagui.phrases.states import condition_word, pending_word, role_word
from hagui.phrases.units import INFINITY, clock, score

SEPARATOR: Final = " · "


def card_word(card: Card) -> str:
    """The word beside a card's mark."""
    if card.uncertain:
        return tr("topology", "was {word}", word=_plain_word(card))
    return _plain_word(card)


def _plain_word(card: Card) -> str:
    instance = card.instance
    match card.mark:
        case Mark.PENDING:
            word = pending_word(instance.pending) if instance.pending else role_word(instance.role)
            return tr("topology", "{word}…", word=word)
        case Mark.MULTIPLE:
            return tr("state", "active on {n} nodes", count=len(card.active_on))
        case Mark.BLOCKED:
            return tr("state", "blocked")
        case Mark.FAILED:
            return tr("state", "failed")
        case _:
            return role_word(instance.role)


def second_line(card: Card, why: Sequence[str] = ()) -> str:
    """What stands below a card's title: what is wrong if something is, else what it is.

    Args:
        card: the card.
        why: sentences that say why it does not run.
    """
    if card.node == TRAY:
        return tray_line(card, why)
    if card.waiting and why:
        return why[0]
    if card.mark.urgent or card.failures:
        wrong = problem_line(card)
        if wrong:
            return wrong
    if card.leaf.clone is None:
        return card.subtitle
    return card.subtitle + clone_suffix()


def clone_suffix() -> str:
    """After what a clone's copy is."""
    return SEPARATOR + tr("topology", "clone")


def problem_line(card: Card) -> str:
    """What went wrong with a card, in a few words; empty where nothing is known."""
    if card.mark is Mark.MULTIPLE:
        return tr("topology", "also on {nodes}", nodes=_others(card))
    if not card.failures:
        if card.mark is Mark.BLOCKED:
            return tr("topology", "cannot be recovered by the cluster")
        return ""
    operation = card.failures[-1].operation
    parts = [
        failure_sentence(
            operation.task,
            operation.exit_reason,
            operation.rc,
            operation.status,
            operation.interval_ms,
        )
    ]
    count = sum(c.count for c in card.fail_counts)
    if 1 < count < INFINITY and card.node != TRAY:
        parts.append(tr("topology", "{times}×", times=score(count)))
    return SEPARATOR.join(parts)


def tray_line(card: Card, why: Sequence[str] = ()) -> str:
    """Below the title of a card in the tray: what failed, else why it does not run."""
    wrong = problem_line(card)
    if wrong:
        when = card.failures[-1].operation.last_change if card.failures else None
        return SEPARATOR.join([wrong, clock(when)] if when else [wrong])
    if why and not (card.spare or card.leftover):
        return SEPARATOR.join(why)
    parts = [card.subtitle]
    if card.leaf.group is not None:
        parts.append(
            tr("topology", "{number} in {group}", number=card.number, group=card.leaf.group)
        )
    return SEPARATOR.join(part for part in parts if part)


def tray_word(card: Card) -> str:
    """Why a card lies in the tray, in a few words."""
    if card.mark is Mark.PENDING:
        return card_word(card)
    if card.failures:
        nodes = ", ".join(dict.fromkeys(f.operation.node for f in card.failures))
        count = sum(c.count for c in card.fail_counts)
        if count >= INFINITY:
            return tr("topology", "given up on {nodes}", nodes=nodes)
        if count > 1:
            return tr(
                "topology", "failed {times} times on {nodes}", times=score(count), nodes=nodes
            )
        return tr("topology", "failed on {nodes}", nodes=nodes)
    if card.leftover:
        return tr("topology", "orphaned")
    if card.deliberate:
        return tr("topology", "stopped on purpose")
    if card.spare:
        return tr("topology", "{n} idle copies", count=len(card.copies))
    return card_word(card)


def flags(card: Card) -> list[str]:
    """Short tags for what is unusual about a card."""
    instance = card.instance
    found: list[str] = []
    if instance.orphaned and not card.leftover:
        found.append(tr("topology", "orphaned"))
    if instance.maintenance:
        found.append(tr("topology", "maintenance"))
    elif not instance.managed:
        found.append(tr("topology", "unmanaged"))
    if instance.locked_to is not None:
        found.append(tr("topology", "locked to {node}", node=instance.locked_to))
    if card.failed_elsewhere and not card.failures:
        found.append(tr("topology", "failed on {node}", node=card.failed_elsewhere[0]))
    return found


def preference(found: Preference) -> str:
    """A location constraint as a tag on its own node, or on a line that leads there."""
    return tr("topology", "by rule") if found.node is None else _liking(found.score)


def _liking(value: int) -> str:
    if value <= -INFINITY:
        return tr("topology", "never {score}", score=score(value))
    if value < 0:
        return tr("topology", "avoids {score}", score=score(value))
    return tr("topology", "prefers {score}", score=score(value))


def edge_words(constraint: Constraint) -> tuple[str, str]:
    """What stands on a constraint's line, and the same where there is little room."""
    chip = constraint_chip(constraint)
    if isinstance(constraint, Location):
        return _liking(constraint.score), chip
    return chip, chip


def edge_tip(constraint: Constraint) -> str:
    """A constraint as a sentence, for its tool tip and for screen readers."""
    return _capital(constraint_sentence(constraint)) + "\n" + constraint.id


def preference_elsewhere(found: Preference, constraints: Mapping[str, Constraint]) -> str:
    """A location constraint with its node, or with its rule."""
    if found.node is None:
        return constraint_sentence(constraints[found.constraint])
    if found.score <= -INFINITY:
        return tr("topology", "never on {node} (−∞)", node=found.node)
    if found.score < 0:
        return tr("topology", "avoids {node} ({score})", node=found.node, score=score(found.score))
    return tr("topology", "prefers {node} ({score})", node=found.node, score=score(found.score))


def box_title(unit: Unit) -> str:
    """The frame of a group, with how many of its members are there if not all are."""
    name = unit.key if unit.group is None or unit.key != unit.group else unit.group
    here = len({card.leaf.id for card in unit.cards if not (card.coming or card.waiting)})
    if here < len(unit.members):
        return tr(
            "topology", "{name} · {here} of {all}", name=name, here=here, all=len(unit.members)
        )
    return tr("topology", "{name} · group", name=name)


def column_word(column: Column) -> str:
    """A node's state in its header; more than a word where a person must know what it means."""
    match column.mark:
        case Mark.UNCLEAN:
            return tr("topology", "UNCLEAN · must be fenced")
        case Mark.JOINING:
            return tr("topology", "joining…")
        case _:
            return condition_word(column.node.condition)


def column_tags(column: Column) -> list[str]:
    """Short tags beside a node's name."""
    node = column.node
    found: list[str] = []
    if node.is_dc:
        found.append(tr("topology", "DC"))
    match node.kind:
        case NodeKind.REMOTE:
            found.append(tr("topology", "remote"))
        case NodeKind.GUEST:
            found.append(tr("topology", "guest"))
        case NodeKind.PING:
            found.append(tr("topology", "ping"))
        case NodeKind.MEMBER:
            pass
    return found


def failures_word(count: int) -> str:
    """How many failures a node has seen."""
    return tr("topology", "{n} failures", count=count)


def column_meaning(column: Column) -> str:
    """A node's state in a sentence, for its tool tip and for screen readers."""
    name = column.name
    match column.mark:
        case Mark.UNCLEAN:
            return tr(
                "topology",
                "{name} is unclean: the cluster does not know what runs there and waits until "
                "it has been fenced.",
                name=name,
            )
        case Mark.JOINING:
            return tr("topology", "{name} is joining the cluster.", name=name)
        case Mark.OFFLINE:
            return tr("topology", "{name} is offline: nothing runs there.", name=name)
        case Mark.STANDBY:
            return tr(
                "topology",
                "{name} is in standby: it is a member of the cluster but runs no resources.",
                name=name,
            )
        case Mark.MAINTENANCE:
            return tr(
                "topology",
                "{name} is in maintenance: its resources run on, but the cluster does not watch "
                "or touch them.",
                name=name,
            )
        case _:
            return tr("topology", "{name} is online.", name=name)


def switch_tip(column: Column, *, read_only: bool) -> str:
    """What the standby switch does."""
    if read_only:
        return tr("topology", "Standby switch of {name}; this view is read-only", name=column.name)
    if column.standby:
        return tr("topology", "Take {name} out of standby", name=column.name)
    return tr("topology", "Put {name} into standby: its resources move elsewhere", name=column.name)


def card_tip(card: Card, constraints: Mapping[str, Constraint], why: Sequence[str] = ()) -> str:
    """All that is known of a card, in lines; ``why`` says why it does not run."""
    instance = card.instance
    where = tr("topology", "nowhere") if card.node == TRAY else card.node
    lines = [
        tr(
            "topology",
            "{title}: {word} on {node}",
            title=card.title,
            word=card_word(card),
            node=where,
        )
        if card.node != TRAY
        else tr("topology", "{title}: {word}", title=card.title, word=tray_word(card)),
        SEPARATOR.join(part for part in (instance.agent, card.subtitle) if part),
    ]
    if card.leaf.group is not None:
        lines.append(
            tr("topology", "{number} in {group}", number=card.number, group=card.leaf.group)
        )
    if card.leaf.clone is not None:
        lines.append(tr("topology", "Copy of {clone}", clone=card.leaf.clone))
    lines += [_capital(text) for text in flags(card)]
    lines += why
    lines += [_failure(card, index) for index in range(min(3, len(card.failures)))]
    lines += [_capital(preference_elsewhere(found, constraints)) for found in card.leaf.preferences]
    return "\n".join(line for line in lines if line)


def box_tip(unit: Unit, constraints: Mapping[str, Constraint]) -> str:
    """All that is known of a group on a node, in lines."""
    lines = [box_title(unit)]
    lines += [f"{number} {member}" for number, member in enumerate(unit.members, 1)]
    lines += [_capital(preference_elsewhere(found, constraints)) for found in unit.preferences]
    return "\n".join(lines)


def column_tip(column: Column) -> str:
    """All that is known of a node, in lines."""
    lines = [column_meaning(column)]
    if column.active:
        lines.append(tr("topology", "{n} resources are active on it.", count=column.active))
    if column.failures:
        lines.append(failures_word(column.failures))
    if column.node.health != "green":
        lines.append(tr("topology", "Node health is {health}.", health=column.node.health))
    return "\n".join(lines)


def active_word(count: int) -> str:
    """How many resources a node runs."""
    return tr("topology", "{n} running", count=count)


def tray_title(count: int) -> str:
    """Above what runs nowhere."""
    return tr("topology", "Not running ({n})", count=count)


def tray_empty() -> str:
    """In the tray when nothing lies in it."""
    return tr("topology", "Nothing: every resource runs somewhere")


def clean_up() -> str:
    """The link on a failed card."""
    return tr("topology", "clean up")


def board_name(columns: Sequence[Column], idle: int, *, stale: bool = False) -> str:
    """What a screen reader says of the canvas, as it does not see drained colours."""
    name = tr(
        "topology",
        "Topology; nodes: {nodes}, resources not running: {idle}",
        nodes=len(columns),
        idle=idle,
    )
    if not stale:
        return name
    return SEPARATOR.join([name, tr("topology", "Stale: this is the last that was known")])


def _others(card: Card) -> str:
    return ", ".join(name for name in card.active_on if name != card.node)


def _failure(card: Card, index: int) -> str:
    operation = card.failures[-1 - index].operation
    return tr(
        "topology",
        "Failed on {node}: {how}",
        node=operation.node,
        how=failure_sentence(
            operation.task,
            operation.exit_reason,
            operation.rc,
            operation.status,
            operation.interval_ms,
        ),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
