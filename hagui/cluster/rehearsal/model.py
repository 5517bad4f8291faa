"""What a scheduler says would happen, in the terms of what is on screen."""

from dataclasses import dataclass, field
from enum import Enum

from engine.cib.state.model import Role
from engine.cib.transition.model import Graph
from engine.cib.version import Version


class Verdict(Enum):
    """What becomes of one instance; what stays as it is has none."""

    STARTS = "starts"
    STOPS = "stops"
    MOVES = "moves"
    """Stops on one node and starts on another."""
    MIGRATES = "migrates"
    """Moves live."""
    RESTARTS = "restarts"
    """Stops and starts again on its node."""
    PROMOTES = "promotes"
    DEMOTES = "demotes"


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one instance."""

    resource: str
    """The primitive's id."""
    verdict: Verdict
    before: str | None = None
    """Node on which it is active now, None where it is not."""
    after: str | None = None
    """Node on which it will be active, None where it will not."""
    role_before: Role = Role.STOPPED
    role_after: Role = Role.STOPPED
    key: str = ""
    """``Instance.key`` of the instance, where there is one yet."""
    outage: float | None = None
    """Seconds from the first step that takes the service away to the last that brings it back,
    by the times that the same operations took before; None where it is not interrupted, or does
    not come back, or nothing is known."""

    @property
    def interrupted(self) -> bool:
        """Whether a service that runs now does not all the time."""
        return self.before is not None and self.verdict not in {Verdict.MIGRATES, Verdict.PROMOTES}


@dataclass(frozen=True, slots=True)
class Prediction:
    """The answer of a scheduler to one CIB."""

    version: Version
    """Of the live CIB that it was asked on."""
    fates: tuple[Fate, ...] = ()
    """Only of what changes, in the configuration's order."""
    fenced: tuple[str, ...] = ()
    """Nodes that would be fenced."""
    graph: Graph = field(default_factory=Graph)
    duration: float | None = None
    """Seconds until all is done, by the times that operations took before."""
    by: str = "crm_simulate"
    """Whose answer it is; several names where they say the same."""
    instead_of: str = ""
    """Who had answered otherwise to the same; empty where nobody had."""
    seconds: float = 0.0
    """How long the answer took."""
