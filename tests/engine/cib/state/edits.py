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
