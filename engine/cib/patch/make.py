"""Making the patchset that takes one CIB to another."""

from engine.cib.document import Cib
from engine.cib.patch.compare import compare
from engine.cib.patch.digest import certain_digest
from engine.cib.patch.errors import PatchError
from engine.cib.patch.patchset import Patchset
from engine.cib.version import Version


def make(before: Cib, after: Cib) -> Patchset:
    """The patchset that turns ``before`` into ``after``, comments and unknown parts included.

    Where ``after`` has a later version, that is the target. Otherwise (a draft, whose version
    nobody has raised) the target is the version that the change would get, and the version
    attributes themselves are left alone: a cluster that is given the patch raises them itself,
    and would do so twice if the patch did too. Without any difference there are no changes, and
    source and target are the same.

    Raises:
        PatchError: code ``text``, for a difference that lies in text or in foreign nodes directly
            below ``<cib>``, which the format cannot express.
    """
    source, target = before.version, after.version
    if target < source:
        after = after.copy()
        after.version = target = source
    changes = compare(before.root, after.root)
    if changes is None:
        raise PatchError(
            "text",
            "The change lies in text or foreign nodes directly below <cib>, which a patch cannot "
            "express; make it inside the configuration.",
        )
    patchset = Patchset(source, target, changes, certain_digest(after, before.feature_set))
    if target > source or not changes:
        return patchset
    raised = (
        Version(source.admin_epoch, source.epoch + 1, 0)
        if patchset.configuration
        else source._replace(num_updates=source.num_updates + 1)
    )
    return Patchset(source, raised, changes, patchset.digest)
