"""Names and values: of resources, of the cluster, of defaults, of nodes."""

from typing import Final

from lxml import etree

from engine.cib.edits.judging.attributes import (
    Plan,
    default_plan,
    meta_plan,
    node_plan,
    property_plan,
)
from engine.cib.edits.making.draft import Drafted
from engine.cib.edits.vocabulary import (
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetProperty,
)
from engine.cib.views.configuration import BOOTSTRAP
from engine.cib.xml import Element, child

_SETS: Final = ("instance_attributes", "meta_attributes", "utilization")
_OLD_WRAPPER: Final = "attributes"
"""Heartbeat 2 put the pairs of a set into an element of this name."""


def set_meta(draft: Drafted, edit: SetMeta | SetParameter) -> None:
    """Write a meta or instance attribute of a resource."""
    parent = draft.resource(edit.resource)
    tag = "meta_attributes" if isinstance(edit, SetMeta) else "instance_attributes"
    plan = meta_plan(draft.views, edit)
    _write(draft, parent, tag, f"{edit.resource}-{tag}", plan, edit.name, edit.value)


def set_property(draft: Drafted, edit: SetProperty) -> None:
    """Write a cluster option."""
    parent = draft.section("crm_config")
    plan = property_plan(draft.views, edit)
    _write(draft, parent, "cluster_property_set", BOOTSTRAP, plan, edit.name, edit.value)


def set_default(draft: Drafted, edit: SetDefault) -> None:
    """Write a default of resources or operations."""
    if edit.value is None and child(draft.root, edit.of) is None:
        return
    parent = draft.section(edit.of)
    plan = default_plan(draft.views, edit)
    _write(draft, parent, "meta_attributes", f"{edit.of}-options", plan, edit.name, edit.value)


def set_node_attribute(draft: Drafted, edit: SetNodeAttribute) -> None:
    """Write a lasting attribute of a node."""
    node = draft.views.node(edit.node)
    assert node is not None
    section = draft.section("nodes")
    parent = next(each for each in section.iterchildren("node") if each.get("id", "") == node.id)
    plan = node_plan(draft.views, edit)
    _write(draft, parent, "instance_attributes", f"nodes-{node.id}", plan, edit.name, edit.value)


def _write(
    draft: Drafted,
    parent: Element,
    tag: str,
    wish: str,
    plan: Plan,
    name: str,
    value: str | None,
) -> None:
    sets = list(parent.iterchildren(tag))
    if value is None:
        for at in plan.writable:
            _remove(draft, sets[at], name)
        return
    if plan.index is not None:
        target = sets[plan.index]
    else:
        target = etree.Element(tag, {"id": draft.fresh(wish)})
        _insert_set(parent, target)
    _set(draft, target, name, value)


def _insert_set(parent: Element, made: Element) -> None:
    """Behind the sets that there are; else before everything, as the tools write it."""
    last = next(parent.iterchildren(*_SETS, "cluster_property_set", reversed=True), None)
    if last is None:
        parent.insert(0, made)
    else:
        last.addnext(made)


def _pairs(target: Element, name: str) -> list[Element]:
    return [pair for pair in target.iter("nvpair") if pair.get("name") == name]


def _set(draft: Drafted, target: Element, name: str, value: str) -> None:
    found = _pairs(target, name)
    if found and found[-1].get("id-ref") is None:
        found[-1].set("value", value)
        return
    id_ = draft.fresh(f"{target.get('id', '')}-{name}")
    made = etree.Element("nvpair", {"id": id_, "name": name, "value": value})
    if found:
        draft.replace(found[-1], made)
        return
    wrapper = child(target, _OLD_WRAPPER)
    (target if wrapper is None else wrapper).append(made)


def _remove(draft: Drafted, target: Element, name: str) -> None:
    """Remove all pairs of that name, and a set that is empty then."""
    found = _pairs(target, name)
    for pair in found:
        draft.drop(pair)
    if found and not len(target):
        draft.drop(target)
