"""What is answered: scores with their terms, and why something stays stopped."""

import pytest

from engine.cib.score import add
from tests.engine.scheduler.cibs import cib, clone, pairs, primitive, scheduled

_LOCATION = '<rsc_location id="l1" rsc="db" node="n2" score="50"/>'


def _why(text: str, resource: str = "db") -> list[tuple[str, dict[str, str]]]:
    return [
        (item.reason, dict(item.facts))
        for item in scheduled(text).stopped
        if item.resource == resource
    ]


def test_the_terms_of_a_score_add_up_to_it() -> None:
    ban = '<rsc_location id="l2" rsc="db" node="n1" score="-INFINITY"/>'
    scores = scheduled(cib(primitive("db"), constraints=_LOCATION + ban)).scores
    assert {(item.node, item.score) for item in scores} == {("n1", -1_000_000), ("n2", 50)}
    for item in scores:
        total = 0
        for term in item.terms:
            total = add(total, term.score)
        assert total == item.score


def test_a_term_names_its_constraint() -> None:
    scores = scheduled(cib(primitive("db"), constraints=_LOCATION)).scores
    (found,) = [item for item in scores if item.node == "n2"]
    assert [(term.score, term.kind, term.id) for term in found.terms] == [(50, "location", "l1")]


def test_what_runs_is_not_among_what_is_stopped() -> None:
    assert _why(cib(primitive("db"))) == []


def test_a_resource_that_is_to_be_stopped_says_whose_setting_that_is() -> None:
    inner = pairs("db-m", target_role="Stopped")
    assert _why(cib(primitive("db", inner))) == [("target-role", {"resource": "db"})]


def test_a_resource_that_no_node_may_run_says_what_bans_it_from_each() -> None:
    bans = "".join(
        f'<rsc_location id="l{node}" rsc="db" node="{node}" score="-INFINITY"/>'
        for node in ("n1", "n2")
    )
    facts = {"n1": "location ln1", "n2": "location ln2"}
    assert _why(cib(primitive("db"), constraints=bans)) == [("banned", facts)]


def test_without_any_usable_node_that_is_the_reason() -> None:
    assert _why(cib(primitive("db"), standby=["n1", "n2"])) == [("no-node", {})]


def test_without_quorum_that_is_the_reason() -> None:
    lonely = cib(primitive("db")).replace('have-quorum="1"', 'have-quorum="0"')
    assert _why(lonely) == [("no-quorum", {})]


def test_without_a_fencing_device_nothing_starts_while_fencing_is_on() -> None:
    options = pairs("options", "cluster_property_set", stonith_enabled="true")
    assert _why(cib(primitive("db"), options=options)) == [("no-fencing", {})]


def test_what_has_to_wait_for_ever_says_for_what() -> None:
    stopped = primitive("ip", pairs("ip-m", target_role="Stopped"))
    order = '<rsc_order id="o" first="ip" then="db"/>'
    assert _why(cib(stopped + primitive("db"), constraints=order)) == [
        ("waits", {"for": "ip_start_0"})
    ]


def test_an_instance_too_many_says_that_there_are_enough() -> None:
    numbered = clone(
        "c", primitive("db"), clone_max="4", clone_node_max="1", globally_unique="true"
    )
    assert _why(cib(numbered)) == [("clone-max", {}), ("clone-max", {})]


@pytest.mark.parametrize("granted", ["true", "false"])
def test_a_ticket_that_is_not_granted_is_named(granted: str) -> None:
    needs = '<rsc_ticket id="t" rsc="db" ticket="site"/>'
    state = f'<status><tickets><ticket_state id="site" granted="{granted}"/></tickets>'
    text = cib(primitive("db"), constraints=needs).replace("<status>", state)
    assert _why(text) == ([] if granted == "true" else [("ticket", {"ticket": "site"})])
