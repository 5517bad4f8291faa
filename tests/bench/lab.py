"""A lab of three nodes: how long a failover takes, and what the lab costs while nothing happens.

    python -m tests.bench.lab [ROUNDS]

The plug of the node that serves the web page is pulled (SIGKILL to all its processes), and the
page is asked for every few milliseconds until another node gives it. That is held against the
floor (deadtime, and the agents' own time to promote the database and to start the group), and, as
root, against a real Pacemaker whose token timeout equals the lab's deadtime, with a cluster of
the same form; there it is taken for answering when the group's last member has started.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Final

from engine.cib.document import Cib
from engine.protocol.verbs import Fault
from engine.stacks.lab.supervisor.client import ask
from engine.stacks.lab.supervisor.wire import Harm, Look, NodeStanding, Standing
from tests.bench.figures import emit, percentile
from tests.bench.labs import Lab, processor_seconds, resident_mib
from tests.rig import Rig
from tests.rig.requirements import missing

DEADTIME_MS: Final = 1100
"""Equal to the rig's token timeout: 1000 ms, and 100 for the third node."""
PATIENCE: Final = 60.0
REST: Final = 20.0
"""Seconds of nothing."""
IN_LINE: Final = ("database_promote_0", "webip_start_0", "webstore_start_0", "webserver_start_0")
"""Operations that a failover waits for, one after the other."""


def server(page: str) -> str | None:
    """Which node gives the page; None where none does."""
    try:
        with urllib.request.urlopen(page, timeout=0.25) as answer:
            words = answer.read().decode().split()
    except (urllib.error.URLError, OSError):
        return None
    return words[-1] if words else None


async def until_served(lab: Lab, not_by: str | None = None, steady: float = 0.0) -> str:
    """Wait until a node (another one) gives the page, and for that long without a change."""
    page = lab.folder.read_description().web
    assert page is not None
    began = since = time.monotonic()
    last: str | None = None
    while time.monotonic() - began < PATIENCE:
        now = await asyncio.to_thread(server, page)
        if now is None or now != last:
            last, since = now, time.monotonic()
        if now is not None and now != not_by and time.monotonic() - since >= steady:
            return now
        await asyncio.sleep(0.005)
    raise SystemExit(f"Nobody serves the page after {PATIENCE:.0f} s.")


async def failover(lab: Lab) -> tuple[float, float]:
    """Seconds until the page is there again, and those the agents took for it."""
    active = await until_served(lab, steady=6)
    began = time.monotonic()
    await ask(lab.folder.socket, Harm(Fault("kill", (active,))))
    successor = await until_served(lab, not_by=active)
    took = time.monotonic() - began
    await asyncio.sleep(1)
    agents = _agents_time(Cib.parse(await lab.cib()), successor)
    await ask(lab.folder.socket, Harm(Fault("power", (active,))))
    return took, agents


def _agents_time(cib: Cib, node: str) -> float:
    entries = cib.root.iterfind(f".//node_state[@uname='{node}']//lrm_rsc_op")
    took = {entry.get("operation_key"): int(entry.get("exec-time", "0")) for entry in entries}
    return sum(took.get(key, 0) for key in IN_LINE) / 1000


def pacemaker(rounds: int) -> list[float]:
    """The same on a real Pacemaker."""
    took: list[float] = []
    with Rig.up(3, engines=False) as rig:
        for _ in range(rounds):
            rig.wait_settled()
            time.sleep(3)
            started = {
                node.name: Path(f"/proc/{node.pid()}/root/run/Dummy-webserver.state")
                for node in rig.nodes
            }
            active = next((name for name, file in started.items() if file.exists()), None)
            if active is None:
                raise SystemExit("The web service of the real cluster does not run.")
            others = [file for name, file in started.items() if name != active]
            began = time.monotonic()
            rig[active].kill()
            while not any(file.exists() for file in others):
                time.sleep(0.005)
                if time.monotonic() - began > PATIENCE:
                    raise SystemExit("The real cluster does not fail over.")
            took.append(time.monotonic() - began)
            if not rig[active].on:
                rig[active].start()
    return took


