"""The page of the cluster as a whole: properties, defaults, versions."""

from html import escape

from lxml import etree

from engine.cib.edits.vocabulary import OP_DEFAULTS, RSC_DEFAULTS
from engine.cib.xml import elements
from engine.protocol.verbs import Cleanup, Maintenance, Refresh
from hagui.editors import known
from hagui.editors.targets import Default, Property
from hagui.editors.values import Form
from hagui.i18n import tr
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
    Xml,
)
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.foretold import commands, outcome


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
    blocks += outcome(context)
    blocks += commands(context)
    blocks += [_properties(context), *_defaults(context)]
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


def _properties(context: Context) -> Form:
    """The cluster's options."""
    configuration = context.configuration
    why = tr("inspector", "The cluster writes this itself")
    return attribute_form(
        Attributes(
            "properties",
            tr("inspector", "Properties"),
            tr("inspector", "property"),
            configuration.properties,
            Property(),
            known.properties(),
            known.BASIC_PROPERTIES,
            fixed=dict.fromkeys(known.WRITTEN_BY_CLUSTER, why),
        )
    )


def _defaults(context: Context) -> tuple[Form, Form]:
    """What holds for resources and operations that say nothing else."""
    configuration = context.configuration
    resources = Attributes(
        "rsc-defaults",
        tr("inspector", "Resource defaults"),
        tr("inspector", "resource default"),
        configuration.rsc_defaults,
        Default(RSC_DEFAULTS),
        known.meta(),
        ("resource-stickiness", "migration-threshold"),
    )
    operations = Attributes(
        "op-defaults",
        tr("inspector", "Operation defaults"),
        tr("inspector", "operation default"),
        configuration.op_defaults,
        Default(OP_DEFAULTS),
        known.operation_defaults(),
        ("timeout",),
    )
    return attribute_form(resources), attribute_form(operations)


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
