"""What may have happened in a cluster: node states, operation histories, fail counts, tickets."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from engine.cib.xml import Element
from engine.scheduler.actions.digests import parameters_digest

E = etree.SubElement
NOW = 1_700_000_000
_UP = {"in_ccm": "true", "crmd": "online", "join": "member", "expected": "member"}
_CONDITIONS = (
    (_UP, 80),
    ({"in_ccm": "false", "crmd": "offline", "join": "down", "expected": "down"}, 7),
    ({"in_ccm": "false", "crmd": "offline", "join": "down", "expected": "member"}, 7),
    ({"in_ccm": "true", "crmd": "offline", "join": "pending", "expected": "down"}, 2),
    ({"in_ccm": "true", "crmd": "offline", "join": "down", "expected": "member"}, 2),
    ({"in_ccm": "true", "crmd": "online", "join": "pending", "expected": "member"}, 2),
)


@dataclass(slots=True)
class Node:
    """A node that histories may exist of."""

    id: str
    name: str
    remote: bool = False


@dataclass(slots=True)
class Primitive:
    """A primitive, as far as its history depends on it."""

    id: str
    agent: tuple[str, str, str]
    intervals: list[int]
    parameters: dict[str, str]
    stateful: bool = False
    cloned: bool = False
    unique: bool = False
    made: bool = False
    """Whether the cluster makes it by itself."""


@dataclass(slots=True)
class History:
    """One ``lrm_resource`` in the making."""

    element: Element
    primitive: Primitive
    name: str
    node: Node
    clock: int
    calls: int = 0
    outdated: dict[str, str] = field(default_factory=dict[str, str])
    """Parameters that it was called with, and is no longer."""
    restarts: int = 0
    """Whether it keeps digests of what a restart is needed for, and which ones."""

    def add(
        self,
        task: str,
        rc: int,
        *,
        interval: int = 0,
        expected: int | None = None,
        status: int = 0,
        more: Mapping[str, str] | None = None,
    ) -> None:
        """Note an operation."""
        self.calls += 1
        failed = expected is not None and expected != rc
        suffix = f"{task}_{interval}" if interval or task.startswith("migrate") else "last_0"
        if failed and status != -1:
            suffix = "last_failure_0"
        key = f"{self.name}_{task}_{interval}"
        wanted = rc if expected is None else expected
        transition = f"{self.calls}:1:{wanted}:12345678-9abc-def0-1234-56789abcdef0"
        known = {
            operation.get("id"): operation for operation in self.element.iterchildren("lrm_rsc_op")
        }
        ids = [f"{self.name}_{suffix}"]
        if failed and not interval and status != -1:
            ids.append(f"{self.name}_last_0")
        parameters = {**self.primitive.parameters, **self.outdated}
        if interval:
            parameters["CRM_meta_timeout"] = "20000"
        if self.restarts:
            kept = {name: value for name, value in parameters.items() if name == "fake"}
            more = {
                **(more or {}),
                "op-force-restart": " fake ",
                "op-restart-digest": parameters_digest(kept if self.restarts > 1 else {}),
            }
        for id_ in ids:
            operation = known.get(id_)
            if operation is None:
                operation = E(self.element, "lrm_rsc_op", id=id_)
            for name, value in {
                "operation_key": key,
                "operation": task,
                "crm-debug-origin": "random",
                "crm_feature_set": "3.16.1",
                "transition-key": transition,
                "transition-magic": f"{status}:{rc};{transition}",
                "exit-reason": "",
                "on_node": self.node.name,
                "call-id": "-1" if status == -1 else str(self.calls),
                "rc-code": str(rc),
                "op-status": str(status),
                "interval": str(interval),
                "last-rc-change": str(self.clock + self.calls),
                "exec-time": "5",
                "queue-time": "0",
                "op-digest": parameters_digest(parameters),
                **(more or {}),
            }.items():
                operation.set(name, value)


def add_status(
    chance: random.Random,
    root: Element,
    nodes: list[Node],
    primitives: list[Primitive],
    *,
    locks: bool = False,
) -> None:
    """Add a status section; with ``locks`` nodes shut down, and resources wait for them."""
    status = E(root, "status")
    states: dict[str, Element] = {}
    fresh = chance.random() < 0.2
    for node in nodes:
        state = E(status, "node_state", id=node.id, uname=node.name)
        if node.remote:
            state.set("remote_node", "true")
            state.set("in_ccm", "true" if chance.random() < 0.8 else "false")
        else:
            conditions = [condition for condition, _ in _CONDITIONS]
            chosen = chance.choices(conditions, [weight for _, weight in _CONDITIONS])[0]
            for name, value in (_UP if fresh else chosen).items():
                state.set(name, value)
        states[node.name] = state
        lrm = E(state, "lrm", id=node.id)
        E(lrm, "lrm_resources")
    if not fresh:
        for primitive in primitives:
            _happened(chance, states, nodes, primitive)
        _orphan(chance, states, nodes)
    for node in nodes:
        _attributes(chance, states[node.name], node, primitives, 0.4 if locks else 0.05)
        if locks:
            _lock(chance, states[node.name])
    _tickets(chance, status)


def _happened(
    chance: random.Random, states: dict[str, Element], nodes: list[Node], primitive: Primitive
) -> None:
    connection = primitive.agent[2] == "remote"
    places = [node for node in nodes if not (node.remote and (connection or primitive.made))]
    if primitive.cloned:
        homes = [node for node in places if chance.random() < 0.7]
    elif chance.random() < 0.75:
        homes = [chance.choice(places)]
    else:
        homes = []
    if chance.random() < 0.04 and len(places) > 1:
        homes = chance.sample(places, 2)
    old = chance.random() < 0.1
    promoted = chance.choice(homes) if homes and primitive.stateful else None
    for number, node in enumerate(places):
        if chance.random() < 0.06:
            continue
        name = primitive.id
        if primitive.unique or (primitive.cloned and old):
            name = f"{primitive.id}:{number}"
        history = _history(chance, states[node.name], primitive, name, node)
        if node in homes:
            _ran(chance, history, places, promoted=node is promoted and chance.random() < 0.85)
        else:
            _idle(chance, history)


def _history(
    chance: random.Random, state: Element, primitive: Primitive, name: str, node: Node
) -> History:
    resources = state.find("lrm/lrm_resources")
    assert resources is not None
    element = E(resources, "lrm_resource", {"id": name, "type": primitive.agent[2]})
    element.set("class", primitive.agent[0] if chance.random() > 0.01 else "lsb")
    if primitive.agent[1]:
        element.set("provider", primitive.agent[1])
    history = History(element, primitive, name, node, NOW - chance.choice((30, 600, 7200)))
    if chance.random() < 0.04:
        history.outdated = {"fake": "former"}
    if chance.random() < 0.06:
        history.restarts = chance.choice((1, 2))
    return history


def _idle(chance: random.Random, history: History) -> None:
    """It does not run there."""
    kind = chance.choices(
        ("probed", "stopped", "never", "not installed", "start failed", "timed out", "pending"),
        (70, 15, 5, 4, 5, 2, 2),
    )[0]
    if kind in {"probed", "stopped", "start failed"}:
        history.add("monitor", 7)
    if kind == "stopped":
        history.add("start", 0)
        history.add("stop", 0)
    elif kind == "not installed":
        history.add("monitor", 5, expected=7)
    elif kind == "timed out":
        history.add("monitor", 1, expected=7, status=chance.choice((2, 4, 7)))
    elif kind == "pending":
        history.add("monitor", 193, expected=7, status=-1)
    elif kind == "start failed":
        history.add("start", 1, expected=0)
        if chance.random() < 0.7:
            history.add("stop", 0)


def _ran(chance: random.Random, history: History, places: list[Node], *, promoted: bool) -> None:
    """It runs there, or did until something happened."""
    running = 8 if promoted else 0
    if chance.random() < 0.1:
        history.add("monitor", running, expected=7)  # found running by a probe
    else:
        history.add("start", 0)
        if promoted:
            history.add("promote", 0)
    intervals = history.primitive.intervals
    if intervals and chance.random() < 0.9:
        chosen = intervals[-1] if promoted else intervals[0]
        history.add("monitor", running, interval=chosen)
    fate = chance.choices(
        ("well", "monitor failed", "stop failed", "pending", "stopped", "moved", "demoted"),
        (75, 8, 3, 3, 3, 4, 2),
    )[0]
    if fate == "monitor failed":
        interval = intervals[0] if intervals else 10_000
        rc = chance.choice((7, 1, 1, 5, 190, 9 if history.primitive.stateful else 7))
        history.add("monitor", rc, interval=interval, expected=running)
    elif fate == "stop failed":
        history.add("stop", 1, expected=0)
    elif fate == "pending":
        task = chance.choice(("stop", "monitor", "start", "demote" if promoted else "stop"))
        history.add(task, 193, expected=0, status=-1)
    elif fate == "stopped":
        history.add("stop", 0)
    elif fate == "moved":
        other = chance.choice(places)
        ends = {"migrate_source": history.node.name, "migrate_target": other.name}
        history.add("migrate_to", chance.choice((0, 0, 1)), expected=0, more=ends)
    elif fate == "demoted" and promoted:
        history.add("demote", 0)


def _orphan(chance: random.Random, states: dict[str, Element], nodes: list[Node]) -> None:
    if chance.random() > 0.08:
        return
    primitive = Primitive("orphan", ("ocf", "pacemaker", "Dummy"), [10_000], {})
    node = chance.choice([node for node in nodes if not node.remote])
    history = _history(chance, states[node.name], primitive, "orphan", node)
    history.add("start", 0)
    history.add("monitor", 0, interval=10_000)


def _attributes(
    chance: random.Random,
    state: Element,
    node: Node,
    primitives: list[Primitive],
    leaving: float,
) -> None:
    pairs: dict[str, str] = {}
    for primitive in primitives:
        if primitive.stateful and chance.random() < 0.7:
            number = f":{chance.choice((0, 1))}" if primitive.unique else ""
            score = chance.choice(("1", "5", "10", "100", "-1", "INFINITY"))
            pairs[f"master-{primitive.id}{number}"] = score
        if chance.random() < 0.07:
            task = chance.choice(("monitor_10000", "start_0", "stop_0", "promote_0"))
            pairs[f"fail-count-{primitive.id}#{task}"] = chance.choice(("1", "2", "3", "INFINITY"))
            pairs[f"last-failure-{primitive.id}#{task}"] = str(NOW - chance.choice((10, 5000)))
    if chance.random() < leaving:
        pairs["shutdown"] = str(NOW - 5)
    if chance.random() < 0.02:
        pairs["terminate"] = "true"
    if chance.random() < 0.1:
        pairs["site"] = "b"
    if not pairs:
        return
    outer = E(state, "transient_attributes", id=node.id)
    block = E(outer, "instance_attributes", id=f"status-{node.id}")
    for place, (name, value) in enumerate(pairs.items()):
        E(block, "nvpair", id=f"status-{node.id}-{place}", name=name, value=value)


def _lock(chance: random.Random, state: Element) -> None:
    """Have the history say that resources wait for the node, which may be gone by now."""
    if chance.random() < 0.5:
        for name, value in _CONDITIONS[1][0].items():
            state.set(name, value)
    for entry in state.iterfind("lrm/lrm_resources/lrm_resource"):
        if chance.random() < 0.4:
            entry.set("shutdown-lock", str(NOW - chance.choice((5, 300, 3000))))


def _tickets(chance: random.Random, status: Element) -> None:
    if chance.random() < 0.4:
        tickets = E(status, "tickets")
        for name in ("ta", "tb"):
            if chance.random() < 0.7:
                state = E(tickets, "ticket_state", id=name)
                state.set("granted", chance.choice(("true", "false")))
                if chance.random() < 0.2:
                    state.set("standby", "true")
