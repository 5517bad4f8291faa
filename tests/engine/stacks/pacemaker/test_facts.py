from dataclasses import replace

from engine.protocol.messages import MemberView, NodeFacts
from engine.stacks.pacemaker.facts import Belief, FactKeeper, Membership

NAMES = {"1": "alpha", "2": "beta", "3": "gamma"}
ALL = Membership(quorate=True, ring="1.2a", members=frozenset({1, 2, 3}), names=NAMES, local=1)
BELIEF = Belief("alpha", membership=ALL, dc="3", pacemaker="2.1.5", corosync="3.1.7")


def test_all_is_well() -> None:
    facts = BELIEF.facts()
    assert facts.dc == "gamma"
    assert facts.quorate is True
    assert facts.members == tuple(MemberView(name, member=True) for name in NAMES.values())
    assert (facts.pacemaker, facts.corosync, facts.ring) == ("2.1.5", "3.1.7", "1.2a")


def test_a_dc_that_left_the_ring_is_none_even_while_the_cib_still_names_it() -> None:
    alone = replace(ALL, quorate=False, members=frozenset({1}))
    facts = replace(BELIEF, membership=alone).facts()
    assert facts.dc is None
    assert facts.quorate is False
    assert [view.name for view in facts.members if view.member] == ["alpha"]


def test_names_come_from_the_cib_where_corosync_has_none() -> None:
    nameless = replace(ALL, names={})
    assert [view.name for view in replace(BELIEF, membership=nameless).facts().members] == list(
        "123"
    )
    named = replace(BELIEF, membership=nameless, names=NAMES)
    assert named.facts() == BELIEF.facts()


def test_without_corosync_nothing_is_claimed() -> None:
    facts = replace(BELIEF, membership=None).facts()
    assert (facts.dc, facts.quorate, facts.members) == (None, None, ())


def test_nodes_are_in_the_order_of_their_numbers() -> None:
    many = {str(number): f"n{number}" for number in (10, 9, 2, 1)}
    facts = replace(BELIEF, membership=replace(ALL, names=many, members=frozenset({9}))).facts()
    assert [view.name for view in facts.members] == ["n1", "n2", "n9", "n10"]


async def test_facts_are_told_once_each_and_not_before_corosync_has_answered() -> None:
    told: list[NodeFacts] = []
    keeper = FactKeeper("alpha", told.append)
    keeper.dc("3")
    assert told == []
    keeper.membership(ALL)
    keeper.membership(ALL)
    keeper.dc("3")
    assert [facts.dc for facts in told] == ["gamma"]
    keeper.dc("2")
    keeper.membership(None)
    assert [facts.dc for facts in told] == ["gamma", "beta", None]
