"""The pages of resources and their instances."""

from collections.abc import Sequence
from typing import Final

from engine.cib.state.model import Instance
from engine.cib.state.reasons import why_stopped
from engine.cib.views import Bundle, Clone, Configuration, Constraint, Group, Primitive, Resource
from engine.protocol.verbs import Cleanup, Refresh
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.marks import multiple
from hagui.i18n import tr
from hagui.phrases import (
    Tone,
    instance_look,
    instance_tone,
    instance_word,
    pending_word,
    role_word,
    role_word_of,
)
from hagui.phrases.reasons import reason_sentence
from hagui.shell.inspector.blocks import (
    Block,
    Button,
    Buttons,
    Note,
    Page,
    Pair,
    Pairs,
    Title,
    Xml,
)
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.foretold import commands, outcome
from hagui.shell.inspector.parts import (
    fail_counts,
    failures,
    history,
    operations,
    probed,
    ruled_sets,
    sentences,
    values,
)
from hagui.shell.inspector.reasoning import why_here
from hagui.shell.inspector.resource_forms import (
    add_constraint,
    members,
    meta_attributes,
    parameters,
    structure,
    worst,
)

NAMED: Final = 4
"""Nodes that are named where something runs; of more the number is told."""


def instance_page(key: str, context: Context) -> Page:
    """The page of one instance; of its resource where the instance is gone."""
    instance = context.state.instances.get(key)
    id_ = instance.resource if instance is not None else key.partition(":")[0]
    if instance is None:
        return resource_page(id_, context)
    resource = context.configuration.find(id_)
    if isinstance(resource, Primitive):
        return _primitive(resource, [instance], context, alone=instance)
    return _orphan(instance, context)


def resource_page(id_: str, context: Context) -> Page:
    """The page of a configured resource."""
    resource = context.configuration.find(id_)
    match resource:
        case Primitive():
            return _primitive(resource, context.state.instances_of(id_), context)
        case Group() | Clone() | Bundle():
            return _collection(resource, context)
        case _:
            orphans = context.state.instances_of(id_)
            if orphans:
                return _orphan(orphans[0], context)
            words = tr("inspector", "This resource is no longer there.")
            return (Title(id_, word=words, glyph="✕", tone=Tone.DIM),)


def _primitive(
    primitive: Primitive,
    instances: list[Instance],
    context: Context,
    *,
    alone: Instance | None = None,
) -> Page:
    configuration, state = context.configuration, context.state
    one = alone or (instances[0] if len(instances) == 1 else None)
    title = one.key if one is not None and one.unique else primitive.id
    failed = any(f.operation.resource.partition(":")[0] == primitive.id for f in state.failures)
    blocks: list[Block] = [
        _title(title, _subtitle(primitive, configuration), one, context, failed=failed)
    ]
    if one is None:
        blocks.append(_copies(instances, context))
        blocks += why_here(instances, context)
    else:
        blocks += _why(one, context)
        blocks += why_here([one], context)
    blocks += failures(
        (f for f in state.failures if f.operation.resource.partition(":")[0] == primitive.id),
        context.now,
    )
    counted = [c for c in state.fail_counts if c.resource.partition(":")[0] == primitive.id]
    blocks += fail_counts(counted, context.now)
    blocks += probed(line for line in context.probes if line.resource == primitive.id)
    blocks.append(_buttons(primitive.id, clean=bool(counted) or _failed(instances)))
    if one is not None:
        blocks.append(_where(one, context))
    blocks += outcome(context, frozenset({primitive.id}))
    blocks += sentences(_touching(primitive.id, configuration))
    blocks.append(add_constraint(primitive.id))
    blocks.append(parameters(primitive, context))
    blocks += ruled_sets(tr("inspector", "Parameters"), primitive.parameter_sets)
    blocks.append(meta_attributes(primitive, context))
    blocks += ruled_sets(tr("inspector", "Meta attributes"), primitive.meta_sets)
    blocks += values(tr("inspector", "Utilization"), primitive.utilization)
    blocks += operations(primitive.operations)
    entries = context.operations(primitive.id)
    if alone is not None and alone.nodes:
        entries = [entry for entry in entries if entry.node in alone.nodes] or entries
    blocks += history(entries, context.now)
    blocks += commands(context)
    blocks += structure(primitive, context)
    blocks += _xml(primitive.id, context)
    return tuple(blocks)


