"""A small window at the place of a drop: which kind, what score, which roles, and what follows.

While a choice is highlighted its edits are previewed; only Enter or the button chooses it.
Longer than most files because every part of a choice bears on every other.
"""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from engine.cib.edits.vocabulary import Edits
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.editors.score_field import ScoreField
from hagui.graph.gestures.model import (
    ORDERED,
    PROMOTED,
    SCORED,
    Choice,
    Kind,
    Offer,
    Related,
    Terms,
)
from hagui.graph.gestures.offers import decide, objection
from hagui.graph.gestures.terms import settle, sign
from hagui.graph.gestures.words import choice_words, offer_title, refusal_sentence
from hagui.graph.offer.floating import WIDTH, Floating
from hagui.graph.offer.parts import ChoiceRow, Switch
from hagui.graph.offer.sentence import choice_sentence
from hagui.i18n import tr
from hagui.theme import Theme

_LINE: Final = 28
"""Height of a row of fields, in logical pixels."""
_PREVIEW_MS: Final = 120
"""After a choice was highlighted or a score typed, before it is rehearsed."""
_PAIRS: Final = {Kind.WITH: Kind.APART, Kind.APART: Kind.WITH}


class Popover(Floating):
    """One offer."""

    edited = Signal(object)
    """The chosen ``Edits``."""
    intent = Signal(object)
    """The chosen ``Act``."""
    previewed = Signal(object)
    """``Edits`` to look at before they are chosen; empty once nothing is looked at any more."""

    def __init__(
        self,
        beside: QWidget,
        theme: Theme,
        offer: Offer,
        shown: tuple[Configuration, ClusterState],
        *,
        live: bool,
    ) -> None:
        """Make a popover.

        Args:
            beside: the widget that gets the keyboard back; its window holds the popover.
            theme: for its look.
            offer: what is offered.
            shown: the configuration and state that it is about.
            live: whether a cluster is there that could move something at once.
        """
        super().__init__(beside, theme)
        self._shown = shown
        self._live = live
        self._offer = offer
        self._rows: list[ChoiceRow] = []
        self._terms: dict[Kind, Terms] = {}
        self._row = 0
        self._done = False
        self._last: Edits = ()
        self._score: ScoreField | None = None
        self._name: QLineEdit | None = None
        self._previewing = QTimer(self)
        self._previewing.setSingleShot(True)
        self._previewing.setInterval(_PREVIEW_MS)
        self._previewing.timeout.connect(self._preview)
        self._build_frame()
        self._fill(offer)

    # building

    def _build_frame(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        self._title = QLabel()
        self._title.setProperty("tone", "dim")
        self._swap = QPushButton("⇄")
        self._swap.setObjectName("choice")
        self._swap.setAutoDefault(False)
        self._swap.setToolTip(tr("offer", "Swap the ends (Alt+S)"))
        self._swap.setAccessibleName(tr("offer", "Swap the ends"))
        self._swap.clicked.connect(self.swap)
        top.addWidget(self._title, 1)
        top.addWidget(self._swap)
        self.box.addLayout(top)
        self._choices = QVBoxLayout()
        self._choices.setSpacing(1)
        self.box.addLayout(self._choices)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(2, 2, 2, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.box.addLayout(self._grid)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setProperty("tone", "dim")
        self._sentence.setMinimumWidth(WIDTH - 24)
        self.box.addWidget(self._sentence)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        self._cancel = QPushButton(tr("offer", "Cancel"))
        self._cancel.setAutoDefault(False)
        self._cancel.setToolTip(tr("offer", "Change nothing (Esc)"))
        self._cancel.clicked.connect(self.close)
        self._take = QPushButton()
        self._take.setProperty("primary", "true")
        self._take.setAutoDefault(False)
        self._take.clicked.connect(self.take)
        bottom.addWidget(self._cancel)
        bottom.addWidget(self._take)
        self.box.addLayout(bottom)

    def _fill(self, offer: Offer) -> None:
        self._offer = offer
        for row in self._rows:
            self._choices.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        self._terms = {choice.kind: choice.terms for choice in offer.choices}
        self._title.setText(offer_title(offer, self._shown[0]))
        self._swap.setVisible(any(row.kind in _PAIRS for row in offer.choices))
        self.setAccessibleName(self._title.text())
        for number, choice in enumerate(offer.choices, 1):
            row = ChoiceRow(choice, choice_words(choice, offer), number)
            row.clicked.connect(lambda _=False, at=number - 1: self.highlight(at))
            self._rows.append(row)
            self._choices.addWidget(row)
            row.show()
        able = [index for index, row in enumerate(self._rows) if row.isEnabled()]
        # what is so already comes first: Enter by itself changes nothing that was not chosen
        now = [
            index for index in able if not (offer.choices[index].edits or offer.choices[index].act)
        ]
        self.highlight(next(iter([*now, *able]), 0))

    def highlight(self, at: int) -> None:
        """Highlight a choice; nothing is chosen yet."""
        if not (0 <= at < len(self._rows)) or not self._rows[at].isEnabled():
            return
        self._row = at
        for index, row in enumerate(self._rows):
            row.setChecked(index == at)
        self._build_terms()
        self._tell()
        self.fit()

    def _build_terms(self) -> None:
        in_score = self._score is not None and self._score.line.hasFocus()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                if widget.hasFocus() or widget.isAncestorOf(QApplication.focusWidget() or self):
                    self.setFocus()  # else the keyboard would go to whichever button is next
                widget.hide()
                widget.deleteLater()
        choice, terms = self.choice, self.terms
        self._score, self._name = None, None
        if choice.kind in SCORED:
            self._score = ScoreField(terms.score, compact=True)
            self._score.editing.connect(self._scored)
            self._score.score_changed.connect(self._scored)
            self._score.line.installEventFilter(self)
            self._add(tr("offer", "score"), self._score)
        if choice.kind in ORDERED:
            options = [
                ("Mandatory", tr("offer", "mandatory")),
                ("Optional", tr("offer", "optional")),
                ("Serialize", tr("offer", "one at a time")),
            ]
            strict = Switch(tr("offer", "how strict"), options, terms.strictness)
            strict.changed.connect(self._made_strict)
            self._add("", strict)
        for name in choice.promotable:
            options = [("", tr("offer", "any role")), (PROMOTED, tr("offer", "promoted"))]
            role = Switch(
                tr("offer", "role of {who}", who=name), options, terms.roles.get(name, "")
            )
            role.changed.connect(partial(self._in_role, name))
            self._add(name, role)
        if choice.kind is Kind.GROUP:
            self._name = QLineEdit(terms.name)
            self._name.setAccessibleName(tr("offer", "name of the group"))
            self._name.textChanged.connect(self._named)
            self._name.installEventFilter(self)
            self._add(tr("offer", "name"), self._name)
        if in_score and self._score is not None:
            self._score.select_all()

    def _add(self, name: str, widget: QWidget) -> None:
        row = self._grid.count()
        label = QLabel(name)
        label.setProperty("tone", "dim")
        label.setFixedHeight(_LINE)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(widget, row, 1)
        # a layout counts a new widget only once it is shown, and the size is taken before that
        label.show()
        widget.show()

    # what is chosen

    @property
    def offer(self) -> Offer:
        """What is offered."""
        return self._offer

    @property
    def rows(self) -> tuple[ChoiceRow, ...]:
        """The choices as they are listed."""
        return tuple(self._rows)

    @property
    def choice(self) -> Choice:
        """What is highlighted."""
        return self._offer.choices[self._row]

    @property
    def terms(self) -> Terms:
        """Its score, roles, strictness or name."""
        return self._terms[self.choice.kind]

    @property
    def score_field(self) -> ScoreField | None:
        """Where the score stands, if the choice has one."""
        return self._score

    @property
    def sentence(self) -> str:
        """What would be made."""
        return self._sentence.text()

    @property
    def edits(self) -> Edits:
        """What would be made, as edits."""
        return settle(self.choice, self.terms)

    def _scored(self, score: str) -> None:
        if not score:
            return
        self._put(score=score)
        other = _PAIRS.get(self.choice.kind)
        wanted = Kind.APART if sign(score) < 0 else Kind.WITH
        if other is wanted:  # the sign says which of the two is meant
            kinds = [row.choice.kind for row in self._rows]
            if other in kinds:
                self._terms[other] = replace(self._terms[other], score=score)
                self._row = kinds.index(other)
                for index, row in enumerate(self._rows):
                    row.setChecked(index == self._row)
        self._tell()

    def _made_strict(self, strictness: str) -> None:
        self._put(strictness=strictness)
        self._tell()

    def _in_role(self, name: str, role: str) -> None:
        roles = {who: each for who, each in self.terms.roles.items() if who != name}
        if role:
            roles[name] = role
        self._put(roles=roles)
        self._tell()

    def _named(self, name: str) -> None:
        self._put(name=name.strip())
        self._tell()

    def _put(self, **changed: object) -> None:
        kind = self.choice.kind
        self._terms[kind] = replace(self._terms[kind], **changed)

    def _tell(self) -> None:
        """Say what would be made, and let it be rehearsed."""
        bad = False
        if self.choice.act is not None:
            act = self.choice.act
            self._sentence.setText(
                tr(
                    "offer",
                    "Moves {who} to {node} at once, on the live cluster; the constraint that "
                    "this needs is removed again.",
                    who=act.resource,
                    node=act.node,
                )
            )
            self._take.setText(tr("offer", "Move now"))
            self._take.setEnabled(True)
        else:
            edits = self.edits
            why = objection(self._shown[0], self.choice, self.terms)
            said = (
                refusal_sentence(why)
                if why
                else choice_sentence(self.choice, self.terms, self._shown[0])
            )
            self._sentence.setText(said)
            self._take.setText(tr("offer", "Add to the draft"))
            self._take.setEnabled(bool(edits) and why is None)
            bad = why is not None
        tone = "bad" if bad else "dim"
        if self._sentence.property("tone") != tone:
            self._sentence.setProperty("tone", tone)
            self._sentence.style().unpolish(self._sentence)
            self._sentence.style().polish(self._sentence)
        self._take.setToolTip(tr("offer", "Enter"))
        self.setAccessibleDescription(self._sentence.text())
        self._previewing.start()

    def _preview(self) -> None:
        able = self.choice.act is None and self._take.isEnabled()
        edits = self.edits if able else ()
        if edits != self._last:
            self._last = edits
            self.previewed.emit(edits)

    def take(self) -> None:
        """Choose what is highlighted."""
        choice = self.choice
        edits = self.edits
        if self._done or choice.refusal is not None or not self._take.isEnabled():
            return
        self._done = True
        self.close()
        if choice.act is not None:
            self.intent.emit(choice.act)
        else:
            self.edited.emit(edits)

    def swap(self) -> None:
        """Turn the ends round; what was typed stays, unless there is such a constraint already."""
        offer = self._offer
        kinds = tuple(choice.kind for choice in offer.choices if choice.kind is not Kind.GROUP)
        turned = Related(offer.target, offer.source, kinds)
        answer = decide(*self._shown, turned, live=self._live)
        if isinstance(answer, Offer):
            at, typed = self.choice.kind, self._terms
            self._fill(answer)
            self._terms |= {
                choice.kind: typed[choice.kind]
                for choice in answer.choices
                if choice.kind in typed and not choice.replaces
            }
            kinds_now = [choice.kind for choice in answer.choices]
            self.highlight(kinds_now.index(at) if at in kinds_now else 0)

    # keys

    def take_keyboard(self) -> None:
        """Of a score that is edited in place, the field is used first."""
        if self.choice.kind is Kind.SCORE and self._score is not None:
            self._score.select_all()
        else:
            super().take_keyboard()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and digits highlight, Enter chooses, Escape gives up."""
        key, text = event.key(), event.text()
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            pressed = next((each for each in (self._cancel, self._swap) if each.hasFocus()), None)
            if pressed is not None:
                pressed.click()
            else:
                self.take()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_S and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if self._swap.isVisible():
                self.swap()
        elif text.isdigit() and text != "0":
            self.highlight(int(text) - 1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def _step(self, by: int) -> None:
        at = self._row + by
        while 0 <= at < len(self._rows):
            if self._rows[at].isEnabled():
                self.highlight(at)
                return
            at += by

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Escape in a field are the offer's."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                if self._score is not None:
                    self._score.commit()
                self.take()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
            if event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.AltModifier:
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def gone(self) -> None:
        """Nothing is looked at any more."""
        self._previewing.stop()
        if self._last:
            self._last = ()
            self.previewed.emit(())
