"""Real clusters on one machine: Corosync, Pacemaker and an engine per node, in namespaces.

Every node has namespaces of its own (processes, mounts, network, host name) and an address in
the rig's private range, which the host reaches too; so a desktop on the host connects to each
node's engine as it would to three machines. A supervisor process per rig owns all of it and is
also the power switch that the nodes' fencing asks.

All namespaces are anonymous and end with their last process, and every process dies with the
supervisor: what a crash can leave behind is a folder, which the next bring-up sweeps.
"""

from tests.rig.cluster import Rig
from tests.rig.errors import RigError
from tests.rig.node import Node
from tests.rig.requirements import missing

__all__ = ["Node", "Rig", "RigError", "missing"]
