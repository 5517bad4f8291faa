"""The inspector: shows pages of blocks, and lets what can be edited be edited."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from engine.cib.edits.vocabulary import AddLocation, Edits
from engine.cib.finding import Finding
from hagui.cluster.subject import Subject, SubjectKind
from hagui.editors.form import FormView
from hagui.editors.keeping import Keeper
from hagui.editors.note import NoteLabel
from hagui.editors.values import Form
from hagui.i18n import tr
from hagui.phrases.findings import finding_sentence
from hagui.shell.inspector.blocks import Block, Page, Pairs
from hagui.shell.inspector.drawing import Answers, Look, Painter
from hagui.theme import Theme

KEY_WIDTH, KEY_WIDTH_MOST = 88, 132
"""Logical pixels of the column of names: the same in all blocks of a page."""


class Inspector(QScrollArea):
    """Shows one page. Only blocks that changed are drawn anew, and a form stays while its key does:
    what is being typed in it outlives every refresh.
    """

    intent = Signal(object)
    subject_chosen = Signal(object)
    edited = Signal(object)
    """``Edits``: one committed value, one pressed button."""
    offer_wanted = Signal(str, str)
    """Something is to be offered that needs more than a field: what, and for which id."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("inspector", "Details"))
        self.setObjectName("inspector")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._theme = theme
        self._page: Page = ()
        self._of: object = None
        self._live = False
        self._why = tr("inspector", "There is nothing here that could be edited")
        self._look: Look | None = None
        self._drawn: dict[str, tuple[Block, int]] = {}
        self._count = 0
        self._asked: FormView | None = None
        self._denied = False
        self._body = QWidget()
        self._body.setObjectName("inspector")
        box = QVBoxLayout(self._body)
        box.setContentsMargins(14, 12, 14, 14)
        box.setSpacing(3)
        self._refused = NoteLabel()
        box.addWidget(self._refused)
        box.addStretch(1)
        self._blocks = Keeper[QWidget](box, 1)
        self.setWidget(self._body)

    @property
    def body(self) -> QWidget:
        """What holds the blocks of the page."""
        return self._body

    @property
    def page(self) -> Page:
        """What is shown."""
        return self._page

    @property
    def forms(self) -> dict[str, FormView]:
        """The forms of the page by key."""
        views = (view for view in self._blocks.widgets.values() if isinstance(view, FormView))
        return {view.form.key: view for view in views}

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        if theme != self._theme:
            self._theme = theme
            self._draw()

    def set_read_only(self, read_only: bool, why: str = "") -> None:
        """Let nothing be edited, or let it again; ``why`` is told where a person tries."""
        text = (why or tr("inspector", "Nothing can be edited now")) if read_only else ""
        if text != self._why:
            self._why = text
            self._draw()

    def show_page(self, page: Page, of: object, *, live: bool) -> None:
        """Show ``page``, of the subject ``of``; acts are offered while ``live``."""
        if page == self._page and live == self._live and of == self._of:
            return
        other = of != self._of
        self._page, self._live, self._of = page, live, of
        if other:
            self._asked = None
            self._refused.say("")
        self._draw()
        if other:
            self.verticalScrollBar().setValue(0)

    def show_refusal(self, findings: Sequence[Finding]) -> None:
        """Say why what was edited last is refused, at its field; the field is true again."""
        text = " ".join(finding_sentence(finding) for finding in findings)
        form, self._denied = self._asked, True
        if form is None or form not in self._blocks.widgets.values() or not form.refuse(text):
            self._refused.say(text, "bad")
            self.ensureWidgetVisible(self._refused)

    def _draw(self) -> None:
        focus = _Focus(self)
        look = Look(self._theme, self._key_width(), self._narrow(), self._live, self._why)
        if look != self._look:
            self._drawn.clear()
            self._look = look
        answers = Answers(self.intent.emit, self.subject_chosen.emit, self._edit)
        painter = Painter(look, answers, self.devicePixelRatioF())
        drawn: dict[str, tuple[Block, int]] = {}
        wanted: list[tuple[str, partial[QWidget]]] = []
        for block in self._page:
            if isinstance(block, Form):
                wanted.append((f"{self._of}:form:{block.key}", partial(self._form, block)))
                continue
            slot = _slot(block, drawn)
            old = self._drawn.get(slot)
            if old is None or old[0] != block:
                self._count += 1
                old = (block, self._count)
            drawn[slot] = old
            wanted.append((f"{slot}:{old[1]}", partial(painter.widget, block)))
        self._drawn = drawn
        made = self._blocks.show(wanted)
        for block in self._page:
            if isinstance(block, Form):
                view = self._blocks.widgets[f"{self._of}:form:{block.key}"]
                assert isinstance(view, FormView)
                if view not in made and view.form != block:
                    view.show_form(block)
                view.set_read_only(self._why)
        self._order_tabs()
        focus.restore()

    def _form(self, form: Form) -> FormView:
        view = FormView(form)
        view.edited.connect(partial(self._form_edited, view))
        view.offer_wanted.connect(self.offer_wanted)
        view.opened.connect(self._opened)
        return view

    def _form_edited(self, view: FormView, edits: Edits) -> None:
        """Pass them on; what a form has added is shown next, since nothing on its page shows it."""
        self._asked = view
        self._refused.say("")
        self._denied = False
        self.edited.emit(edits)
        match edits:
            case (AddLocation(id=id_),) if not self._denied:
                self.subject_chosen.emit(Subject(SubjectKind.CONSTRAINT, id_))
            case _:
                pass

    def _edit(self, edits: Edits) -> None:
        self._asked = None
        self._refused.say("")
        self.edited.emit(edits)

    def _opened(self, id_: str) -> None:
        self.subject_chosen.emit(Subject(SubjectKind.RESOURCE, id_))

    def _key_width(self) -> int:
        metrics = self.fontMetrics()
        names = (row.name for block in self._page if isinstance(block, Pairs) for row in block.rows)
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        return max(KEY_WIDTH, min(widest + 2, KEY_WIDTH_MOST))

    def _narrow(self) -> bool:
        return self.fontMetrics().horizontalAdvance("0") * 30 > self.viewport().width()

    def _order_tabs(self) -> None:
        """Let Tab go from top to bottom, whenever a widget was made."""
        before: QWidget = self
        for widget in stops(self._body):
            QWidget.setTabOrder(before, widget)
            before = widget


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Where Tab stops in a widget, as laid out."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
        return
    layout = widget.layout()
    if layout is not None:
        yield from _stops(layout)


