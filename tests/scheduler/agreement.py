"""How many cases agree with crm_simulate, by feature; the figures that may never fall.

python -m tests.scheduler.agreement [--write]
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from tests.scheduler import cases
from tests.scheduler.compare import Verdict, judge_all
from tests.scheduler.facts import FEATURES
from tests.scheduler.features import NAMES, features_of

DATA: Final = Path(__file__).with_name("agreement.json")
REASONS: Final = Path(__file__).with_name("disagreements.txt")

Figures = dict[str, dict[str, int]]
"""By feature of the configuration: ``cases``, and how many agree in each of ``FEATURES``."""


def count(verdicts: Iterable[Verdict], known: Mapping[str, cases.Case]) -> Figures:
    """The figures."""
    found: Figures = {name: dict.fromkeys(("cases", *FEATURES), 0) for name in NAMES}
    for verdict in verdicts:
        for name in features_of(known[verdict.name].path.read_bytes()):
            found[name]["cases"] += 1
            for feature in FEATURES:
                found[name][feature] += verdict.agrees(feature)
    return found


def table(figures: Figures) -> str:
    """The figures for people."""
    lines = [f"{'':20}{'cases':>8}" + "".join(f"{feature:>11}" for feature in FEATURES)]
    for name, row in figures.items():
        cells = "".join(f"{row[feature]:>11}" for feature in FEATURES)
        lines.append(f"{name:20}{row['cases']:>8}{cells}")
    return "\n".join(lines)


def kept() -> Figures:
    """The figures that may not fall."""
    return json.loads(DATA.read_text())


def reasons() -> dict[str, str]:
    """Why cases differ, by name: lines of ``NAME: what differs, and why``."""
    lines = REASONS.read_text().splitlines()
    pairs = (line.split(": ", 1) for line in lines if line and not line.startswith("#"))
    return {pair[0]: pair[1] for pair in pairs}


def main() -> int:
    """Print the figures; with --write they become those that may not fall."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    known = cases.all_cases()
    verdicts = list(judge_all(list(known.values())))
    figures = count(verdicts, known)
    print(table(figures))
    if options.write:
        rows = [f"  {json.dumps(name)}: {json.dumps(row)}" for name, row in figures.items()]
        DATA.write_text("{\n" + ",\n".join(rows) + "\n}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
