"""What needs a person now, found in the state and the sources. Pure: values in, values out."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from engine.cib.state.model import ClusterState, Condition, FailCount, Failure, NodeKind, NodeState
from engine.protocol.verbs import LabStanding
from hagui.cluster.harm import FROZEN, OFF, nodes_in, out_of_reach
from hagui.cluster.opinions import Disagreement
from hagui.cluster.sources import Freshness, Link, Source, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.marks import lost_nodes, multiple

CLUSTER = Subject(SubjectKind.CLUSTER, "")


class Code(Enum):
    """Kinds of concerns, the most pressing first; the list is sorted in this order."""

    STALE = "stale"
    QUORUM_LOST = "quorum-lost"
    NODE_UNCLEAN = "node-unclean"
    BLOCKED = "blocked"
    MULTIPLE = "multiple"
    NO_DC = "no-dc"
    DISAGREE = "disagree"
    FAILED = "failed"
    FAIL_COUNT = "fail-count"
    LAB_OFF = "lab-off"
    LAB_FROZEN = "lab-frozen"
    LAB_CUT = "lab-cut"
    NODE_OFFLINE = "node-offline"
    NODE_PENDING = "node-pending"
    REFUSED = "refused"
    LINK_LOST = "link-lost"
    STACK_DOWN = "stack-down"
    ORPHANED = "orphaned"
    UNMANAGED = "unmanaged"
    NODE_STANDBY_ONFAIL = "node-standby-onfail"
    MAINTENANCE = "maintenance"
    NODE_MAINTENANCE = "node-maintenance"
    FENCING_OFF = "fencing-off"
    LAB_SLOW = "lab-slow"


_SERIOUS = frozenset(
    {
        Code.STALE,
        Code.QUORUM_LOST,
        Code.NODE_UNCLEAN,
        Code.BLOCKED,
        Code.MULTIPLE,
        Code.NO_DC,
        Code.DISAGREE,
        Code.FAILED,
        Code.FAIL_COUNT,
        Code.LAB_OFF,
        Code.LAB_FROZEN,
        Code.LAB_CUT,
        Code.NODE_OFFLINE,
        Code.REFUSED,
    }
)


ALARMS = frozenset(
    {
        Code.NODE_UNCLEAN,
        Code.BLOCKED,
        Code.MULTIPLE,
        Code.DISAGREE,
        Code.NODE_OFFLINE,
    }
)
"""What the health line tells by a statement of its own, besides quorum, DC and failures."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that needs a person."""

    code: Code
    subject: Subject
    node: str | None = None
    failure: Failure | None = None
    count: FailCount | None = None
    source: Source | None = None
    views: tuple[tuple[str, str], ...] = ()
    """Where it runs on several nodes at once: node and role."""
    apart: Disagreement | None = None
    """In what the engines disagree."""
    standing: LabStanding | None = None
    """Of the lab, where it is one and that matters to what is said."""

    @property
    def serious(self) -> bool:
        """Whether it is wrong now, rather than only to be known."""
        return self.code in _SERIOUS


def concerns(
    state: ClusterState | None,
    sources: SourcesStatus | None,
    lab: LabStanding | None = None,
    apart: Disagreement | None = None,
) -> list[Concern]:
    """All of them, the most pressing first.

    Args:
        state: of the cluster, where it is known.
        sources: the engines.
        lab: which faults are in force, where it is a lab. What a fault explains is not told twice.
        apart: in what the engines have disagreed for longer than it takes to settle.
    """
    found: list[Concern] = []
    dark = frozenset[str]() if lab is None else frozenset(nodes_in(lab, OFF))
    silent = frozenset[str]() if lab is None else out_of_reach(lab)
    if lab is not None:
        found.extend(_of_lab(lab))
    if sources is not None:
        found.extend(
            item
            for item in _of_sources(sources)
            if item.code is not Code.LINK_LOST or item.node not in dark
        )
    if apart is not None:
        found.append(Concern(Code.DISAGREE, CLUSTER, apart=apart))
    if state is not None:
        found.extend(_of_cluster(state))
        down = {item.node for item in found if item.code is Code.STACK_DOWN}
        for node in state.nodes.values():
            found.extend(
                replace(item, standing=lab)
                for item in _of_node(node, joins=node.name not in down)
                if item.code is not Code.NODE_OFFLINE or node.name not in silent
            )
        found.extend(_of_instances(state))
        found.extend(_of_failures(state))
    order = list(Code)
    return sorted(found, key=lambda concern: order.index(concern.code))


def failures_counted(found: list[Concern]) -> int:
    """How many failures the health line speaks of."""
    return sum(concern.code in {Code.FAILED, Code.FAIL_COUNT} for concern in found)


