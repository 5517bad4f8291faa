"""Random crashes, restarts, freezes, partitions, loss and full disks, under every seed the same."""

import os
import random

import pytest

from engine.stacks.lab.instructions import Deposed, Elected
from engine.stacks.lab.settings import PingGroup
from tests.engine.stacks.lab.membership.cluster import Cluster

RUNS = int(os.environ.get("HAGUI_SIMULATIONS", "150"))
SEEDS = [
    int(seed) for seed in os.environ.get("HAGUI_SEEDS", "").split(",") if seed
] or random.Random(1999).sample(range(10_000_000), RUNS)


def one_fault(cluster: Cluster) -> None:
    """Something goes wrong, or right again."""
    rng, net = cluster.net.rng, cluster.net
    host = cluster.hosts[rng.choice(cluster.names)]
    match rng.randrange(11):
        case 0 | 1:
            if host.running:
                host.crash()
        case 2 | 3:
            if not host.running:
                host.start()
        case 4:
            if host.running:
                host.thaw() if host.frozen else host.freeze()
        case 5:
            parts = ["".join(name for name in cluster.names if rng.random() < 0.5)]
            parts.append("".join(name for name in cluster.names if name not in parts[0]))
            cluster.split(*parts)
        case 6:
            net.cuts.add((host.name, rng.choice(cluster.names)))
        case 7:
            net.cuts.clear()
        case 8:
            net.loss = rng.choice([0.0, 0.02, 0.2])
            net.doubled = rng.choice([0.0, 0.1])
            net.delay = rng.choice([(0.0005, 0.002), (0.0, 0.2), (0.1, 0.12)])
        case 9:
            host.disk_trouble = rng.choice(["", "No space left on device"])
        case _:
            for dc in cluster.dcs:
                if dc.running and not dc.frozen and dc.quorate:
                    dc.fence()
                    break


@pytest.mark.parametrize("seed", SEEDS)
def test_no_agreed_configuration_is_lost_and_all_ends_well(seed: int) -> None:
    rng = random.Random(seed)
    pings = rng.choice([(), (PingGroup("router", ("router",)),)])
    cluster = Cluster(
        seed, rng.choice([1, 2, 3, 3, 3, 4, 5, 5, 6, 7]), pings, start=rng.random() < 0.8
    )
    for _ in range(rng.randrange(4, 16)):
        cluster.net.run(rng.choice([0.02, 0.3, 1.0, 3.0, 6.0]))
        one_fault(cluster)
        for host in cluster.running:
            if host.dc is not None and rng.random() < 0.6:
                host.edit(rng.choice([1, 1, 2]))
    cluster.heal()
    assert not cluster.settles(), f"HAGUI_SEEDS={seed}"
    history = cluster.history
    final = cluster.dcs[0].base.split(",")
    assert history.agreed <= set(final), f"lost; HAGUI_SEEDS={seed}"
    assert not history.refused & set(final), f"half applied; HAGUI_SEEDS={seed}"
    assert len(final) == len(set(final))

    for host in cluster.hosts.values():
        host.log.clear()
    cluster.dcs[0].edit()
    cluster.net.run(5)
    assert not cluster.why_unsettled()
    assert str(cluster.edits) in history.agreed
    for host in cluster.hosts.values():
        assert not any(isinstance(out, Elected | Deposed) for out in host.log), "it stays calm"
