"""The rig's network: a bridge in a namespace of its own, a cable to each node and to the host."""

import asyncio

from tests.rig.errors import RigError
from tests.rig.places import Place

HOST = 1
"""Last number of the host's address in a rig."""
FIRST_NODE = 11


async def ip(*words: str, within: int | None = None) -> None:
    """Run ``ip``, in the network namespace of process ``within`` where given.

    Raises:
        RigError: it failed.
    """
    enter = () if within is None else ("nsenter", "--target", str(within), "--net")
    process = await asyncio.create_subprocess_exec(
        *enter, "ip", *words, stderr=asyncio.subprocess.PIPE, stdin=asyncio.subprocess.DEVNULL
    )
    _, told = await process.communicate()
    if process.returncode:
        raise RigError(f"ip {' '.join(words)} failed: {told.decode().strip()}")


async def lay_bridge(place: Place, switch: int) -> None:
    """Make the bridge in the namespace of process ``switch`` and the host's cable to it."""
    await ip("link", "add", "bridge", "type", "bridge", "forward_delay", "0", within=switch)
    await ip("link", "set", "bridge", "up", within=switch)
    await ip(
        *("link", "add", place.link, "type", "veth"),
        *("peer", "name", "host", "netns", str(switch)),
    )
    await ip("link", "set", "host", "master", "bridge", "up", within=switch)
    await ip("address", "add", f"{place.prefix}{HOST}/24", "dev", place.link)
    await ip("link", "set", place.link, "up")


def hardware_address(address: str) -> str:
    """The Ethernet address of the node with that IPv4 address.

    A machine keeps its own through a reboot. With a new one, whoever knew the old one would not
    reach the node for as long as its neighbour entry counts as fresh: many seconds.
    """
    return ":".join(["02", "68", *(f"{int(number):02x}" for number in address.split("."))])


async def plug(port: str, address: str, node: int, switch: int, *, connected: bool) -> None:
    """Give the node whose first process is ``node`` its interface, cabled to the bridge."""
    await ip(
        *("link", "add", port, "type", "veth"),
        *("peer", "name", "eth0", "address", hardware_address(address), "netns", str(node)),
        within=switch,
    )
    await ip("link", "set", port, "master", "bridge", within=switch)
    await set_cable(port, switch, connected=connected)
    await ip("link", "set", "lo", "up", within=node)
    await ip("address", "add", f"{address}/24", "dev", "eth0", within=node)
    await ip("link", "set", "eth0", "up", within=node)


async def set_cable(port: str, switch: int, *, connected: bool) -> None:
    """Connect or pull the cable at the bridge: the node sees its carrier come or go."""
    await ip("link", "set", port, "up" if connected else "down", within=switch)


async def unplug(port: str, switch: int) -> None:
    """Remove a dead node's cable; the kernel may have been faster."""
    try:
        await ip("link", "delete", port, within=switch)
    except RigError:
        return
