"""The window's own additions to the application's style sheet."""

from dataclasses import asdict
from importlib.resources import files
from string import Template

from PySide6.QtWidgets import QLabel, QWidget

from hagui.theme import SMALL_PX, Theme, mix


def shell_sheet(theme: Theme) -> str:
    """Rules for the parts of the main window, in the theme's colours."""
    source = (files("resources") / "themes" / "shell.qss").read_text(encoding="utf-8")
    return Template(source).substitute(
        asdict(theme),
        tint=mix(theme.pane, theme.failed, 0.1),
        caution=mix(theme.pane, theme.warning, 0.12),
        replay_hover=mix(theme.selection, theme.on_selection, 0.18),
        replay_groove=mix(theme.selection, theme.on_selection, 0.4),
        banner_hover=mix(theme.failed, theme.on_failed, 0.15),
        small_px=str(SMALL_PX),
    )


def set_tone(widget: QWidget, tone: str, name: str = "tone") -> None:
    """Give a widget one of the style sheet's tones; restyles only where it changes."""
    if widget.property(name) != tone:
        widget.setProperty(name, tone)
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def level(*labels: QLabel) -> None:
    """Let the first lines of labels beside each other stand level, whatever script they are in.

    A line with Chinese in it is higher than one of digits.
    """
    height = max(item.heightForWidth(10_000) for item in labels)
    for item in labels:
        item.setMinimumHeight(height)
