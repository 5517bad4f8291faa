"""What is on screen and selected, as one value: what is possible now follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.cib.state.model import NodeState
from engine.cib.views import Bundle, Clone, Configuration, Group, Primitive, Resource
from engine.protocol.verbs import Fault, LabStanding
from hagui.graph.gestures.menu import Action as Gesture
from hagui.graph.gestures.menu import Entry


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts that decide which actions are enabled, and what they act upon."""

    shown: bool = False
    """A cluster is on screen."""
    live: bool = False
    """An engine is there that would carry out an act."""
    connected: bool = False
    """A connection is open or being tried, live or not."""
    file: bool = False
    """What is on screen is a file: it is edited, and nothing acts."""
    replay: bool = False
    """What is on screen is a moment of a recording: it is only looked at."""
    recording: bool = False
    """That recording is a file, so that there is nothing live to return to."""
    recorded: bool = False
    """There are moments of the past that can be shown."""
    node: NodeState | None = None
    """The node that is selected."""
    resource: str | None = None
    """The id of the resource that is selected, or that the selected instance belongs to."""
    several: bool = False
    """More than one resource is selected."""
    offered: Mapping[Gesture, Entry] = field(default_factory=dict[Gesture, Entry])
    """What the canvas offers for what is selected."""
    configuration: Configuration | None = None
    """Of what is on screen."""
    maintenance: bool = False
    """maintenance-mode of the whole cluster."""
    failures: int = 0
    """Failed operations and fail counts that a clean-up would forget."""
    entries: int = 0
    """Changes in the draft."""
    undo: bool = False
    """A change of the draft can be undone."""
    redo: bool = False
    """One that was undone can be made again."""
    busy: bool = False
    """The draft is being reviewed or committed, or the past is shown: it is not edited."""
    commits: bool = False
    """Commits of this cluster are on record, which can be reverted."""
    temporary: int = 0
    """Temporary constraints and standbys in force."""
    dependencies: bool = False
    """The dependency view is in front."""
    lab: LabStanding | None = None
    """Which faults are in force; None where what is on screen is no lab."""
    lab_own: bool = False
    """A lab is looked after by this program."""
    breakable: tuple[Fault, ...] = ()
    """How the selected resource can be broken in a lab."""

    @property
    def editable(self) -> bool:
        """Whether changes can be made in the draft."""
        return self.shown and not self.busy

    @property
    def item(self) -> Resource | None:
        """The configured resource that is selected."""
        if self.configuration is None or self.resource is None:
            return None
        found = self.configuration.find(self.resource)
        return found if isinstance(found, Primitive | Group | Clone | Bundle) else None

    @property
    def around(self) -> tuple[Resource, ...]:
        """The resources around the selected one, the nearest first."""
        if self.configuration is None or self.resource is None:
            return ()
        return self.configuration.parents(self.resource)

    @property
    def clone(self) -> Clone | None:
        """The clone that is selected, or that the selected resource is inside of."""
        return next((i for i in (self.item, *self.around) if isinstance(i, Clone)), None)
