"""The live copy of one cluster: a CIB, what follows from it, and the story so far. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol, Self

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch.apply import apply
from engine.cib.patch.errors import PatchError
from engine.cib.patch.patchset import Patchset
from engine.cib.patch.touched import Touched
from engine.cib.state.compare import StateDiff, diff_states
from engine.cib.state.derive import Derivation
from engine.cib.state.model import ClusterState, Operation
from engine.cib.version import Version
from engine.cib.views import Configuration, Known
from hagui.cluster.between import concerned
from hagui.cluster.changes import ChangeSet
from hagui.cluster.eventlog import EventLog
from hagui.cluster.events import EventKind, Severity
from hagui.cluster.harm import Happening
from hagui.cluster.history import CibHistory
from hagui.cluster.narrator import Narrator


class Gap(Exception):
    """A patch does not follow on the copy: ask for a snapshot, never guess."""

    def __init__(self, message: str, version: Version | None) -> None:
        super().__init__(message)
        self.version = version
        """Version of the copy, None while there is none."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A snapshot read and worked out, ready to be shown.

    Making one may take long for a large cluster and touches nothing that is shown, so that it
    can be done in a thread.
    """

    cib: Cib
    configuration: Configuration
    derivation: Derivation
    known: Known
    """Its resources, so that those of the next configuration need not all be read."""

    @classmethod
    def read(cls, text: str | bytes, now: float | None = None) -> Self:
        """Read a CIB.

        Args:
            text: of the document.
            now: see ``of``.

        Raises:
            CibError: it is none.
        """
        return cls.of(Cib.parse(text), now)

    @classmethod
    def of(cls, cib: Cib, now: float | None = None) -> Self:
        """Work out a CIB that is read already, which then belongs to the copy.

        Args:
            cib: the document.
            now: seconds since 1970, by which failures expire; None for a document on its own.
        """
        known = Known()
        configuration = Configuration.of(cib, known)
        return cls(cib, configuration, Derivation(cib, configuration, now=now), known)

    def advanced(self, diff: str, now: float | None = None) -> Self:
        """With one more patch applied; what it was before is used up.

        Raises:
            Gap: the patch does not follow.
        """
        try:
            patch = Patchset.parse(diff)
            touched = apply(self.cib, patch)
        except PatchError as error:
            raise Gap(error.message, self.cib.version) from error
        self.derivation.update(touched, now=now)
        if not (touched.configuration or touched.everything):
            return self
        return replace(self, configuration=Configuration.of(self.cib, self.known))


class Observer(Protocol):
    """Is told what became of the copy, once the copy is up to date and before ``ChangeSet``s."""

    def patched(self, touched: Touched, at: float, patch: Patchset | None) -> None:
        """A patch was applied; or time has passed, and there is none."""
        ...

    def replaced(self) -> None:
        """Another document is shown now."""
        ...


class LiveCluster:
    """What is shown of one cluster; every change of it is told in a ``ChangeSet``.

    ``load`` begins with a snapshot, ``apply`` follows patch by patch. A later ``load`` (another
    engine's snapshot, or one after a gap) is compared with what is shown, so that nothing is told
    twice and nothing is left out that the snapshot still knows.
    """

    def __init__(self, events: EventLog | None = None) -> None:
        self.events = events if events is not None else EventLog()
        """Kept across reconnects and sources."""
        self.source: str | None = None
        """Name of the node, or path of the file, that the data comes from; None while stale."""
        self.diff: str | None = None
        """As it came, the patch of which observers are being told; None at any other time."""
        self._narrator = Narrator(self.events)
        self._shown: Prepared | None = None
        self._configuration: Configuration | None = None
        self._history: CibHistory | None = None
        self._stale = False
        self._observers: list[Observer] = []

    def observe(self, observer: Observer) -> None:
        """Tell ``observer`` of every change of the copy from now on."""
        self._observers.append(observer)

    def leave(self, observer: Observer) -> None:
        """Tell ``observer`` no more."""
        self._observers.remove(observer)

    @property
    def loaded(self) -> bool:
        """Whether there is anything to show; the properties below may be read only then."""
        return self._shown is not None

    @property
    def cib(self) -> Cib:
        """The document. Not to be changed by anyone else."""
        return self._prepared.cib

    @property
    def configured(self) -> Cib:
        """The document as far as it is configured: its status may be missing. Not to be changed."""
        return self._prepared.cib

    @property
    def configuration(self) -> Configuration:
        """Read views of the configuration; a new object whenever the configuration changed."""
        assert self._configuration is not None, "nothing is loaded"
        return self._configuration

    @property
    def state(self) -> ClusterState:
        """What is going on; a new value after every change."""
        return self._prepared.derivation.state

    @property
    def derivation(self) -> Derivation:
        """What works the state out. Not to be updated by anyone else."""
        return self._prepared.derivation

    @property
    def known(self) -> Known:
        """Resources that were read; an aid for reading configurations that differ little."""
        return self._prepared.known

    @property
    def version(self) -> Version | None:
        """Version of the copy, None while there is none."""
        return self._shown.cib.version if self._shown is not None else None

    def operations(self, resource: str) -> list[Operation]:
        """The operation history of a primitive on all nodes, oldest first on each."""
        return self._prepared.derivation.operations(resource=resource)

    @property
    def _prepared(self) -> Prepared:
        assert self._shown is not None, "nothing is loaded"
        return self._shown

    def load(self, text: str | bytes, *, at: float, source: str) -> ChangeSet:
        """Show a snapshot.

        Args:
            text: the CIB.
            at: when it came, in seconds since 1970.
            source: name of the node it comes from, or path of the file.

        Raises:
            CibError: it is no CIB; what is shown is as it was.
        """
        return self.show(Prepared.read(text, at), at=at, source=source)

    def show(self, prepared: Prepared, *, at: float, source: str) -> ChangeSet:
        """Show a snapshot that was read elsewhere; otherwise as ``load``."""
        shown = self._shown
        before = shown.derivation.state if shown is not None else None
        changed_configuration = shown is not None and _differ(shown.cib, prepared.cib)
        self._shown = prepared
        self._history = CibHistory(prepared.derivation)
        self._note_source(source, at)
        state = prepared.derivation.state
        if before is None or changed_configuration:
            self._configuration = prepared.configuration
        for observer in tuple(self._observers):
            observer.replaced()
        if before is None:
            self._narrator.first_sight(state, self._history, at=at)
            return self._told(ChangeSet(everything=True))
        changes = diff_states(before, state)
        return self._narrate(before, changes, changed_configuration, at=at, live=False)

    def stand(self, prepared: Prepared, *, source: str) -> None:
        """Show how a story came out that ``events`` holds already; nothing is told anew. Only for
        a copy that holds nothing yet.
        """
        self._shown, self._configuration = prepared, prepared.configuration
        self._history = CibHistory(prepared.derivation)
        self.source = source

    def apply(self, diff: str, *, at: float) -> ChangeSet:
        """Apply one patch; one that the copy contains already changes nothing.

        Args:
            diff: a patchset in format 2, as XML text.
            at: when it came, in seconds since 1970.

        Raises:
            Gap: it does not follow on the copy, or does not fit it; the copy is as it was.
        """
        version = self.version
        try:
            patch = Patchset.parse(diff)
            if version is None:
                raise Gap("There is no copy yet that a patch could change.", None)
            if patch.target <= version:
                return ChangeSet()
            before = self.state
            touched = apply(self._prepared.cib, patch)
        except PatchError as error:
            raise Gap(error.message, version) from error
        self.diff = diff
        try:
            return self._update(before, touched, at, patch)
        finally:
            self.diff = None

    def pass_time(self, *, at: float) -> ChangeSet:
        """Let failures expire that have their time (failure-timeout) behind them, and tell what
        was waited with. Cheap where there is neither; to be called every second or so.
        """
        if self._shown is None:
            return ChangeSet()
        recheck = self._shown.derivation.recheck
        expired = recheck is not None and recheck <= at
        if not expired and not self._narrator.waits:
            self._tell_observers(Touched(), at, None)
            return ChangeSet()
        return self._update(self.state, Touched(), at)

    def follow(self, source: str, *, at: float) -> ChangeSet:
        """The same copy is now kept up to date by another node's engine."""
        self._note_source(source, at)
        return self._told(ChangeSet())

    def lose(self, *, at: float) -> ChangeSet:
        """No engine is heard any more: what is shown is the last that was known."""
        if self._stale or self._shown is None:
            return ChangeSet()
        self.events.add(EventKind.STALE, Severity.WARNING, at, origin=self.source)
        self._stale, self.source = True, None
        return self._told(ChangeSet(cluster=True))

    def note(self, happenings: Iterable[Happening], *, at: float) -> ChangeSet:
        """Tell in the event list what the document does not hold: what was done to a lab."""
        for item in happenings:
            self.events.add(
                item.kind,
                item.severity,
                at,
                resource=item.resource,
                node=item.node,
                origin=item.origin,
                count=item.count,
                detail=item.detail,
            )
        return self._told(ChangeSet())

    def _update(
        self, before: ClusterState, touched: Touched, at: float, patch: Patchset | None = None
    ) -> ChangeSet:
        prepared = self._prepared
        if touched.configuration or touched.everything:
            self._configuration = Configuration.of(prepared.cib, prepared.known)
        state = prepared.derivation.update(touched, now=at)
        self._tell_observers(touched, at, patch)
        changes = diff_states(before, state)
        return self._narrate(before, changes, touched.configuration, at=at, live=True)

    def _narrate(
        self,
        before: ClusterState,
        changes: StateDiff,
        configuration: bool,
        *,
        at: float,
        live: bool,
    ) -> ChangeSet:
        assert self._history is not None
        self._narrator.narrate(
            before,
            self.state,
            self._history,
            at=at,
            live=live,
            configuration=configuration,
            nodes=changes.nodes,
            instances=changes.instances,
        )
        return self._told(
            ChangeSet(
                nodes=changes.nodes,
                instances=changes.instances | concerned(before, self.state, changes),
                configuration=configuration,
                cluster=changes.cluster or changes.failures,
            )
        )

    def _tell_observers(self, touched: Touched, at: float, patch: Patchset | None) -> None:
        for observer in tuple(self._observers):
            observer.patched(touched, at, patch)

    def _note_source(self, source: str, at: float) -> None:
        if self._stale:
            self.events.add(EventKind.LIVE, Severity.GOOD, at, node=source)
        elif self.source is not None and self.source != source:
            self.events.add(EventKind.SOURCE, Severity.INFO, at, node=source, origin=self.source)
        self.source, self._stale = source, False

    def _told(self, change: ChangeSet) -> ChangeSet:
        events, superseded = self.events.drain()
        if not events and not superseded:
            return change
        return replace(change, events=events, superseded=superseded)


def _differ(one: Cib, other: Cib) -> bool:
    """Whether two CIBs differ in their configuration.

    Equal versions are not proof enough: two sides of a partition count independently.
    """
    if one.version.configuration != other.version.configuration:
        return True
    return _canonical(one) != _canonical(other)


def _canonical(cib: Cib) -> bytes:
    section = cib.section("configuration")
    return b"" if section is None else etree.tostring(section, method="c14n")
