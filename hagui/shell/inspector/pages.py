"""Which page a subject has; and the pages of constraints and of the cluster."""

from html import escape

from lxml import etree

from engine.cib.views import Colocation, Constraint, Location, Order, Ticket
from engine.cib.xml import elements
from engine.protocol.verbs import Cleanup, Maintenance, Refresh
from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.phrases import (
    Tone,
    constraint_chip,
    constraint_glyph,
    constraint_kind,
    constraint_sentence,
    constraint_short,
    order_reverse,
    rule_words,
    score,
)
from hagui.shell.inspector.blocks import (
    Block,
    Button,
    Buttons,
    Note,
    Page,
    Pair,
    Pairs,
    Sentence,
    Sentences,
    Switch,
    Switches,
    Title,
    Xml,
)
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.node_page import node_page
from hagui.shell.inspector.parts import bold, values
from hagui.shell.inspector.resource_page import instance_page, resource_page


def page_of(subject: Subject, context: Context) -> Page:
    """The page of whatever is selected."""
    match subject.kind:
        case SubjectKind.NODE:
            return node_page(subject.id, context)
        case SubjectKind.RESOURCE:
            return resource_page(subject.id, context)
        case SubjectKind.INSTANCE:
            return instance_page(subject.id, context)
        case SubjectKind.CONSTRAINT:
            return constraint_page(subject.id, context)
        case SubjectKind.CLUSTER:
            return cluster_page(context)


def constraint_page(id_: str, context: Context) -> Page:
    """A constraint: the sentence, its fields, its rules, its XML."""
    item = context.configuration.find(id_)
    if not isinstance(item, Location | Colocation | Order | Ticket):
        words = tr("inspector", "This constraint is no longer there.")
        return (Title(id_, word=words, glyph="✕", tone=Tone.DIM),)
    text, _ = constraint_short(item)
    kind = f"{constraint_kind(item)} · {id_}"
    told = [Sentence(_sentence(item), constraint_chip(item))]
    if isinstance(item, Order):
        back = order_reverse(item, bold)
        if back:
            told.append(Sentence(_capital(back)))
    blocks: list[Block] = [
        Title(text, kind, constraint_glyph(item), "", Tone.DIM),
        Sentences(tr("inspector", "In words"), tuple(told)),
        Pairs(tr("inspector", "Fields"), tuple(_fields(item, context))),
    ]
    rules = item.rules if isinstance(item, Location) else ()
    for rule in rules:
        value = rule.score_attribute or score(rule.score if rule.score is not None else 0)
        line = tr("inspector", "{score} where {rule}", score=value, rule=rule_words(rule))
        blocks.append(Note((line,), Tone.PLAIN, tr("inspector", "Rule {id}", id=rule.id)))
    xml = context.xml_of(id_)
    if xml:
        blocks.append(Xml(tr("inspector", "As XML"), xml))
    return tuple(blocks)


def _sentence(item: Constraint) -> str:
    return _capital(constraint_sentence(item, bold))


def _capital(text: str) -> str:
    """The first letter large, unless a name stands there."""
    return text if text.startswith("<b>") else text[:1].upper() + text[1:]


def _fields(item: Constraint, context: Context) -> list[Pair]:
    rows: list[Pair] = []

    def add(name: str, value: str | None, subject: Subject | None = None) -> None:
        if value:
            rows.append(Pair(name, value, subject=subject))

    def resource(name: str, id_: str | None, role: str | None = None) -> None:
        known = id_ is not None and context.configuration.find(id_) is not None
        subject = Subject(SubjectKind.RESOURCE, id_) if known and id_ is not None else None
        add(name, f"{id_} ({role})" if role else id_, subject)

    match item:
        case Location():
            resource(tr("inspector", "resource"), item.resource, item.role)
            add(tr("inspector", "pattern"), item.pattern)
            node = Subject(SubjectKind.NODE, item.node) if item.node else None
            add(tr("inspector", "node"), item.node, node)
            if item.score_text is not None:
                add(tr("inspector", "score"), score(item.score))
            if item.discovery != "always":
                add(tr("inspector", "discovery"), item.discovery)
        case Colocation():
            resource(tr("inspector", "resource"), item.resource, item.resource_role)
            resource(tr("inspector", "with"), item.with_resource, item.with_role)
            add(tr("inspector", "score"), score(item.score))
            add(tr("inspector", "node attribute"), item.node_attribute)
        case Order():
            resource(tr("inspector", "first"), item.first, item.first_action)
            resource(tr("inspector", "then"), item.then, item.then_action)
            add(tr("inspector", "kind"), item.kind)
            yes, no = tr("inspector", "yes"), tr("inspector", "no")
            add(tr("inspector", "symmetrical"), yes if item.symmetrical else no)
        case Ticket():
            resource(tr("inspector", "resource"), item.resource, item.role)
            add(tr("inspector", "ticket"), item.ticket)
            add(tr("inspector", "if lost"), item.loss_policy)
    for number, group in enumerate(item.sets, 1):
        add(tr("inspector", "set {number}", number=number), ", ".join(group.resources))
    return rows


