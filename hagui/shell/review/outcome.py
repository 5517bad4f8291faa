"""The right side of the review: what happens if it is committed, and what to think of first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from hagui.cluster.rehearsal.model import Fate, Prediction
from hagui.i18n import tr
from hagui.phrases.predictions import (
    by_weight,
    disagreement,
    fate_glyph,
    fate_sentence,
    longest_outage,
    outage_words,
    prediction_brief,
)
from hagui.phrases.units import duration
from hagui.shell.review.parts import Column, empty, heading, label, mark, strip
from hagui.shell.review.values import Rehearsed, Review
from hagui.theme import Theme


class Outcome(Column):
    """The prediction, resource by resource, and the warnings."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("review", "If committed"), theme, 5)

    def show_review(self, review: Review) -> None:
        """Show what ``review`` foretells."""
        box = self._box
        empty(box)
        fresh = [item for item in review.warnings if item.new]
        for item in fresh:
            box.addWidget(self._warning(item.sentence))
        box.addWidget(heading(tr("review", "If committed")))
        match review.rehearsed:
            case Rehearsed.WORKING:
                box.addWidget(label(tr("review", "Rehearsing…"), "dim"))
            case Rehearsed.FAILED:
                text = tr("review", "The rehearsal failed: {why}", why=review.trouble)
                box.addWidget(self._warning(text))
            case Rehearsed.IMPOSSIBLE:
                box.addWidget(label(review.trouble, "dim"))
            case Rehearsed.DONE if review.prediction is not None:
                self._prediction(review.prediction)
            case Rehearsed.DONE:
                pass
        old = [item for item in review.warnings if not item.new]
        if old:
            box.addWidget(heading(tr("review", "As it was before")))
            for item in old:
                box.addWidget(label(item.sentence, "dim"))
        box.addStretch(1)

    def _prediction(self, prediction: Prediction) -> None:
        box = self._box
        box.addWidget(label(prediction_brief(prediction)))
        if differs := disagreement(prediction):
            box.addWidget(label(differs, "warning"))
        interrupted = longest_outage(prediction)
        if interrupted:
            box.addWidget(label(interrupted, "warning"))
        for node in prediction.fenced:
            box.addWidget(self._warning(tr("review", "{node} is fenced", node=node)))
        for fate in by_weight(prediction.fates):
            box.addLayout(self._fate(fate))
        told = [tr("review", "answered by {tool}", tool=prediction.by)]
        told.append(tr("review", "in {time}", time=duration(prediction.seconds)))
        if prediction.duration is not None and prediction.fates:
            told.append(tr("review", "done after {time}", time=duration(prediction.duration)))
        box.addWidget(label(" · ".join(told), "dim"))

    def _fate(self, fate: Fate) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        color = self._theme.warning if fate.interrupted else self._theme.ghost
        line.addWidget(mark(fate_glyph(fate), color, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(fate_sentence(fate)))
        outage = outage_words(fate)
        if outage:
            words.addWidget(label(outage, "dim"))
        line.addLayout(words, 1)
        return line

    def _warning(self, sentence: str) -> QFrame:
        frame, line = strip("caution")
        line.addWidget(mark("▲", self._theme.warning, self.devicePixelRatioF()))
        words = label(sentence)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        line.addWidget(words, 1)
        return frame
