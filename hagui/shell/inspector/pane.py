"""Draws pages of blocks."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.protocol.verbs import Act
from hagui.cluster.subject import Subject
from hagui.i18n import tr
from hagui.phrases import Tone
from hagui.shell import marks
from hagui.shell.icons import action_icon
from hagui.shell.inspector.blocks import (
    Block,
    Buttons,
    Lines,
    Note,
    Page,
    Pairs,
    Sentence,
    Sentences,
    Switch,
    Switches,
    Title,
    Xml,
)
from hagui.shell.inspector.switch import SwitchButton
from hagui.theme import Theme

KEY_WIDTH, KEY_WIDTH_MOST = 88, 132
"""Logical pixels of the column of names: the same in all blocks of a page."""
XML_LINES, XML_COLUMNS = 16, 36


def label(text: str, tone: str = "", *, rich: bool = False) -> QLabel:
    """A label whose text can be selected and wraps."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    if tone:
        made.setProperty("tone", tone)
    return made


def heading(text: str) -> QLabel:
    """The heading of a block."""
    made = QLabel(text.upper())
    made.setProperty("tone", "heading")
    made.setContentsMargins(0, 12, 0, 3)
    return made


class SentenceCard(QFrame):
    """A constraint in words; a click or Enter selects it."""

    def __init__(self, sentence: Sentence, chosen: Callable[[Subject], None]) -> None:
        super().__init__()
        self._subject, self._chosen = sentence.subject, chosen
        self.setObjectName("sentence")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(9, 6, 9, 6)
        line.setSpacing(8)
        text = label(sentence.html, rich=True)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        line.addWidget(text, 1)
        if sentence.chip:
            chip = QLabel(sentence.chip)
            chip.setObjectName("chip")
            line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(text.text().replace("<b>", "").replace("</b>", ""))
        if self._subject is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select the constraint."""
        super().mouseReleaseEvent(event)
        self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space are a click."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        if self._subject is not None:
            self._chosen(self._subject)


class Inspector(QScrollArea):
    """Shows one page; a page equal to the one shown is not redrawn."""

    intent = Signal(object)
    subject_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("inspector", "Details"))
        self.setObjectName("inspector")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme = theme
        self._page: Page = ()
        self._live = False
        self._key_width = KEY_WIDTH
        self._of: object = None
        self._body = QWidget()

    @property
    def body(self) -> QWidget:
        """What holds the blocks of the page."""
        return self._body

    @property
    def page(self) -> Page:
        """What is shown."""
        return self._page

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self._draw()

    def show_page(self, page: Page, of: object, *, live: bool) -> None:
        """Show ``page``, of the subject ``of``; acts are offered while ``live``."""
        if page == self._page and live == self._live and of == self._of:
            return
        place = self.verticalScrollBar().value() if of == self._of else 0
        self._page, self._live, self._of = page, live, of
        self._draw()
        self.verticalScrollBar().setValue(place)

    def _draw(self) -> None:
        focused = self.focusWidget()
        focus_name = focused.accessibleName() if focused else ""
        body = QWidget()
        body.setObjectName("inspector")
        box = QVBoxLayout(body)
        box.setContentsMargins(14, 12, 14, 14)
        box.setSpacing(3)
        metrics = self.fontMetrics()
        names = (row.name for block in self._page if isinstance(block, Pairs) for row in block.rows)
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        self._key_width = max(KEY_WIDTH, min(widest + 2, KEY_WIDTH_MOST))
        for block in self._page:
            self._add(block, box)
        box.addStretch(1)
        old = self.takeWidget()
        self._body = body
        self.setWidget(body)
        if old:
            old.deleteLater()
        if focus_name:
            again = (w for w in body.findChildren(QWidget) if w.accessibleName() == focus_name)
            if (widget := next(again, None)) is not None:
                widget.setFocus()

    def _add(self, block: Block, box: QVBoxLayout) -> None:
        match block:
            case Title():
                self._title(block, box)
            case Switches(items=items):
                for item in items:
                    self._switch(item, box)
            case Buttons():
                self._buttons(block, box)
            case Note():
                self._note(block, box)
            case Pairs():
                self._pairs(block, box)
            case Sentences(title=title, items=items):
                box.addWidget(heading(title))
                for item in items:
                    box.addWidget(SentenceCard(item, self.subject_chosen.emit))
            case Lines():
                self._lines(block, box)
            case Xml():
                self._xml(block, box)

    def _title(self, block: Title, box: QVBoxLayout) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        title = QLabel(block.text)
        title.setProperty("tone", "title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line.addWidget(title)
        if block.badge:
            badge = QLabel(block.badge)
            badge.setObjectName("dc")
            line.addWidget(badge)
        line.addStretch(1)
        box.addLayout(line)
        if block.subtitle:
            box.addWidget(label(block.subtitle, "dim"))
        if block.word:
            line = QHBoxLayout()
            line.setSpacing(6)
            mark = QLabel()
            color = marks.tone_color(self._theme, block.tone)
            mark.setPixmap(marks.pixmap(block.glyph, color, self.devicePixelRatioF()))
            line.addWidget(mark)
            tone = "" if block.tone is Tone.PLAIN else block.tone.value
            line.addWidget(label(block.word, tone), 1)
            box.addSpacing(4)
            box.addLayout(line)

    def _switch(self, item: Switch, box: QVBoxLayout) -> None:
        button = SwitchButton(item.text, self._theme)
        button.setChecked(item.on)
        button.setEnabled(self._live)
        button.setToolTip(item.tip)
        button.clicked.connect(lambda: self.intent.emit(item.act_off if item.on else item.act_on))
        box.addWidget(button)

    def _buttons(self, block: Buttons, box: QVBoxLayout) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.setContentsMargins(0, 6, 0, 0)
        for item in block.items:
            button = QPushButton(item.text)
            button.setAccessibleName(item.text)
            button.setToolTip(item.tip)
            if item.icon:
                button.setIcon(action_icon(item.icon, self._theme.text))
            button.setEnabled(self._live)
            button.clicked.connect(_emitter(self.intent.emit, item.act))
            line.addWidget(button)
        line.addStretch(1)
        box.addLayout(line)

    def _note(self, block: Note, box: QVBoxLayout) -> None:
        if block.title:
            box.addWidget(heading(block.title))
        else:
            box.addSpacing(6)
        frame = QFrame()
        frame.setObjectName("reason" if block.tone is Tone.BAD else "sentence")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(9, 7, 9, 7)
        inner.setSpacing(3)
        for text in block.lines:
            inner.addWidget(label(text))
        box.addWidget(frame)

    def _pairs(self, block: Pairs, box: QVBoxLayout) -> None:
        if block.title:
            box.addWidget(heading(block.title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, self._key_width)
        grid.setColumnStretch(1, 1)
        for place, row in enumerate(block.rows):
            name = label(row.name, "dim")
            grid.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            tone = "" if row.tone is Tone.PLAIN else row.tone.value
            if row.subject is None:
                value = label(row.value, tone)
            else:
                link_tone = Tone.PROMOTED if row.tone is Tone.PLAIN else row.tone
                color = marks.tone_color(self._theme, link_tone)
                link = f'<a href="#" style="color:{color};text-decoration:none">'
                value = label(f"{link}{escape(row.value)}</a>", tone, rich=True)
                value.setTextInteractionFlags(
                    Qt.TextInteractionFlag.LinksAccessibleByMouse
                    | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
                )
                value.linkActivated.connect(_emitter(self.subject_chosen.emit, row.subject))
            value.setToolTip(row.tip)
            value.setAccessibleName(f"{row.name}: {row.value}")
            grid.addWidget(value, place, 1, Qt.AlignmentFlag.AlignTop)
        box.addLayout(grid)

    def _lines(self, block: Lines, box: QVBoxLayout) -> None:
        box.addWidget(heading(block.title))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(2, 1)
        for place, row in enumerate(block.rows):
            tone = "" if row.tone is Tone.PLAIN else row.tone.value
            outcome = label(row.outcome, tone)
            cells = (QLabel(row.task), QLabel(row.node), outcome, QLabel(row.when))
            for column, cell in enumerate(cells):
                if column in {1, 3}:
                    cell.setProperty("tone", "dim")
                cell.setToolTip(row.tip)
                grid.addWidget(cell, place, column, Qt.AlignmentFlag.AlignTop)
        box.addLayout(grid)

    def _xml(self, block: Xml, box: QVBoxLayout) -> None:
        box.addWidget(heading(block.title))
        text = QPlainTextEdit(block.text)
        text.setObjectName("xml")
        text.setReadOnly(True)
        text.setAccessibleName(block.title)
        text.setTabChangesFocus(True)
        text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        wrapped = sum(1 + len(line) // XML_COLUMNS for line in block.text.splitlines())
        text.setFixedHeight(min(wrapped, XML_LINES) * text.fontMetrics().lineSpacing() + 22)
        box.addWidget(text)


def _emitter(emit: Callable[[Act | Subject], None], value: Act | Subject) -> Callable[[], None]:
    def send() -> None:
        emit(value)

    return send
