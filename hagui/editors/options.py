"""The values among which fields of a configuration let a person choose, in words."""

from hagui.editors.values import Option
from hagui.i18n import tr


def roles(*, promotable: bool) -> tuple[Option, ...]:
    """Roles of an end of a constraint; the two of promotable resources only where it is one."""
    any_role = (Option(None, tr("editor", "any role")), Option("Started", tr("editor", "started")))
    if not promotable:
        return any_role
    return (
        *any_role,
        Option("Promoted", tr("editor", "promoted")),
        Option("Unpromoted", tr("editor", "unpromoted")),
    )


def actions(default: str, *, promotable: bool) -> tuple[Option, ...]:
    """Actions of an end of an order."""
    words = {"start": tr("editor", "start"), "stop": tr("editor", "stop")}
    if promotable:
        words |= {"promote": tr("editor", "promote"), "demote": tr("editor", "demote")}
    unset = words.get(default, default)
    return (
        Option(None, tr("editor", "{value} (default)", value=unset)),
        *(Option(value, text) for value, text in words.items()),
    )


def kinds() -> tuple[Option, ...]:
    """Kinds of an order."""
    return (
        Option(
            "Mandatory",
            tr("editor", "mandatory"),
            tr("editor", "The second starts only after the first; it stops and restarts with it"),
        ),
        Option(
            "Optional",
            tr("editor", "optional"),
            tr("editor", "Holds only where both start or stop at the same time"),
        ),
        Option(
            "Serialize",
            tr("editor", "one at a time"),
            tr("editor", "In any order, but never both at the same time"),
        ),
    )


def flag(default: str = "") -> tuple[Option, ...]:
    """Yes, no, and not set with what holds then (``true``, ``false`` or other words)."""
    words = {"true": tr("editor", "yes"), "false": tr("editor", "no")}
    unset = words.get(default, default)
    text = tr("editor", "{value} (default)", value=unset) if unset else tr("editor", "not set")
    return (
        Option(None, text),
        Option("true", words["true"]),
        Option("false", words["false"]),
    )


def discovery() -> tuple[Option, ...]:
    """Where a resource is looked for."""
    return (
        Option(None, tr("editor", "{value} (default)", value=tr("editor", "always"))),
        Option("always", tr("editor", "always")),
        Option(
            "never",
            tr("editor", "never"),
            tr("editor", "The cluster does not look whether it runs on that node"),
        ),
        Option(
            "exclusive",
            tr("editor", "only on such nodes"),
            tr("editor", "It is looked for, and may run, only on nodes with such a constraint"),
        ),
    )


def losses() -> tuple[Option, ...]:
    """What is done when a ticket is lost."""
    return (
        Option(None, tr("editor", "{value} (default)", value=tr("editor", "stop it"))),
        Option("stop", tr("editor", "stop it")),
        Option("demote", tr("editor", "demote it")),
        Option("fence", tr("editor", "fence its nodes")),
        Option("freeze", tr("editor", "leave it as it is")),
    )


def operations() -> tuple[Option, ...]:
    """Comparisons of a node attribute."""
    return (
        Option("eq", tr("editor", "is")),
        Option("ne", tr("editor", "is not")),
        Option("lt", tr("editor", "is below")),
        Option("lte", tr("editor", "is at most")),
        Option("gt", tr("editor", "is above")),
        Option("gte", tr("editor", "is at least")),
        Option("defined", tr("editor", "is set")),
        Option("not_defined", tr("editor", "is not set")),
    )


def types() -> tuple[Option, ...]:
    """How the values of a comparison are read."""
    return (
        Option(None, tr("editor", "by default")),
        Option("string", tr("editor", "as text")),
        Option("integer", tr("editor", "as integer")),
        Option("number", tr("editor", "as number")),
        Option("version", tr("editor", "as version")),
    )


def moments() -> tuple[Option, ...]:
    """Comparisons of the time."""
    return (
        Option("gt", tr("editor", "after")),
        Option("lt", tr("editor", "before")),
        Option("in_range", tr("editor", "between")),
        Option("date_spec", tr("editor", "whenever it fits")),
    )


def joins() -> tuple[Option, ...]:
    """How the conditions of a rule are joined."""
    return (
        Option("and", tr("editor", "all hold"), tr("editor", "boolean-op: and")),
        Option("or", tr("editor", "one holds"), tr("editor", "boolean-op: or")),
    )


def spec_fields() -> tuple[Option, ...]:
    """Fields of a date specification, with the ranges they take."""
    return (
        Option("hours", "hours", tr("editor", "0 to 23, such as 9-16")),
        Option("weekdays", "weekdays", tr("editor", "1 (Monday) to 7, such as 1-5")),
        Option("monthdays", "monthdays", tr("editor", "1 to 31")),
        Option("months", "months", tr("editor", "1 to 12")),
        Option("years", "years", tr("editor", "such as 2026-2027")),
        Option("weeks", "weeks", tr("editor", "1 to 53")),
        Option("yeardays", "yeardays", tr("editor", "1 to 366")),
        Option("weekyears", "weekyears", tr("editor", "years by ISO weeks")),
        Option("minutes", "minutes", tr("editor", "0 to 59")),
        Option("seconds", "seconds", tr("editor", "0 to 59")),
    )


def duration_fields() -> tuple[Option, ...]:
    """Fields of a duration."""
    names = ("hours", "days", "weeks", "months", "years", "minutes", "seconds")
    return tuple(Option(name, name, tr("editor", "A number")) for name in names)
