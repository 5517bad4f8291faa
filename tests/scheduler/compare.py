"""Our scheduler beside crm_simulate, on Pacemaker's own cases or on any file.

    python -m tests.scheduler.compare [CASE | FILE …] [--all] [--only FEATURE …]

Prints for each case what is missing and what is unexpected, and the totals at the end.
"""

import argparse
import importlib
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from engine.cib.document import Cib
from engine.cib.state.dates import parse_instant
from engine.cli.simulated import Bag
from tests.scheduler import cases, oracle
from tests.scheduler.facts import FEATURES, Facts, ours, theirs


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case came out."""

    name: str
    missing: dict[str, Bag] = field(default_factory=dict[str, Bag])
    """By feature: what the tool has and we have not."""
    unexpected: dict[str, Bag] = field(default_factory=dict[str, Bag])
    failure: str = ""
    """Where scheduling ended in an exception or never: its last line."""
    trace: str = ""
    seconds: float = 0.0

    def agrees(self, feature: str) -> bool:
        """Whether all of a feature is the same."""
        return not (self.failure or self.missing.get(feature) or self.unexpected.get(feature))

    def summary(self, features: Sequence[str]) -> str:
        """What differs, in a line; empty where nothing does."""
        if self.failure:
            return f"FAILED {self.failure}"
        return ", ".join(
            f"{feature} -{self.missing[feature].total()} +{self.unexpected[feature].total()}"
            for feature in features
            if not self.agrees(feature)
        )


class Late(Exception):
    """Scheduling took too long."""


def moment(arguments: Sequence[str]) -> float | None:
    """The date among a case's arguments, in seconds since 1970."""
    if "-t" not in arguments:
        return None
    text = arguments[arguments.index("-t") + 1]
    found = parse_instant(text)
    if found is None:
        raise ValueError(text)
    return found.timestamp()


def decide(content: bytes, now: float | None) -> Facts:
    """Our own scheduling of a CIB."""
    from engine.scheduler.schedule import schedule

    return ours(schedule(Cib.parse(content), now=now))


def differences(name: str, mine: Facts, tools: Facts, seconds: float = 0.0) -> Verdict:
    """What is in one and not in the other."""
    return Verdict(
        name,
        {feature: tools.bag(feature) - mine.bag(feature) for feature in FEATURES},
        {feature: mine.bag(feature) - tools.bag(feature) for feature in FEATURES},
        seconds=seconds,
    )


def judge(
    case: cases.Case, *, limit: float = 20, fresh: bool = False, patience: float = 120
) -> Verdict:
    """Compare one case; an exception is part of the verdict.

    Args:
        case: the case.
        limit: seconds that we get.
        fresh: ask the tool again, whatever it said before.
        patience: seconds that the tool gets then.
    """
    tools = theirs(
        oracle.ask(case.path, case.arguments, limit=patience) if fresh else oracle.cached(case)
    )
    began = time.perf_counter()
    try:
        with _within(limit):
            mine = decide(case.path.read_bytes(), moment(case.arguments))
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is the verdict
        return Verdict(
            case.name,
            failure=f"{type(problem).__name__}: {problem}",
            trace="".join(traceback.format_exception(problem)[-6:]),
            seconds=time.perf_counter() - began,
        )
    return differences(case.name, mine, tools, time.perf_counter() - began)


@contextmanager
def _within(seconds: float) -> Generator[None]:
    def stop(*_: object) -> None:
        raise Late(f"not done within {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def judge_all(
    wanted: Sequence[cases.Case], *, workers: int = 2, limit: float = 20
) -> Iterator[Verdict]:
    """Compare many, on two cores at most, in the order given."""
    oracle.fill(wanted)
    if len(wanted) < 8 or workers < 2:
        yield from (judge(case, limit=limit) for case in wanted)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(partial(judge, limit=limit), wanted, chunksize=4)


