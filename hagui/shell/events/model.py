"""The event list as a Qt model: newest first, filtered, sentences made when first shown."""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hagui.cluster.events import Event, EventKind, Severity
from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.phrases import clock, event_sentence, severity_word

_RANK: Final = {Severity.INFO: 0, Severity.GOOD: 0, Severity.WARNING: 1, Severity.BAD: 2}
_NO_PARENT = QModelIndex()
SAME: Final = 0.001
"""Seconds by which two times may differ that mean the same moment."""


class EventRole(IntEnum):
    """What the delegate asks for besides the text."""

    EVENT = Qt.ItemDataRole.UserRole
    TIME = Qt.ItemDataRole.UserRole + 1
    LATER = Qt.ItemDataRole.UserRole + 2
    """Whether it happened after the moment that is shown."""


class EventModel(QAbstractListModel):
    """Events that pass the filter, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: dict[int, Event] = {}
        self._rows: list[Event] = []  # oldest first; row 0 is the last
        self._sentences: dict[int, str] = {}
        self._words: tuple[str, ...] = ()
        self._least = 0
        self._moment: float | None = None
        self._told: dict[int, float] = {}

    @property
    def known(self) -> int:
        """How many events there are, whether they pass the filter or not."""
        return len(self._all)

    def reset(self, events: Iterable[Event]) -> None:
        """Show another cluster's events."""
        self.beginResetModel()
        self._all = {event.number: event for event in events}
        self._sentences.clear()
        self._told = {number: at for number, at in self._told.items() if number in self._all}
        self._rows = [event for event in self._all.values() if self._passes(event)]
        self.endResetModel()

    def change(self, added: Iterable[Event], superseded: Collection[int]) -> None:
        """Take in new events and drop those that a newer one says better."""
        for number in superseded:
            event = self._all.pop(number, None)
            self._sentences.pop(number, None)
            if event is not None and event in self._rows:
                place = self._rows.index(event)
                row = len(self._rows) - 1 - place
                self.beginRemoveRows(QModelIndex(), row, row)
                del self._rows[place]
                self.endRemoveRows()
        fresh = [event for event in added if event.number not in self._all]
        self._all.update((event.number, event) for event in fresh)
        shown = [event for event in fresh if self._passes(event)]
        if shown:
            self.beginInsertRows(QModelIndex(), 0, len(shown) - 1)
            self._rows.extend(shown)
            self.endInsertRows()

    def note(self, numbers: Iterable[int], at: float) -> None:
        """When the cluster was seen so, for events whose own time may be some way off."""
        self._told.update(dict.fromkeys(numbers, at))

    def moment_of(self, event: Event) -> float:
        """The first moment at which what the event tells of is seen, in seconds since 1970."""
        return max(event.time, self._told.get(event.number, 0.0))

    def show_moment(self, at: float | None) -> int | None:
        """Tell what happened later than ``at`` apart; None: all that happened is past. Views have
        to be drawn anew.

        Returns:
            The row of the last event before it; None where there is none.
        """
        self._moment = at
        if at is None:
            return None
        count = bisect_right(self._rows, at + SAME, key=self.moment_of)
        return len(self._rows) - count if count else None

    def set_filter(self, text: str, least: Severity) -> None:
        """Keep events that hold every word of ``text`` and are at least that severe."""
        self.beginResetModel()
        self._words = tuple(text.casefold().split())
        self._least = _RANK[least]
        self._rows = [event for event in self._all.values() if self._passes(event)]
        self.endResetModel()

    def at(self, row: int) -> Event:
        """The event in that row."""
        return self._rows[len(self._rows) - 1 - row]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        """How many rows pass the filter."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """What one event reads as."""
        if not index.isValid():
            return None
        event = self.at(index.row())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._sentence(event)
            case EventRole.EVENT:
                return event
            case EventRole.TIME:
                return clock(event.time, milliseconds=True)
            case EventRole.LATER:
                return self._later(index.row(), self._moment)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                later = self._later(index.row(), self._moment)
                return tr("event", "Later than the moment shown") if later else None
            case Qt.ItemDataRole.AccessibleTextRole:
                return tr(
                    "event",
                    "{time}, {severity}: {sentence}",
                    time=clock(event.time),
                    severity=severity_word(event.severity),
                    sentence=self._sentence(event),
                )
            case Qt.ItemDataRole.ToolTipRole:
                return self._sentence(event)
            case _:
                return None

    def _later(self, row: int, moment: float | None) -> bool:
        return moment is not None and self.moment_of(self.at(row)) > moment + SAME

    def _sentence(self, event: Event) -> str:
        known = self._sentences.get(event.number)
        if known is None:
            known = self._sentences[event.number] = event_sentence(event)
        return known

    def _passes(self, event: Event) -> bool:
        if _RANK[event.severity] < self._least:
            return False
        if not self._words:
            return True
        text = self._sentence(event).casefold()
        return all(word in text for word in self._words)


def subject_of(event: Event) -> Subject | None:
    """What a click on an event selects."""
    if event.resource is not None:
        if ":" in event.resource:
            return Subject(SubjectKind.INSTANCE, event.resource)
        return Subject(SubjectKind.RESOURCE, event.resource)
    if event.node is not None and event.kind not in {EventKind.SOURCE, EventKind.LIVE}:
        return Subject(SubjectKind.NODE, event.node)
    return Subject(SubjectKind.CLUSTER, "")
