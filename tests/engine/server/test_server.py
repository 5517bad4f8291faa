"""A client and a server over real TLS."""

from engine.protocol.messages import CibPatch, CibSnapshot, NodeFacts, StackStatus
from tests.engine.server.conftest import StartRig


async def test_a_subscriber_gets_the_snapshot_and_then_every_patch(start: StartRig) -> None:
    rig = await start()
    client = await rig.login()
    assert client.hello.node == "node1"
    await client.subscribe()
    got: list[object] = []
    for _ in range(5):
        rig.stack.change()
    async for message in client.messages():
        got.append(message)
        if isinstance(message, CibPatch) and message.target == (0, 1, 5):
            break
    assert [type(m) for m in got[:3]] == [StackStatus, NodeFacts, CibSnapshot]
    snapshot = got[2]
    assert isinstance(snapshot, CibSnapshot)
    version = snapshot.version
    for patch in got[3:]:
        assert isinstance(patch, CibPatch)
        assert patch.source == version
        version = patch.target
