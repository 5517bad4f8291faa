"""Having engines ask: what is told where they cannot, and whose clock counts."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from engine.protocol.failures import CallFailed, ConnectionLost
from engine.protocol.verbs import PROBE, Probe, Probed, ProbeResults
from hagui.monitor.probes.model import How, Miss, Result, Target
from hagui.session import probing
from hagui.session.asking import Route
from hagui.session.probing import Offset, ask_from

WEB = Target(How.HTTP, "192.0.2.1", 80, "/x", "on", 0.05, 0.5, node="node2", resource="web")


@dataclass
class Engine:
    """An engine that says what it is told to, in turn."""

    answers: list[ProbeResults | Exception]
    features: tuple[str, ...] = (PROBE.name,)
    node: str = "node2"
    asked: list[Probe] = field(default_factory=list[Probe])

    @property
    def hello(self) -> Any:
        return SimpleNamespace(node=self.node, features=self.features)

    async def call(self, _verb: object, request: Probe, *, timeout: float) -> ProbeResults:
        assert timeout > 0
        self.asked.append(request)
        if not self.answers:
            await asyncio.Event().wait()
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class Heard:
    """What came of asking."""

    results: list[Result] = field(default_factory=list[Result])
    troubles: list[str] = field(default_factory=list[str])

    def trouble(self, _target: Target, why: str) -> None:
        if not self.troubles or self.troubles[-1] != why:
            self.troubles.append(why)


async def hear(*engines: Engine, seconds: float = 0.3) -> Heard:
    heard = Heard()
    routes: Any = [Route(f"{engine.node}:5560", engine) for engine in engines]  # type: ignore[arg-type]
    asking = asyncio.create_task(
        ask_from(WEB, lambda: routes, heard.results.extend, heard.trouble, lambda: 1000.0)
    )
    await asyncio.sleep(seconds)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    return heard


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "AGAIN", 0.01)
    monkeypatch.setattr(probing, "REFUSED", 0.01)


async def test_results_come_in_our_time() -> None:
    engine = Engine(
        [
            ProbeResults((Probed(899.0, 0.1), Probed(899.5, 0.2, "refused")), 900.0),
            ProbeResults((Probed(900.0, 0.1, "something new"),), 900.0),
        ]
    )
    heard = await hear(Engine([], node="node1"), engine)
    assert [item.sent for item in heard.results] == [999.0, 999.5, 1000.0]
    assert [item.miss for item in heard.results] == [None, Miss.REFUSED, Miss.UNREACHABLE]
    assert {item.target for item in heard.results} == {WEB}
    assert engine.asked[0] == Probe("http", "192.0.2.1", 80, "/x", "on", 50, 500)
    assert heard.troubles == [""]


async def test_what_cannot_be_asked_is_said_and_tried_again() -> None:
    refusal = CallFailed("192.0.2.1:80 is no service.", code="not-a-service")
    engine = Engine([refusal, ConnectionLost("gone"), ProbeResults((), 900.0)])
    heard = await hear(engine)
    assert heard.results == []
    assert heard.troubles[0] == "192.0.2.1:80 is no service."
    assert "is not connected" in heard.troubles[1]
    assert heard.troubles[2] == ""


async def test_an_engine_that_is_not_there_or_too_old() -> None:
    assert "is not connected" in (await hear()).troubles[0]
    assert "is older and cannot ask" in (await hear(Engine([], features=()))).troubles[0]


def test_the_quickest_answer_tells_how_far_clocks_are_apart() -> None:
    offset = Offset()
    assert offset.take(100.0, 107.4) == pytest.approx(7.4)
    assert offset.take(200.0, 207.1) == pytest.approx(7.1)
    assert offset.take(300.0, 308.0) == pytest.approx(7.1)
