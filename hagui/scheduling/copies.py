"""The worker's copies of what is shown, and the drafts that are asked about."""

from copy import deepcopy
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Touched, apply
from engine.cib.patch.patchset import Patchset
from engine.cib.state.derive import Derivation
from engine.protocol import verbs
from engine.protocol.verbs import Injection
from engine.scheduler.injection import events
from engine.scheduler.injection.apply import inject
from engine.scheduler.result import Result
from engine.scheduler.schedule import schedule, schedule_derived
from hagui.monitor.losses.model import Foretold
from hagui.scheduling.supposing import Supposing

_Question = tuple[str, tuple[Injection, ...]]
"""A change of the configuration, and events."""

_MOMENT: Final = 2.0
"""Seconds for which an answer holds; rules on the time of day may say otherwise later."""


class Copy:
    """One document that follows the one that is shown."""

    def __init__(self, text: str, now: float) -> None:
        """Read it.

        Raises:
            CibError: it is none.
        """
        self._cib = Cib.parse(text)
        self._derivation = Derivation(self._cib, now=now)
        self._draft: tuple[str, Cib, Derivation] | None = None
        self._last: tuple[_Question, float, Result] | None = None
        self._supposing: tuple[str, Supposing] | None = None

    def follow(self, diff: str, now: float) -> None:
        """Apply a patch.

        Raises:
            PatchError: it does not follow; the copy is as it was.
        """
        self._last = self._supposing = None
        touched = apply(self._cib, Patchset.parse(diff))
        self._derivation.update(touched, now=now)
        if touched.configuration or touched.everything:
            self._draft = None
        elif self._draft is not None:
            _mirror(self._cib, self._draft[1])
            self._draft[2].update(touched, now=now)

    def ask(self, diff: str, supposed: tuple[Injection, ...], now: float) -> Result:
        """Schedule it with a change of the configuration and events supposed.

        What was asked a moment ago is not worked out again if nothing has changed since: ghosts
        and the reasons for them are asked for one after the other.

        Raises:
            PatchError: the change does not fit.
            InjectionRefused: an event names what is not there.
        """
        question = diff, supposed
        if self._last is not None:
            asked, at, result = self._last
            until = at + _MOMENT if result.recheck is None else min(at + _MOMENT, result.recheck)
            if asked == question and at <= now < until:
                return result
        self._last = None
        result = self._asked(diff, supposed, now)
        self._last = question, now, result
        return result

    def lose(
        self, diff: str, supposed: tuple[Injection, ...], lost: tuple[str, ...], now: float
    ) -> Foretold:
        """What a change of the configuration and a loss would leave.

        Losses are asked for one after the other, so what was read for the first is kept for the
        next, for a moment.

        Raises:
            PatchError: the change does not fit.
            InjectionRefused: an event names what is not there.
        """
        if self._supposing is not None:
            known, supposing = self._supposing
            if known == diff and now < supposing.until:
                return supposing.lose([event_of(event) for event in supposed], lost)
        self._supposing = None
        cib = self._cib.copy()
        if diff:
            apply(cib, _retargeted(diff, cib))
        supposing = Supposing(cib, now)
        self._supposing = diff, supposing
        return supposing.lose([event_of(event) for event in supposed], lost)

    def _asked(self, diff: str, supposed: tuple[Injection, ...], now: float) -> Result:
        if supposed:
            cib = self._cib.copy()
            if diff:
                apply(cib, _retargeted(diff, cib))
            inject(cib, [event_of(event) for event in supposed], now)
            return schedule(cib, now=now)
        if not diff:
            self._derivation.update(Touched(), now=now)
            return schedule_derived(self._derivation, now=now)
        return schedule_derived(self._drafted(diff, now), now=now)

    def _drafted(self, diff: str, now: float) -> Derivation:
        """The draft's configuration, and the status seen by it; kept for the next question."""
        if self._draft is not None and self._draft[0] == diff:
            self._draft[2].update(Touched(), now=now)
            return self._draft[2]
        changed = _configured(self._cib)
        apply(changed, _retargeted(diff, changed))
        _mirror(self._cib, changed)
        if self._draft is None:
            derivation = self._derivation.beside(changed)
            planned = changed
        else:
            _, planned, derivation = self._draft
            planned.root[:] = list(changed.root)
            derivation.update(Touched(configuration=True), now=now)
        self._draft = diff, planned, derivation
        return derivation


def event_of(event: Injection) -> events.Event:
    """An event of the protocol as one of the scheduler's."""
    match event:
        case verbs.NodeEvent(node, becomes):
            return events.NodeEvent(node, events.NodeFate(becomes))
        case verbs.TicketEvent(ticket, becomes):
            return events.TicketEvent(ticket, events.TicketFate(becomes))
        case verbs.OperationEvent(resource, task, node, rc, interval_ms):
            return events.OperationEvent(resource, task, node, rc, interval_ms)
        case verbs.QuorumEvent(quorate):
            return events.QuorumEvent(quorate)


def _configured(cib: Cib) -> Cib:
    """A document with the same root and configuration, and no status."""
    root = etree.Element("cib", {str(name): str(value) for name, value in cib.root.attrib.items()})
    section = cib.section("configuration")
    if section is not None:
        root.append(deepcopy(section))
    return Cib(root)


def _mirror(source: Cib, target: Cib) -> None:
    """Give the root of one document the attributes of another's."""
    for name in set(target.root.attrib) - set(source.root.attrib):
        del target.root.attrib[name]
    for name, value in source.root.attrib.items():
        target.root.set(name, value)


def _retargeted(diff: str, cib: Cib) -> Patchset:
    """The patchset as if it had been made from the document as it is now."""
    return Patchset.parse(diff).with_source(cib.version)
