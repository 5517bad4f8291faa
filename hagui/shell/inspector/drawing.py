"""Draws blocks that a person only reads, and those whose buttons carry out acts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.cib.edits.vocabulary import Edits
from engine.protocol.verbs import Fault
from hagui.cluster.subject import Subject
from hagui.editors.flow import FlowLayout
from hagui.i18n import tr
from hagui.phrases import Tone
from hagui.shell import marks
from hagui.shell.elided import ElidedLabel
from hagui.shell.icons import action_icon
from hagui.shell.inspector.bars import ScoreBars, cause_color
from hagui.shell.inspector.blocks import (
    Bars,
    Block,
    Buttons,
    Cause,
    Commands,
    Lines,
    Note,
    Outcome,
    Pairs,
    Sentences,
    Switch,
    Switches,
    Title,
    Words,
    Xml,
)
from hagui.shell.inspector.switch import SwitchButton
from hagui.shell.inspector.texts import FittedText
from hagui.shell.inspector.widgets import SentenceCard, heading, label
from hagui.shell.lab.values import Wish
from hagui.shell.style import level
from hagui.theme import Theme


@dataclass(frozen=True, slots=True)
class Answers:
    """What is done when a person uses what is drawn."""

    act: Callable[[Wish], None]
    choose: Callable[[Subject], None]
    edit: Callable[[Edits], None]


@dataclass(frozen=True, slots=True)
class Look:
    """What decides how blocks look, besides their values."""

    theme: Theme
    key_width: int
    """Logical pixels of the column of names."""
    narrow: bool
    """Whether letters are so large that a line holds few of them."""
    live: bool
    """Whether acts can be carried out."""
    why: str
    """Why nothing can be edited; empty where it can."""


class Painter:
    """Makes the widget of a block."""

    def __init__(self, look: Look, answers: Answers, ratio: float) -> None:
        """Draw with ``look``; ``ratio`` is the device's pixels for one logical pixel."""
        self._look, self._answers, self._ratio = look, answers, ratio
        self._theme = look.theme

    def widget(self, block: Block) -> QWidget:
        """The widget of a block that is no form."""
        made = QWidget()
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
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
                    box.addWidget(SentenceCard(item, self._answers.choose))
            case Lines():
                self._lines(block, box)
            case Bars():
                self._bars(block, box)
            case Xml():
                box.addWidget(heading(block.title))
                box.addWidget(FittedText(block.text, block.title))
            case Words():
                self._words(block, box)
            case Outcome():
                self._outcome(block, box)
            case Commands():
                self._commands(block, box)
            case _:
                raise AssertionError(block)
        return made

    def _title(self, block: Title, box: QVBoxLayout) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        title = label(block.text, "title")
        title.setToolTip(block.text)
        if block.badge:
            title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        line.addWidget(title, 0 if block.badge else 1)
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
            mark.setPixmap(marks.pixmap(block.glyph, color, self._ratio))
            line.addWidget(mark)
            tone = "" if block.tone is Tone.PLAIN else block.tone.value
            line.addWidget(label(block.word, tone), 1)
            box.addSpacing(4)
            box.addLayout(line)

    def _switch(self, item: Switch, box: QVBoxLayout) -> None:
        button = SwitchButton(item.text, self._theme)
        button.setChecked(item.on)
        button.setEnabled(self._look.live or not self._look.why)
        button.setToolTip(item.tip)
        act = item.act_off if item.on else item.act_on
        button.clicked.connect(partial(_act, self._answers.act, act))
        box.addWidget(button)

    def _buttons(self, block: Buttons, box: QVBoxLayout) -> None:
        row = QWidget()
        line = FlowLayout(row, gap=8)
        box.addSpacing(4)
        for item in block.items:
            button = QPushButton(item.text)
            button.setAccessibleName(item.text)
            button.setToolTip(item.tip)
            if item.icon:
                button.setIcon(action_icon(item.icon, self._theme.text))
            button.setEnabled(self._look.live or isinstance(item.act, Fault))
            button.clicked.connect(partial(_act, self._answers.act, item.act))
            line.addWidget(button)
        box.addWidget(row)

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
        grid.setColumnMinimumWidth(0, self._look.key_width)
        grid.setColumnStretch(1, 1)
        for place, row in enumerate(block.rows):
            name = ElidedLabel()
            name.setText(row.name)
            name.setProperty("tone", "dim")
            name.setMaximumWidth(self._look.key_width)
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
                value.linkActivated.connect(partial(_choose, self._answers.choose, row.subject))
            value.setToolTip(row.tip)
            value.setAccessibleName(f"{row.name}: {row.value}")
            level(name, value)
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
            outcome.setToolTip(row.tip)
            if self._look.narrow:
                head = label(f"{row.task} · {row.node} · {row.when}", "dim")
                head.setToolTip(row.tip)
                box.addWidget(head)
                box.addWidget(outcome)
                continue
            cells = (QLabel(row.task), QLabel(row.node), outcome, QLabel(row.when))
            for column, cell in enumerate(cells):
                if column in {1, 3}:
                    cell.setProperty("tone", "dim")
                cell.setToolTip(row.tip)
                grid.addWidget(cell, place, column, Qt.AlignmentFlag.AlignTop)
        box.addLayout(grid)

    def _bars(self, block: Bars, box: QVBoxLayout) -> None:
        box.addWidget(heading(block.title))
        box.addWidget(ScoreBars(block, self._theme))
        for item in block.causes:
            box.addWidget(self._cause(item))
        for text in block.brief:
            box.addWidget(label(text, "dim"))

    def _cause(self, item: Cause) -> QLabel:
        mark, color = "■", self._theme.dim
        if item.cause >= 0:
            color = cause_color(self._theme, item.cause, against=item.against).name()
        elif item.against:
            mark, color = "▪", self._theme.failed
        text = escape(item.text)
        if item.subject is not None:
            link = marks.tone_color(self._theme, Tone.PROMOTED)
            text = f'<a href="#" style="color:{link};text-decoration:none">{text}</a>'
        words = label(f'<span style="color:{color}">{mark}</span> {text}', rich=True)
        words.setAccessibleName(item.text)
        if item.subject is not None:
            words.setTextInteractionFlags(
                Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
            words.linkActivated.connect(partial(_choose, self._answers.choose, item.subject))
        return words

    def _words(self, block: Words, box: QVBoxLayout) -> None:
        box.addWidget(heading(block.title))
        frame = QFrame()
        frame.setObjectName("words")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(9, 7, 9, 7)
        inner.setSpacing(2)
        for text in block.lines:
            inner.addWidget(label(text, rich=True))
        box.addWidget(frame)
        if block.swap:
            button = QPushButton(tr("inspector", "⇄ s&wap"))
            button.setObjectName("plain")
            button.setAccessibleName(tr("inspector", "Reverse the direction"))
            tip = tr("inspector", "Exchanges both ends, with their roles and actions")
            button.setToolTip(self._look.why or tip)
            button.setEnabled(not self._look.why)
            button.clicked.connect(partial(_edit, self._answers.edit, block.swap))
            box.addSpacing(2)
            box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _outcome(self, block: Outcome, box: QVBoxLayout) -> None:
        box.addWidget(heading(block.title))
        frame = QFrame()
        frame.setObjectName("outcome")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(9, 7, 9, 7)
        inner.setSpacing(2)
        for item in block.items:
            calm = item.tone is Tone.PLAIN
            color = self._theme.ghost if calm else marks.tone_color(self._theme, item.tone)
            line = QHBoxLayout()
            line.setSpacing(6)
            mark = QLabel()
            mark.setPixmap(marks.pixmap(item.glyph, color, self._ratio))
            mark.setContentsMargins(0, 3, 0, 0)
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(item.text, "bad" if item.tone is Tone.BAD else ""))
            if item.detail:
                words.addWidget(label(item.detail, "dim"))
            line.addLayout(words, 1)
            inner.addLayout(line)
        if block.brief:
            inner.addWidget(label(block.brief, "dim"))
        box.addWidget(frame)

    def _commands(self, block: Commands, box: QVBoxLayout) -> None:
        for tool, lines in (("crm", block.crm), ("pcs", block.pcs)):
            if not lines:
                continue
            text = "\n".join(lines)
            title = block.title if tool == "crm" else tr("inspector", "or with pcs")
            copy = QPushButton(tr("inspector", "copy"))
            copy.setObjectName("quiet")
            name = tr("inspector", "Copy the {tool} commands", tool=tool)
            copy.setAccessibleName(name)
            copy.setToolTip(name)
            copy.clicked.connect(partial(_copy, text))
            head = QHBoxLayout()
            head.addWidget(heading(title), 1)
            head.addWidget(copy, 0, Qt.AlignmentFlag.AlignBottom)
            box.addLayout(head)
            box.addWidget(FittedText(text, tr("inspector", "{tool} commands", tool=tool)))


def _act(answer: Callable[[Wish], None], act: Wish) -> None:
    answer(act)


def _choose(answer: Callable[[Subject], None], subject: Subject, _link: str) -> None:
    answer(subject)


def _edit(answer: Callable[[Edits], None], edits: Edits) -> None:
    answer(edits)


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
