"""The rules of a location as a form: every condition a card, moved in by its depth."""

import time
from dataclasses import dataclass

from engine.cib.edits.naming import ruled_location_id
from engine.cib.edits.vocabulary import AddLocation, AttributeTest, DateTest, Edits, RuleSpec
from engine.cib.views import (
    AttributeExpression,
    DateExpression,
    Expression,
    Location,
    Rule,
    UnknownExpression,
)
from engine.cib.xml import Element
from hagui.editors import options
from hagui.editors.rules import Path, RulePart, added, editable, removed
from hagui.editors.values import (
    Adder,
    Card,
    Check,
    Choice,
    Field,
    Form,
    Inline,
    Option,
    Press,
    Presses,
    Score,
    Segments,
    Text,
    Told,
)
from hagui.i18n import tr
from hagui.phrases.rules import expression_words
from hagui.shell.inspector import choosing
from hagui.shell.inspector.context import Context

_NO_VALUE = {"defined", "not_defined"}


def rule_form(item: Location, element: Element, context: Context) -> Form:
    """The rules of a location; read-only where one is shared or has parts without an id."""
    shared = any(node.get("id-ref") is not None for node in element.iterchildren("rule"))
    fixed = ""
    if shared:
        fixed = tr("inspector", "The rule is shared with other constraints; change it there")
    elif not editable(item.rules):
        fixed = tr("inspector", "A condition has no id, so it cannot be named in an edit")
    maker = _Maker(item.id, item.rules, context, fixed)
    cards: list[Card] = []
    for place in range(len(item.rules)):
        cards += maker.rule((place,))
    if item.resource is not None:
        cards.append(Card("rules+", (_another(item.resource, context),)))
    return Form("rules", tr("inspector", "R&ules"), tuple(cards))


def _another(resource: str, context: Context) -> Presses:
    """A constraint with another rule: Pacemaker 3 reads only the first rule of one."""
    rule = RuleSpec((_first_test(context),), score="0")
    edit = AddLocation(ruled_location_id(context.configuration, resource), resource, rules=(rule,))
    tip = tr("inspector", "A location of its own for {id}: one location has one rule", id=resource)
    return Presses("rule", (Press(tr("inspector", "＋ another rule"), (edit,), tip, quiet=True),))


