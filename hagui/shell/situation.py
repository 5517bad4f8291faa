"""What is on screen and selected, as one value: what is possible now follows from it."""

from dataclasses import dataclass

from engine.cib.state.model import NodeState
from engine.cib.views import (
    Bundle,
    Clone,
    Configuration,
    Constraint,
    Group,
    Primitive,
    Resource,
)


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
    node: NodeState | None = None
    """The node that is selected."""
    resource: str | None = None
    """The id of the resource that is selected, or that the selected instance belongs to."""
    constraint: Constraint | None = None
    """The constraint that is selected."""
    others: tuple[str, ...] = ()
    """Ids of resources that are selected besides ``resource``."""
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
    """The draft is being reviewed or committed, so it is not edited meanwhile."""
    commits: bool = False
    """Commits of this cluster are on record, which can be reverted."""
    temporary: int = 0
    """Temporary constraints and standbys in force."""
    dependencies: bool = False
    """The dependency view is in front."""

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
    def group(self) -> Group | None:
        """The group that the selected primitive is a member of."""
        near = self.around[0] if self.around else None
        return near if isinstance(near, Group) else None

    @property
    def clone(self) -> Clone | None:
        """The clone that is selected, or that the selected resource is inside of."""
        return next((i for i in (self.item, *self.around) if isinstance(i, Clone)), None)

    @property
    def aim(self) -> Resource | None:
        """What stop, start, manage and clone mean: of the only thing in a clone, the clone."""
        near = self.around[0] if self.around else None
        return near if isinstance(near, Clone | Bundle) else self.item

    @property
    def whole(self) -> Resource | None:
        """What stands in the constraints for the selected resource: itself, or the clone of it."""
        return self.clone or self.aim
