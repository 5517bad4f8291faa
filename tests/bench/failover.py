"""Incidents: each step by the card beside what the cluster itself says, and the outage by a probe.

    python -m tests.bench.failover

On a real Pacemaker of three nodes, as root, and on a lab. Each of the scripted incidents is brought
about once before a whole window; a line for the end of each step of its card, in seconds after the
trouble was made, beside the truth (alerts and the operation history; see tests/end2end/incidents),
and one for the outage of the page, beside a program that asks for it every ten milliseconds.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from tests.bench.figures import emit
from tests.end2end import test_incidents_on_rig as on_rig
from tests.end2end.incidents.comparing import steps_of
from tests.end2end.incidents.furnishing import PORT, SERVICE, furnish
from tests.end2end.incidents.watching import Watcher
from tests.end2end.lab import test_scripted_incidents as on_lab
from tests.end2end.lab.labs import Lab
from tests.end2end.screen import Screen, play
from tests.rig import Rig
from tests.rig.requirements import missing

CLUSTER: Final = "the cluster's own record"
POLLED: Final = "asked every 10 ms by another program"


def report(where: str, watcher: Watcher, wrong: list[str]) -> None:
    """Print what was told, beside what was so; and what was told otherwise."""
    for script, card, true in watcher.cards:
        ends = steps_of(true)
        for step in card.steps:
            at = ends.get(step.stage)
            name = f"{where}, {script}: {step.stage.value} after"
            ours = (step.end or 0.0) - true.begun
            emit(name, ours, "s", CLUSTER, None if at is None else at.at - true.begun)
    for script, outage, gap in watcher.measured:
        name = f"{where}, {script}: outage"
        emit(name, outage.milliseconds or 0.0, "ms", POLLED, gap.milliseconds)
    for line in wrong:
        sys.stderr.write(f"{where}, {line}\n")


def rig(app: QApplication, folder: Path) -> None:
    """On a real Pacemaker."""
    with Rig.up(3) as cluster:
        furnish(cluster)

        async def steps(screen: Screen) -> None:
            await screen.connect(cluster)
            watcher = Watcher(screen.desk, screen.until)
            await watcher.probe(cluster.webip, PORT, SERVICE)
            report("rig", watcher, await on_rig.play_all(cluster, screen, watcher, folder))

        play(steps, app, folder)


def lab(app: QApplication, folder: Path) -> None:
    """On a lab of real processes."""
    place = Lab(folder / "lab", folder / "cib.xml")
    try:
        wrong, watcher = on_lab.play_all(place, app, folder)
        report("lab", watcher, wrong)
    finally:
        place.run("down", "--now")


def main() -> None:
    """Measure and print."""
    app = QApplication([])
    with tempfile.TemporaryDirectory(prefix="hagui-failover-") as scratch:
        for name, measure in (("lab", lab), ("rig", rig)):
            folder = Path(scratch) / name
            folder.mkdir()
            reason = missing() if name == "rig" else None
            if reason is None:
                measure(app, folder)
            else:
                sys.stderr.write(f"not on the rig: {reason}\n")


if __name__ == "__main__":
    main()
