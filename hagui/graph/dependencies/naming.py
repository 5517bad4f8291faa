"""What the names in a constraint stand for: resources, or tags and templates for several."""

import re
from collections.abc import Iterable, Iterator, Mapping

from engine.cib.views import Configuration, Location, Ticket


class Names:
    """Follows names to the resources that are shown."""

    def __init__(self, configuration: Configuration, homes: Mapping[str, str]) -> None:
        self.homes = homes
        aliases = {tag.id: tag.references for tag in configuration.tags}
        made: dict[str, list[str]] = {}
        for primitive in configuration.primitives():
            if primitive.template is not None:
                made.setdefault(primitive.template, []).append(primitive.id)
        self._aliases = aliases | {name: tuple(ids) for name, ids in made.items()}
        self._all = [resource.id for resource in configuration.every_resource()]

    def resources(self, name: str) -> tuple[str, ...]:
        """The resources that a name stands for, those of them that are there."""
        if name in self.homes:
            return (name,)
        return tuple(each for each in self._aliases.get(name, ()) if each in self.homes)

    def alias(self, name: str) -> bool:
        """Whether a name stands for something else."""
        return name not in self.homes and name in self._aliases

    def every(self, names: Iterable[str]) -> tuple[str, ...]:
        """The resources that several names stand for, each once."""
        return tuple(dict.fromkeys(each for name in names for each in self.resources(name)))

    def meant(self, constraint: Location | Ticket) -> tuple[str, ...]:
        """The resources that a location or ticket is about."""
        return self.every(self._named(constraint))

    def _named(self, constraint: Location | Ticket) -> Iterator[str]:
        if constraint.resource is not None:
            yield constraint.resource
        for group in constraint.sets:
            yield from group.resources
        if isinstance(constraint, Location) and constraint.pattern is not None:
            try:
                pattern = re.compile(constraint.pattern)
            except re.error:
                return  # POSIX and Python differ at the edges; Pacemaker still uses it
            yield from (name for name in self._all if pattern.search(name))
