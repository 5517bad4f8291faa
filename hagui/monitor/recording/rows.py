"""What a story is made of, as rows of a recording and back."""

from typing import Final

from hagui.monitor.story.model import Bar, NodeSpan, RunSpan

BAR_COLUMNS: Final = (
    "segment, node, resource, task, interval_ms, queued, begun, end, outcome, rc, reason, exact,"
    " number"
)
"""In the order in which ``segments`` takes them."""
SPAN_COLUMNS: Final = "segment, instance, node, state, begin, end, blocked"
"""In the order in which ``segments`` takes them."""
Row = tuple[object, ...]


def bar_row(segment: int, bar: Bar) -> Row:
    """A row of ``bars``."""
    return (
        segment,
        bar.number,
        bar.node,
        bar.resource,
        bar.task,
        bar.interval_ms,
        bar.queued,
        bar.begun,
        bar.end,
        bar.outcome.value,
        bar.rc,
        bar.reason,
        bar.exact,
    )


def span_row(segment: int, span: NodeSpan | RunSpan) -> Row:
    """A row of ``spans``; what a node was has no instance."""
    if isinstance(span, NodeSpan):
        return segment, span.begin, span.node, "", span.condition.value, span.end, False
    state = span.role.value
    return segment, span.begin, span.node, span.instance, state, span.end, span.blocked
