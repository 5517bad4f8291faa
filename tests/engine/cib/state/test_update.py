"""A state kept up to date step by step equals one derived anew, in every field."""

import dataclasses
import random
import statistics
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Touched, apply, make
from engine.cib.state.compare import diff_states
from engine.cib.state.derive import Derivation
from engine.cib.state.model import ClusterState
from tests.engine.cib.state.edits import NOW, edit, shake
from tests.engine.cib.state.oracle import TOOL
from tests.engine.cib.state.small import (
    UP,
    cib,
    history,
    meta,
    node_state,
    operation,
    pair,
    primitive,
)

STEPS = 6


def test_random_status_patches_give_what_a_fresh_derivation_gives(
    sample: Mapping[str, bytes], seed: int
) -> None:
    chooser = random.Random(seed)
    for name in list(sample)[::2]:
        cib = Cib.parse(sample[name])
        derivation = Derivation(cib, now=NOW)
        for step in range(STEPS):
            after = cib.copy()
            edit(after, chooser)
            _follow(cib, after, derivation, f"{name}, step {step}")


def test_nodes_and_cluster_changed_together_give_what_a_fresh_derivation_gives(
    sample: Mapping[str, bytes], seed: int
) -> None:
    chooser = random.Random(seed)
    for name in list(sample)[1::2]:
        cib = Cib.parse(sample[name])
        derivation = Derivation(cib, now=NOW)
        for step in range(STEPS):
            after = cib.copy()
            shake(after, chooser)
            _follow(cib, after, derivation, f"{name}, step {step}")


@pytest.mark.parametrize("fencing", ["true", "false"])
@pytest.mark.parametrize("clone_max", ["5", "7", "3"])
def test_clones_on_many_nodes_follow_nodes_that_come_and_go(
    fencing: str, clone_max: str, seed: int
) -> None:
    chooser = random.Random(seed)
    cib = _clones(5, {"stonith-enabled": fencing}, clone_max)
    derivation = Derivation(cib, now=NOW)
    for step in range(40):
        after = cib.copy()
        shake(after, chooser)
        _follow(cib, after, derivation, f"step {step}")


@pytest.mark.skipif(TOOL is None, reason="crm_simulate is not installed")
def test_following_a_simulated_transition(sample: Mapping[str, bytes], tmp_path: Path) -> None:
    assert TOOL is not None
    for name in list(sample)[::8]:
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


def test_what_expires_is_noticed_when_the_clock_moves_on(
    scheduler_cases: Mapping[str, bytes],
) -> None:
    cib = Cib.parse(scheduler_cases["failcount"])
    early = Derivation(cib, now=1_400_000_000.0)
    assert (
        early.update(Touched(), now=2_000_000_000.0) == Derivation(cib, now=2_000_000_000.0).state
    )


def _clones(count: int, properties: dict[str, str], clone_max: str, copies: int = 1) -> Cib:
    """Clones of a resource and of a group, one that is promotable, and what is no clone."""
    limit = meta(clone_max=clone_max)
    promotable = meta(clone_max=clone_max, promotable="true")
    resources = "".join(
        f'<clone id="all{n}">{limit}{primitive(f"one{n}")}</clone>'
        f'<clone id="sets{n}">{limit}<group id="set{n}">'
        f"{primitive(f'low{n}')}{primitive(f'high{n}')}</group></clone>"
        f'<clone id="data{n}">{promotable}{primitive(f"db{n}")}</clone>'
        f'{primitive(f"web{n}")}<group id="row{n}">'
        f"{primitive(f'front{n}')}{primitive(f'back{n}')}</group>"
        for n in range(copies)
    )
    device = '<primitive id="power" class="stonith" type="external/ssh"/>'
    states = [node_state(node, *_histories(node, copies)) for node in range(1, count + 1)]
    return cib(resources + device, *states, nodes=count, properties=properties)


def _histories(node: int, copies: int) -> list[str]:
    found: list[str] = []
    for n in range(copies):
        for name in (f"one{n}", f"low{n}", f"high{n}", f"db{n}"):
            done = [operation(name, "start"), operation(name, "monitor", call=2, interval=10_000)]
            found.append(history(name, *done))
        for number, name in enumerate((f"web{n}", f"front{n}", f"back{n}"), start=1):
            here = operation(name, "start", call=2) if number == node else ""
            found.append(history(name, operation(name, "monitor", rc=7, expected=7), here))
    return found


def test_a_history_that_comes_whole_with_its_node_is_read() -> None:
    late = node_state(2, *_histories(2, 1))
    document = _clones(2, {}, "2")
    derivation = Derivation(document, now=NOW)
    status = document.section("status")
    assert status is not None
    lrm = status[1].find("lrm")
    assert lrm is not None
    status[1].remove(lrm)
    status[1].set("crmd", "offline")
    touched = Touched(nodes=frozenset(["2"]))
    derivation.update(touched)
    assert derivation.state == Derivation(document, now=NOW).state
    assert derivation.state.nodes["node2"].resources_running == 0
    status[1].append(etree.fromstring(late)[0])
    status[1].set("crmd", "online")
    names = {(("2", entry.get("id", ""))) for entry in status[1].iter("lrm_resource")}
    derivation.update(Touched(nodes=frozenset(["2"]), resources=frozenset(names)))
    assert derivation.state == Derivation(document, now=NOW).state
    assert derivation.state.nodes["node2"].resources_running == 5


def test_what_fencing_could_solve_is_blocked_while_there_is_no_quorum() -> None:
    stuck = history("web", operation("web", "start"), operation("web", "stop", rc=3, call=2))
    gone = {**UP, "crmd": "offline", "in_ccm": "false"}
    document = cib(
        primitive("web") + '<primitive id="power" class="stonith" type="external/ssh"/>',
        node_state(1),
        node_state(2, stuck, **gone),
        properties={"stonith-enabled": "true"},
    )
    derivation = Derivation(document)
    for quorum, blocked in (("1", False), ("0", True), ("1", False)):
        document.root.set("have-quorum", quorum)
        state = derivation.update(Touched(root=True))
        assert state.instances["web"].blocked is blocked
        assert state == Derivation(document).state


def test_a_standby_takes_a_small_part_of_the_time_of_reading_all() -> None:
    document = _clones(16, {}, "16", copies=12)
    began = time.process_time()
    derivation = Derivation(document)
    whole = time.process_time() - began
    status = document.section("status")
    assert status is not None
    taken: list[float] = []
    for number, state in enumerate(status):
        node = frozenset([str(number + 1)])
        text = f'<transient_attributes id="{number + 1}"><instance_attributes id="t{number}">'
        text += f"{pair('standby', 'on')}</instance_attributes></transient_attributes>"
        state.insert(0, etree.fromstring(text))
        began = time.process_time()
        derivation.update(Touched(nodes=node, attributes=node))
        taken.append(time.process_time() - began)
    assert all(node.standby for node in derivation.state.nodes.values())
    assert statistics.median(taken) < whole / 4
