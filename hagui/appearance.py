"""Applies a theme to the application and follows the system's light and dark."""

from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from hagui.theme import Theme, font, palette, style_sheet


class Scheme(Enum):
    """What the operator chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Appearance(QObject):
    """The application's theme now; ``changed`` carries the new ``Theme``."""

    changed = Signal(object)

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        # the platform's own palette tells light from dark where colorScheme does not
        self._native = Theme.system(app)
        app.setStyle("Fusion")
        app.setFont(font())
        self._theme = self._wanted()
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def scheme(self) -> Scheme:
        """What was chosen."""
        return self._scheme

    def choose(self, scheme: Scheme) -> None:
        """Follow the system, or stay light or dark."""
        self._scheme = scheme
        self._refresh()

    def _wanted(self) -> Theme:
        if self._scheme is Scheme.LIGHT:
            return Theme.light()
        if self._scheme is Scheme.DARK:
            return Theme.dark()
        return self._native

    def _system_changed(self, scheme: Qt.ColorScheme) -> None:
        if scheme is not Qt.ColorScheme.Unknown:
            self._native = Theme.dark() if scheme is Qt.ColorScheme.Dark else Theme.light()
        self._refresh()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted != self._theme:
            self._theme = wanted
            self._apply()
            self.changed.emit(wanted)

    def _apply(self) -> None:
        self._app.setPalette(palette(self._theme))
        self._app.setStyleSheet(style_sheet(self._theme))
