"""A score in a form."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hagui.editors.control import Control
from hagui.editors.score_field import ScoreField
from hagui.editors.values import Score


class ScoreControl(Control[Score]):
    """The score field, bound to what it sets."""

    def __init__(self, field: Score, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.score = ScoreField(field.value, compact=field.compact, optional=field.optional)
        self.score.score_changed.connect(self._committed)
        self.setFocusProxy(self.score)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.score, 1)
        self.show_field(field)

    def show_field(self, field: Score) -> None:
        """Show the true score; what is being typed stays."""
        self._field = field
        why = self._why or field.fixed
        self.score.set_read_only(on=bool(why), why=why)
        self.score.set_value(field.value)
        self.score.line.setPlaceholderText(field.placeholder)
        self.score.line.setAccessibleName(field.label or field.tip)

    def refuse(self, why: str) -> None:
        """Return to the true score, and say why."""
        self.score.refuse(why)

    def _committed(self, value: str) -> None:
        self.edited.emit(self._field.target.edits(value or None))
