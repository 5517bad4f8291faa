"""Whatever happens: once the DC has settled, Pacemaker's own scheduler finds nothing to do either.

So it has read the status as it was meant.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest

from engine.scheduler.schedule import schedule
from tests.engine.stacks.lab.controller.cluster import Cluster, example

SCHEDULES = int(os.environ.get("HAGUI_SIMULATIONS", "6"))
CRM_SIMULATE = shutil.which("crm_simulate")
RESOURCES = ("webip", "webstore", "webserver", "database", "cache", "backup", "fencing")
TASKS = ("monitor", "start", "stop", "promote")
MONITORED = 11.0
"""Seconds within which every monitor has run."""
LISTED = re.compile(r"  \* (\w+)\s+\((?:ocf|stonith):[\w:]+\):\s+(?:Started|Promoted) (\w+)")


class Story:
    """A cluster to which things happen."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.cluster = Cluster(example(), self.rng.choice((2, 3, 3, 4)))
        self.told: list[str] = []

    def happen(self) -> None:
        cluster, rng = self.cluster, self.rng
        others = [name for name in cluster.names if name != cluster.dc]
        up = [name for name in others if cluster.nodes[name].up]
        down = [name for name in others if not cluster.nodes[name].up]
        kinds = ("lose", "leave", "start", "start", "sick", "sick", "dies", "dc")
        kind = rng.choice(kinds)
        what = ""
        if kind in ("lose", "leave") and up:
            what = rng.choice(up)
            (cluster.lose if kind == "lose" else cluster.leave)(what)
        elif kind == "start" and down:
            what = rng.choice(down)
            cluster.start(what)
        elif kind == "sick":
            sick = (rng.choice(RESOURCES), rng.choice(TASKS), rng.choice(("*", *cluster.names)))
            cluster.sick[sick] = rng.choice((1, 1, 5, 7, -1))
            what = str(sick)
        elif kind == "dies":
            node = cluster.nodes[rng.choice(cluster.names)]
            if node.active:
                what = rng.choice(sorted(node.active))
                del node.active[what]
        elif kind == "dc" and len(up) > 1 and cluster.nodes[cluster.dc].up:
            cluster.take_over()
        self.told.append(f"{cluster.now:.2f} {kind} {what}")
        cluster.run(rng.choice((0.02, 0.2, 2.0, 12.0)))

    def settle(self) -> bool:
        """Whether there still is a DC to settle."""
        self.cluster.sick.clear()
        self.told.append("settle")
        self.cluster.run(MONITORED)
        for _ in range(2):
            if not self.cluster.nodes[self.cluster.dc].up:
                if not any(node.up for node in self.cluster.nodes.values()):
                    return False
                self.cluster.run(1.5)
                self.cluster.elect(self.cluster.copy.text())
            self.cluster.settle(900)
        return self.cluster.nodes[self.cluster.dc].up


@pytest.mark.parametrize("seed", range(SCHEDULES))
def test_nothing_is_left_to_do(seed: int, tmp_path: Path) -> None:
    story = Story(seed)
    for _ in range(4):
        for _ in range(story.rng.randrange(1, 5)):
            story.happen()
        if not story.settle():
            break
        compare(story, tmp_path)


def compare(story: Story, folder: Path) -> None:
    cluster = story.cluster
    own = schedule(cluster.copy, now=cluster.now)
    assert not own.graph, (story.told, [step.key for step in own.graph.steps])
    if CRM_SIMULATE is None:
        return
    path = folder / "cib.xml"
    path.write_text(cluster.copy.text(), "utf-8")
    command = [CRM_SIMULATE, "-x", str(path), "-R", "--set-datetime", str(int(cluster.now))]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    now, _, summary = ended.stdout.partition("Transition Summary:")
    planned = [line for line in summary.splitlines() if line.startswith("  * ")]
    assert not [line for line in planned if "blocked" not in line], (story.told, ended.stdout)
    for resource, node in LISTED.findall(now):
        assert node in cluster.where(resource) or resource == "fencing", (story.told, ended.stdout)
