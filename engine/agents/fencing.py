"""What a fence agent is told, by the fence agents' API: ``name=value`` lines on its input.

The parameters called ``pcmk_*`` are for the cluster, not for the agent (pacemaker-fenced(7)).
"""

from collections.abc import Mapping
from typing import Final

TARGET: Final = "CRM_meta_on_node"
"""Meta attribute of a fencing step: the node that it is about."""
ACTION: Final = "CRM_meta_stonith_action"
"""Meta attribute of a fencing step: ``off``, ``reboot`` or ``on``."""
FENCING: Final = frozenset({"off", "reboot", "on"})
_WATCHING: Final = frozenset({"start", "monitor"})
_OURS: Final = ("pcmk_", "crm_feature_set")


def fence_action(task: str, meta: Mapping[str, str]) -> str:
    """What is asked of a device: to start it or watch it is to ask whether it answers."""
    if task == "stonith":
        return meta.get(ACTION, "reboot")
    return "monitor" if task in _WATCHING else task


def fence_input(task: str, parameters: Mapping[str, str], meta: Mapping[str, str]) -> str:
    """What a fence agent reads.

    Args:
        task: ``off``, ``reboot``, ``on`` or ``stonith`` (then ``meta`` says which of them), or
            ``start``, ``monitor``, ``list``, ``metadata``, ….
        parameters: of the device; ``pcmk_reboot_action`` and its like rename actions,
            ``pcmk_host_map`` and ``pcmk_host_argument`` say how the node is named.
        meta: of the operation.
    """
    wanted = fence_action(task, meta)
    lines = [f"action={parameters.get(f'pcmk_{wanted}_action', wanted)}"]
    target = meta.get(TARGET)
    if target is not None and wanted not in ("monitor", "list", "metadata"):
        port = host_map(parameters.get("pcmk_host_map", "")).get(target, target)
        lines.append(f"nodename={target}")
        argument = parameters.get("pcmk_host_argument", "port")
        # A port that is set in the device itself is what the administrator wants
        if argument != "none" and argument not in parameters:
            lines += [f"{name}={port}" for name in _names(argument)]
    lines += [
        f"{name}={value}"
        for name, value in sorted(parameters.items())
        if not name.startswith(_OURS) and name != "action" and "\n" not in name + value
    ]
    return "".join(f"{line}\n" for line in lines)


def host_map(text: str) -> dict[str, str]:
    """``node:port;node:port`` (also with spaces, tabs or commas between the pairs of one port)."""
    pairs: dict[str, str] = {}
    for part in text.replace(";", " ").split():
        node, separator, port = part.partition(":")
        if not separator:
            node, separator, port = part.partition("=")
        if node and separator and port:
            pairs[node] = port
    return pairs


def host_list(text: str) -> tuple[str, ...]:
    """``pcmk_host_list``: nodes between spaces, commas or semicolons."""
    return tuple(text.replace(",", " ").replace(";", " ").split())


def _names(argument: str) -> tuple[str, ...]:
    """Today's fence agents call it ``plug`` and still read ``port``."""
    return ("port", "plug") if argument == "port" else (argument,)
