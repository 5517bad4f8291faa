"""Clusters that cannot fence, or not every node."""

import re
from collections.abc import Iterator
from typing import Final

from engine.cib.advice.known import Known, listed, warning
from engine.cib.advice.placement import Placement
from engine.cib.boolean import parse_boolean
from engine.cib.duration import parse_duration
from engine.cib.finding import Finding
from engine.cib.views import Primitive

_LIST: Final = re.compile(r"[\s,;]+")
_MAP: Final = re.compile(r"[\s;]+")


def missing_fencing(known: Known, placement: Placement) -> Iterator[Finding]:
    """Fencing is off, no device does it, or a node is left out by every device."""
    del placement
    devices = [primitive for primitive in known.configuration.primitives() if primitive.fencing]
    if len(known.members) == 1 or len(devices) == sum(1 for _ in known.configuration.primitives()):
        return  # nothing to protect, or nobody to protect it from
    if not known.option("stonith-enabled", default=True):
        yield warning(
            "fencing-off",
            None,
            "Fencing is off (stonith-enabled=false): a node that no longer answers may go on "
            "writing while another one takes over, which destroys data.",
        )
        return
    working = [device for device in devices if known.stopped(device) is None]
    if not working and not _by_watchdog(known):
        yield _none(devices)
    elif working:
        yield from _unreachable(known, working)


def _none(devices: list[Primitive]) -> Finding:
    if not devices:
        return warning(
            "no-fencing-device",
            None,
            "Fencing is on and there is no fencing device: resources do not start, and nothing "
            "is recovered when a node is lost.",
        )
    names = listed([device.id for device in devices])
    return warning(
        "fencing-stopped",
        devices[0].id,
        f"Every fencing device is told to stay stopped ({names}), so that nothing can be fenced.",
        devices=names,
    )


def _by_watchdog(known: Known) -> bool:
    properties = known.configuration.properties
    timeout = parse_duration(properties.get("stonith-watchdog-timeout")) or 0
    return bool(parse_boolean(properties.get("have-watchdog"))) and timeout != 0


def _unreachable(known: Known, devices: list[Primitive]) -> Iterator[Finding]:
    reached: set[str] = set()
    for device in devices:
        targets = _targets(device)
        if targets is None:
            return
        reached |= targets
    for node in known.members:
        if node.uname.lower() not in reached:
            yield warning(
                "node-without-fencing",
                node.id,
                f"No fencing device can fence {node.uname}: none of them lists it.",
                node=node.uname,
            )


def _targets(device: Primitive) -> set[str] | None:
    """Nodes that a device says it fences; None where only asking it can tell."""
    hosts = device.parameters.get("pcmk_host_list") or ""
    ports = device.parameters.get("pcmk_host_map") or ""
    check = (device.parameters.get("pcmk_host_check") or "").lower()
    if check not in {"", "static-list"} or not (hosts or ports):
        return None
    names = [name for name in _LIST.split(hosts) if name]
    names += [re.split("[:=]", entry)[0] for entry in _MAP.split(ports) if entry]
    return {name.lower() for name in names}
