"""What administrators try first: pulling plugs and cutting networks, one at a time."""

import statistics

import pytest

from engine.stacks.lab.instructions import Agreed, Deposed, Elected, MembersChanged, Say
from engine.stacks.lab.settings import PingGroup
from engine.stacks.lab.wire import Stamp
from tests.engine.stacks.lab.membership.cluster import SETTLED, Cluster

ROUTER = (PingGroup("router", ("10.0.0.1",)),)


def settled(count: int, pings: tuple[PingGroup, ...] = ()) -> Cluster:
    cluster = Cluster(1, count, pings)
    assert not cluster.settles()
    for host in cluster.hosts.values():
        host.log.clear()
    return cluster


def test_a_cluster_that_starts_together_needs_no_initdead() -> None:
    cluster = Cluster(1, 3)
    assert not cluster.settles(2.5)
    assert cluster.dcs[0].name == "a"
    assert [type(out) for out in cluster.hosts["a"].log if isinstance(out, Elected)] == [Elected]


def elections(cluster: Cluster) -> int:
    """How often a node was elected, whether or not it came to be told."""
    said = (out.text for host in cluster.hosts.values() for out in host.log if isinstance(out, Say))
    return sum("is DC" in text and "elected" in text for text in said)


@pytest.mark.parametrize("brisk", [False, True])
@pytest.mark.parametrize("count", [3, 5])
def test_a_lost_dc_costs_one_election(count: int, brisk: bool) -> None:
    times: list[float] = []
    for seed in range(100):
        cluster = Cluster(seed, count, brisk=brisk)
        deadtime = cluster.settings("a").deadtime
        assert not cluster.settles()
        assert elections(cluster) == 1
        # when each of the others heard it last is another time for each
        cluster.net.run(cluster.net.rng.uniform(0, 2))
        cluster.dcs[0].edit()
        cluster.net.run(cluster.net.rng.uniform(0, 0.3))
        cluster.dcs[0].crash()
        lost = cluster.net.now
        assert cluster.net.run_until(lambda: any(dc.quorate for dc in cluster.dcs), 30)  # noqa: B023
        times.append(cluster.net.now - lost - deadtime)
        cluster.net.run(3)
        assert elections(cluster) == 2
    assert statistics.median(times) < 0.25
    assert max(times) < 1.0


def test_who_starts_without_the_others_waits_for_initdead() -> None:
    cluster = Cluster(1, 3, start=False)
    cluster.hosts["b"].start()
    cluster.hosts["c"].start()
    cluster.net.run(7.9)
    assert not cluster.dcs
    cluster.net.run(3)
    assert not cluster.why_unsettled("bc")


def test_one_node_is_a_cluster() -> None:
    cluster = settled(1)
    cluster.dcs[0].edit()
    cluster.net.run(1)
    assert cluster.dcs[0].base == "0,1"


def test_when_the_dc_dies_the_next_one_follows_within_deadtime_and_a_moment() -> None:
    cluster = settled(3)
    cluster.hosts["a"].crash()
    died = cluster.net.now
    assert cluster.net.run_until(lambda: bool(cluster.dcs), 20)
    assert cluster.net.now - died < 4.0 + 1.5
    cluster.net.run(3)
    assert not cluster.why_unsettled("bc")


def test_a_node_that_comes_back_upsets_nobody() -> None:
    cluster = settled(3)
    leader = cluster.dcs[0]
    for away in (1.0, 30.0):
        cluster.hosts["c"].crash()
        cluster.net.run(away)
        cluster.hosts["c"].start()
        cluster.net.run(10)
        assert not cluster.why_unsettled()
    cluster.split("ab", "c")
    cluster.net.run(30)
    assert cluster.hosts["c"].dc is not None, "it has to stop what runs on it"
    assert not cluster.hosts["c"].quorate
    cluster.heal()
    assert not cluster.settles(5.0)
    assert not [out for out in leader.log if isinstance(out, Elected | Deposed)]


def test_votes_count_and_not_nodes() -> None:
    cluster = Cluster(1, 3, votes={"c": 3})
    assert not cluster.settles()
    cluster.split("ab", "c")
    cluster.net.run(30)
    alone = cluster.hosts["c"]
    assert alone.dc is not None
    assert alone.quorate
    assert not any(cluster.hosts[name].quorate for name in "ab")
    alone.edit()
    cluster.net.run(1)
    cluster.heal()
    assert not cluster.settles()
    assert cluster.dcs[0].base == "0,1"


