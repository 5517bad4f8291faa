"""Rules of location constraints."""

from collections.abc import Iterator, Mapping
from typing import Final

from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.ids import is_id
from engine.cib.edits.judging.values import value
from engine.cib.edits.schemas import too_old
from engine.cib.edits.shapes import Shape, spec_of_rule
from engine.cib.edits.vocabulary import AttributeTest, DateTest, KeptTest, RuleSpec
from engine.cib.finding import Finding
from engine.cib.views import Configuration, Constraint, Location, Rule
from engine.cib.views.roles import read_role

_COMPARISONS: Final = ("lt", "gt", "lte", "gte", "eq", "ne")
_EXISTENCE: Final = ("defined", "not_defined")
_TYPES: Final = ("string", "integer", "number", "version")
_DATES: Final = ("gt", "lt", "in_range", "date_spec")
_SPEC_FIELDS: Final = (
    "years",
    "months",
    "monthdays",
    "hours",
    "minutes",
    "seconds",
    "yeardays",
    "weekyears",
    "weeks",
    "weekdays",
    "moon",
)
_DURATION_FIELDS: Final = ("years", "months", "weeks", "days", "hours", "minutes", "seconds")
_DEEPEST: Final = 32


def rules(
    configuration: Configuration, shape: Shape, former: Constraint | None
) -> Iterator[Finding]:
    """What is wrong with the rules of a location that is new or takes the place of ``former``."""
    if not shape.rules:
        return
    if "node" in shape.attributes or "score" in shape.attributes:
        yield refusal(Code.NODE_AND_RULES, shape.id, constraint=shape.id)
    known = {rule.id: rule for rule in former.rules} if isinstance(former, Location) else {}
    judge = _Judge(configuration, shape.id, known)
    for spec in shape.rules:
        yield from judge.outer(spec)


def same(spec: RuleSpec, known: Rule) -> bool:
    """Whether a rule would stay as it is."""
    return _told(spec) == _told(spec_of_rule(known))


def _told(spec: RuleSpec) -> object:
    tests: list[object] = []
    for test in spec.tests:
        match test:
            case RuleSpec():
                tests.append(_told(test))
            case AttributeTest() | KeptTest():
                tests.append(test)
            case DateTest():
                tests.append((test.operation, test.start, test.end, test.spec, test.duration))
    return (
        tests,
        spec.boolean_op,
        spec.score,
        spec.score_attribute,
        read_role(spec.role),
        spec.id,
    )


class _Judge:
    """Judges the rules of one constraint; every id may stand once."""

    def __init__(
        self, configuration: Configuration, constraint: str, known: Mapping[str, Rule]
    ) -> None:
        self._configuration = configuration
        self._constraint = constraint
        self._known = known
        self._inside: set[str] = set()
        for rule in known.values():
            _collect(rule, self._inside)
        self._seen = {constraint}

    def outer(self, spec: RuleSpec) -> Iterator[Finding]:
        """A rule directly below the constraint."""
        known = None if spec.id is None else self._known.get(spec.id)
        if known is not None and spec.id in self._configuration.referenced:
            if same(spec, known):
                yield from self._id(spec.id)
            else:
                yield refusal(Code.SHARED_RULE, spec.id, rule=spec.id or "")
            return
        if spec.score is None and spec.score_attribute is None:
            yield refusal(Code.NO_SCORE, self._constraint)
        yield from self._rule(spec, 0)

    def _rule(self, spec: RuleSpec, depth: int) -> Iterator[Finding]:
        yield from self._id(spec.id)
        if not spec.tests or depth > _DEEPEST:
            yield refusal(Code.EMPTY_RULE, self._constraint)
            return
        yield from value("boolean-op", spec.boolean_op)
        if spec.role is not None:
            yield from value("role", spec.role)
        if spec.score is not None:
            yield from value("score", spec.score)
            if spec.score_attribute is not None:
                yield _bad("score-attribute", spec.score_attribute, "nothing beside a score")
        for test in spec.tests:
            match test:
                case RuleSpec():
                    yield from self._rule(test, depth + 1)
                case AttributeTest():
                    yield from self._id(test.id)
                    yield from self._attribute(test)
                case DateTest():
                    yield from self._id(test.id)
                    yield from self._date(test)
                case KeptTest():
                    yield from self._kept(test.id)

    def _id(self, id_: str | None) -> Iterator[Finding]:
        if id_ is None:
            return
        if id_ in self._seen or (id_ in self._configuration.ids and id_ not in self._inside):
            yield refusal(Code.ID_TAKEN, id_, id=id_)
        elif id_ not in self._inside and not is_id(id_):
            yield refusal(Code.BAD_ID, id=id_)
        self._seen.add(id_)

    def _kept(self, id_: str) -> Iterator[Finding]:
        if id_ not in self._inside or id_ in self._seen:
            yield refusal(Code.NO_SUCH_TEST, id=id_, constraint=self._constraint)
        self._seen.add(id_)

    def _attribute(self, test: AttributeTest) -> Iterator[Finding]:
        if not test.attribute.strip():
            yield _bad("attribute", test.attribute, "a name")
        if test.operation not in _COMPARISONS + _EXISTENCE:
            yield _bad("operation", test.operation, ", ".join(_COMPARISONS + _EXISTENCE))
        elif test.operation in _COMPARISONS and test.value is None:
            yield refusal(Code.BAD_TEST, operation=test.operation, needed="a value")
        if test.type is not None:
            if test.type not in _TYPES:
                yield _bad("type", test.type, ", ".join(_TYPES))
            yield from too_old(self._configuration.schema, f"expression/{test.type}")

    def _date(self, test: DateTest) -> Iterator[Finding]:
        if test.operation not in _DATES:
            yield _bad("operation", test.operation, ", ".join(_DATES))
            return
        needed = _missing(test)
        if needed is not None:
            yield refusal(Code.BAD_TEST, operation=test.operation, needed=needed)
        for tag, fields, allowed in (
            ("date_spec", test.spec, _SPEC_FIELDS),
            ("duration", test.duration, _DURATION_FIELDS),
        ):
            for name in fields or ():
                if name not in allowed:
                    yield _bad(tag, name, ", ".join(allowed))
                yield from too_old(self._configuration.schema, f"{tag}/{name}")


def _missing(test: DateTest) -> str | None:
    """What a comparison of the time lacks, or has too much of."""
    held = {
        name for name in ("start", "end", "spec", "duration") if getattr(test, name) is not None
    }
    match test.operation:
        case "gt":
            return None if held == {"start"} else "a start and nothing else"
        case "lt":
            return None if held == {"end"} else "an end and nothing else"
        case "date_spec":
            return None if held == {"spec"} else "a date specification and nothing else"
        case _:
            fitting = ({"end"}, {"start", "end"}, {"start", "duration"})
            return None if held in fitting else "an end, or a start with an end or a duration"


def _collect(rule: Rule, ids: set[str]) -> None:
    ids.add(rule.id)
    for each in rule.expressions:
        ids.add(each.id)
        if isinstance(each, Rule):
            _collect(each, ids)


def _bad(name: str, text: str, allowed: str) -> Finding:
    return refusal(Code.BAD_VALUE, name=name, value=text, allowed=allowed)
