import pytest

from engine.stacks.lab.supervisor.links import BadLink, Wiring
from engine.stacks.lab.supervisor.wire import Links


@pytest.fixture
def wiring() -> Wiring:
    return Wiring(("a", "b", "c"))


def test_a_cut_holds_for_both_ends_and_nobody_else(wiring: Wiring) -> None:
    wiring.cut(["c", "a"])
    assert wiring.links("a") == Links(frozenset({"c"}))
    assert wiring.links("c") == Links(frozenset({"a"}))
    assert wiring.links("b") == Links()
    assert wiring.cuts == (("a", "c"),)


def test_one_node_alone_is_cut_from_all(wiring: Wiring) -> None:
    wiring.cut(["b"])
    assert wiring.links("b") == Links(frozenset({"a", "c"}))
    assert wiring.links("a") == Links(frozenset({"b"}))


@pytest.mark.parametrize("nodes", [[], ["a", "a"], ["a", "b", "c"]], ids=str)
def test_other_cuts_make_no_sense(wiring: Wiring, nodes: list[str]) -> None:
    with pytest.raises(BadLink):
        wiring.cut(nodes)
    assert wiring.cuts == ()


def test_between_two_slow_nodes_the_slower_one_counts(wiring: Wiring) -> None:
    wiring.slow(["a"], 50)
    wiring.slow(["b"], 200)
    assert wiring.links("a").delays == {"b": 200, "c": 50}
    assert wiring.links("c").delays == {"a": 50, "b": 200}
    wiring.slow(["b"], 0)
    assert wiring.links("a").delays == {"b": 50, "c": 50}


def test_slow_without_names_is_about_all(wiring: Wiring) -> None:
    wiring.slow([], 10)
    assert wiring.delays == {"a": 10, "b": 10, "c": 10}


@pytest.mark.parametrize("milliseconds", [-1, 60_001])
def test_how_slow_is_limited(wiring: Wiring, milliseconds: int) -> None:
    with pytest.raises(BadLink, match=str(milliseconds)):
        wiring.slow([], milliseconds)


def test_healing_ends_all(wiring: Wiring) -> None:
    wiring.cut(["a"])
    wiring.slow([], 10)
    wiring.heal()
    assert wiring.links("a") == Links()
    assert wiring.delays == {}
