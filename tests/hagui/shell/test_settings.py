"""Settings outlive a run, and values that make no sense count as absent."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from hagui.shell import settings
from hagui.shell.inspector.values import MASK, shown
from hagui.shell.settings import DECLARED, RECENT_LIMIT, Settings


def opened(path: Path) -> tuple[Settings, QSettings]:
    store = QSettings(str(path), QSettings.Format.IniFormat)
    return Settings(store), store


def test_values_come_back_with_their_types(tmp_path: Path) -> None:
    kept, store = opened(tmp_path / "h.ini")
    kept.set(settings.MOTION, value=False)
    kept.set(settings.THEME, "dark")
    kept.set(settings.GEOMETRY, b"\x00\xff")
    kept.remember_file("/a")
    kept.remember_file("/b")
    kept.remember_file("/a")
    store.sync()
    again, _ = opened(tmp_path / "h.ini")
    assert again.get(settings.MOTION) is False
    assert again.get(settings.THEME) == "dark"
    assert again.get(settings.GEOMETRY) == b"\x00\xff"
    assert again.get(settings.RECENT_FILES) == ["/a", "/b"]


def test_nonsense_counts_as_absent(tmp_path: Path) -> None:
    (tmp_path / "h.ini").write_text("[look]\nmotion=perhaps\n[window]\ngeometry=text\n")
    kept, _ = opened(tmp_path / "h.ini")
    assert kept.get(settings.MOTION) is True
    assert kept.get(settings.GEOMETRY) == b""


def test_only_the_newest_files_are_remembered(tmp_path: Path) -> None:
    kept, _ = opened(tmp_path / "h.ini")
    for number in range(RECENT_LIMIT + 5):
        kept.remember_file(f"/f{number}")
    recent = kept.get(settings.RECENT_FILES)
    assert len(recent) == RECENT_LIMIT
    assert recent[0] == f"/f{RECENT_LIMIT + 4}"


def test_every_setting_is_declared_once_with_help() -> None:
    assert len({item.key for item in DECLARED}) == len(DECLARED)
    assert all(item.help for item in DECLARED)


@pytest.mark.parametrize(
    "name", ["password", "monitor_password", "passwd", "login_pass", "api_key", "secret", "token"]
)
def test_secrets_are_masked(name: str) -> None:
    assert shown(name, "x") == MASK


@pytest.mark.parametrize("name", ["passwd_script", "pgport", "bypass", "keepalive", "compass"])
def test_what_is_no_secret_is_shown(name: str) -> None:
    assert shown(name, "x") == "x"
