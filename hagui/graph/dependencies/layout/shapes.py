"""What the layout is told: boxes of a size, and bonds between them."""

from dataclasses import dataclass
from enum import Enum


class Pull(Enum):
    """What a bond asks of the ranks of its ends."""

    BEFORE = "before"
    """The tail stands before the head."""
    BESIDE = "beside"
    """Both stand in the same rank if nothing speaks against it."""
    NEAR = "near"
    """The tail stands before the head if nothing speaks against it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Something to place: a unit, or a hub between units."""

    key: str
    width: float
    height: float
    depth: float
    """Height with what hangs below."""
    hub: bool = False


@dataclass(frozen=True, slots=True)
class Bond:
    """A line to draw."""

    key: str
    tail: str
    head: str
    pull: Pull
    room: float = 0.0
    """Width of what is written on it."""
