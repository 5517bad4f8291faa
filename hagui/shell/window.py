"""The main window: shows one cluster, emits what the operator wants, and decides nothing.

It is longer than most files because it is where all parts of the window meet.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QCursor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMessageBox

from engine.cib.finding import Finding
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from engine.protocol.verbs import Act, Fault
from hagui.appearance import Appearance, Scheme
from hagui.cluster.between import between
from hagui.cluster.changes import ChangeSet
from hagui.cluster.events import Severity
from hagui.cluster.opinions import Disagreement
from hagui.cluster.shown import Shown
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.gestures.menu import Action as Gesture
from hagui.graph.gestures.menu import Entry, entries
from hagui.i18n import tr
from hagui.phrases import clock
from hagui.shell import actions, alarm_actions, lab_actions, probe_actions, settings
from hagui.shell.about import open_about, open_shortcuts
from hagui.shell.acting import act_for
from hagui.shell.actions import Action
from hagui.shell.alarms.values import AlarmsLook
from hagui.shell.bottom import Tab
from hagui.shell.confirm import ask, asks
from hagui.shell.draft.values import DraftLook
from hagui.shell.editing import Editing
from hagui.shell.finding import found, named, row_for, speakers_of
from hagui.shell.icons import window_icon
from hagui.shell.incidents.showing import IncidentsView
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.pages import page_of
from hagui.shell.lab.offers import of_resource
from hagui.shell.lab.values import LabLook, Wish
from hagui.shell.lab.words import in_force, state_word
from hagui.shell.losses.showing import Losses
from hagui.shell.meaning import drafted
from hagui.shell.menus import Saved, WindowMenus
from hagui.shell.panes import Panes
from hagui.shell.probes.values import ProbeLine
from hagui.shell.problems.concerns import ALARMS, concerns, failures_counted
from hagui.shell.problems.words import brief
from hagui.shell.progress import ActProgress
from hagui.shell.registry import ActionRegistry
from hagui.shell.replay.showing import Replay
from hagui.shell.replay.values import Behind, ReplayLook
from hagui.shell.replay.words import why_fixed, window_words
from hagui.shell.settings import Settings
from hagui.shell.situation import Situation
from hagui.shell.style import shell_sheet
from hagui.shell.translator import load
from hagui.shell.tree.builder import TreeBuilder
from hagui.shell.viewing import DEPENDENCIES, TOPOLOGY
from hagui.theme import Theme

CLUSTER = Subject(SubjectKind.CLUSTER, "")
SETTLE_MS = 30
"""Changes within this time are shown together in the panes; the canvas follows each at once."""


class MainWindow(QMainWindow):
    """One cluster at a time; survives a change of language or theme with all that it shows."""

    intent = Signal(object)
    """An ``Act`` that an engine is to carry out, already confirmed; or a ``Fault`` of a lab, which
    is never asked about: to break things is what a lab is for, and each has its way back.
    """
    lab_wanted = Signal()
    """A lab is to be started."""
    lab_kept = Signal(bool)
    """Whether the lab is to go on when the window is closed."""
    connect_wanted = Signal(str)
    """The connect dialog is wanted; with an id, for that saved cluster at once."""
    disconnect_wanted = Signal()
    open_wanted = Signal(str)
    """A file is to be opened; the path."""
    open_cancelled = Signal()
    """The file that is being opened is not wanted any more."""
    example_wanted = Signal()
    stop_watching = Signal(object)
    """An ``Act`` is not to be followed any further."""
    shown_anew = Signal()
    """A cluster, or another state of it, has been shown from nothing."""
    probes_wanted = Signal()
    """What is probed is to be seen and chosen."""
    quit_wanted = Signal()
    alarm_action = Signal(object)
    """An ``Action`` of alarms or of the engines' opinions was chosen."""
    mute_wanted = Signal(object)
    """A ``MuteWish``."""

    def __init__(self, appearance: Appearance, kept: Settings) -> None:
        super().__init__()
        self._appearance = appearance
        self._kept = kept
        self._shown: Shown | None = None
        self._name = self._called = self._worst = ""
        self._production = False
        self._lab: LabLook | None = None
        self._probes: tuple[ProbeLine, ...] = ()
        self._status: SourcesStatus | None = None
        self._behind: Behind | None = None
        """The cluster as it is now, while a moment of a recording is shown in its place."""
        self._apart: Disagreement | None = None
        self._alarms = AlarmsLook()
        self._since: float | None = None
        self._subject: Subject = CLUSTER
        self._saved: tuple[Saved, ...] = ()
        self._situation = Situation()
        self._builder = TreeBuilder()
        self._waiting = ChangeSet()
        self._outdated = False
        self._found = -1
        self._box: QMessageBox | None = None
        self._asked: tuple[Configuration, ClusterState, tuple[Subject, ...]] | None = None
        self._offered: dict[Gesture, Entry] = {}
        self.editing = Editing(self)
        self.editing.changed.connect(self._draft_changed)
        self.editing.offer_wanted.connect(self._offer_constraints)
        self.losses = Losses(self, self.editing.suppose)
        self.editing.previewed.connect(self.losses.let_go)
        self.incidents = IncidentsView(self)
        self.incidents.subject_chosen.connect(self._chosen)
        self.replay = Replay(self, self._enable)
        self.setWindowIcon(window_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(QSize(720, 460))
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE_MS)
        self._settling.timeout.connect(self.settle)
        self.panes: Panes
        self.actions_: ActionRegistry
        self._build()
        self._restore()
        appearance.changed.connect(self._retheme)

    # what the application tells

    @property
    def shown(self) -> Shown | None:
        """The cluster on screen, as the draft has it while there is one."""
        return self._shown

    @property
    def theme(self) -> Theme:
        """The colours that are worn."""
        return self._appearance.theme

    @property
    def subject(self) -> Subject:
        """What is selected; the cluster where nothing else is."""
        return self._subject

    def show_cluster(self, shown: Shown, name: str, *, production: bool = False) -> None:
        """Show a cluster from nothing; it may not be loaded yet."""
        self._forget_replay()
        self._shown, self._name, self._production = shown, name, production
        self._status = self._since = self._lab = None
        self._subject = CLUSTER
        self.panes.left.search.clear()
        self.panes.notice.say("")
        self.panes.progress.forget()
        self.panes.views.select(None)
        self.editing.forget()
        self._show_all()

    def show_nothing(self) -> None:
        """No cluster: the welcome page."""
        self._forget_replay()
        self._shown, self._status, self._name = None, None, ""
        self._lab = None
        self._subject = CLUSTER
        self.editing.forget()
        self._show_all()

    def refresh(self, changes: ChangeSet) -> None:
        """Show what changed: the canvas at once, the panes within a moment. While a moment of a
        recording is shown, what changed is told in the list of events, and alarms.
        """
        if self._behind is None:
            self._follow(changes)
            return
        events = self.panes.bottom.events
        if changes.everything:
            events.events.reset(self._behind.shown.events)
        else:
            events.refresh(changes)
        self._heed_behind()

    def _follow(self, changes: ChangeSet) -> None:
        live = self._shown
        if live is None or not live.loaded:
            return
        if changes.everything:
            self._waiting = ChangeSet()
            self._show_all()
            return
        self.panes.views.refresh(live.configuration, live.state, changes)
        self.panes.bottom.events.refresh(changes)
        self._waiting |= changes
        if not self._settling.isActive():
            self._settling.start()

    def settle(self) -> None:
        """Show in the panes what changed since the last time."""
        self._settling.stop()
        changes, self._waiting = self._waiting, ChangeSet()
        outdated, self._outdated = self._outdated, False
        live = self._shown
        if live is None or not live.loaded:
            return
        if changes.nodes or changes.instances or changes.configuration or changes.cluster:
            fresh = self._builder.part(live.configuration, live.state, changes)
            tree = self.panes.left.tree
            if fresh is None or not tree.update_rows(fresh):
                tree.show_rows(self._builder.build(live.configuration, live.state))
            if changes.configuration:
                self._name_window()
            self._judge()
            self._inspect()
        elif outdated:
            self._inspect()

    def show_sources(self, status: SourcesStatus) -> None:
        """Where the data comes from and how fresh it is."""
        if self._behind is not None:
            self._behind.status = status
            self._heed_behind()
            return
        before, self._status = self._status, status
        self.panes.health.show_sources(status)
        self.panes.banner.show_sources(status)
        if before is not None and _same(before, status):
            return
        self._show_freshness()
        self._judge()
        self._inspect()

    def show_disagreement(self, apart: Disagreement | None) -> None:
        """In what the engines disagree for longer than it takes to settle; None: in nothing."""
        if apart != self._apart:
            self._apart = apart
            self._judge()
            self._heed_behind()

    def show_alarms(self, look: AlarmsLook) -> None:
        """What is wrong and since when, and what does not ring."""
        if look != self._alarms:
            self._alarms = look
            self.panes.health.show_alarms(look)
            self._title()

    def bring_up(self) -> None:
        """Come to the front, whatever the window was before."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def show_probes(self, lines: tuple[ProbeLine, ...]) -> None:
        """Whether services answer, as seen from outside."""
        if lines != self._probes:
            self._probes = lines
            self._outdated = True
            if not self._settling.isActive():
                self._settling.start()

    def show_lab(self, look: LabLook | None) -> None:
        """What was done to the lab on screen; None where this is no lab."""
        if self._behind is not None:
            self._behind.lab = look
            self._heed_behind()
            return
        if look == self._lab:
            return
        self._lab = look
        self._show_harm()
        self._judge()
        self._inspect()

    def show_replay(self, copy: Shown, changes: ChangeSet, look: ReplayLook) -> None:
        """Show a moment of a recording in place of the cluster as it is now.

        Args:
            copy: the cluster at that moment; it is loaded.
            changes: what differs from the moment shown before; not looked at where there was none.
            look: which moment that is.
        """
        live = self._shown
        if live is None or not live.loaded:
            return
        if self._behind is None:
            self._behind = Behind(live, self._status, self._lab)
            for view in self.panes.views.every:
                view.hands.close_floating()
            self.losses.let_go()
            self.replay.show_look(look)
            self._stand_in(copy, SourcesStatus(Freshness.REPLAY), None)
            self._heed_behind()
        else:
            self.replay.show_look(look)
            self._follow(changes)
        self._title()

    def tell_replay(self, look: ReplayLook) -> None:
        """The moment shown is the same, and how it goes on is another."""
        if self._behind is not None:
            self.replay.show_look(look)
            self._title()

    def end_replay(self) -> None:
        """Show the cluster as it is now again."""
        behind, self._behind = self._behind, None
        if behind is None:
            return
        self.replay.show_look(None)
        self.replay.say_now("")
        self._stand_in(behind.shown, behind.status, behind.lab)

    def _stand_in(self, shown: Shown, status: SourcesStatus | None, lab: LabLook | None) -> None:
        """Show another cluster in the place of the one on screen: selection and zoom stay."""
        self.settle()
        before, self._shown = self._shown, shown
        self._status, self._lab = status, lab
        self.editing.set_shown(shown=self._behind is None)
        if status is not None:
            self.panes.health.show_sources(status)
            self.panes.banner.show_sources(status)
        self._show_freshness()
        self._show_harm()
        if before is not None and before.loaded and shown.loaded:
            another = before.configuration != shown.configuration
            self._follow(between(before.state, shown.state, configuration=another))
            self.settle()
            self.select(self._subject)
        else:
            self._show_all()

    def _forget_replay(self) -> None:
        """Something else is about to be shown."""
        if self._behind is not None:
            self._shown, self._behind = self._behind.shown, None
            self.replay.show_look(None)
            self.replay.say_now("")
            self.editing.set_shown(shown=True)

    def _heed_behind(self) -> None:
        """Say at the replay what is wrong with the cluster as it is now."""
        behind = self._behind
        if behind is None or not behind.shown.loaded or self.replay.recording:
            return
        lab = None if behind.lab is None else behind.lab.standing
        self._worst = brief(concerns(behind.shown.state, behind.status, lab, self._apart))
        self.replay.say_now(self._worst)
        self._title()
        self._watch()

    def show_progress(self, progress: ActProgress) -> None:
        """How far an act has come."""
        self.panes.progress.show_progress(progress)
        self._watch()

    def show_saved(self, saved: Sequence[Saved]) -> None:
        """The saved clusters, for the menu and the welcome page."""
        self._saved = tuple(saved)
        self._offer()

    def show_error(self, sentence: str) -> None:
        """Something that was asked for could not be done; what is shown stays."""
        self.panes.notice.say(sentence)

    def show_refusal(self, sentence: str, findings: Sequence[Finding]) -> None:
        """An edit cannot be made; what is shown stays."""
        self.panes.notice.say(sentence)
        self.editing.show_refusal(findings)

    def say_nothing(self) -> None:
        """What was said last does not hold any more."""
        self.panes.notice.say("")

    def show_fault(self, sentence: str, details: str) -> None:
        """Something in this program failed; the details are for its makers."""
        self.panes.notice.say(sentence, details=details)

    def show_opening(self, name: str) -> None:
        """A file is being opened that takes a while; an empty name: no longer."""
        self.show_busy(tr("window", "Opening {name}…", name=name) if name else "")

    def show_busy(self, sentence: str) -> None:
        """Something is going on that can be cancelled; an empty sentence: no longer."""
        if sentence:
            self.panes.opening.say(sentence, bad=False)
        else:
            self.panes.opening.hide()

    def tell(self, sentence: str) -> None:
        """Something worth knowing that is no failure."""
        self.panes.notice.say(sentence, bad=False)

    def select(self, subject: Subject) -> None:
        """Select a thing everywhere."""
        self._subject = subject
        self.panes.left.tree.select(self._in_tree(subject))
        self.panes.views.select(None if subject.kind is SubjectKind.CLUSTER else subject)
        self._enable()  # first: what the inspector offers depends on what is possible
        self._inspect()

    def find_subject(self, id_: str) -> Subject | None:
        """The thing of that id: a node's name, a resource, an instance or a constraint."""
        live = self._shown
        if live is None or not live.loaded:
            return None
        return named(id_, live.configuration, live.state)

    # building

    def _build(self) -> None:
        theme = self._appearance.theme
        self.actions_ = ActionRegistry(self)
        self.actions_.triggered.connect(self._triggered)
        self.panes = panes = Panes(theme, self.actions_, self)
        self.setCentralWidget(panes)
        self._make_menus()
        panes.health.show_alarms(self._alarms)
        panes.views.set_animated(animated=self._kept.get(settings.MOTION))
        edges = self._kept.get(settings.EDGES)
        panes.canvas.set_edges_shown(edges)
        self.actions_[actions.CONSTRAINTS].setChecked(edges)
        self._connect_parts()
        self.editing.attach(panes)
        self.replay.attach(panes, theme)
        self.losses.attach(panes.bottom)
        self.incidents.attach(panes)
        panes.views.collapsed = frozenset(self._kept.get(settings.COLLAPSED))
        panes.views.turn_to(self._kept.get(settings.VIEW))
        self._turned(panes.views.name)
        panes.bottom.turn_to(self._kept.get(settings.LIST))
        panes.bottom.turned.connect(self._list_turned)
        self._retheme(theme)
        severity = self._kept.get(settings.EVENT_SEVERITY)
        if severity in {item.value for item in Severity}:
            panes.bottom.filter.severity = Severity(severity)

    def _connect_parts(self) -> None:
        panes = self.panes
        for part in (panes.left.tree, panes.bottom.events, panes.bottom.problems):
            part.subject_chosen.connect(self._chosen)
        panes.inspector.subject_chosen.connect(self._chosen)
        panes.health.subject_chosen.connect(self._chosen)
        panes.health.problems_asked.connect(panes.bottom.show_problems)
        panes.health.outage_asked.connect(lambda: panes.bottom.show_tab(Tab.TIMELINE))
        panes.banner.sources_asked.connect(panes.bottom.show_problems)
        panes.health.alarms_asked.connect(lambda: self.alarm_action.emit(alarm_actions.LIST))
        for asker in (panes.health, panes.bottom.problems):
            asker.opinions_asked.connect(lambda: self.alarm_action.emit(alarm_actions.OPINIONS))
        panes.bottom.temporary.subject_chosen.connect(self._chosen)
        panes.views.selected.connect(self._chosen_on_canvas)
        panes.views.context_requested.connect(self._show_menu)
        panes.views.turned.connect(self._turned)
        panes.views.refused.connect(self.show_error)
        panes.views.collapsed_changed.connect(self._collapsed)
        panes.left.tree.menu_asked.connect(self._show_menu)
        for source in (panes.views, panes.inspector, panes.bottom.problems):
            source.intent.connect(self._intended)
        panes.left.search.textChanged.connect(self._searched)
        panes.left.search.next_asked.connect(self._find_next)
        panes.left.search.tree_asked.connect(self._into_tree)
        panes.progress.stop_watching.connect(self.stop_watching)
        panes.progress.details_asked.connect(self._show_details)
        panes.welcome.file_chosen.connect(self.open_wanted)
        panes.welcome.saved_chosen.connect(self.connect_wanted)
        panes.bottom.filter.changed.connect(self._filter_changed)
        panes.opening.closed.connect(self.open_cancelled)

    def _make_menus(self) -> None:
        self._menus = WindowMenus(self.actions_, self, lambda: self._alarms.mutes)
        self._menus.mute.chosen.connect(self.mute_wanted)
        self._menus.file_chosen.connect(self.open_wanted)
        self._menus.saved_chosen.connect(self.connect_wanted)
        self._menus.language_chosen.connect(self.speak)
        self._menus.cluster_chosen.connect(self._show_cluster_page)
        self._menus.mark_language(self._kept.get(settings.LANGUAGE))
        bar = self._menus.bar
        if bar.isNativeMenuBar():
            self.setMenuBar(bar)
        else:
            bar.setParent(self.panes.health)
            self.panes.health.add_menus(bar)
        self.panes.health.set_menu(self._menus.clusters)
        self._menus.lab.chosen.connect(self._intended)
        self.panes.health.set_lab_menu(self._menus.lab)
        self._offer()

    def _offer(self) -> None:
        recent = self._kept.get(settings.RECENT_FILES)
        self.panes.welcome.offer([(item.id, item.title) for item in self._saved], recent)
        self._menus.offer(self._saved, recent, shown=self._shown is not None)

    def _show_cluster_page(self) -> None:
        self.select(CLUSTER)

    def _restore(self) -> None:
        geometry = self._kept.get(settings.GEOMETRY)
        if not geometry or not self.restoreGeometry(QByteArray(geometry)):
            self.resize(QSize(1280, 800))
        state = self._kept.get(settings.WINDOW_STATE)
        if not state or not self.panes.restore(state):
            self.panes.first_sizes(self.width(), self.height())

    # showing

    def _show_all(self) -> None:
        live, panes = self._shown, self.panes
        self._settling.stop()
        shown = live is not None
        panes.show_cluster(shown=shown)
        self._name_window()
        if live is not None and live.loaded:
            panes.views.set_cluster(live.configuration, live.state)
            told = live if self._behind is None else self._behind.shown
            panes.bottom.events.events.reset(told.events)
            if self._since is None:
                self._since = time.time()
            panes.left.tree.show_rows(self._builder.build(live.configuration, live.state))
            self.shown_anew.emit()
        elif live is None:
            panes.health.show_state(None, 0)
        if self._status is not None:
            panes.health.show_sources(self._status)
            panes.banner.show_sources(self._status)
            self._show_freshness()
        elif live is None:
            panes.health.clear_sources()
            panes.banner.hide()
        self._say_when_quiet()
        self._show_harm()
        self._judge()
        self._heed_behind()
        self.select(self._subject)
        self._offer()

    def _name_window(self) -> None:
        live, name = self._shown, self._name
        if live is not None and live.loaded:
            name = live.configuration.properties.get("cluster-name") or name
        self.panes.health.show_name(name or "hagui", production=self._production)
        self._called = name
        self._title()

    def _title(self) -> None:
        """Name the cluster, and what is wrong before it: a task bar shows the beginning."""
        title = tr("window", "{name} — hagui", name=self._called) if self._called else "hagui"
        if self.replay.look is not None:
            title = f"{window_words(self.replay.look)} — {title}"
        if calling := len(self._alarms.loud):
            worst = f"{calling} · {self._worst} — " if self._worst else f"{calling} · "
            title = f"▲ {worst}{title}"
        elif self._worst:
            title = f"▲ {self._worst} — {title}"
        self.setWindowTitle(title)

    def _show_freshness(self) -> None:
        """Drain the colours of what is only the last that was known."""
        stale = self._status is not None and self._status.freshness is Freshness.STALE
        self.panes.views.set_stale(stale=stale)
        self.panes.left.tree.set_stale(stale=stale)
        self._say_when_quiet()

    def _show_harm(self) -> None:
        """Mark what was done to the lab where it is seen."""
        lab = self._lab
        self.panes.health.show_lab(None if lab is None else tuple(in_force(lab.standing)))
        standing = None if lab is None else lab.standing
        nodes = () if standing is None else standing.nodes
        self.panes.views.set_harm(
            {item.name: state_word(standing, item.name) for item in nodes if standing is not None}
        )
        self.actions_[lab_actions.KEEP].setChecked(lab is not None and lab.kept)

    def _say_when_quiet(self) -> None:
        """What stands in the event list as long as nothing has happened."""
        events, status = self.panes.bottom.events, self._status
        if status is not None and status.freshness is Freshness.FILE:
            events.say_when_empty(
                tr("event", "A file is one moment: events are seen where a cluster is connected.")
            )
        elif self._since is not None:
            events.say_when_empty(
                tr("event", "Nothing has happened since {time}.", time=clock(self._since))
            )

    def _judge(self) -> None:
        """Work out what needs a person, and what is possible."""
        live = self._shown
        loaded = live is not None and live.loaded
        state = live.state if live is not None and loaded else None
        lab = None if self._lab is None else self._lab.standing
        apart = self._apart if self._behind is None else None  # of now, as the engines are
        wrong = concerns(state, self._status, lab, apart) if live is not None else []
        self.panes.health.show_state(state, failures_counted(wrong), brief(wrong, ALARMS))
        if self._behind is None:
            self._worst = brief(wrong)
        self._title()
        self._enable()
        self._watch()
        self.panes.bottom.problems.show_concerns(wrong, live=self._situation.live)
        serious = any(concern.serious for concern in wrong)
        self.panes.bottom.count_problems(len(wrong), serious=serious)

    def _watch(self) -> None:
        """Let the cluster show whether an act whose connection was lost has been done."""
        live, status = self._shown, self._status
        if self._behind is not None:
            live, status = self._behind.shown, self._behind.status
        heard = status is not None and status.freshness is Freshness.LIVE and bool(status.live)
        loaded = live is not None and live.loaded
        self.panes.progress.show_state(live.state if live and loaded and heard else None)

    def _enable(self) -> None:
        live, status = self._shown, self._status
        loaded = live is not None and live.loaded
        node = None
        resource = None
        if live is not None and loaded:
            match self._subject.kind:
                case SubjectKind.NODE:
                    node = live.state.nodes.get(self._subject.id)
                case SubjectKind.RESOURCE:
                    resource = self._subject.id
                case SubjectKind.INSTANCE:
                    resource = self._subject.id.partition(":")[0]
                case _:
                    pass
        look = self.editing.look
        on_file = status is not None and status.freshness is Freshness.FILE
        replay = self.replay.look
        self._situation = Situation(
            shown=loaded,
            live=loaded
            and status is not None
            and status.freshness is Freshness.LIVE
            and bool(status.live),
            connected=live is not None and not on_file and not self.replay.recording,
            replay=replay is not None,
            recording=self.replay.recording,
            recorded=self.replay.recorded,
            file=loaded and on_file,
            node=node,
            resource=resource,
            several=len(self.panes.views.selection) > 1,
            offered=self._offers(live) if live is not None and loaded and replay is None else {},
            configuration=live.configuration if live is not None and loaded else None,
            maintenance=live.state.maintenance if live is not None and loaded else False,
            failures=len(live.state.failures) + len(live.state.fail_counts)
            if live is not None and loaded
            else 0,
            entries=len(look.entries),
            undo=bool(look.undo),
            redo=bool(look.redo),
            busy=look.busy or replay is not None,
            commits=look.commits,
            temporary=len(self.editing.passing),
            dependencies=self.panes.views.name == DEPENDENCIES,
            lab=None if self._lab is None else self._lab.standing,
            lab_own=self._lab is not None and self._lab.own,
            breakable=self._breakable(live) if live is not None and loaded else (),
        )
        why = "" if replay is None else why_fixed(replay)
        self.actions_.update(self._situation, why)
        lab = self._behind.lab if self._behind is not None else self._lab
        standing = None if lab is None else lab.standing
        self._menus.lab.show_lab(standing, live.state if live and loaded else None, why)
        self.panes.views.set_possible(
            live=self._situation.live,
            switches=self._settable,
            editable=self._situation.editable,
        )
        self.editing.set_editable(editable=self._situation.editable, why=why)
        self.panes.bottom.lock(why)

    def _breakable(self, shown: Shown) -> tuple[Fault, ...]:
        """How the selected resource can be broken, where this is a lab."""
        subject = self._subject
        if self._lab is None or subject.kind not in {SubjectKind.RESOURCE, SubjectKind.INSTANCE}:
            return ()
        instance = shown.state.instances.get(subject.id)
        node = instance.nodes[0] if instance is not None and instance.nodes else None
        return of_resource(shown.state, subject.id.partition(":")[0], node)

    def _offers(self, shown: Shown) -> dict[Gesture, Entry]:
        """What the canvas offers for the selection; worked out anew only where that changed."""
        subjects = self._selected()
        now, state = shown.configuration, shown.state
        asked = self._asked
        if asked is None or asked[0] is not now or asked[1] is not state or asked[2] != subjects:
            self._asked = now, state, subjects
            self._offered = {entry.action: entry for entry in entries(now, state, subjects)}
        return self._offered

    def _selected(self) -> tuple[Subject, ...]:
        """All that is selected, what the inspector shows first."""
        several = self.panes.views.selection
        if len(several) > 1 and self._subject in several:
            others = sorted(several - {self._subject}, key=lambda item: item.id)
            return (self._subject, *others)
        return (self._subject,)

    @property
    def _settable(self) -> bool:
        """Whether switches act: an engine does it, or in a file the draft takes it."""
        return self._situation.live or (self._situation.file and self._situation.editable)

    def _inspect(self) -> None:
        live = self._shown
        if live is None or not live.loaded:
            self.panes.inspector.show_page((), None, live=False)
            return
        look = self.editing.look if self._behind is None else DraftLook()
        context = Context(
            live.configuration,
            live.state,
            live.configured,
            self._status,
            live.operations,
            reasoning=self.editing.reasoning if self._behind is None else None,
            prediction=look.rehearsal.prediction if look.rehearsal else None,
            crm=look.crm,
            pcs=look.pcs,
            lab=None if self._lab is None else self._lab.standing,
            probes=self._probes,
        )
        page = page_of(self._subject, context)
        self.panes.inspector.show_page(page, self._subject, live=self._situation.live)
        speakers = speakers_of(self._subject, live.configuration) if self._behind is None else ()
        self.editing.reasons_wanted.emit(speakers)

    def _retheme(self, theme: Theme) -> None:
        self.setStyleSheet(shell_sheet(theme))
        self.replay.set_theme(theme)
        self.actions_.retheme(theme)
        self.panes.set_theme(theme)
        scheme = self._appearance.scheme
        self.actions_[actions.THEME_SYSTEM].setChecked(scheme is Scheme.SYSTEM)
        self.actions_[actions.THEME_LIGHT].setChecked(scheme is Scheme.LIGHT)
        self.actions_[actions.THEME_DARK].setChecked(scheme is Scheme.DARK)
        self.actions_[actions.MOTION].setChecked(self._kept.get(settings.MOTION))
        for action, kept in (
            (alarm_actions.DESKTOP, settings.ALARM_DESKTOP),
            (alarm_actions.SOUND, settings.ALARM_SOUND),
            (alarm_actions.TRAY, settings.ALARM_TRAY),
            (alarm_actions.LABS, settings.ALARM_LABS),
        ):
            self.actions_[action].setChecked(self._kept.get(kept))

    # selecting and finding

    def _in_tree(self, subject: Subject) -> Subject | None:
        configuration = self._shown.configuration if self._shown and self._shown.loaded else None
        return row_for(subject, self.panes.left.tree.rows, configuration)

    def _chosen(self, subject: Subject) -> None:
        self.select(subject)

    def _chosen_on_canvas(self, subject: Subject | None) -> None:
        self.select(subject or CLUSTER)

    def _searched(self, text: str) -> None:
        self._found = -1
        subjects = self._matches() if text.strip() else []
        keys = {item.id for item in subjects if item.kind is not SubjectKind.CONSTRAINT}
        self.panes.views.highlight_matches(keys or None)
        self._filter_by_search()

    def _filter_by_search(self) -> None:
        text = self.panes.left.search.text().strip()
        on = self.actions_[actions.ONLY_FOUND].isChecked()
        self.panes.views.dependencies.set_filter(text if on and text else None, hide=True)

    def _matches(self) -> list[Subject]:
        return found(self.panes.left.tree.rows, self.panes.left.search.text())

    def _find_next(self) -> None:
        subjects = self._matches()
        if not subjects:
            return
        self._found = (self._found + 1) % len(subjects)
        subject = subjects[self._found]
        self.select(subject)
        self.panes.views.zoom_to(subject)

    def _into_tree(self) -> None:
        tree = self.panes.left.tree
        tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if tree.subject() is None:
            subjects = self._matches()
            if subjects:
                self.select(subjects[0])

    # acting

    def _triggered(self, action: Action) -> None:
        act = act_for(action, self._situation)
        if act is not None:
            self._intended(act)
            return
        if self.replay.triggered(action) or self.editing.triggered(action, self._situation):
            return
        if action in alarm_actions.DECLARED:
            self.alarm_action.emit(action)
            return
        panes, canvas = self.panes, self.panes.views.front
        match action.id:
            case actions.CONNECT.id:
                self.connect_wanted.emit("")
            case actions.DISCONNECT.id:
                self.disconnect_wanted.emit()
            case lab_actions.START.id:
                self.lab_wanted.emit()
            case lab_actions.KEEP.id:
                self.lab_kept.emit(self.actions_[lab_actions.KEEP].isChecked())
            case actions.OPEN.id:
                self._choose_file()
            case actions.EXAMPLE.id:
                self.example_wanted.emit()
            case actions.QUIT.id:
                if not self._told_of_draft():
                    self.close()
            case actions.FIND.id:
                panes.left.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
                panes.left.search.selectAll()
            case actions.FIND_NEXT.id:
                self._find_next()
            case actions.ZOOM_IN.id:
                canvas.zoom_in()
            case actions.ZOOM_OUT.id:
                canvas.zoom_out()
            case actions.ACTUAL_SIZE.id:
                canvas.set_zoom(1.0)
            case actions.FIT.id:
                canvas.fit()
            case actions.THEME_SYSTEM.id:
                self._wear(Scheme.SYSTEM)
            case actions.THEME_LIGHT.id:
                self._wear(Scheme.LIGHT)
            case actions.THEME_DARK.id:
                self._wear(Scheme.DARK)
            case actions.MOTION.id:
                on = self.actions_[actions.MOTION].isChecked()
                self._kept.set(settings.MOTION, on)
                panes.views.set_animated(animated=on)
            case actions.CONSTRAINTS.id:
                shown = self.actions_[actions.CONSTRAINTS].isChecked()
                self._kept.set(settings.EDGES, shown)
                panes.views.set_edges_shown(shown=shown)
            case actions.TOPOLOGY.id:
                panes.views.turn_to(TOPOLOGY)
            case actions.DEPENDENCIES.id:
                panes.views.turn_to(DEPENDENCIES)
            case actions.EXPORT.id:
                self._choose_picture()
            case actions.ONLY_TOUCHING.id:
                on = self.actions_[actions.ONLY_TOUCHING].isChecked()
                panes.views.dependencies.set_only_touching(on)
            case actions.ONLY_FOUND.id:
                self._filter_by_search()
            case actions.COLLAPSE_ALL.id:
                panes.views.collapse_all(on=True)
            case actions.EXPAND_ALL.id:
                panes.views.collapse_all(on=False)
            case actions.ARRANGE.id:
                panes.views.dependencies.arrange_anew()
            case probe_actions.EDIT.id:
                self.probes_wanted.emit()
            case actions.SHORTCUTS.id:
                open_shortcuts(self.actions_, self)
            case actions.ABOUT.id:
                open_about(self)
            case _:
                self._focus(action)

    def _focus(self, action: Action) -> None:
        panes, why = self.panes, Qt.FocusReason.ShortcutFocusReason
        match action.id:
            case actions.FOCUS_TREE.id:
                panes.left.tree.setFocus(why)
            case actions.FOCUS_CANVAS.id:
                panes.views.front.setFocus(why)
            case actions.FOCUS_INSPECTOR.id:
                panes.inspector.setFocus(why)
            case actions.FOCUS_EVENTS.id:
                panes.bottom.show_tab(Tab.EVENTS)
                panes.bottom.events.setFocus(why)
            case actions.FOCUS_PROBLEMS.id:
                panes.bottom.show_problems()
                panes.bottom.problems.setFocus(why)
            case actions.FOCUS_DRAFT.id:
                panes.bottom.show_tab(Tab.DRAFT)
                panes.bottom.draft.setFocus(why)
            case actions.FOCUS_TEMPORARY.id:
                panes.bottom.show_tab(Tab.TEMPORARY)
                panes.bottom.temporary.setFocus(why)
            case actions.FOCUS_TIMELINE.id:
                panes.bottom.show_tab(Tab.TIMELINE)
                panes.bottom.timeline.setFocus(why)
            case actions.FOCUS_LOSSES.id:
                panes.bottom.show_tab(Tab.LOSSES)
                panes.bottom.losses.table.setFocus(why)
            case actions.FOCUS_INCIDENTS.id:
                panes.bottom.show_tab(Tab.INCIDENTS)
                panes.bottom.incidents.setFocus(why)
            case _:
                pass

    def _intended(self, act: Wish) -> None:
        """Ask where a person must be asked, then pass the act on."""
        live = self._shown
        if self.replay.look is not None:
            self.show_error(why_fixed(self.replay.look))
            return
        if isinstance(act, Fault):
            self.intent.emit(act)
            return
        if live is None or not live.loaded or not self._settable:
            return
        if not self._situation.live:
            self._into_draft(act)
            return
        shift = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier
        if shift or not asks(act, self._kept):
            self.intent.emit(act)
            return
        if self._box is None:
            draft = self._into_draft if drafted(act) else None
            self._box = ask(act, live.state, self._kept, self, self.intent.emit, draft)
            self._box.finished.connect(self._answered)

    def _into_draft(self, act: Act) -> None:
        edits = drafted(act)
        if edits:
            self.editing.edited.emit(edits)
        else:
            self.show_error(
                tr("window", "A file has no engine that could do that; only edits are possible.")
            )

    def _collapsed(self) -> None:
        self._kept.set(settings.COLLAPSED, sorted(self.panes.views.collapsed))

    def _draft_changed(self) -> None:
        """What the draft holds, or what is foretold of it, is another."""
        self._enable()
        self._outdated = True
        if not self._settling.isActive():
            self._settling.start()

    def _offer_constraints(self, _kind: str, id_: str) -> None:
        """The inspector asks for a new constraint of a resource."""
        self.select(Subject(SubjectKind.RESOURCE, id_))
        self._menus.constraints().popup(QCursor.pos())

    def _list_turned(self, name: str) -> None:
        self._kept.set(settings.LIST, name)

    def _turned(self, name: str) -> None:
        self._kept.set(settings.VIEW, name)
        self.actions_[actions.TOPOLOGY].setChecked(name == TOPOLOGY)
        self.actions_[actions.DEPENDENCIES].setChecked(name == DEPENDENCIES)
        self._enable()

    def _answered(self) -> None:
        self._box = None

    def _show_menu(self, subject: Subject | None, place: QPoint) -> None:
        if subject is not None:
            self.select(subject)
        menu = self._menus.context(subject)
        menu.canvas_asked.connect(self.panes.views.zoom_to)
        menu.popup(place)

    def _show_details(self, progress: ActProgress) -> None:
        box = QMessageBox(
            QMessageBox.Icon.Warning, tr("window", "Details"), progress.message, parent=self
        )
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(progress.detail)
        box.open()

    def _choose_file(self) -> None:
        kinds = tr(
            "window",
            "CIB files and recordings (*.xml *.bz2 *.gz *.raw *.hagui);;All files (*)",
        )
        dialog = QFileDialog(self, tr("window", "Open a CIB file or a recording"), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open_wanted)
        dialog.open()

    def _choose_picture(self) -> None:
        kinds = tr("window", "SVG pictures (*.svg);;PNG pictures (*.png)")
        dialog = QFileDialog(self, tr("window", "Export a picture"), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("svg")

        def fit(chosen: str) -> None:
            dialog.setDefaultSuffix("png" if "png" in chosen else "svg")

        dialog.filterSelected.connect(fit)
        dialog.fileSelected.connect(self.export)
        dialog.open()

    def export(self, path: str) -> None:
        """Write what the canvas shows into a file, and say so."""
        try:
            self.panes.views.export(Path(path))
        except OSError as error:
            self.show_error(
                tr(
                    "window",
                    "{name} was not written ({reason}); choose another place.",
                    name=Path(path).name,
                    reason=error.strerror or str(error),
                )
            )
        else:
            self.tell(tr("window", "The picture is in {name}.", name=Path(path).name))

    # looks

    def _wear(self, scheme: Scheme) -> None:
        self._kept.set(settings.THEME, scheme.value)
        self._appearance.choose(scheme)
        self._retheme(self._appearance.theme)

    def speak(self, code: str) -> None:
        """Make the window anew in another language, with all that it shows."""
        self._kept.set(settings.LANGUAGE, code)
        load(code)
        sizes = self.panes.save()
        self.panes.health.close_popup()
        old, old_actions = self.panes, self.actions_
        self._build()
        old.deleteLater()
        old_actions.deleteLater()
        self.panes.restore(sizes)
        self._show_all()

    def _filter_changed(self, _text: str, least: Severity) -> None:
        self._kept.set(settings.EVENT_SEVERITY, least.value)

    # the window itself

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape returns from a replay, where nothing else has a use for it."""
        look = self.replay.look
        if event.key() == Qt.Key.Key_Escape and look is not None and not look.file:
            self.replay.left.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped file."""
        urls = event.mimeData().urls()
        if urls:
            event.acceptProposedAction()
            self.open_wanted.emit(urls[0].toLocalFile())

    def _told_of_draft(self) -> bool:
        """Say, the first time, that a draft is kept; returns whether that is being said now."""
        count = len(self.editing.look.entries)
        if not count or not self._kept.get(settings.TELL_KEPT):
            return False
        title = tr("window", "The draft is kept")
        box = QMessageBox(QMessageBox.Icon.Information, title, title, parent=self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(
            tr(
                "window",
                "{n} change(s) were not committed. They are here again when you next open"
                " {name}; nothing of them has reached it.",
                count=count,
                name=self._called,
            )
        )
        close = box.addButton(tr("window", "Close hagui"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(close)
        box.setEscapeButton(box.addButton(tr("window", "Back"), QMessageBox.ButtonRole.RejectRole))

        def answered() -> None:
            if box.clickedButton() is close:
                self._kept.set(settings.TELL_KEPT, value=False)
                self.close()

        box.finished.connect(answered)
        box.open()
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's place, and let the application end what is under way."""
        if event.spontaneous() and self._told_of_draft():
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().data())
        self._kept.set(settings.GEOMETRY, geometry)
        self._kept.set(settings.WINDOW_STATE, self.panes.save())
        self.panes.health.close_popup()
        self._settling.stop()
        super().closeEvent(event)
        self.quit_wanted.emit()


def _same(before: SourcesStatus, now: SourcesStatus) -> bool:
    """Whether nothing but the age differs."""

    def facts(status: SourcesStatus) -> object:
        return (
            status.freshness,
            status.followed,
            [
                (s.address, s.link, s.node, s.message, s.stack_up, s.push, s.facts)
                for s in status.sources
            ],
        )

    return facts(before) == facts(now)
