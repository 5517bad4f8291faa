"""What follows from a draft's configuration and the live status, kept up to date."""

from copy import deepcopy
from dataclasses import replace
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Change, PatchError, Patchset, Touched, apply
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.cluster.draft.documents import (
    configuration,
    joined,
    joined_text,
    mirror_root,
    reconfigured,
    without_status,
)
from hagui.cluster.live import LiveCluster

_CONFIGURATION: Final = "/cib/configuration"
_WITHOUT_STATE: Final = frozenset({"constraints", "tags", "acls", "alerts"})
"""Sections from which nothing of what is going on follows."""


class Overlay:
    """One configuration over the live status."""

    def __init__(self, live: LiveCluster, cib: Cib) -> None:
        """``cib`` is the draft's document, without status."""
        self._live = live
        self._cib = cib
        self._planned = _follower(live.cib, cib)
        self._deciding = _deciding(cib)
        self._whole: Cib | None = None
        self.configuration = Configuration.of(cib, self._live.known)
        self._derivation = live.derivation.beside(self._planned)

    @property
    def state(self) -> ClusterState:
        """The status of now, seen by the draft's configuration."""
        return self._derivation.state

    @property
    def whole(self) -> Cib:
        """One document of both; made when it is first asked for, and followed from then on."""
        if self._whole is None:
            self._whole = joined(self._live.cib, self._cib)
        return self._whole

    def text(self) -> str:
        """The text of ``whole``."""
        return joined_text(self._live.cib, self._cib)

    def show(self, cib: Cib) -> None:
        """Another configuration over the same status."""
        if cib is self._cib:
            return
        if self._whole is not None:
            self._whole = reconfigured(self._whole, cib)
        deciding = _deciding(cib)
        same = deciding == self._deciding
        self._cib, self._deciding = cib, deciding
        self.configuration = Configuration.of(cib, self._live.known)
        if not same:
            self._planned.root[:] = [deepcopy(configuration(cib))]
            self._derivation.update(Touched(configuration=True))

    def patched(self, touched: Touched, at: float, patch: Patchset | None) -> None:
        """The live document was patched; what became of its configuration is not looked at."""
        if self._live.version != self._derivation.state.version:
            mirror_root(self._live.cib, self._planned)
            if self._whole is not None and not _follow(self._whole, patch, touched):
                self._whole = None
        self._derivation.update(replace(touched, configuration=False), now=at)

    def replaced(self) -> None:
        """There is another live document."""
        self._whole = None
        mirror_root(self._live.cib, self._planned)
        self._derivation = self._live.derivation.beside(self._planned)


def _follow(whole: Cib, patch: Patchset | None, touched: Touched) -> bool:
    """Apply what a patch says of anything but the configuration; False if that cannot be done."""
    if patch is None or touched.everything:
        return False
    changes = tuple(change for change in patch.changes if not _configures(change))
    try:
        apply(whole, replace(patch, changes=changes))
    except PatchError:
        return False
    return True


def _configures(change: Change) -> bool:
    return change.path == _CONFIGURATION or change.path.startswith(f"{_CONFIGURATION}/")


def _follower(live: Cib, cib: Cib) -> Cib:
    """A document whose root follows the live one, which that of the draft does not."""
    made = without_status(cib)
    mirror_root(live, made)
    return made


def _deciding(cib: Cib) -> tuple[bytes, ...]:
    return tuple(
        etree.tostring(section, with_tail=False)
        for section in configuration(cib)
        if section.tag not in _WITHOUT_STATE
    )
