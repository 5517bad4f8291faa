"""Names and values, in crm's words.

``resource meta`` of what is cloned, or of what has the same name inside, changes another one
than it says; such are left to cibadmin, and so are names in several sets or in sets with rules.
"""

from engine.cib.commands.by_crm.configure import configure
from engine.cib.commands.plainsets import inside_too, once, sets_of, simple
from engine.cib.commands.shell import line, named, plain
from engine.cib.commands.steps import Step
from engine.cib.edits.vocabulary import (
    RSC_DEFAULTS,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetProperty,
)
from engine.cib.views import Bundle, Clone, Group, Primitive


def set_meta(step: Step, edit: SetMeta) -> list[str] | None:
    """``resource meta``."""
    around = step.before.parents(edit.resource)
    if any(isinstance(each, Clone | Bundle) for each in around):
        return None
    return _of_resource(step, edit, "meta")


def set_parameter(step: Step, edit: SetParameter) -> list[str] | None:
    """``resource param``."""
    resource = step.before.find(edit.resource)
    if not isinstance(resource, Primitive) or edit.name in resource.meta:
        return None
    return _of_resource(step, edit, "param")


def _of_resource(step: Step, edit: SetMeta | SetParameter, kind: str) -> list[str] | None:
    resource = step.before.find(edit.resource)
    if not isinstance(resource, Primitive | Group | Clone | Bundle):
        return None
    meta = kind == "meta"
    sets = sets_of(resource, meta=meta)
    if (
        not simple(sets)
        or (isinstance(resource, Primitive) and resource.template is not None)
        or inside_too(resource, edit.name, meta=meta)
        or not named(edit.resource, edit.name)
        or not plain(edit.value)
    ):
        return None
    if edit.value is not None:
        return [line("crm", "resource", kind, edit.resource, "set", edit.name, edit.value)]
    if not once(sets, edit.name):
        return None
    return [line("crm", "resource", kind, edit.resource, "delete", edit.name)]


def set_property(step: Step, edit: SetProperty) -> list[str] | None:
    """``configure property``; crm has no word for removing one, Pacemaker's own tool has."""
    if not simple(step.before.property_sets) or not named(edit.name) or not plain(edit.value):
        return None
    if edit.value is not None:
        return configure([("property", f"{edit.name}={edit.value}")])
    if not once(step.before.property_sets, edit.name):
        return None
    return [line("crm_attribute", "--type", "crm_config", "--name", edit.name, "--delete")]


def set_default(step: Step, edit: SetDefault) -> list[str] | None:
    """``configure rsc_defaults`` and ``op_defaults``, into the set that is there."""
    before = step.before
    sets = before.rsc_default_sets if edit.of == RSC_DEFAULTS else before.op_default_sets
    if not simple(sets) or not named(edit.name) or not plain(edit.value) or edit.value is None:
        return None
    own = (f"$id={sets[0].id}",) if sets else ()
    return configure([(edit.of, *own, f"{edit.name}={edit.value}")])


def set_node_attribute(step: Step, edit: SetNodeAttribute) -> list[str] | None:
    """``node attribute``."""
    node = step.before.node(edit.node)
    if (
        node is None
        or not simple(node.attribute_sets)
        or not named(edit.name)
        or not plain(edit.node, edit.value)
    ):
        return None
    if edit.value is not None:
        return [line("crm", "node", "attribute", edit.node, "set", edit.name, edit.value)]
    if not once(node.attribute_sets, edit.name):
        return None
    return [line("crm", "node", "attribute", edit.node, "delete", edit.name)]
