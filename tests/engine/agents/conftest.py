"""A node's surroundings for agents that are run for real."""

import os
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import pytest

from engine.agents.environment import Surroundings, action_environment
from engine.agents.names import Name, parse
from engine.agents.places import Places
from engine.agents.running import Ended, run_action

Run = Callable[..., Awaitable[Ended]]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The system's OCF agents and ours; nothing else of this machine."""
    return Places(
        ocf_root=Path("/usr/lib/ocf"),
        lsb=tmp_path / "init.d",
        heartbeat=tmp_path / "ha.d",
        fencing=(tmp_path / "sbin",),
    )


@pytest.fixture
def around(tmp_path: Path, places: Places) -> Iterator[Surroundings]:
    """A node called alpha, that ends with the test."""
    state = tmp_path / "state"
    yield Surroundings("alpha", state, places, {"HAGUI_NODE_PID": str(os.getpid())})
    for pidfile in state.glob("*.pid"):
        text = pidfile.read_text().strip()
        if text and Path(f"/proc/{text}").exists():
            os.kill(int(text), 9)


@pytest.fixture
def run(around: Surroundings) -> Run:
    """Runs one action: ``run("ocf:hagui:Dummy", "start", "resource", parameter="value")``."""

    async def action(agent: str, task: str, resource: str = "r", **parameters: str) -> Ended:
        name = parse(agent)
        assert isinstance(name, Name)
        environment = action_environment(name, resource, parameters, {})
        return await run_action(name, task, environment, around, timeout=20)

    return action