def _collection(resource: Group | Clone | Bundle, context: Context) -> Page:
    configuration, state = context.configuration, context.state
    primitives = list(resource.primitives())
    ids = {primitive.id for primitive in primitives}
    instances = [i for i in state.instances.values() if i.resource in ids]
    most = worst(instances, context)
    subtitle = _subtitle(resource, configuration)
    blocks: list[Block] = [_title(resource.id, subtitle, most, context, others=instances)]
    blocks += failures(
        (f for f in state.failures if f.operation.resource.partition(":")[0] in ids), context.now
    )
    counted = [c for c in state.fail_counts if c.resource.partition(":")[0] in ids]
    blocks += probed(line for line in context.probes if line.resource in {resource.id, *ids})
    blocks.append(_buttons(resource.id, clean=bool(counted) or _failed(instances)))
    if isinstance(resource, Group):
        blocks += why_here(instances, context)
        blocks.append(members(resource, context))
    else:
        blocks.append(_copies(instances, context, named=len(primitives) > 1))
        blocks += why_here(_placed(resource, instances, context), context)
        if isinstance(resource, Bundle):
            blocks.append(_shape(resource))
    blocks += outcome(context, frozenset(ids))
    blocks += sentences(_touching(resource.id, configuration))
    blocks.append(add_constraint(resource.id))
    if not isinstance(resource, Bundle) and resource.parameters:
        blocks.append(parameters(resource, context))
    blocks.append(meta_attributes(resource, context))
    blocks += ruled_sets(tr("inspector", "Meta attributes"), resource.meta_sets)
    blocks += commands(context)
    blocks += structure(resource, context)
    blocks += _xml(resource.id, context)
    return tuple(blocks)


def _placed(
    resource: Clone | Bundle, instances: Sequence[Instance], context: Context
) -> Sequence[Instance]:
    """What is placed on nodes: the instances; of a bundle the containers."""
    if isinstance(resource, Clone):
        return instances
    name = f"{resource.id}-{resource.runtime}"
    found = (context.state.instances_of(f"{name}-{n}") for n in range(resource.replicas))
    return [item for items in found for item in items]


def _orphan(instance: Instance, context: Context) -> Page:
    words = tr("inspector", "It is no longer in the configuration, yet still known on a node.")
    return (
        _title(instance.key, instance.agent, instance, context),
        Note((words,), Tone.WARNING),
        _buttons(instance.resource, clean=True),
        _where(instance, context),
        *history(context.operations(instance.resource), context.now),
    )


def _title(
    text: str,
    subtitle: str,
    instance: Instance | None,
    context: Context,
    *,
    failed: bool = False,
    others: Sequence[Instance] = (),
) -> Title:
    """The state of one instance, and where it and ``others`` like it are."""
    if instance is None:
        return Title(text, subtitle)
    lost = context.lost(instance)
    word = instance_word(instance, lost)
    alike = [item for item in others if instance_word(item, context.lost(item)) == word]
    nodes = dict.fromkeys(node for item in (instance, *alike) for node in item.nodes)
    if len(nodes) > NAMED:
        word = tr("inspector", "{word} on {n} node(s)", word=word, count=len(nodes))
    elif nodes:
        word = tr("inspector", "{word} on {nodes}", word=word, nodes=", ".join(nodes))
    glyph, tone = instance_look(instance, lost)
    if failed and tone is not Tone.BAD:
        word = tr("inspector", "{word}, with failures", word=word)
        glyph, tone = "▲", Tone.BAD
    return Title(text, subtitle, glyph, word, tone)


def _subtitle(resource: Resource, configuration: Configuration) -> str:
    match resource:
        case Primitive():
            parts = [resource.agent]
            if resource.template:
                parts.append(tr("inspector", "from template {id}", id=resource.template))
        case Group():
            parts = [tr("inspector", "group of {n}", count=len(resource.members))]
        case Clone(promotable=True):
            parts = [tr("inspector", "promotable clone")]
        case Clone():
            parts = [tr("inspector", "clone")]
        case Bundle():
            kind = tr("inspector", "bundle ({runtime})", runtime=resource.runtime or "?")
            parts = [kind, resource.image]
    for parent in configuration.parents(resource.id):
        if isinstance(parent, Group):
            place = [member.id for member in parent.members].index(resource.id) + 1
            words = tr(
                "inspector",
                "{place} of {all} in {group}",
                place=place,
                all=len(parent.members),
                group=parent.id,
            )
            parts.append(words)
        else:
            parts.append(tr("inspector", "in {id}", id=parent.id))
    return " · ".join(part for part in parts if part)


