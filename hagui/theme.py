"""The look of the whole application: colours, fonts, palette and style sheet, light and dark.

Every colour a person reads text in has a contrast of at least 4.5:1 (WCAG 2.1, success
criterion 1.4.3) on every surface of its theme; a test holds that. Saturated colours stand for
states alone, and no state is told by colour alone.
"""

from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Final, Self

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

CJK: Final = "Noto Sans CJK SC"
"""Asked for Chinese text where the main family has no glyph for it."""

TEXT_PX: Final = 13
"""Size of running text in logical pixels."""
SMALL_PX: Final = 11
"""Size of secondary text in logical pixels."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Named colours as ``#rrggbb``; what each is for is said by its name."""

    name: str
    background: str
    """Behind everything, the canvas too."""
    pane: str
    """Side panes, bars, menus."""
    line: str
    """Hairlines and quiet borders."""
    text: str
    dim: str
    """Secondary text."""
    card: str
    """Cards, buttons, fields."""
    column: str
    """A node's column."""
    running: str
    promoted: str
    warning: str
    failed: str
    ghost: str
    """What is not so yet: previews and drafts."""
    selection: str
    """Selection frames, focus rings, the one primary button."""
    on_selection: str
    """Text on ``selection``."""
    on_failed: str
    """Text on ``failed``, for what must shout."""
    soft: str
    """Selected rows, hovered buttons, empty bars."""
    focus: str
    """The frame of whatever has the keyboard; as clear as ``selection``."""

    @classmethod
    def light(cls) -> Self:
        """Dark text on light surfaces."""
        return cls(
            name="light",
            background="#f6f7f9",
            pane="#ffffff",
            line="#dfe3e8",
            text="#1d2530",
            dim="#5d6877",
            card="#ffffff",
            column="#eef1f5",
            running="#2b7549",
            promoted="#2563b8",
            warning="#9a5b00",
            failed="#c0302b",
            ghost="#7a50c7",
            selection="#2563b8",
            on_selection="#ffffff",
            on_failed="#ffffff",
            soft="#e9eef6",
            focus="#2563b8",
        )

    @classmethod
    def dark(cls) -> Self:
        """Light text on dark surfaces."""
        return cls(
            name="dark",
            background="#15191f",
            pane="#1b2027",
            line="#2c343e",
            text="#e3e8ee",
            dim="#8d99a8",
            card="#232a33",
            column="#1a1f26",
            running="#5fc08a",
            promoted="#6aa6f5",
            warning="#e0a243",
            failed="#f0716b",
            ghost="#b195f0",
            selection="#6aa6f5",
            on_selection="#10151b",
            on_failed="#10151b",
            soft="#222b37",
            focus="#6aa6f5",
        )

    @classmethod
    def system(cls, app: QGuiApplication) -> Self:
        """The theme that the desktop environment asks for now.

        Where the platform does not say (``ColorScheme.Unknown``), its window colour decides.
        ``hagui.appearance.Appearance`` follows later changes.
        """
        scheme = app.styleHints().colorScheme()
        if scheme is Qt.ColorScheme.Unknown:
            dark = app.palette().color(QPalette.ColorRole.Window).lightness() < 128
        else:
            dark = scheme is Qt.ColorScheme.Dark
        return cls.dark() if dark else cls.light()

    @property
    def is_dark(self) -> bool:
        """Whether text is lighter than what it stands on."""
        return luminance(self.text) > luminance(self.background)


def luminance(color: str) -> float:
    """Relative luminance of ``#rrggbb`` as WCAG 2.1 defines it, 0 (black) to 1 (white)."""

    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(color[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours as WCAG 2.1 defines it, 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def mix(first: str, second: str, share: float) -> str:
    """``first`` with ``share`` (0 to 1) of ``second`` mixed in."""
    parts = (
        round(int(first[i : i + 2], 16) * (1 - share) + int(second[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


@cache
def _families() -> tuple[str, ...]:
    """Inter where it is installed, then the system's own, then one that has Chinese."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    wanted = ("Inter", system, CJK)
    installed = set(QFontDatabase.families())
    return tuple(name for name in dict.fromkeys(wanted) if name in installed) or (system,)


def font(pixels: float = TEXT_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The application's font; digits are as wide as each other, so that numbers do not jump.

    Args:
        pixels: size in logical pixels, rounded to whole ones.
        weight: of the strokes.
    """
    made = QFont()
    made.setFamilies(_families())
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def palette(theme: Theme) -> QPalette:
    """What widgets draw with where the style sheet says nothing."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    colors = {
        role.Window: theme.background,
        role.WindowText: theme.text,
        role.Base: theme.pane,
        role.AlternateBase: theme.column,
        role.Text: theme.text,
        role.PlaceholderText: theme.dim,
        role.Button: theme.card,
        role.ButtonText: theme.text,
        role.BrightText: theme.failed,
        role.ToolTipBase: theme.card,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.on_selection,
        role.Accent: theme.selection,
        role.Link: theme.promoted,
        role.LinkVisited: theme.ghost,
        role.Light: mix(theme.line, theme.card, 0.5),
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.dim,
        role.Shadow: mix(theme.background, "#000000", 0.5),
    }
    for where, color in colors.items():
        made.setColor(where, QColor(color))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, where, QColor(mix(theme.dim, theme.pane, 0.35)))
    return made


def style_sheet(theme: Theme) -> str:
    """The style sheet for the whole application.

    Widgets opt into a look by property or object name: a ``QPushButton`` with property
    ``primary`` true is the filled one; a ``QLabel`` with property ``tone`` of ``dim``, ``good``,
    ``warning``, ``bad``, ``promoted`` or ``heading`` takes that colour; frames named ``pane``
    are panes.
    """
    folder = Path(str(files("resources") / "themes"))
    values = asdict(theme) | {
        "pressed": mix(theme.soft, theme.selection, 0.15),
        "disabled": mix(theme.dim, theme.pane, 0.35),
        "primary_hover": mix(theme.selection, theme.text, 0.12),
        "handle": mix(theme.line, theme.dim, 0.35),
        "icons": folder.as_posix(),
        "text_px": str(TEXT_PX),
        "small_px": str(SMALL_PX),
        "families": ", ".join(f'"{name}"' for name in _families()),
    }
    source = (folder / "application.qss").read_text(encoding="utf-8")
    return Template(source).substitute(values)
