"""Random CIBs, all features mixed, against crm_simulate.

HAGUI_SCHEDULES says how many (some thousands by night), HAGUI_TEST_SEED with which one to begin
(``random``: anywhere). What differs is made small and printed.
"""

import os
import random

import pytest

from tests.scheduler.facts import FEATURES
from tests.scheduler.fuzz import seeds, smallest
from tests.scheduler.random_cibs import generate

pytestmark = pytest.mark.tools


def _first() -> int:
    wanted = os.environ.get("HAGUI_TEST_SEED") or "1"
    return random.SystemRandom().randrange(10**6) if wanted == "random" else int(wanted)


def test_random_clusters_are_scheduled_as_crm_simulate_does() -> None:
    count = int(os.environ.get("HAGUI_SCHEDULES") or "200")
    first = _first()
    print(f"HAGUI_TEST_SEED={first} HAGUI_SCHEDULES={count}")
    for seed, verdict in seeds(count, first):
        if verdict is None or not verdict.summary(FEATURES):
            continue
        small = smallest(generate(seed), verdict, FEATURES, most=150)
        pytest.fail(f"seed {seed}: {verdict.summary(FEATURES)}\n{small.decode()}")
