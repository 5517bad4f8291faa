"""Having the cluster do something, whatever becomes of the engine meanwhile."""

import asyncio

import pytest

from engine.protocol.client import Client
from engine.protocol.failures import CallFailed, ConnectionLost, EngineError
from engine.protocol.link import OnProgress
from engine.protocol.messages import Progress
from engine.protocol.verbs import Act, Cleanup, Q, R, Standby, Verb
from engine.stacks.contract import StackError
from hagui.session.acting import ActFailed, carry_out
from hagui.session.asking import Route
from tests.hagui.session.engines import Place
from tests.hagui.session.test_session import all_up, until

STANDBY = Standby(node="node1", on=True)
CLEANUP = Cleanup(resource="webip")


async def test_the_followed_engine_acts_and_reports(place: Place) -> None:
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    await until(all_up(session))
    steps: list[str] = []
    await session.act(STANDBY, lambda step: steps.append(step.stage))
    assert steps == ["accepted", "settled"]
    (acted,) = [engine for engine in engines if engine.stack.acts]
    assert acted.address == session.status.followed
    assert acted.stack.acts == [(STANDBY, "alice")]


async def test_an_engine_without_its_stack_is_passed_over(place: Place) -> None:
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    await until(all_up(session))
    first = next(item for item in engines if item.address == session.status.followed)
    first.stack.down = StackError("stack-down", "Pacemaker is down there.")
    await session.act(STANDBY)
    assert not first.stack.acts
    assert sum(len(engine.stack.acts) for engine in engines) == 1


async def test_an_order_that_was_taken_is_not_repeated(place: Place) -> None:
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    await until(all_up(session))
    first = next(item for item in engines if item.address == session.status.followed)
    first.stack.release.clear()
    accepted = asyncio.Event()
    acting = asyncio.create_task(session.act(CLEANUP, lambda _: accepted.set()))
    await accepted.wait()
    stopping = asyncio.create_task(first.stop())
    with pytest.raises(ActFailed) as raised:
        await acting
    first.stack.release.set()
    await stopping
    assert raised.value.code == "lost-after-accepted"
    assert raised.value.unsure
    assert sum(len(engine.stack.acts) for engine in engines) == 1


async def test_without_any_engine_nothing_is_done(place: Place) -> None:
    session = place.session("127.0.0.1:1")
    with pytest.raises(ActFailed) as raised:
        await session.act(STANDBY)
    assert raised.value.code == "no-source"
    assert not raised.value.unsure
    assert "nothing was changed" in raised.value.message


class Broken(Client):
    """An engine that is lost, or says no, as soon as it is asked."""

    def __init__(self, *answers: EngineError | None) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    async def call(
        self,
        verb: Verb[Q, R],
        request: Q,
        progress: OnProgress | None = None,
        *,
        timeout: float | None = None,
    ) -> R:
        assert isinstance(request, verb.request)
        assert timeout is None
        self.asked.append(verb.name)
        answer = self.answers.pop(0)
        if answer is not None:
            raise answer
        if progress is not None:
            progress(Progress(1, "settled"))
        return verb.reply()


async def carried_out(act: Act, *clients: Broken) -> str:
    routes = [Route(f"node{number}:5560", client) for number, client in enumerate(clients, 1)]
    try:
        await carry_out(act, lambda: routes, None)
    except ActFailed as failed:
        return failed.code
    return "done"


async def test_a_destructive_act_of_unknown_outcome_is_not_repeated() -> None:
    """An engine lost between the request and its first word cannot be had from a real one."""
    first, second = Broken(ConnectionLost("gone")), Broken(None)
    assert await carried_out(STANDBY, first, second) == "outcome-unknown"
    assert second.asked == []


async def test_what_does_no_harm_twice_goes_to_another() -> None:
    first, second = Broken(ConnectionLost("gone")), Broken(None)
    assert await carried_out(CLEANUP, first, second) == "done"
    assert second.asked == ["cleanup_rsc"]


async def test_a_refusal_is_final() -> None:
    first, second = Broken(CallFailed("no", code="denied")), Broken(None)
    assert await carried_out(CLEANUP, first, second) == "denied"
    assert second.asked == []


async def test_the_stacks_own_words_come_through_when_all_are_down() -> None:
    down = CallFailed("Pacemaker is down", code="stack-down")
    assert await carried_out(STANDBY, Broken(down), Broken(down)) == "stack-down"
