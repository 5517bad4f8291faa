"""Attributes whose meaning is known: what they take, what holds without them, what they are for.

From Pacemaker Explained, and the metadata of its daemons (2.1). Values are the CIB's own words.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from hagui.editors.values import Option
from hagui.i18n import tr


class Takes(Enum):
    """What kind of value an attribute takes."""

    TEXT = "text"
    FLAG = "flag"
    SCORE = "score"
    INTEGER = "integer"
    DURATION = "duration"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Known:
    """One attribute."""

    name: str
    takes: Takes
    default: str
    """The CIB's word for what holds where it is not set; empty where that depends."""
    about: str
    options: tuple[Option, ...] = ()
    unset: str = ""
    """What holds where it is not set, in words, where the CIB has no word for it."""


BASIC_META: Final = (
    "target-role",
    "is-managed",
    "resource-stickiness",
    "migration-threshold",
    "failure-timeout",
)
CLONE_META: Final = (
    "target-role",
    "is-managed",
    "clone-max",
    "clone-node-max",
    "interleave",
    "ordered",
    "notify",
    "globally-unique",
)
PROMOTABLE_META: Final = ("promoted-max", "promoted-node-max")
GROUP_META: Final = ("target-role", "is-managed", "resource-stickiness")
BASIC_PROPERTIES: Final = (
    "no-quorum-policy",
    "stonith-enabled",
    "stonith-action",
    "stonith-timeout",
    "symmetric-cluster",
    "placement-strategy",
)
WRITTEN_BY_CLUSTER: Final = frozenset(
    {"dc-version", "cluster-infrastructure", "have-watchdog", "last-lrm-refresh", "dc-uuid"}
)
"""Cluster options that the cluster itself writes."""


def meta() -> dict[str, Known]:
    """Meta attributes of resources by name."""
    return _by_name(
        Known(
            "target-role",
            Takes.CHOICE,
            "Started",
            tr("known", "What the cluster should do with it: run it, promote it, or stop it"),
            (
                Option("Started", tr("editor", "started")),
                Option("Stopped", tr("editor", "stopped")),
                Option("Promoted", tr("editor", "promoted")),
                Option("Unpromoted", tr("editor", "unpromoted")),
            ),
        ),
        Known(
            "is-managed",
            Takes.FLAG,
            "true",
            tr("known", "No: the cluster watches it, but neither starts nor stops it"),
        ),
        Known(
            "maintenance",
            Takes.FLAG,
            "false",
            tr("known", "Yes: the cluster neither starts, stops nor watches it"),
        ),
        Known(
            "priority",
            Takes.SCORE,
            "0",
            tr("known", "Where not all can run, those of lower priority stop first"),
        ),
        Known(
            "resource-stickiness",
            Takes.SCORE,
            "",
            tr("known", "How much it likes to stay where it runs, against what draws it elsewhere"),
        ),
        Known(
            "migration-threshold",
            Takes.SCORE,
            "INFINITY",
            tr("known", "After so many failures on a node it goes elsewhere"),
        ),
        Known(
            "failure-timeout",
            Takes.DURATION,
            "0",
            tr("known", "After this time without another failure its failures are forgotten"),
        ),
        Known(
            "multiple-active",
            Takes.CHOICE,
            "stop_start",
            tr("known", "What to do where it is found running on several nodes"),
            (
                Option("stop_start", tr("known", "stop all, start one")),
                Option("stop_only", tr("known", "stop all")),
                Option("stop_unexpected", tr("known", "stop all but the right one")),
                Option("block", tr("known", "leave all, block it")),
            ),
        ),
        Known(
            "allow-migrate",
            Takes.FLAG,
            "false",
            tr("known", "Move it live, where its agent can; else it stops and starts again"),
        ),
        Known(
            "critical",
            Takes.FLAG,
            "true",
            tr("known", "Whether it may move what it is colocated with"),
        ),
        Known(
            "clone-max",
            Takes.INTEGER,
            "",
            tr("known", "Most copies in the cluster"),
            unset=tr("known", "one for each node"),
        ),
        Known("clone-node-max", Takes.INTEGER, "1", tr("known", "Most copies on one node")),
        Known(
            "interleave",
            Takes.FLAG,
            "false",
            tr("known", "Yes: each copy waits only for the copies on its own node"),
        ),
        Known(
            "ordered",
            Takes.FLAG,
            "false",
            tr("known", "Yes: copies start one after the other"),
        ),
        Known(
            "notify",
            Takes.FLAG,
            "false",
            tr("known", "Yes: all copies are told before and after one starts or stops"),
        ),
        Known(
            "globally-unique",
            Takes.FLAG,
            "false",
            tr("known", "Yes: copies differ, and several may share a node"),
        ),
        Known("promoted-max", Takes.INTEGER, "1", tr("known", "Most promoted copies")),
        Known(
            "promoted-node-max",
            Takes.INTEGER,
            "1",
            tr("known", "Most promoted copies on one node"),
        ),
    )


