"""The four kinds of change that a patchset lists, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.cib.xml import Element


@dataclass(frozen=True, slots=True)
class Create:
    """A new child (with all that is in it) of the element at ``path``."""

    path: str
    position: int
    """Index among all the parent's children (comments count) once the patch is applied."""
    node: Element
    """The child, an element or a comment. Copied when applied; not to be changed."""


@dataclass(frozen=True, slots=True)
class Modify:
    """New attributes of the element at ``path``."""

    path: str
    tag: str
    attributes: Mapping[str, str]
    """All attributes that it has afterwards, in their order."""
    set: Mapping[str, str]
    unset: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delete:
    """What is at ``path`` goes, with all that is in it."""

    path: str
    position: int | None = None
    """Index among its siblings; given for comments, which have no id."""


@dataclass(frozen=True, slots=True)
class Move:
    """The element at ``path`` goes to another position within its parent."""

    path: str
    position: int


Change = Create | Modify | Delete | Move
