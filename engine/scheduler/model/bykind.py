"""Functions that have one rule for each kind of resource."""

from collections.abc import Callable
from typing import Concatenate, Generic, ParamSpec, TypeVar

from engine.scheduler.model.resource import Kind, Resource

P = ParamSpec("P")
R = TypeVar("R")


class ByKind(Generic[P, R]):
    """A function of a resource whose body depends on the kind of resource.

    The rule for each kind stands in the file of its own that says so, and registers itself with
    ``of``; whoever imports the function's package has all of them.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._rules: dict[Kind, Callable[Concatenate[Resource, P], R]] = {}

    def of(
        self, *kinds: Kind
    ) -> Callable[[Callable[Concatenate[Resource, P], R]], Callable[Concatenate[Resource, P], R]]:
        """Decorator: this is the rule for these kinds."""

        def register(
            rule: Callable[Concatenate[Resource, P], R],
        ) -> Callable[Concatenate[Resource, P], R]:
            for kind in kinds:
                self._rules[kind] = rule
            return rule

        return register

    def __call__(self, resource: Resource, *args: P.args, **kwargs: P.kwargs) -> R:
        """Apply the rule for the kind of ``resource``."""
        return self._rules[resource.kind](resource, *args, **kwargs)
