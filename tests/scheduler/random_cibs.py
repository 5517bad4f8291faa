"""CIBs put together at random, all features mixed; the same seed gives the same document.

This file is long because it goes through everything that a configuration can hold, section by
section; ``random_status`` does the same with what has happened in such a cluster.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from engine.cib.xml import Element
from tests.scheduler.random_status import Node, Primitive, add_status

E = etree.SubElement
NOW = 1_700_000_000
SCORES = ("INFINITY", "-INFINITY", "100", "50", "10", "1", "-1", "-10", "-100", "0", "1000", "200")
ROLES = ("Started", "Promoted", "Unpromoted", "Stopped")


FLAVOURS = {
    "mixed": (),
    "locks": ("shutdown-lock", "shutdown-lock-limit"),
    "failures": ("migration-threshold", "failure-timeout", "start-failure-is-fatal", "on-fail"),
    "migration": ("allow-migrate",),
    "utilization": ("placement-strategy", "utilization", "cpu"),
    "health": ("node-health-strategy", "node-health-base", "#health-cpu"),
    "fencing": ("requires", "provides", "stonith-action", "priority-fencing-delay", "topology"),
    "unmanaged": ("is-managed", "maintenance", "maintenance-mode", "target-role"),
    "clones": ("clone-max", "clone-node-max", "ordered", "clone-min", "globally-unique", "notify"),
    "promotion": ("promoted-max", "promoted-node-max", "priority", "rsc-role", "with-rsc-role"),
    "remotes": ("remote", "reconnect_interval"),
    "bundles": ("bundle",),
    "tickets": ("ticket", "loss-policy"),
    "rules": ("rule", "date", "set", "tag", "template", "pattern"),
    "quorum": ("no-quorum-policy", "have-quorum"),
}
"""What is found more often than elsewhere: one of these for each document."""
MORE = 5


@dataclass(slots=True)
class Draft:
    """A document in the making, and what its parts can be referred to by."""

    chance: random.Random
    root: Element
    nodes: list[Node] = field(default_factory=list[Node])
    primitives: list[Primitive] = field(default_factory=list[Primitive])
    """Those that histories can speak of."""
    tops: list[str] = field(default_factory=list[str])
    """Ids of what constraints can name: all but members of groups and what is in clones."""
    members: list[str] = field(default_factory=list[str])
    promotables: list[str] = field(default_factory=list[str])
    templates: list[str] = field(default_factory=list[str])
    tags: list[str] = field(default_factory=list[str])
    flavour: tuple[str, ...] = ()
    weights: Sequence[float] | None = None
    """Of the kinds of resource; see ``generate``."""

    def often(self, share: float, about: str = "") -> bool:
        """True in so many cases of all; more often where it is what the document is about."""
        if about in self.flavour:
            share = min(share * MORE, 0.75)
        return self.chance.random() < share

    def section(self, *names: str) -> Element:
        """A section of the configuration; made where it is missing."""
        found = self.root
        for name in names:
            inner = found.find(name)
            found = E(found, name) if inner is None else inner
        return found


def generate(seed: int, *, weights: Sequence[float] | None = None) -> bytes:
    """The document of that seed.

    Args:
        seed: of the random numbers.
        weights: how often there are primitives, groups, clones, promotable ones, bundles, remote
            nodes and guest nodes; by what the document is about where None.
    """
    chance = random.Random(seed)
    flavour = FLAVOURS[chance.choice(list(FLAVOURS))]
    quorate = chance.random() > (0.5 if "have-quorum" in flavour else 0.06)
    root = etree.Element(
        "cib",
        {
            "crm_feature_set": "3.16.1",
            "validate-with": "pacemaker-3.9",
            "epoch": "1",
            "num_updates": "0",
            "admin_epoch": "0",
            "have-quorum": "1" if quorate else "0",
            "dc-uuid": "1",
            "execution-date": str(NOW),
        },
    )
    draft = Draft(chance, root, flavour=flavour, weights=weights)
    for name in ("crm_config", "nodes", "resources", "constraints"):
        draft.section("configuration", name)
    _options(draft)
    _nodes(draft)
    _templates(draft)
    for number in range(chance.choice((1, 2, 2, 3, 3, 4, 5, 6))):
        _resource(draft, number)
    if draft.often(0.75):
        _fencing(draft)
    _defaults(draft)
    _tags(draft)
    for number in range(chance.choice((0, 1, 2, 3, 4, 5, 7))):
        weights = (4, 4, 4, 6 if "ticket" in flavour else 0.7)
        chance.choices((_location, _colocation, _order, _ticket), weights)[0](draft, number)
    locks = "shutdown-lock" in flavour
    add_status(chance, root, draft.nodes, draft.primitives, locks=locks)
    etree.indent(root)
    return etree.tostring(root, encoding="utf-8")


def _pairs(parent: Element, tag: str, id_: str, pairs: dict[str, str]) -> None:
    if not pairs:
        return
    block = E(parent, tag, id=id_)
    for name, value in pairs.items():
        E(block, "nvpair", id=f"{id_}-{name.replace('#', '')}", name=name, value=value)


def _options(draft: Draft) -> None:
    chance = draft.chance
    pairs = {"stonith-enabled": "true" if draft.often(0.7) else "false"}
    for share, name, values in (
        (0.25, "no-quorum-policy", ("stop", "freeze", "ignore", "demote", "suicide")),
        (0.12, "symmetric-cluster", ("false",)),
        (0.10, "placement-strategy", ("utilization", "minimal", "balanced")),
        (0.08, "start-failure-is-fatal", ("false",)),
        (0.04, "maintenance-mode", ("true",)),
        (0.04, "stop-all-resources", ("true",)),
        (0.06, "stop-orphan-resources", ("false",)),
        (0.06, "concurrent-fencing", ("true", "false")),
        (0.06, "startup-fencing", ("false",)),
        (0.08, "shutdown-lock", ("true",)),
        (0.03, "shutdown-lock-limit", ("10min", "1s")),
        (0.05, "enable-startup-probes", ("false",)),
        (0.05, "stonith-action", ("off", "reboot")),
        (0.06, "priority-fencing-delay", ("15s",)),
        (0.06, "node-health-strategy", ("migrate-on-red", "only-green", "progressive", "custom")),
        (0.03, "node-health-base", ("10",)),
        (0.05, "cluster-recheck-interval", ("5min",)),
        (0.03, "stop-orphan-actions", ("false",)),
        (0.03, "remove-after-stop", ("true",)),
        (0.02, "have-watchdog", ("true",)),
    ):
        if draft.often(share, name):
            pairs[name] = chance.choice(values)
    section = draft.section("configuration", "crm_config")
    _pairs(section, "cluster_property_set", "options", pairs)


def _nodes(draft: Draft) -> None:
    chance = draft.chance
    section = draft.section("configuration", "nodes")
    utilization = draft.often(0.25, "utilization")
    for number in range(1, chance.choice((2, 2, 3, 3, 3, 4, 5)) + 1):
        name = f"node{number}"
        element = E(section, "node", id=str(number), uname=name)
        if utilization:
            _pairs(element, "utilization", f"u-{name}", {"cpu": str(chance.choice((1, 2, 4, 8)))})
        attributes: dict[str, str] = {}
        if draft.often(0.08):
            attributes["standby"] = chance.choice(("on", "off", "true"))
        if draft.often(0.04):
            attributes["maintenance"] = "true"
        if draft.often(0.25):
            attributes["site"] = chance.choice(("a", "b"))
        if draft.often(0.15):
            attributes["rack"] = str(chance.choice((1, 2, 3)))
        if draft.often(0.06, "#health-cpu"):
            attributes["#health-cpu"] = chance.choice(("red", "yellow", "green", "-5"))
        _pairs(element, "instance_attributes", f"a-{name}", attributes)
        draft.nodes.append(Node(str(number), name))


def _templates(draft: Draft) -> None:
    if not draft.often(0.12, "template"):
        return
    section = draft.section("configuration", "resources")
    element = E(section, "template", id="t1", provider="pacemaker", type="Dummy")
    element.set("class", "ocf")
    _pairs(element, "meta_attributes", "t1-meta", _meta(draft, stateful=False))
    _operations(draft, element, "t1", stateful=False)
    draft.templates.append("t1")


def _meta(draft: Draft, *, stateful: bool) -> dict[str, str]:
    chance = draft.chance
    found: dict[str, str] = {}
    for share, name, values in (
        (0.10, "target-role", ("Stopped", "Started", "Unpromoted", "Promoted")),
        (0.06, "is-managed", ("false",)),
        (0.03, "maintenance", ("true",)),
        (0.25, "resource-stickiness", ("1", "100", "INFINITY", "0", "-1")),
        (0.15, "migration-threshold", ("1", "2", "3", "INFINITY")),
        (0.12, "failure-timeout", ("60s", "1h", "1s")),
        (0.15, "priority", ("1", "10", "-5")),
        (0.12, "allow-migrate", ("true",)),
        (0.08, "multiple-active", ("block", "stop_only", "stop_start", "stop_unexpected")),
        (0.08, "requires", ("nothing", "quorum", "fencing", "unfencing")),
        (0.04, "critical", ("false",)),
    ):
        if draft.often(share, name):
            value = chance.choice(values)
            if stateful or value not in {"Promoted", "Unpromoted"}:
                found[name] = value
    return found


def _operations(draft: Draft, element: Element, id_: str, *, stateful: bool) -> list[int]:
    chance = draft.chance
    block = E(element, "operations")
    intervals: list[int] = []
    on_fail = ("restart", "fence", "block", "stop", "ignore", "standby", "demote")
    if draft.often(0.75):
        op = E(block, "op", id=f"{id_}-m10", name="monitor", interval="10s")
        intervals.append(10_000)
        if draft.often(0.3):
            op.set("timeout", "30s")
        if draft.often(0.15, "on-fail"):
            op.set("on-fail", chance.choice(on_fail))
        if draft.often(0.05):
            op.set("enabled", chance.choice(("true", "false")))
        if draft.often(0.04):
            op.set("start-delay", "7s")
        if stateful and draft.often(0.8):
            op.set("interval", "11s")
            op.set("role", "Promoted")
            E(block, "op", id=f"{id_}-m12", name="monitor", interval="12s", role="Unpromoted")
            intervals[:] = [12_000, 11_000]
    if draft.often(0.08):
        E(block, "op", id=f"{id_}-m20", name="monitor", interval="20s", role="Stopped")
    for task in ("start", "stop", "promote", "demote"):
        if draft.often(0.12):
            op = E(block, "op", id=f"{id_}-{task}", name=task, interval="0s", timeout="40s")
            if draft.often(0.3):
                op.set("on-fail", chance.choice(on_fail if task != "stop" else on_fail[1:5]))
    return intervals


def _primitive(
    draft: Draft, parent: Element, id_: str, *, stateful: bool = False, **known: str
) -> Primitive:
    chance = draft.chance
    element = E(parent, "primitive", id=id_)
    parameters: dict[str, str] = {}
    if draft.templates and not stateful and draft.often(0.5):
        element.set("template", draft.templates[0])
        agent = ("ocf", "pacemaker", "Dummy")
    else:
        agent = ("ocf", "pacemaker", "Stateful" if stateful else "Dummy")
        if not stateful and draft.often(0.1):
            agent = ("systemd", "", "svc")
        element.set("class", agent[0])
        if agent[1]:
            element.set("provider", agent[1])
        element.set("type", agent[2])
        if draft.often(0.25) and agent[0] == "ocf":
            parameters["fake"] = chance.choice(("a", "b"))
    _pairs(element, "instance_attributes", f"{id_}-params", parameters)
    if draft.often(0.05, "rule"):
        block = E(element, "instance_attributes", id=f"{id_}-ruled", score="10")
        _rule(draft, block, f"{id_}-rule", score=False)
        E(block, "nvpair", id=f"{id_}-ruled-fake", name="fake", value="ruled")
    intervals = _operations(draft, element, id_, stateful=stateful)
    _pairs(element, "meta_attributes", f"{id_}-meta", _meta(draft, stateful=stateful))
    if draft.often(0.04, "date"):
        block = E(element, "meta_attributes", id=f"{id_}-dated", score="5")
        _rule(draft, block, f"{id_}-dated-rule", score=False)
        E(block, "nvpair", id=f"{id_}-dated-role", name="target-role", value="Stopped")
    if draft.often(0.2, "cpu"):
        _pairs(element, "utilization", f"{id_}-u", {"cpu": str(chance.choice((1, 2, 3)))})
    primitive = Primitive(id_, agent, intervals, parameters, stateful=stateful)
    draft.primitives.append(primitive)
    return primitive


def _resource(draft: Draft, number: int) -> None:
    makers = (_single, _group, _clone, _promotable, _bundle, _remote, _guest)
    weights = [6.0, 5.0, 4.0, 4.0, 0.8, 0.5, 0.5]
    if "bundle" in draft.flavour:
        weights[4] = 8
    elif "remote" in draft.flavour:
        weights[5] = weights[6] = 4
    elif "clone-max" in draft.flavour:
        weights[2] = 12
    elif "promoted-max" in draft.flavour:
        weights[3] = 12
    draft.chance.choices(makers, draft.weights or weights)[0](draft, number)


def _single(draft: Draft, number: int) -> None:
    id_ = f"r{number}"
    _primitive(draft, draft.section("configuration", "resources"), id_)
    draft.tops.append(id_)


def _members(draft: Draft, parent: Element, id_: str, *, stateful: bool = False) -> list[Primitive]:
    group = E(parent, "group", id=id_)
    found = [
        _primitive(draft, group, f"{id_}-{place}", stateful=stateful)
        for place in range(draft.chance.choice((1, 2, 2, 3)))
    ]
    meta = _meta(draft, stateful=stateful) if draft.often(0.3) else {}
    for name in ("ordered", "collocated"):
        if draft.often(0.04, "set"):
            meta[name] = draft.chance.choice(("true", "false"))
    _pairs(group, "meta_attributes", f"{id_}-meta", meta)
    draft.members += [primitive.id for primitive in found]
    return found


def _group(draft: Draft, number: int) -> None:
    _members(draft, draft.section("configuration", "resources"), f"g{number}")
    draft.tops.append(f"g{number}")


def _clone(draft: Draft, number: int, *, stateful: bool = False) -> None:
    chance = draft.chance
    id_ = f"{'m' if stateful else 'c'}{number}"
    clone = E(draft.section("configuration", "resources"), "clone", id=id_)
    if draft.often(0.3):
        inside = _members(draft, clone, f"{id_}-g", stateful=stateful)
    else:
        inside = [_primitive(draft, clone, f"{id_}-p", stateful=stateful)]
    meta: dict[str, str] = {}
    for share, name, values in (
        (0.4, "interleave", ("true", "false")),
        (0.3, "clone-max", ("1", "2", "3", "0")),
        (0.2, "clone-node-max", ("1", "2")),
        (0.2, "notify", ("true",)),
        (0.12, "ordered", ("true",)),
        (0.15, "globally-unique", ("true",)),
        (0.08, "clone-min", ("1", "2")),
        (0.15, "resource-stickiness", ("0", "1", "50")),
        (0.06, "target-role", ("Stopped", "Started", "Unpromoted")),
        (0.05, "is-managed", ("false",)),
        (0.10, "priority", ("5", "20")),
    ):
        if draft.often(share, name):
            meta[name] = chance.choice(values)
    if stateful:
        meta["promotable"] = "true"
        if draft.often(0.15, "promoted-max"):
            meta["promoted-max"] = chance.choice(("1", "2", "0"))
        if draft.often(0.08, "promoted-node-max"):
            meta["promoted-node-max"] = chance.choice(("1", "2"))
        draft.promotables.append(id_)
    if any(primitive.agent[0] == "systemd" for primitive in inside):
        # A group that turns out unable to be numbered halfway keeps a number here and there.
        meta.pop("globally-unique", None)
    _pairs(clone, "meta_attributes", f"{id_}-meta", meta)
    unique = meta.get("globally-unique") == "true"
    for primitive in inside:
        primitive.unique = unique
        primitive.cloned = True
    draft.tops.append(id_)


def _promotable(draft: Draft, number: int) -> None:
    _clone(draft, number, stateful=True)


def _bundle(draft: Draft, number: int) -> None:
    chance = draft.chance
    id_ = f"b{number}"
    bundle = E(draft.section("configuration", "resources"), "bundle", id=id_)
    replicas = chance.choice((1, 2, 3))
    container = E(bundle, "docker", image="pcmk:http", replicas=str(replicas))
    stateful = draft.often(0.3)
    if stateful:
        container.set("promoted-max", "1")
    addressed = draft.often(0.7)
    if addressed:
        E(bundle, "network", {"ip-range-start": f"192.168.{number}.10", "control-port": "3121"})
    elif draft.often(0.5):
        E(bundle, "network", {"control-port": "3121"})
    if draft.often(0.75):
        _primitive(draft, bundle, f"{id_}-p", stateful=stateful)
        draft.primitives.pop()  # its history is on nodes of the bundle's own
    draft.tops.append(id_)
    for replica in range(replicas):
        name = f"{id_}-docker-{replica}"
        agent = ("ocf", "heartbeat", "docker")
        draft.primitives.append(Primitive(name, agent, [60_000], {}, made=True))


def _remote(draft: Draft, number: int) -> None:
    id_ = f"remote{number}"
    section = draft.section("configuration", "resources")
    element = E(section, "primitive", id=id_, provider="pacemaker", type="remote")
    element.set("class", "ocf")
    block = E(element, "operations")
    E(block, "op", id=f"{id_}-m", name="monitor", interval="60s")
    meta = {"reconnect_interval": "60s"} if draft.often(0.3) else {}
    _pairs(element, "instance_attributes", f"{id_}-params", {"server": "198.51.100.9", **meta})
    draft.primitives.append(Primitive(id_, ("ocf", "pacemaker", "remote"), [60_000], {}))
    draft.nodes.append(Node(id_, id_, remote=True))
    draft.tops.append(id_)


def _guest(draft: Draft, number: int) -> None:
    section = draft.section("configuration", "resources")
    primitive = _primitive(draft, section, f"vm{number}")
    element = section[-1]
    meta = element.find("meta_attributes")
    if meta is None:
        meta = E(element, "meta_attributes", id=f"vm{number}-meta")
    E(meta, "nvpair", id=f"vm{number}-rn", name="remote-node", value=f"guest{number}")
    draft.nodes.append(Node(f"guest{number}", f"guest{number}", remote=True))
    draft.tops.append(primitive.id)


def _fencing(draft: Draft) -> None:
    section = draft.section("configuration", "resources")
    for number in range(draft.chance.choice((1, 1, 1, 2))):
        id_ = f"fence{number}"
        element = E(section, "primitive", id=id_, type="fence_dummy")
        element.set("class", "stonith")
        if draft.often(0.08, "provides"):
            _pairs(element, "meta_attributes", f"{id_}-meta", {"provides": "unfencing"})
        draft.primitives.append(Primitive(id_, ("stonith", "", "fence_dummy"), [], {}))
        draft.tops.append(id_)
    if draft.often(0.08, "topology"):
        topology = draft.section("configuration", "fencing-topology")
        E(topology, "fencing-level", id="fl1", target="node1", index="1", devices="fence0")


def _defaults(draft: Draft) -> None:
    if draft.often(0.3):
        pairs = {"resource-stickiness": draft.chance.choice(("1", "100", "0"))}
        section = draft.section("configuration", "rsc_defaults")
        _pairs(section, "meta_attributes", "rsc-defaults", pairs)
    if draft.often(0.1):
        section = draft.section("configuration", "op_defaults")
        pairs = {"timeout": "45s"}
        if draft.often(0.3):
            pairs["record-pending"] = "false"
        _pairs(section, "meta_attributes", "op-defaults", pairs)


def _tags(draft: Draft) -> None:
    if not (draft.tops and draft.often(0.1, "tag")):
        return
    tag = E(draft.section("configuration", "tags"), "tag", id="tag1")
    for id_ in draft.chance.sample(draft.tops, min(2, len(draft.tops))):
        E(tag, "obj_ref", id=id_)
    draft.tags.append("tag1")


def _any(draft: Draft) -> str:
    choices = [draft.tops] * 6 + [draft.members, draft.tags, draft.templates]
    return draft.chance.choice(draft.chance.choice([found for found in choices if found]))


def _two(draft: Draft) -> tuple[str, str]:
    """Two that are not in one another; Pacemaker's tools abort where one comes before itself."""
    for _ in range(20):
        first, second = _any(draft), _any(draft)
        if first.partition("-")[0] != second.partition("-")[0]:
            return first, second
    return draft.tops[0], draft.tops[-1]


