"""What visitors of a lab try first, one thing at a time."""

import re

import pytest

from engine.protocol.verbs import Migrate, Standby
from engine.stacks.lab.instructions import Asked
from engine.stacks.lab.settings import PingGroup
from tests.lab.clusters import Design, designs
from tests.lab.faults import Edit
from tests.lab.host import Host
from tests.lab.play import happen, settle, unsettled
from tests.lab.promises import edits_in
from tests.lab.world import World

ONE, WEB, FULL = designs()
DEADTIME = 4.0
GATEWAY = (PingGroup("gateway", ("gateway",)),)


def running(design: Design = WEB, count: int = 3, pings: tuple[PingGroup, ...] = ()) -> World:
    """A lab where all is well."""
    world = World(7, design, count, pings, telling=True)
    for host in world.hosts.values():
        host.start()
    settle(world)
    assert world.story is not None
    world.story.clear()
    return world


def home(world: World, resource: str = "server") -> Host:
    """Where it is active."""
    (node,) = world.active[resource]
    return world.hosts[node]


def said(world: World, pattern: str) -> list[str]:
    """Lines of the story."""
    return [line for line in world.story or () if re.search(pattern, line)]


def elsewhere(world: World, first: Host, resource: str = "server") -> bool:
    """Whether it is active on another node."""
    return bool(set(world.active[resource]) - {first.name})


def test_a_lab_starts_and_runs_everything_where_the_scheduler_wants_it() -> None:
    world = running(FULL)
    assert set(world.active) >= {"ip", "store", "server", "mobile", "base", "cache"}
    assert sorted(world.active["base"].values()) == ["promoted", "started"]
    assert world.active["base"][home(world).name] == "promoted"
    assert set(world.active["cache"]) == set("abc")


@pytest.mark.parametrize("fault", ["crash", "freeze"])
def test_the_service_moves_when_its_node_is_lost(fault: str) -> None:
    world = running()
    first = home(world)
    getattr(first, fault)()
    lost = world.now
    assert world.run_until(lambda: elsewhere(world, first), 30)
    assert world.now - lost < DEADTIME + 4
    assert said(world, f"the power switch does reboot {first.name}"), "it was fenced before"
    settle(world)
    assert first.disk.boot == 2, "its power came again"


def test_a_node_that_is_cut_off_stops_what_it_runs_and_is_fenced() -> None:
    world = running()
    first = home(world)
    others = set(world.names) - {first.name}
    world.split(first.name, others)
    assert world.run_until(lambda: elsewhere(world, first), 30)
    assert said(world, f"reboot {first.name}")
    assert not any(said(world, f"reboot {name}") for name in others), "they have the quorum"


@pytest.mark.parametrize("lucky", ["ab", "cd"])
def test_of_equal_halves_the_one_that_reaches_the_gateway_goes_on(lucky: str) -> None:
    world = running(WEB, 4, GATEWAY)
    world.pinging = set(lucky)
    world.split("ab", "cd")
    unlucky = set(world.names) - set(lucky)
    assert world.run_until(lambda: all(said(world, f"reboot {name}") for name in unlucky), 30)
    assert world.run_until(lambda: bool(world.active["server"]), 30)
    assert set(world.active["server"]) <= set(lucky)
    assert not any(said(world, f"reboot {name}") for name in lucky)


def test_of_two_nodes_that_lose_each_other_one_survives() -> None:
    world = running(WEB, 2)
    world.split("a", "b")
    world.run(30)
    world.heal()
    settle(world)
    assert {host.disk.boot for host in world.hosts.values()} != {1}, "somebody was fenced"


def test_what_cannot_be_fenced_blocks_its_resources_until_it_can() -> None:
    world = running()
    first = home(world)
    world.no_power = True
    world.split(first.name, set(world.names) - {first.name})
    first.freeze()
    world.run(120)
    assert not elsewhere(world, first), "it may still run there"
    world.no_power = False
    assert world.run_until(lambda: elsewhere(world, first), 120)


def test_a_node_that_leaves_is_not_fenced() -> None:
    world = running()
    for name in ("c", "b"):
        world.hosts[name].leave()
        assert world.run_until(lambda name=name: world.hosts[name].node is None, 60)
        assert world.hosts[name].halted
        world.run(15)
        if name == "c":
            assert elsewhere(world, world.hosts["c"]), "two of three have quorum"
    assert not said(world, "power switch")


