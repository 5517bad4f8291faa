"""What alarms cost: looking for what is wrong, and comparing what engines believe.

python -m tests.bench.alarms [NODES RESOURCES]
"""

import subprocess
import sys
import time

from engine.cib.version import Version
from engine.protocol.messages import MemberView, NodeFacts
from hagui.cluster.live import LiveCluster
from hagui.cluster.opinions import Comparing
from hagui.cluster.sources import Freshness, Link, Source, SourcesStatus
from hagui.monitor.alarms.alarming import Alarming, Found
from hagui.monitor.alarms.griefs import of_state
from tests.bench.figures import durations_ms, emit, percentile

ROUNDS = 400
FRAME = "one frame of 60 a second"


def main(nodes: int, resources: int) -> None:
    """Measure and print."""
    command = [sys.executable, "-m", "tests.bench.generate", str(nodes), str(resources)]
    made = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    live = LiveCluster()
    live.load(made, at=time.time(), source="node1")
    machine = Alarming()

    def judge() -> None:
        now = time.time()
        machine.handle(Found(tuple(of_state(live.state, {}, now))), now)

    taken = durations_ms(judge, ROUNDS)
    emit("what is wrong, once: p99", percentile(taken, 0.99), "ms", FRAME, 1000 / 60)
    names = [f"node{number}" for number in range(nodes)]
    views = tuple(MemberView(name, member=True) for name in names)
    facts = {name: NodeFacts(name, names[0], True, views, pacemaker="2.1.5") for name in names}
    comparing, moment = Comparing(), 1000.0

    def compare() -> None:
        nonlocal moment
        moment += 0.25
        sources = tuple(
            Source(
                f"{name}:5560",
                Link.UP,
                name,
                facts=facts[name],
                heard=moment,
                version=Version(0, 1, round(moment * 40) - number % 3),
            )
            for number, name in enumerate(names)
        )
        comparing.look(SourcesStatus(Freshness.LIVE, sources[0].address, sources), moment)

    taken = durations_ms(compare, ROUNDS)
    emit("opinions compared, once: p99", percentile(taken, 0.99), "ms", FRAME, 1000 / 60)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]] or [32, 1000]
    main(*numbers)