def _rule(draft: Draft, parent: Element, id_: str, *, score: bool) -> None:
    chance = draft.chance
    rule = E(parent, "rule", id=id_)
    if score:
        if draft.often(0.1):
            rule.set("score-attribute", "rack")
        else:
            rule.set("score", chance.choice(SCORES))
    if draft.often(0.15):
        rule.set("role", chance.choice(("Promoted", "Started", "Unpromoted")))
    if draft.often(0.3):
        rule.set("boolean-op", "or")
    for number in range(chance.choice((1, 1, 2))):
        inner = f"{id_}-e{number}"
        if draft.often(0.12):
            operation, date = chance.choice((("gt", "start"), ("lt", "end")))
            when = chance.choice(("2020-01-01", "2030-01-01", "2023-11-14 22:13:20"))
            E(rule, "date_expression", {"id": inner, "operation": operation, date: when})
            continue
        operation = chance.choice(("eq", "ne", "defined", "not_defined", "lt", "gte"))
        name = chance.choice(("#uname", "#uname", "site", "rack", "#kind", "#id"))
        element = E(rule, "expression", id=inner, attribute=name, operation=operation)
        if operation not in {"defined", "not_defined"}:
            value = {"site": "a", "rack": "2", "#kind": "remote", "#id": "1"}.get(name)
            element.set("value", value or chance.choice(draft.nodes).name)


