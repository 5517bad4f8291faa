"""Forms as values: what the fields of a page are, what they hold, and what committing means.

A form is drawn by ``hagui.editors.form``. Its fields are known by their keys: while a key stays,
so does the widget with all that is being typed in it.
"""

from dataclasses import dataclass
from enum import Enum

from engine.cib.edits.vocabulary import Edits
from hagui.editors.targets import Namer, OrderTarget, Target


class Check(Enum):
    """What a text must be."""

    ANY = "any"
    INTEGER = "integer"
    DURATION = "duration"
    ID = "id"
    """One of the suggestions, and no other."""
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Option:
    """One of several values; ``value`` None stands for not set."""

    value: str | None
    text: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text."""

    key: str
    label: str
    value: str | None
    target: Target
    tip: str = ""
    placeholder: str = ""
    """What holds where nothing is written."""
    suggestions: tuple[str, ...] = ()
    check: Check = Check.ANY
    required: bool = False
    """Whether it may not be emptied."""
    secret: bool = False
    """Whether it is hidden until asked for."""
    removable: bool = False
    """Whether a button beside it removes it; an empty text is then a value."""
    fixed: str = ""
    """Why it cannot be edited here; empty where it can."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values, from a list."""

    key: str
    label: str
    value: str | None
    options: tuple[Option, ...]
    target: Target
    tip: str = ""
    removable: bool = False
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Segments:
    """One of a few values, all of them in view."""

    key: str
    label: str
    value: str | None
    options: tuple[Option, ...]
    target: Target
    tip: str = ""
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A score."""

    key: str
    label: str
    value: str | None
    target: Target
    tip: str = ""
    placeholder: str = ""
    compact: bool = False
    optional: bool = False
    removable: bool = False
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """Fields side by side, without labels of their own."""

    key: str
    label: str
    fields: "tuple[Text | Choice | Score, ...]"


@dataclass(frozen=True, slots=True)
class Adder:
    """Adds a value under a name that a person writes."""

    key: str
    text: str
    """On the button that opens it."""
    namer: Namer
    suggestions: tuple[Option, ...] = ()
    """Known names; an option's value is the name, its tip what it is for."""
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One of an order."""

    id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """Things in an order that can be changed."""

    key: str
    label: str
    items: tuple[Item, ...]
    target: OrderTarget
    tip: str = ""
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Press:
    """A button that makes edits, or asks for an offer."""

    text: str
    edits: Edits = ()
    tip: str = ""
    danger: bool = False
    quiet: bool = False
    """Whether it looks like a link: for what only adds to a form."""
    offer: tuple[str, str] | None = None
    """Kind and id of what the shell is asked to offer."""
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Presses:
    """Buttons side by side."""

    key: str
    items: tuple[Press, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A text that cannot be edited."""

    key: str
    label: str
    text: str
    tip: str = ""
    dim: bool = False


Field = Text | Choice | Segments | Score | Inline | Adder | Sequence | Presses | Told


@dataclass(frozen=True, slots=True)
class Card:
    """Fields that belong together."""

    key: str
    fields: tuple[Field, ...]
    title: str = ""
    framed: bool = False
    depth: int = 0
    """How far it is moved in."""
    remove: Edits = ()
    """What its button removes; none where there is no button."""


@dataclass(frozen=True, slots=True)
class Form:
    """Cards under a heading."""

    key: str
    title: str
    cards: tuple[Card, ...]


def simple(key: str, title: str, *fields: Field) -> Form:
    """A form of one card without a frame."""
    return Form(key, title, (Card("", fields),))
