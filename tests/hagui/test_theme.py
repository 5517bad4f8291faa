"""Texts can be read on every surface, and the application follows light and dark."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hagui.appearance import Appearance, Scheme
from hagui.theme import Theme, contrast, font, mix, palette, style_sheet

BOTH = pytest.mark.parametrize("theme", [Theme.light(), Theme.dark()], ids=lambda t: t.name)

TEXTS = ("text", "dim", "running", "promoted", "warning", "failed", "ghost")
SURFACES = ("background", "pane", "card", "column", "soft")


@BOTH
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("surface", SURFACES)
def test_every_text_is_readable_on_every_surface(theme: Theme, text: str, surface: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, surface)) >= 4.5


@BOTH
def test_text_on_filled_colours_is_readable(theme: Theme) -> None:
    assert contrast(theme.on_selection, theme.selection) >= 4.5
    assert contrast(theme.on_failed, theme.failed) >= 4.5


@BOTH
def test_the_focus_frame_stands_out_from_what_it_frames(theme: Theme) -> None:
    assert all(contrast(theme.focus, getattr(theme, s)) >= 3 for s in SURFACES)


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_both_themes_name_the_same_things_and_know_which_is_dark() -> None:
    assert Theme.dark().is_dark
    assert not Theme.light().is_dark
    assert all(
        QColor(getattr(theme, field.name)).isValid()
        for theme in (Theme.light(), Theme.dark())
        for field in fields(theme)
        if field.name != "name"
    )


def test_mixing_goes_from_one_to_the_other() -> None:
    assert mix("#000000", "#ffffff", 0) == "#000000"
    assert mix("#000000", "#ffffff", 1) == "#ffffff"
    assert mix("#102030", "#302010", 0.5) == "#202020"


@BOTH
def test_the_style_sheet_is_complete(qapp: QApplication, theme: Theme) -> None:
    sheet = style_sheet(theme)
    assert "$" not in sheet.split("*/", 1)[1]
    assert theme.selection in sheet


@BOTH
def test_the_palette_is_the_themes(qapp: QApplication, theme: Theme) -> None:
    assert palette(theme).color(QPalette.ColorRole.Window).name() == theme.background
    disabled = palette(theme).color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled.name() != theme.text


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    before = qapp.palette(), qapp.font(), qapp.style().name()
    made = Appearance(qapp, Scheme.LIGHT)
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")
    qapp.setPalette(before[0])
    qapp.setFont(before[1])
    qapp.setStyle(before[2])


def test_choosing_dark_recolours_widgets_and_says_so(appearance: Appearance, qtbot: QtBot) -> None:
    label = QLabel("web")
    qtbot.addWidget(label)
    said: list[Theme] = []
    appearance.changed.connect(said.append)
    appearance.choose(Scheme.DARK)
    label.ensurePolished()
    assert said == [Theme.dark()]
    assert label.palette().color(QPalette.ColorRole.WindowText).name() == Theme.dark().text
    appearance.choose(Scheme.LIGHT)
    assert appearance.theme == Theme.light()


def test_the_system_is_followed_until_a_choice_is_made(
    appearance: Appearance, qapp: QApplication
) -> None:
    said: list[Theme] = []
    appearance.changed.connect(said.append)
    hints = qapp.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert said == []
    appearance.choose(Scheme.SYSTEM)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert said == [Theme.dark(), Theme.light(), Theme.dark()]


def test_fonts_have_a_size_in_pixels_and_a_fallback_for_chinese(qapp: QApplication) -> None:
    assert font(11).pixelSize() == 11
    assert font().families()
