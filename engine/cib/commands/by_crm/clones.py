"""Clones, in crm's words. crm makes constraints follow, as the edits do."""

from engine.cib.commands.by_crm.attributes import set_meta
from engine.cib.commands.by_crm.configure import configure
from engine.cib.commands.mentions import listed_elsewhere, pairs_with
from engine.cib.commands.shell import named
from engine.cib.commands.steps import Step
from engine.cib.edits.vocabulary import MakeClone, RemoveClone, SetMeta, SetPromotable
from engine.cib.views import Clone


def make_clone(step: Step, edit: MakeClone) -> list[str] | None:
    """``configure clone``."""
    if not named(edit.id, edit.resource) or _beyond_pairs(step, edit.resource):
        return None
    meta = ("meta", "promotable=true") if edit.promotable else ()
    return configure([("clone", edit.id, edit.resource, *meta)])


def remove_clone(step: Step, edit: RemoveClone) -> list[str] | None:
    """``configure delete``, which leaves what was cloned."""
    if not named(edit.clone) or _beyond_pairs(step, edit.clone):
        return None
    return configure([("delete", edit.clone)])


def set_promotable(step: Step, edit: SetPromotable) -> list[str] | None:
    """``resource meta``; what is still spelled ``<master>`` is left to cibadmin."""
    section = step.cib_before.section("resources")
    masters = () if section is None else section.iterchildren("master")
    clone = step.before.find(edit.clone)
    if any(node.get("id") == edit.clone for node in masters) or not isinstance(clone, Clone):
        return None
    return set_meta(step, SetMeta(edit.clone, "promotable", "true" if edit.on else None))


def _beyond_pairs(step: Step, id_: str) -> bool:
    """Whether something names it that crm changes in its own way.

    That are resource sets and tags, and constraints that would name one thing at both ends.
    """
    before = {constraint.id for constraint in pairs_with(step.before, id_)}
    after = {constraint.id for constraint in step.after.constraints}
    return listed_elsewhere(step.before, id_) or not before <= after
