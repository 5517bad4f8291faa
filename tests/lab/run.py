"""Play simulated labs from the command line.

python -m tests.lab.run --seed N          one again, with its story
python -m tests.lab.run --count N         many, from a seed that is printed
python -m tests.lab.run --seed N --shrink the shortest schedule that still breaks a promise
"""

import argparse
import secrets
import sys
import time
import traceback
from dataclasses import replace

from tests.lab.play import Case, make_case, make_world, play
from tests.lab.world import World


def attempt(case: Case, *, telling: bool = False) -> tuple[World, str]:
    """Play a case; what went wrong, empty for nothing."""
    world = make_world(case, telling=telling)
    try:
        play(case, world)
    except AssertionError as error:
        return world, str(error) or traceback.format_exc()
    except Exception:  # noqa: BLE001 - whatever breaks is what is looked for
        return world, traceback.format_exc()
    return world, ""


def shrink(case: Case) -> Case:
    """Leave out whatever does not matter to its going wrong."""
    smaller = True
    while smaller:
        smaller = False
        for place in reversed(range(len(case.schedule))):
            schedule = case.schedule[:place] + case.schedule[place + 1 :]
            shorter = replace(case, schedule=schedule)
            if attempt(shorter)[1]:
                case, smaller = shorter, True
    return case


def tell(case: Case) -> int:
    """Play one and print all that happened."""
    world, trouble = attempt(case, telling=True)
    print(f"{case.design.name}, {case.count} nodes, together: {case.together}")
    print("\n".join(world.story or ()))
    print(f"seed {case.seed}: {trouble or 'well'}")
    return 1 if trouble else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--shrink", action="store_true")
    given = parser.parse_args()
    if given.seed is not None and not given.count:
        case = make_case(given.seed)
        return tell(shrink(case) if given.shrink else case)
    first = secrets.randbelow(10**9) if given.seed is None else given.seed
    print(f"seeds from {first}")
    began, bad = time.monotonic(), 0
    for seed in range(first, first + (given.count or 100)):
        trouble = attempt(make_case(seed))[1]
        if trouble:
            bad += 1
            print(f"seed {seed}: {trouble.strip().splitlines()[-1]}", flush=True)
    print(f"{bad} went wrong, {time.monotonic() - began:.1f} s")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
