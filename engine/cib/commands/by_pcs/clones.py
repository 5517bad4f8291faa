"""Clones, in pcs's words.

Constraints do not follow: pcs leaves them on what was cloned, and deletes those on a clone that
goes. So its words are only used where nothing names the resource.
"""

from engine.cib.commands.by_pcs.attributes import set_meta
from engine.cib.commands.mentions import listed_elsewhere, pairs_with
from engine.cib.commands.shell import line, named
from engine.cib.commands.steps import Step
from engine.cib.edits.vocabulary import MakeClone, RemoveClone, SetMeta, SetPromotable


def make_clone(step: Step, edit: MakeClone) -> list[str] | None:
    """``resource clone`` and ``resource promotable``."""
    if not named(edit.id) or _mentioned(step, edit.resource):
        return None
    kind = "promotable" if edit.promotable else "clone"
    return [line("pcs", "resource", kind, edit.resource, edit.id)]


def remove_clone(step: Step, edit: RemoveClone) -> list[str] | None:
    """``resource unclone``."""
    if _mentioned(step, edit.clone):
        return None
    return [line("pcs", "resource", "unclone", edit.clone)]


def set_promotable(step: Step, edit: SetPromotable) -> list[str] | None:
    """``resource meta``; what is still spelled ``<master>`` is left to cibadmin."""
    section = step.cib_before.section("resources")
    masters = () if section is None else section.iterchildren("master")
    if any(node.get("id") == edit.clone for node in masters):
        return None
    return set_meta(step, SetMeta(edit.clone, "promotable", "true" if edit.on else None))


def _mentioned(step: Step, id_: str) -> bool:
    named_it = pairs_with(step.before, id_) or listed_elsewhere(step.before, id_)
    return bool(named_it) or not named(id_)
