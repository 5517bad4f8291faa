"""A cluster on loopback that sessions connect to."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from engine.server.certificate import ensure
from tests.hagui.cluster.mini import MiniCluster
from tests.hagui.session.engines import Place


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("engine") / "engine.pem"
    ensure(path, "node1")
    return path


@pytest.fixture
async def place(pem: Path, tmp_path: Path) -> AsyncIterator[Place]:
    cluster = MiniCluster()
    cluster.properties["stonith-enabled"] = "false"
    cluster.primitive("webip")
    cluster.operation("webip", "node1", "start", at=-100)
    made = Place(cluster, pem, tmp_path)
    yield made
    await made.close()
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    assert not left, "tasks were left behind"
