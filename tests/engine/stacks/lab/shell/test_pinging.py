import asyncio
import socket

import pytest

from engine.stacks.lab.settings import PingGroup
from engine.stacks.lab.shell.pinging import Pings
from tests.engine.stacks.lab.pinged import able

HERE = PingGroup("router", ("127.0.0.1",))


class Answers:
    """Who answered."""

    def __init__(self, *groups: PingGroup, pause: float = 0.0) -> None:
        self.names: list[str] = []
        self.news = asyncio.Event()
        self.pings = Pings(groups, pause, self._tell)

    def _tell(self, name: str) -> None:
        self.names.append(name)
        self.news.set()

    async def first(self) -> str:
        async with asyncio.timeout(10):
            await self.news.wait()
        return self.names[0]


@able
async def test_a_host_answers() -> None:
    answers = Answers(HERE)
    assert answers.pings.open() == ""
    answers.pings.ask("router")
    assert await answers.first() == "router"
    await answers.pings.close()


@able
async def test_a_group_answers_if_one_of_it_does() -> None:
    answers = Answers(PingGroup("uplinks", ("no-such-host.invalid", "127.0.0.1")))
    answers.pings.open()
    answers.pings.ask("uplinks")
    assert await answers.first() == "uplinks"
    await answers.pings.close()


@able
async def test_nobody_is_asked_all_the_time() -> None:
    answers = Answers(HERE, pause=3600.0)
    answers.pings.open()
    answers.pings.ask("router")
    await answers.first()
    for _ in range(5):
        answers.pings.ask("router")
        await asyncio.sleep(0.02)
    assert answers.names == ["router"]
    await answers.pings.close()


async def test_who_cannot_be_asked_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError("not for you")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setenv("PATH", "/nowhere")
    answers = Answers(HERE)
    assert "no program ping" in answers.pings.open()
    answers.pings.ask("router")
    await answers.pings.close()
    assert answers.names == []


async def test_none_that_are_named_cost_nothing() -> None:
    answers = Answers()
    assert answers.pings.open() == ""
    answers.pings.ask("router")
    await answers.pings.close()
