"""Pacemaker's own scheduler cases: how many come out as with crm_simulate, by feature.

The figures are kept in ``tests/scheduler/agreement.json`` and may never fall
(``python -m tests.scheduler.agreement --write`` takes over better ones). What differs is listed
with its reason in ``tests/scheduler/disagreements.txt``.
"""

from collections.abc import Sequence

import pytest

from tests.scheduler import agreement, cases
from tests.scheduler.compare import Verdict, judge_all
from tests.scheduler.facts import FEATURES

pytestmark = pytest.mark.tools


@pytest.fixture(scope="module")
def verdicts() -> Sequence[Verdict]:
    """Every case, compared."""
    if not cases.available():
        pytest.skip("scheduler-cases.tar.xz is not beside the checkout")
    return list(judge_all(list(cases.all_cases().values())))


def test_agreement_does_not_fall(
    verdicts: Sequence[Verdict], capsys: pytest.CaptureFixture[str]
) -> None:
    figures = agreement.count(verdicts, cases.all_cases())
    with capsys.disabled():
        print(f"\n{agreement.table(figures)}")
    fallen = [
        f"{name}, {feature}: {figures[name][feature]}, were {row[feature]}"
        for name, row in agreement.kept().items()
        for feature in FEATURES
        if figures[name][feature] < row[feature]
    ]
    assert fallen == []


def test_no_case_ends_in_an_exception_or_never(verdicts: Sequence[Verdict]) -> None:
    assert {item.name: item.failure for item in verdicts if item.failure} == {}


def test_every_disagreement_has_a_reason(verdicts: Sequence[Verdict]) -> None:
    differing = {item.name for item in verdicts if item.summary(FEATURES)}
    assert differing == agreement.reasons().keys()
