"""When a rule may come to say something else by the mere passing of time."""

import contextlib

from engine.cib.state.dates import after, parse_instant
from engine.cib.xml import Element, attributes, child
from engine.scheduler.model.cluster import Cluster


def recheck_at(cluster: Cluster, moment: float) -> None:
    """Remember a moment (seconds since 1970) from which on the answer may be another one."""
    if moment > cluster.now and (cluster.recheck is None or moment < cluster.recheck):
        cluster.recheck = moment


def expect_change(cluster: Cluster, expression: Element) -> None:
    """Remember when a date expression's verdict will change; date specifications do not say."""
    start = parse_instant(expression.get("start"))
    end = parse_instant(expression.get("end"))
    duration = child(expression, "duration")
    if start is not None and end is None and duration is not None:
        with contextlib.suppress(ValueError, OverflowError):
            end = after(start, attributes(duration))
    operation = (expression.get("operation") or "in_range").lower()
    if operation == "in_range":
        if start is not None and cluster.now < start.timestamp():
            recheck_at(cluster, start.timestamp())
        elif end is not None:
            recheck_at(cluster, end.timestamp() + 1)
    elif operation == "gt" and start is not None:
        recheck_at(cluster, start.timestamp() + 1)
    elif operation == "lt" and end is not None:
        recheck_at(cluster, end.timestamp())
