"""Incidents as a recording keeps them, and back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from hagui.monitor.incidents.model import Incident

NAME: Final = "incident"
"""Of the kind of note."""


def worth_keeping(before: Incident | None, now: Incident) -> bool:
    """Whether so much more is known of it that it should be noted anew.

    Args:
        before: as it was noted last; None: it was not yet.
        now: as it is told now.
    """
    if before is None or now.end is not None:
        return before != now

    def stage(incident: Incident) -> object:
        return [step.stage for step in incident.steps], len(incident.reasons), incident.begin

    return stage(before) != stage(now)


def restored(notes: Iterable[Incident]) -> tuple[Incident, ...]:
    """What was noted, oldest first, numbered anew: each time that a cluster was followed it was
    counted from 1.
    """
    order = sorted(notes, key=lambda incident: incident.begin)
    return tuple(replace(incident, number=number) for number, incident in enumerate(order, 1))