async def at_rest(lab: Lab) -> None:
    """What the lab costs while its agents' monitors are all that happens."""
    await until_served(lab, steady=10)
    standing = await ask(lab.folder.socket, Look())
    assert isinstance(standing, Standing)
    engines = [node.pid for node in standing.nodes if node.pid is not None]
    before = [processor_seconds(pid) for pid in engines]
    began = time.monotonic()
    await asyncio.sleep(REST)
    share = [
        100 * (processor_seconds(pid) - first) / (time.monotonic() - began)
        for pid, first in zip(engines, before, strict=True)
    ]
    emit("lab at rest: processor, all engines", sum(share), "% of one core", "none", None)
    emit("lab at rest: processor, the busiest engine", max(share), "% of one core", "none", None)
    tree = lab.processes()
    emit("lab at rest: memory, all processes (PSS)", resident_mib(tree), "MiB", "none", None)
    each = resident_mib(engines) / len(engines)
    emit("lab at rest: memory of an engine (PSS)", each, "MiB", "none", None)


async def large(nodes: int, resources: int) -> None:
    """A first start and a lost node in the largest lab that one machine is asked to bear."""
    with tempfile.TemporaryDirectory() as scratch:
        cib = Path(scratch) / "large.xml"
        cib.write_text(many(resources), encoding="utf-8")
        begun = time.monotonic()
        async with Lab.up(nodes, cib=cib) as lab:
            name = f"lab of {nodes} nodes, {resources} resources"
            emit(f"{name}: engines answer", time.monotonic() - begun, "s", "none", None)
            await lab.settled(300)
            emit(f"{name}: all is started", time.monotonic() - begun, "s", "none", None)
            before = lab.processor()
            began = time.monotonic()
            await asyncio.sleep(REST)
            share = 100 * (lab.processor() - before) / (time.monotonic() - began)
            emit(f"{name}: processor at rest", share, "% of one core", "none", None)
            emit(f"{name}: memory (PSS)", resident_mib(lab.processes()), "MiB", "none", None)
            lost: NodeStanding = (await lab.standing()).nodes[-1]
            began = time.monotonic()
            await ask(lab.folder.socket, Harm(Fault("kill", (lost.name,))))
            await lab.settled(300, without=lost.name)
            emit(f"{name}: a lost node is made up for", time.monotonic() - began, "s", "none", None)


def many(resources: int) -> str:
    """A configuration of that many dummies, fenced by the power switch."""
    dummies = "".join(
        f'<primitive id="dummy{number}" class="ocf" provider="hagui" type="Dummy"><operations>'
        f'<op id="dummy{number}-monitor" name="monitor" interval="30s" timeout="60s"/>'
        "</operations></primitive>"
        for number in range(1, resources)
    )
    return (
        '<cib crm_feature_set="3.11.0" validate-with="pacemaker-3.7" admin_epoch="0" epoch="1"'
        ' num_updates="0"><configuration><crm_config/><nodes/><resources>'
        '<primitive id="fencing" class="stonith" type="fence_lab"><instance_attributes'
        ' id="fencing-params"><nvpair id="fencing-check" name="pcmk_host_check" value="none"/>'
        f"</instance_attributes></primitive>{dummies}</resources><constraints/>"
        "</configuration><status/></cib>"
    )


async def small(rounds: int) -> None:
    """Three nodes, the example."""
    times = {"deadtime": f"{DEADTIME_MS}ms", "warntime": "500ms", "keepalive": "200ms"}
    begun = time.monotonic()
    async with Lab.up(3, times=times) as lab:
        emit("lab of 3: engines answer", time.monotonic() - begun, "s", "none", None)
        await until_served(lab)
        emit("lab of 3: the page is served", time.monotonic() - begun, "s", "none", None)
        await at_rest(lab)
        found = [await failover(lab) for _ in range(rounds)]
    took = [seconds for seconds, _ in found]
    floor = statistics.median(DEADTIME_MS / 1000 + agents for _, agents in found)
    words = "floor: deadtime and the agents' own time"
    emit("kill to page, median", statistics.median(took), "s", words, floor)
    emit("kill to page, worst", max(took), "s", words, floor)
    theirs = None
    if os.geteuid() == 0 and missing() is None:
        theirs = await asyncio.to_thread(pacemaker, rounds)
    peer = f"Pacemaker, token {DEADTIME_MS} ms, kill to the group's last start"
    real = None if theirs is None else statistics.median(theirs)
    emit("kill to page, median", statistics.median(took), "s", peer, real)
    real = None if theirs is None else percentile(theirs, 1.0)
    emit("kill to page, worst", max(took), "s", peer, real)


def main() -> None:
    """Measure."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    asyncio.run(small(rounds))
    asyncio.run(large(16, 200))


if __name__ == "__main__":
    main()
