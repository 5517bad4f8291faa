"""How long scheduling takes, beside crm_simulate on the same file in the same run.

    python -m tests.bench.schedule [--all]

For each size: everything is started for the first time, and one node goes into standby while all
runs. Then one edit of each kind, see ``tests.bench.edits``. With --all also the largest size, and
crm_simulate -S, where they take minutes.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.scheduler.schedule import schedule, schedule_derived
from tests.bench.edits import measure_edits
from tests.bench.figures import emit
from tests.bench.tool import NOW, run_tool
from tests.bench.workload import workload

SIZES = ((3, 10), (8, 100), (16, 500), (32, 1000), (32, 2000))
EXTREME = 1500
"""From so many resources on only with --all."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--all", action="store_true", help="also what takes minutes")
    parser.add_argument("--limit", type=float, default=60, help="seconds that the tool may take")
    options = parser.parse_args()
    for nodes, resources in SIZES:
        if resources >= EXTREME and not options.all:
            continue
        for fresh in (True, False):
            what = "first start" if fresh else "one standby"
            content = workload(nodes, resources, fresh=fresh, standby=0 if fresh else 1)
            size = f"{what}, {nodes} nodes, {resources} resources"
            _measure(content, size, options.limit, whole=options.all)
    measure_edits(16, 500, options.limit)


def _measure(content: bytes, size: str, limit: float, *, whole: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cib.xml"
        path.write_bytes(content)
        run = run_tool(path, "-R", limit)
        emit(f"schedule, {size}", _best(lambda: _whole(content)), "ms", "crm_simulate -R", run)
        cib = Cib.parse(content)
        derivation = Derivation(cib, now=NOW)
        took = _best(lambda: schedule_derived(derivation, now=NOW))
        emit(f"schedule with the status read, {size}", took, "ms", "crm_simulate -R", run)
        took = _best(lambda: schedule(cib, now=NOW).placements)
        full = run_tool(path, "-S", limit) if whole else None
        emit(f"schedule and where all will run, {size}", took, "ms", "crm_simulate -S", full)


def _whole(content: bytes) -> object:
    return schedule(Cib.parse(content), now=NOW)


def _best(job: Callable[[], object]) -> float:
    """Milliseconds: the least of up to three runs, which is what the work itself takes."""
    taken: list[float] = []
    while len(taken) < 3 and sum(taken) < 6000:
        began = time.perf_counter()
        job()
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


if __name__ == "__main__":
    main()