def test_a_dc_without_quorum_goes_on_without_and_agrees_on_nothing() -> None:
    cluster = settled(5)
    cluster.split("ab", "cde")
    cluster.net.run(1)
    cluster.hosts["a"].edit()  # it does not know yet: two have it, none agrees
    cluster.net.run(20)
    old, new = cluster.hosts["a"], next(dc for dc in cluster.dcs if dc.name != "a")
    assert old.dc is not None
    assert not old.quorate
    assert old.members == ("a", "b")
    assert new.quorate
    old.edit()
    assert "2" in cluster.history.refused
    new.edit()
    cluster.net.run(1)
    cluster.heal()
    assert not cluster.settles()
    assert cluster.dcs[0].base == "0,3"
    assert "1" not in cluster.history.agreed


def test_a_dc_that_gets_its_followers_back_in_time_goes_on_as_it_was() -> None:
    cluster = settled(3)
    leader = cluster.dcs[0]
    cluster.split("a", "b", "c")
    cluster.net.run(15)
    assert all(host.dc is not None and not host.quorate for host in cluster.hosts.values())
    cluster.heal()
    assert not cluster.settles(6.0)
    assert not [out for out in leader.log if isinstance(out, Elected | Deposed)]
    told = [out.quorate for out in leader.log if isinstance(out, MembersChanged)]
    assert told[0] is True, "first one goes"
    assert told[-1] is True


def test_an_edit_outlives_every_node() -> None:
    cluster = settled(3)
    cluster.dcs[0].edit()
    cluster.net.run(1)
    for host in cluster.hosts.values():
        host.crash()
    cluster.net.run(10)
    cluster.heal()
    assert not cluster.settles()
    assert cluster.dcs[0].base == "0,1"
    assert [host.disk.boot for host in cluster.hosts.values()] == [2, 2, 2]


def test_a_node_that_was_away_gets_what_was_agreed_meanwhile() -> None:
    cluster = settled(3)
    cluster.hosts["c"].crash()
    cluster.net.run(10)
    cluster.dcs[0].edit(3)
    cluster.net.run(1)
    cluster.hosts["c"].start()
    assert not cluster.settles(4.0)
    assert Agreed("0,1,2,3") in cluster.hosts["c"].log


def test_one_with_an_older_configuration_is_not_elected() -> None:
    cluster = settled(3)
    cluster.hosts["c"].crash()
    cluster.net.run(6)
    cluster.dcs[0].edit()
    cluster.net.run(1)
    cluster.hosts["a"].crash()
    cluster.hosts["b"].crash()
    cluster.hosts["c"].start()
    cluster.hosts["b"].start()
    cluster.net.run(14)
    assert not cluster.why_unsettled("bc")
    assert cluster.dcs[0].name == "b"
    assert cluster.dcs[0].base == "0,1"


def test_a_node_whose_link_to_the_dc_is_cut_leads_only_itself() -> None:
    """b hears both others, c does not hear the DC: nothing moves where there is quorum."""
    cluster = settled(3)
    cluster.net.cut("a", "c")
    cluster.net.run(30)
    assert cluster.hosts["a"].members == ("a", "b")
    assert cluster.hosts["a"].quorate
    assert cluster.hosts["c"].dc is not None
    assert not cluster.hosts["c"].quorate
    assert not [out for out in cluster.hosts["a"].log if isinstance(out, Deposed)]
    cluster.heal()
    assert not cluster.settles(6.0)


def test_of_equal_halves_the_one_with_the_ping_node_goes_on() -> None:
    cluster = settled(4, ROUTER)
    cluster.pinging = {"c", "d"}
    cluster.split("ab", "cd")
    cluster.net.run(SETTLED)
    assert cluster.hosts["a"].dc is not None
    assert not cluster.hosts["a"].quorate
    assert not cluster.why_unsettled("cd")
    cluster.hosts["a"].edit()
    leader = next(dc for dc in cluster.dcs if dc.quorate)
    leader.edit()
    assert "2" in cluster.history.refused, "the others may be alive"
    leader.fence()
    leader.edit()
    cluster.net.run(1)
    cluster.heal()
    cluster.pinging = set(cluster.names)
    assert not cluster.settles()
    assert cluster.dcs[0].base == "0,3"


def test_equal_halves_without_a_ping_node_both_stop() -> None:
    cluster = settled(4)
    cluster.split("ab", "cd")
    cluster.net.run(SETTLED)
    assert [host.name for host in cluster.dcs] == ["a", "c"]
    assert not any(host.quorate for host in cluster.dcs)


def test_a_half_that_starts_alone_has_no_quorum_by_a_ping_node() -> None:
    cluster = Cluster(1, 4, ROUTER, start=False)
    for name in "ab":
        cluster.hosts[name].start()
    cluster.net.run(20)
    assert [host.name for host in cluster.dcs] == ["a"]
    assert not cluster.dcs[0].quorate


