"""What engines believe, compared: what differs for long is told, what differs for a moment not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from engine.cib.version import Version
from engine.protocol.messages import MemberView, NodeFacts
from hagui.cluster.opinions import (
    SETTLING,
    SILENT,
    Comparing,
    Comparison,
    Meaning,
    Side,
    Topic,
)
from hagui.cluster.sources import Freshness, Link, Source, SourcesStatus

NAMES = ("node1", "node2", "node3", "node4")


@dataclass
class Engines:
    """Engines that tell what a test lets them tell, a quarter of a second at a time."""

    sources: list[Source]
    machine: Comparing
    now: float = 1000.0
    last: Comparison | None = None

    def say(self, node: str, **more: object) -> None:
        """Let an engine say something else."""
        self.sources = [
            replace(item, **more) if item.node == node else item for item in self.sources
        ]

    def believe(
        self, nodes: Sequence[str], members: Sequence[str], dc: str, *, quorate: bool
    ) -> None:
        """Let engines believe in that membership."""
        views = tuple(MemberView(name, name in members) for name in NAMES)
        for node in nodes:
            facts = NodeFacts(node, dc, quorate, views, pacemaker="2.1.5")
            self.say(node, facts=facts)

    def wait(self, seconds: float, silent: Sequence[str] = ()) -> Comparison:
        """Let time pass; all but those are heard all the while."""
        end = self.now + seconds
        while self.now < end:
            self.now += 0.25
            for node in NAMES:
                if node not in silent:
                    self.say(node, heard=self.now)
            status = SourcesStatus(Freshness.LIVE, "node1:5560", tuple(self.sources))
            self.last = self.machine.look(status, self.now)
        assert self.last is not None
        return self.last


@pytest.fixture
def engines() -> Engines:
    """Four that agree."""
    made = [
        Source(f"{name}:5560", Link.UP, name, heard=1000.0, version=Version(0, 5, 7))
        for name in NAMES
    ]
    found = Engines(made, Comparing())
    found.believe(NAMES, NAMES, "node1", quorate=True)
    assert not found.wait(2 * SETTLING).parted
    return found


def test_an_election_is_no_disagreement(engines: Engines) -> None:
    engines.believe(("node1", "node2"), NAMES, "node2", quorate=True)
    found = engines.wait(SETTLING - 1)
    assert found.parted == {Topic.DC}
    assert found.disagreement is None
    engines.believe(NAMES, NAMES, "node2", quorate=True)
    assert not engines.wait(1).parted
    engines.believe(("node4",), NAMES, "", quorate=True)
    assert engines.wait(SETTLING - 1).disagreement is None, "the time counts anew"


def test_a_node_that_is_cut_off_stands_alone(engines: Engines) -> None:
    rest = ("node1", "node2", "node4")
    engines.believe(rest, rest, "node1", quorate=True)
    engines.believe(("node3",), ("node3",), "node3", quorate=False)
    found = engines.wait(SETTLING + 1)
    assert found.disagreement is not None
    assert found.disagreement.meaning is Meaning.CUT_OFF
    assert found.disagreement.odd == ("node3",)
    assert found.disagreement.sides[0] == Side(rest, True, "node1")
    assert found.odd(Topic.DC) == found.odd(Topic.MEMBERS) == {"node3:5560"}
    engines.believe(NAMES, NAMES, "node1", quorate=True)
    assert engines.wait(0.5).disagreement is None


def test_two_sides_with_quorum_are_a_split_brain(engines: Engines) -> None:
    for side in (("node1", "node2"), ("node3", "node4")):
        engines.believe(side, side, side[0], quorate=True)
    found = engines.wait(SETTLING + 1)
    assert found.disagreement is not None
    assert found.disagreement.meaning is Meaning.SPLIT_BRAIN
    assert [side.nodes for side in found.disagreement.sides] == [
        ("node1", "node2"),
        ("node3", "node4"),
    ]
    assert len(found.odd(Topic.MEMBERS)) == 4, "none is that of most"


def test_content_that_parts_with_the_members_is_told_with_them(engines: Engines) -> None:
    engines.wait(60)
    engines.say("node4", apart=True)
    engines.wait(3)
    engines.believe(NAMES[:3], NAMES[:3], "node1", quorate=True)
    engines.believe(("node4",), ("node4",), "node4", quorate=False)
    assert engines.wait(SETTLING - 1).disagreement is None
    found = engines.wait(2).disagreement
    assert found is not None
    assert found.meaning is Meaning.CUT_OFF


def test_parts_that_found_each_other_again_have_one_content(engines: Engines) -> None:
    engines.believe(NAMES[:3], NAMES[:3], "node1", quorate=True)
    engines.believe(("node4",), ("node4",), "node4", quorate=False)
    engines.say("node4", apart=True)
    assert engines.wait(SETTLING + 1).disagreement is not None
    engines.believe(NAMES, NAMES, "node1", quorate=True)
    engines.wait(2)
    engines.say("node3", apart=True)  # it took what the others had one patch later
    found = engines.wait(6 * SETTLING)
    assert not found.parted
    engines.say("node3", apart=False)
    engines.wait(1)
    engines.say("node3", apart=True)
    parted = engines.wait(SETTLING + 1).disagreement
    assert parted is not None
    assert (parted.meaning, parted.odd) == (Meaning.OTHER_CONTENT, ("node3",))


def test_a_node_that_knows_of_the_others_already_is_no_split_brain(engines: Engines) -> None:
    rest = ("node1", "node2", "node4")
    engines.believe(rest, rest, "node1", quorate=True)
    engines.believe(("node3",), ("node3",), "node3", quorate=False)
    engines.wait(SETTLING + 1)
    engines.believe(("node2",), NAMES, "node1", quorate=True)
    found = engines.wait(0.5).disagreement
    assert found is not None
    assert found.meaning is Meaning.CUT_OFF


def test_two_sides_without_quorum_have_fallen_apart(engines: Engines) -> None:
    for side in (("node1", "node2"), ("node3", "node4")):
        engines.believe(side, side, side[0], quorate=False)
    found = engines.wait(SETTLING + 1)
    assert found.disagreement is not None
    assert found.disagreement.meaning is Meaning.NO_SIDE


def test_the_same_members_under_other_dcs(engines: Engines) -> None:
    engines.believe(("node4",), NAMES, "node4", quorate=True)
    found = engines.wait(SETTLING + 1).disagreement
    assert found is not None
    assert (found.meaning, found.odd) == (Meaning.OTHER_DC, ("node4",))


def test_votes_that_are_counted_differently(engines: Engines) -> None:
    engines.believe(("node4",), NAMES, "node1", quorate=False)
    found = engines.wait(SETTLING + 1).disagreement
    assert found is not None
    assert (found.meaning, found.odd) == (Meaning.OTHER_QUORUM, ("node4",))


def test_patches_in_flight_are_no_disagreement(engines: Engines) -> None:
    for count in range(12, 120):
        for late, node in enumerate(NAMES):
            engines.say(node, version=Version(0, 5, count - late))
        assert engines.wait(0.25).disagreement is None
        assert Topic.VERSION not in (engines.last or Comparison()).parted


def test_a_busy_cluster_whose_changes_do_not_reach_one(engines: Engines) -> None:
    found = engines.wait(0.25)
    for count in range(8, 60):
        for node in NAMES[:3]:
            engines.say(node, version=Version(0, 5, count))
        found = engines.wait(0.25)
        assert (found.disagreement is not None) == (count >= 8 + SETTLING * 4), count
    assert found.disagreement is not None
    assert (found.disagreement.meaning, found.disagreement.odd) == (Meaning.BEHIND, ("node4",))
    assert found.odd(Topic.VERSION) == {"node4:5560"}
    engines.say("node4", version=Version(0, 5, 59))
    assert engines.wait(0.25).disagreement is None


def test_a_cib_that_is_replaced_by_an_older_one_leaves_nobody_behind(engines: Engines) -> None:
    engines.say("node4", version=Version(0, 9, 0))
    assert engines.wait(SETTLING + 1).disagreement is not None, "all others are behind"
    engines.say("node4", version=Version(0, 6, 0))
    for node in NAMES:
        engines.say(node, version=Version(0, 6, 0))
    assert engines.wait(2 * SETTLING).disagreement is None


def test_other_content_at_the_same_version(engines: Engines) -> None:
    engines.say("node2", apart=True)
    assert engines.wait(SETTLING - 1).disagreement is None
    found = engines.wait(2)
    assert found.disagreement is not None
    assert found.disagreement.meaning is Meaning.OTHER_CONTENT
    assert found.disagreement.odd == ("node2",)
    assert found.odd(Topic.VERSION) == {"node2:5560"}


def test_who_is_not_heard_has_no_opinion(engines: Engines) -> None:
    rest = ("node1", "node2", "node4")
    engines.believe(rest, rest, "node1", quorate=True)
    found = engines.wait(SETTLING + SILENT + 1, silent=("node3",))
    assert found.disagreement is None
    silent = next(item for item in found.opinions if item.node == "node3")
    assert not silent.linked
    assert silent.members is None
    assert silent.heard is not None
    assert silent.heard > SETTLING
    engines.say("node3", link=Link.WAITING)
    assert engines.wait(1).disagreement is None


def test_a_node_without_its_stack_does_not_vote_on_dc(engines: Engines) -> None:
    engines.believe(("node3",), NAMES, "", quorate=True)
    engines.say("node3", stack_up=False, version=None)
    found = engines.wait(SETTLING + 1)
    assert not found.parted
    engines.believe(("node4",), NAMES, "node4", quorate=True)
    parted = engines.wait(SETTLING + 1).disagreement
    assert parted is not None
    assert parted.odd == ("node4",), "who says nothing on it is on nobody's side"
