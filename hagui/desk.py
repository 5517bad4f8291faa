"""The application behind the window: opens files, follows clusters, carries acts to engines."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from engine.protocol.messages import Progress
from engine.protocol.verbs import Act, Fault
from hagui.cluster.changes import ChangeSet
from hagui.cluster.eventlog import EventLog
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.connecting import Connecting
from hagui.fencing import FencingNews
from hagui.i18n import tr
from hagui.lab.keeper import LabKeeper
from hagui.lab.process import LabProcess, LabTrouble
from hagui.monitor.incidents.model import Incident
from hagui.monitor.incidents.noting import NAME as INCIDENT
from hagui.monitor.probes.model import Target as ProbeTarget
from hagui.monitor.probes.noting import NAME, note_of
from hagui.monitor.probes.runs import Run
from hagui.monitor.recording.recorder import Recorder
from hagui.monitoring import Monitoring
from hagui.opening import STDIN, Opened, OpenError, display_name
from hagui.probing import Probing
from hagui.replaying import Replaying
from hagui.session.acting import ActFailed
from hagui.session.connection import report_failure
from hagui.session.harming import FaultFailed
from hagui.session.session import NotConnected
from hagui.shell.alarms.part import Alarms
from hagui.shell.connect.values import SavedCluster
from hagui.shell.incidents.part import IncidentsPart
from hagui.shell.lab.values import Wish
from hagui.shell.lab.words import fault_words
from hagui.shell.menus import Saved
from hagui.shell.opinions.part import Opinions
from hagui.shell.progress import ActProgress, Stage
from hagui.shell.settings import Settings
from hagui.shell.window import MainWindow
from hagui.taped import Taped, read_any
from hagui.workbench.committing import Sender
from hagui.workbench.filing import OpenFile
from hagui.workbench.rehearsing import EngineRehearser
from hagui.workbench.reviewing import Target
from hagui.workbench.workbench import Edited, Workbench

PATIENCE: Final = 0.5
"""Seconds that opening a file may take before it is said that it is going on."""
EXAMPLE: Final = "web-cluster-running.xml"


class Desk:
    """Routes between the window, the files and the engines."""

    def __init__(
        self,
        window: MainWindow,
        kept: Settings,
        folder: Path,
        *,
        lab: LabProcess | None = None,
        keep_lab: bool = False,
    ) -> None:
        """Make it; needs no running event loop yet.

        Args:
            window: what is seen.
            kept: the person's settings.
            folder: where all else is kept.
            lab: the lab that may be started; None: in the usual place.
            keep_lab: whether it goes on when the window is closed.

        Raises:
            OSError: what is kept in ``folder`` cannot be read.
        """
        self._window = window
        self._kept = kept
        self._tasks: set[asyncio.Task[Any]] = set()
        self._opening: asyncio.Task[Any] | None = None
        self._acting: dict[Act, asyncio.Task[Any]] = {}
        self.done = asyncio.Event()
        self.connecting = Connecting(window, self, folder)
        rehearser = EngineRehearser(self.connecting)
        self.workbench = Workbench(window, self.connecting, rehearser, folder, self._spawn)
        self.monitoring = Monitoring(window)
        self.incidents = IncidentsPart(window, window.incidents)
        self.recorder = Recorder(folder, window)
        self.recorder.trouble.connect(window.show_error)
        self.incidents.to_keep.connect(self._note_incident)
        self.monitoring.join(self.recorder)
        self.replaying = Replaying(
            window,
            self._spawn,
            lambda: self.recorder.path is not None,
            self.recorder.recording,
            self.recorder.save_as,
            lambda: [incident.begin for incident in self.incidents.machine.incidents],
        )
        self.monitoring.join(self.replaying)
        self.probing = Probing(window, self.connecting, folder, self._spawn)
        self.monitoring.join(self.probing)
        self.probing.book.on_outage.append(self.incidents.probed)
        self.probing.book.on_forgotten.append(self.incidents.unprobed)
        self.probing.book.on_run.append(self._note_probed)
        self.monitoring.join(self.incidents)
        self.monitoring.join(FencingNews(self.incidents, self.connecting, self._spawn))
        self.opinions = Opinions(window)
        self.monitoring.join(self.opinions)
        self.alarms = Alarms(
            window,
            kept,
            lambda: self.opinions.disagreement,
            lambda: self.incidents.machine.open,
        )
        self.monitoring.join(self.alarms)
        self.lab = LabKeeper(
            window,
            self.connecting,
            folder,
            spawn=self._spawn,
            changed=self.changed,
            lab=lab,
            keep=keep_lab,
        )
        window.lab_wanted.connect(self.open_lab_soon)
        window.lab_kept.connect(self._keep_lab)
        self.workbench.open_wanted.connect(self.open_soon)
        window.intent.connect(self._act)
        window.stop_watching.connect(self._stop_watching)
        window.open_wanted.connect(self.open_soon)
        window.open_cancelled.connect(self._cancel_opening)
        window.example_wanted.connect(self._open_example)
        window.connect_wanted.connect(self._connect)
        window.disconnect_wanted.connect(self._disconnect)
        window.quit_wanted.connect(self.done.set)
        self.connecting.saved_changed.connect(self._list_saved)
        self._list_saved()
        if self.connecting.notice:
            window.tell(self.connecting.notice)

    # files

    async def open(self, path: str) -> None:
        """Show a file in place of whatever is shown.

        Raises:
            OpenError: it cannot be shown; what was shown stays.
        """
        found = await self._read(path)
        await self.connecting.disconnect_cluster()
        if isinstance(found, Taped):
            self.show_recording(path, found)
        else:
            self.show_file(path, found)
        if isinstance(found, Opened) and found.faults:
            self._window.show_error(found.faults)
        if path != STDIN and not _is_example(path):
            self._kept.remember_file(str(Path(path).absolute()))
            self._list_saved()

    def _note_probed(self, target: ProbeTarget, run: Run) -> None:
        """Let the recording keep what a probe tells."""
        note = note_of(target, run)
        self.recorder.note(NAME, note.key, note, at=run.begin)

    def _note_incident(self, key: str, incident: Incident) -> None:
        """Let the recording keep an incident as it is told now."""
        self.recorder.note(INCIDENT, key, incident, at=incident.begin)

    def show_file(self, path: str, found: Opened) -> None:
        """Show what was read from a file."""
        live = LiveCluster()
        live.show(found.prepared, at=time.time(), source=path)
        name, own = display_name(path), path != STDIN
        status = SourcesStatus(Freshness.FILE, file=name)
        edited = Edited(
            key=str(Path(path).resolve()) if own else "",
            target=Target(name, file=True),
            sender=Sender(where=str(Path(path).resolve()) if own else ""),
            file=OpenFile(path, found.data, writable=own and not _is_example(path)),
        )
        self.monitoring.begin(live, name=name, file=True)
        self._window.show_cluster(self.workbench.begin(live, edited), name)
        self._window.show_sources(status)
        self.workbench.sources(status)

    def show_recording(self, path: str, found: Taped) -> None:
        """Show what was read from a recording: its story, and the last moment of it."""
        live = LiveCluster(EventLog.of(found.events))
        end, name = found.film.reel.until, display_name(path)
        live.stand(found.last, source=path)
        status = SourcesStatus(Freshness.FILE, file=name)
        self.monitoring.begin(
            live, name=found.film.recording.name, file=True, story=found.story, end=end
        )
        draft = self.workbench.begin(live, Edited("", Target(name, file=True)))
        self._window.show_cluster(draft, found.film.recording.name)
        self._window.show_sources(status)
        self.workbench.sources(status)
        self.replaying.show_film(found.film, name, Path(path), found.shown)
        self.probing.show_notes(found.probes)
        self.incidents.show_notes(found.incidents)

    def open_soon(self, path: str) -> None:
        """Open a file in the background; the window says if it cannot be opened."""
        self._cancel_opening()
        self._opening = self._spawn(self._open_or_say(path), "open file")

    async def _open_or_say(self, path: str) -> None:
        try:
            await self.open(path)
        except OpenError as error:
            self._window.show_error(str(error))

    async def _read(self, path: str) -> Opened | Taped:
        reading = asyncio.ensure_future(asyncio.to_thread(read_any, path))
        try:
            done, _ = await asyncio.wait({reading}, timeout=PATIENCE)
            if not done:
                self._window.show_opening(display_name(path))
            return await reading
        finally:
            self._window.show_opening("")

    def _cancel_opening(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None

    def _open_example(self) -> None:
        with as_file(files("resources") / "examples" / EXAMPLE) as path:
            self.open_soon(str(path))

    # a lab

    async def open_lab(self) -> None:
        """Start or join a lab, and show it in place of whatever is shown.

        Raises:
            LabTrouble: it cannot be started.
            NotConnected: no engine of it can be reached.
        """
        try:
            await self.lab.open()
        finally:
            self._window.show_busy("")

    def open_lab_soon(self, then: Callable[[], None] | None = None) -> None:
        """The same in the background; the window says if it does not succeed."""
        self._cancel_opening()
        self._opening = self._spawn(self._open_lab_or_say(then), "open lab")

    async def _open_lab_or_say(self, then: Callable[[], None] | None) -> None:
        try:
            await self.open_lab()
        except (LabTrouble, NotConnected) as error:
            words = tr("lab", "The lab could not be started: {why}", why=str(error))
            self._window.show_error(words)
        else:
            if then is not None:
                then()

    def _keep_lab(self, kept: bool) -> None:
        self._spawn(self.lab.keep(kept=kept), "keep lab")

    # clusters (what ``Connecting`` tells)

    def opened(self, live: LiveCluster, cluster: SavedCluster) -> None:
        """Another cluster is connected."""
        saved = any(item.id == cluster.id for item in self.connecting.saved)
        edited = Edited(
            key=cluster.id if saved else ",".join(sorted(cluster.addresses)),
            target=Target(cluster.title, production=cluster.production),
            sender=Sender(cluster.user, cluster.title),
            folder=self.lab.drafts_of(cluster.addresses),
        )
        self.monitoring.begin(
            live,
            name=cluster.title,
            key=edited.key,
            production=cluster.production,
            folder=edited.folder,
        )
        draft = self.workbench.begin(live, edited)
        self._window.show_cluster(draft, cluster.title, production=cluster.production)

    def changed(self, change: ChangeSet) -> None:
        """The live copy changed."""
        self.monitoring.follow(change)
        self._window.refresh(self.workbench.follow(change))

    def sources(self, status: SourcesStatus) -> None:
        """Where its data comes from, or how old it is, changed."""
        self._window.show_sources(status)
        self.workbench.sources(status)
        self.monitoring.sources(status)
        self.lab.sources(status)

    def closed(self) -> None:
        """The cluster is no longer connected."""
        self.lab.closed()
        self.workbench.end()
        self.monitoring.end()
        self._window.show_nothing()

    def _connect(self, cluster_id: str) -> None:
        if cluster_id:
            self.connecting.connect_saved(cluster_id)
        else:
            self.connecting.open()

    def _disconnect(self) -> None:
        self._spawn(self.connecting.disconnect_cluster(), "disconnect")

    def _list_saved(self) -> None:
        self._window.show_saved([Saved(item.id, item.title) for item in self.connecting.saved])

    # acts

    def _act(self, act: Wish) -> None:
        if isinstance(act, Fault):
            self._spawn(self._break(act), "fault")
            return
        if act not in self._acting:
            task = self._acting[act] = self._spawn(self._carry_out(act), "act")
            task.add_done_callback(lambda _: self._acting.pop(act, None))

    async def _carry_out(self, act: Act) -> None:
        window = self._window
        window.show_progress(ActProgress(act, Stage.ASKED))

        def report(step: Progress) -> None:
            if step.stage in {stage.value for stage in Stage}:
                window.show_progress(ActProgress(act, Stage(step.stage), step.pending))

        try:
            await self.connecting.act(act, report)
        except ActFailed as error:
            failed = ActProgress(
                act,
                Stage.FAILED,
                message=error.message,
                detail=error.detail,
                unsure=error.unsure,
            )
            window.show_progress(failed)
        else:
            window.show_progress(ActProgress(act, Stage.SETTLED))

    async def _break(self, fault: Fault) -> None:
        """Nothing is followed: what becomes of it is what one wants to see."""
        try:
            await self.lab.fault(fault)
        except FaultFailed as error:
            words = tr("lab", "{what}: {why}", what=fault_words(fault), why=error.message)
            self._window.show_error(words)

    def _stop_watching(self, act: Act) -> None:
        task = self._acting.pop(act, None)
        if task is not None:
            task.cancel()

    # life

    async def close(self) -> None:
        """End everything; no task is left behind, and what is drafted is on disk.

        Raises:
            LabTrouble: the lab may still run.
        """
        self.monitoring.end()
        self.alarms.close()
        await self.replaying.close()
        await self.recorder.close()
        await self.workbench.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.connecting.close()
        await self.lab.close()

    def _spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(report_failure)
        return task


def _is_example(path: str) -> bool:
    return Path(path).name == EXAMPLE and Path(path).parent.name == "examples"
