"""Which nodes a device can fence (``pcmk_host_check``)."""

from collections.abc import Mapping
from enum import Enum
from typing import Final

from engine.agents.codes import Ocf
from engine.agents.fencing import host_list, host_map
from engine.stacks.lab.wire import Result

_DONE: Final = 0


class HostCheck(Enum):
    """How it is found out."""

    STATIC = "static-list"
    """By the list or the map in its parameters."""
    DYNAMIC = "dynamic-list"
    """By its agent's ``list``."""
    STATUS = "status"
    """By asking its agent for the node's ``status``."""
    NONE = "none"
    """It can fence every node."""


def host_check(parameters: Mapping[str, str]) -> HostCheck:
    """How to find out for one device; by ``list`` where nothing is said, as in Pacemaker."""
    word = parameters.get("pcmk_host_check", "").lower()
    if any(word == check.value for check in HostCheck):
        return HostCheck(word)
    if parameters.get("pcmk_host_list") or parameters.get("pcmk_host_map"):
        return HostCheck.STATIC
    return HostCheck.DYNAMIC


def falls_back(parameters: Mapping[str, str]) -> bool:
    """Whether a device whose agent cannot list is asked for the node's status instead."""
    return not parameters.get("pcmk_host_check")


def is_listed(parameters: Mapping[str, str], target: str) -> bool:
    """Whether the list or the map names a node."""
    listed = host_list(parameters.get("pcmk_host_list", ""))
    mapped = host_map(parameters.get("pcmk_host_map", ""))
    return _among(target, listed) or _among(target, mapped)


def lists(parameters: Mapping[str, str], result: Result, target: str) -> bool | None:
    """Whether what ``list`` said names a node, by its own name or its port's; None: no answer.

    An agent writes a line for each port: its name, and perhaps, after a comma, an alias.
    """
    if result.status != _DONE or result.rc != Ocf.OK:
        return None
    names = result.output.replace(",", " ").replace(";", " ").split()
    port = host_map(parameters.get("pcmk_host_map", "")).get(target, target)
    return _among(target, names) or _among(port, names)


def knows(result: Result) -> bool:
    """Whether the answer to ``status`` is about the node: that it is on, or off."""
    return result.status == _DONE and result.rc in (Ocf.OK, Ocf.NOT_RUNNING)


def _among(name: str, names: "Mapping[str, str] | tuple[str, ...] | list[str]") -> bool:
    return name.casefold() in map(str.casefold, names)
