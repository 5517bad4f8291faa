"""Our scheduler beside crm_simulate on random CIBs; what differs is made small and kept.

python -m tests.scheduler.fuzz [--cases N] [--seed S] [--keep FOLDER]
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.scheduler import oracle
from tests.scheduler.cases import Case, folder
from tests.scheduler.compare import Verdict, judge, tell
from tests.scheduler.facts import FEATURES
from tests.scheduler.mutants import mutant
from tests.scheduler.random_cibs import generate
from tests.scheduler.shrink import shrink


def made(seed: int, *, mutants: bool = False) -> bytes:
    """The document of a seed: put together at random, or one of the cases changed at random."""
    return mutant(seed) if mutants else generate(seed)


def try_seed(seed: int, *, mutants: bool = False, limit: float = 20) -> Verdict | None:
    """Compare one random CIB; None where the tool has nothing to say to it."""
    return try_content(made(seed, mutants=mutants), f"seed {seed}", limit=limit)


def try_content(content: bytes, name: str, *, limit: float = 20) -> Verdict | None:
    """Compare a document; None where the tool refuses it, or crashes over it."""
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(content)
        file.flush()
        try:
            return judge(Case(name, "", Path(file.name)), limit=limit, fresh=True)
        except oracle.Silent:
            return None


def seeds(
    count: int, first: int, *, mutants: bool = False, workers: int = 2
) -> Iterator[tuple[int, Verdict | None]]:
    """Compare so many, one after another from the first seed on."""
    wanted = range(first, first + count)
    attempt = partial(try_seed, mutants=mutants)
    if workers < 2:
        yield from ((seed, attempt(seed)) for seed in wanted)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from zip(wanted, pool.map(attempt, wanted, chunksize=8), strict=True)


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
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="the first one")
    parser.add_argument("--only", nargs="+", choices=FEATURES, default=list(FEATURES))
    parser.add_argument("--shrink", type=int, default=3, help="so many are made small")
    parser.add_argument("--most", type=int, default=400, help="documents tried to make one small")
    parser.add_argument("--lines", type=int, default=20, help="lines per case and feature")
    parser.add_argument("--workers", type=int, default=2, choices=(1, 2))
    parser.add_argument("--mutants", action="store_true", help="cases, changed at random")
    parser.add_argument("--keep", type=Path, default=None, help="folder for what differs")
    options = parser.parse_args()
    keep: Path = options.keep or folder() / "random"
    keep.mkdir(parents=True, exist_ok=True)
    counts, small, began = Counter[str](), 0, time.perf_counter()
    verdicts = seeds(options.cases, options.seed, mutants=options.mutants, workers=options.workers)
    for seed, verdict in verdicts:
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
        print(f"seed {seed}: {verdict.summary(options.only)}", flush=True)
        content = made(seed, mutants=options.mutants)
        (keep / f"{seed}.xml").write_bytes(content)
        if small < options.shrink:
            small += 1
            content = smallest(content, verdict, options.only, most=options.most)
            place = keep / f"{seed}-small.xml"
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
