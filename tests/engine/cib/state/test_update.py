"""A state kept up to date step by step equals one derived anew, in every field."""

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
from tests.engine.cib.state.edits import NOW, edit
from tests.engine.cib.state.oracle import TOOL

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
