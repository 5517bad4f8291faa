"""The texts of the dependency view."""

from collections.abc import Iterable
from typing import Final

from engine.cib.state.model import Instance
from engine.cib.views import (
    AttributeExpression,
    Bundle,
    Clone,
    Colocation,
    Constraint,
    Location,
    Order,
    Primitive,
    Resource,
    Rule,
    Ticket,
)
from hagui.cluster.rehearsal.model import Fate, Verdict
from hagui.graph import words as topology_words
from hagui.graph.cards import TRAY, Card
from hagui.graph.dependencies.model import Hub, Joint, Link, LinkKind, Tag, Unit, UnitKind
from hagui.graph.marks import Mark
from hagui.i18n import tr
from hagui.phrases.constraints import constraint_chip, constraint_sentence
from hagui.phrases.states import pending_word, role_word

SEPARATOR: Final = " · "

_SIGNS: Final = {"eq": "=", "ne": "≠", "lt": "<", "lte": "≤", "gt": ">", "gte": "≥"}


# units


def kind(unit: Unit) -> str:
    """What a box is."""
    match unit.kind:
        case UnitKind.GROUP:
            return tr("dependencies", "group")
        case UnitKind.BUNDLE:
            return tr("dependencies", "bundle")
        case UnitKind.CLONE if isinstance(unit.resource, Clone) and unit.resource.promotable:
            return tr("dependencies", "promotable")
        case UnitKind.CLONE if unit.members:
            return tr("dependencies", "cloned group")
        case UnitKind.CLONE:
            return tr("dependencies", "clone")
        case UnitKind.PRIMITIVE:
            return ""


def agent(resource: Resource) -> str:
    """An agent, briefly: ``IPaddr2``, ``systemd:nginx``."""
    match resource:
        case Primitive(standard="ocf"):
            return resource.type
        case Primitive():
            return ":".join(part for part in (resource.standard, resource.type) if part)
        case Bundle():
            return resource.runtime
        case _:
            return ""


def standing(card: Card) -> tuple[str, str]:
    """A card's state in a word, and where it runs or what is wrong."""
    if card.node == TRAY:
        word = topology_words.tray_word(card)
        wrong = topology_words.problem_line(card)
        return word, wrong
    return topology_words.card_word(card), tr("dependencies", "on {node}", node=card.node)


def copy_word(instance: Instance, mark: Mark) -> str:
    """The state of one instance."""
    match mark:
        case Mark.PENDING:
            word = pending_word(instance.pending) if instance.pending else role_word(instance.role)
            return tr("topology", "{word}…", word=word)
        case Mark.MULTIPLE:
            return tr("state", "active on {n} nodes", count=len(instance.nodes))
        case Mark.BLOCKED:
            return tr("state", "blocked")
        case Mark.FAILED:
            return tr("state", "failed")
        case _:
            return role_word(instance.role)


def on(nodes: Iterable[str]) -> str:
    """Where something runs."""
    return tr("dependencies", "on {node}", node=", ".join(nodes))


def partly(active: int, every: int) -> str:
    """How many of several are active."""
    return tr("dependencies", "{active} of {all} active", active=active, all=every)


def active(count: int) -> str:
    """How many of some more are active."""
    return tr("dependencies", "{n} active", count=count)


def more(count: int) -> str:
    """How many are not listed."""
    return tr("dependencies", "{n} more", count=count)


def nowhere() -> str:
    """In place of a node's name."""
    return tr("dependencies", "nowhere")


def unknown() -> str:
    """Where the state of a resource is not known (yet)."""
    return tr("dependencies", "not known yet")


def empty() -> str:
    """In a group without members."""
    return tr("dependencies", "empty")


# constraints


def link_words(link: Link) -> tuple[str, str]:
    """What stands at a line: a chip (or words), and a word beside it."""
    constraint = link.constraint
    chip = constraint_chip(constraint)
    if isinstance(constraint, Order):
        return _order_words(constraint, chip), ""
    beside = tr("dependencies", "kept apart") if link.kind is LinkKind.APART else ""
    if isinstance(constraint, Colocation) and constraint.node_attribute not in {None, "#uname"}:
        beside = tr("dependencies", "by {attribute}", attribute=constraint.node_attribute)
    return chip, beside


def _order_words(order: Order, chip: str) -> str:
    if order.kind == "Serialize":
        return chip
    match order.first_action:
        case "promote":
            text = tr("dependencies", "once promoted, {chip}", chip=chip)
        case "demote":
            text = tr("dependencies", "once demoted, {chip}", chip=chip)
        case "stop":
            text = tr("dependencies", "once stopped, {chip}", chip=chip)
        case _:
            return _then_words(order.then_action, chip)
    return text


def _then_words(action: str, chip: str) -> str:
    match action:
        case "promote":
            return tr("dependencies", "then promote, {chip}", chip=chip)
        case "demote":
            return tr("dependencies", "then demote, {chip}", chip=chip)
        case "stop":
            return tr("dependencies", "then stop, {chip}", chip=chip)
        case _:
            return tr("dependencies", "then, {chip}", chip=chip)


def hub_words(hub: Hub) -> str:
    """What a hub says of the resources that meet there."""
    chip = constraint_chip(hub.constraint)
    match hub.joint:
        case Joint.ALL:
            text = tr("dependencies", "all of")
        case Joint.ANY:
            text = tr("dependencies", "any of")
        case Joint.FAN:
            text = tr("dependencies", "in any order")
            if isinstance(hub.constraint, Order) and hub.constraint.kind == "Serialize":
                text = chip
        case Joint.TOGETHER:
            text = tr("dependencies", "together {chip}", chip=chip)
        case Joint.APART:
            text = tr("dependencies", "kept apart {chip}", chip=chip)
    return f"{text}{SEPARATOR}{hub.label}" if hub.label else text


