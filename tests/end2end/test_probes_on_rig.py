"""A real node's engine asks for the cluster's address, while the node that has it goes down."""

import asyncio
from collections.abc import Callable

import pytest

from engine.protocol.client import Client
from engine.protocol.failures import CallFailed
from engine.protocol.trust import Pin
from engine.protocol.verbs import PROBE, Probe, Probed
from tests.rig import Node, Rig

pytestmark = pytest.mark.rig

PATIENCE = 60.0


async def connected(rig: Rig, node: Node) -> Client:
    client = await Client.connect(node.address, node.port, Pin(node.fingerprint))
    await client.login(token=rig.token_file.read_text().strip())
    return client


async def until(
    client: Client, request: Probe, holds: Callable[[list[Probed]], object]
) -> list[Probed]:
    """Ask on until what came of it is so."""
    found: list[Probed] = []
    async with asyncio.timeout(PATIENCE):
        while not holds(found):
            found += (await client.call(PROBE, request)).results
    return found


def test_an_engine_sees_the_address_go_and_come(rig: Rig) -> None:
    home = rig[str(rig.crm_mon().xpath("string(resources//resource[@id='webip']/node/@name)"))]
    asker = next(node for node in rig.nodes if node is not home)
    pings = Probe("icmp", rig.webip, interval_ms=100, timeout_ms=500)

    async def asked() -> list[Probed]:
        client = await connected(rig, asker)
        try:
            for other in (
                Probe("tcp", rig.webip, 22),
                Probe("tcp", home.address, home.port),
                Probe("icmp", home.address),
            ):
                with pytest.raises(CallFailed) as refused:
                    await client.call(PROBE, other)
                assert refused.value.code == "not-a-service"
            found = await until(client, pings, lambda found: found)
            if found[0].miss == "not-allowed":  # as in a namespace that was just made
                allow = ["sysctl", "-w", "net.ipv4.ping_group_range=0 2147483647"]
                await asyncio.to_thread(asker.run, allow)
            found = await until(client, pings, lambda found: found and not found[-1].miss)
            await asyncio.to_thread(home.kill)
            found += await until(client, pings, lambda found: found and found[-1].miss)
            found += await until(client, pings, lambda found: found and not found[-1].miss)
        finally:
            await client.close()
        return found

    found = asyncio.run(asked())
    assert [item.sent for item in found] == sorted(item.sent for item in found)
    assert {item.miss for item in found} - {"", "not-allowed"} <= {"timeout", "unreachable"}
