"""Constraints: added, changed, reversed, removed."""

from lxml import etree

from engine.cib.edits.judging.constraints import constraint as view_of
from engine.cib.edits.judging.values import ROLES
from engine.cib.edits.making.draft import Drafted, set_attribute
from engine.cib.edits.making.rules import write_rules
from engine.cib.edits.making.sets import write_sets
from engine.cib.edits.shapes import (
    ATTRIBUTES,
    PAIR,
    Adding,
    Shape,
    shape_of,
    shape_of_edit,
)
from engine.cib.edits.vocabulary import (
    ChangeConstraint,
    RemoveConstraint,
    SetRules,
    SetSets,
    SwapEnds,
)
from engine.cib.views import Location
from engine.cib.xml import Element, child


def add(draft: Drafted, edit: Adding) -> None:
    """Put the constraint behind all others."""
    shape = shape_of_edit(edit)
    made = etree.SubElement(draft.section("constraints"), shape.tag, {"id": shape.id})
    for name in ATTRIBUTES[shape.tag]:
        _set(draft, made, name, shape.attributes.get(name))
    write_sets(draft, made, shape.sets)
    write_rules(draft, made, shape.rules)


def change(draft: Drafted, edit: ChangeConstraint) -> None:
    """Set and remove attributes; what they take the place of goes."""
    element = draft.constraint(edit.id)
    before = _shape(draft, edit.id)
    after = before.changed(edit.attributes)
    if before.sets and not after.sets:
        _drop_all(draft, element, "resource_set")
    if before.rules and not after.rules:
        _drop_all(draft, element, "rule")
    replaced = before.attributes.keys() - after.attributes.keys()
    for name in (*edit.attributes, *sorted(replaced - edit.attributes.keys())):
        _set(draft, element, name, after.attributes.get(name))
    if after.rules and "score" in edit.attributes:
        rule = child(element, "rule")
        assert rule is not None
        _set(draft, rule, "score-attribute", None)
        _set(draft, rule, "score", after.rules[0].score)


def swap(draft: Drafted, edit: SwapEnds) -> None:
    """Exchange the ends with all that is said of each, or reverse the sets."""
    element = draft.constraint(edit.id)
    before = _shape(draft, edit.id)
    after = before.swapped()
    assert after is not None
    if after.sets:
        kind = "resource_set"
        parent = element
        if len(after.sets) == 1:
            only = child(element, kind)
            assert only is not None
            parent, kind = only, "resource_ref"
        _reverse(draft, parent, kind)
        return
    for name in PAIR[after.tag]:
        value = after.attributes.get(name)
        if value != before.attributes.get(name):
            _set(draft, element, name, value)


def set_sets(draft: Drafted, edit: SetSets) -> None:
    """Give a constraint sets in place of what it names now."""
    element = draft.constraint(edit.id)
    for name in PAIR[_shape(draft, edit.id).tag]:
        _set(draft, element, name, None)
    former = view_of(draft.views, edit.id)
    write_sets(draft, element, edit.sets, () if former is None else former.sets)


def set_rules(draft: Drafted, edit: SetRules) -> None:
    """Give a location rules in place of its node and score."""
    element = draft.constraint(edit.id)
    for name in ("node", "score"):
        _set(draft, element, name, None)
    former = view_of(draft.views, edit.id)
    write_rules(draft, element, edit.rules, former.rules if isinstance(former, Location) else ())


def remove(draft: Drafted, edit: RemoveConstraint) -> None:
    """Remove a constraint."""
    draft.drop(draft.constraint(edit.id))


def _shape(draft: Drafted, id_: str) -> Shape:
    found = view_of(draft.views, id_)
    assert found is not None
    return shape_of(found)


def _set(draft: Drafted, element: Element, name: str, value: str | None) -> None:
    if value is not None and name in ROLES:
        value = draft.role(value)
    set_attribute(element, name, value)


def _drop_all(draft: Drafted, element: Element, kind: str) -> None:
    for node in list(element.iterchildren(kind)):
        draft.drop(node)


def _reverse(draft: Drafted, parent: Element, kind: str) -> None:
    """Reverse the children of one kind among themselves; others keep their places."""
    nodes = list(parent.iterchildren(kind))
    places = [parent.index(node) for node in nodes]
    for node in nodes:
        draft.take_out(node)
    for place, node in zip(places, reversed(nodes), strict=True):
        parent.insert(place, node)
