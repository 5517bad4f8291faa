"""The live copy that most tests of the monitor follow."""

import pytest

from hagui.cluster.live import LiveCluster
from tests.hagui.cluster.mini import MiniCluster, Story


@pytest.fixture
def story() -> Story:
    """Three nodes, with webip on node1, a clone ping everywhere, and db promoted on node1."""
    cluster = MiniCluster()
    cluster.primitive("webip")
    cluster.clone("ping")
    cluster.clone("db", promotable="true")
    cluster.operation("webip", "node1", "start", at=-100, ms=300)
    for node in cluster.nodes:
        cluster.operation("ping", node, "start", at=-100)
        cluster.operation("db", node, "start", at=-100)
    cluster.operation("db", "node1", "promote", at=-90)
    return Story(cluster, LiveCluster())