def test_when_the_dc_leaves_the_next_one_knows_that_it_left() -> None:
    world = running(FULL)
    (chief,) = world.dcs
    chief.leave()
    assert world.run_until(lambda: chief.node is None, 60)
    world.run(20)
    (successor,) = world.dcs
    assert successor is not chief
    assert not said(world, "power switch"), "it left in good order"
    chief.start()
    settle(world)


def test_a_lab_that_ends_in_good_order_takes_no_longer_than_its_agents() -> None:
    world = running(FULL)
    for host in world.hosts.values():
        host.leave()
    assert world.run_until(lambda: not any(host.node for host in world.hosts.values()), 30)
    assert not any(world.active.values())
    assert all(host.halted for host in world.hosts.values())
    stopped, ended = (float(said(world, words)[-1].split()[0]) for words in ("is stopped", "halts"))
    assert ended - stopped < 0.5, "nobody waits for those that are gone"


def test_an_edit_through_any_node_reaches_all_and_outlives_a_power_cut() -> None:
    world = running()
    follower = next(host for host in world.hosts.values() if not host.is_dc)
    happen(world, Edit(follower.name, 1))
    world.run(2)
    assert world.replies[1].code == ""
    for host in world.hosts.values():
        assert host.node is not None
        assert edits_in(host.node.cib) == {1}
    for host in world.hosts.values():
        host.crash()
    world.run(1)
    world.heal()
    settle(world)
    assert world.promises.done == {1}


def test_an_edit_of_what_was_changed_meanwhile_is_a_conflict() -> None:
    world = running()
    happen(world, Edit("b", 1, stale=True))
    world.run(2)
    assert world.replies[1].code == "conflict"


def test_without_quorum_nothing_is_changed() -> None:
    world = running()
    world.hosts["a"].crash()
    world.no_power = True
    world.hosts["b"].crash()
    world.run(30)
    happen(world, Edit("c", 1))
    world.run(5)
    assert world.replies[1].code == "no-quorum"


def test_an_edit_that_the_dc_dies_over_is_answered() -> None:
    world = running()
    (chief,) = world.dcs
    follower = next(host for host in world.hosts.values() if host is not chief)
    happen(world, Edit(follower.name, 1))
    chief.crash()
    world.run(20)
    assert world.replies[1].code == "lost"
    world.heal()
    settle(world)


def test_who_asks_while_nobody_is_dc_is_answered_by_the_first_one() -> None:
    world = World(7, WEB)
    world.hosts["a"].start()
    world.run(1)
    world.ask(world.hosts["a"], Asked(1, "admin"))
    world.run(3)
    assert not world.replies
    world.heal()
    settle(world)
    assert world.replies[1].code == ""


@pytest.mark.parametrize("through", ["a", "c"])
def test_standby_empties_a_node_and_says_so_when_it_is_done(through: str) -> None:
    world = running(FULL)
    first = home(world)
    world.ask(world.hosts[through], Asked(1, "admin", wish=Standby(first.name, on=True)))
    assert world.run_until(lambda: 1 in world.replies, 60)
    assert world.replies[1].code == ""
    assert elsewhere(world, first)
    assert not unsettled(world)


def test_what_is_moved_is_there_when_that_is_answered() -> None:
    world = running()
    first = home(world, "mobile")
    target = next(name for name in world.names if name != first.name)
    world.ask(first, Asked(1, "admin", wish=Migrate("mobile", target)))
    assert world.run_until(lambda: 1 in world.replies, 60)
    assert world.replies[1].code == ""
    assert home(world, "mobile").name == target
    assert first.node is not None
    assert "cli-" not in first.node.cib, "no constraint is left behind"


def test_a_resource_that_dies_is_started_again() -> None:
    world = running()
    first = home(world)
    assert first.site.fail("server")
    assert not world.active["server"]
    assert world.run_until(lambda: bool(world.active["server"]), 20)
    settle(world)


def test_a_node_with_a_full_disk_takes_part_again_once_there_is_room() -> None:
    world = running()
    world.hosts["c"].disk_trouble = "No space left on device"
    happen(world, Edit("a", 1))
    world.run(5)
    assert world.replies[1].code == "", "two of three have it"
    world.heal()
    settle(world)


def test_a_lost_disk_is_filled_by_the_others() -> None:
    world = running()
    happen(world, Edit("a", 1))
    world.run(2)
    lost = world.hosts["c"]
    lost.crash()
    lost.lose_disk()
    lost.start()
    settle(world)
    assert edits_in(lost.disk.cib) == {1}
