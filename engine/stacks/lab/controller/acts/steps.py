"""What an act is made of: steps that it yields, and is resumed when they are done."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from engine.cib.document import Cib
from engine.cib.version import Version
from engine.stacks.lab.controller.changes import Edit
from engine.stacks.lab.controller.document import Document
from engine.stacks.lab.controller.status import Status
from engine.stacks.lab.instructions import Send


@dataclass(frozen=True, slots=True)
class Cluster:
    """What an act looks at and changes."""

    document: Document
    status: Status

    @property
    def cib(self) -> Cib:
        """As published; for reading only."""
        return self.document.cib

    def set_attribute(self, node: str, name: str, value: str | None) -> "Tell":
        """Set a node's transient attribute, or with None remove it."""
        known = node in self.status.members
        return Tell(self.status.set_attribute(node, name, value) if known else ())

    def forget(self, node: str, resource: str) -> "Tell":
        """Drop a resource's history on a node, so that it is probed anew."""
        known = node in self.status.members
        return Tell(self.status.forget(node, resource) if known else ())


@dataclass(frozen=True, slots=True)
class Tell:
    """Tell nodes; goes on at once."""

    sends: Sequence[Send] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """Say how far it has come: ``accepted`` or ``applied``."""

    name: str


@dataclass(frozen=True, slots=True)
class Configure:
    """Change the configuration; goes on once that counts, else StackError is raised here."""

    edit: Edit


@dataclass(frozen=True, slots=True)
class Settle:
    """Wait until the cluster has nothing left to do; StackError ``unsettled`` if it never is."""


Step = Tell | Stage | Configure | Settle
Steps = Generator[Step, Version | None, None]
"""One act. It refuses by StackError; whatever it has changed by then, its words say."""
