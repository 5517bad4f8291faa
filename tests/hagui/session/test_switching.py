import os
import random

import pytest

from tests.hagui.session.simulation import Simulation

RUNS = int(os.environ.get("HAGUI_SIMULATIONS", "60"))
SEEDS = [
    int(seed) for seed in os.environ.get("HAGUI_SEEDS", "").split(",") if seed
] or random.Random(5560).sample(range(1_000_000), RUNS)


def calm_down(simulation: Simulation) -> None:
    """Everything runs and is reachable, and nothing happens for a while."""
    for name, engine in simulation.engines.items():
        simulation.mend_wire(name)
        if not engine.running:
            simulation.revive(name)
    simulation.run_until(simulation.now + 3)
    simulation.heal()
    simulation.run_until(simulation.now + 20)


def assert_shows_the_cluster(simulation: Simulation) -> None:
    engine = next(iter(simulation.engines.values()))
    assert simulation.shown == engine.content
    assert simulation.version == engine.version
    assert simulation.following.followed is not None


def assert_never_blind_for_long(simulation: Simulation) -> None:
    for begin, end, others in simulation.blind:
        if others:
            assert end - begin <= 1.0, f"blind from {begin:.3f} to {end:.3f}, had {others}"


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_or_doubled_while_engines_die(seed: int) -> None:
    """Engines die and come back while the cluster changes; one other is linked all the time."""
    print(f"seed {seed}")
    simulation = Simulation(seed)
    chance = simulation.random
    simulation.run_until(2)
    for _ in range(40):
        victim = simulation.following.followed
        assert victim is not None
        if chance.random() < 0.5:
            simulation.kill(victim, silent=chance.random() < 0.5)
            back = simulation.revive
        else:
            simulation.cut_wire(victim)
            back = simulation.mend_wire
        for _ in range(chance.randint(0, 25)):
            simulation.run_until(simulation.now + chance.uniform(0, 0.2))
            if simulation.sides():
                simulation.write()
        back(victim)
        simulation.run_until(simulation.now + chance.uniform(1, 4))
        while len(simulation.alive()) < 2:
            simulation.run_until(simulation.now + 0.5)
        simulation.run_until(simulation.now + 0.5)
    calm_down(simulation)
    assert_shows_the_cluster(simulation)
    assert_never_blind_for_long(simulation)
    assert not simulation.went_back
    assert len(simulation.told) == len(set(simulation.told)), "an event was told twice"
    assert simulation.told == simulation.written


@pytest.mark.parametrize("seed", SEEDS)
def test_partitions_are_never_mixed(seed: int) -> None:
    """Whatever breaks: no patch of one side is applied to the content of another.

    The simulation itself checks that at every patch. Once all is whole, the view is the cluster.
    """
    print(f"seed {seed}")
    simulation = Simulation(seed, nodes=5)
    chance = simulation.random
    names = list(simulation.engines)
    for _ in range(60):
        match chance.randrange(6):
            case 0:
                simulation.kill(chance.choice(names), silent=chance.random() < 0.5)
            case 1:
                simulation.revive(chance.choice(names))
            case 2:
                chance.shuffle(names)
                at = chance.randint(1, 4)
                simulation.split(tuple(names[:at]), tuple(names[at:]))
            case 3:
                simulation.heal()
            case 4:
                simulation.cut_wire(chance.choice(names))
            case _:
                simulation.mend_wire(chance.choice(names))
        for _ in range(chance.randint(0, 12)):
            simulation.run_until(simulation.now + chance.uniform(0, 0.3))
            simulation.write()
    calm_down(simulation)
    assert_shows_the_cluster(simulation)
    assert_never_blind_for_long(simulation)


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_back_from_blindness_nothing_is_told_twice(seed: int) -> None:
    """The only way there breaks and mends; the engine begins with an old snapshot each time."""
    print(f"seed {seed}")
    simulation = Simulation(seed, nodes=1)
    chance = simulation.random
    simulation.run_until(2)
    for _ in range(10):
        for _ in range(chance.randint(0, 8)):
            simulation.run_until(simulation.now + chance.uniform(0, 0.3))
            simulation.write()
        simulation.run_until(simulation.now + 1)
        simulation.cut_wire("A")
        simulation.run_until(simulation.now + chance.uniform(0.5, 3))
        simulation.mend_wire("A")
        simulation.run_until(simulation.now + 20)
        assert_shows_the_cluster(simulation)
    assert not simulation.went_back
    assert simulation.told == sorted(set(simulation.told))


def test_the_side_with_quorum_is_shown() -> None:
    simulation = Simulation(1)
    simulation.run_until(2)
    alone = simulation.following.followed
    assert alone is not None
    others = tuple(name for name in simulation.engines if name != alone)
    simulation.split((alone,), others)
    simulation.run_until(simulation.now + 1)
    assert simulation.following.followed in others
