"""What the configuration alone says of where resources may run, whatever the status."""

import copy

from lxml import etree

# The rules for each kind register themselves.
import engine.scheduler.placement.rules  # noqa: F401 # pyright: ignore[reportUnusedImport]
from engine.cib.document import Cib
from engine.cib.xml import attributes
from engine.scheduler.constraints.preferences import apply_preferences
from engine.scheduler.constraints.read import read_constraints
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.status.read import read_cluster


def read_configured(cib: Cib, now: float) -> Cluster:
    """The cluster with its nodes and resources; ``Resource.allowed`` has the locations added up.

    Args:
        cib: read only; its status does not count.
        now: seconds since 1970, for rules.
    """
    root = etree.Element("cib", attributes(cib.root))
    configuration = cib.section("configuration")
    if configuration is not None:
        root.append(copy.deepcopy(configuration))
    cluster = read_cluster(Cib(root), now)
    read_constraints(cluster)
    apply_preferences(cluster)
    return cluster
