import pytest

from engine.stacks.pacemaker.restarts import Reason
from engine.stacks.pacemaker.stack import explain


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
