"""Every text a person sees goes through ``tr``.

The translations are Qt Linguist ``.ts`` files in ``resources/translations``; ``load`` in
``hagui.shell.translator`` installs one. A test extracts every call of ``tr`` from the source
and fails where a language lacks one, so both arguments must be literals, or stand in a table that
it knows.
"""

import re
from typing import Final

from PySide6.QtCore import QCoreApplication

_MNEMONIC: Final = re.compile(r"\s?\(&\w\)|&(?!&)")


def tr(context: str, source: str, count: int | None = None, **values: object) -> str:
    """Translate ``source`` and fill in ``{name}`` placeholders from ``values``.

    Args:
        context: groups the texts of one part of the program, for translators.
        source: the English text, with ``{name}`` placeholders.
        count: chooses the plural form where given, and fills ``{n}``.
    """
    if count is None:
        text = QCoreApplication.translate(context, source)
    else:
        text = QCoreApplication.translate(context, source, "", count)
        values["n"] = count
    return text.format_map(values) if values else text


def plain(text: str) -> str:
    """A text without its mnemonic, also where that stands in brackets behind it, as in Chinese."""
    return _MNEMONIC.sub("", text)