def _first_test(context: Context) -> AttributeTest:
    """A condition to begin with, which makes sense as it is."""
    return AttributeTest("#uname", "eq", next(iter(choosing.nodes(context)), "node1"))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the cards of one constraint."""

    constraint: str
    rules: tuple[Rule, ...]
    context: Context
    fixed: str

    def rule(self, path: Path) -> list[Card]:
        """A rule, its conditions, and the buttons that add one."""
        rule = self._at(path)
        assert isinstance(rule, Rule)
        name, depth = _key(path), len(path) - 1
        outer = depth == 0
        title = tr("inspector", "where") if outer else tr("inspector", "and where")
        fields: list[Field] = []
        if outer:
            fields += self._worth(rule, path)
            title = tr("inspector", "rule {id}", id=rule.id)
        several = len(rule.expressions) > 1
        if several or not outer:
            label = tr("inspector", "applies if")
            fields.append(
                Segments(
                    "boolean-op",
                    label,
                    rule.boolean_op,
                    options.joins(),
                    self._part(path, "boolean-op"),
                    fixed=self.fixed,
                )
            )
        cards = [
            Card(name, tuple(fields), title, framed=True, depth=depth, remove=self._removal(path))
        ]
        for place, item in enumerate(rule.expressions):
            inner = (*path, place)
            if isinstance(item, Rule):
                cards += self.rule(inner)
            else:
                cards.append(self._test(inner, item, depth + 1))
        if not self.fixed:
            cards.append(Card(f"{name}+", (self._more(path),), depth=depth + 1))
        return cards

    def _worth(self, rule: Rule, path: Path) -> list[Field]:
        fields: list[Field] = []
        if rule.score_attribute is None:
            fields.append(
                Score(
                    "score",
                    "",
                    rule.score_text,
                    self._part(path, "score"),
                    tip=tr("inspector", "score"),
                    fixed=self.fixed,
                )
            )
        if rule.score_attribute is not None or not self.fixed:
            tip = tr(
                "inspector",
                "Instead of one score for all nodes: each node's own attribute of this name",
            )
            fields.append(
                Text(
                    "score-attribute",
                    tr("inspector", "score from"),
                    rule.score_attribute,
                    self._part(path, "score-attribute"),
                    tip=tip,
                    placeholder=tr("inspector", "a node attribute"),
                    suggestions=choosing.attributes(self.context),
                    fixed=self.fixed,
                )
            )
        location = self.context.configuration.find(self.constraint)
        resource = location.resource if isinstance(location, Location) else None
        promotable = choosing.promotable(resource, self.context.configuration)
        if promotable or rule.role is not None:
            fields.append(
                Choice(
                    "role",
                    tr("inspector", "in role"),
                    rule.role,
                    options.roles(promotable=promotable),
                    self._part(path, "role"),
                    fixed=self.fixed,
                )
            )
        return fields

    def _test(self, path: Path, item: Expression, depth: int) -> Card:
        fields: tuple[Field, ...]
        match item:
            case AttributeExpression(value_source=None):
                fields, title = self._attribute(path, item), tr("inspector", "node attribute")
            case DateExpression():
                fields, title = self._date(path, item), tr("inspector", "date")
            case _:
                tip = tr("inspector", "Of a kind that cannot be edited here; it is kept as it is")
                words = expression_words(item)
                fields = (Told("words", "", words, tip=tip),)
                title = tr("inspector", "kept as it is")
                if isinstance(item, UnknownExpression):
                    title = f"{title} · {item.tag}"
        return Card(_key(path), fields, title, framed=True, depth=depth, remove=self._removal(path))

    def _attribute(self, path: Path, item: AttributeExpression) -> tuple[Field, ...]:
        name = Text(
            "attribute",
            "",
            item.attribute,
            self._part(path, "attribute"),
            tip=tr("inspector", "node attribute"),
            suggestions=choosing.attributes(self.context),
            required=True,
            fixed=self.fixed,
        )
        operation = Choice(
            "operation",
            "",
            item.operation,
            options.operations(),
            self._part(path, "operation"),
            tip=tr("inspector", "comparison"),
            fixed=self.fixed,
        )
        first = Inline("what", "", (name, operation))
        if item.operation in _NO_VALUE:
            return (first,)
        value = Text(
            "value",
            "",
            item.value,
            self._part(path, "value"),
            tip=tr("inspector", "value"),
            suggestions=choosing.values_of(item.attribute, self.context),
            required=True,
            fixed=self.fixed,
        )
        kind = Choice(
            "type",
            "",
            item.type,
            options.types(),
            self._part(path, "type"),
            tip=tr("inspector", "How both are compared"),
            fixed=self.fixed,
        )
        return (first, Inline("with", "", (value, kind)))

    def _date(self, path: Path, item: DateExpression) -> tuple[Field, ...]:
        operation = "in_range" if item.operation == "in-range" else item.operation
        fields: list[Field] = [
            Choice(
                "operation",
                tr("inspector", "time is"),
                operation,
                options.moments(),
                self._part(path, "operation"),
                fixed=self.fixed,
            )
        ]
        if operation in {"gt", "in_range"}:
            label = tr("inspector", "from") if operation == "in_range" else tr("inspector", "start")
            fields.append(
                self._moment(path, "start", label, item.start, required=operation == "gt")
            )
        if operation in {"lt", "in_range"} and not item.duration:
            label = tr("inspector", "until") if operation == "in_range" else tr("inspector", "end")
            fields.append(self._moment(path, "end", label, item.end, required=operation == "lt"))
        if operation == "in_range":
            fields += self._several(path, "duration", item)
        elif operation == "date_spec":
            fields += self._several(path, "spec", item)
        return tuple(fields)

    def _moment(
        self, path: Path, name: str, label: str, value: str | None, *, required: bool
    ) -> Field:
        return Text(
            name,
            label,
            value,
            self._part(path, name),
            tip=tr("inspector", "ISO 8601, in each node's own time unless a zone is given"),
            placeholder=tr("inspector", "any time"),
            check=Check.DATE,
            required=required,
            fixed=self.fixed,
        )

    def _several(self, path: Path, group: str, item: DateExpression) -> list[Field]:
        """The fields of a date specification or a duration."""
        found = (item.spec if group == "spec" else item.duration) or {}
        known = options.spec_fields() if group == "spec" else options.duration_fields()
        tips = {option.value: option.tip for option in known}
        keep = group == "spec" and len(found) == 1
        fields: list[Field] = [
            Text(
                f"{group}.{name}",
                name,
                value,
                self._part(path, f"{group}.{name}"),
                tip=tips.get(name, ""),
                required=keep,
                removable=not keep and not self.fixed,
                fixed=self.fixed,
            )
            for name, value in found.items()
        ]
        left = tuple(
            Option(option.value, option.text, option.tip)
            for option in known
            if option.value not in found
        )
        text = (
            tr("inspector", "hours, weekdays…")
            if group == "spec"
            else tr("inspector", "for how long instead")
        )
        namer = RulePart(self.constraint, self.rules, path, prefix=f"{group}.", today=_today())
        if not self.fixed:
            fields.append(Adder(f"{group}+", text, namer, left))
        return fields

    def _more(self, path: Path) -> Presses:
        """Buttons that add a condition; what they add makes sense from the start."""
        attribute = _first_test(self.context)
        rule = self._at(path)
        assert isinstance(rule, Rule)
        other = "and" if rule.boolean_op == "or" else "or"
        inner = RuleSpec((attribute,), boolean_op=other)
        date = DateTest("gt", start=_today())

        def adding(test: AttributeTest | DateTest | RuleSpec) -> Press:
            words = {
                AttributeTest: (
                    tr("inspector", "＋ attribute"),
                    tr("inspector", "Add a condition on a node's attribute"),
                ),
                DateTest: (
                    tr("inspector", "＋ date"),
                    tr("inspector", "Add a condition on the time"),
                ),
                RuleSpec: (
                    tr("inspector", "＋ nested"),
                    tr("inspector", "Add conditions joined the other way"),
                ),
            }[type(test)]
            edits = added(self.constraint, self.rules, path, test)
            return Press(words[0], edits, words[1], quiet=True)

        return Presses("more", (adding(attribute), adding(date), adding(inner)))

    def _removal(self, path: Path) -> Edits:
        if self.fixed:
            return ()
        if len(path) == 1:
            alone = len(self.rules) == 1
        else:
            around = self._at(path[:-1])
            alone = isinstance(around, Rule) and len(around.expressions) == 1
        return () if alone else removed(self.constraint, self.rules, path)

    def _part(self, path: Path, name: str) -> RulePart:
        return RulePart(self.constraint, self.rules, path, name, today=_today())

    def _at(self, path: Path) -> Expression:
        found: Expression = self.rules[path[0]]
        for place in path[1:]:
            assert isinstance(found, Rule)
            found = found.expressions[place]
        return found


def _key(path: Path) -> str:
    return "rule-" + ".".join(str(place) for place in path)


def _today() -> str:
    return time.strftime("%Y-%m-%d")
