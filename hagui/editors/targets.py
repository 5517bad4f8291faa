"""What a committed value means: each target turns it into the edit that sets it.

Targets are plain values, so that two forms can be compared. ``None`` removes.
"""

from dataclasses import dataclass
from typing import Protocol

from engine.cib.edits.vocabulary import (
    ChangeConstraint,
    Edits,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetProperty,
)


class Target(Protocol):
    """Where a value goes."""

    def edits(self, value: str | None) -> Edits:
        """What sets it."""
        ...


class Namer(Protocol):
    """Where values go that a person names."""

    def named(self, name: str) -> Target:
        """Where the value of that name goes."""
        ...


class OrderTarget(Protocol):
    """Where things stand in an order."""

    @property
    def removable(self) -> bool:
        """Whether one of them can be taken out."""
        ...

    def moved(self, id: str, order: tuple[str, ...]) -> Edits:  # noqa: A002
        """What puts the one of that id where it stands in ``order``."""
        ...

    def removed(self, id: str) -> Edits:  # noqa: A002
        """What takes it out."""
        ...


@dataclass(frozen=True, slots=True)
class OfConstraint:
    """An attribute of a constraint."""

    constraint: str
    name: str

    def edits(self, value: str | None) -> Edits:
        """Change it alone."""
        return (ChangeConstraint(self.constraint, {self.name: value}),)


@dataclass(frozen=True, slots=True)
class Meta:
    """A meta attribute of a resource."""

    resource: str
    name: str = ""

    def edits(self, value: str | None) -> Edits:
        """Set or remove it."""
        return (SetMeta(self.resource, self.name, value),)

    def named(self, name: str) -> Target:
        """Another one of the same resource."""
        return Meta(self.resource, name)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a resource."""

    resource: str
    name: str = ""

    def edits(self, value: str | None) -> Edits:
        """Set or remove it."""
        return (SetParameter(self.resource, self.name, value),)

    def named(self, name: str) -> Target:
        """Another one of the same resource."""
        return Parameter(self.resource, name)


@dataclass(frozen=True, slots=True)
class Property:
    """A cluster option."""

    name: str = ""

    def edits(self, value: str | None) -> Edits:
        """Set or remove it."""
        return (SetProperty(self.name, value),)

    def named(self, name: str) -> Target:
        """Another one."""
        return Property(name)


@dataclass(frozen=True, slots=True)
class Default:
    """A default of all resources or of all operations."""

    of: str
    name: str = ""

    def edits(self, value: str | None) -> Edits:
        """Set or remove it."""
        return (SetDefault(self.of, self.name, value),)

    def named(self, name: str) -> Target:
        """Another one of the same kind."""
        return Default(self.of, name)


@dataclass(frozen=True, slots=True)
class NodeAttribute:
    """A lasting attribute of a node."""

    node: str
    name: str = ""

    def edits(self, value: str | None) -> Edits:
        """Set or remove it."""
        return (SetNodeAttribute(self.node, self.name, value),)

    def named(self, name: str) -> Target:
        """Another one of the same node."""
        return NodeAttribute(self.node, name)
