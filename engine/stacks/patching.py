"""What a commit may change, and making its patchset fit the CIB of now. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from engine.cib.patch import Modify, PatchError, Patchset
from engine.cib.version import Version
from engine.stacks.contract import StackError

MOVED_ON: Final = (
    "The configuration has changed since this was begun; look at the newer one, and commit again."
)
"""Words for a conflict."""
NOT_THERE: Final = (
    "The commit was refused: it changes something that is not in the cluster's configuration; "
    "look at the present one, and make the change again."
)
"""Words for a patchset that cannot be applied."""

_KEPT: Final = frozenset(
    {
        *("have-quorum", "dc-uuid", "cib-last-written", "execution-date", "no-quorum-panic"),
        *("update-origin", "update-client", "update-user"),
        *("admin_epoch", "epoch", "num_updates", "crm_feature_set"),
    }
)
"""Attributes of ``<cib>`` that belong to the cluster; a commit leaves them as they are."""

ROOT: Final = "/cib"


def read_patch(diff: str) -> Patchset:
    """The patchset of a commit.

    Raises:
        StackError: ``invalid``: it cannot be read, or does something else than to configure.
    """
    try:
        patchset = Patchset.parse(diff)
    except PatchError as error:
        raise StackError("invalid", error.message) from error
    for change in patchset.changes:
        if change.path == ROOT and isinstance(change, Modify):
            continue
        if not change.path.startswith("/cib/configuration"):
            raise StackError(
                "invalid",
                f"The patch changes {change.path}, which is no configuration; only the "
                "configuration can be committed.",
            )
    return patchset


def on_top_of(patchset: Patchset, version: Version, attributes: Mapping[str, str]) -> Patchset:
    """The same configuration changes, made to fit a CIB of that version and configuration.

    The attributes of ``<cib>`` in a patchset are the complete set, so an old one would undo what
    has become of DC and quorum since; they are taken from the ``attributes`` of now instead. A
    digest is of a whole document with its status, and can no longer be right.
    """
    changes = tuple(
        _with_attributes(change, attributes)
        if isinstance(change, Modify) and change.path == ROOT
        else change
        for change in patchset.changes
    )
    kept = tuple(
        change
        for change in changes
        if not (isinstance(change, Modify) and change.path == ROOT) or change.set or change.unset
    )
    # Without version attributes in the patchset, the CIB manager raises the version itself.
    return replace(
        patchset, source=version, target=_raised(patchset, version), changes=kept, digest=None
    )


def _raised(patchset: Patchset, version: Version) -> Version:
    return Version(version.admin_epoch, version.epoch + 1, 0) if patchset.changes else version


def _with_attributes(change: Modify, now: Mapping[str, str]) -> Modify:
    wanted = {name: value for name, value in change.set.items() if name not in _KEPT}
    unwanted = tuple(name for name in change.unset if name not in _KEPT)
    attributes = {name: value for name, value in now.items() if name not in unwanted}
    return replace(change, attributes=attributes | wanted, set=wanted, unset=unwanted)
