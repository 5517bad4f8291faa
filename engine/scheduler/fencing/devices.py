"""Devices that unfence nodes, and whether a node was unfenced by the devices as they are now."""

from collections.abc import Iterator

from engine.scheduler.actions.digests import device_digests
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource


def unfencing_devices(cluster: Cluster) -> Iterator[Resource]:
    """The fencing devices that unfence nodes."""
    for resource in cluster.resources:
        for primitive in resource.primitives():
            if primitive.fences and (
                primitive.needs_unfencing
                or primitive.meta.get("provides", "").lower() == "unfencing"
            ):
                yield primitive


def note_devices(cluster: Cluster, node: Node, action: Action) -> bool:
    """Note the devices' digests with a fencing; whether a device is another one by now.

    A node remembers in attributes with which devices it was last unfenced.
    """
    all_known = node.attributes.get("#digests-all")
    open_known = node.attributes.get("#digests-secure") or ""
    all_now: list[str] = []
    open_now: list[str] = []
    changed = False
    for device in reversed(list(unfencing_devices(cluster))):
        name = f"{device.id}:{device.meta.get('type', '')}:"
        every, shown = device_digests(device, node)
        all_now.append(f"{name}{every},")
        open_now.append(f"{name}{shown},")
        if all_known is not None and name + every not in all_known:
            changed = changed or name + shown not in open_known
    action.meta["digests-all"] = "".join(all_now)
    action.meta["digests-secure"] = "".join(open_now)
    return changed
