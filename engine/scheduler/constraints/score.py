"""Scores in constraints and attributes, where the colours of node health are scores too."""

from engine.cib.score import INFINITY, parse_score
from engine.scheduler.model.cluster import Cluster

_ONLY_GREEN = {"red": -INFINITY, "yellow": -INFINITY, "green": 0}
_ON_RED = {"red": -INFINITY, "yellow": 0, "green": 0}
_NONE = {"red": 0, "yellow": 0, "green": 0}


def colours(cluster: Cluster) -> dict[str, int]:
    """The score of each colour under the cluster's node-health-strategy."""
    options = cluster.options
    strategy = options.health_strategy.lower()
    if strategy == "only-green":
        return _ONLY_GREEN
    if strategy == "migrate-on-red":
        return _ON_RED
    if strategy in ("progressive", "custom"):
        return {
            "red": parse_score(options.health_red),
            "yellow": parse_score(options.health_yellow),
            "green": parse_score(options.health_green),
        }
    return _NONE


def read_score(cluster: Cluster, text: str | None) -> int:
    """The score that ``text`` means; 0 where it means none."""
    if text is None:
        return 0
    colour = colours(cluster).get(text.lower())
    return parse_score(text) if colour is None else colour
