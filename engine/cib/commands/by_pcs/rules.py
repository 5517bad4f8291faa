"""Rules in pcs's words."""

from typing import Final

from engine.cib.commands.rules import Language, conditions
from engine.cib.commands.shell import named
from engine.cib.views import Rule

_FIELDS: Final = frozenset(
    {
        *("hours", "monthdays", "weekdays", "yeardays", "months"),
        *("weeks", "years", "weekyears", "moon"),
    }
)

_LANGUAGE: Final = Language(
    typed=lambda operation, kind: (operation, kind),
    until=lambda start, end: ("date", "in_range", start, "to", end),
    lasting=lambda start: ("date", "in_range", start, "to", "duration"),
    repeated=("date-spec",),
    fields=_FIELDS,
    reserved=frozenset(
        {"date-spec", "to", "duration", "string", "integer", "number", "version", "(", ")"}
    ),
)


def rule_words(rule: Rule) -> list[str] | None:
    """A rule with its options; None where pcs's language does not reach."""
    tests = conditions(rule, _LANGUAGE)
    if tests is None or not named(rule.id):
        return None
    options = [f"id={rule.id}"]
    if rule.role is not None:
        options.append(f"role={rule.role}")
    if rule.score_text is not None:
        options.append(f"score={rule.score_text}")
    elif rule.score_attribute is not None:
        options.append(f"score-attribute={rule.score_attribute}")
    else:
        return None
    return [*options, *tests]