def _stops(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner = item.widget() if item is not None else None
        if inner is not None:
            yield from stops(inner)
        elif item is not None and (nested := item.layout()) is not None:
            yield from _stops(nested)


class _Focus:
    """Where the keyboard is in the inspector, to be found again when that is drawn anew."""

    def __init__(self, inspector: Inspector) -> None:
        self._inspector = inspector
        focused = QApplication.focusWidget()
        self._place = -1
        self._name = ""
        if focused is not None and inspector.body.isAncestorOf(focused):
            chain = list(stops(inspector.body))
            self._place = chain.index(focused) if focused in chain else 0
            self._name = focused.accessibleName()

    def restore(self) -> None:
        """Back to the widget of that name, else to the one that is now in its place."""
        focused = QApplication.focusWidget()
        body = self._inspector.body
        if self._place < 0 or (focused is not None and body.isAncestorOf(focused)):
            return
        chain = [widget for widget in stops(body) if widget.isEnabled() and not widget.isHidden()]
        same = (widget for widget in chain if self._name and widget.accessibleName() == self._name)
        found = next(same, None)
        if found is None and chain:
            found = chain[min(self._place, len(chain) - 1)]
        (found or self._inspector).setFocus()


def _slot(block: Block, taken: dict[str, tuple[Block, int]]) -> str:
    """What a block is known by from page to page."""
    name = f"{type(block).__name__}:{getattr(block, 'title', '')}"
    number = 0
    while f"{name}:{number}" in taken:
        number += 1
    return f"{name}:{number}"
