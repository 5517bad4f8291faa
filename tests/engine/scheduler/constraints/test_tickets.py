"""Tickets: what may run without them, and what their loss means."""

import pytest

from tests.engine.scheduler.cibs import cib, clone, done, keys, pairs, places, primitive, scheduled

NEEDS = '<rsc_ticket id="k" ticket="t" rsc="{}" {}/>'
FENCING = '<primitive id="fence" class="stonith" type="fence_dummy"/>'
WITH_FENCING = pairs("o", "cluster_property_set", stonith_enabled="true")


def _with_ticket(text: str, state: str) -> str:
    tickets = f'<tickets><ticket_state id="t" {state}/></tickets></status>'
    return text.replace("</status>", tickets)


@pytest.mark.parametrize(
    ("state", "runs"),
    [
        ('granted="true"', True),
        ('granted="false"', False),
        ('granted="true" standby="true"', False),
    ],
)
def test_what_needs_a_ticket_starts_only_with_it(state: str, runs: bool) -> None:
    text = _with_ticket(cib(primitive("a"), constraints=NEEDS.format("a", "")), state)
    assert bool(places(scheduled(text), "a")) is runs


def test_a_ticket_that_nobody_has_heard_of_is_not_granted() -> None:
    assert places(scheduled(cib(primitive("a"), constraints=NEEDS.format("a", ""))), "a") == []


@pytest.mark.parametrize(
    ("policy", "done_then"),
    [
        ("stop", {"a_stop_0"}),
        ("freeze", set[str]()),
        ("fence", {"stonith", "a_stop_0"}),
        ("demote", {"a_stop_0"}),
    ],
)
def test_the_policy_says_what_the_loss_means(policy: str, done_then: set[str]) -> None:
    constraint = NEEDS.format("a", f'loss-policy="{policy}"')
    history = [done("a", "n1", "start"), done("fence", "n2", "start")]
    text = cib(
        primitive("a") + FENCING, constraints=constraint, history=history, options=WITH_FENCING
    )
    result = scheduled(_with_ticket(text, 'granted="false"'))
    assert keys(result) & {"a_stop_0", "a_demote_0", "stonith"} == done_then


def test_without_fencing_the_loss_of_the_ticket_stops() -> None:
    constraint = NEEDS.format("a", 'loss-policy="fence"')
    result = scheduled(
        cib(primitive("a"), constraints=constraint, history=[done("a", "n1", "start")])
    )
    assert "a_stop_0" in keys(result)
    assert "ticket-fence-without-fencing" in {finding.code for finding in result.findings}


def test_a_ticket_for_the_promoted_role_leaves_the_others() -> None:
    resources = clone("m", primitive("p", kind="Stateful"), promotable="true")
    constraint = NEEDS.format("m", 'rsc-role="Promoted"') + (
        '<rsc_location id="l" rsc="m" role="Promoted" node="n1" score="50"/>'
    )
    for state, promoted in (('granted="true"', ["n1"]), ('granted="false"', [])):
        result = scheduled(_with_ticket(cib(resources, constraints=constraint), state))
        assert places(result, "p", "Promoted") == promoted
        assert len(places(result, "p")) == 2


def test_sets_need_the_ticket_with_all_their_members() -> None:
    constraint = (
        '<rsc_ticket id="k" ticket="t"><resource_set id="s"><resource_ref id="a"/>'
        '<resource_ref id="b"/></resource_set></rsc_ticket>'
    )
    resources = primitive("a") + primitive("b") + primitive("c")
    result = scheduled(cib(resources, constraints=constraint))
    assert [bool(places(result, name)) for name in "abc"] == [False, False, True]
