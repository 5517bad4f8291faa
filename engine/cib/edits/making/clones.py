"""Clones: made, removed, made promotable or plain."""

from lxml import etree

from engine.cib.edits.making.attributes import set_meta
from engine.cib.edits.making.draft import Drafted
from engine.cib.edits.making.groups import unwrap
from engine.cib.edits.making.references import retarget
from engine.cib.edits.vocabulary import MakeClone, RemoveClone, SetMeta, SetPromotable
from engine.cib.views import Clone


def make_clone(draft: Drafted, edit: MakeClone) -> None:
    """Put a clone around the resource; what named it names the clone."""
    inner = draft.resource(edit.resource)
    clone = etree.Element("clone", {"id": edit.id})
    inner.addprevious(clone)
    if edit.promotable:
        meta = draft.fresh(f"{edit.id}-meta_attributes")
        pairs = etree.SubElement(clone, "meta_attributes", {"id": meta})
        id_ = draft.fresh(f"{meta}-promotable")
        etree.SubElement(pairs, "nvpair", {"id": id_, "name": "promotable", "value": "true"})
    clone.append(draft.take_out(inner))
    retarget(draft, edit.resource, edit.id)


def remove_clone(draft: Drafted, edit: RemoveClone) -> None:
    """Put what is cloned in the place of the clone; what named the clone names that."""
    found = draft.views.find(edit.clone)
    assert isinstance(found, Clone)
    assert found.child is not None
    unwrap(draft, draft.resource(edit.clone), "primitive", "group")
    retarget(draft, edit.clone, found.child.id)


def set_promotable(draft: Drafted, edit: SetPromotable) -> None:
    """Set or remove the meta attribute; the old element ``master`` becomes a clone."""
    found = draft.views.find(edit.clone)
    assert isinstance(found, Clone)
    if edit.on == found.promotable:
        return
    set_meta(draft, SetMeta(edit.clone, "promotable", "true" if edit.on else None))
    clone = draft.resource(edit.clone)
    if clone.tag == "master":
        clone.tag = "clone"
