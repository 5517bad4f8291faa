"""A constraint in another shape that says the same: pair and sets, node and rule."""

from engine.cib.edits.vocabulary import (
    AttributeTest,
    ChangeConstraint,
    RuleSpec,
    SetRules,
    SetSets,
    SetSpec,
)
from engine.cib.views import AttributeExpression, Colocation, Constraint, Location, Order
from engine.cib.xml import Element
from hagui.editors.sets import read_sets, shared
from hagui.editors.values import Press
from hagui.i18n import tr
from hagui.shell.inspector.context import Context


def conversions(item: Constraint, element: Element, context: Context) -> tuple[Press, ...]:
    """Buttons that give a constraint another shape."""
    match item:
        case Location(rules=()) if item.node is not None:
            return (_by_rule(item, item.node),)
        case Location():
            return _by_node(item, context)
        case Colocation(sets=()) | Order(sets=()):
            return _by_sets(item)
        case Colocation() | Order():
            return _by_pair(item, element)
        case _:
            return ()


def _by_rule(item: Location, node: str) -> Press:
    test = AttributeTest("#uname", "eq", node)
    rule = RuleSpec((test,), score=item.score_text or "0")
    tip = tr("inspector", "Says the same with a rule, to which conditions can be added")
    return Press(tr("inspector", "Say it with a rule"), (SetRules(item.id, (rule,)),), tip)


def _by_node(item: Location, context: Context) -> tuple[Press, ...]:
    """Back, where the rules are one that names one node."""
    if len(item.rules) != 1 or len(item.rules[0].expressions) != 1:
        return ()
    rule, test = item.rules[0], item.rules[0].expressions[0]
    if (
        not isinstance(test, AttributeExpression)
        or (test.attribute, test.operation) != ("#uname", "eq")
        or test.value is None
        or rule.score_text is None
        or rule.role is not None
        or context.configuration.node(test.value) is None
    ):
        return ()
    change = ChangeConstraint(item.id, {"node": test.value, "score": rule.score_text})
    tip = tr("inspector", "Says the same without a rule")
    return (Press(tr("inspector", "Say it with a node"), (change,), tip),)


def _by_sets(item: Colocation | Order) -> tuple[Press, ...]:
    match item:
        case Colocation(resource=str(), with_resource=str()):
            sets = (
                SetSpec((item.resource or "",), role=item.resource_role),
                SetSpec((item.with_resource or "",), role=item.with_role),
            )
        case Order(first=str(), then=str()):
            sets = (
                SetSpec((item.first or "",), action=_said(item.first_action)),
                SetSpec((item.then or "",), action=_said(item.then_action)),
            )
        case _:
            return ()
    tip = tr("inspector", "Says the same with resource sets, to which resources can be added")
    return (Press(tr("inspector", "Say it with sets"), (SetSets(item.id, sets),), tip),)


def _by_pair(item: Colocation | Order, element: Element) -> tuple[Press, ...]:
    """Back, where there are two sets of one resource each."""
    sets = read_sets(element)
    if len(sets) != 2 or shared(element) or any(len(one.resources) != 1 for one in sets):
        return ()
    first, second = sets
    if isinstance(item, Colocation):
        if first.score is not None or second.score is not None:
            return ()
        names = {"rsc": first.resources[0], "with-rsc": second.resources[0]}
        extra = {"rsc-role": first.role, "with-rsc-role": second.role}
    else:
        names = {"first": first.resources[0], "then": second.resources[0]}
        extra = {"first-action": first.action, "then-action": second.action}
    more = {name: value for name, value in extra.items() if value is not None}
    tip = tr("inspector", "Says the same without resource sets")
    change = ChangeConstraint(item.id, {**names, **more})
    return (Press(tr("inspector", "Say it as a pair"), (change,), tip),)


def _said(action: str) -> str | None:
    return None if action == "start" else action
