"""The page of a node."""

from engine.cib.boolean import parse_boolean
from engine.cib.state.model import Condition, NodeKind, NodeState
from engine.cib.views import Location
from engine.protocol.messages import NodeFacts
from engine.protocol.verbs import Cleanup, Fault, Maintenance, Refresh, Standby
from hagui.cluster.sources import Source
from hagui.cluster.subject import Subject, SubjectKind
from hagui.editors.targets import NodeAttribute
from hagui.editors.values import Choice, Field, Form, Option, simple
from hagui.i18n import tr
from hagui.phrases import (
    Tone,
    condition_word,
    instance_tone,
    instance_word,
    kind_word,
    node_glyph,
    node_tone,
)
from hagui.shell.inspector.attribute_form import Attributes, attribute_form
from hagui.shell.inspector.blocks import (
    Block,
    Button,
    Buttons,
    Page,
    Pair,
    Pairs,
    Switch,
    Switches,
    Title,
)
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.foretold import outcome
from hagui.shell.inspector.parts import fail_counts, failures, sentences
from hagui.shell.inspector.values import shown
from hagui.shell.lab.offers import of_node
from hagui.shell.lab.words import fault_words, state_word
from hagui.shell.problems.concerns import Concern, concerns
from hagui.shell.problems.words import advice
from hagui.shell.sources import link_words

_ICONS = {"kill": "plug"}
"""Icons of faults that have another name."""
_COUNTED = ("fail-count-", "last-failure-")
"""Attributes that are shown as fail counts."""


def node_page(name: str, context: Context) -> Page:
    """All that is known of a node."""
    state = context.state
    node = state.nodes.get(name)
    if node is None:
        words = tr("inspector", "This node is no longer there.")
        return (Title(name, word=words, glyph="✕", tone=Tone.DIM),)
    configured = context.configuration.node(name)
    harmed = "" if context.lab is None else state_word(context.lab, name)
    subtitle = tr("inspector", "{kind} · id {id}", kind=kind_word(node.kind), id=node.id)
    blocks: list[Block] = [
        Title(
            name,
            subtitle,
            "◐" if harmed and node.online else node_glyph(node),
            _state_words(node, harmed, context),
            Tone.WARNING if harmed and node.online else node_tone(node),
            tr("inspector", "DC") if node.is_dc else "",
        )
    ]
    if node.kind is not NodeKind.PING:
        blocks += [_switches(node), _buttons(node, context)]
        blocks += _lab_buttons(node, context)
    here = [failure for failure in state.failures if failure.operation.node == name]
    blocks += failures(here, context.now, on_node=True)
    blocks += fail_counts_here(name, context)
    blocks += _running(node, context)
    blocks += _own_view(name, context)
    attributes = dict(node.attributes)
    permanent = dict(configured.attributes) if configured is not None else {}
    transient = {
        key: value
        for key, value in attributes.items()
        if permanent.get(key) != value and not key.startswith(_COUNTED)
    }
    blocks += outcome(context, node=name)
    if configured is not None:
        blocks.append(_lasting(name, permanent))
    blocks += _values(tr("inspector", "Transient attributes"), transient)
    if configured is not None:
        blocks += _values(tr("inspector", "Utilization"), dict(configured.utilization))
    blocks += _facts(node)
    located = [
        item
        for item in context.configuration.constraints
        if isinstance(item, Location) and item.node == name
    ]
    blocks += sentences(located)
    return tuple(blocks)


def fail_counts_here(name: str, context: Context) -> tuple[Pairs, ...]:
    """Fail counts on one node, named by resource."""
    found = [item for item in context.state.fail_counts if item.node == name]
    return tuple(
        Pairs(
            block.title,
            tuple(
                Pair(
                    item.resource,
                    row.value,
                    row.tone,
                    row.tip,
                    Subject(SubjectKind.RESOURCE, item.resource.partition(":")[0]),
                )
                for item, row in zip(
                    (item for item in found if item.count > 0), block.rows, strict=True
                )
            ),
        )
        for block in fail_counts(found, context.now)
    )


def _state_words(node: NodeState, harmed: str, context: Context) -> str:
    """The cluster's word for it, which it may still have for a node that was broken just now."""
    word = " · ".join(filter(None, (condition_word(node.condition), harmed)))
    subject = Subject(SubjectKind.NODE, node.name)
    found = concerns(context.state, None, context.lab)
    own: list[Concern] = [item for item in found if item.subject == subject]
    if own:
        return tr("inspector", "{word} — {advice}", word=word, advice=advice(own[0]))
    return word


def _switches(node: NodeState) -> Switches:
    return Switches(
        (
            Switch(
                tr("inspector", "Runs resources (off: standby)"),
                not (node.standby or node.standby_onfail),
                Standby(node=node.name, on=False),
                Standby(node=node.name, on=True),
                tr("inspector", "Off moves everything off this node and keeps it off"),
            ),
            Switch(
                tr("inspector", "Maintenance"),
                node.maintenance,
                Maintenance(on=True, node=node.name),
                Maintenance(on=False, node=node.name),
                tr("inspector", "On leaves this node's resources as they are, unwatched"),
            ),
        )
    )


def _buttons(node: NodeState, context: Context) -> Buttons:
    clean = Button(
        tr("inspector", "Clean up"),
        Cleanup(node=node.name),
        "cleanup",
        tr("inspector", "Forget this node's failures"),
    )
    again = Button(
        tr("inspector", "Refresh"),
        Refresh(node=node.name),
        "refresh",
        tr("inspector", "Find out anew what runs on this node"),
    )
    failed = any(c.node == node.name and c.count for c in context.state.fail_counts) or any(
        f.operation.node == node.name for f in context.state.failures
    )
    return Buttons((clean, again) if failed else (again,))


