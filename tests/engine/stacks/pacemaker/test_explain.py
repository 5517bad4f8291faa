import pytest

from engine.protocol.messages import StackStatus
from engine.stacks.pacemaker.cibwatch import CibWatch
from engine.stacks.pacemaker.restarts import Reason
from engine.stacks.pacemaker.stack import PacemakerStack, explain


@pytest.mark.parametrize("corosync", [True, False])
@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.CRASHED])
def test_every_cause_names_the_node_and_a_next_step(reason: Reason, corosync: bool) -> None:
    code, message = explain(reason, "alpha", corosync=corosync)
    assert code
    assert "alpha" in message
    assert message.endswith(".")
    assert ";" in message


def test_what_is_to_be_started_depends_on_what_runs() -> None:
    assert explain(Reason.AWAY, "alpha", corosync=True)[0] == "pacemaker-down"
    assert explain(Reason.AWAY, "alpha", corosync=False)[0] == "corosync-down"


async def test_a_fault_of_our_own_is_told_and_not_kept_quiet(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(CibWatch, "run", fail)
    events: list[object] = []
    stack = PacemakerStack("alpha")
    await stack.start(events.append)
    await stack.close()
    told = [event for event in events if isinstance(event, StackStatus)]
    assert [(status.up, status.code) for status in told] == [(False, "internal")]
    assert "alpha" in told[0].message
    assert "ZeroDivisionError" in caplog.text
