"""The page of a constraint: what it says, and everything about it that can be edited."""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from engine.cib.boolean import parse_boolean
from engine.cib.edits.vocabulary import RemoveConstraint, SwapEnds
from engine.cib.views import Colocation, Constraint, Location, Order, Ticket
from engine.cib.views.roles import read_role
from engine.cib.xml import Element, attributes, elements
from hagui.editors import options
from hagui.editors.targets import OfConstraint
from hagui.editors.values import (
    Check,
    Choice,
    Field,
    Form,
    Option,
    Press,
    Presses,
    Score,
    Segments,
    Text,
    simple,
)
from hagui.i18n import tr
from hagui.phrases import Tone, constraint_glyph, constraint_kind, constraint_short
from hagui.shell.inspector import choosing
from hagui.shell.inspector.blocks import Block, Page, Title, Words, Xml
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.converting import conversions
from hagui.shell.inspector.foretold import commands, outcome
from hagui.shell.inspector.parts import bold
from hagui.shell.inspector.rule_form import rule_form
from hagui.shell.inspector.set_form import set_form
from hagui.shell.inspector.told import told

_KNOWN: Final = {
    "rsc_location": {
        "id", "rsc", "rsc-pattern", "node", "score", "role", "resource-discovery",
    },
    "rsc_colocation": {
        "id", "rsc", "with-rsc", "score", "rsc-role", "with-rsc-role", "node-attribute",
        "influence",
    },
    "rsc_order": {
        "id", "first", "then", "first-action", "then-action", "kind", "score", "symmetrical",
        "require-all",
    },
    "rsc_ticket": {"id", "rsc", "rsc-role", "ticket", "loss-policy"},
}  # fmt: skip
_CHILDREN: Final = {"rule", "resource_set"}

Raw = Mapping[str, str]


def constraint_page(id_: str, context: Context) -> Page:
    """A constraint: the sentence, its fields, what it would bring about, its XML."""
    item = context.configuration.find(id_)
    if not isinstance(item, Location | Colocation | Order | Ticket):
        words = tr("inspector", "This constraint is no longer there.")
        return (Title(id_, word=words, glyph="✕", tone=Tone.DIM),)
    text, _ = constraint_short(item)
    kind = f"{constraint_kind(item)} · {id_}"
    element = context.element(id_)
    raw: Raw = attributes(element) if element is not None else {}
    blocks: list[Block] = [
        Title(text, kind, constraint_glyph(item), "", Tone.DIM),
        Words(tr("inspector", "In words"), told(item, bold), _swap(item)),
    ]
    if element is not None:
        blocks += _forms(item, element, raw, context)
    blocks += outcome(context)
    blocks += commands(context)
    if element is not None:
        blocks += _not_understood(element)
        presses = (*conversions(item, element, context), _delete(id_))
        blocks.append(simple("delete", "", Presses("delete", presses)))
    xml = context.xml_of(id_)
    if xml:
        blocks.append(Xml(tr("inspector", "As XML"), xml))
    return tuple(blocks)


def _swap(item: Constraint) -> tuple[SwapEnds, ...]:
    if not isinstance(item, Colocation | Order):
        return ()
    members = sum(len(one.resources) for one in item.sets)
    return (SwapEnds(item.id),) if members != 1 else ()


def _delete(id_: str) -> Press:
    tip = tr("inspector", "Takes the constraint out of the configuration; undo brings it back")
    text = tr("inspector", "&Delete constraint")
    return Press(text, (RemoveConstraint(id_),), tip, danger=True)


def _forms(item: Constraint, element: Element, raw: Raw, context: Context) -> list[Form]:
    forms: list[Form] = []
    if isinstance(item, Order):
        forms.append(simple("kind", tr("inspector", "&Kind"), _kind(item)))
    elif isinstance(item, Location | Colocation) and not (
        isinstance(item, Location) and item.rules
    ):
        forms.append(simple("score", tr("inspector", "&Score"), _score(item)))
    match item:
        case Location():
            fields = _location(item, raw, context)
        case Colocation():
            fields = _colocation(item, raw, context)
        case Order():
            fields = _order(item, raw, context)
        case Ticket():
            fields = _ticket(item, raw, context)
    if fields:
        title = tr("inspector", "Rest") if item.sets else tr("inspector", "E&nds")
        if item.sets:
            forms.append(set_form(item, element, context))
        forms.append(simple("ends", title, *fields))
    elif item.sets:
        forms.append(set_form(item, element, context))
    if isinstance(item, Location) and item.rules:
        forms.append(rule_form(item, element, context))
    return forms


def _score(item: Location | Colocation) -> Field:
    optional = bool(item.sets) or item.score_text is None
    target = OfConstraint(item.id, "score")
    tip = tr("inspector", "score")
    return Score("score", "", item.score_text, target, tip=tip, optional=optional)


def _kind(item: Order) -> Field:
    return Segments("kind", "", item.kind, options.kinds(), OfConstraint(item.id, "kind"))


def _resource(
    item: Constraint, name: str, label: str, value: str | None, context: Context
) -> Field:
    known = choosing.resources(context.configuration)
    return Text(
        name,
        label,
        value,
        OfConstraint(item.id, name),
        suggestions=known,
        check=Check.ID,
        required=True,
    )


