"""Scheduling from a status that is read already, while the configuration changes."""

import os
import random
from collections.abc import Mapping
from copy import deepcopy
from typing import Final

from engine.cib.document import Cib
from engine.cib.patch import Touched
from engine.cib.state.derive import Derivation
from engine.scheduler.result import Result
from engine.scheduler.schedule import schedule, schedule_derived
from tests.bench.workload import workload
from tests.engine.cib.state.edits import NOW, reconfigure

_STEPS: Final = 4


def test_drafts_are_scheduled_as_one_document_of_draft_and_status_would_be(
    scheduler_cases: Mapping[str, bytes],
) -> None:
    seed = int(os.environ.get("HAGUI_TEST_SEED") or "1")
    chooser = random.Random(seed)
    names = sorted(scheduler_cases)
    if os.environ.get("HAGUI_TEST_ALL") != "1":
        names = chooser.sample(names, min(60, len(names)))
    texts = {name: scheduler_cases[name] for name in names}
    texts["bench"] = workload(4, 30)
    for name, text in texts.items():
        cib = Cib.parse(text)
        live = Derivation(cib, now=NOW)
        plan = cib.copy()
        draft = live.beside(plan)
        for step in range(_STEPS):
            reconfigure(plan, chooser)
            draft.update(Touched(configuration=True), now=NOW)
            found = _facts(schedule_derived(draft, now=NOW))
            assert found == _facts(schedule(_whole(plan, cib), now=NOW)), f"{seed} {name} {step}"
        unchanged = _facts(schedule_derived(live, now=NOW))
        assert unchanged == _facts(schedule(cib, now=NOW)), f"{seed} {name}"


def _whole(plan: Cib, cib: Cib) -> Cib:
    """The configuration of one, the status of the other."""
    whole = plan.copy()
    status, mine = cib.section("status"), whole.section("status")
    if status is not None and mine is not None:
        whole.root.replace(mine, deepcopy(status))
    return whole


def _facts(result: Result) -> tuple[object, ...]:
    return result.graph, result.placements, result.stopped, result.scores, result.findings


def test_a_delay_by_the_time_of_day_follows_the_clock() -> None:
    cib = Cib.parse(workload(3, 20, fresh=True))
    for operation in cib.root.iterfind(".//op[@name='monitor']"):
        operation.set("interval-origin", "2022-01-01 00:00:00Z")
    derivation = Derivation(cib, now=NOW)
    schedule_derived(derivation, now=NOW)
    derivation.update(Touched(), now=NOW + 3)
    found = schedule_derived(derivation, now=NOW + 3)
    assert _facts(found) == _facts(schedule(cib, now=NOW + 3))
