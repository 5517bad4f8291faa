"""From a scheduler's answer to a loss to what that means for services."""

from collections.abc import Callable, Collection, Iterable, Mapping

from engine.cib.state.model import ClusterState, Role
from engine.cib.transition.model import Graph
from engine.cib.views import Configuration
from engine.scheduler.result import Stopped
from hagui.cluster.rehearsal.durations import Durations
from hagui.cluster.rehearsal.fates import fates
from hagui.cluster.rehearsal.placing import Placing, Slot, place
from hagui.cluster.rehearsal.timing import timing
from hagui.monitor.losses.model import Ended, Foretold

_ENOUGH = "clone-max"
"""The reason of copies that nobody misses."""


def foretell(
    graph: Graph,
    state: ClusterState,
    configuration: Configuration,
    durations: Durations,
    lost: Collection[str],
    stopped: Callable[[], Iterable[Stopped]],
) -> Foretold:
    """What a loss means.

    Args:
        graph: what the scheduler would do after it.
        state: before it.
        configuration: by which both are seen.
        durations: how long the operations in the graph took before.
        lost: names of the nodes that are gone: what runs there is gone with them, also where
            the scheduler has to wait with its recovery since it cannot fence them.
        stopped: gives the scheduler's reasons; called only where something runs nowhere.
    """
    placing = place(graph, state, configuration, frozenset(lost))
    times = timing(graph, durations)
    return Foretold(
        fates(placing, state, times),
        tuple(placing.fenced),
        _ended(placing, frozenset(lost), stopped),
        len({_resource(slot) for slot in placing.before}),
        times.whole,
    )


def _ended(
    placing: Placing, lost: Collection[str], stopped: Callable[[], Iterable[Stopped]]
) -> tuple[Ended, ...]:
    before, after = _best(placing.before), _best(placing.after)
    gone = [name for name in before if name not in after]
    demoted = [
        name
        for name, role in before.items()
        if role is Role.PROMOTED and after.get(name, role) is not Role.PROMOTED
    ]
    if not gone and not demoted:
        return ()
    reasons: dict[str, Stopped] = {}
    for item in stopped():
        known = reasons.get(item.resource)
        if known is None or known.reason == _ENOUGH:
            reasons[item.resource] = item
    away = {_resource(slot) for slot in placing.before if slot.node in lost - placing.fenced.keys()}
    whole = tuple(_with_reason(name, reasons.get(name), held=name in away) for name in gone)
    return (*whole, *(Ended(name, promoted=True) for name in demoted))


def _with_reason(name: str, why: Stopped | None, *, held: bool) -> Ended:
    """Where the scheduler gives no reason, it takes the service for running on the lost node."""
    if why is not None and why.reason != _ENOUGH:
        return Ended(name, reason=why.reason, facts=dict(why.facts))
    return Ended(name, reason="not-fenced" if held else "")


def _best(placed: Mapping[Slot, Role]) -> dict[str, Role]:
    """By resource the highest role that any copy is in."""
    found: dict[str, Role] = {}
    for slot, role in placed.items():
        name = _resource(slot)
        if name not in found or role is Role.PROMOTED:
            found[name] = role
    return found


def _resource(slot: Slot) -> str:
    return slot.name.partition(":")[0]
