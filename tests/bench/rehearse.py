"""From a question to the prediction, through a real engine, beside the scheduler alone.

    python -m tests.bench.rehearse [ROUNDS]

The question: a node goes to standby, as an edit of the draft. The engine serves a CIB from memory
on loopback and runs crm_simulate as on a cluster; the peer is crm_simulate on the same edited CIB
as a file, with nothing around it, measured in turn with hagui. On a busy machine the engine's run
takes longer, for it gives way to others and the peer does not.
"""

import asyncio
import gc
import subprocess
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.cib.edits.vocabulary import SetNodeAttribute
from engine.cib.transition.read import read_graph
from engine.cib.version import Version
from engine.protocol.verbs import Injection, Simulated
from hagui.cluster.changes import ChangeSet
from hagui.cluster.draft.draft import Draft
from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.sources import SourcesStatus
from hagui.session.credentials import Credentials
from hagui.session.pins import PinStore, TrustQuestion
from hagui.session.profile import Profile
from hagui.session.session import ClusterSession, Means
from hagui.session.trusting import Trusting
from hagui.workbench.rehearsing import EngineRehearser
from tests.bench.figures import emit, percentile
from tests.bench.generate import generate
from tests.bench.loopback import Served, serving

SIZES = ((3, 10), (16, 500))
PEER = "crm_simulate -R on a file"


class Timed:
    """A session that notes how long the engine's scheduler took."""

    def __init__(self, session: ClusterSession) -> None:
        self._session = session
        self.seconds = 0.0

    async def simulate(
        self,
        diff: str,
        base: Version,
        inject: tuple[Injection, ...] = (),
        date: int | None = None,
    ) -> Simulated:
        answer = await self._session.simulate(diff, base, inject, date)
        self.seconds = answer.seconds
        return answer


class Listener:
    """Does nothing with what it is told."""

    def changed(self, change: ChangeSet) -> None:
        """As the session's listener."""

    def sources(self, status: SourcesStatus) -> None:
        """As the session's listener."""


async def main(rounds: int) -> None:
    """Measure and print."""
    for nodes, resources in SIZES:
        with TemporaryDirectory() as name:
            folder = Path(name)
            with serving(generate(nodes, resources), folder) as engine:
                async with connected(folder, engine) as session:
                    await measure(session, folder, nodes, resources, rounds)


@asynccontextmanager
async def connected(folder: Path, engine: Served) -> AsyncGenerator[ClusterSession]:
    """A session on that engine."""
    token = str(engine.token)
    trusting = Trusting(PinStore(folder / "pins.json"), trust)
    means = Means(Credentials("", token=token), trusting)
    profile = Profile("bench", (engine.address,), token=token)
    session = ClusterSession(profile, LiveCluster(), Listener(), means)
    session.start()
    try:
        await session.connected()
        while not session.live.loaded:
            await asyncio.sleep(0.01)
        yield session
    finally:
        await session.close()


async def trust(_: TrustQuestion) -> bool:
    """Our own engine."""
    return True


async def measure(
    session: ClusterSession, folder: Path, nodes: int, resources: int, rounds: int
) -> None:
    """Ask in turn: hagui, then the tool alone; never the same node twice running."""
    timed = Timed(session)
    rehearser = EngineRehearser(timed)
    asked: list[float] = []
    alone: list[float] = []
    around: list[float] = []
    stalls: list[float] = []
    for number in range(rounds):
        draft = Draft(session.live)
        draft.add((SetNodeAttribute(f"node{number % nodes + 1}", "standby", "on"),))
        diff, base = draft.diff().text(), draft.base
        gc.collect()
        gc.disable()  # as the desktop, which collects between its doings
        watch = asyncio.create_task(longest_stall(stalls))
        begin = time.perf_counter()
        prediction = await rehearser.rehearse(draft, diff, base)
        asked.append(time.perf_counter() - begin)
        watch.cancel()
        gc.enable()
        assert prediction.fates
        file = folder / "cib.xml"
        file.write_text(draft.text(), "utf-8")
        draft.close()
        seconds, graph = await asyncio.to_thread(simulate, file)
        alone.append(seconds)
        around.append(asked[-1] - timed.seconds)
        assert same(prediction, graph)
    size = f"{nodes} nodes, {resources} resources"
    for share in (0.5, 0.95):
        value, peer = percentile(asked, share), percentile(alone, share)
        emit(f"question to prediction, p{share:.0%}, {size}", value * 1000, "ms", PEER, peer * 1000)
    rest = percentile(around, 0.5) * 1000
    whole = percentile(asked, 0.5) * 1000
    emit(f"of that not the scheduler's, p50%, {size}", rest, "ms", "the whole", whole)
    emit(f"longest stall of the event loop, {size}", max(stalls) * 1000, "ms", "goal", 50.0)


async def longest_stall(stalls: list[float]) -> None:
    """Note how late the event loop is, again and again."""
    while True:
        due = time.perf_counter() + 0.005
        await asyncio.sleep(0.005)
        stalls.append(time.perf_counter() - due)


def simulate(file: Path) -> tuple[float, bytes]:
    """The tool alone: seconds, and its graph."""
    graph = file.with_name("graph.xml")
    command = ["crm_simulate", "-R", "--output-as=xml", f"-G{graph}", f"-x{file}"]
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin, graph.read_bytes()


def same(prediction: Prediction, graph: bytes) -> bool:
    """Whether both were asked the same."""
    return len(prediction.graph.steps) == len(read_graph(graph).steps)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
