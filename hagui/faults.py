"""Faults of this program itself: each told once, with all that a report of it needs."""

import platform
import traceback
from collections.abc import Callable
from typing import Final

from PySide6 import __version__ as qt_version

from hagui.i18n import tr
from hagui.shell.version import version

Tell = Callable[[str, str], None]
"""Shows a sentence, and offers the details behind it."""
SENTENCE_LIMIT: Final = 200
"""Characters of an exception's own words that are shown in the sentence."""


class Faults:
    """Told of every fault by ``runtime.run``; tells a person of each kind once.

    What fails at every paint or patch would otherwise fill the screen while a cluster is in
    trouble. All of them are logged, whether told or not.
    """

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._tell: Tell | None = None

    def tell_by(self, tell: Tell | None) -> None:
        """Who tells a person; None: no one, as there is no window any more."""
        self._tell = tell

    def __call__(self, what: str, error: BaseException | None) -> None:
        """Take a fault: what was going on, and the exception where there is one."""
        if self._tell is None:
            return
        known = _place(error) if error is not None else what
        if known in self._told:
            return
        self._told.add(known)
        fault = f"{type(error).__name__}: {error}" if error is not None else what
        sentence = tr(
            "window",
            "A fault in hagui itself ({fault}); what is shown may be incomplete. Please report it.",
            fault=fault[:SENTENCE_LIMIT],
        )
        self._tell(sentence, details(what, error))


def details(what: str, error: BaseException | None) -> str:
    """What a report needs, in English: versions, what was going on, the stack."""
    head = (
        f"hagui {version()}, Python {platform.python_version()}, PySide6 {qt_version}, "
        f"{platform.platform()}"
    )
    stack = "".join(traceback.format_exception(error)) if error is not None else ""
    return f"{head}\n{what}\n{stack}".rstrip() + "\n"


def _place(error: BaseException) -> str:
    """The same for the same fault: its kind and where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else str(error)
    return f"{type(error).__name__} {where}"
