"""Edits in crm's words (crmsh 4.4, as in Debian 12)."""

from engine.cib.commands.by_crm.attributes import (
    set_default,
    set_meta,
    set_node_attribute,
    set_parameter,
    set_property,
)
from engine.cib.commands.by_crm.clones import make_clone, remove_clone, set_promotable
from engine.cib.commands.by_crm.constraints import (
    add_constraint,
    change_constraint,
    remove_constraint,
)
from engine.cib.commands.by_crm.groups import join_group, leave_group, new_group, ungroup

__all__ = [
    "add_constraint",
    "change_constraint",
    "join_group",
    "leave_group",
    "make_clone",
    "new_group",
    "remove_clone",
    "remove_constraint",
    "set_default",
    "set_meta",
    "set_node_attribute",
    "set_parameter",
    "set_promotable",
    "set_property",
    "ungroup",
]
