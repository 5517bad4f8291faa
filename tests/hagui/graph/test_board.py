"""From states to columns, cards and tray."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from engine.cib.state.model import ClusterState, Instance, NodeKind, NodeState, Role
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.graph.board import Board
from hagui.graph.cards import TRAY, Card
from hagui.graph.marks import Mark
from hagui.graph.words import card_word, flags, problem_line, tray_line, tray_word
from tests.hagui.graph.conftest import changed, fail_count, failure, started


def _where(board: Board) -> dict[str, str]:
    return {key: card.node for key, card in board.cards.items()}


def _card(configuration: Configuration, state: ClusterState, key: str) -> Card:
    return Board.of(configuration, state).cards[key]


def test_every_card_is_in_the_column_of_its_node(
    configuration: Configuration, state: ClusterState
) -> None:
    board = Board.of(configuration, state)
    assert list(board.columns) == ["node1", "node2", "node3"]
    assert _where(board) == {
        "ip": "node1",
        "fs": "node1",
        "httpd": "node1",
        "db@node1": "node1",
        "db@node2": "node2",
        "db@": TRAY,
        "backup": TRAY,
        "power": "node3",
    }


def test_a_group_is_one_unit_with_its_members_in_start_order(
    configuration: Configuration, state: ClusterState
) -> None:
    unit = Board.of(configuration, state).columns["node1"].units["web"]
    assert [card.leaf.id for card in unit.cards] == ["ip", "fs", "httpd"]
    assert [card.number for card in unit.cards] == [1, 2, 3]
    assert [p.score for p in unit.preferences] == [100]


def test_active_on_two_nodes_shows_in_both_with_a_warning(
    configuration: Configuration, state: ClusterState
) -> None:
    twice = changed(state, replace(started("power", "node3"), nodes=("node3", "node1")))
    board = Board.of(configuration, twice)
    assert {board.cards["power"].node, board.cards["power@node1"].node} == {"node3", "node1"}
    assert board.cards["power"].mark is Mark.MULTIPLE
    assert board.cards["power@node1"].mark.urgent


@pytest.mark.parametrize("gone", [{"unclean": True}, {"online": False}])
def test_what_was_active_on_a_lost_node_is_not_active_twice(
    configuration: Configuration, state: ClusterState, gone: dict[str, bool]
) -> None:
    twice = changed(state, replace(started("power", "node3"), nodes=("node3", "node1")))
    lost = replace(twice, nodes={**twice.nodes, "node1": replace(twice.nodes["node1"], **gone)})
    followed, _ = Board.of(configuration, twice).updated(
        configuration, lost, ChangeSet(nodes=frozenset({"node1"}))
    )
    for board in (Board.of(configuration, lost), followed):
        assert board.cards["power"].mark is Mark.STARTED
        assert card_word(board.cards["power@node1"]) == "was started"
    third = replace(started("power", "node3"), nodes=("node3", "node1", "node2"))
    cards = Board.of(configuration, changed(lost, third)).cards
    assert card_word(cards["power"]) == "active on 2 nodes"
    assert problem_line(cards["power"]) == "also on node2"
    assert not cards["power@node1"].mark.urgent


def test_a_fencing_device_may_start_elsewhere_before_its_node_is_fenced(
    configuration: Configuration, state: ClusterState
) -> None:
    fencing = started("power", "node3", agent="stonith:fence_ipmilan")
    board = Board.of(configuration, changed(state, replace(fencing, nodes=("node3", "node1"))))
    assert board.cards["power"].mark is Mark.STARTED
    assert board.cards["power@node1"].mark is Mark.STARTED


def test_migrating_between_two_nodes_is_no_mistake(
    configuration: Configuration, state: ClusterState
) -> None:
    moving = replace(started("power", "node3", Role.MIGRATING), nodes=("node3", "node1"))
    assert _card(configuration, changed(state, moving), "power").mark is Mark.PENDING


def test_a_start_under_way_shows_where_it_is_coming(
    configuration: Configuration, state: ClusterState
) -> None:
    coming = Instance("backup", pending="Starting", pending_node="node3")
    card = _card(configuration, changed(state, coming), "backup")
    assert (card.node, card.coming, card.mark) == ("node3", True, Mark.PENDING)


def test_a_probe_brings_nothing(configuration: Configuration, state: ClusterState) -> None:
    probed = Instance("backup", pending="Monitoring", pending_node="node3")
    card = _card(configuration, changed(state, probed), "backup")
    assert (card.node, card.mark) == (TRAY, Mark.STOPPED)


def test_members_wait_beside_their_group_while_it_starts(
    configuration: Configuration, state: ClusterState
) -> None:
    starting = changed(
        state,
        Instance("ip", pending="Starting", pending_node="node2"),
        Instance("fs"),
        Instance("httpd"),
    )
    board = Board.of(configuration, starting)
    assert [board.cards[key].node for key in ("ip", "fs", "httpd")] == ["node2"] * 3
    assert board.cards["fs"].waiting
    assert not board.cards["ip"].waiting


def test_a_failed_member_lies_in_the_tray_though_its_group_runs(
    configuration: Configuration, state: ClusterState
) -> None:
    broken = replace(changed(state, Instance("httpd")), failures=(failure("httpd", "node1"),))
    board = Board.of(configuration, broken)
    assert board.tray[0].key == "httpd"
    assert board.tray[0].mark is Mark.FAILED


def test_what_needs_a_person_comes_first_in_the_tray(
    configuration: Configuration, state: ClusterState
) -> None:
    stopped = changed(
        state,
        Instance("backup", blocked=True),
        Instance("power", target_role="Stopped"),
        Instance("ip"),
        Instance("fs"),
        Instance("httpd"),
    )
    order = [card.key for card in Board.of(configuration, stopped).tray]
    assert order == ["backup", "ip", "fs", "httpd", "db@", "power"]


def test_an_orphan_that_runs_nowhere_needs_nobody(
    configuration: Configuration, state: ClusterState
) -> None:
    """As where a resource was removed; crm_mon does not even list it."""
    left = changed(
        state,
        Instance("gone", agent="ocf:pacemaker:Dummy", orphaned=True),
        Instance("backup", blocked=True),
    )
    board = Board.of(configuration, left)
    card = board.cards["gone"]
    assert (card.node, card.quiet, tray_word(card), flags(card)) == (TRAY, True, "orphaned", [])
    assert tray_line(card, ["why"]) != "why"
    assert next(card.key for card in board.tray) == "backup"
    failed = Board.of(configuration, replace(left, failures=(failure("gone", "node1"),)))
    assert not failed.cards["gone"].quiet
    assert flags(failed.cards["gone"]) == ["orphaned"]
    running = changed(state, replace(started("gone", "node2"), orphaned=True))
    assert flags(Board.of(configuration, running).cards["gone"]) == ["orphaned"]


def test_a_probe_where_a_clone_may_not_run_makes_no_copy_of_it(
    configuration: Configuration, state: ClusterState
) -> None:
    """To Pacemaker it is an inactive orphan, number 3 of a clone of two or three."""
    probed = changed(state, replace(state.instances["db:2"], number=3, nodes=(), orphaned=True))
    known = set(Board.of(configuration, state).cards)
    assert set(Board.of(configuration, probed).cards) == known
    failed = Board.of(configuration, replace(probed, failures=(failure("db", "elsewhere"),)))
    assert failed.cards["db:3"].failures


def test_failures_belong_to_the_card_on_their_node(
    configuration: Configuration, state: ClusterState
) -> None:
    failed = replace(
        state,
        failures=(failure("ip", "node1", "monitor"), failure("power", "node1")),
        fail_counts=(fail_count("ip", "node1", 3),),
    )
    board = Board.of(configuration, failed)
    assert len(board.cards["ip"].failures) == 1
    assert board.cards["ip"].fail_counts[0].count == 3
    assert board.cards["power"].failures == ()
    assert board.cards["power"].failed_elsewhere == ("node1",)
    assert board.columns["node1"].failures == 2


def test_a_card_keeps_its_key_when_its_instance_moves(
    configuration: Configuration, state: ClusterState
) -> None:
    moved = changed(state, started("power", "node1"))
    assert _card(configuration, moved, "power").node == "node1"


def test_copies_of_an_anonymous_clone_are_told_apart_by_node(
    configuration: Configuration, state: ClusterState
) -> None:
    """Pacemaker numbers them anew as nodes leave; a card must not jump for that."""
    renumbered = changed(
        state,
        started("db", "node1", Role.UNPROMOTED, number=0),
        started("db", "node2", Role.PROMOTED, number=1),
    )
    before, after = Board.of(configuration, state), Board.of(configuration, renumbered)
    assert _where(before) == _where(after)


def test_cards_on_an_unclean_node_are_uncertain(
    configuration: Configuration, state: ClusterState
) -> None:
    nodes = {**state.nodes, "node1": replace(state.nodes["node1"], unclean=True, online=False)}
    board = Board.of(configuration, replace(state, nodes=nodes))
    assert board.cards["ip"].uncertain
    assert not board.cards["power"].uncertain


def test_a_node_that_only_the_history_knows_gets_a_column(
    configuration: Configuration, state: ClusterState
) -> None:
    board = Board.of(configuration, changed(state, started("power", "gone")))
    assert not board.columns["gone"].known
    assert board.cards["power"].node == "gone"


def _changes(before: ClusterState, after: ClusterState) -> ChangeSet:
    return ChangeSet(
        nodes=frozenset(
            name for name in before.nodes if before.nodes[name] != after.nodes.get(name)
        ),
        instances=frozenset(
            key
            for key in before.instances.keys() | after.instances.keys()
            if before.instances.get(key) != after.instances.get(key)
        ),
    )


STEPS: dict[str, Callable[[ClusterState], ClusterState]] = {
    "moves": lambda s: changed(s, started("power", "node1")),
    "stops": lambda s: changed(s, Instance("power")),
    "group in part": lambda s: changed(s, Instance("httpd")),
    "group leaves": lambda s: changed(s, Instance("ip"), Instance("fs"), Instance("httpd")),
    "group comes": lambda s: changed(
        s,
        Instance("ip", pending="Starting", pending_node="node2"),
        Instance("fs"),
        Instance("httpd"),
    ),
    "clone stops": lambda s: changed(s, Instance("db", number=1)),
    "twice": lambda s: changed(s, replace(started("ip", "node1"), nodes=("node1", "node2"))),
    "fails": lambda s: replace(s, failures=(failure("db:1", "node1"), failure("ip", "node1"))),
    "counts": lambda s: replace(s, fail_counts=(fail_count("ip", "node1", 2),)),
    "instance goes": lambda s: replace(
        s, instances={k: v for k, v in s.instances.items() if k != "db:2"}
    ),
    "instance comes": lambda s: changed(s, started("db", "node3", number=3)),
    "unclean": lambda s: replace(
        s, nodes={**s.nodes, "node1": replace(s.nodes["node1"], unclean=True)}
    ),
    "offline": lambda s: replace(
        changed(s, replace(started("ip", "node1"), nodes=("node1", "node2"))),
        nodes={**s.nodes, "node2": replace(s.nodes["node2"], online=False)},
    ),
    "standby": lambda s: replace(
        s, nodes={**s.nodes, "node2": replace(s.nodes["node2"], standby=True)}
    ),
    "node comes": lambda s: replace(
        s,
        nodes={**s.nodes, "guest": NodeState("guest", "guest", NodeKind.GUEST, online=True)},
    ),
    "orphan": lambda s: changed(s, replace(started("ghost", "node2"), orphaned=True)),
}


@pytest.mark.parametrize("name", STEPS)
def test_following_a_change_ends_where_building_anew_does(
    configuration: Configuration, state: ClusterState, name: str
) -> None:
    after = STEPS[name](state)
    board = Board.of(configuration, state)
    there, touched = board.updated(configuration, after, _changes(state, after))
    assert there == Board.of(configuration, after)
    back, _ = there.updated(configuration, state, _changes(after, state))
    assert back.columns == board.columns
    assert back.tray == board.tray
    assert back.cards == board.cards
    assert touched.everything or touched.cards or touched.columns


def test_a_small_change_touches_little(configuration: Configuration, state: ClusterState) -> None:
    after = changed(state, started("power", "node1"))
    _, touched = Board.of(configuration, state).updated(
        configuration, after, ChangeSet(instances=frozenset({"power"}))
    )
    assert touched.cards == {"power"}
    assert touched.units == {("node3", "power"), ("node1", "power")}
    assert not touched.tray
    assert not touched.everything
