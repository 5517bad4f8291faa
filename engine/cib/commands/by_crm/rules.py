"""Rules in crm's words."""

from typing import Final

from engine.cib.commands.rules import Language, conditions
from engine.cib.views import Rule

_FIELDS: Final = frozenset(
    {"hours", "monthdays", "weekdays", "months", "weeks", "years", "weekyears", "moon"}
)

_LANGUAGE: Final = Language(
    typed=lambda operation, kind: (f"{kind}:{operation}",),
    until=lambda start, end: ("date", "in", f"start={start}", f"end={end}"),
    lasting=lambda start: ("date", "in", f"start={start}"),
    repeated=("date", "spec"),
    fields=_FIELDS,
    reserved=frozenset({"rule"}),
    value=lambda text: not set(text) & set(" {}"),
)


def rule_words(rule: Rule) -> list[str] | None:
    """One rule; None where crm's language does not reach."""
    score = rule.score_attribute if rule.score_text is None else rule.score_text
    tests = conditions(rule, _LANGUAGE)
    if score is None or tests is None:
        return None
    role = [] if rule.role is None else [f"role={rule.role}"]
    return ["rule", *role, f"{score}:", *tests]
