"""Every text is translated, with the placeholders that the program fills in."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from hagui.i18n import tr
from hagui.shell.translator import LANGUAGES, catalogue, load, parse_ts, placeholders
from tests.hagui.shell.sources import Text, texts

SOURCES = texts()


def test_there_is_something_to_translate() -> None:
    assert len(SOURCES) > 400
    assert {"topology", "event", "connect"} <= {text.context for text in SOURCES}


def test_no_text_lacks_its_chinese() -> None:
    have = catalogue("zh_CN")
    missing = [f"{t.where}: {t.source}" for t in SOURCES if (t.context, t.source) not in have]
    assert missing == []


def test_every_count_has_its_english_forms() -> None:
    have = catalogue("en")
    missing = [t.where for t in SOURCES if t.plural and (t.context, t.source) not in have]
    assert missing == []
    assert all(len(message.forms) == 2 for message in have.values() if message.plural)


def _wrong(text: Text, forms: tuple[str, ...]) -> bool:
    wanted = placeholders(text.source)
    return any(placeholders(form) != wanted for form in forms)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_translations_fill_in_what_the_text_does(language: str) -> None:
    have = catalogue(language)
    wrong = [
        f"{t.where}: {t.source}"
        for t in SOURCES
        if (t.context, t.source) in have and _wrong(t, have[t.context, t.source].forms)
    ]
    assert wrong == []


def test_every_call_fills_in_its_placeholders() -> None:
    wrong = [
        f"{t.where}: {t.source} ← {sorted(t.values)}"
        for t in SOURCES
        if {f"{{{name}}}" for name in t.values} < placeholders(t.source)
    ]
    assert wrong == []


def test_nothing_is_translated_that_is_not_there() -> None:
    known = {(text.context, text.source) for text in SOURCES}
    for language in LANGUAGES:
        assert [key for key in catalogue(language) if key not in known] == []


def test_accelerators_stay_unique_in_each_menu() -> None:
    from hagui.shell.actions import DECLARED, Menu

    for menu in Menu:
        letters = [
            action.text()[action.text().index("&") + 1].lower()
            for action in DECLARED
            if action.menu is menu and "&" in action.text()
        ]
        assert len(letters) == len(set(letters)), menu


def test_plural_forms_follow_the_number(qapp: QApplication) -> None:
    load("en")
    assert tr("health", "{n} failure(s)", count=1) == "1 failure"
    assert tr("health", "{n} failure(s)", count=0) == "0 failures"
    load("zh_CN")
    assert tr("health", "{n} failure(s)", count=2) == "2 个故障"
    assert tr("health", "Quorum {online} of {all}", online=1, all=3) == "法定票数 1/3"
    load("en")
    assert tr("health", "Quorum {online} of {all}", online=1, all=3) == "Quorum 1 of 3"


def test_unfinished_translations_do_not_count(tmp_path: Path) -> None:
    found = parse_ts(
        b"<TS><context><name>a</name>"
        b"<message><source>one</source><translation type='unfinished'>x</translation></message>"
        b"<message><source>two</source><translation></translation></message>"
        b"<message><source>three</source><translation>drei</translation></message>"
        b"</context></TS>"
    )
    assert list(found) == [("a", "three")]
