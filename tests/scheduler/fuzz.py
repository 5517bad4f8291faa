"""Our scheduler beside crm_simulate on random CIBs; what differs is made small and kept.

python -m tests.scheduler.fuzz [--kind KIND] [--cases N] [--seed S] [--keep FOLDER]

Kinds: ``mixed`` (all features), ``constraints``, ``trouble`` (fencing, health, remote nodes,
locks), ``cases`` (Pacemaker's own, changed at random) and ``chains`` (what comes of a cluster in
several transitions).
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.scheduler import oracle
from tests.scheduler.cases import Case, folder
from tests.scheduler.chains import chain
from tests.scheduler.compare import Verdict, judge, tell
from tests.scheduler.facts import FEATURES
from tests.scheduler.mutants import mutant
from tests.scheduler.random_cibs import generate
from tests.scheduler.random_constraints import generate_constraints
from tests.scheduler.random_trouble import generate_trouble
from tests.scheduler.shrink import shrink

KINDS: dict[str, Callable[[int], Iterable[bytes]]] = {
    "mixed": lambda seed: [generate(seed)],
    "constraints": lambda seed: [generate_constraints(seed)],
    "trouble": lambda seed: [generate_trouble(seed)],
    "cases": lambda seed: [mutant(seed)],
    "chains": chain,
}
"""What documents come of a seed."""
_PATIENCE = 10
"""Seconds that the tool gets for one; it never ends with some."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One document, and how it came out."""

    name: str
    """The seed; in a chain also the number of the document."""
    content: bytes
    verdict: Verdict | None
    """None where the tool has nothing to say to it."""


def try_seed(seed: int, *, kind: str = "mixed", limit: float = 20) -> list[Attempt]:
    """Compare the random CIBs of a seed."""
    found: list[Attempt] = []
    for number, content in enumerate(KINDS[kind](seed)):
        name = f"{seed}.{number}" if kind == "chains" else str(seed)
        found.append(Attempt(name, content, try_content(content, f"seed {name}", limit=limit)))
    return found


def try_content(content: bytes, name: str, *, limit: float = 20) -> Verdict | None:
    """Compare a document; None where the tool refuses it, or crashes over it."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(content)
        file.flush()
        try:
            case = Case(name, "", Path(file.name))
            return judge(case, limit=limit, fresh=True, patience=_PATIENCE)
        except oracle.Silent:
            return None


def attempts(count: int, first: int, *, kind: str = "mixed", workers: int = 2) -> Iterator[Attempt]:
    """Compare those of so many seeds, one after another from the first one on."""
    wanted = range(first, first + count)
    attempt = partial(try_seed, kind=kind)
    if workers < 2:
        for seed in wanted:
            yield from attempt(seed)
        return
    with ProcessPoolExecutor(workers) as pool:
        for found in pool.map(attempt, wanted, chunksize=4):
            yield from found


def symptom(verdict: Verdict, features: Sequence[str]) -> tuple[str, str] | None:
    """What is wrong first, as something a smaller document may still show."""
    if verdict.failure:
        frames = [line for line in verdict.trace.splitlines() if line.startswith("  File")]
        return "failure", frames[-1] if frames else verdict.failure
    return next(((name, "") for name in features if not verdict.agrees(name)), None)


def smallest(content: bytes, verdict: Verdict, features: Sequence[str], *, most: int) -> bytes:
    """A small document that shows the same."""
    wanted = symptom(verdict, features)

    def fails(smaller: bytes) -> bool:
        found = try_content(smaller, "smaller", limit=5)
        return found is not None and symptom(found, features) == wanted

    return shrink(content, fails, most=most)


def main() -> int:
    """Run from the command line; 0 where everything agrees."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kind", choices=KINDS, default="mixed")
    parser.add_argument("--cases", type=int, default=200, help="so many seeds")
    parser.add_argument("--seed", type=int, default=1, help="the first one")
    parser.add_argument("--only", nargs="+", choices=FEATURES, default=list(FEATURES))
    parser.add_argument("--shrink", type=int, default=3, help="so many are made small")
    parser.add_argument("--most", type=int, default=400, help="documents tried to make one small")
    parser.add_argument("--lines", type=int, default=20, help="lines per case and feature")
    parser.add_argument("--workers", type=int, default=2, choices=(1, 2))
    parser.add_argument("--keep", type=Path, default=None, help="folder for what differs")
    options = parser.parse_args()
    keep: Path = options.keep or folder() / "random"
    keep.mkdir(parents=True, exist_ok=True)
    counts, small, began = Counter[str](), 0, time.perf_counter()
    made = attempts(options.cases, options.seed, kind=options.kind, workers=options.workers)
    for attempt in made:
        verdict, content = attempt.verdict, attempt.content
        if verdict is None:
            counts["refused"] += 1
            continue
        counts["compared"] += 1
        counts.update(feature for feature in FEATURES if verdict.agrees(feature))
        wrong = symptom(verdict, options.only)
        if wrong is None:
            continue
        counts["differ"] += 1
        counts["failed"] += bool(verdict.failure)
        print(f"seed {attempt.name}: {verdict.summary(options.only)}", flush=True)
        (keep / f"{options.kind}-{attempt.name}.xml").write_bytes(content)
        if small < options.shrink:
            small += 1
            content = smallest(content, verdict, options.only, most=options.most)
            place = keep / f"{options.kind}-{attempt.name}-small.xml"
            place.write_bytes(content)
            again = try_content(content, place.name)
            if again is not None:
                print(f"  {place} ({len(content)} bytes)")
                tell(again, options.only, options.lines, brief=False)
    print()
    for name in ("compared", "refused", "failed", *FEATURES, "differ"):
        print(f"{name:9} {counts[name]}")
    print(f"{time.perf_counter() - began:.1f} s")
    return 1 if counts["differ"] else 0


if __name__ == "__main__":
    sys.exit(main())
