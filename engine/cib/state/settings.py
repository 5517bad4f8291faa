"""The cluster properties that decide how status is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.cib.boolean import parse_boolean
from engine.cib.score import INFINITY, parse_score
from engine.cib.state.nvpairs import References, unpack
from engine.cib.state.rules import Circumstances
from engine.cib.state.values import is_true, parse_integer, parse_milliseconds
from engine.cib.xml import Element

_POLICIES: Final = frozenset({"ignore", "freeze", "demote", "suicide", "stop"})
_STRATEGIES: Final = frozenset({"migrate-on-red", "only-green", "progressive", "custom"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Cluster properties in force, defaults filled in."""

    properties: Mapping[str, str]
    quorate: bool
    fencing_enabled: bool
    startup_fencing: bool
    watchdog: bool
    no_quorum_policy: str
    maintenance: bool
    symmetric: bool
    stop_orphans: bool
    stop_all: bool
    start_failure_is_fatal: bool
    shutdown_lock: bool
    shutdown_lock_limit: int
    """Seconds; 0 means without limit."""
    health_strategy: str
    health_scores: Mapping[str, int]


def read_settings(root: Element, circumstances: Circumstances, references: References) -> Settings:
    """The properties of a CIB, the set ``cib-bootstrap-options`` before any other."""
    properties: dict[str, str] = {}
    unpack(
        root.find("configuration/crm_config"),
        "cluster_property_set",
        properties,
        circumstances,
        references,
        first="cib-bootstrap-options",
    )

    def flag(name: str, *, default: bool) -> bool:
        value = parse_boolean(properties.get(name))
        return default if value is None else value

    quorate = is_true(root.get("have-quorum"))
    fencing = flag("stonith-enabled", default=True)
    lock = flag("shutdown-lock", default=False)
    limit = parse_milliseconds(properties.get("shutdown-lock-limit")) // 1000 if lock else 0
    strategy = (properties.get("node-health-strategy") or "").lower()
    return Settings(
        properties=properties,
        quorate=quorate,
        fencing_enabled=fencing,
        startup_fencing=fencing and flag("startup-fencing", default=True),
        watchdog=flag("have-watchdog", default=False),
        no_quorum_policy=_policy(root, properties, quorate=quorate, fencing=fencing),
        maintenance=flag("maintenance-mode", default=False),
        symmetric=flag("symmetric-cluster", default=True),
        stop_orphans=flag("stop-orphan-resources", default=True),
        stop_all=flag("stop-all-resources", default=False),
        start_failure_is_fatal=flag("start-failure-is-fatal", default=True),
        shutdown_lock=lock,
        shutdown_lock_limit=limit,
        health_strategy=strategy if strategy in _STRATEGIES else "none",
        health_scores=_health_scores(strategy, properties),
    )


def _policy(root: Element, properties: Mapping[str, str], *, quorate: bool, fencing: bool) -> str:
    policy = (properties.get("no-quorum-policy") or "stop").lower()
    if policy not in _POLICIES:
        return "stop"
    if policy == "suicide":
        # Nodes kill themselves only where fencing is on and there has ever been quorum.
        panic = parse_integer(root.get("no-quorum-panic")) != 0
        return "suicide" if fencing and (panic or quorate) else "stop"
    return policy


def _health_scores(strategy: str, properties: Mapping[str, str]) -> dict[str, int]:
    if strategy == "migrate-on-red":
        return {"red": -INFINITY, "yellow": 0, "green": 0}
    if strategy == "only-green":
        return {"red": -INFINITY, "yellow": -INFINITY, "green": 0}
    if strategy in ("progressive", "custom"):
        return {
            "red": parse_score(properties.get("node-health-red", "-INFINITY")),
            "yellow": parse_score(properties.get("node-health-yellow")),
            "green": parse_score(properties.get("node-health-green")),
        }
    return {"red": 0, "yellow": 0, "green": 0}
