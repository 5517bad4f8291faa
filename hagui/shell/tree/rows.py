"""One row of the tree, as the model and the delegate know it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hagui.cluster.subject import Subject
from hagui.phrases import Tone


@dataclass(slots=True, eq=False)
class Row:
    """A heading, node, resource, instance or constraint."""

    subject: Subject | None
    """None for a heading."""
    text: str
    word: str = ""
    """State or kind, in dim beside the text."""
    glyph: str = ""
    tone: Tone = Tone.PLAIN
    badge: str = ""
    strong: bool = False
    """Whether the text is bold: what has rows below it."""
    tip: str = ""
    parent: "Row | None" = None
    children: list["Row"] = field(default_factory=list["Row"])
    place: int = 0
    """Index among the parent's children."""

    def add(self, child: "Row") -> "Row":
        """Append a row below this one."""
        child.parent, child.place = self, len(self.children)
        self.children.append(child)
        return child

    def walk(self) -> Iterator["Row"]:
        """This row and all below it, in the order on screen."""
        yield self
        for child in self.children:
            yield from child.walk()

    def look(self) -> tuple[object, ...]:
        """All that is drawn of it: a row is repainted where this differs."""
        return (self.text, self.word, self.glyph, self.tone, self.badge, self.strong, self.tip)

    def take(self, other: "Row") -> bool:
        """Look like ``other``; returns whether anything changed."""
        if self.look() == other.look():
            return False
        self.text, self.word, self.glyph, self.tone = (
            other.text,
            other.word,
            other.glyph,
            other.tone,
        )
        self.badge, self.strong, self.tip = other.badge, other.strong, other.tip
        return True

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        return ", ".join(part for part in (self.text, self.badge, self.word) if part)
