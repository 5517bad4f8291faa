"""Reads Qt Linguist ``.ts`` files at run time and installs them as Qt translators.

Reading the XML itself spares a build step for ``.qm`` files: an installed hagui and a checkout
are the same files.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

from lxml import etree
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "zh_CN": "简体中文"}
"""Codes of the languages that ship, and their own names for themselves."""

_PLURAL_FORM: Final[Mapping[str, Callable[[int], int]]] = {
    "en": lambda n: 0 if n == 1 else 1,
    "zh_CN": lambda _n: 0,
}

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Message:
    """One translated text: a single form, or one for each plural form of the language."""

    forms: tuple[str, ...]
    plural: bool


Catalogue = Mapping[tuple[str, str], Message]
"""Messages by context and source text."""


def parse_ts(data: bytes) -> dict[tuple[str, str], Message]:
    """Read a ``.ts`` document; unfinished and empty translations are left out.

    Raises:
        etree.XMLSyntaxError: ``data`` is not XML.
    """
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    found: dict[tuple[str, str], Message] = {}
    for context in root.iterfind("context"):
        name = context.findtext("name", "")
        for message in context.iterfind("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") in {"unfinished", "vanished"}:
                continue
            plural = message.get("numerus") == "yes"
            if plural:
                forms = tuple(form.text or "" for form in translation.iterfind("numerusform"))
            else:
                forms = (translation.text or "",)
            if forms and all(forms):
                found[name, message.findtext("source", "")] = Message(forms, plural)
    return found


def catalogue(language: str) -> dict[tuple[str, str], Message]:
    """The messages that ship for ``language``; empty where there are none."""
    path = files("resources") / "translations" / f"hagui_{language}.ts"
    return parse_ts(path.read_bytes()) if path.is_file() else {}


def placeholders(text: str) -> frozenset[str]:
    """The ``{name}`` placeholders of a text."""
    return frozenset(_PLACEHOLDER.findall(text))


class TsTranslator(QTranslator):
    """A Qt translator over a catalogue."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = catalogue(language)
        self._plural = _PLURAL_FORM.get(language, _PLURAL_FORM["en"])

    def isEmpty(self) -> bool:
        """Whether there is nothing to translate with."""
        return not self._messages

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 (Qt's name)
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,
    ) -> str:
        """The translation, or None (a null string to Qt), so that the next translator is asked."""
        message = self._messages.get((context, sourceText))
        if message is None:
            return None  # pyright: ignore[reportReturnType]
        if message.plural and n >= 0:
            return message.forms[min(self._plural(n), len(message.forms) - 1)]
        return message.forms[-1]


class _Installed:
    """The translators in use, so that a change of language removes them."""

    language: str = ""
    translators: tuple[QTranslator, ...] = ()


def system_language() -> str:
    """The shipped language nearest to the one the system speaks."""
    name = QLocale.system().name()
    return name if name in LANGUAGES else ("zh_CN" if name.startswith("zh") else "en")


def load(language: str = "") -> str:
    """Install the translations for ``language`` (empty: the system's); returns the one in use.

    Qt's own texts (buttons of dialogs) come from Qt's translations where those are installed.
    """
    app = QCoreApplication.instance()
    chosen = language if language in LANGUAGES else system_language()
    if app is None or _Installed.language == chosen:
        return chosen
    for old in _Installed.translators:
        app.removeTranslator(old)
    own = TsTranslator(chosen, app)
    installed: list[QTranslator] = [own]
    qt = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if qt.load(f"qtbase_{chosen}", folder):
        app.installTranslator(qt)
        installed.append(qt)
    app.installTranslator(own)
    QLocale.setDefault(QLocale(chosen))
    _Installed.translators, _Installed.language = tuple(installed), chosen
    if isinstance(app, QApplication):
        app.setLayoutDirection(QLocale().textDirection())
    return chosen