def tag_words(tag: Tag) -> str:
    """A location or a ticket as a tag below what it is about."""
    text = _tag(tag.constraint)
    if tag.constraint.role:
        text = f"{_role_sign(tag.constraint.role)} {text}"
    return text if tag.resource == tag.unit else f"{tag.resource}: {text}"


def _tag(constraint: Location | Ticket) -> str:
    if isinstance(constraint, Ticket):
        return f"▭ {constraint.ticket} {_policy(constraint.loss_policy)}"
    chip = constraint_chip(constraint)
    if constraint.node is not None:
        return f"{constraint.node} {chip}"
    only = only_node(constraint)
    if only is not None:
        return tr("dependencies", "only {node}", node=only)
    rule = constraint.rules[0] if constraint.rules else None
    return f"ƒ {_rule(rule)}{SEPARATOR}{chip}" if rule is not None else f"ƒ {chip}"


def only_node(location: Location) -> str | None:
    """The one node that a location leaves, where it says so: never where the name is not that."""
    if len(location.rules) != 1 or location.node is not None:
        return None
    rule = location.rules[0]
    if rule.score is None or rule.score > -1_000_000 or len(rule.expressions) != 1:
        return None
    test = rule.expressions[0]
    if isinstance(test, AttributeExpression) and test.attribute == "#uname":
        return test.value if test.operation == "ne" else None
    return None


def negative(tag: Tag) -> bool:
    """Whether a tag says where something shall not be."""
    constraint = tag.constraint
    if isinstance(constraint, Ticket) or only_node(constraint) is not None:
        return False
    if constraint.node is None and constraint.rules:
        found = constraint.rules[0].score
        return found is not None and found < 0
    return constraint.score < 0


def _role_sign(role: str) -> str:
    return {"Promoted": "◆", "Unpromoted": "○"}.get(role, role)


def _policy(policy: str) -> str:
    match policy:
        case "fence":
            return tr("dependencies", "fence")
        case "demote":
            return tr("dependencies", "demote")
        case "freeze":
            return tr("dependencies", "freeze")
        case _:
            return tr("dependencies", "stop")


def _rule(rule: Rule) -> str:
    glue = " | " if rule.boolean_op == "or" else " & "
    return glue.join(_test(each) for each in rule.expressions) or "*"


def _test(each: object) -> str:
    match each:
        case AttributeExpression(operation="defined"):
            return tr("dependencies", "{name} set", name=each.attribute)
        case AttributeExpression(operation="not_defined"):
            return tr("dependencies", "{name} not set", name=each.attribute)
        case AttributeExpression():
            name = tr("dependencies", "name") if each.attribute == "#uname" else each.attribute
            return f"{name} {_SIGNS.get(each.operation, each.operation)} {each.value or ''}"
        case Rule():
            return f"({_rule(each)})"
        case _:
            return tr("dependencies", "at times")


# predictions


def fate_words(fate: Fate) -> str:
    """What a draft would do to a resource, in a word or two."""
    match fate.verdict:
        case Verdict.STARTS:
            return tr("dependencies", "starts on {node}", node=fate.after)
        case Verdict.STOPS:
            return tr("dependencies", "stops")
        case Verdict.MOVES | Verdict.MIGRATES:
            return f"→ {fate.after}"
        case Verdict.RESTARTS:
            return tr("dependencies", "restarts")
        case Verdict.PROMOTES:
            return tr("dependencies", "promoted")
        case Verdict.DEMOTES:
            return tr("dependencies", "demoted")


def several_fates(count: int) -> str:
    """What a draft would do to a box, where it is more than one thing."""
    return tr("dependencies", "{n} change", count=count)


def drafted() -> str:
    """At what the draft has changed."""
    return tr("dependencies", "draft")


# around the diagram


def starts_first() -> str:
    """Left end of the ruler."""
    return tr("dependencies", "starts first")


def starts_last() -> str:
    """Right end of the ruler."""
    return tr("dependencies", "starts last")


def alone() -> str:
    """Above what no constraint joins."""
    return tr("dependencies", "Nothing depends on these")


def nothing() -> str:
    """Where there is no resource at all."""
    return tr("dependencies", "No resources are configured")


def view_name(units: int, links: int, *, stale: bool) -> str:
    """What a screen reader says of the canvas."""
    name = tr(
        "dependencies",
        "Dependencies; resources: {units}, lines: {links}",
        units=units,
        links=links,
    )
    if not stale:
        return name
    return SEPARATOR.join([name, tr("topology", "Stale: this is the last that was known")])


def sentence(constraint: Constraint) -> str:
    """A constraint as a sentence."""
    text = constraint_sentence(constraint)
    return text[:1].upper() + text[1:]


def constraint_tip(constraint: Constraint) -> str:
    """A constraint as a sentence, with its id."""
    return f"{sentence(constraint)}\n{constraint.id}"


def more_constraints(count: int) -> str:
    """After the sentences that a tool tip has room for."""
    return tr("dependencies", "and {n} more constraints", count=count)


def toggle_tip() -> str:
    """What the small arrow of a box does."""
    return tr("dependencies", "Collapse or expand (− and +)")


def fate_tip(fate: Fate) -> str:
    """What is foretold of a box, for a tool tip."""
    return tr("dependencies", "Foretold: {what}", what=fate_words(fate))
