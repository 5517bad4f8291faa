"""The simulation sees a lab that does not keep its promises."""

import msgspec
import pytest

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.instructions import Replied
from engine.stacks.lab.membership.quorum import Quorum
from engine.stacks.lab.wire import Stamp
from tests.lab.clusters import designs
from tests.lab.faults import Edit, Split
from tests.lab.play import happen, settle
from tests.lab.promises import Promises, edits_in
from tests.lab.world import World

ONE, WEB, FULL = designs()


def edited(*numbers: int) -> str:
    return "".join(f'<nvpair id="edit-{n}-{part}"/>' for n in numbers for part in ("one", "two"))


def says_yes(*_: object) -> bool:
    return True


def running(count: int = 3) -> World:
    world = World(3, WEB, count)
    for host in world.hosts.values():
        host.start()
    settle(world)
    return world


def test_a_power_switch_that_lies_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    world = running()
    monkeypatch.setattr(World, "power", says_yes)
    (node,) = world.active["server"]
    world.hosts[node].freeze()
    with pytest.raises(AssertionError, match="is active twice"):
        world.run(30)


def test_a_minority_that_agrees_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Quorum, "agrees", says_yes)
    monkeypatch.setattr(Quorum, "has", says_yes)
    world = running()
    world.no_power = True
    happen(world, Split(("a", "bc")))
    world.run(20)
    for number, node in enumerate("ab", 1):
        happen(world, Edit(node, number))
    with pytest.raises(AssertionError, match="Edits were lost"):
        world.run(5)


def test_what_runs_without_the_clusters_knowledge_is_found_out() -> None:
    world = running()
    world.active["stranger"] = {"a": "started"}
    with pytest.raises(AssertionError, match=r"does not settle: real is .*stranger.*, meant is"):
        settle(world)


def test_half_an_edit_is_found_out() -> None:
    assert edits_in(edited(1, 2)) == {1, 2}
    with pytest.raises(AssertionError, match="Edit 3 is half applied"):
        edits_in(edited(1) + '<nvpair id="edit-3-two"/>')


def test_an_edit_that_vanishes_is_found_out() -> None:
    promises = Promises(ONE)
    first = Durable("a", kept=Stamp(1, 1), cib=edited(1), committed=Stamp(1, 1))
    promises.kept(first)
    with pytest.raises(AssertionError, match=r"lost: \[1\]"):
        promises.kept(
            msgspec.structs.replace(first, kept=Stamp(2, 2), committed=Stamp(2, 2), cib=edited(2))
        )


def test_an_answer_that_is_not_true_is_found_out() -> None:
    promises = Promises(ONE, edits={1, 2, 3})
    promises.replied(Replied(1))
    promises.replied(Replied(2, "conflict"))
    promises.replied(Replied(3, "lost"))
    promises.at_the_end(edited(1))
    promises.at_the_end(edited(1, 3))
    with pytest.raises(AssertionError, match="Committed edits were lost"):
        promises.at_the_end(edited(3))
    with pytest.raises(AssertionError, match="Refused edits"):
        promises.at_the_end(edited(1, 2))


def test_what_is_active_twice_is_found_out() -> None:
    promises = Promises(FULL)
    promises.active("cache", {"a": "started", "b": "started"}, "promoted")
    promises.active("base", {"a": "started", "b": "promoted"}, "promoted")
    with pytest.raises(AssertionError, match="base is promoted twice: a, b"):
        promises.active("base", {"a": "promoted", "b": "promoted"}, "promoted")
    with pytest.raises(AssertionError, match="ip is active twice: a, b"):
        promises.active("ip", {"a": "started", "b": "started"}, "promoted")
    with pytest.raises(AssertionError, match="a left although it runs ip"):
        promises.left("a", {"ip": "started", "store": "stopped"})
