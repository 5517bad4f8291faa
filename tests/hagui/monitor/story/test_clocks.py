"""Offsets of clocks, measured by what is seen as it ends."""

from random import Random

import pytest

from hagui.monitor.story.clocks import Clocks


def _measured(offset: float, *, times: int, seed: int = 1) -> Clocks:
    """A node whose clock is ``offset`` behind; its stamps are whole seconds."""
    random, clocks = Random(seed), Clocks()
    for turn in range(times):
        began = 1000.0 + turn * 7 + random.random()  # by the node's clock
        run = random.uniform(0.05, 3.0)
        seen = began + run + offset + random.uniform(0.01, 0.1)
        clocks.heard("node1", int(began) + run, seen)
    return clocks


def test_a_busy_machine_is_no_wrong_clock() -> None:
    random, clocks = Random(3), Clocks()
    for turn in range(12):
        clocks.heard("node1", 1000.0 + turn, 1000.0 + turn + random.uniform(0.1, 1.8))
        assert not clocks.offsets["node1"].certain


def test_many_operations_at_one_time_are_no_wrong_clock() -> None:
    random, clocks = Random(5), Clocks()
    for turn in range(30):  # a cluster that starts: all began late in the same second
        clocks.heard("node1", 1000.1, 1001.0 + 0.001 * turn + random.uniform(0.0, 0.05))
    assert not clocks.offsets["node1"].certain
    for turn in range(20):  # later ones, at any time, do not make it one
        began = 1010.0 + turn * 7 + random.random()
        clocks.heard("node1", int(began) + 0.1, began + 0.1 + random.uniform(0.01, 0.1))
    assert not clocks.offsets["node1"].certain


@pytest.mark.parametrize("offset", [-3600.0, -40.0, -2.0, 0.0, 0.3, 5.0, 86_400.0])
@pytest.mark.parametrize("seed", range(10))
def test_the_true_offset_is_within_what_is_said(offset: float, seed: int) -> None:
    for times in (1, 5, 40):
        found = _measured(offset, times=times, seed=seed).offset("node1")
        assert found is not None
        assert abs(found.seconds - offset) <= found.within + 1e-6
        assert found.sightings == times
    assert found.within < 0.3


def test_a_right_clock_is_left_alone() -> None:
    clocks = _measured(0.0, times=40)
    assert clocks.shift("node1") == 0.0
    assert not clocks.offsets["node1"].certain
    assert clocks.shift("node2") == 0.0


def test_what_comes_late_is_no_offset() -> None:
    clocks = _measured(0.0, times=10)
    clocks.heard("node1", 2000.0, 2030.0)
    assert not clocks.offsets["node1"].certain


def test_a_clock_that_was_set_is_measured_anew() -> None:
    clocks = _measured(0.0, times=10)
    for turn in range(4):
        clocks.heard("node1", 3000.0 + turn, 3060.5 + turn)
    assert clocks.offsets["node1"].certain
    assert clocks.shift("node1") == pytest.approx(60, abs=1)
    clocks.heard("node1", 4000.0, 4000.5)
    assert not clocks.offsets["node1"].certain
