"""Names and values as a form: known ones with what they take, all others as text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.cib.boolean import parse_boolean
from engine.cib.views.roles import read_role
from engine.cib.xml import Element
from hagui.editors import options
from hagui.editors.known import Known, Takes
from hagui.editors.targets import Namer
from hagui.editors.values import (
    Adder,
    Check,
    Choice,
    Field,
    Form,
    Option,
    Score,
    Text,
    simple,
)
from hagui.i18n import tr
from hagui.phrases import score as score_words
from hagui.shell.inspector.values import MASK, is_secret

_CHECKS: Final = {Takes.INTEGER: Check.INTEGER, Takes.DURATION: Check.DURATION}


@dataclass(frozen=True, slots=True)
class Attributes:
    """What a form of names and values is made from."""

    key: str
    title: str
    adding: str
    """On the button that adds one."""
    values: Mapping[str, str]
    """What stands here."""
    namer: Namer
    known: Mapping[str, Known] = field(default_factory=dict[str, Known])
    always: tuple[str, ...] = ()
    """Known ones that are shown although they are not set."""
    inherited: Mapping[str, str] = field(default_factory=dict[str, str])
    """What holds where nothing stands here, by name."""
    whence: str = ""
    """Where that comes from."""
    fixed: Mapping[str, str] = field(default_factory=dict[str, str])
    """Why some cannot be edited, by name."""
    hidden: frozenset[str] = frozenset()
    """Names that are edited elsewhere."""


def attribute_form(what: Attributes) -> Form:
    """Rows in this order: known ones that are always shown, then those that are set."""
    others = (name for name in {**what.values, **what.inherited} if name not in what.always)
    names = [name for name in (*what.always, *others) if name not in what.hidden]
    fields = [_field(name, what) for name in names]
    left = tuple(
        Option(item.name, item.name, item.about)
        for item in what.known.values()
        if item.name not in names and item.name not in what.hidden
    )
    fields.append(Adder("add", what.adding, what.namer, left))
    return simple(what.key, what.title, *fields)


def own_values(element: Element | None, tag: str, merged: Mapping[str, str]) -> dict[str, str]:
    """What an element itself says in its sets of one kind that hold always.

    Those are what can be edited in it; the rest of ``merged`` comes from elsewhere.
    """
    if element is None:
        return dict(merged)
    names = {
        pair.get("name")
        for item in element.iterchildren(tag)
        if item.find("rule") is None
        for pair in item.iter("nvpair")
    }
    return {name: value for name, value in merged.items() if name in names}


def _field(name: str, what: Attributes) -> Field:
    known = what.known.get(name)
    value = what.values.get(name)
    fixed = what.fixed.get(name, "")
    target = what.namer.named(name)
    inherited = what.inherited.get(name)
    about = known.about if known is not None else ""
    tip = "\n".join(part for part in (name, about) if part)
    if inherited is not None and what.whence:
        tip = "\n".join((tip, what.whence))
    default = inherited if inherited is not None else (known.default if known is not None else "")
    match known:
        case Known(takes=Takes.FLAG):
            meant = {True: "true", False: "false", None: value}[parse_boolean(value)]
            unset = {True: "true", False: "false", None: default}[parse_boolean(default)]
            return Choice(name, name, meant, options.flag(unset), target, tip=tip, fixed=fixed)
        case Known(takes=Takes.CHOICE):
            words = (_unset(known.options, default), *known.options)
            meant = read_role(value) if name == "target-role" else value
            return Choice(name, name, meant, words, target, tip=tip, fixed=fixed)
        case Known(takes=Takes.SCORE):
            return Score(
                name,
                name,
                value,
                target,
                tip=tip,
                placeholder=_default(score_words(default) if default else ""),
                compact=True,
                optional=True,
                fixed=fixed,
            )
        case _:
            secret = is_secret(name) and not (value or "").startswith("lrm://")
            shown = MASK if secret and inherited is not None else default
            if known is not None and known.unset:
                shown = shown or known.unset
            return Text(
                name,
                name,
                value,
                target,
                tip=tip,
                placeholder=_default(shown),
                check=_CHECKS.get(known.takes, Check.ANY) if known is not None else Check.ANY,
                secret=secret,
                removable=known is None and value is not None and not fixed,
                fixed=fixed,
            )


def _unset(choices: Iterable[Option], default: str) -> Option:
    if not default:
        return Option(None, tr("editor", "not set"))
    word = next((item.text for item in choices if item.value == default), default)
    return Option(None, tr("editor", "{value} (default)", value=word))


def _default(value: str) -> str:
    return tr("editor", "{value} (default)", value=value) if value else ""
