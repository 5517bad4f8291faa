"""Changes of one part of the rules of a location, everything else being kept as it is.

A part is named by its path: the place of the rule, then of the expression in it, and so on. What
is not touched goes into the edit by its id alone (``KeptTest``), so that nothing of it is lost,
understood or not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import msgspec

from engine.cib.edits.vocabulary import (
    AttributeTest,
    DateTest,
    Edits,
    KeptTest,
    RuleSpec,
    SetRules,
)
from engine.cib.views import AttributeExpression, DateExpression, Expression, Rule
from hagui.editors.targets import Target

Path = tuple[int, ...]
Test = AttributeTest | DateTest | KeptTest | RuleSpec

_NO_VALUE: Final = {"defined", "not_defined"}
_NEITHER: Final = "0"
"""The score of a rule that has lost its own: neither for nor against a node."""


def specs(rules: tuple[Rule, ...], at: Path = (), new: tuple[Test, ...] = ()) -> tuple[Test, ...]:
    """The rules, with ``new`` in place of what is at ``at`` (added, where that is one past)."""
    return _several(rules, (), at, new)


def part(rules: tuple[Rule, ...], path: Path) -> Expression:
    """What stands at a path.

    Raises:
        IndexError: nothing does.
    """
    found: Expression = rules[path[0]]
    for place in path[1:]:
        if not isinstance(found, Rule):
            raise IndexError(path)
        found = found.expressions[place]
    return found


def editable(rules: tuple[Rule, ...]) -> bool:
    """Whether every part has an id by which it can be kept."""
    return all(rule.id and _named(rule) for rule in rules)


def rule_edits(constraint: str, tests: tuple[Test, ...]) -> Edits:
    """What gives a location these rules."""
    return (SetRules(constraint, tuple(test for test in tests if isinstance(test, RuleSpec))),)


def added(constraint: str, rules: tuple[Rule, ...], path: Path, test: Test) -> Edits:
    """What adds a test as the last of the rule at ``path``."""
    rule = part(rules, path)
    assert isinstance(rule, Rule)
    return rule_edits(constraint, specs(rules, (*path, len(rule.expressions)), (test,)))


def removed(constraint: str, rules: tuple[Rule, ...], path: Path) -> Edits:
    """What removes the part at ``path``; a rule that would be left empty cannot lose its last."""
    return rule_edits(constraint, specs(rules, path))


def rule_spec(rule: Rule) -> RuleSpec:
    """A rule with all its conditions kept."""
    return RuleSpec(
        tests=tuple(KeptTest(item.id) for item in rule.expressions),
        boolean_op=rule.boolean_op,
        score=rule.score_text,
        score_attribute=rule.score_attribute,
        role=rule.role,
        id=rule.id,
    )


@dataclass(frozen=True, slots=True)
class RulePart:
    """A field of one part of the rules; ``name`` is the CIB's, ``spec.hours`` within a date."""

    constraint: str
    rules: tuple[Rule, ...]
    path: Path
    name: str = ""
    prefix: str = ""
    today: str = field(default="", compare=False)
    """A date to begin with, where an operation needs one."""

    def edits(self, value: str | None) -> Edits:
        """What sets it."""
        old = part(self.rules, self.path)
        match old:
            case Rule():
                new = _changed_rule(old, self.name, value)
            case AttributeExpression():
                new = _changed_test(old, self.name, value)
            case DateExpression():
                new = _changed_date(old, self.prefix + self.name, value, self.today)
            case _:
                new = KeptTest(old.id)
        return rule_edits(self.constraint, specs(self.rules, self.path, (new,)))

    def named(self, name: str) -> Target:
        """The field of that name in the same date specification or duration."""
        return RulePart(self.constraint, self.rules, self.path, name, self.prefix, self.today)


def _several(
    items: tuple[Expression, ...], here: Path, at: Path, new: tuple[Test, ...]
) -> tuple[Test, ...]:
    found = [
        new if (*here, place) == at else (_one(item, (*here, place), at, new),)
        for place, item in enumerate(items)
    ]
    if at == (*here, len(items)):
        found.append(new)
    return tuple(chain.from_iterable(found))


def _one(item: Expression, here: Path, at: Path, new: tuple[Test, ...]) -> Test:
    touched = at[: len(here)] == here
    if not isinstance(item, Rule) or not (touched or len(here) == 1):
        return KeptTest(item.id)
    if not touched:
        return rule_spec(item)
    return msgspec.structs.replace(rule_spec(item), tests=_several(item.expressions, here, at, new))


def _named(rule: Rule) -> bool:
    return all(
        bool(item.id) and (not isinstance(item, Rule) or _named(item)) for item in rule.expressions
    )


def _changed_rule(rule: Rule, name: str, value: str | None) -> RuleSpec:
    spec = rule_spec(rule)
    match name:
        case "score":
            return msgspec.structs.replace(spec, score=value or _NEITHER, score_attribute=None)
        case "score-attribute" if value is None:
            return msgspec.structs.replace(spec, score=_NEITHER, score_attribute=None)
        case "score-attribute":
            return msgspec.structs.replace(spec, score=None, score_attribute=value)
        case "role":
            return msgspec.structs.replace(spec, role=value)
        case _:
            return msgspec.structs.replace(spec, boolean_op=value or "and")


def _changed_test(item: AttributeExpression, name: str, value: str | None) -> AttributeTest:
    test = AttributeTest(item.attribute, item.operation, item.value, item.type, item.id)
    match name:
        case "attribute":
            return msgspec.structs.replace(test, attribute=value or "")
        case "operation" if value in _NO_VALUE:
            return msgspec.structs.replace(test, operation=value, value=None, type=None)
        case "operation":
            return msgspec.structs.replace(test, operation=value or "eq", value=test.value or "")
        case "type":
            return msgspec.structs.replace(test, type=value)
        case _:
            return msgspec.structs.replace(test, value=value or "")


def _changed_date(item: DateExpression, name: str, value: str | None, today: str) -> DateTest:
    operation = "in_range" if item.operation == "in-range" else item.operation
    test = DateTest(operation, item.start, item.end, item.spec, item.duration, item.id)
    group, _, key = name.partition(".")
    match group:
        case "operation":
            return _other_date(test, value or "gt", today)
        case "start":
            return msgspec.structs.replace(test, start=value)
        case "end":
            duration = None if value else test.duration
            return msgspec.structs.replace(test, end=value, duration=duration)
        case "spec":
            return msgspec.structs.replace(test, spec=_with(test.spec, key, value))
        case _:
            duration = _with(test.duration, key, value) or None
            end = None if duration else test.end
            return msgspec.structs.replace(test, duration=duration, end=end)


def _other_date(test: DateTest, operation: str, today: str) -> DateTest:
    """The same moments under another comparison, with what that needs."""
    start, end = test.start or test.end or today, test.end or test.start or today
    match operation:
        case "gt":
            return DateTest("gt", start=start, id=test.id)
        case "lt":
            return DateTest("lt", end=end, id=test.id)
        case "date_spec":
            return DateTest("date_spec", spec=test.spec or {"hours": "9-16"}, id=test.id)
        case _:
            if test.duration is not None:
                return DateTest("in_range", start, duration=test.duration, id=test.id)
            return DateTest("in_range", start, end, id=test.id)


def _with(fields: Mapping[str, str] | None, key: str, value: str | None) -> dict[str, str]:
    made = dict(fields or {})
    if value:
        made[key] = value
    else:
        made.pop(key, None)
    return made