@pytest.mark.parametrize("pings", [(), ROUTER])
@pytest.mark.parametrize("victim", ["a", "b"])
def test_two_nodes_go_on_as_one_and_the_other_catches_up(
    pings: tuple[PingGroup, ...], victim: str
) -> None:
    cluster = settled(2, pings)
    other = "b" if victim == "a" else "a"
    cluster.hosts[victim].crash()
    cluster.net.run(8)
    assert not cluster.why_unsettled(other)
    cluster.hosts[other].fence()
    cluster.net.run(1)
    cluster.hosts[other].edit(2)
    cluster.net.run(1)
    cluster.hosts[victim].start()
    assert not cluster.settles(5.0)
    assert cluster.dcs[0].name == other
    assert cluster.dcs[0].base == "0,1,2"
    told = [out.quorate for out in cluster.hosts[other].log if isinstance(out, MembersChanged)]
    assert all(told), "quorum was there all the time"


def test_one_of_two_that_starts_alone_has_no_quorum() -> None:
    cluster = Cluster(1, 2, start=False)
    cluster.hosts["b"].start()
    cluster.net.run(20)
    assert cluster.hosts["b"].dc is not None
    assert not cluster.hosts["b"].quorate
    cluster.hosts["a"].start()
    assert not cluster.settles(6.0)


@pytest.mark.parametrize("winner", ["a", "b"])
def test_two_that_lose_each_other_agree_on_nothing_until_one_is_off(winner: str) -> None:
    cluster = settled(2)
    cluster.split("a", "b")
    cluster.net.run(8)
    for name in "ab":
        assert cluster.hosts[name].quorate, "each may fence the other"
        cluster.hosts[name].edit()
    assert cluster.history.refused == {"1", "2"}
    terms = [host.dc.term for host in cluster.dcs if host.dc is not None]
    assert len(set(terms)) == 2, "never two DCs in one term"
    cluster.hosts[winner].fence()
    cluster.net.run(1)
    cluster.hosts[winner].edit()
    cluster.net.run(1)
    cluster.heal()
    assert not cluster.settles()
    cluster.net.run(1)
    kept: set[Stamp] = {host.disk.committed for host in cluster.hosts.values()}
    assert len(kept) == 1
    assert cluster.dcs[0].base == "0,3"


def test_who_is_gone_outlives_the_dc() -> None:
    cluster = settled(5)
    cluster.split("abcd", "e")
    cluster.net.run(8)
    cluster.hosts["a"].fence()
    cluster.net.run(1)
    cluster.hosts["a"].crash()
    cluster.net.run(8)
    (leader,) = cluster.dcs
    assert leader.dc is not None
    assert leader.dc.gone == ("e",), "of a nothing is known"
    cluster.split("abcde")
    cluster.hosts["e"].start()
    cluster.net.run(8)
    assert leader.members == ("b", "c", "d", "e")
    leader.crash()
    cluster.hosts["e"].crash()
    cluster.net.run(8)
    (leader,) = cluster.dcs
    assert leader.members == ("c", "d")
    assert leader.dc is not None
    assert leader.dc.gone == (), "e was back"


def test_who_leaves_as_dc_is_gone_by_agreement() -> None:
    cluster = settled(3)
    host = cluster.hosts["a"]
    host.leave()
    cluster.net.run(1)
    assert host.departed
    host.crash()
    cluster.net.run(8)
    (leader,) = cluster.dcs
    assert leader.dc is not None
    assert leader.dc.gone == ("a",)
    host.start()
    assert not cluster.settles()
    assert leader.membership.durable.gone == ()


def test_a_node_that_cannot_write_votes_for_nobody_until_it_can() -> None:
    cluster = settled(3)
    for name in "bc":
        cluster.hosts[name].disk_trouble = "No space left on device"
    cluster.dcs[0].edit()
    cluster.net.run(5)
    assert not cluster.history.agreed, "only one has it on disk"
    cluster.hosts["b"].disk_trouble = ""
    cluster.net.run(2)
    assert cluster.history.agreed == {"1"}
    cluster.hosts["c"].disk_trouble = ""
    cluster.net.run(2)
    assert not cluster.why_unsettled()


def test_a_dc_whose_disk_is_full_still_gets_edits_agreed_by_the_others() -> None:
    cluster = settled(3)
    leader = cluster.dcs[0]
    leader.disk_trouble = "No space left on device"
    leader.edit()
    cluster.net.run(2)
    assert cluster.history.agreed == {"1"}
    leader.crash()
    cluster.net.run(10)
    assert not cluster.why_unsettled("bc")
    assert cluster.dcs[0].base == "0,1"


def test_a_node_alone_agrees_on_nothing_that_is_not_on_its_disk() -> None:
    cluster = settled(1)
    cluster.dcs[0].disk_trouble = "No space left on device"
    cluster.dcs[0].edit()
    cluster.net.run(5)
    assert not cluster.history.agreed
    cluster.dcs[0].disk_trouble = ""
    cluster.net.run(2)
    assert cluster.history.agreed == {"1"}
