"""Inputs of Pacemaker's own scheduler tests: all of it is shown, and nothing over anything."""

import os
from collections.abc import Mapping
from itertools import combinations

from tests.hagui.graph.dependencies.conftest import lay

_STEP = 1 if os.environ.get("HAGUI_TEST_ALL") == "1" else 7


def test_every_case_is_laid_out_without_overlap(scheduler_cases: Mapping[str, bytes]) -> None:
    seen = lines = 0
    for name in list(scheduler_cases)[::_STEP]:
        laid = lay(scheduler_cases[name].decode("utf-8", "replace"))
        assert laid.made.places.keys() == laid.plan.units.keys() | laid.plan.hubs.keys(), name
        assert laid.made.routes.keys() == laid.plan.links.keys(), name
        around = [
            (key, rect._replace(height=laid.frames[key].depth) if key in laid.frames else rect)
            for key, rect in laid.made.places.items()
        ]
        over = [(a, b) for (a, one), (b, two) in combinations(around, 2) if one.meets(two)]
        assert over == [], name
        lines += len(laid.made.routes)
        seen += 1
    assert seen > 50
    assert lines > 100
