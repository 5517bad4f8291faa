"""Colours of a timeline, all from the theme; beside each stands a pattern or a word."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from hagui.monitor.story.model import Mark, MarkKind
from hagui.monitor.timeline.looks import BarLook, SpanLook
from hagui.theme import Theme, mix

SERIOUS: Final = frozenset({MarkKind.QUORUM_LOST, MarkKind.DC_LOST, MarkKind.STALE})
"""Marks that change what the whole cluster can do."""
_FIRST, _REACH, _STEP = 40.0, 280.0, 0.382
"""Hues of nodes in degrees: none of them near the red of what failed."""

GLYPHS: Final = {
    SpanLook.ONLINE: "●",
    SpanLook.STARTED: "●",
    SpanLook.UNPROMOTED: "○",
    SpanLook.PROMOTED: "◆",
    SpanLook.MAINTENANCE: "◧",
    SpanLook.STANDBY: "◐",
    SpanLook.PENDING: "◐",
    SpanLook.MIGRATING: "◌",
    SpanLook.UNKNOWN: "■",
    SpanLook.OFFLINE: "✕",
    SpanLook.UNCLEAN: "▲",
    SpanLook.BLOCKED: "▲",
    SpanLook.UNASKED: "■",
    SpanLook.ANSWERED: "●",
    SpanLook.MISSED: "▲",
}
"""The shape that stands in a span, as everywhere in the program."""


def node_color(theme: Theme, hue: int) -> QColor:
    """The quiet colour of what runs on a node, by the node's number."""
    turn = (_FIRST + (hue * _STEP % 1.0) * _REACH) / 360
    if theme.is_dark:
        return QColor.fromHslF(turn, 0.30, 0.27)
    return QColor.fromHslF(turn, 0.48, 0.86)


def span_brush(theme: Theme, look: SpanLook) -> QBrush | None:
    """What a span is filled with; None: with its node's colour."""
    match look:
        case SpanLook.ONLINE | SpanLook.ANSWERED:
            return QBrush(QColor(mix(theme.column, theme.running, 0.22)))
        case SpanLook.MAINTENANCE | SpanLook.STANDBY | SpanLook.PENDING:
            return QBrush(QColor(mix(theme.column, theme.warning, 0.30)))
        case SpanLook.UNKNOWN | SpanLook.UNASKED:
            return QBrush(QColor(mix(theme.column, theme.dim, 0.30)))
        case SpanLook.OFFLINE:
            return QBrush(QColor(mix(theme.column, theme.dim, 0.22)))
        case SpanLook.UNCLEAN | SpanLook.BLOCKED | SpanLook.MISSED:
            return QBrush(QColor(mix(theme.column, theme.failed, 0.32)))
        case _:
            return None


def span_pattern(theme: Theme, look: SpanLook) -> QBrush | None:
    """What is drawn over the fill, so that it is told without colour too."""
    diagonal, other = Qt.BrushStyle.BDiagPattern, Qt.BrushStyle.FDiagPattern
    match look:
        case SpanLook.UNCLEAN | SpanLook.BLOCKED | SpanLook.MISSED:
            return QBrush(QColor(theme.failed), diagonal)
        case SpanLook.OFFLINE | SpanLook.UNASKED:
            return QBrush(QColor(mix(theme.dim, theme.column, 0.4)), other)
        case SpanLook.PENDING | SpanLook.MIGRATING:
            return QBrush(
                QColor(mix(theme.warning, theme.column, 0.4)), Qt.BrushStyle.Dense6Pattern
            )
        case _:
            return None


def bar_color(theme: Theme, look: BarLook) -> QColor:
    """What a bar is filled with."""
    match look:
        case BarLook.MONITOR | BarLook.OTHER:
            return QColor(mix(theme.dim, theme.column, 0.35))
        case BarLook.STOP:
            return QColor(theme.dim)
        case BarLook.START:
            return QColor(theme.running)
        case BarLook.DEMOTE | BarLook.PROMOTE:
            return QColor(theme.promoted)
        case BarLook.MIGRATE:
            return QColor(theme.ghost)
        case BarLook.PENDING:
            return QColor(theme.warning)
        case BarLook.FENCE | BarLook.FAILED:
            return QColor(theme.failed)
        case BarLook.LOST:
            return QColor(mix(theme.failed, theme.column, 0.45))


def bar_style(look: BarLook) -> Qt.BrushStyle:
    """The pattern of a bar: hollow where something ends, hatched where nobody knows yet."""
    match look:
        case BarLook.PENDING:
            return Qt.BrushStyle.Dense4Pattern
        case BarLook.LOST:
            return Qt.BrushStyle.Dense5Pattern
        case BarLook.STOP | BarLook.DEMOTE:
            return Qt.BrushStyle.NoBrush
        case _:
            return Qt.BrushStyle.SolidPattern


def mix_line(theme: Theme) -> str:
    """The edge at which a span begins."""
    return mix(theme.line, theme.dim, 0.5)


def mark_color(theme: Theme, mark: Mark) -> QColor:
    """The colour of a mark's line and flag."""
    match mark.kind:
        case MarkKind.QUORUM_LOST | MarkKind.FAILURE | MarkKind.NODE_WENT:
            return QColor(theme.failed)
        case MarkKind.DC_LOST | MarkKind.STALE | MarkKind.FAULT:
            return QColor(theme.warning)
        case MarkKind.COMMIT:
            return QColor(theme.promoted)
        case MarkKind.QUORUM_GAINED | MarkKind.NODE_CAME | MarkKind.LIVE:
            return QColor(theme.running)
        case MarkKind.DC_ELECTED:
            return QColor(theme.dim)


def mark_style(mark: Mark) -> Qt.PenStyle:
    """The kind of a mark's line."""
    return Qt.PenStyle.SolidLine if mark.kind in SERIOUS else Qt.PenStyle.DotLine
