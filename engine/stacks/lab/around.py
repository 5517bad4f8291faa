"""What agents on a lab's node are told besides what they are about."""

import sys
from collections.abc import Mapping

from engine.agents.environment import Surroundings
from engine.agents.places import here
from engine.stacks.lab.layout import Folder


def surroundings(folder: Folder, node: str, pid: int | None = None) -> Surroundings:
    """Those of a node; ``pid`` is its engine's process, with which all helpers end."""
    own: dict[str, str] = {
        "HAGUI_SHARED": str(folder.shared),
        "HAGUI_PYTHON": sys.executable,
        "HAGUI_POWER": str(folder.socket),
    }
    process: Mapping[str, str] = {} if pid is None else {"HAGUI_NODE_PID": str(pid)}
    return Surroundings(
        node=node, state=folder.node(node).run, places=here(), own={**own, **process}
    )
