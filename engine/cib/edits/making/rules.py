"""Writing the rules of a location constraint."""

from collections.abc import Iterator, Mapping

from lxml import etree

from engine.cib.edits.judging.rules import same
from engine.cib.edits.making.draft import Drafted, set_attribute
from engine.cib.edits.schemas import PLAIN_RULE, follows
from engine.cib.edits.vocabulary import AttributeTest, DateTest, KeptTest, RuleSpec
from engine.cib.views import Rule
from engine.cib.views.roles import read_role
from engine.cib.xml import Element, child, elements

_RULE = "rule"


def write_rules(
    draft: Drafted,
    constraint: Element,
    specs: tuple[RuleSpec, ...],
    former: tuple[Rule, ...] = (),
) -> None:
    """Make the rules of ``constraint`` those of ``specs``; one that stays the same is not touched.

    ``former`` is what the views say of the rules that it has now.
    """
    draft.reserve(constraint.get("id"), *(id_ for spec in specs for id_ in _named(spec)))
    views = {rule.id: rule for rule in former}
    held = {node.get("id") or node.get("id-ref"): node for node in constraint.iterchildren(_RULE)}
    writer = _Writer(draft, constraint)
    kept = {
        spec.id
        for spec in specs
        if spec.id in held and spec.id in views and same(spec, views[spec.id])
    }
    wanted = [
        held[spec.id]
        if spec.id in kept
        else writer.rule(spec, constraint.get("id", ""), outer=True)
        for spec in specs
    ]
    for node in held.values():
        if all(node is not each for each in wanted):
            draft.drop(node)
    if list(constraint.iterchildren(_RULE)) != wanted:
        _arrange(draft, constraint, wanted)


def _named(spec: RuleSpec) -> Iterator[str | None]:
    """The ids that a rule and all that is in it are to have."""
    yield spec.id
    for test in spec.tests:
        if isinstance(test, RuleSpec):
            yield from _named(test)
        else:
            yield test.id


def _arrange(draft: Drafted, constraint: Element, wanted: list[Element]) -> None:
    """Put the rules in order, before the lifetime."""
    for node in wanted:
        if node.getparent() is not None:
            draft.take_out(node)
    after = child(constraint, "lifetime")
    if after is None:
        constraint.extend(wanted)
        return
    for node in wanted:
        after.addprevious(node)


class _Writer:
    """Writes the rules of one constraint, with the elements that are there where they fit."""

    def __init__(self, draft: Drafted, constraint: Element) -> None:
        self._draft = draft
        self._held: dict[str, Element] = {}
        for rule in constraint.iterchildren(_RULE):
            for node in rule.iter("*"):
                id_ = node.get("id")
                if id_ is not None and node.tag not in {"date_spec", "duration"}:
                    self._held[id_] = node

    def rule(self, spec: RuleSpec, prefix: str, *, outer: bool = False) -> Element:
        """The element of a rule, with all that is in it."""
        node = self._element(_RULE, spec.id, f"{prefix}-rule")
        role = spec.role
        if role is None or read_role(node.get("role")) != read_role(role):
            set_attribute(node, "role", None if role is None else self._draft.role(role))
        score = spec.score
        plain = follows(self._draft.views.schema, PLAIN_RULE)
        if score is None and spec.score_attribute is None and not outer and not plain:
            score = "0"
        set_attribute(node, "score", score)
        set_attribute(node, "score-attribute", spec.score_attribute)
        if node.get("boolean-op") is not None or spec.boolean_op != "and":
            set_attribute(node, "boolean-op", spec.boolean_op)
        id_ = node.get("id", "")
        wanted = [self._test(test, id_) for test in spec.tests]
        if elements(node) != wanted:
            for each in [*elements(node), *wanted]:
                if each.getparent() is not None:
                    self._draft.take_out(each)
            node.extend(wanted)
        return node

    def _test(self, test: AttributeTest | DateTest | KeptTest | RuleSpec, prefix: str) -> Element:
        match test:
            case RuleSpec():
                return self.rule(test, prefix)
            case KeptTest():
                return self._held[test.id]
            case AttributeTest():
                node = self._element("expression", test.id, f"{prefix}-expression")
                set_attribute(node, "attribute", test.attribute)
                set_attribute(node, "operation", test.operation)
                set_attribute(node, "value", test.value)
                set_attribute(node, "type", test.type)
                return node
            case DateTest():
                node = self._element("date_expression", test.id, f"{prefix}-expression")
                set_attribute(node, "operation", test.operation)
                set_attribute(node, "start", test.start)
                set_attribute(node, "end", test.end)
                self._fields(node, "date_spec", test.spec)
                self._fields(node, "duration", test.duration)
                return node

    def _fields(self, node: Element, tag: str, fields: Mapping[str, str] | None) -> None:
        held = child(node, tag)
        if fields is None:
            if held is not None:
                self._draft.drop(held)
            return
        if held is None:
            id_ = self._draft.fresh(f"{node.get('id', '')}-{tag}")
            held = etree.SubElement(node, tag, {"id": id_})
        for name in list(held.attrib):
            if name != "id" and name not in fields:
                del held.attrib[name]
        for name, value in fields.items():
            held.set(name, value)

    def _element(self, tag: str, id_: str | None, wish: str) -> Element:
        held = None if id_ is None else self._held.get(id_)
        if held is not None and held.tag == tag:
            return held
        return etree.Element(tag, {"id": id_ or self._draft.fresh(wish)})