def tell(verdict: Verdict, features: Sequence[str], most: int, *, brief: bool) -> None:
    wrong = [feature for feature in features if not verdict.agrees(feature)]
    if wrong or not brief:
        words = verdict.summary(features) or "agrees"
        print(f"{verdict.name}: {words}  ({verdict.seconds:.3f} s)")
    if brief:
        return
    if verdict.failure:
        print(verdict.trace)
        return
    for feature in wrong:
        lines = [
            f"  {feature:9} {sign} {'  '.join(line)}" + (f"  ×{times}" if times > 1 else "")
            for sign, bag in (
                ("missing   ", verdict.missing[feature]),
                ("unexpected", verdict.unexpected[feature]),
            )
            for line, times in sorted(bag.items())
        ]
        print("\n".join(sorted(lines, key=lambda line: line.split()[2:])[:most]))
        if len(lines) > most:
            print(f"  … {len(lines) - most} more (--most)")


def main() -> int:
    """Run from the command line; 0 where everything agrees."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cases", nargs="*", help="names of cases (a glob: 'group*'), or CIB files")
    parser.add_argument("--all", action="store_true", help="every case")
    parser.add_argument("--only", nargs="+", choices=FEATURES, default=list(FEATURES))
    parser.add_argument("--most", type=int, default=30, help="lines per case and feature")
    parser.add_argument("--limit", type=float, default=20, help="seconds for one case")
    parser.add_argument("--workers", type=int, default=2, choices=(1, 2))
    parser.add_argument("--brief", action="store_true", help="one line for each that differs")
    parser.add_argument("--verbose", action="store_true", help="details with --all too")
    parser.add_argument("--names", action="store_true", help="only the names of those that differ")
    options = parser.parse_args()
    try:
        importlib.import_module("engine.scheduler.schedule")
    except Exception as problem:  # noqa: BLE001 - told, not hidden
        print("".join(traceback.format_exception(problem)[-4:]))
        print(f"NOT IMPORTABLE: engine.scheduler.schedule: {problem}")
        return 2
    known = cases.all_cases()
    wanted: list[cases.Case] = list(known.values()) if options.all else []
    for name in options.cases:
        matching = [case for case in known.values() if Path(case.name).match(name)]
        if not matching and Path(name).is_file():
            matching = [cases.Case(name, "", Path(name))]
        if not matching:
            parser.error(f"no such case or file: {name}")
        wanted += matching
    if not wanted:
        parser.error("name cases, or --all")
    fresh = {case.name for case in wanted} - known.keys()
    brief = options.brief or (options.all and not options.verbose)
    agreeing, failures, agreed_whole, count = Counter[str](), Counter[str](), 0, 0
    began, slowest = time.perf_counter(), (0.0, "")
    kept = [case for case in wanted if case.name not in fresh]
    verdicts = [
        *judge_all(kept, workers=options.workers, limit=options.limit),
        *(judge(case, limit=options.limit, fresh=True) for case in wanted if case.name in fresh),
    ]
    for verdict in verdicts:
        count += 1
        slowest = max(slowest, (verdict.seconds, verdict.name))
        agreeing.update(feature for feature in FEATURES if verdict.agrees(feature))
        agreed_whole += all(verdict.agrees(feature) for feature in options.only)
        if verdict.failure:
            last = [line for line in verdict.trace.splitlines() if line.startswith("  File")]
            where = last[-1].strip().removeprefix(f'File "{Path.cwd()}/') if last else ""
            failures[f"{verdict.failure[:90]}  [{where}]"] += 1
        if options.names:
            if not all(verdict.agrees(feature) for feature in options.only):
                print(verdict.name)
        else:
            tell(verdict, options.only, options.most, brief=brief)
    print()
    for failure, times in failures.most_common(15):
        print(f"{times:4} × {failure}")
    for feature in options.only:
        print(f"{feature:9} {agreeing[feature]:4} of {count} agree")
    taken = sum(verdict.seconds for verdict in verdicts)
    print(
        f"altogether {agreed_whole} of {count}, {failures.total()} failed; "
        f"scheduling {taken:.1f} s, slowest {slowest[1]} {slowest[0]:.2f} s; "
        f"whole run {time.perf_counter() - began:.1f} s"
    )
    return 0 if agreed_whole == count else 1


if __name__ == "__main__":
    sys.exit(main())
