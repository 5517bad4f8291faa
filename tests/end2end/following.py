"""The desktop's session and model on a rig, without its window."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.cib.state.model import ClusterState
from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import SourcesStatus
from hagui.session.credentials import Credentials
from hagui.session.pins import PinStore, TrustQuestion
from hagui.session.profile import Profile
from hagui.session.session import ClusterSession, Means
from hagui.session.trusting import Trusting
from tests.rig import Node, Rig


@dataclass(slots=True)
class Desktop:
    """What the window would be told, kept."""

    live: LiveCluster = field(default_factory=LiveCluster)
    changes: list[ChangeSet] = field(default_factory=list[ChangeSet])
    statuses: list[SourcesStatus] = field(default_factory=list[SourcesStatus])

    def changed(self, change: ChangeSet) -> None:
        """As the session's listener."""
        self.changes.append(change)

    def sources(self, status: SourcesStatus) -> None:
        """As the session's listener."""
        self.statuses.append(status)

    def state(self) -> ClusterState:
        """What is shown now."""
        return self.live.state


async def _trust(_question: TrustQuestion) -> bool:
    return True


@asynccontextmanager
async def session_on(rig: Rig, listener: Desktop, *nodes: Node) -> AsyncGenerator[ClusterSession]:
    """A session that follows the engines of these nodes (all where none are named), logged in
    with the rig's token."""
    addresses = tuple(f"{node.address}:{node.port}" for node in nodes or rig.nodes)
    profile = Profile("rig", addresses, token=str(rig.token_file))
    with TemporaryDirectory() as folder:
        trusting = Trusting(PinStore(Path(folder) / "pins.json"), _trust)
        means = Means(Credentials("", token=profile.token), trusting)
        session = ClusterSession(profile, listener.live, listener, means)
        session.start()
        try:
            async with asyncio.timeout(20):
                await session.connected()
                while not listener.live.loaded:
                    await asyncio.sleep(0.02)
            yield session
        finally:
            await session.close()


@asynccontextmanager
async def follow(rig: Rig, *nodes: Node) -> AsyncGenerator[Desktop]:
    """A desktop connected to these nodes of the rig, or to all, showing the cluster."""
    desktop = Desktop()
    async with session_on(rig, desktop, *nodes):
        yield desktop
