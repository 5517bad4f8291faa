"""What follows from a draft's configuration and the live status, kept up to date."""

from copy import deepcopy
from dataclasses import replace
from typing import Final, NamedTuple

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Change, PatchError, Patchset, Touched, apply
from engine.cib.state.derive import Derivation
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
    """One configuration over the live status.

    Where it differs from the live one in nothing that bears on what is going on, what is shown is
    the live state itself; nothing is then derived twice.
    """

    def __init__(self, live: LiveCluster, cib: Cib) -> None:
        """``cib`` is the draft's document, without status."""
        self._live = live
        self._cib: Cib = cib
        self._deciding = _deciding(cib)
        self._version = live.version
        self._own: _Own | None = None
        self._whole: Cib | None = None
        self.configuration = Configuration.of(cib, self._live.known)
        self._derive()

    @property
    def state(self) -> ClusterState:
        """The status of now, seen by the draft's configuration."""
        return self._live.state if self._own is None else self._own.derivation.state

    @property
    def configured(self) -> Cib:
        """The draft's document, without status."""
        return self._cib

    @property
    def whole(self) -> Cib:
        """One document of both; made when it is first asked for, and followed from then on."""
        if self._whole is None:
            self._whole = joined(self._live.cib, self._cib)
        return self._whole

    def document(self) -> Cib:
        """One document of both, that belongs to the caller."""
        return joined(self._live.cib, self._cib)

    def text(self) -> str:
        """The text of ``whole``."""
        return joined_text(self._live.cib, self._cib)

    def show(self, cib: Cib) -> None:
        """Another configuration over the same status, or the same where the live one is another."""
        if cib is not self._cib:
            if self._whole is not None:
                self._whole = reconfigured(self._whole, cib)
            self._cib = cib
            self._deciding = _deciding(cib)
            self.configuration = Configuration.of(cib, self._live.known)
        self._derive()

    def patched(self, touched: Touched, at: float, patch: Patchset | None) -> None:
        """The live document was patched; ``show`` follows where that changed its configuration."""
        if self._live.version != self._version:
            self._version = self._live.version
            if self._whole is not None and not _follow(self._whole, patch, touched):
                self._whole = None
            if self._own is not None:
                mirror_root(self._live.cib, self._own.planned)
        if self._own is not None:
            self._own.derivation.update(replace(touched, configuration=False), now=at)

    def replaced(self) -> None:
        """There is another live document; ``show`` follows."""
        self._version = self._live.version
        self._whole = self._own = None

    def _derive(self) -> None:
        """Work out the state by this configuration, or let it be the live one."""
        if self._deciding == _deciding(self._live.cib):
            self._own = None
        elif self._own is None:
            planned = _follower(self._live.cib, self._cib)
            self._own = _Own(planned, self._live.derivation.beside(planned), self._deciding)
        elif self._own.deciding != self._deciding:
            self._own.planned.root[:] = [deepcopy(configuration(self._cib))]
            self._own.derivation.update(Touched(configuration=True))
            self._own = self._own._replace(deciding=self._deciding)


class _Own(NamedTuple):
    """A state that is not the live one."""

    planned: Cib
    """The draft's configuration under a root that follows the live one."""
    derivation: Derivation
    deciding: tuple[bytes, ...]
    """What it was derived by."""


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
