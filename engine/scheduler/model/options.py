"""Cluster options, as "Cluster Options" in Pacemaker Explained gives them."""

from dataclasses import dataclass
from enum import Enum


class NoQuorum(Enum):
    """no-quorum-policy."""

    STOP = "stop"
    FREEZE = "freeze"
    IGNORE = "ignore"
    DEMOTE = "demote"
    SUICIDE = "suicide"


@dataclass(slots=True)
class Options:
    """What the properties of the cluster say, with Pacemaker's defaults."""

    symmetric: bool = True
    no_quorum: NoQuorum = NoQuorum.STOP
    fencing_enabled: bool = True
    fencing_action: str = "reboot"
    fencing_timeout_ms: int = 60_000
    concurrent_fencing: bool = False
    unfencing: bool = False
    """Whether anything in the configuration provides or requires unfencing; then it is the default
    of ``requires``."""
    priority_fencing_delay_ms: int = 0
    placement_strategy: str = "default"
    stop_all: bool = False
    stop_orphans: bool = True
    stop_orphan_actions: bool = True
    remove_after_stop: bool = False
    maintenance: bool = False
    start_failure_is_fatal: bool = True
    enable_startup_probes: bool = True
    shutdown_lock: bool = False
    shutdown_lock_limit_ms: int = 0
    health_strategy: str = "none"
    health_base: int = 0
    health_red: str = "-INFINITY"
    health_yellow: str = "0"
    health_green: str = "0"
    batch_limit: str = "0"
    cluster_delay: str = "60s"
    migration_limit: str = "-1"
