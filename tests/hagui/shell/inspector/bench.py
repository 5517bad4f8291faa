"""An inspector on screen whose edits are really made on a CIB, which it then shows."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from engine.cib.document import Cib
from engine.cib.edits import EditRefused, apply
from engine.cib.edits.vocabulary import Edits
from engine.cib.xml import Element
from hagui.cluster.live import LiveCluster
from hagui.cluster.subject import Subject, SubjectKind
from hagui.editors.choice_control import ChoiceControl, SegmentsControl
from hagui.editors.form import FormView
from hagui.editors.row import FieldRow
from hagui.editors.score_control import ScoreControl
from hagui.editors.sequence_control import SequenceControl
from hagui.editors.small_controls import InlineControl
from hagui.editors.text_control import TextControl, TextLine
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.pages import page_of
from hagui.shell.inspector.pane import Inspector
from hagui.theme import Theme


class Bench:
    """What a test does to the inspector, and what it finds in the CIB afterwards."""

    def __init__(self, qtbot: QtBot, text: str) -> None:
        self.live = LiveCluster()
        self.edits: list[Edits] = []
        self.refused: list[str] = []
        self.subject = Subject(SubjectKind.CLUSTER, "")
        self.window = QWidget()
        self.inspector = Inspector(Theme.light())
        self.inspector.set_read_only(False)
        self.inspector.edited.connect(self._edit)
        box = QVBoxLayout(self.window)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.inspector)
        self.window.resize(288, 800)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.load(text)

    # the cluster

    @property
    def cib(self) -> Cib:
        return self.live.cib

    def load(self, text: str) -> None:
        """The cluster is this from now on."""
        self.live.load(text, at=1_791_470_000.0, source="node1")
        self.refresh()

    def change(self, old: str, new: str) -> None:
        """Somebody else changes the CIB."""
        text = self.cib.text()
        assert old in text
        self.load(text.replace(old, new))

    def element(self, id_: str) -> Element:
        """The element of that id in the CIB as it is now."""
        found = next((e for e in self.cib.root.iter() if e.get("id") == id_), None)
        assert found is not None, id_
        return found

    def refresh(self) -> None:
        context = Context(
            self.live.configuration,
            self.live.state,
            self.live.cib,
            None,
            self.live.operations,
            now=1_791_470_000.0,
        )
        self.inspector.show_page(page_of(self.subject, context), self.subject, live=True)
        settle()

    def _edit(self, edits: Edits) -> None:
        self.edits.append(edits)
        cib = self.cib.copy()
        try:
            apply(cib, edits)
        except EditRefused as refused:
            self.refused.append(str(refused))
            self.inspector.show_refusal(refused.findings)
            return
        self.load(cib.text())

    # what is on screen

    def open(self, kind: SubjectKind, id_: str) -> None:
        self.subject = Subject(kind, id_)
        self.refresh()

    def constraint(self, id_: str) -> None:
        self.open(SubjectKind.CONSTRAINT, id_)

    def resource(self, id_: str) -> None:
        self.open(SubjectKind.RESOURCE, id_)

    def form(self, key: str) -> FormView:
        return self.inspector.forms[key]

    def row(self, form: str, key: str, card: str | None = None) -> FieldRow:
        view = self.form(form)
        return view.row(key) if card is None else view.cards[card].rows[key]

    def line(self, form: str, key: str, card: str | None = None, inner: str = "") -> QLineEdit:
        """The line of a field; ``inner`` names one of several side by side."""
        control = self.row(form, key, card).control
        if isinstance(control, InlineControl):
            control = control.controls[f"Text:{inner}"]
        if isinstance(control, ScoreControl):
            return control.score.line
        assert isinstance(control, TextControl)
        return control.line

    def choose(
        self, form: str, key: str, text: str, card: str | None = None, inner: str = ""
    ) -> None:
        """Choose from a list with the keyboard, as a person does."""
        control = self.row(form, key, card).control
        if isinstance(control, InlineControl):
            control = control.controls[f"Choice:{inner}"]
        assert isinstance(control, ChoiceControl)
        box = control.box
        place = box.findText(text)
        assert place >= 0, [box.itemText(n) for n in range(box.count())]
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down)
        QApplication.processEvents()
        view = box.view()
        assert view.isVisible()
        step = Qt.Key.Key_Down if place > view.currentIndex().row() else Qt.Key.Key_Up
        while view.currentIndex().row() != place:
            QTest.keyClick(view, step)
        QTest.keyClick(view, Qt.Key.Key_Return)
        settle()

    def segment(self, form: str, key: str, text: str, card: str | None = None) -> QPushButton:
        control = self.row(form, key, card).control
        assert isinstance(control, SegmentsControl)
        return next(button for button in control.buttons if button.text() == text)

    def sequence(self, form: str, key: str, card: str | None = None) -> SequenceControl:
        control = self.row(form, key, card).control
        assert isinstance(control, SequenceControl)
        return control

    def button(self, text: str) -> QPushButton:
        buttons = self.inspector.body.findChildren(QPushButton)
        return next(b for b in buttons if b.text().replace("&", "") == text)

    def press(self, text: str) -> None:
        click(self.button(text))

    def write(self, line: QLineEdit, text: str) -> None:
        """Replace what stands in a line, and commit."""
        self.type(line, text)
        QTest.keyClick(line, Qt.Key.Key_Return)
        settle()

    def type(self, line: QLineEdit, text: str) -> None:
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, text)
        if isinstance(line, TextLine):
            line.hide_list()

    def note(self, form: str, key: str, card: str | None = None) -> str:
        """What is said at a field."""
        row = self.row(form, key, card)
        if isinstance(row.control, ScoreControl):
            label = row.control.score.note
            return label.text() if label.isVisible() else row.note.text()
        return row.note.text()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    settle()


def settle() -> None:
    """Let what was laid out be shown, and what was dropped go."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
