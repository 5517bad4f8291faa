import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from engine.agents import trees
from engine.agents.codes import Ocf
from engine.agents.environment import action_environment
from engine.stacks.lab.around import surroundings
from engine.stacks.lab.instructions import AgentEnded, AttributeSet, RunAgent
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.shell.actions import Actions
from engine.stacks.lab.wire import Agent


class Floor:
    """Agents that run, and what was told of them."""

    def __init__(self, folder: Folder) -> None:
        self.told: list[AgentEnded | AttributeSet] = []
        self.news = asyncio.Event()
        self.actions = Actions(surroundings(folder, "alpha"), self._tell)

    def _tell(self, event: AgentEnded | AttributeSet) -> None:
        self.told.append(event)
        self.news.set()

    def run(self, number: int, type_: str, task: str, **parameters: str) -> None:
        agent = Agent("ocf", type_, "hagui")
        environment = action_environment(agent, "r", parameters, {})
        self.actions.run(RunAgent(number, agent, "r", task, environment, 20_000))

    async def end(self, number: int) -> AgentEnded:
        async with asyncio.timeout(20):
            while True:
                for event in self.told:
                    if isinstance(event, AgentEnded) and event.number == number:
                        return event
                self.news.clear()
                await self.news.wait()


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    made = Floor(Folder(tmp_path))
    yield made
    await made.actions.close()


async def test_an_agent_runs_to_its_end(floor: Floor) -> None:
    floor.run(1, "Dummy", "start")
    assert (await floor.end(1)).rc == Ocf.OK
    floor.run(2, "Dummy", "monitor")
    assert (await floor.end(2)).rc == Ocf.OK
    floor.run(3, "Dummy", "stop")
    await floor.end(3)
    floor.run(4, "Dummy", "monitor")
    assert (await floor.end(4)).rc == Ocf.NOT_RUNNING


async def test_one_that_is_not_there(floor: Floor) -> None:
    floor.run(1, "Nothing", "start")
    assert (await floor.end(1)).missing


async def test_one_is_ended_with_all_its_children(floor: Floor) -> None:
    floor.run(1, "Delay", "start", startdelay="60")
    floor.run(2, "Dummy", "start")
    await floor.end(2)
    floor.actions.kill(1)
    assert (await floor.end(1)).killed
    assert list(trees.children(os.getpid())) == []
    floor.actions.kill(1)  # has ended already


async def test_attributes_are_told_before_the_end(floor: Floor, tmp_path: Path) -> None:
    floor.run(1, "Database", "start")
    await floor.end(1)
    assert floor.told[0] == AttributeSet("master-r", "5")
    floor.run(2, "Database", "stop")
    await floor.end(2)
    assert floor.told[2] == AttributeSet("master-r", None)


async def test_why_one_failed_is_told(floor: Floor) -> None:
    floor.run(1, "Dummy", "start", state="/proc/none/state")
    ended = await floor.end(1)
    assert (ended.rc, ended.reason) == (
        Ocf.BAD_ARGUMENTS,
        "The folder of the state file /proc/none/state does not exist",
    )


async def test_what_cannot_be_begun_fails_as_an_action_does(tmp_path: Path) -> None:
    (tmp_path / "nodes").write_text("no folder")
    floor = Floor(Folder(tmp_path))
    floor.run(1, "Dummy", "start")
    ended = await floor.end(1)
    assert (ended.rc, ended.reason) == (Ocf.ERROR, "It could not be run: Not a directory")
    await floor.actions.close()


async def test_the_end_ends_all(floor: Floor) -> None:
    floor.run(1, "Delay", "start", startdelay="60")
    await asyncio.sleep(0.1)
    await floor.actions.close()
    assert floor.told == []
    assert list(trees.children(os.getpid())) == []
    floor.run(2, "Dummy", "start")
    await asyncio.sleep(0)
    assert floor.told == []
