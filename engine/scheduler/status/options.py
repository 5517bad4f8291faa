"""The cluster's properties; see "Cluster Options" in Pacemaker Explained."""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from engine.cib.boolean import parse_boolean
from engine.cib.score import parse_score
from engine.cib.state.settings import Settings
from engine.cib.state.values import parse_milliseconds
from engine.cib.xml import Element
from engine.scheduler.model.options import NoQuorum, Options

_UNFENCING: Final = etree.XPath(
    "boolean(configuration//meta_attributes/nvpair"
    "[(@name='provides' or @name='requires') and @value='unfencing'])"
)


def read_options(root: Element, settings: Settings) -> Options:
    """All properties in force, with Pacemaker's defaults for what is absent or means nothing."""
    properties = settings.properties

    def flag(name: str, *, default: bool) -> bool:
        value = parse_boolean(properties.get(name))
        return default if value is None else value

    return Options(
        symmetric=settings.symmetric,
        no_quorum=NoQuorum(settings.no_quorum_policy),
        fencing_enabled=settings.fencing_enabled,
        fencing_action=_fencing_action(properties),
        fencing_timeout_ms=_duration(properties, "stonith-timeout", 60_000),
        concurrent_fencing=flag("concurrent-fencing", default=False),
        unfencing=_UNFENCING(root) is True,
        priority_fencing_delay_ms=_duration(properties, "priority-fencing-delay", 0),
        placement_strategy=_one_of(
            properties, "placement-strategy", ("default", "utilization", "minimal", "balanced")
        ),
        stop_all=settings.stop_all,
        stop_orphans=settings.stop_orphans,
        stop_orphan_actions=flag("stop-orphan-actions", default=True),
        remove_after_stop=flag("remove-after-stop", default=False),
        maintenance=settings.maintenance,
        start_failure_is_fatal=settings.start_failure_is_fatal,
        enable_startup_probes=flag("enable-startup-probes", default=True),
        shutdown_lock=settings.shutdown_lock,
        shutdown_lock_limit_ms=settings.shutdown_lock_limit * 1000,
        health_strategy=settings.health_strategy,
        health_base=parse_score(properties.get("node-health-base")),
        health_red=properties.get("node-health-red", "-INFINITY"),
        health_yellow=properties.get("node-health-yellow", "0"),
        health_green=properties.get("node-health-green", "0"),
        batch_limit=properties.get("batch-limit", "0"),
        cluster_delay=properties.get("cluster-delay", "60s"),
        migration_limit=properties.get("migration-limit", "-1"),
    )


def _fencing_action(properties: Mapping[str, str]) -> str:
    word = _one_of(properties, "stonith-action", ("reboot", "off", "poweroff"))
    return "off" if word == "poweroff" else word


def _one_of(properties: Mapping[str, str], name: str, words: tuple[str, ...]) -> str:
    """The property where it is one of the words that may be said, else the first of them."""
    value = properties.get(name, "").lower()
    return value if value in words else words[0]


def _duration(properties: Mapping[str, str], name: str, default: int) -> int:
    text = properties.get(name)
    return default if text is None else parse_milliseconds(text)