def properties() -> dict[str, Known]:
    """Cluster options by name."""
    return _by_name(
        Known(
            "no-quorum-policy",
            Takes.CHOICE,
            "stop",
            tr("known", "What this side does when it has lost quorum"),
            (
                Option("stop", tr("known", "stop everything")),
                Option("freeze", tr("known", "keep what runs")),
                Option("ignore", tr("known", "go on (dangerous)")),
                Option("demote", tr("known", "demote, stop the rest")),
                Option("suicide", tr("known", "fence all its nodes")),
            ),
        ),
        Known(
            "stonith-enabled",
            Takes.FLAG,
            "true",
            tr("known", "No: lost nodes are not fenced, and data can be destroyed"),
        ),
        Known(
            "stonith-action",
            Takes.CHOICE,
            "reboot",
            tr("known", "What is done to a node that is fenced"),
            (
                Option("reboot", tr("known", "reboot it")),
                Option("off", tr("known", "switch it off")),
            ),
        ),
        Known(
            "stonith-timeout",
            Takes.DURATION,
            "60s",
            tr("known", "How long fencing may take"),
        ),
        Known(
            "symmetric-cluster",
            Takes.FLAG,
            "true",
            tr("known", "No: resources run only where a location constraint allows it"),
        ),
        Known(
            "placement-strategy",
            Takes.CHOICE,
            "default",
            tr("known", "Whether what resources use and nodes offer counts"),
            (
                Option("default", tr("known", "does not count")),
                Option("utilization", tr("known", "must fit")),
                Option("minimal", tr("known", "on few nodes")),
                Option("balanced", tr("known", "spread out")),
            ),
        ),
        Known(
            "maintenance-mode",
            Takes.FLAG,
            "false",
            tr("known", "Yes: the cluster neither starts, stops nor watches anything"),
        ),
        Known(
            "start-failure-is-fatal",
            Takes.FLAG,
            "true",
            tr("known", "No: after a failed start it is tried again on the same node"),
        ),
        Known("concurrent-fencing", Takes.FLAG, "", tr("known", "Fence several nodes at once")),
        Known(
            "startup-fencing",
            Takes.FLAG,
            "true",
            tr("known", "Fence nodes of which nothing has been seen yet"),
        ),
        Known(
            "stop-all-resources",
            Takes.FLAG,
            "false",
            tr("known", "Yes: everything stops"),
        ),
        Known(
            "stop-orphan-resources",
            Takes.FLAG,
            "true",
            tr("known", "Stop what is no longer in the configuration"),
        ),
        Known(
            "shutdown-lock",
            Takes.FLAG,
            "false",
            tr("known", "Yes: resources wait for a node that was shut down in order"),
        ),
        Known("shutdown-lock-limit", Takes.DURATION, "0", tr("known", "How long they wait")),
        Known(
            "cluster-recheck-interval",
            Takes.DURATION,
            "15min",
            tr("known", "How often the cluster looks at rules that depend on the time"),
        ),
        Known("batch-limit", Takes.INTEGER, "0", tr("known", "Most operations at once")),
        Known("migration-limit", Takes.INTEGER, "-1", tr("known", "Most live moves at once")),
        Known(
            "node-health-strategy",
            Takes.CHOICE,
            "none",
            tr("known", "What is done about unhealthy nodes"),
            (
                Option("none", tr("known", "nothing")),
                Option("migrate-on-red", tr("known", "leave red nodes")),
                Option("only-green", tr("known", "only green nodes")),
                Option("progressive", tr("known", "add up health")),
                Option("custom", tr("known", "by own constraints")),
            ),
        ),
        Known("cluster-name", Takes.TEXT, "", tr("known", "What the cluster is called")),
    )


def operation_defaults() -> dict[str, Known]:
    """Defaults of operations by name."""
    return _by_name(
        Known("timeout", Takes.DURATION, "20s", tr("known", "How long an operation may take")),
        Known(
            "on-fail",
            Takes.CHOICE,
            "",
            tr("known", "What is done when an operation fails"),
            (
                Option("restart", tr("known", "restart it")),
                Option("stop", tr("known", "stop it")),
                Option("block", tr("known", "leave it, block it")),
                Option("fence", tr("known", "fence the node")),
                Option("standby", tr("known", "empty the node")),
                Option("ignore", tr("known", "nothing")),
            ),
        ),
        Known(
            "record-pending",
            Takes.FLAG,
            "true",
            tr("known", "Whether operations are seen while they run"),
        ),
    )


def _by_name(*items: Known) -> dict[str, Known]:
    return {item.name: item for item in items}
