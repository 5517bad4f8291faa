"""The CIB as this node's clients see it: the DC's, followed by patchsets."""

from typing import Final

from engine.cib.document import Cib
from engine.cib.errors import CibError
from engine.cib.patch import PatchError, Patchset, apply

_EMPTY: Final = (
    '<cib admin_epoch="0" epoch="0" num_updates="0" validate-with="pacemaker-3.9">'
    "<configuration><crm_config/><nodes/><resources/><constraints/></configuration><status/></cib>"
)


class Copy:
    """A whole CIB, kept up to date; where a patchset is missing it is out of date until the next
    whole one."""

    def __init__(self, cib: str) -> None:
        self._text: str | None = cib or _EMPTY
        self._cib: Cib | None = None
        self.current = False
        """Whether the next patchset of the DC can be expected to fit."""
        self.heard = False
        """Whether it is a DC's, with its status; otherwise it is what was on the disk."""

    @property
    def text(self) -> str:
        """As XML; an empty one where there has never been any."""
        if self._text is None:
            assert self._cib is not None
            self._text = self._cib.text()
        return self._text

    def replace(self, cib: str) -> None:
        """Begin again from this one."""
        self._text, self._cib = cib, None
        self.current = self.heard = True

    def change(self, diff: str) -> bool:
        """Apply a patchset; False where it does not fit, as then none does until ``replace``."""
        if not self.current:
            return False
        try:
            if self._cib is None:
                self._cib = Cib.parse(self.text)
            apply(self._cib, Patchset.parse(diff))
        except (CibError, PatchError):
            self.current = False
            return False
        self._text = None
        return True

    def outdated(self) -> None:
        """Whoever sent the patchsets does so no more."""
        self.current = False
