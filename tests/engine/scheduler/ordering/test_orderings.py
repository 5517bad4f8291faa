"""What follows from orderings for actions, followed up through whole clusters."""

import itertools

from tests.engine.scheduler.cibs import (
    cib,
    clone,
    done,
    group,
    keys,
    links,
    pairs,
    places,
    primitive,
    scheduled,
    where,
)


def _order(first: str, then: str, **attributes: str) -> str:
    more = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<rsc_order id="{first}-{then}" first="{first}" then="{then}"{more}/>'


def _ban(resource: str) -> str:
    return "".join(
        f'<rsc_location id="{resource}-{node}" rsc="{resource}" node="{node}" score="-INFINITY"/>'
        for node in ("n1", "n2")
    )


def test_starts_follow_one_another() -> None:
    result = scheduled(cib(primitive("a") + primitive("b"), constraints=_order("a", "b"), nodes=1))
    assert ("a_start_0@n1", "b_start_0@n1") in links(result)


def test_nothing_starts_after_what_cannot_start() -> None:
    constraints = _order("a", "b") + _order("b", "c") + _ban("a")
    text = cib(primitive("a") + primitive("b") + primitive("c"), constraints=constraints)
    assert not {key for key in keys(scheduled(text)) if "_start_" in key}


def test_an_optional_order_does_not_hold_anything_back() -> None:
    constraints = _order("a", "b", kind="Optional") + _ban("a")
    result = scheduled(cib(primitive("a") + primitive("b"), constraints=constraints))
    assert "b_start_0" in keys(result)


def test_what_depends_on_a_moving_resource_restarts() -> None:
    constraints = _order("a", "b")
    past = [
        done("a", "n1", "start"),
        done("b", "n2", "start"),
        done("a", "n2", "monitor", 7),
        done("b", "n1", "monitor", 7),
    ]
    text = cib(
        primitive("a") + primitive("b"), constraints=constraints, standby=["n1"], history=past
    )
    result = scheduled(text)
    assert where(result, "b_stop_0") == {"n2"}
    assert where(result, "b_start_0") == {"n2"}
    found = links(result)
    assert ("b_stop_0@n2", "a_stop_0@n1") in found
    assert ("a_start_0@n2", "b_start_0@n2") in found


def test_an_asymmetrical_order_says_nothing_of_stopping() -> None:
    past = [done("a", "n1", "start"), done("b", "n1", "start")]
    text = cib(
        primitive("a", pairs("a-m", target_role="Stopped")) + primitive("b"),
        constraints=_order("a", "b", symmetrical="false"),
        nodes=1,
        history=past,
    )
    assert keys(scheduled(text)) == {"a_stop_0"}


def test_a_stop_that_implies_another_does_so_one_way_only() -> None:
    """``b`` stops before ``a``; that ``b`` stops is no reason for ``a`` to stop."""
    past = [done("a", "n1", "start"), done("b", "n1", "start")]
    text = cib(
        primitive("a") + primitive("b", pairs("b-m", target_role="Stopped")),
        constraints=_order("a", "b"),
        nodes=1,
        history=past,
    )
    assert keys(scheduled(text)) == {"b_stop_0"}


def test_others_wait_until_all_of_a_group_runs() -> None:
    result = scheduled(cib(group("g", "a", "b") + primitive("c"), constraints=_order("g", "c")))
    (node,) = where(result, "c_start_0")
    found = links(result)
    assert ("g_running_0", f"c_start_0@{node}") in found
    assert ("g_start_0", f"c_start_0@{node}") not in found


def test_others_wait_until_a_clone_has_told_its_instances() -> None:
    told = clone("k", primitive("p"), notify="true")
    result = scheduled(cib(told + primitive("c"), constraints=_order("k", "c")))
    (node,) = where(result, "c_start_0")
    assert ("k_confirmed-post_notify_running_0", f"c_start_0@{node}") in links(result)


def test_interleaved_instances_wait_for_their_neighbours_only() -> None:
    both = clone("k", primitive("p"), interleave="true") + clone(
        "l", primitive("q"), interleave="true"
    )
    found = links(scheduled(cib(both, constraints=_order("k", "l"))))
    pairs_of_starts = {
        (first.partition("@")[2], then.partition("@")[2])
        for first, then in found
        if first.startswith("p:") and then.startswith("q:") and "_start_0" in first
    }
    assert pairs_of_starts == {("n1", "n1"), ("n2", "n2")}


def test_what_must_be_with_a_resource_that_cannot_start_does_not_start() -> None:
    together = '<rsc_colocation id="c" rsc="b" with-rsc="a" score="INFINITY"/>'
    after = _order("x", "a") + _ban("x")
    text = cib(
        primitive("x") + primitive("a") + primitive("b"), constraints=together + after, nodes=2
    )
    result = scheduled(text)
    assert not places(result, "b")


def test_serialized_starts_are_in_some_sequence() -> None:
    text = cib(
        primitive("a") + primitive("b"), constraints=_order("a", "b", kind="Serialize"), nodes=1
    )
    assert ("a_start_0@n1", "b_start_0@n1") in links(scheduled(text))


def test_one_of_several_is_enough() -> None:
    constraints = (
        '<rsc_order id="o"><resource_set id="s1" sequential="false" require-all="false">'
        '<resource_ref id="a"/><resource_ref id="b"/></resource_set>'
        '<resource_set id="s2"><resource_ref id="c"/></resource_set></rsc_order>'
    )
    text = cib(
        primitive("a") + primitive("b") + primitive("c"), constraints=constraints + _ban("a")
    )
    assert "c_start_0" in keys(scheduled(text))
    none = cib(
        primitive("a") + primitive("b") + primitive("c"),
        constraints=constraints + _ban("a") + _ban("b"),
    )
    assert "c_start_0" not in keys(scheduled(none))


def test_orders_in_a_circle_come_to_an_end() -> None:
    constraints = _order("a", "b") + _order("b", "c") + _order("c", "a")
    past = [done(name, "n1", "start") for name in "abc"]
    text = cib(
        "".join(primitive(name) for name in "abc"),
        constraints=constraints,
        standby=["n1"],
        history=past,
    )
    assert {"a_stop_0", "b_stop_0", "c_stop_0"} <= keys(scheduled(text))


def test_a_chain_may_be_as_long_as_it_wants() -> None:
    names = [f"r{number}" for number in range(600)]
    constraints = "".join(_order(first, then) for first, then in itertools.pairwise(names))
    past = [done(name, "n1", "start") for name in names]
    text = cib(
        "".join(primitive(name) for name in names),
        constraints=constraints,
        nodes=1,
        standby=["n1"],
        history=past,
    )
    result = scheduled(text)
    assert len(where(result, "r0_stop_0")) == 1
    assert ("r599_stop_0@n1", "r598_stop_0@n1") in links(result)
