"""Random CIBs that are all about what goes wrong with nodes: fencing, health, lost connections,
shutdowns and the locks that they leave."""

import random

from lxml import etree

from engine.cib.xml import Element
from tests.scheduler.random_cibs import generate

E = etree.SubElement
_TESTED = "fence0:fence_dummy:f2317cad3d54cec5d7d7aa7d0bf35cf8,"
_CHANGED = "zfence:fence_dummy:xx,"
_OPTIONS = (
    (0.9, "stonith-enabled", ("true",)),
    (0.3, "priority-fencing-delay", ("15s", "0")),
    (0.5, "concurrent-fencing", ("true", "false")),
    (0.4, "no-quorum-policy", ("suicide", "freeze", "demote", "ignore", "stop")),
    (0.4, "shutdown-lock", ("true",)),
    (0.3, "shutdown-lock-limit", ("5min", "2h", "10s")),
    (0.2, "stonith-action", ("off", "reboot")),
    (0.3, "startup-fencing", ("false", "true")),
    (0.25, "node-health-strategy", ("migrate-on-red", "only-green", "progressive", "custom")),
    (0.2, "node-health-red", ("-INFINITY", "-100", "-7")),
    (0.2, "node-health-yellow", ("-10", "0")),
    (0.2, "node-health-green", ("5", "0")),
    (0.2, "node-health-base", ("5", "-5")),
    (0.1, "symmetric-cluster", ("false",)),
)
_ATTRIBUTES = (
    (0.35, "shutdown", ("1699999995", "0", "1699990000")),
    (0.5, "#node-unfenced", ("1699990000", "0")),
    (0.3, "#health-y", ("red", "yellow", "green", "-5", "12")),
    (0.1, "standby", ("true", "off")),
    (0.1, "terminate", ("true", "1699990000")),
    (0.3, "#digests-all", (_TESTED, _CHANGED)),
    (0.2, "#digests-secure", (_TESTED, _CHANGED)),
    (0.05, "maintenance", ("true",)),
)
_META = ("migration-threshold", "priority", "allow-unhealthy-nodes", "failure-timeout")


def generate_trouble(seed: int) -> bytes:
    """The document of that seed: a random CIB in which nodes have trouble."""
    root = etree.fromstring(generate(seed))
    chance = random.Random(seed * 13 + 5)
    _options(chance, root)
    _devices(chance, root)
    if chance.random() < 0.25:
        root.set("have-quorum", "0")
    states = root.findall("status/node_state")
    for state in states:
        _condition(chance, state)
        if chance.random() < 0.5:
            _attributes(chance, state)
        for entry in state.iter("lrm_resource"):
            if chance.random() < 0.08:
                entry.set("shutdown-lock", chance.choice(("1699999990", "1699990000")))
    members = [str(state.get("id")) for state in states if not state.get("remote_node")]
    if chance.random() < 0.3:
        root.set("dc-uuid", chance.choice(members or ["1"]))
    for primitive in root.iter("primitive"):
        if chance.random() < 0.15 and primitive.get("class") != "stonith":
            _meta(chance, primitive)
    etree.indent(root)
    return etree.tostring(root)


def _options(chance: random.Random, root: Element) -> None:
    block = root.find("configuration/crm_config/cluster_property_set")
    assert block is not None
    known = {pair.get("name"): pair for pair in block}
    for share, name, values in _OPTIONS:
        if chance.random() < share:
            pair = known.get(name)
            if pair is None:
                pair = E(block, "nvpair", id=f"zz-{name}", name=name)
            pair.set("value", chance.choice(values))


def _devices(chance: random.Random, root: Element) -> None:
    resources = root.find("configuration/resources")
    assert resources is not None
    devices = [each for each in resources if each.get("class") == "stonith"]
    if not devices and chance.random() < 0.8:
        devices.append(E(resources, "primitive", {"id": "zfence", "type": "fence_dummy"}))
        devices[0].set("class", "stonith")
    for device in devices:
        if chance.random() < 0.25 and device.find("meta_attributes") is None:
            block = E(device, "meta_attributes", id=f"{device.get('id')}-zm")
            id_ = f"{device.get('id')}-zmp"
            E(block, "nvpair", id=id_, name="provides", value="unfencing")


def _condition(chance: random.Random, state: Element) -> None:
    kind = chance.random()
    if state.get("remote_node"):
        if kind < 0.15:
            state.set("node_fenced", "1")
        elif kind > 0.85:
            state.set("node_in_maintenance", "1")
    elif kind < 0.2:
        state.attrib.update({"in_ccm": "false", "crmd": "offline", "expected": "member"})
    elif kind < 0.28:
        state.set("crmd", "offline")
    elif kind < 0.33:
        state.set("join", "pending")


def _attributes(chance: random.Random, state: Element) -> None:
    id_ = state.get("id")
    outer = state.find("transient_attributes")
    if outer is None:
        outer = E(state, "transient_attributes", id=str(id_))
    block = outer.find("instance_attributes")
    if block is None:
        block = E(outer, "instance_attributes", id=f"zta-{id_}")
    known = {pair.get("name") for pair in block}
    for share, name, values in _ATTRIBUTES:
        if name not in known and chance.random() < share:
            value = chance.choice(values)
            E(block, "nvpair", id=f"zt-{id_}-{name.strip('#')}", name=name, value=value)
    for entry in state.iter("lrm_resource"):
        if chance.random() < 0.2:
            for prefix, values in (
                ("fail-count", ("1", "3", "INFINITY")),
                ("last-failure", ("1699999000", "1699000000")),
            ):
                name = f"{prefix}-{entry.get('id')}#monitor_10000"
                if name not in known:
                    pair = f"zf-{id_}{name.replace('#', '-').replace(':', '-')}"
                    E(block, "nvpair", id=pair, name=name, value=chance.choice(values))


def _meta(chance: random.Random, primitive: Element) -> None:
    block = primitive.find("meta_attributes")
    known = {"migration-threshold", "priority"}
    if block is not None and not known & {pair.get("name") for pair in block}:
        name, value = chance.choice(_META), chance.choice(("1", "2", "true"))
        E(block, "nvpair", id=f"{primitive.get('id')}-zmt", name=name, value=value)
