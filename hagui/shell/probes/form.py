"""The form of one probe: how, where, what is expected, how often, from where."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from engine.probing.checking import FASTEST, LONGEST, QUICKEST, SLOWEST, Fault, faults
from hagui.i18n import tr
from hagui.monitor.probes.model import How, Target
from hagui.phrases.probes import fault_sentence, how_word
from hagui.shell.labels import label

FIRST: Final = Target(How.TCP, "")
"""What a new one is before anything is written."""


class ProbeForm(QWidget):
    """Fields of one probe; ``edited`` whenever the person changes one."""

    edited = Signal()

    def __init__(self, nodes: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = FIRST
        self.how = QComboBox()
        for how in (How.HTTP, How.TCP, How.ICMP):
            self.how.addItem(how_word(how), how)
        self.host = QLineEdit()
        self.host.setPlaceholderText(tr("probe", "192.0.2.10 or a name"))
        self.port = QSpinBox()
        self.port.setRange(0, 65535)
        self.path = QLineEdit()
        self.expected = QLineEdit()
        self.expected.setPlaceholderText(tr("probe", "any answer will do"))
        self.interval = QSpinBox()
        self.interval.setRange(round(FASTEST * 1000), round(SLOWEST * 1000))
        self.timeout = QSpinBox()
        self.timeout.setRange(round(QUICKEST * 1000), round(LONGEST * 1000))
        for box in (self.interval, self.timeout):
            box.setSuffix(tr("probe", " ms"))
            box.setSingleStep(25)
        for box in (self.port, self.interval, self.timeout):
            box.lineEdit().setTextMargins(6, 0, 0, 0)
        self.node = QComboBox()
        self.node.addItem(tr("probe", "this computer"), "")
        for name in nodes:
            self.node.addItem(tr("probe", "node {name}", name=name), name)
        self.wrong = label("", "bad")
        self._form = form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._row(
            tr("probe", "Ask &by"),
            self.how,
            tr(
                "probe",
                "TCP: that a connection comes about; HTTP: that the right page comes; ping: that"
                " the address is there",
            ),
        )
        self._row(tr("probe", "&Address"), self.host, tr("probe", "Where the service answers"))
        self._row(tr("probe", "&Port"), self.port, tr("probe", "The service's port"))
        self._row(tr("probe", "Pat&h"), self.path, tr("probe", "The page that is asked for"))
        self._row(
            tr("probe", "Must &contain"),
            self.expected,
            tr("probe", "A text of the page; looked for in its first 64 KiB"),
        )
        self._row(
            tr("probe", "&Every"),
            self.interval,
            tr("probe", "From one question to the next: an outage is exact to that"),
        )
        self._row(
            tr("probe", "&Wait"),
            self.timeout,
            tr("probe", "An answer that takes longer does not count"),
        )
        self._row(
            tr("probe", "&From"),
            self.node,
            tr("probe", "Who asks. A node's engine asks only what the configuration names"),
        )
        form.addRow(self.wrong)
        self.show_target(FIRST)
        for line in (self.host, self.path, self.expected):
            line.textEdited.connect(self._edited)
        for box in (self.port, self.interval, self.timeout):
            box.valueChanged.connect(self._edited)
        for choice in (self.how, self.node):
            choice.currentIndexChanged.connect(self._edited)

    @property
    def target(self) -> Target:
        """What the fields say."""
        how: How = self.how.currentData()
        return replace(
            self._target,
            how=how,
            host=self.host.text().strip(),
            port=0 if how is How.ICMP else self.port.value(),
            path=self.path.text().strip() if how is How.HTTP else "/",
            expected=self.expected.text() if how is How.HTTP else "",
            interval=self.interval.value() / 1000,
            timeout=self.timeout.value() / 1000,
            node=self.node.currentData(),
        )

    def show_target(self, target: Target) -> None:
        """Fill the fields."""
        with QSignalBlocker(self):
            self._target = target
            self.how.setCurrentIndex(self.how.findData(target.how))
            self.host.setText(target.host)
            self.port.setValue(target.port)
            self.path.setText(target.path)
            self.expected.setText(target.expected)
            self.interval.setValue(round(target.interval * 1000))
            self.timeout.setValue(round(target.timeout * 1000))
            if self.node.findData(target.node) < 0:
                self.node.addItem(tr("probe", "node {name}", name=target.node), target.node)
            self.node.setCurrentIndex(self.node.findData(target.node))
            self._settle()

    def _edited(self) -> None:
        if not self.signalsBlocked():
            self._settle()
            self.edited.emit()

    def _settle(self) -> None:
        """Show the fields that matter, and what is wrong with them."""
        how: How = self.how.currentData()
        self._form.setRowVisible(self.port, how is not How.ICMP)
        self._form.setRowVisible(self.path, how is How.HTTP)
        self._form.setRowVisible(self.expected, how is How.HTTP)
        found = faults(self.target) if self.isEnabled() else ()
        fields = {Fault.HOST: self.host, Fault.PATH: self.path, Fault.TEXT: self.expected}
        for fault, line in fields.items():
            wanted = "true" if fault in found else "false"
            if line.property("problem") != wanted:
                line.setProperty("problem", wanted)
                line.style().unpolish(line)
                line.style().polish(line)
        self.wrong.setText(fault_sentence(found[0]) if found else "")

    def _row(self, text: str, field: QWidget, tip: str) -> None:
        name = QLabel(text)
        name.setBuddy(field)
        name.setToolTip(tip)
        field.setToolTip(tip)
        field.setAccessibleDescription(tip)
        self._form.addRow(name, field)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
