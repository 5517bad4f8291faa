"""Orders between two, between sets; kinds, symmetry, and how many must be up first."""

import pytest

from engine.cib.document import Cib
from engine.scheduler.constraints.read import read_constraints
from engine.scheduler.model import tie as ties
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.status.read import read_cluster
from tests.engine.scheduler.cibs import cib, clone, done, keys, links, pairs, primitive, scheduled

FOUR = "".join(primitive(name) for name in "abcd")
MANDATORY = ties.OPTIONAL | ties.THEN_IMPLIED | ties.RUNNABLE_FIRST
BACK = ties.OPTIONAL | ties.FIRST_IMPLIED


def _orders(constraints: str, resources: str = FOUR) -> dict[tuple[str, str], int]:
    cluster = _read(constraints, resources)
    return {
        (order.first_key or _key(order.first_action), order.then_key or _key(order.then_action)): (
            order.tie
        )
        for order in cluster.orderings
    }


def _key(action: object) -> str:
    return str(getattr(action, "key", ""))


def _read(constraints: str, resources: str) -> Cluster:
    cluster = read_cluster(Cib.parse(cib(resources, constraints=constraints)))
    read_constraints(cluster)
    return cluster


def _set(names: str, more: str = "") -> str:
    inner = "".join(f'<resource_ref id="{name}"/>' for name in names)
    return f'<resource_set id="s{names}" {more}>{inner}</resource_set>'


def test_a_mandatory_order_holds_on_the_way_back_too() -> None:
    assert _orders('<rsc_order id="o" first="a" then="b"/>') == {
        ("a_start_0", "b_start_0"): MANDATORY,
        ("b_stop_0", "a_stop_0"): BACK,
    }


@pytest.mark.parametrize(
    ("more", "forth", "back"),
    [
        ('symmetrical="false"', ties.OPTIONAL | ties.ASYMMETRICAL, None),
        ('kind="Optional"', ties.OPTIONAL, ties.OPTIONAL),
        ('score="0"', ties.OPTIONAL, ties.OPTIONAL),
        ('kind="Serialize"', ties.OPTIONAL | ties.SERIALIZE, None),
        ('kind="Nonsense"', MANDATORY, BACK),
    ],
)
def test_the_kind_says_how_strict_an_order_is(more: str, forth: int, back: int | None) -> None:
    found = _orders(f'<rsc_order id="o" first="a" then="b" {more}/>')
    assert found.get(("a_start_0", "b_start_0")) == forth
    assert found.get(("b_stop_0", "a_stop_0")) == back


def test_the_second_action_is_the_first_one_where_nothing_else_is_said() -> None:
    found = _orders('<rsc_order id="o" first="a" then="b" first-action="stop"/>')
    assert set(found) == {("a_stop_0", "b_stop_0"), ("b_start_0", "a_start_0")}


def test_members_of_a_set_follow_one_another_and_sets_do_all_with_all() -> None:
    loose = _set("cd", 'sequential="false"')
    found = _orders(f'<rsc_order id="o">{_set("ab")}{loose}</rsc_order>')
    assert {pair for pair in found if pair[0].endswith("start_0")} == {
        ("a_start_0", "b_start_0"),
        *((f"{first}_start_0", f"{then}_start_0") for first in "ab" for then in "cd"),
    }


def test_sets_that_say_they_are_in_sequence_meet_at_their_near_ends() -> None:
    yes = 'sequential="true"'
    found = _orders(f'<rsc_order id="o">{_set("ab", yes)}{_set("cd", yes)}</rsc_order>')
    between = {pair for pair in found if {pair[0][0], pair[1][0]} not in ({"a", "b"}, {"c", "d"})}
    assert between == {("b_start_0", "c_start_0"), ("c_stop_0", "b_stop_0")}


def test_everything_in_a_serialized_set_waits_for_everything_else() -> None:
    found = _orders(f'<rsc_order id="o" kind="Serialize">{_set("abc")}</rsc_order>')
    assert set(found) == {
        ("a_start_0", "b_start_0"),
        ("a_start_0", "c_start_0"),
        ("b_start_0", "c_start_0"),
    }


def test_one_of_a_set_is_enough_where_not_all_are_required() -> None:
    first = _set("ab", 'sequential="false" require-all="false"')
    constraint = f'<rsc_order id="o">{first}{_set("c")}</rsc_order>'
    stopped = primitive("a", pairs("m", target_role="Stopped"))
    result = scheduled(cib(stopped + primitive("b") + primitive("c"), constraints=constraint))
    assert "c_start_0" in keys(result)
    both = stopped + primitive("b", pairs("n", target_role="Stopped"))
    assert "c_start_0" not in keys(scheduled(cib(both + primitive("c"), constraints=constraint)))


def test_so_many_instances_as_asked_for_are_enough() -> None:
    """Three are possible here, as many as there are nodes."""
    constraint = '<rsc_order id="o" first="c" then="a"/>'
    for least, starts in (("2", True), ("4", False)):
        resources = clone("c", primitive("p"), clone_min=least, clone_max="4") + primitive("a")
        result = scheduled(cib(resources, constraints=constraint, nodes=3))
        assert ("a_start_0" in keys(result)) is starts


def test_what_comes_later_is_stopped_first() -> None:
    constraint = '<rsc_order id="o" first="a" then="b"/>'
    history = [done("a", "n1", "start"), done("b", "n2", "start")]
    resources = primitive("a", pairs("m", target_role="Stopped")) + primitive("b")
    result = scheduled(cib(resources, constraints=constraint, history=history))
    assert ("b_stop_0@n2", "a_stop_0@n1") in links(result)


def test_what_cannot_be_turned_round_is_reported() -> None:
    constraint = '<rsc_order id="o" first="a" then="b" first-action="monitor"/>'
    cluster = _read(constraint, FOUR)
    assert [finding.code for finding in cluster.findings] == ["order-without-inverse"]
    assert len(cluster.orderings) == 1
