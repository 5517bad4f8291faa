"""Faults find their way to a lab's power switch, whichever engine is left to carry them."""

import pytest

from engine.protocol.verbs import Fault, LabNode
from engine.stacks.contract import StackError
from hagui.session import harming
from hagui.session.harming import FaultFailed
from hagui.session.session import ClusterSession
from tests.hagui.session.engines import Engine, LabStack, Place, Power
from tests.hagui.session.test_session import all_up, until


async def lab(place: Place) -> tuple[ClusterSession, tuple[Engine, ...], Power]:
    """A session with a lab of three nodes."""
    power = place.power = Power()
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    await until(all_up(session))
    return session, engines, power


def followed(session: ClusterSession, engines: tuple[Engine, ...]) -> Engine:
    """The engine whose patches are shown."""
    return next(item for item in engines if item.address == session.status.followed)


async def test_a_lab_is_known_by_what_its_engines_offer(place: Place) -> None:
    session, _, _ = await lab(place)
    assert session.status.lab


async def test_pacemaker_is_no_lab(place: Place) -> None:
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    assert not session.status.lab
    with pytest.raises(FaultFailed) as raised:
        await session.fault(Fault("kill", ("node1",)))
    assert raised.value.code == "no-source"


async def test_a_node_is_never_asked_to_pull_its_own_plug(place: Place) -> None:
    session, engines, power = await lab(place)
    victim = followed(session, engines).node
    await session.fault(Fault("kill", (victim,)))
    ((asked, fault),) = power.taken
    assert asked != victim
    assert fault == Fault("kill", (victim,))
    standing = await session.standing()
    assert LabNode(victim, "off", plugged=False) in standing.nodes


async def test_the_last_engine_is_asked_even_about_itself(place: Place) -> None:
    session, engines, power = await lab(place)
    for engine in engines[1:]:
        await engine.stop()
    await until(lambda: len(session.routes()) == 1)
    await session.fault(Fault("freeze", ("node1",)))
    assert power.taken == [("node1", Fault("freeze", ("node1",)))]


async def test_a_frozen_engine_is_passed_over(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harming, "PATIENCE", 0.2)
    session, engines, power = await lab(place)
    first = followed(session, engines)
    assert isinstance(first.stack, LabStack)
    first.stack.frozen = True
    await session.fault(Fault("heal"))
    ((asked, _),) = power.taken
    assert asked != first.node
    assert (await session.standing(last=(first.node,))).cuts == ()


async def test_what_the_lab_refuses_is_said_in_its_words(place: Place) -> None:
    session, _, power = await lab(place)
    power.refuses = StackError("unknown-resource", "There is no resource web.")
    with pytest.raises(FaultFailed) as raised:
        await session.fault(Fault("fail", resource="web"))
    assert (raised.value.code, raised.value.message) == (
        "unknown-resource",
        "There is no resource web.",
    )
