"""Asks before an act that may stop services, saying what runs there now."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from engine.cib.state.model import ClusterState, Condition, Instance, Role
from engine.protocol.verbs import (
    CLEANUP,
    MAINTENANCE,
    REFRESH,
    STANDBY,
    Access,
    Act,
    Standby,
)
from hagui.i18n import tr
from hagui.shell.settings import ASK_STANDBY, Setting, Settings
from hagui.shell.style import set_tone

_VERBS = (STANDBY, MAINTENANCE, CLEANUP, REFRESH)
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
    verb = next(verb for verb in _VERBS if verb.request is type(act))
    setting = _ASK.get(verb.name)
    return setting is None or settings.get(setting)


def running_on(state: ClusterState, node: str) -> list[Instance]:
    """What is active on a node now, in the order of the configuration."""
    return [
        instance
        for instance in state.instances.values()
        if node in instance.nodes and instance.role is not Role.STOPPED
    ]


def consequences(act: Act, state: ClusterState) -> str:
    """What an act will do to what runs now, for the question."""
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


def ask(
    act: Act,
    state: ClusterState,
    settings: Settings,
    parent: QWidget,
    go: Callable[[Act], None],
) -> QMessageBox:
    """Open the question; ``go`` is called if the answer is yes."""
    title = (
        tr("confirm", "Set {node} to standby?", node=act.node)
        if isinstance(act, Standby)
        else tr("confirm", "Go on?")
    )
    box = QMessageBox(QMessageBox.Icon.Warning, title, title, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(consequences(act, state))
    yes = box.addButton(tr("confirm", "Set to standby"), QMessageBox.ButtonRole.AcceptRole)
    set_tone(yes, "true", "danger")
    no = box.addButton(QMessageBox.StandardButton.Cancel)
    no.setIcon(QIcon())  # some styles give it a red cross, next to the button that is red
    box.setDefaultButton(no)
    box.setEscapeButton(no)
    never = QCheckBox(tr("confirm", "Do not ask again"))
    box.setCheckBox(never)

    def answered() -> None:
        if box.clickedButton() is not yes:
            return
        if never.isChecked():
            settings.set(ASK_STANDBY, value=False)
        go(act)

    box.finished.connect(answered)
    box.open()
    return box