def _of_lab(lab: LabStanding) -> Iterator[Concern]:
    for name in nodes_in(lab, OFF):
        yield Concern(Code.LAB_OFF, Subject(SubjectKind.NODE, name), name)
    for name in nodes_in(lab, FROZEN):
        yield Concern(Code.LAB_FROZEN, Subject(SubjectKind.NODE, name), name)
    if lab.cuts:
        yield Concern(Code.LAB_CUT, CLUSTER, standing=lab)
    if any(lab.delays.values()):
        yield Concern(Code.LAB_SLOW, CLUSTER, standing=lab)


def _of_cluster(state: ClusterState) -> Iterator[Concern]:
    if not state.quorate:
        yield Concern(Code.QUORUM_LOST, CLUSTER)
    if state.dc is None:
        yield Concern(Code.NO_DC, CLUSTER)
    if state.maintenance:
        yield Concern(Code.MAINTENANCE, CLUSTER)
    if not state.fencing_enabled:
        yield Concern(Code.FENCING_OFF, CLUSTER)


def _of_node(node: NodeState, *, joins: bool) -> Iterator[Concern]:
    """What is wrong with a node.

    One whose own engine says that Pacemaker is down does not join, though the CIB of the others
    reads so as long as Corosync counts it as a member.
    """
    subject = Subject(SubjectKind.NODE, node.name)
    match node.condition:
        case Condition.UNCLEAN:
            yield Concern(Code.NODE_UNCLEAN, subject, node.name)
        case Condition.OFFLINE if node.kind is not NodeKind.PING:
            yield Concern(Code.NODE_OFFLINE, subject, node.name)
        case Condition.PENDING if joins:
            yield Concern(Code.NODE_PENDING, subject, node.name)
        case _:
            pass
    if node.standby_onfail:
        yield Concern(Code.NODE_STANDBY_ONFAIL, subject, node.name)
    if node.maintenance:
        yield Concern(Code.NODE_MAINTENANCE, subject, node.name)


def _of_instances(state: ClusterState) -> Iterator[Concern]:
    calm = state.maintenance
    for instance in state.instances.values():
        subject = Subject(SubjectKind.INSTANCE, instance.key)
        node = instance.nodes[0] if instance.nodes else None
        if instance.blocked:
            yield Concern(Code.BLOCKED, subject, node)
        elif multiple(instance, lost := lost_nodes(instance, state.nodes)):
            active = [name for name in instance.nodes if name not in lost]
            views = tuple((name, instance.role.value) for name in active)
            node = active[0]
            yield Concern(Code.MULTIPLE, subject, node, views=views)
        elif instance.orphaned and instance.nodes:
            # A clone's idle copy beyond its maximum is an orphan too, and nothing to care for.
            yield Concern(Code.ORPHANED, subject, node)
        elif not instance.managed and not calm and not instance.maintenance:
            yield Concern(Code.UNMANAGED, subject, node)


def _of_failures(state: ClusterState) -> Iterator[Concern]:
    counts: dict[tuple[str, str], FailCount] = {}
    for count in state.fail_counts:
        counts[count.resource, count.node] = count
    latest: dict[tuple[str, str, str, int], Failure] = {}
    for failure in state.failures:
        operation = failure.operation
        latest[operation.resource, operation.node, operation.task, operation.interval_ms] = failure
    told: dict[tuple[str, str], bool] = defaultdict(bool)
    for (resource, node, _, _), failure in latest.items():
        base = resource.partition(":")[0]
        count = counts.get((resource, node)) or counts.get((base, node))
        told[resource, node] = told[base, node] = True
        subject = _resource_subject(state, resource)
        yield Concern(Code.FAILED, subject, node, failure=failure, count=count)
    for (resource, node), count in counts.items():
        if count.count > 0 and not told[resource, node]:
            subject = _resource_subject(state, resource)
            yield Concern(Code.FAIL_COUNT, subject, node, count=count)


def _resource_subject(state: ClusterState, resource: str) -> Subject:
    if resource in state.instances:
        return Subject(SubjectKind.INSTANCE, resource)
    return Subject(SubjectKind.RESOURCE, resource.partition(":")[0])


def _of_sources(sources: SourcesStatus) -> Iterator[Concern]:
    if sources.freshness is Freshness.STALE:
        yield Concern(Code.STALE, CLUSTER)
    for source in sources.sources:
        if source.link is Link.REFUSED:
            yield Concern(Code.REFUSED, CLUSTER, source.node, source=source)
        elif source.lost:
            yield Concern(Code.LINK_LOST, CLUSTER, source.node, source=source)
        elif source.link is Link.UP and not source.stack_up:
            yield Concern(Code.STACK_DOWN, CLUSTER, source.node, source=source)
