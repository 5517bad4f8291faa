"""Whether what a patchset does has been done to a CIB. Pure."""

from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Change, Create, Delete, Modify, Move, Patchset
from engine.cib.patch.path import Step, find
from engine.cib.xml import Element

_CLUSTERS_OWN: Final = frozenset(
    {
        *("admin_epoch", "epoch", "num_updates", "cib-last-written", "dc-uuid", "have-quorum"),
        *("update-origin", "update-client", "update-user", "crm_feature_set"),
    }
)


def contains(cib: Cib, patchset: Patchset) -> bool:
    """Whether every change of ``patchset`` is there, as where it was applied and perhaps more.

    False also where others have changed the same since, or the order of what it moved.
    """
    made = {_path_of(change) for change in patchset.changes if isinstance(change, Create)}
    return all(
        _holds(cib, change)
        for change in patchset.changes
        if not (isinstance(change, Delete) and change.path in made)
    )


def _holds(cib: Cib, change: Change) -> bool:
    match change:
        case Create(path=path, node=node):
            parent = find(cib.root, path, cib.lookup)
            wanted = _canonical(node)
            return parent is not None and any(
                child.tag == node.tag and _canonical(child) == wanted for child in parent
            )
        case Modify(path=path, set=changed, unset=gone):
            element = find(cib.root, path, cib.lookup)
            if element is None:
                return False
            wanted = {name: value for name, value in changed.items() if name not in _CLUSTERS_OWN}
            return wanted.items() <= dict(element.attrib).items() and not any(
                name in element.attrib for name in gone
            )
        case Delete(path=path, position=None):
            return find(cib.root, path, cib.lookup) is None
        case Delete():
            return True  # a comment, which has no name by which it could be missed
        case Move(path=path, position=position):
            element = find(cib.root, path, cib.lookup)
            parent = None if element is None else element.getparent()
            return parent is not None and element is not None and parent.index(element) == position


def _path_of(change: Create) -> str:
    return f"{change.path}{Step(str(change.node.tag), change.node.get('id'))}"


def _canonical(element: Element) -> bytes:
    return etree.tostring(element, method="c14n", with_tail=False)