def cluster_page(context: Context) -> Page:
    """The cluster as a whole: properties, defaults, versions."""
    configuration, state = context.configuration, context.state
    name = configuration.properties.get("cluster-name") or tr("inspector", "Cluster")
    version = tr("inspector", "configuration {version}", version=state.version)
    switch = Switch(
        tr("inspector", "Maintenance of the whole cluster"),
        state.maintenance,
        Maintenance(on=True),
        Maintenance(on=False),
        tr("inspector", "On starts, stops and watches nothing"),
    )
    buttons = (
        Button(tr("inspector", "Clean up all"), Cleanup(), "cleanup"),
        Button(tr("inspector", "Refresh all"), Refresh(), "refresh"),
    )
    counted = (
        Pair(tr("inspector", "Nodes"), str(len(state.nodes))),
        Pair(tr("inspector", "Resources"), str(len(list(configuration.primitives())))),
        Pair(tr("inspector", "Instances"), str(len(state.instances))),
        Pair(tr("inspector", "Constraints"), str(len(configuration.constraints))),
    )
    blocks: list[Block] = [
        Title(name, version),
        Switches((switch,)),
        Buttons(buttons if state.failures or state.fail_counts else buttons[1:]),
        Pairs(tr("inspector", "Contents"), counted),
    ]
    blocks += values(tr("inspector", "Properties"), configuration.properties)
    blocks += values(tr("inspector", "Resource defaults"), configuration.rsc_defaults)
    blocks += values(tr("inspector", "Operation defaults"), configuration.op_defaults)
    blocks += _document(context)
    if configuration.fencing_levels:
        rows = tuple(
            Pair(
                level.target or level.target_pattern or level.target_value or "?",
                f"{level.index}: {', '.join(level.devices)}",
            )
            for level in configuration.fencing_levels
        )
        blocks.append(Pairs(tr("inspector", "Fencing topology"), rows))
    if configuration.tags:
        tags = tuple(Pair(tag.id, ", ".join(tag.references)) for tag in configuration.tags)
        blocks.append(Pairs(tr("inspector", "Tags"), tags))
    for alert in configuration.alerts:
        blocks.append(Pairs(tr("inspector", "Alert {id}", id=escape(alert.id)), _alert(alert.path)))
    unknown = _unknown(context)
    if unknown:
        blocks.append(Xml(tr("inspector", "Not understood, kept as it is"), unknown))
    return tuple(blocks)


def _alert(path: str) -> tuple[Pair, ...]:
    return (Pair(tr("inspector", "path"), path),)


def _document(context: Context) -> tuple[Pairs, ...]:
    cib = context.cib
    if cib is None:
        return ()
    root = cib.root
    rows = [
        Pair(tr("inspector", "Schema"), cib.validate_with or "—"),
        Pair(tr("inspector", "Feature set"), cib.feature_set or "—"),
    ]
    written = root.get("cib-last-written")
    if written:
        rows.append(Pair(tr("inspector", "Last written"), written))
    by = " · ".join(
        value
        for key in ("update-user", "update-client", "update-origin")
        if (value := root.get(key))
    )
    if by:
        rows.append(Pair(tr("inspector", "Written by"), by))
    return (Pairs(tr("inspector", "Document"), tuple(rows)),)


_SECTIONS = frozenset(
    {
        "crm_config",
        "nodes",
        "resources",
        "constraints",
        "rsc_defaults",
        "op_defaults",
        "fencing-topology",
        "acls",
        "tags",
        "alerts",
    }
)


def _unknown(context: Context) -> str:
    """Elements of the configuration that no view reads, as they are."""
    if context.cib is None:
        return ""
    section = context.cib.section("configuration")
    if section is None:
        return ""
    found = [
        etree.tostring(node, encoding="unicode", pretty_print=True, with_tail=False).strip()
        for node in elements(section)
        if node.tag not in _SECTIONS
    ]
    return "\n".join(found)