def _role(item: Constraint, name: str, resource: str | None, raw: Raw, context: Context) -> Field:
    promotable = choosing.promotable(resource, context.configuration)
    words = options.roles(promotable=promotable)
    label, target = tr("inspector", "in role"), OfConstraint(item.id, name)
    return Choice(name, label, read_role(raw.get(name)), words, target)


def _flag(item: Constraint, name: str, label: str, default: str, raw: Raw, tip: str) -> Field:
    meant = {True: "true", False: "false", None: raw.get(name)}[parse_boolean(raw.get(name))]
    return Choice(name, label, meant, options.flag(default), OfConstraint(item.id, name), tip=tip)


def _location(item: Location, raw: Raw, context: Context) -> tuple[Field, ...]:
    fields: list[Field] = []
    if item.resource is not None:
        label = tr("inspector", "resource")
        fields.append(_resource(item, "rsc", label, item.resource, context))
    elif item.pattern is not None:
        fields.append(
            Text(
                "rsc-pattern",
                tr("inspector", "pattern"),
                item.pattern,
                OfConstraint(item.id, "rsc-pattern"),
                tip=tr("inspector", "Regular expression for the ids of resources"),
                required=True,
            )
        )
    fields.append(_role(item, "role", item.resource, raw, context))
    if not item.rules:
        fields.append(
            Text(
                "node",
                tr("inspector", "node"),
                item.node,
                OfConstraint(item.id, "node"),
                suggestions=choosing.nodes(context),
                check=Check.ID,
                required=True,
            )
        )
    target = OfConstraint(item.id, "resource-discovery")
    value = raw.get("resource-discovery")
    label = tr("inspector", "discovery")
    fields.append(Choice("resource-discovery", label, value, options.discovery(), target))
    return tuple(fields)


def _colocation(item: Colocation, raw: Raw, context: Context) -> tuple[Field, ...]:
    fields: list[Field] = []
    if not item.sets:
        fields += [
            _resource(item, "rsc", tr("inspector", "resource"), item.resource, context),
            _role(item, "rsc-role", item.resource, raw, context),
            _resource(item, "with-rsc", tr("inspector", "with"), item.with_resource, context),
            _role(item, "with-rsc-role", item.with_resource, raw, context),
        ]
    fields.append(
        Text(
            "node-attribute",
            tr("inspector", "node attr."),
            raw.get("node-attribute"),
            OfConstraint(item.id, "node-attribute"),
            tip=tr("inspector", "Together are nodes with the same value of this attribute"),
            placeholder="#uname",
            suggestions=choosing.attributes(context),
        )
    )
    tip = tr(
        "inspector",
        "Whether the wishes and failures of the first also count for where the second runs",
    )
    label = tr("inspector", "influence")
    default = tr("inspector", "if critical")
    fields.append(_flag(item, "influence", label, default, raw, tip))
    return tuple(fields)


def _order(item: Order, raw: Raw, context: Context) -> tuple[Field, ...]:
    fields: list[Field] = []
    configuration = context.configuration
    if not item.sets:
        first = options.actions("start", promotable=choosing.promotable(item.first, configuration))
        then = options.actions(
            item.first_action, promotable=choosing.promotable(item.then, configuration)
        )
        label = tr("inspector", "action")
        fields += [
            _resource(item, "first", tr("inspector", "first"), item.first, context),
            _action(item, "first-action", label, raw, first),
            _resource(item, "then", tr("inspector", "then"), item.then, context),
            _action(item, "then-action", label, raw, then),
        ]
    tip = tr("inspector", "Whether they stop in the opposite order")
    default = "false" if item.kind == "Serialize" else "true"
    fields.append(_flag(item, "symmetrical", tr("inspector", "symmetrical"), default, raw, tip))
    if not item.sets:
        tip = tr("inspector", "Of a cloned first: whether all copies must be up, or one is enough")
        label = tr("inspector", "require all")
        fields.append(_flag(item, "require-all", label, "true", raw, tip))
    return tuple(fields)


def _action(item: Order, name: str, label: str, raw: Raw, words: tuple[Option, ...]) -> Field:
    return Choice(name, label, raw.get(name), words, OfConstraint(item.id, name))


def _ticket(item: Ticket, raw: Raw, context: Context) -> tuple[Field, ...]:
    fields: list[Field] = []
    if not item.sets:
        fields += [
            _resource(item, "rsc", tr("inspector", "resource"), item.resource, context),
            _role(item, "rsc-role", item.resource, raw, context),
        ]
    fields += [
        Text(
            "ticket",
            tr("inspector", "ticket"),
            item.ticket,
            OfConstraint(item.id, "ticket"),
            required=True,
        ),
        Choice(
            "loss-policy",
            tr("inspector", "if lost"),
            raw.get("loss-policy"),
            options.losses(),
            OfConstraint(item.id, "loss-policy"),
        ),
    ]
    return tuple(fields)


def _not_understood(element: Element) -> tuple[Xml, ...]:
    """What no field above shows: it stays exactly as it is."""
    known = _KNOWN.get(str(element.tag), {"id"})
    lines = [
        f'{name}="{value}"' for name, value in attributes(element).items() if name not in known
    ]
    lines += [
        etree.tostring(node, encoding="unicode", pretty_print=True, with_tail=False).strip()
        for node in elements(element)
        if node.tag not in _CHILDREN
    ]
    title = tr("inspector", "Not understood, kept as it is")
    return (Xml(title, "\n".join(lines)),) if lines else ()
