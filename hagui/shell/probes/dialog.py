"""The dialog of probes: what is asked, what the configuration offers, and whether at all."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.probing.checking import FASTEST, faults
from engine.probing.schedule import RATE
from hagui.i18n import tr
from hagui.monitor.probes.model import Target
from hagui.phrases import Tone
from hagui.phrases.probes import place_words, titles
from hagui.shell import marks
from hagui.shell.labels import label
from hagui.shell.marks import tone_color
from hagui.shell.probes.form import FIRST, ProbeForm
from hagui.shell.probes.values import Chosen, ProbesLook, Standing
from hagui.theme import Theme

SIZE: Final = QSize(820, 560)
_ROLE: Final = Qt.ItemDataRole.UserRole


class ProbesDialog(QDialog):
    """Choose what is asked; nothing changes before it is saved."""

    chosen = Signal(object)
    """``Chosen``."""

    def __init__(self, look: ProbesLook, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("probe", "Probes"))
        self._theme = theme
        self._look = look
        self._targets = list(look.targets)
        self._standings = dict(look.standings)
        self.on = QCheckBox(tr("probe", "Ask &services of this cluster whether they answer"))
        self.on.setChecked(look.on)
        why = label(_why(look), "warning" if look.production else "dim")
        self.list = _List(tr("probe", "What is asked"))
        self.empty = label(
            tr(
                "probe",
                "Nothing is asked. Take one of the services below, or write another.",
            ),
            "dim",
        )
        self.offers = _List(tr("probe", "What the configuration offers"))
        self.nothing = label(
            tr(
                "probe",
                "The configuration names no other service with an address: write one yourself.",
            ),
            "dim",
        )
        self.take = _button(
            tr("probe", "&Take"), tr("probe", "Ask the service that is chosen above, too")
        )
        self.new = _button(tr("probe", "&New"), tr("probe", "Write a probe of your own"))
        self.remove = _button(
            tr("probe", "&Remove"), tr("probe", "Ask the chosen one no more (Delete)")
        )
        self.form = ProbeForm(look.nodes)
        self.trouble = label("", "warning")
        self.rest = label("", "dim")
        self.back = _button(tr("probe", "Cancel"), tr("probe", "Leave all as it is"))
        self.save = QPushButton(tr("probe", "Save"))
        self.save.setProperty("primary", "true")
        self.save.setDefault(True)
        self._lay_out(why)
        self.list.currentRowChanged.connect(self._choose)
        self.list.deleted.connect(self._remove)
        self.list.itemActivated.connect(self._edit)
        self.offers.itemActivated.connect(self._take)
        self.take.clicked.connect(self._take)
        self.new.clicked.connect(self._new)
        self.remove.clicked.connect(self._remove)
        self.form.edited.connect(self._edited)
        self.on.toggled.connect(self._settle)
        self.back.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)
        self._fill(0)
        (self.list if self._targets else self.offers).setFocus()

    def show_standings(self, standings: Mapping[Target, Standing]) -> None:
        """How the services are doing now."""
        if standings != self._standings:
            self._standings = dict(standings)
            self._name()
            self._settle()

    # parts

    def _lay_out(self, why: QLabel) -> None:
        left = QVBoxLayout()
        left.setSpacing(6)
        left.addWidget(_heading(tr("probe", "What is asked"), self.list))
        left.addWidget(self.empty)
        left.addWidget(self.list, 3)
        row = QHBoxLayout()
        row.addWidget(self.new)
        row.addWidget(self.remove)
        row.addStretch(1)
        left.addLayout(row)
        left.addSpacing(6)
        left.addWidget(_heading(tr("probe", "Offered by the configuration"), self.offers))
        left.addWidget(self.nothing)
        left.addWidget(self.offers, 2)
        row = QHBoxLayout()
        row.addWidget(self.take)
        row.addStretch(1)
        left.addLayout(row)
        right = QVBoxLayout()
        right.addWidget(self.form)
        right.addWidget(self.trouble)
        right.addStretch(1)
        right.addWidget(self.rest)
        columns = QHBoxLayout()
        columns.setSpacing(18)
        columns.addLayout(left, 5)
        columns.addLayout(right, 4)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.save)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(10)
        box.addWidget(self.on)
        box.addWidget(why)
        box.addLayout(columns, 1)
        box.addLayout(foot)
        self.resize(SIZE)

    # what is done

    @property
    def row(self) -> int:
        """The place of the chosen one; less than 0: none is."""
        return self.list.currentRow()

    def _fill(self, row: int) -> None:
        """Show all anew, with that one chosen."""
        with QSignalBlocker(self.list), QSignalBlocker(self.offers):
            self.list.clear()
            for target in self._targets:
                self.list.addItem(_item(target))
            self.offers.clear()
            known = {_place(target) for target in self._targets}
            free = [target for target in self._look.offered if _place(target) not in known]
            for target, title in titles(free).items():
                item = _item(target)
                item.setText(f"{title}\n{place_words(target)}")
                self.offers.addItem(item)
            if free:
                self.offers.setCurrentRow(0)
            self.list.setCurrentRow(min(row, len(self._targets) - 1))
        self._name()
        self._choose(self.row)

    def _name(self) -> None:
        """Write what each is called, and how it is doing."""
        named = titles(self._targets)
        for row, target in enumerate(self._targets):
            item = self.list.item(row)
            standing = self._standings.get(target) if self.on.isChecked() else None
            words = standing.words if standing is not None else place_words(target)
            item.setText(f"{named[target] if target.host else tr('probe', 'new probe')}\n{words}")
            item.setToolTip(
                "\n".join(part for part in (place_words(target), standing and standing.tip) if part)
            )
            if standing is not None:
                color = tone_color(self._theme, standing.tone) or self._theme.text
                item.setIcon(marks.icon(standing.glyph, color))

    def _choose(self, row: int) -> None:
        self.form.setEnabled(row >= 0)
        self.form.show_target(self._targets[row] if row >= 0 else FIRST)
        self._settle()

    def _edited(self) -> None:
        if self.row >= 0:
            self._targets[self.row] = self.form.target
            self._name()
            self._settle()

    def _edit(self) -> None:
        self.form.host.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        if self.offers.currentRow() >= 0:
            self._add(self.offers.currentItem().data(_ROLE))

    def _new(self) -> None:
        self._add(FIRST)
        self.form.host.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, target: Target) -> None:
        if not self._targets:
            self.on.setChecked(True)  # who takes the first one wants it asked
        self._targets.append(target)
        self._fill(len(self._targets) - 1)

    def _remove(self) -> None:
        row = self.row
        if row >= 0:
            del self._targets[row]
            self._fill(row)

    def _settle(self) -> None:
        """Enable what is possible."""
        some = bool(self._targets)
        self.empty.setVisible(not some)
        self.list.setVisible(some)
        offered = self.offers.count() > 0
        self.offers.setVisible(offered)
        self.nothing.setVisible(not offered)
        self.take.setEnabled(offered)
        self.remove.setEnabled(self.row >= 0)
        self.form.wrong.setVisible(self.row >= 0)
        wrong = [target for target in self._targets if faults(target)]
        self.save.setEnabled(not wrong)
        self.save.setToolTip(
            tr("probe", "Something of a probe is missing: see what is written beside it")
            if wrong
            else tr("probe", "Ask this from now on; it is kept for this cluster")
        )
        standing = self._standings.get(self._targets[self.row]) if self.row >= 0 else None
        troubled = standing is not None and standing.tone is Tone.WARNING
        self.trouble.setText(standing.tip if standing is not None and troubled else "")
        self.trouble.setVisible(troubled)
        self.rest.setText(self._rest())

    def _rest(self) -> str:
        """What holds for all together."""
        own = (target for target in self._targets if not target.node and target.interval > 0)
        wanted = sum(1 / max(target.interval, FASTEST) for target in own)
        text = tr(
            "probe",
            "While a service does not answer it is asked ten times a second, so that the end"
            " of an outage is exact. All probes together ask a hundred times a second at most.",
        )
        if wanted > RATE:
            more = tr(
                "probe",
                "These would be asked {wanted} times a second, so each is asked more rarely than it"
                " says.",
                wanted=round(wanted),
            )
            text = f"{text} {more}"
        return text

    def _save(self) -> None:
        self.accept()
        targets = tuple(dict.fromkeys(self._targets))
        self.chosen.emit(Chosen(self.on.isChecked(), targets))


class _List(QListWidget):
    deleted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(marks.SIZE, marks.SIZE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the chosen one away; Enter is for it, not for the dialog."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.deleted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


def _item(target: Target) -> QListWidgetItem:
    item = QListWidgetItem()
    item.setData(_ROLE, target)
    return item


def _place(target: Target) -> tuple[object, ...]:
    return target.how, target.host, target.port, target.path


def _button(text: str, tip: str) -> QPushButton:
    made = QPushButton(text)
    made.setToolTip(tip)
    made.setAutoDefault(False)
    return made


def _heading(text: str, buddy: QWidget) -> QLabel:
    made = QLabel(text)
    made.setProperty("tone", "dim")
    made.setBuddy(buddy)
    return made


def _why(look: ProbesLook) -> str:
    """Why it is on or off unless somebody chose."""
    if look.production:
        return tr(
            "probe",
            "This cluster is marked as production: nothing is asked unless you turn it on. Each"
            " question is a connection to a service that people use.",
        )
    if look.lab:
        return tr(
            "probe",
            "A lab's web services are asked unless you turn it off: all of it is on this computer.",
        )
    return tr(
        "probe",
        "Nothing is asked unless you turn it on. Each question is a connection to a service that"
        " people may use.",
    )
