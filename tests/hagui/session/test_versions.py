"""Where each engine is, whether it is followed or not."""

from engine.cib.version import Version
from tests.hagui.session.engines import Place
from tests.hagui.session.test_session import all_up, until


async def test_each_engine_tells_how_far_its_cib_is(place: Place) -> None:
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    await until(all_up(session))

    def versions() -> set[Version | None]:
        return {item.version for item in session.status.sources}

    await until(lambda: versions() == {session.live.version})
    before = session.live.version
    place.cluster.operation("webip", "node1", "stop", at=10)
    place.change()
    await until(lambda: session.live.version != before and versions() == {session.live.version})
    assert not any(item.apart for item in session.status.sources)
    place.cluster.operation("webip", "node2", "start", at=11)
    place.change(only=engines[0])
    await until(lambda: len(versions()) == 2)
    told = {item.address: item.version for item in session.status.sources}
    newest = max(version for version in told.values() if version is not None)
    assert [engine for engine in engines if told[engine.address] == newest] == [engines[0]]
    await engines[2].stop()
    address = engines[2].address
    await until(
        lambda: next(i for i in session.status.sources if i.address == address).version is None
    )
