"""Clones that wait for every instance of another clone."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, warning
from engine.cib.advice.pairs import after
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.views import Clone, Order


def clones_that_wait_for_all(known: Known, placement: Placement) -> Iterator[Finding]:
    """A mandatory order between clones of which the later one has interleave=false.

    Every instance then waits for all instances of the first clone, on every node, and is
    restarted when one of those is.
    """
    del placement
    said: set[str] = set()
    for constraint in known.configuration.constraints:
        if not isinstance(constraint, Order) or constraint.kind != "Mandatory":
            continue
        for step in after(constraint):
            for first in known.meant(step.first):
                for then in known.meant(step.then):
                    former, latter = known.top(first), known.top(then)
                    if (
                        isinstance(former, Clone)
                        and isinstance(latter, Clone)
                        and former.id != latter.id
                        and not latter.interleave
                        and 1 not in {former.max, latter.max}
                        and latter.id not in said
                    ):
                        said.add(latter.id)
                        yield warning(
                            "not-interleaved",
                            latter.id,
                            f"{latter.id} starts after {former.id} ({constraint.id}) without "
                            "interleave=true: each of its instances waits for those of "
                            f"{former.id} on all nodes, and restarts with any of them.",
                            clone=latter.id,
                            first=former.id,
                            constraint=constraint.id,
                        )
