"""Names and values, in pcs's words: an empty value removes."""

from typing import Final

from engine.cib.commands.plainsets import once, sets_of, simple
from engine.cib.commands.shell import line, named
from engine.cib.commands.steps import Step
from engine.cib.edits.vocabulary import (
    RSC_DEFAULTS,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetParameter,
    SetProperty,
)
from engine.cib.views import Bundle, Clone, Group, NvSet, Primitive

_OPTIONS: Final = frozenset(
    {
        *("batch-limit", "cluster-delay", "cluster-ipc-limit", "cluster-recheck-interval"),
        *("concurrent-fencing", "dc-deadtime", "election-timeout", "enable-acl"),
        *("enable-startup-probes", "fence-reaction", "join-finalization-timeout"),
        *("join-integration-timeout", "load-threshold", "maintenance-mode", "migration-limit"),
        *("no-quorum-policy", "node-action-limit", "node-health-base", "node-health-green"),
        *("node-health-red", "node-health-strategy", "node-health-yellow", "placement-strategy"),
        *("pe-error-series-max", "pe-input-series-max", "pe-warn-series-max"),
        *("priority-fencing-delay", "remove-after-stop", "shutdown-escalation", "shutdown-lock"),
        *("shutdown-lock-limit", "start-failure-is-fatal", "startup-fencing", "stonith-action"),
        *("stonith-enabled", "stonith-max-attempts", "stonith-timeout", "stop-all-resources"),
        *("stop-orphan-actions", "stop-orphan-resources", "symmetric-cluster"),
        *("transition-delay",),
    }
)
"""Cluster options that pcs sets without being forced; of others it refuses some altogether."""


def set_meta(step: Step, edit: SetMeta) -> list[str] | None:
    """``resource meta`` and ``stonith meta``."""
    resource = step.before.find(edit.resource)
    if not isinstance(resource, Primitive | Group | Clone | Bundle):
        return None
    if not _writable(sets_of(resource, meta=True), edit.name, edit.value, edit.resource):
        return None
    return [line("pcs", _level(resource), "meta", edit.resource, _pair(edit.name, edit.value))]


def set_parameter(step: Step, edit: SetParameter) -> list[str] | None:
    """``resource update`` and ``stonith update``; pcs asks the agent whether it knows the name."""
    resource = step.before.find(edit.resource)
    if not isinstance(resource, Primitive) or resource.template is not None:
        return None
    if not _writable(resource.parameter_sets, edit.name, edit.value, edit.resource):
        return None
    return [line("pcs", _level(resource), "update", edit.resource, _pair(edit.name, edit.value))]


def set_property(step: Step, edit: SetProperty) -> list[str] | None:
    """``property set`` and ``unset``; for options of one's own, Pacemaker's tool."""
    if not _writable(step.before.property_sets, edit.name, edit.value):
        return None
    if edit.name not in _OPTIONS:
        tool = ("crm_attribute", "--type", "crm_config", "--name", edit.name)
        change = ("--delete",) if edit.value is None else ("--update", edit.value)
        return [line(*tool, *change)]
    if edit.value is None:
        return [line("pcs", "property", "unset", edit.name)]
    return [line("pcs", "property", "set", _pair(edit.name, edit.value))]


def set_default(step: Step, edit: SetDefault) -> list[str] | None:
    """``resource defaults`` and ``resource op defaults``."""
    of_resources = edit.of == RSC_DEFAULTS
    sets = step.before.rsc_default_sets if of_resources else step.before.op_default_sets
    if not _writable(sets, edit.name, edit.value):
        return None
    level = ("resource",) if of_resources else ("resource", "op")
    return [line("pcs", *level, "defaults", "update", _pair(edit.name, edit.value))]


def set_node_attribute(step: Step, edit: SetNodeAttribute) -> list[str] | None:
    """``node attribute``."""
    node = step.before.node(edit.node)
    if node is None or not _writable(node.attribute_sets, edit.name, edit.value):
        return None
    return [line("pcs", "node", "attribute", edit.node, _pair(edit.name, edit.value))]


def _writable(sets: tuple[NvSet, ...], name: str, value: str | None, *ids: str) -> bool:
    """Whether pcs writes it to where it is meant; an empty value it takes for none."""
    return (
        simple(sets)
        and named(name, *ids)
        and value != ""
        and (value is not None or once(sets, name))
    )


def _level(resource: object) -> str:
    return "stonith" if isinstance(resource, Primitive) and resource.fencing else "resource"


def _pair(name: str, value: str | None) -> str:
    return f"{name}={value or ''}"
