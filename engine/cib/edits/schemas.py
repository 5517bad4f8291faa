"""What the schema that a CIB follows does not yet know, or no longer allows.

From the RELAX NG files of Pacemaker, and for what took the place of a name from the style sheet
with which Pacemaker upgrades a CIB to pacemaker-3.0.
"""

import re
from collections.abc import Iterator
from typing import Final

from engine.cib.edits.codes import Code, refusal
from engine.cib.finding import Finding

_VERSION: Final = re.compile(r"pacemaker-(\d+)\.(\d+)\Z")

PROMOTED: Final = (3, 7)
"""The roles Promoted and Unpromoted; before they are spelled Master and Slave."""

PLAIN_RULE: Final = (3, 9)
"""A rule needs no score of its own."""

_OLD_ROLES: Final = {"Promoted": "Master", "Unpromoted": "Slave"}

_SINCE: Final = {
    "rsc_ticket": (1, 2),
    "rsc_location/resource_set": (1, 2),
    "rsc_location/role": (1, 2),
    "resource_set/require-all": (1, 2),
    "resource_set/ordering": (2, 1),
    "rsc_location/resource-discovery": (2, 2),
    "rsc_order/require-all": (2, 3),
    "rsc_location/rsc-pattern": (2, 6),
    "resource_set/kind": (3, 0),
    "expression/integer": (3, 5),
    "rsc_colocation/influence": (3, 6),
    "duration/days": (3, 9),
    "duration/minutes": (3, 9),
    "duration/seconds": (3, 9),
    "date_spec/minutes": (3, 9),
    "date_spec/seconds": (3, 9),
    "date_spec/yeardays": (3, 9),
}

_NAMES_CHECKED: Final = (3, 0)
"""From here on the schema forbids names of cluster options that nothing reads any more."""

_RENAMED: Final = {
    "cluster_recheck_interval": "cluster-recheck-interval",
    "dc_deadtime": "dc-deadtime",
    "default-action-timeout": "op_defaults timeout",
    "default-resource-stickiness": "rsc_defaults resource-stickiness",
    "election_timeout": "election-timeout",
    "is-managed-default": "rsc_defaults is-managed",
    "no_quorum_policy": "no-quorum-policy",
    "remove_after_stop": "remove-after-stop",
    "shutdown_escalation": "shutdown-escalation",
    "startup_fencing": "startup-fencing",
    "stonith_action": "stonith-action",
    "stonith_enabled": "stonith-enabled",
    "stop_orphan_actions": "stop-orphan-actions",
    "stop_orphan_resources": "stop-orphan-resources",
    "symmetric_cluster": "symmetric-cluster",
    "transition_idle_timeout": "cluster-delay",
}
_SPELLED_TWICE: Final = {
    "default_action_timeout": "default-action-timeout",
    "default_migration_threshold": "default-migration-threshold",
    "default_resource_failure_stickiness": "default-resource-failure-stickiness",
    "default_resource_stickiness": "default-resource-stickiness",
    "is_managed_default": "is-managed-default",
}
_GONE: Final = {
    "default-migration-threshold",
    "default-resource-failure-stickiness",
    "expected-quorum-votes",
    "notification-agent",
    "notification-recipient",
}
_INFRASTRUCTURE: Final = "cluster-infrastructure"
_OLD_INFRASTRUCTURES: Final = {
    "heartbeat",
    "openais",
    "classic openais",
    "classic openais (with plugin)",
    "cman",
}


def follows(schema: str, version: tuple[int, int]) -> bool:
    """Whether ``schema`` (``validate-with``) is of that version or later; an unknown one is."""
    found = _VERSION.match(schema)
    return found is None or (int(found.group(1)), int(found.group(2))) >= version


def too_old(schema: str, *names: str) -> Iterator[Finding]:
    """Refusals for those of ``names`` (``element/attribute``) that the schema does not know."""
    for name in names:
        needed = _SINCE.get(name)
        if needed is not None and not follows(schema, needed):
            yield refusal(
                Code.SCHEMA_TOO_OLD,
                name=name,
                needed=f"{needed[0]}.{needed[1]}",
                schema=schema,
            )


def forbidden_option(schema: str, name: str, value: str) -> Iterator[Finding]:
    """Refusals for a cluster option that the schema forbids by its name or, for one, its value."""
    if _VERSION.match(schema) is None or not follows(schema, _NAMES_CHECKED):
        return
    if name == _INFRASTRUCTURE and value in _OLD_INFRASTRUCTURES:
        yield refusal(Code.BAD_VALUE, name=name, value=value, allowed="corosync")
        return
    known = _SPELLED_TWICE.get(name, name)
    if known in _GONE:
        yield refusal(Code.OPTION_GONE, name=name, schema=schema)
    elif known in _RENAMED:
        yield refusal(Code.OPTION_RENAMED, name=name, schema=schema, instead=_RENAMED[known])


def spelled(schema: str, role: str) -> str:
    """A role as the schema spells it."""
    return role if follows(schema, PROMOTED) else _OLD_ROLES.get(role, role)
