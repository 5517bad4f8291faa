"""Scripted incidents in a lab of real processes: the card says what the lab itself says."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from lxml import etree
from PySide6.QtWidgets import QApplication

from engine.cib.xml import Element
from engine.cli.lab_client import log_in
from engine.protocol.verbs import CIB_QUERY, Cleanup, Fault, Nothing, Standby
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.supervisor.client import ask
from engine.stacks.lab.supervisor.wire import SOCKET, Harm
from hagui.lab.process import LabProcess
from tests.end2end.incidents.comparing import differences
from tests.end2end.incidents.lab_truth import places, truth, watching
from tests.end2end.incidents.notes import Notes
from tests.end2end.incidents.on_lab import LIKES, REPORT, Switch, furnish, switch
from tests.end2end.incidents.polling import Polling, polling
from tests.end2end.incidents.watching import Watcher, outages
from tests.end2end.lab.labs import PORT, Lab
from tests.end2end.screen import Screen, play

SERVICE: Final = "webip"
FENCING_TAKES: Final = 2.0
"""Seconds, where something is to be done meanwhile."""


class Scene:
    """A lab, and somebody before a window on it."""

    def __init__(self, lab: Lab, switch: Switch, screen: Screen) -> None:
        self.lab = lab
        self.switch = switch
        self.screen = screen

    async def cib(self, node: str) -> Element:
        """The CIB, as the engine of a node has it."""
        client = await log_in(Folder(self.lab.folder), self.lab.nodes()[node])
        try:
            return etree.fromstring((await client.call(CIB_QUERY, Nothing())).cib.encode())
        finally:
            await client.close()

    async def place_of(self, resource: str) -> str:
        """The node where a resource is."""
        (found,) = places(await self.cib("node1"))[resource]
        return found

    async def harm(self, kind: str, *nodes: str) -> None:
        """A fault, asked of the power switch."""
        await ask(self.lab.folder / SOCKET, Harm(Fault(kind, nodes)))

    async def mend(self) -> None:
        """All nodes on and active, and no failure left; returns once the lab has settled."""
        self.switch.failing, self.switch.seconds = 0, 0.0
        await self.harm("heal")
        names = list(self.lab.nodes())
        for name in names:
            await self.harm("power", name)
        await asyncio.to_thread(self.lab.settle)
        intent = self.screen.window.intent
        for name in names:
            intent.emit(Standby(name, on=False))
        intent.emit(Cleanup())
        await asyncio.to_thread(self.lab.settle)


Script = Callable[[Scene, Notes], Awaitable[None]]


async def node_killed(scene: Scene, notes: Notes) -> None:
    """The node that serves loses its power."""
    notes.lost = True
    notes("power is being cut")
    await scene.harm("kill", notes.victim)
    notes("power is off")


async def network_cut(scene: Scene, notes: Notes) -> None:
    """The node that serves loses its network."""
    notes.lost = True
    notes("cables are being pulled")
    await scene.harm("cut", notes.victim)
    notes("cables are out")


async def agent_failing(scene: Scene, notes: Notes) -> None:
    """The process that serves dies."""
    (pid,) = (pid for pid in scene.lab.processes() if serves(pid))
    notes("process is being killed")
    os.kill(pid, signal.SIGKILL)
    notes("process is dead")


def serves(pid: int) -> bool:
    """Whether a process serves the page."""
    words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    return any(word.endswith(b"/web.py") for word in words)


async def start_timing_out(scene: Scene, notes: Notes) -> None:
    """A resource fails where it runs, and where it goes next its start times out."""
    notes.victim = await scene.place_of(REPORT)
    notes.other = max(LIKES.keys() - {notes.victim}, key=LIKES.__getitem__)
    notes.outage = False
    (state,) = scene.lab.folder.glob(f"nodes/{notes.victim}/**/{REPORT}.state")
    notes("report is being ended")
    state.unlink()
    notes("report has ended")


async def fencing_failing_once(scene: Scene, notes: Notes) -> None:
    """A node that was lost cannot be fenced at once: the power switch refuses each peer."""
    scene.switch.failing = 2
    await node_killed(scene, notes)


async def standby_amid_failover(scene: Scene, notes: Notes) -> None:
    """While the node that served is being fenced, an operator sets to standby where it would go."""
    scene.switch.seconds = FENCING_TAKES
    await node_killed(scene, notes)
    notes.other = next(name for name in scene.lab.nodes() if name != notes.victim)
    live = scene.screen.live
    await scene.screen.until(lambda: live.state.nodes[notes.victim].unclean, "it is to be fenced")
    notes("standby is being set")
    scene.screen.window.intent.emit(Standby(notes.other, on=True))


SCRIPTS: Final[tuple[Script, ...]] = (
    agent_failing,
    start_timing_out,
    network_cut,
    fencing_failing_once,
    standby_amid_failover,
    node_killed,
)


def test_each_incident_is_told_once_and_as_the_lab_keeps_it(
    own_lab: Lab, qapp: QApplication, tmp_path: Path
) -> None:
    wrong, _ = play_all(own_lab, qapp, tmp_path)
    assert not wrong, "\n".join(wrong)


def play_all(lab: Lab, app: QApplication, folder: Path) -> tuple[list[str], Watcher]:
    """Bring one incident about after the other in a lab that is not up yet.

    Returns:
        What was told otherwise than it was, and who has watched.
    """
    asked = folder / "switch.sock"
    furnish(lab.cib_file, asked)
    process = LabProcess(str(lab.folder), cib=str(lab.cib_file))
    wrong: list[str] = []
    watchers: list[Watcher] = []

    async def steps(screen: Screen) -> None:
        screen.desk.open_lab_soon()
        await screen.until(lambda: serving(screen), "the lab is up", 60.0)
        watcher = Watcher(screen.desk, screen.until)
        watchers.append(watcher)
        await watcher.probe(lab.address, PORT, SERVICE)
        scene = Scene(lab, between, screen)
        await scene.mend()
        await screen.until(lambda: screen.desk.incidents.machine.open is None, "all is well", 60.0)
        with polling(lab.address, PORT, folder / "polled") as polled:
            for script in SCRIPTS:
                said = await played(script, scene, watcher, polled, folder)
                wrong.extend(f"{script.__name__}: {line}" for line in said)

    with switch(asked, lab.folder / SOCKET) as between:
        play(steps, app, folder, process)
    return wrong, watchers[0]


def serving(screen: Screen) -> bool:
    """Whether the lab's page is served, by the window."""
    shown = screen.window.shown
    return shown is not None and shown.loaded and shown.state.instances["webserver"].active


async def played(
    script: Script, scene: Scene, watcher: Watcher, polled: Polling, folder: Path
) -> list[str]:
    """Bring an incident about, and say what was told of it otherwise than it was."""
    notes = Notes(await scene.place_of(SERVICE))
    witness = max(scene.lab.nodes().keys() - {notes.victim})
    before = places(await scene.cib(witness))
    known = len(watcher.incidents)
    with watching(scene.lab.folder, witness, folder / script.__name__) as history:
        await script(scene, notes)
        card = await watcher.over(known)
        after = places(await scene.cib(witness))
    lost = notes.victim if notes.lost else None
    true = truth(notes.begun, history, scene.switch, before, after, lost)
    watcher.cards.append((script.__name__, card, true))
    wrong = differences(card, true)
    if notes.outage:
        wrong += await outages(script.__name__, notes, watcher, polled)
    await scene.mend()
    await watcher.calm(known + 1)
    return wrong
