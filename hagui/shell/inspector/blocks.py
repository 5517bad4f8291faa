"""What the inspector shows, as values: a page is a row of blocks; equal pages are not redrawn."""

from dataclasses import dataclass

from engine.cib.edits.vocabulary import Edits
from engine.protocol.verbs import Act
from hagui.cluster.subject import Subject
from hagui.editors.values import Form
from hagui.phrases import Tone
from hagui.shell.lab.values import Wish


@dataclass(frozen=True, slots=True)
class Title:
    """What is selected, and its state in a word."""

    text: str
    subtitle: str = ""
    glyph: str = ""
    word: str = ""
    tone: Tone = Tone.PLAIN
    badge: str = ""


@dataclass(frozen=True, slots=True)
class Switch:
    """A switch that carries out one act when put on and another when put off."""

    text: str
    on: bool
    act_on: Act
    act_off: Act
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Switches:
    """Switches, one below the other."""

    items: tuple[Switch, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A button that carries out an act, or a fault of a lab."""

    text: str
    act: Wish
    icon: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Buttons:
    """Buttons side by side."""

    items: tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something that must be seen: why it does not run, what failed."""

    lines: tuple[str, ...]
    tone: Tone = Tone.BAD
    title: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and its value."""

    name: str
    value: str
    tone: Tone = Tone.PLAIN
    tip: str = ""
    subject: Subject | None = None
    """What a click on the value selects."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Names and values under a heading."""

    title: str
    rows: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A constraint in words; ``html`` marks names as bold and is escaped otherwise."""

    html: str
    chip: str = ""
    subject: Subject | None = None


@dataclass(frozen=True, slots=True)
class Sentences:
    """Constraints under a heading."""

    title: str
    items: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One operation: what, where, outcome, when."""

    task: str
    node: str
    outcome: str
    when: str
    tone: Tone = Tone.PLAIN
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Operations under a heading."""

    title: str
    rows: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar: one reason's share."""

    share: float
    """Of the bar's whole length, from 0 to 1."""
    cause: int
    """Which of the causes it stands for."""
    against: bool = False
    """Whether it speaks against the node."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The score of a node, and what it is made of."""

    name: str
    score: str
    parts: tuple[BarPart, ...] = ()
    here: bool = False
    """Whether it runs there."""
    words: str = ""
    """The whole in words, for a tooltip and for those who hear it."""
    why: str = ""
    """Why it cannot run there, to be read on the bar; empty where it can."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason behind parts of bars."""

    text: str
    cause: int
    """Its place among the colours; -1 for none."""
    against: bool = False
    subject: Subject | None = None
    """What a click on it selects: the constraint, the node."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Why here, and why not there."""

    title: str
    rows: tuple[Bar, ...]
    causes: tuple[Cause, ...] = ()
    brief: tuple[str, ...] = ()
    """What is left out, and whose scores these are."""


@dataclass(frozen=True, slots=True)
class Xml:
    """A piece of the document as it is."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """One constraint in words: what it does, and what follows from that, both ways."""

    title: str
    lines: tuple[str, ...]
    """Rich text: names are bold, all else is escaped."""
    swap: Edits = ()
    """What reverses its direction; none where it has none."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that would happen."""

    glyph: str
    text: str
    detail: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would happen if the draft were committed."""

    title: str
    items: tuple[Happening, ...]
    brief: str = ""
    """All of it in one line."""


@dataclass(frozen=True, slots=True)
class Commands:
    """The commands that would do the same."""

    title: str
    crm: tuple[str, ...]
    pcs: tuple[str, ...] = ()


Block = (
    Title
    | Switches
    | Buttons
    | Note
    | Pairs
    | Sentences
    | Lines
    | Bars
    | Xml
    | Words
    | Outcome
    | Commands
    | Form
)
Page = tuple[Block, ...]