def _location(draft: Draft, number: int) -> None:
    chance = draft.chance
    section = draft.section("configuration", "constraints")
    element = E(section, "rsc_location", id=f"l{number}")
    if draft.often(0.08, "pattern"):
        element.set("rsc-pattern", chance.choice(("^r", "[cm][0-9]", "!^g", "^g[0-9]-0")))
    elif draft.often(0.1):
        for place in range(chance.choice((1, 2))):
            part = E(element, "resource_set", id=f"l{number}-s{place}")
            E(part, "resource_ref", id=_any(draft))
            if draft.often(0.3):
                part.set("role", chance.choice(ROLES[:3]))
    else:
        element.set("rsc", _any(draft))
    if draft.often(0.1):
        element.set("resource-discovery", chance.choice(("never", "exclusive", "always")))
    if draft.often(0.25, "rule"):
        for place in range(chance.choice((1, 1, 2))):
            _rule(draft, element, f"l{number}-r{place}", score=True)
        return
    element.set("node", chance.choice(draft.nodes).name)
    element.set("score", chance.choice(SCORES))
    if draft.often(0.1) and not len(element):
        element.set("role", chance.choice(ROLES[:3]))


def _roles(draft: Draft, element: Element, names: tuple[tuple[str, str], ...]) -> None:
    for name, role in names:
        target = element.get(name)
        if draft.often(0.6 if target in draft.promotables else 0.06):
            element.set(role, draft.chance.choice(ROLES[:3]))


