"""Writing the resource sets of a constraint."""

from lxml import etree

from engine.cib.edits.judging.sets import attributes_of, same
from engine.cib.edits.making.draft import Drafted, set_attribute
from engine.cib.edits.shapes import spec_of_set
from engine.cib.edits.vocabulary import SetSpec
from engine.cib.views import ResourceSet
from engine.cib.xml import Element

_SET = "resource_set"
_MEMBER = "resource_ref"


def write_sets(
    draft: Drafted,
    constraint: Element,
    specs: tuple[SetSpec, ...],
    former: tuple[ResourceSet, ...] = (),
) -> None:
    """Make the sets of ``constraint`` those of ``specs``; one that stays the same is not touched.

    ``former`` is what the views say of the sets that it has now.
    """
    draft.reserve(constraint.get("id"), *(spec.id for spec in specs))
    views = {each.id: each for each in former}
    held = {node.get("id") or node.get("id-ref"): node for node in constraint.iterchildren(_SET)}
    wanted: list[Element] = []
    for spec in specs:
        node = held.pop(spec.id, None)
        if node is None:
            id_ = spec.id or draft.fresh(f"{constraint.get('id', '')}-set")
            node = etree.Element(_SET, {"id": id_})
            _fill(draft, node, spec)
        elif spec.id is None or not same(spec, spec_of_set(views[spec.id])):
            _fill(draft, node, spec)
        wanted.append(node)
    for node in held.values():
        draft.drop(node)
    if list(constraint.iterchildren(_SET)) != wanted:
        _arrange(draft, constraint, wanted)


def _fill(draft: Drafted, node: Element, spec: SetSpec) -> None:
    for name, value in attributes_of(spec).items():
        if value is not None and name == "role":
            value = draft.role(value)
        set_attribute(node, name, value)
    held = {member.get("id"): member for member in node.iterchildren(_MEMBER)}
    if tuple(held) == spec.resources:
        return
    for member in held.values():
        draft.take_out(member)
    for id_ in spec.resources:
        member = held.get(id_)
        node.append(etree.Element(_MEMBER, {"id": id_}) if member is None else member)


def _arrange(draft: Drafted, constraint: Element, wanted: list[Element]) -> None:
    """Put the sets in order: of a location before rules and lifetime, of others at the end."""
    for node in wanted:
        if node.getparent() is not None:
            draft.take_out(node)
    after = next(constraint.iterchildren("rule", "lifetime"), None)
    if constraint.tag != "rsc_location" or after is None:
        constraint.extend(wanted)
        return
    for node in wanted:
        after.addprevious(node)
