"""What a story is made of, as rows of a recording."""

from hagui.monitor.story.model import Bar, NodeSpan, RunSpan

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
