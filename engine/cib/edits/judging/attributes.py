"""Where a name and a value are to be written, so that they come into force.

An element may have several sets: with rules, shared with others by ``id-ref``, inherited from a
template. Only a set of its own that always holds is written to.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.judging.groups import resource
from engine.cib.edits.schemas import forbidden_option
from engine.cib.edits.vocabulary import (
    OP_DEFAULTS,
    RSC_DEFAULTS,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetProperty,
)
from engine.cib.finding import Finding
from engine.cib.views import Bundle, Configuration, NvSet, Primitive
from engine.cib.views.configuration import BOOTSTRAP

_STEP_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
"""What can be the name of an XML attribute: the scheduler puts what resources are given, as such,
into each step of the transition graph, and a graph that is no XML stops the whole cluster."""
_NEW: Final = 10**9
"""The place of a set that is to be made: after all others."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to write: the index of one of the element's own sets, or None for a new one."""

    index: int | None
    writable: tuple[int, ...]
    """Indexes of all sets from which a value may be removed."""
    blocked: str | None = None
    """Id of the set that would win over whatever is written, or keep what is removed."""


def plan(
    sets: Sequence[NvSet],
    name: str,
    *,
    own: Callable[[int, NvSet], bool],
    remove: bool = False,
    first: str | None = None,
    offset: int = 0,
) -> Plan:
    """Where ``name`` is to be set or removed.

    ``own`` says whether a set may be written to; ``first`` is the id of the set that wins over
    all; ``offset`` sets at the beginning belong to another element (a template).
    """
    ranks = {at: (item.id == first, item.score, at) for at, item in enumerate(sets)}
    writable = [at for at, item in enumerate(sets) if not item.rules and own(at, item)]
    foreign = [
        at
        for at, item in enumerate(sets)
        if at not in writable and not item.rules and name in item.values()
    ]
    top = max((ranks[at] for at in foreign), default=None)
    shifted = tuple(at - offset for at in writable)
    if remove:
        return Plan(None, shifted, None if top is None else sets[top[2]].id)
    holding = [at for at in writable if any(pair.name == name for pair in sets[at].pairs)]
    holding.sort(key=ranks.__getitem__, reverse=True)
    leading = [at for at in writable if sets[at].id == first]
    for at in (*leading, *holding[:1], *writable):
        if top is None or ranks[at] > top:
            return Plan(at - offset, shifted)
    if top is None or top < (False, 0, _NEW):
        return Plan(None, shifted)
    return Plan(None, shifted, sets[top[2]].id)


def meta_plan(configuration: Configuration, edit: SetMeta | SetParameter) -> Plan:
    """Where a meta or instance attribute of a resource that exists is to be written."""
    found = resource(configuration, edit.resource)
    assert found is not None
    if isinstance(edit, SetMeta):
        sets = found.meta_sets
    else:
        sets = () if isinstance(found, Bundle) else found.parameter_sets
    offset = 0
    if isinstance(found, Primitive) and found.template is not None:
        template = configuration.templates.get(found.template)
        if template is not None:
            offset = len(
                template.meta_sets if isinstance(edit, SetMeta) else template.parameter_sets
            )
    return plan(
        sets,
        edit.name,
        own=lambda at, item: at >= offset and _unshared(configuration, item),
        remove=edit.value is None,
        offset=offset,
    )


def property_plan(configuration: Configuration, edit: SetProperty) -> Plan:
    """Where a cluster option is to be written."""
    return plan(
        configuration.property_sets,
        edit.name,
        own=lambda _, item: _unshared(configuration, item),
        remove=edit.value is None,
        first=BOOTSTRAP,
    )


def default_plan(configuration: Configuration, edit: SetDefault) -> Plan:
    """Where a default is to be written."""
    return plan(
        configuration.rsc_default_sets
        if edit.of == RSC_DEFAULTS
        else configuration.op_default_sets,
        edit.name,
        own=lambda _, item: _unshared(configuration, item),
        remove=edit.value is None,
    )


def node_plan(configuration: Configuration, edit: SetNodeAttribute) -> Plan:
    """Where an attribute of a node that exists is to be written."""
    node = configuration.node(edit.node)
    assert node is not None
    return plan(
        node.attribute_sets,
        edit.name,
        own=lambda _, item: _unshared(configuration, item),
        remove=edit.value is None,
    )


def meta(configuration: Configuration, edit: SetMeta | SetParameter) -> Iterator[Finding]:
    """What stands in the way of an attribute of a resource."""
    yield from _name(edit.name)
    yield from _step_name(edit.name, edit.value)
    found = resource(configuration, edit.resource)
    if found is None:
        yield refusal(Code.NO_SUCH_RESOURCE, resource=edit.resource)
    elif isinstance(edit, SetParameter) and isinstance(found, Bundle):
        yield refusal(Code.NO_PARAMETERS, found.id, resource=found.id)
    else:
        yield from _blocked(meta_plan(configuration, edit), edit.name, edit.resource)


def cluster_property(configuration: Configuration, edit: SetProperty) -> Iterator[Finding]:
    """What stands in the way of a cluster option."""
    yield from _name(edit.name)
    if edit.value is not None:
        yield from forbidden_option(configuration.schema, edit.name, edit.value)
    yield from _blocked(property_plan(configuration, edit), edit.name, "crm_config")


def default(configuration: Configuration, edit: SetDefault) -> Iterator[Finding]:
    """What stands in the way of a default."""
    yield from _name(edit.name)
    yield from _step_name(edit.name, edit.value)
    if edit.of not in {RSC_DEFAULTS, OP_DEFAULTS}:
        yield refusal(
            Code.BAD_VALUE, name="of", value=edit.of, allowed=f"{RSC_DEFAULTS}, {OP_DEFAULTS}"
        )
    else:
        yield from _blocked(default_plan(configuration, edit), edit.name, edit.of)


def node_attribute(configuration: Configuration, edit: SetNodeAttribute) -> Iterator[Finding]:
    """What stands in the way of an attribute of a node."""
    yield from _name(edit.name)
    if configuration.node(edit.node) is None:
        yield refusal(Code.NO_SUCH_NODE, node=edit.node)
    else:
        yield from _blocked(node_plan(configuration, edit), edit.name, edit.node)


def _unshared(configuration: Configuration, item: NvSet) -> bool:
    return item.reference is None and item.id not in configuration.referenced


def _name(name: str) -> Iterator[Finding]:
    if not name.strip():
        yield refusal(Code.BAD_VALUE, name="name", value=name, allowed="a name")


def _step_name(name: str, value: str | None) -> Iterator[Finding]:
    """Whether the scheduler can pass it on; what is there already may always be removed."""
    if name.strip() and value is not None and not _STEP_NAME.fullmatch(name):
        yield refusal(Code.BAD_NAME, name=name)


def _blocked(found: Plan, name: str, owner: str) -> Iterator[Finding]:
    if found.blocked is not None:
        yield refusal(Code.VALUE_ELSEWHERE, owner, name=name, owner=owner, set=found.blocked)
