"""Words for what every stack refuses in the same way."""

from collections.abc import Iterable
from typing import Final

from engine.stacks.contract import StackError

SETTLING: Final = 600.0
"""Seconds within which a cluster has to settle; longer than most resources may take to stop and
start."""


def unknown_node(name: str, known: Iterable[str]) -> StackError:
    """There is no such node."""
    return StackError(
        "unknown-node",
        f"This cluster has no node «{name}»; choose one of {', '.join(sorted(known))}.",
    )


def unknown_resource(resource: str) -> StackError:
    """There is no such resource."""
    return StackError(
        "unknown-resource",
        f"This cluster has no resource «{resource}»; check its id, it may have been removed.",
    )


def unsettled() -> StackError:
    """The cluster was changed, and is not done with it after ``SETTLING``."""
    return StackError(
        "unsettled",
        f"The cluster is still at work on what was changed, after {SETTLING / 60:g} minutes; "
        "look for operations that hang.",
    )
