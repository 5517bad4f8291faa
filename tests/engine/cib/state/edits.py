"""Random changes of a status section, as clusters make them and as they never would."""

import copy
import random
from typing import Final

from engine.cib.document import Cib
from engine.cib.xml import Element

NOW: Final = 1_668_000_000.0
"""The time at which edited documents are read, in seconds since 1970."""


def edit(cib: Cib, chooser: random.Random) -> None:
    """One change of the status section."""
    status = cib.section("status")
    assert status is not None
    states = list(status.iterchildren("node_state"))
    if not states:
        return
    state = chooser.choice(states)
    entries = list(state.iter("lrm_resource"))
    chooser.choice((_flag, _attribute, _result, _result, _result, _new_entry, _remove, _history))(
        cib, state, entries, chooser
    )


def shake(cib: Cib, chooser: random.Random) -> None:
    """Several changes at once, most of them of nodes and of the cluster as a whole."""
    for _ in range(chooser.choice([1, 2, 4])):
        status = cib.section("status")
        assert status is not None
        states = list(status.iterchildren("node_state"))
        if not states:
            return
        state = chooser.choice(states)
        entries = list(state.iter("lrm_resource"))
        chooser.choice((_flag, _flag, _attribute, _cluster, _result, _remove))(
            cib, state, entries, chooser
        )


def _cluster(cib: Cib, state: Element, entries: list[Element], chooser: random.Random) -> None:
    name, values = chooser.choice(
        [
            ("have-quorum", ["0", "1"]),
            ("dc-uuid", ["", state.get("id", "")]),
            ("no-quorum-panic", ["0", "1"]),
            ("crm_feature_set", ["3.0.1", "3.16.2"]),
        ]
    )
    cib.root.set(name, chooser.choice(values))


def _flag(cib: Cib, state: Element, entries: list[Element], chooser: random.Random) -> None:
    if chooser.random() < 0.1:
        cib.root.set("have-quorum", chooser.choice("01"))
    elif chooser.random() < 0.1:
        cib.root.set("dc-uuid", chooser.choice(["", state.get("id", "")]))
    name, values = chooser.choice(
        [
            ("crmd", ["online", "offline"]),
            ("in_ccm", ["true", "false"]),
            ("join", ["member", "down", "pending"]),
            ("expected", ["member", "down"]),
            ("crm-debug-origin", ["here", "there"]),
        ]
    )
    state.set(name, chooser.choice(values))


def _attribute(cib: Cib, state: Element, entries: list[Element], chooser: random.Random) -> None:
    block = state.find("transient_attributes/instance_attributes")
    if block is None:
        holder = state.makeelement("transient_attributes", {"id": state.get("id", "")})
        block = state.makeelement("instance_attributes", {"id": f"status-{state.get('id')}"})
        holder.append(block)
        state.insert(0, holder)
    resource = chooser.choice(entries).get("id", "") if entries else "none"
    name, value = chooser.choice(
        [
            (f"fail-count-{resource}#monitor_10000", chooser.choice(["1", "INFINITY"])),
            (f"last-failure-{resource}#monitor_10000", str(int(NOW) - chooser.choice([1, 10**6]))),
            ("standby", chooser.choice(["on", "off"])),
            ("maintenance", chooser.choice(["true", "false"])),
            ("shutdown", chooser.choice(["0", "1667000000"])),
            ("#health-disk", chooser.choice(["green", "red"])),
            ("pingd", str(chooser.randrange(3))),
        ]
    )
    id_ = f"status-{state.get('id')}-{name}".replace("#", ".")
    for pair in list(block):
        if pair.get("id") == id_:
            block.remove(pair)
    block.append(block.makeelement("nvpair", {"id": id_, "name": name, "value": value}))


def _result(cib: Cib, state: Element, entries: list[Element], chooser: random.Random) -> None:
    operations = [operation for entry in entries for operation in entry]
    if not operations:
        return
    operation = chooser.choice(operations)
    for _ in range(chooser.choice([1, 1, 2])):
        name, values = chooser.choice(
            [
                ("rc-code", ["0", "1", "5", "7", "8", "9", "190"]),
                ("op-status", ["-1", "0", "2", "4", "7"]),
                ("call-id", ["-1", "1", "50", "900"]),
                ("last-rc-change", ["1667999990", "1000000000"]),
                ("operation", ["start", "stop", "monitor", "promote", "demote"]),
                ("interval", ["0", "10000"]),
            ]
        )
        operation.set(name, chooser.choice(values))


def _new_entry(cib: Cib, state: Element, entries: list[Element], chooser: random.Random) -> None:
    everywhere = [entry for entry in cib.root.iter("lrm_resource") if len(entry)]
    here = {entry.get("id") for entry in entries}
    missing = [entry for entry in everywhere if entry.get("id") not in here]
    resources = state.find("lrm/lrm_resources")
    if resources is None or not missing:
        return
    added = copy.deepcopy(chooser.choice(missing))
    if chooser.random() < 0.2:
        added.set("id", f"gone-{chooser.randrange(3)}")
    resources.insert(chooser.choice([len(resources), 0]), added)


def _remove(cib: Cib, state: Element, entries: list[Element], chooser: random.Random) -> None:
    if not entries:
        return
    entry = chooser.choice(entries)
    parent = entry.getparent()
    assert parent is not None
    if chooser.random() < 0.5 and len(entry):
        entry.remove(entry[0])
    else:
        parent.remove(entry)


