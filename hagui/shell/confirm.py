"""Asks before an act that may stop services, saying what runs there now."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from engine.cib.state.model import ClusterState, Condition, Instance, Role
from engine.protocol.verbs import (
    CLEANUP,
    MAINTENANCE,
    MIGRATE,
    REFRESH,
    STANDBY,
    Access,
    Act,
    Migrate,
    Standby,
)
from hagui.i18n import tr
from hagui.shell.settings import ASK_STANDBY, Setting, Settings
from hagui.shell.style import set_tone

_VERBS = (STANDBY, MAINTENANCE, CLEANUP, REFRESH, MIGRATE)
_ASK: dict[str, Setting[bool]] = {STANDBY.name: ASK_STANDBY}
LISTED = 8
"""Resources named in the question; the rest are counted."""


def access(act: Act) -> Access:
    """How far an act reaches, as its verb declares."""
    return next(verb.access for verb in _VERBS if verb.request is type(act))


def asks(act: Act, settings: Settings) -> bool:
    """Whether a person is asked before ``act``.

    Leaving standby is the same verb as entering it, yet stops nothing.
    """
    if access(act) is not Access.DESTRUCTIVE or (isinstance(act, Standby) and not act.on):
        return False
    setting = _setting(act)
    return setting is None or settings.get(setting)


def _setting(act: Act) -> Setting[bool] | None:
    """By which a person may do without the question; None where it is always asked."""
    return next((_ASK.get(verb.name) for verb in _VERBS if verb.request is type(act)), None)


def running_on(state: ClusterState, node: str) -> list[Instance]:
    """What is active on a node now, in the order of the configuration."""
    return [
        instance
        for instance in state.instances.values()
        if node in instance.nodes and instance.role is not Role.STOPPED
    ]


def consequences(act: Act, state: ClusterState) -> str:
    """What an act will do to what runs now, for the question."""
    if isinstance(act, Migrate):
        return _of_a_move(act, state)
    if not isinstance(act, Standby):
        return ""
    active = running_on(state, act.node)
    if not active:
        return tr("confirm", "Nothing runs on {node} now.", node=act.node)
    names = [
        tr("confirm", "{who} (promoted)", who=item.resource)
        if item.role is Role.PROMOTED
        else item.resource
        for item in active
    ]
    listed = ", ".join(names[:LISTED])
    if len(names) > LISTED:
        listed = tr("confirm", "{names} and {n} more", count=len(names) - LISTED, names=listed)
    others = [
        node
        for node in state.nodes.values()
        if node.name != act.node and node.condition is Condition.ONLINE
    ]
    text = tr("confirm", "Running on {node} now: {names}.", node=act.node, names=listed)
    if others:
        then = tr(
            "confirm",
            "They are stopped there and start on {others}, as far as the constraints allow.",
            others=", ".join(node.name for node in others[:LISTED]),
        )
    else:
        then = tr("confirm", "No other node is online and active: all of this will stop.")
    return f"{text}\n\n{then}"


def _of_a_move(act: Migrate, state: ClusterState) -> str:
    where = {node for item in state.instances_of(act.resource) for node in item.nodes}
    now = (
        tr(
            "confirm",
            "{who} runs on {nodes} now.",
            who=act.resource,
            nodes=", ".join(sorted(where)),
        )
        + " "
        if where
        else ""
    )
    then = tr(
        "confirm",
        "It stops there and starts on {node}, and whatever needs it stops and starts along.",
        node=act.node,
    )
    after = tr(
        "confirm",
        "The constraint that moves it is removed again once the cluster has settled; from then on"
        " only stickiness and your own constraints keep it there.",
    )
    return f"{now}{then}\n\n{after}"


def _title(act: Act) -> str:
    match act:
        case Standby(node=node):
            return tr("confirm", "Set {node} to standby?", node=node)
        case Migrate(resource=resource, node=node):
            return tr("confirm", "Move {who} to {node} now?", who=resource, node=node)
        case _:
            return tr("confirm", "Go on?")


def ask(
    act: Act,
    state: ClusterState,
    settings: Settings,
    parent: QWidget,
    go: Callable[[Act], None],
    draft: Callable[[Act], None] | None = None,
) -> QMessageBox:
    """Open the question; ``go`` is called if the answer is yes.

    ``draft``, where it is given, is called if the act is rather to be a change of the draft.
    """
    title = _title(act)
    box = QMessageBox(QMessageBox.Icon.Warning, title, title, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(consequences(act, state))
    go_on = (
        tr("confirm", "Move now") if isinstance(act, Migrate) else tr("confirm", "Set to standby")
    )
    yes = box.addButton(go_on, QMessageBox.ButtonRole.AcceptRole)
    set_tone(yes, "true", "danger")
    later = None
    if draft is not None:
        later = box.addButton(tr("confirm", "Into the draft"), QMessageBox.ButtonRole.ActionRole)
        later.setToolTip(tr("confirm", "Rehearse and review it first, with other changes"))
    no = box.addButton(QMessageBox.StandardButton.Cancel)
    no.setIcon(QIcon())  # some styles give it a red cross, next to the button that is red
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    setting = _setting(act)
    never = QCheckBox(tr("confirm", "Do not ask again"))
    if setting is not None:
        box.setCheckBox(never)

    def answered() -> None:
        if draft is not None and box.clickedButton() is later:
            draft(act)
        if box.clickedButton() is not yes:
            return
        if setting is not None and never.isChecked():
            settings.set(setting, value=False)
        go(act)

    box.finished.connect(answered)
    box.open()
    return box