def _sets(draft: Draft, element: Element, id_: str, *, ordering: bool) -> None:
    chance = draft.chance
    pool = [*draft.tops, *draft.members]
    chance.shuffle(pool)
    for place in range(chance.choice((1, 2, 2, 3))):
        chosen = [pool.pop() for _ in range(min(chance.choice((1, 2, 3)), len(pool)))]
        if not chosen:
            break
        part = E(element, "resource_set", id=f"{id_}-s{place}")
        if draft.often(0.35):
            part.set("sequential", chance.choice(("true", "false")))
        if draft.often(0.1):
            part.set("role", chance.choice(ROLES[:3]))
        if ordering and draft.often(0.2):
            part.set("require-all", chance.choice(("true", "false")))
        if ordering and draft.often(0.15):
            part.set("action", chance.choice(("start", "promote", "stop", "demote")))
        if not ordering and draft.often(0.1):
            part.set("score", chance.choice(SCORES))
        for id_of in chosen:
            E(part, "resource_ref", id=id_of)


def _colocation(draft: Draft, number: int) -> None:
    chance = draft.chance
    section = draft.section("configuration", "constraints")
    element = E(section, "rsc_colocation", id=f"x{number}")
    element.set("score", chance.choice((*SCORES, "INFINITY", "INFINITY", "-INFINITY")))
    if draft.often(0.15, "set"):
        _sets(draft, element, f"x{number}", ordering=False)
        if len(element):
            return
    dependent, primary = _two(draft)
    element.set("rsc", dependent)
    element.set("with-rsc", primary)
    _roles(draft, element, (("rsc", "rsc-role"), ("with-rsc", "with-rsc-role")))
    if draft.often(0.06):
        element.set("node-attribute", "site")
    if draft.often(0.08):
        element.set("influence", chance.choice(("true", "false")))