def _history(cib: Cib, state: Element, entries: list[Element], chooser: random.Random) -> None:
    """A node forgets all its history, or leaves the status section."""
    if chooser.random() < 0.7:
        return
    lrm = state.find("lrm")
    if lrm is not None and chooser.random() < 0.5:
        state.remove(lrm)
    else:
        parent = state.getparent()
        assert parent is not None
        parent.remove(state)


_PROPERTIES: Final = {
    "stonith-enabled": ["true", "false"],
    "maintenance-mode": ["true"],
    "no-quorum-policy": ["stop", "ignore", "freeze", "suicide", "demote"],
    "shutdown-lock": ["true"],
    "stop-orphan-resources": ["false"],
    "node-health-strategy": ["migrate-on-red", "only-green", "progressive"],
    "startup-fencing": ["false"],
    "symmetric-cluster": ["false"],
}
_META: Final = {
    "is-managed": ["false"],
    "maintenance": ["true"],
    "target-role": ["Stopped", "Started", "Unpromoted"],
    "multiple-active": ["block", "stop_only"],
    "failure-timeout": ["60", "1h"],
    "migration-threshold": ["1", "3"],
    "clone-max": ["1", "2", "0"],
    "globally-unique": ["true", "false"],
    "requires": ["nothing", "quorum", "fencing"],
    "promotable": ["true"],
}
_ANSWERS: Final = ["ignore", "block", "stop", "restart", "fence", "standby", "demote", "migrate"]


_NODE: Final = {
    "standby": ["on", "off"],
    "maintenance": ["true", "false"],
    "site": ["a", "b"],
    "#health-disk": ["green", "red"],
}


def reconfigure(cib: Cib, chooser: random.Random) -> None:
    """One change of the configuration section, whether it makes sense or not."""
    resources = cib.section("resources")
    if resources is None:
        return
    found = list(resources.iter("primitive", "group", "clone", "master", "bundle"))
    kinds = ["property", "meta", "meta", "remove", "on-fail", "node", "node", "move", "move", "new"]
    kind = chooser.choice(kinds)
    if kind == "node":
        _set_node_attribute(cib, chooser)
    elif kind == "move":
        _move_primitive(resources, chooser)
    elif kind == "new":
        number = chooser.randrange(10**6)
        agent = {"class": "ocf", "provider": "heartbeat", "type": "Dummy"}
        block = resources.makeelement("primitive", {"id": f"random-{number}", **agent})
        chooser.choice([resources, *resources.iterchildren("group")]).append(block)
    elif kind == "property":
        block = cib.root.find("configuration/crm_config/cluster_property_set")
        if block is not None:
            _set(block, *_choose(_PROPERTIES, chooser), f"random-{chooser.randrange(10**6)}")
    elif kind == "meta" and found:
        resource = chooser.choice(found)
        block = resource.find("meta_attributes")
        number = chooser.randrange(10**6)
        if block is None or block.get("id-ref") is not None:
            block = resource.makeelement("meta_attributes", {"id": f"random-meta-{number}"})
            resource.append(block)
        _set(block, *_choose(_META, chooser), f"random-pair-{number}")
    elif kind == "remove":
        _remove_primitive([node for node in found if node.tag == "primitive"], chooser)
    elif kind == "on-fail":
        operations = list(resources.iter("op"))
        if operations:
            chooser.choice(operations).set("on-fail", chooser.choice(_ANSWERS))


def _set_node_attribute(cib: Cib, chooser: random.Random) -> None:
    nodes = cib.root.findall("configuration/nodes/node")
    if not nodes:
        return
    node = chooser.choice(nodes)
    number = chooser.randrange(10**6)
    block = node.find("instance_attributes")
    if block is None or block.get("id-ref") is not None:
        block = node.makeelement("instance_attributes", {"id": f"random-node-{number}"})
        node.append(block)
    _set(block, *_choose(_NODE, chooser), f"random-pair-{number}")


def _move_primitive(resources: Element, chooser: random.Random) -> None:
    """Let a primitive join a group, or leave one, or stand at another place."""
    movable = [
        node
        for node in resources.iter("primitive")
        if (parent := node.getparent()) is not None
        and (parent is resources or (parent.tag == "group" and len(parent) > 1))
    ]
    if movable:
        node = chooser.choice(movable)
        places = [resources, *resources.iter("group")]
        parent = chooser.choice(places)
        parent.insert(chooser.randrange(len(parent) + 1), node)


def _choose(table: dict[str, list[str]], chooser: random.Random) -> tuple[str, str]:
    name = chooser.choice(list(table))
    return name, chooser.choice(table[name])


def _set(block: Element, name: str, value: str, id_: str) -> None:
    for pair in list(block.iterchildren("nvpair")):
        if pair.get("name") == name:
            block.remove(pair)
    block.append(block.makeelement("nvpair", {"id": id_, "name": name, "value": value}))


def _remove_primitive(primitives: list[Element], chooser: random.Random) -> None:
    if not primitives:
        return
    primitive = chooser.choice(primitives)
    parent = primitive.getparent()
    assert parent is not None
    if parent.tag == "resources" or len(parent.findall("primitive")) > 1:
        parent.remove(primitive)
