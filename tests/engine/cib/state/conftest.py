"""Inputs for reading status: a sample of Pacemaker's own scheduler cases."""

import os
import random
from collections.abc import Mapping

import pytest

_SAMPLE = 80


@pytest.fixture
def seed() -> int:
    """A seed: always the same one, so that a run can be trusted to repeat, or HAGUI_TEST_SEED.

    With ``HAGUI_TEST_SEED=random`` a new one is drawn. It is printed with a failing test.
    """
    wanted = os.environ.get("HAGUI_TEST_SEED") or "1"
    number = random.SystemRandom().randrange(10**6) if wanted == "random" else int(wanted)
    print(f"HAGUI_TEST_SEED={number}")
    return number


@pytest.fixture
def sample(scheduler_cases: Mapping[str, bytes], seed: int) -> Mapping[str, bytes]:
    """Some of the cases by the seed; all of them with HAGUI_TEST_ALL=1."""
    names = sorted(scheduler_cases)
    if os.environ.get("HAGUI_TEST_ALL") != "1":
        names = sorted(random.Random(seed).sample(names, min(_SAMPLE, len(names))))
    return {name: scheduler_cases[name] for name in names}
