"""What a view can select, as a value that survives changes of the cluster."""

from dataclasses import dataclass
from enum import Enum


class SubjectKind(Enum):
    """Kinds of things that can be selected."""

    CLUSTER = "cluster"
    NODE = "node"
    RESOURCE = "resource"
    """A configured primitive, group, clone or bundle, by its id."""
    INSTANCE = "instance"
    """A running or stopped instance, by ``Instance.key``."""
    CONSTRAINT = "constraint"


@dataclass(frozen=True, slots=True)
class Subject:
    """One selectable thing."""

    kind: SubjectKind
    id: str