def _why(instance: Instance, context: Context) -> tuple[Note, ...]:
    reasons = why_stopped(context.configuration, context.state, instance)
    lines = tuple(reason_sentence(reason) for reason in reasons)
    title = tr("inspector", "Why it does not run")
    return (Note(lines, Tone.PLAIN, title),) if lines else ()


def _where(instance: Instance, context: Context) -> Pairs:
    yes, no = tr("inspector", "yes"), tr("inspector", "no")
    rows = [Pair(tr("inspector", "Role"), role_word(instance.role))]
    if len(instance.nodes) == 1:
        node = instance.nodes[0]
        subject = Subject(SubjectKind.NODE, node)
        rows.append(Pair(tr("inspector", "Node"), node, subject=subject))
    elif instance.nodes:
        twice = multiple(instance, context.lost(instance))
        names = ", ".join(instance.nodes)
        rows.append(Pair(tr("inspector", "Nodes"), names, Tone.BAD if twice else Tone.WARNING))
    else:
        rows.append(Pair(tr("inspector", "Node"), tr("inspector", "none"), Tone.DIM))
    if instance.target_role:
        rows.append(Pair(tr("inspector", "Target role"), role_word_of(instance.target_role)))
    if instance.pending:
        words = pending_word(instance.pending)
        if instance.pending_node:
            words = tr("inspector", "{word} on {nodes}", word=words, nodes=instance.pending_node)
        rows.append(Pair(tr("inspector", "Under way"), words, Tone.WARNING))
    managed = yes if instance.managed else no
    tone = Tone.PLAIN if instance.managed else Tone.WARNING
    rows.append(Pair(tr("inspector", "Managed"), managed, tone))
    if instance.maintenance:
        rows.append(Pair(tr("inspector", "Maintenance"), yes, Tone.WARNING))
    if instance.blocked:
        rows.append(Pair(tr("inspector", "Blocked"), yes, Tone.BAD))
    if instance.failure_ignored:
        rows.append(Pair(tr("inspector", "Failure ignored"), yes, Tone.WARNING))
    if instance.locked_to:
        rows.append(Pair(tr("inspector", "Locked to"), instance.locked_to))
    return Pairs(tr("inspector", "State"), tuple(rows))


def _copies(instances: list[Instance], context: Context, *, named: bool = False) -> Pairs:
    rows: list[Pair] = []
    for instance in instances:
        where = ", ".join(instance.nodes) or instance.key
        if named or instance.unique:
            where = f"{instance.key} · {where}" if instance.nodes else instance.key
        subject = Subject(SubjectKind.INSTANCE, instance.key)
        lost = context.lost(instance)
        word, tone = instance_word(instance, lost), instance_tone(instance, lost)
        rows.append(Pair(where, word, tone, subject=subject))
    return Pairs(tr("inspector", "Instances"), tuple(rows))


def _shape(resource: Bundle) -> Pairs:
    rows = [
        Pair(tr("inspector", "Replicas"), str(resource.replicas)),
        Pair(tr("inspector", "Per node"), str(resource.replicas_per_host)),
    ]
    rows += [Pair(key, value) for key, value in resource.network.items() if key != "id"]
    return Pairs(tr("inspector", "Bundle"), tuple(rows))


def _buttons(id_: str, *, clean: bool) -> Buttons:
    cleanup = Button(
        tr("inspector", "Clean up"),
        Cleanup(resource=id_),
        "cleanup",
        tr("inspector", "Forget its failures, so that it is tried again"),
    )
    refresh = Button(
        tr("inspector", "Refresh"),
        Refresh(resource=id_),
        "refresh",
        tr("inspector", "Forget its history and find out its state anew"),
    )
    return Buttons((cleanup, refresh) if clean else (refresh,))


def _touching(id_: str, configuration: Configuration) -> list[Constraint]:
    """Constraints that name the resource or one around it."""
    ids = [id_, *(parent.id for parent in configuration.parents(id_))]
    found = {item.id: item for one in ids for item in configuration.constraints_of(one)}
    return list(found.values())


def _failed(instances: list[Instance]) -> bool:
    return any(instance.failed or instance.blocked for instance in instances)


def _xml(id_: str, context: Context) -> tuple[Xml, ...]:
    text = context.xml_of(id_)
    return (Xml(tr("inspector", "As XML"), text),) if text else ()
