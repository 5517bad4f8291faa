"""What became of a lab's machines and network is told once, whoever did it, and can be undone."""

import pytest

from engine.protocol.verbs import Fault, LabNode, LabStanding
from hagui.cluster.events import EventKind, Severity
from hagui.cluster.harm import Happening, alone, asked_for, happened, ways_back
from hagui.cluster.live import LiveCluster
from hagui.phrases import event_sentence

NAMES = ("a", "b", "c")


def standing(
    *, cuts: tuple[tuple[str, str], ...] = (), delays: dict[str, int] | None = None, **states: str
) -> LabStanding:
    nodes = tuple(LabNode(name, states.get(name, "on")) for name in NAMES)
    return LabStanding(nodes, cuts, delays or {})


WELL = standing()
ISOLATED = standing(cuts=(("b", "a"), ("b", "c")))


def words(before: LabStanding | None, now: LabStanding) -> list[str]:
    live = LiveCluster()
    return [event_sentence(event) for event in live.note(happened(before, now), at=1.0).events]


@pytest.mark.usefixtures("english")
def test_each_thing_that_is_done_is_told_in_words() -> None:
    assert words(WELL, standing(b="off")) == ["lab: b has no power"]
    pulled = LabStanding((LabNode("a", "on"), LabNode("b", "off", plugged=False)))
    assert words(WELL, pulled) == ["lab: the plug of b is pulled"]
    assert words(standing(b="off"), pulled) == ["lab: the plug of b is pulled"]
    assert words(pulled, pulled) == []
    assert words(standing(b="off"), WELL) == ["lab: b has power again"]
    assert words(WELL, standing(c="frozen")) == ["lab: c is frozen"]
    assert words(standing(c="frozen"), WELL) == ["lab: c is no longer frozen"]
    assert words(standing(c="frozen"), standing(c="off")) == ["lab: c has no power"]
    assert words(WELL, standing(cuts=(("b", "a"),))) == ["lab: the network between a and b is cut"]
    assert words(ISOLATED, WELL) == ["lab: the network is whole again"]
    slow = standing(delays={"a": 200, "b": 200, "c": 200})
    assert words(WELL, slow) == ["lab: every packet comes 200 ms late"]
    assert words(slow, WELL) == ["lab: packets come in time again"]
    assert words(WELL, standing(delays={"b": 50})) == ["lab: packets of b come 50 ms late"]


@pytest.mark.usefixtures("english")
def test_a_node_that_is_cut_off_is_one_event_and_not_one_for_each_link() -> None:
    assert words(WELL, ISOLATED) == ["lab: b is cut off from all other nodes"]
    assert words(ISOLATED, standing(cuts=(("a", "b"),))) == ["lab: b and c hear each other again"]
    everything = standing(cuts=(("a", "b"), ("b", "c"), ("a", "c")))
    assert words(ISOLATED, everything) == ["lab: a is cut off from all other nodes"]


def test_nothing_is_told_twice() -> None:
    broken = standing(cuts=(("a", "b"),), delays={"a": 5}, b="off", c="frozen")
    assert happened(broken, broken) == ()
    turned = standing(cuts=(("b", "a"),), delays={"a": 5, "b": 0}, b="off", c="frozen")
    assert happened(broken, turned) == ()


def test_at_the_first_look_only_what_is_in_force_is_told() -> None:
    assert happened(None, WELL) == ()
    assert happened(None, standing(b="off")) == (
        Happening(EventKind.LAB_OFF, Severity.WARNING, "b"),
    )


def test_two_nodes_that_are_cut_are_alike() -> None:
    both = LabStanding((LabNode("a", "on"), LabNode("b", "on")), (("a", "b"),))
    assert alone(both) == ()
    assert happened(None, both) == (Happening(EventKind.LAB_CUT, Severity.WARNING, "a", "b"),)


def test_everything_that_is_in_force_has_its_way_back() -> None:
    assert ways_back(WELL) == ()
    hurt = standing(cuts=(("a", "b"),), delays={"c": 9}, a="frozen", b="off")
    assert ways_back(hurt) == (Fault("power", ("b",)), Fault("thaw", ("a",)), Fault("heal"))
    assert ways_back(standing(delays={"a": 0})) == ()
    assert ways_back(standing(delays={"a": 1})) == (Fault("heal"),)


def test_a_broken_resource_is_told_when_it_is_done() -> None:
    told = asked_for(Fault("fail", resource="web", nodes=("a",)))
    assert told == Happening(EventKind.LAB_BROKEN, Severity.WARNING, "a", resource="web")
    assert asked_for(Fault("kill", ("a",))) is None
