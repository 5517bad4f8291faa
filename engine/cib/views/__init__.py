"""Typed read views of what the configuration section says."""

from engine.cib.views.acls import AclRole, Acls, AclTarget, Permission
from engine.cib.views.alerts import Alert, Recipient
from engine.cib.views.configuration import Configuration, Named, Tag
from engine.cib.views.constraints import (
    Colocation,
    Constraint,
    Location,
    Order,
    ResourceSet,
    Ticket,
    constrained,
)
from engine.cib.views.known import Known
from engine.cib.views.nodes import FencingLevel, Node
from engine.cib.views.nvsets import NvPair, NvSet
from engine.cib.views.operations import Operation
from engine.cib.views.resources import Bundle, Clone, Group, Primitive, Resource, Template
from engine.cib.views.rules import (
    AttributeExpression,
    DateExpression,
    Expression,
    OperationExpression,
    ResourceExpression,
    Rule,
    UnknownExpression,
)

__all__ = [
    "AclRole",
    "AclTarget",
    "Acls",
    "Alert",
    "AttributeExpression",
    "Bundle",
    "Clone",
    "Colocation",
    "Configuration",
    "Constraint",
    "DateExpression",
    "Expression",
    "FencingLevel",
    "Group",
    "Known",
    "Location",
    "Named",
    "Node",
    "NvPair",
    "NvSet",
    "Operation",
    "OperationExpression",
    "Order",
    "Permission",
    "Primitive",
    "Recipient",
    "Resource",
    "ResourceExpression",
    "ResourceSet",
    "Rule",
    "Tag",
    "Template",
    "Ticket",
    "UnknownExpression",
    "constrained",
]