def _lab_buttons(node: NodeState, context: Context) -> tuple[Buttons, ...]:
    """What can be done to the node in a lab, and the way back from what was."""
    if context.lab is None:
        return ()
    return (
        Buttons(
            tuple(
                Button(
                    _lab_word(fault), fault, _ICONS.get(fault.kind, fault.kind), fault_words(fault)
                )
                for fault in of_node(context.lab, node.name)
            )
        ),
    )


def _lab_word(fault: Fault) -> str:
    """What a button for a fault of this node says, which need not name the node."""
    match fault.kind:
        case "kill":
            return tr("inspector", "Pull the plug")
        case "power":
            return tr("inspector", "Power on")
        case "freeze":
            return tr("inspector", "Freeze")
        case "thaw":
            return tr("inspector", "Thaw")
        case "heal":
            return fault_words(fault)
        case _:
            return tr("inspector", "Cut off")


def _running(node: NodeState, context: Context) -> tuple[Pairs, ...]:
    known = node.condition is not Condition.UNCLEAN
    rows = tuple(
        Pair(
            instance.resource,
            instance_word(instance, context.lost(instance)),
            instance_tone(instance, context.lost(instance)) if known else Tone.DIM,
            instance.agent,
            Subject(SubjectKind.INSTANCE, instance.key),
        )
        for instance in context.state.instances.values()
        if node.name in instance.nodes
    )
    if known:
        title = tr("inspector", "Running here ({n})", count=len(rows))
    else:
        title = tr("inspector", "Last known to run here ({n})", count=len(rows))
    return (Pairs(title, rows),) if rows else ()


def _lasting(name: str, found: dict[str, str]) -> Form:
    """The attributes that stay when the node leaves; standby and maintenance first."""
    fields: list[Field] = []
    about = {
        "standby": tr("inspector", "On: nothing runs there; everything moves off the node"),
        "maintenance": tr("inspector", "On: its resources are left as they are, unwatched"),
    }
    for key, tip in about.items():
        value = found.get(key)
        meant = {True: "on", False: "off", None: value}[parse_boolean(value)]
        words = (
            Option(None, tr("editor", "{value} (default)", value=tr("inspector", "off"))),
            Option("on" if key == "standby" else "true", tr("inspector", "on")),
        )
        meant = "true" if meant == "on" and key == "maintenance" else meant
        if meant == "off":
            words = (*words, Option("off", tr("inspector", "off")))
        fields.append(Choice(key, key, meant, words, NodeAttribute(name, key), tip=tip))
    form = attribute_form(
        Attributes(
            "attributes",
            tr("inspector", "Lasting attributes"),
            tr("inspector", "attribute"),
            dict(sorted(found.items())),
            NodeAttribute(name),
            hidden=frozenset(about),
        )
    )
    return simple(form.key, form.title, *fields, *form.cards[0].fields)


def _values(title: str, found: dict[str, str]) -> tuple[Pairs, ...]:
    rows = tuple(Pair(key, shown(key, value)) for key, value in sorted(found.items()))
    return (Pairs(title, rows),) if rows else ()


def _own_view(name: str, context: Context) -> tuple[Pairs, ...]:
    """What the node's own engine says, if it is connected."""
    if context.sources is None:
        return ()
    source = next((s for s in context.sources.sources if s.node == name), None)
    if source is None:
        return ()
    rows = [Pair(tr("inspector", "Engine"), link_words(source))]
    if source.facts is not None:
        rows += _fact_rows(source, source.facts, context)
    return (Pairs(tr("inspector", "Its own view"), tuple(rows)),)


def _fact_rows(source: Source, facts: NodeFacts, context: Context) -> list[Pair]:
    differs = facts.dc != context.state.dc
    rows = [
        Pair(
            tr("inspector", "DC"),
            facts.dc or tr("inspector", "none"),
            Tone.WARNING if differs else Tone.PLAIN,
        )
    ]
    if facts.quorate is not None:
        words = tr("inspector", "yes") if facts.quorate else tr("inspector", "no")
        tone = Tone.PLAIN if facts.quorate else Tone.BAD
        rows.append(Pair(tr("inspector", "Quorum"), words, tone))
    members = ", ".join(view.name for view in facts.members if view.member)
    if members:
        rows.append(Pair(tr("inspector", "Members"), members))
    if not source.lab:
        none = tr("inspector", "not running")
        rows.append(Pair("Pacemaker", facts.pacemaker or none))
        rows.append(Pair("Corosync", facts.corosync or none))
    if facts.ring:
        rows.append(Pair(tr("inspector", "Membership"), facts.ring))
    rows.append(Pair(tr("inspector", "Address"), source.address))
    return rows


def _facts(node: NodeState) -> tuple[Pairs, ...]:
    yes, no = tr("inspector", "yes"), tr("inspector", "no")
    rows = [
        Pair(tr("inspector", "Online"), yes if node.online else no),
        Pair(tr("inspector", "Expected up"), yes if node.expected_up else no),
        Pair(tr("inspector", "Health"), node.health),
    ]
    if node.shutdown:
        rows.append(Pair(tr("inspector", "Shutting down"), yes, Tone.WARNING))
    if node.feature_set:
        rows.append(Pair(tr("inspector", "Feature set"), node.feature_set))
    if node.container:
        subject = Subject(SubjectKind.RESOURCE, node.container)
        rows.append(Pair(tr("inspector", "Made by"), node.container, subject=subject))
    return (Pairs(tr("inspector", "Node"), tuple(rows)),)
