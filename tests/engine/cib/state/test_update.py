"""A state kept up to date step by step equals one derived anew, in every field."""

import copy
import dataclasses
import random
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.cib.document import Cib
from engine.cib.patch import Touched, apply, make
from engine.cib.state.compare import diff_states
from engine.cib.state.derive import Derivation
from engine.cib.state.model import ClusterState
from engine.cib.xml import Element
from tests.engine.cib.state.oracle import TOOL

NOW = 1_668_000_000.0
STEPS = 12


def test_random_status_patches_give_what_a_fresh_derivation_gives(
    sample: Mapping[str, bytes], seed: int
) -> None:
    chooser = random.Random(seed)
    for name, content in sample.items():
        cib = Cib.parse(content)
        derivation = Derivation(cib, now=NOW)
        for step in range(STEPS):
            after = cib.copy()
            _edit(after, chooser)
            _follow(cib, after, derivation, f"{name}, step {step}")


@pytest.mark.skipif(TOOL is None, reason="crm_simulate is not installed")
def test_following_a_simulated_transition(sample: Mapping[str, bytes], tmp_path: Path) -> None:
    assert TOOL is not None
    for name in list(sample)[::4]:
        target = tmp_path / f"{name}.xml"
        subprocess.run(
            [TOOL, "--xml-pipe", "-S", "-O", str(target)],
            input=sample[name],
            capture_output=True,
            check=False,
        )
        if not target.is_file():
            continue
        cib = Cib.parse(sample[name])
        derivation = Derivation(cib, now=NOW)
        after = Cib.parse(target.read_bytes())
        _follow(cib, after, derivation, name)


def _follow(cib: Cib, after: Cib, derivation: Derivation, label: str) -> None:
    before = derivation.state
    if after.version <= cib.version:
        after.version = cib.version._replace(num_updates=cib.version.num_updates + 1)
    touched = apply(cib, make(cib, after))
    state = derivation.update(touched)
    fresh = Derivation(Cib.parse(cib.text()), now=NOW).state
    assert _differences(state, fresh) == [], label
    changes = diff_states(before, state)
    for name, node in state.nodes.items():
        if name not in changes.nodes:
            assert node is before.nodes[name], label
    for key, instance in state.instances.items():
        if key not in changes.instances:
            assert instance is before.instances[key], label


def _differences(state: ClusterState, fresh: ClusterState) -> list[str]:
    found: list[str] = []
    for field in dataclasses.fields(ClusterState):
        mine, theirs = getattr(state, field.name), getattr(fresh, field.name)
        if mine != theirs:
            found.append(f"{field.name}: {mine} is not {theirs}")
        elif field.name in ("nodes", "instances") and list(mine) != list(theirs):
            found.append(f"order of {field.name}")
    return found


def _edit(cib: Cib, chooser: random.Random) -> None:
    """One change of the status section, as clusters make them and as they never would."""
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


def test_what_expires_is_noticed_when_the_clock_moves_on(
    scheduler_cases: Mapping[str, bytes],
) -> None:
    cib = Cib.parse(scheduler_cases["failcount"])
    early = Derivation(cib, now=1_400_000_000.0)
    assert (
        early.update(Touched(), now=2_000_000_000.0) == Derivation(cib, now=2_000_000_000.0).state
    )
