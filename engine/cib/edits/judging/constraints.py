"""Adding and changing constraints."""

from collections.abc import Collection, Iterator

from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.judging import rules as rules_
from engine.cib.edits.judging import sets as sets_
from engine.cib.edits.judging.clones import PROMOTED, promotable
from engine.cib.edits.judging.ends import end
from engine.cib.edits.judging.groups import new_id
from engine.cib.edits.judging.values import value
from engine.cib.edits.schemas import too_old
from engine.cib.edits.shapes import (
    ATTRIBUTES,
    COLOCATION,
    ENDS,
    LOCATION,
    ORDER,
    PAIR,
    TICKET,
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
from engine.cib.finding import Finding
from engine.cib.views import Colocation, Configuration, Constraint, Location, Order
from engine.cib.views.roles import read_role

_ROLE_OF = {
    "rsc": {LOCATION: "role", COLOCATION: "rsc-role", TICKET: "rsc-role"},
    "with-rsc": {COLOCATION: "with-rsc-role"},
    "first": {ORDER: "first-action"},
    "then": {ORDER: "then-action"},
}
"""The attribute that says the role (or action) of an end, by the end and the kind."""


def constraint(configuration: Configuration, id_: str) -> Constraint | None:
    """The constraint of that id."""
    return next((each for each in configuration.constraints if each.id == id_), None)


def add(configuration: Configuration, edit: Adding) -> Iterator[Finding]:
    """What stands in the way of a new constraint."""
    yield from new_id(configuration, edit.id)
    shape = shape_of_edit(edit)
    yield from too_old(configuration.schema, shape.tag)
    yield from _judge(configuration, shape, shape.attributes)
    yield from sets_.sets(configuration, shape, None)
    yield from rules_.rules(configuration, shape, None)


def change(configuration: Configuration, edit: ChangeConstraint) -> Iterator[Finding]:
    """What stands in the way of changing attributes."""
    found = constraint(configuration, edit.id)
    if found is None:
        yield refusal(Code.NO_SUCH_CONSTRAINT, constraint=edit.id)
        return
    shape = shape_of(found)
    unknown = [name for name in edit.attributes if name not in ATTRIBUTES[shape.tag]]
    for name in unknown:
        yield refusal(Code.NO_SUCH_ATTRIBUTE, edit.id, name=name, constraint=edit.id)
    if unknown:
        return
    if "score" in edit.attributes and edit.attributes.get("node") is None:
        rules = [rule.id or "" for rule in shape.rules]
        if len(rules) > 1:
            yield refusal(Code.SEVERAL_RULES, edit.id, constraint=edit.id, number=str(len(rules)))
            return
        for rule in rules:
            if rule in configuration.referenced:
                yield refusal(Code.SHARED_RULE, edit.id, rule=rule)
            elif edit.attributes["score"] is None:
                yield refusal(Code.NO_SCORE, edit.id)
    yield from _judge(configuration, shape.changed(edit.attributes), edit.attributes)


def swap(configuration: Configuration, edit: SwapEnds) -> Iterator[Finding]:
    """What stands in the way of reversing a constraint."""
    found = constraint(configuration, edit.id)
    if found is None:
        yield refusal(Code.NO_SUCH_CONSTRAINT, constraint=edit.id)
        return
    shape = shape_of(found)
    swapped = shape.swapped()
    if swapped is None:
        yield refusal(Code.NOTHING_TO_SWAP, edit.id, constraint=edit.id)
    elif len(shape.sets) == 1 and shape.sets[0].id in configuration.referenced:
        yield refusal(Code.SHARED_SET, edit.id, set=shape.sets[0].id or "")
    elif not swapped.sets:
        yield from _duplicate(configuration, swapped)


def set_sets(configuration: Configuration, edit: SetSets) -> Iterator[Finding]:
    """What stands in the way of giving a constraint resource sets."""
    found = constraint(configuration, edit.id)
    if found is None:
        yield refusal(Code.NO_SUCH_CONSTRAINT, constraint=edit.id)
        return
    if not edit.sets:
        yield refusal(Code.EMPTY_SET, edit.id)
        return
    shape = shape_of(found).with_sets(edit.sets)
    yield from sets_.sets(configuration, shape, found)


def set_rules(configuration: Configuration, edit: SetRules) -> Iterator[Finding]:
    """What stands in the way of giving a location rules."""
    found = constraint(configuration, edit.id)
    if found is None:
        yield refusal(Code.NO_SUCH_CONSTRAINT, constraint=edit.id)
        return
    if not isinstance(found, Location):
        yield refusal(Code.NOT_A_LOCATION, edit.id, constraint=edit.id)
        return
    if not edit.rules:
        yield refusal(Code.EMPTY_RULE, edit.id)
        return
    yield from rules_.rules(configuration, shape_of(found).with_rules(edit.rules), found)


def remove(configuration: Configuration, edit: RemoveConstraint) -> Iterator[Finding]:
    """What stands in the way of removing a constraint."""
    if constraint(configuration, edit.id) is None:
        yield refusal(Code.NO_SUCH_CONSTRAINT, constraint=edit.id)


def _judge(
    configuration: Configuration, shape: Shape, touched: Collection[str]
) -> Iterator[Finding]:
    """What is wrong with a constraint in those attributes that an edit touches."""
    now = shape.attributes
    for name in touched:
        text = now.get(name)
        if text is None:
            continue
        if name in ENDS[shape.tag]:
            yield from end(configuration, text)
        else:
            yield from value(name, text)
        yield from too_old(configuration.schema, f"{shape.tag}/{name}")
    for rule in shape.rules if "score" in touched else ():
        if rule.score is not None:
            yield from value("score", rule.score)
    yield from structure(shape)
    yield from _roles(configuration, shape, touched)
    if not shape.sets and any(name in touched for name in (*PAIR[shape.tag], "node", "ticket")):
        yield from _ends_apart(configuration, shape)
        yield from _duplicate(configuration, shape)


def structure(shape: Shape) -> Iterator[Finding]:
    """What a constraint of its kind lacks, or has too much of."""
    now, id_ = shape.attributes, shape.id
    if shape.sets:
        for name in PAIR[shape.tag]:
            if name in now:
                yield refusal(Code.ENDS_AND_SETS, id_, name=name, constraint=id_)
    else:
        missing = [name for name in ENDS[shape.tag] if name not in now]
        if not (shape.tag == LOCATION and "rsc-pattern" in now):
            for name in missing:
                yield refusal(Code.MISSING_END, id_, constraint=id_, name=name)
    if shape.tag == TICKET and "ticket" not in now:
        yield refusal(Code.MISSING_END, id_, constraint=id_, name="ticket")
    if shape.tag == LOCATION:
        if shape.rules:
            if "node" in now or "score" in now:
                yield refusal(Code.NODE_AND_RULES, id_, constraint=id_)
        elif "node" not in now:
            yield refusal(Code.NO_PLACE, id_, constraint=id_)
        elif "score" not in now:
            yield refusal(Code.NO_SCORE, id_)
    if shape.tag == ORDER and "kind" in now and "score" in now:
        yield refusal(Code.NO_SUCH_ATTRIBUTE, id_, name="score", constraint=id_)


def _roles(
    configuration: Configuration, shape: Shape, touched: Collection[str]
) -> Iterator[Finding]:
    if shape.sets:
        return
    for name in ENDS[shape.tag]:
        about = _ROLE_OF[name][shape.tag]
        id_, word = shape.attributes.get(name), shape.attributes.get(about)
        if word is None and name == "then":  # then it is the first end's action that is meant
            about = "first-action"
            word = shape.attributes.get(about)
        role = read_role(word)
        if id_ is None or role not in PROMOTED or (name not in touched and about not in touched):
            continue
        if not promotable(configuration, id_):
            yield refusal(Code.NOT_PROMOTABLE, id_, resource=id_, role=role)


def _ends_apart(configuration: Configuration, shape: Shape) -> Iterator[Finding]:
    if len(ENDS[shape.tag]) < 2:
        return
    one, two = (shape.attributes.get(name) for name in ENDS[shape.tag])
    if one is None or two is None:
        return
    if one == two:
        yield refusal(Code.SAME_RESOURCE, one, resource=one)
        return
    for inner, outer in ((one, two), (two, one)):
        if any(around.id == outer for around in configuration.parents(inner)):
            yield refusal(Code.INSIDE_ITSELF, inner, inner=inner, outer=outer)


def _duplicate(configuration: Configuration, shape: Shape) -> Iterator[Finding]:
    meaning = _meaning(shape)
    if meaning is None:
        return
    for each in configuration.constraints:
        if each.id != shape.id and _may_equal(each, shape) and _meaning(shape_of(each)) == meaning:
            yield refusal(Code.DUPLICATE_CONSTRAINT, each.id, constraint=each.id)
            return


def _may_equal(each: Constraint, shape: Shape) -> bool:
    """A quick look before the close one."""
    now = shape.attributes
    match each:
        case Location():
            same = (each.resource, each.node) == (now.get("rsc"), now.get("node"))
            return shape.tag == LOCATION and same and not each.lifetime
        case Colocation():
            ends = (each.resource, each.with_resource)
            same = ends == (now.get("rsc"), now.get("with-rsc"))
            return shape.tag == COLOCATION and same and not each.lifetime
        case Order():
            same = (each.first, each.then) == (now.get("first"), now.get("then"))
            return shape.tag == ORDER and same and not each.lifetime
        case _:
            return shape.tag == TICKET and each.ticket == now.get("ticket")


def _meaning(shape: Shape) -> tuple[str | None, ...] | None:
    """What two constraints must have in common to say the same; None where that is not compared."""
    if shape.sets or shape.rules or "rsc-pattern" in shape.attributes:
        return None
    now = shape.attributes
    ends = tuple(now.get(name) for name in ENDS[shape.tag])
    if None in ends:
        return None
    if shape.tag == ORDER:
        first = now.get("first-action", "start")
        return (*ends, first, now.get("then-action", first))
    others = ("node", "role", "rsc-role", "with-rsc-role", "node-attribute", "ticket")
    told = [now.get(name) for name in others]
    roles = [None if read_role(text) == "Started" else read_role(text) for text in told]
    return (shape.tag, *ends, *roles)
