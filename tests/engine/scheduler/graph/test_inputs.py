"""Which links become inputs."""

from engine.scheduler.graph.inputs import is_input, merge_links
from engine.scheduler.graph.loops import closes_loop
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action, Link
from engine.scheduler.model.node import Node
from engine.scheduler.ordering.link import link


def _action(number: int, key: str = "a_start_0", *, node: Node | None = None) -> Action:
    action = Action(number, key.split("_")[1], key, node=node or Node("1", "n1"))
    action.optional = False
    action.node = node or Node("1", "n1", online=True)
    action.pseudo = True
    return action


def _linked(first: Action, then: Action, tie: int) -> Link:
    assert link(first, then, tie)
    return then.before[-1]


def test_links_to_one_predecessor_become_one() -> None:
    first, other, then = _action(2), _action(1), _action(3)
    _linked(first, then, ties.OPTIONAL)
    _linked(other, then, ties.OPTIONAL)
    _linked(first, then, ties.THEN_IMPLIED)
    merge_links(then)
    assert [item.action.number for item in then.before] == [1, 2]
    assert then.before[1].tie == ties.OPTIONAL | ties.THEN_IMPLIED


def test_the_same_tie_is_added_once() -> None:
    first, then = _action(1), _action(2)
    assert link(first, then, ties.OPTIONAL)
    assert not link(first, then, ties.OPTIONAL)
    assert not link(then, then, ties.OPTIONAL)
    assert len(then.before) == len(first.after) == 1


def test_what_is_not_done_is_not_waited_for() -> None:
    first, then = _action(1), _action(2)
    item = _linked(first, then, ties.OPTIONAL)
    assert is_input(then, item)
    first.runnable = False
    assert not is_input(then, item)
    first.runnable, first.optional = True, True
    assert not is_input(then, item)


def test_a_stop_within_a_migration_is_not_waited_for() -> None:
    first, then = _action(1, "a_stop_0"), _action(2)
    first.migratable = True
    assert not is_input(then, _linked(first, then, ties.OPTIONAL))


def test_capacity_counts_on_one_node_only() -> None:
    here, there = Node("1", "n1", online=True), Node("2", "n2", online=True)
    relieved, start = _action(1, "load_stopped_n1", node=here), _action(2, node=there)
    item = _linked(relieved, start, ties.LOAD)
    assert not is_input(start, item)
    assert item.tie == ties.NONE
    close = _action(3, node=here)
    assert is_input(close, _linked(relieved, close, ties.LOAD))


def test_what_is_apart_overlaps_on_one_node_only() -> None:
    here, there = Node("1", "n1", online=True), Node("2", "n2", online=True)
    stop, start = _action(1, "a_stop_0", node=here), _action(2, "b_start_0", node=there)
    assert not is_input(start, _linked(stop, start, ties.ANTI_COLOCATION))
    close = _action(3, "b_start_0", node=here)
    assert is_input(close, _linked(stop, close, ties.ANTI_COLOCATION))


def test_loops_are_found() -> None:
    first, second, third = _action(1), _action(2), _action(3)
    _linked(first, second, ties.OPTIONAL)
    _linked(second, third, ties.OPTIONAL)
    item = _linked(third, first, ties.OPTIONAL)
    assert closes_loop(first, item)
    third.optional = True
    assert not closes_loop(first, item)
