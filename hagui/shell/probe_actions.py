"""The action of availability probes."""

from typing import Final

from hagui.i18n import tr
from hagui.shell.action import Action, Menu
from hagui.shell.situation import Situation


def _possible(now: Situation) -> bool:
    """A file has no services."""
    return now.shown and not now.file


EDIT: Final = Action(
    "probes.edit",
    lambda: tr("action", "Probes…"),
    lambda: tr("action", "Ask services from outside whether they answer, and time their outages"),
    "probe",
    Menu.VIEW,
    "Ctrl+Alt+P",
    _possible,
    group="probes",
)
