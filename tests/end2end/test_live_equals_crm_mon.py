"""Whatever happens to a real cluster: the desktop's model equals what crm_mon says, once settled.

``HAGUI_STEPS`` sets how many random changes and failures (40 where it is not set), ``HAGUI_SEED``
which ones: a number, or ``random``.
"""

import asyncio
import os
import random
import time
from pathlib import Path

import pytest
from lxml import etree

from hagui.cluster.live import LiveCluster
from hagui.graph.board import Board
from tests.end2end.comparison import differences
from tests.end2end.faults import Faults
from tests.end2end.following import follow
from tests.rig import Rig

STEPS = int(os.environ.get("HAGUI_STEPS", "40"))
PATIENCE = 8.0
"""Seconds for the model to say what a settled cluster says."""


@pytest.mark.rig
async def test_the_model_equals_crm_mon(rig: Rig, tmp_path: Path) -> None:
    given = os.environ.get("HAGUI_SEED", "11")
    seed = random.randrange(1_000_000) if given == "random" else int(given)
    print(f"seed {seed}, {STEPS} steps")
    faults = Faults(rig, seed)
    story: list[str] = []
    async with follow(rig) as desktop:
        await _agree(rig, desktop.live, story, tmp_path)
        for number in range(STEPS):
            step = faults.draw()
            story.append(f"{number}: {step.words}")
            print(story[-1])
            await asyncio.to_thread(step.do)
            await asyncio.to_thread(rig.wait_settled, 120)
            await _agree(rig, desktop.live, story, tmp_path)
            board = Board.of(desktop.live.configuration, desktop.state())
            assert all(board.by_instance[key] for key in desktop.state().instances), story
        await asyncio.to_thread(faults.mend)


async def _agree(rig: Rig, live: LiveCluster, story: list[str], folder: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        seen = await asyncio.to_thread(rig.crm_mon)
        found = differences(live, seen)
        if not found:
            return
        if time.monotonic() > until:
            (folder / "model.xml").write_text(live.cib.text())
            (folder / "crm_mon.xml").write_bytes(etree.tostring(seen))
            pytest.fail("\n".join([*story[-10:], *found, f"see {folder}"]))
        await asyncio.sleep(0.2)
