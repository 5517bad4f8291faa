"""A sample of the scheduler's cases."""

import os
import random
from collections.abc import Mapping

import pytest

ALL = os.environ.get("HAGUI_TEST_ALL") == "1"
"""Whether to take every case where a sample is the rule."""


@pytest.fixture
def sample(scheduler_cases: Mapping[str, bytes]) -> list[tuple[str, bytes]]:
    """A few cases, others each time (the seed is printed); all with HAGUI_TEST_ALL=1."""
    cases = sorted(scheduler_cases.items())
    if ALL:
        return cases
    seed = int(os.environ.get("HAGUI_TEST_SEED") or random.randrange(10**6))
    print(f"HAGUI_TEST_SEED={seed}")
    return random.Random(seed).sample(cases, 12)