def _order(draft: Draft, number: int) -> None:
    chance = draft.chance
    section = draft.section("configuration", "constraints")
    element = E(section, "rsc_order", id=f"o{number}")
    if draft.often(0.6):
        element.set("kind", chance.choice(("Mandatory", "Optional", "Serialize", "Mandatory")))
    if draft.often(0.2) and element.get("kind") != "Serialize":
        element.set("symmetrical", "false" if draft.often(0.7) else "true")
    if draft.often(0.2, "set"):
        _sets(draft, element, f"o{number}", ordering=True)
        if len(element):
            return
    first, then = _two(draft)
    element.set("first", first)
    element.set("then", then)
    for name in ("first", "then"):
        promotable = element.get(name) in draft.promotables
        if draft.often(0.5 if promotable else 0.1):
            choices = ("start", "promote", "stop", "demote") if promotable else ("start", "stop")
            element.set(f"{name}-action", chance.choice(choices))
    if draft.often(0.08):
        element.set("require-all", "false")


def _ticket(draft: Draft, number: int) -> None:
    chance = draft.chance
    section = draft.section("configuration", "constraints")
    element = E(section, "rsc_ticket", id=f"k{number}", ticket=chance.choice(("ta", "tb")))
    element.set("rsc", _any(draft))
    if draft.often(0.6):
        element.set("loss-policy", chance.choice(("stop", "demote", "fence", "freeze")))
    if draft.often(0.3) and element.get("rsc") in draft.promotables:
        element.set("rsc-role", "Promoted")
