"""What a cluster did, held against what was foretold."""

from dataclasses import replace

from engine.cib.state.model import ClusterState, Failure, Operation, Problem, Role
from engine.cib.version import Version
from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.workbench.outcome import outcome


def moved(state: ClusterState, resource: str, *nodes: str) -> ClusterState:
    instances = dict(state.instances)
    role = Role.STARTED if nodes else Role.STOPPED
    instances[resource] = replace(instances[resource], nodes=nodes, role=role)
    return replace(state, instances=instances)


def foretold(*fates: Fate) -> Prediction:
    return Prediction(Version(0, 1, 0), fates)


MOVES = Fate("webip", Verdict.MOVES, "node1", "node2", Role.STARTED, Role.STARTED, "webip")


def test_all_came_as_foretold(live: LiveCluster) -> None:
    before = live.state
    assert outcome(before, foretold(), before).as_predicted
    assert outcome(before, foretold(MOVES), moved(before, "webip", "node2")).as_predicted


def test_what_stayed_or_went_elsewhere_is_told(live: LiveCluster) -> None:
    before = live.state
    (stayed,) = outcome(before, foretold(MOVES), before).deviations
    assert (stayed.resource, dict(stayed.expected), dict(stayed.found)) == (
        "webip",
        {"node2": False},
        {"node1": False},
    )
    (gone,) = outcome(before, foretold(), moved(before, "webip")).deviations
    assert dict(gone.found) == {}


def test_copies_that_are_alike_may_change_their_numbers(live: LiveCluster) -> None:
    before = live.state
    names = sorted(key for key in before.instances if key.startswith("dlm:"))
    instances = dict(before.instances)
    first, second = instances[names[0]], instances[names[1]]
    instances[names[0]] = replace(first, nodes=second.nodes)
    instances[names[1]] = replace(second, nodes=first.nodes)
    assert outcome(before, foretold(), replace(before, instances=instances)).as_predicted


def test_a_promotion_counts(live: LiveCluster) -> None:
    before = live.state
    keys = [key for key, item in before.instances.items() if item.role is Role.PROMOTED]
    instances = dict(before.instances)
    instances[keys[0]] = replace(instances[keys[0]], role=Role.UNPROMOTED)
    (told,) = outcome(before, foretold(), replace(before, instances=instances)).deviations
    assert told.expected["node1"]
    assert not told.found["node1"]


def test_a_failure_on_the_way_is_told_and_an_old_one_is_not(live: LiveCluster) -> None:
    before = live.state
    assert before.failures
    operation = Operation("webip_start_0", "webip", "node2", "start", 0, 99, 1, 0)
    failure = Failure(operation, Problem.FAILED)
    after = replace(before, failures=(*before.failures, failure))
    assert outcome(before, foretold(), after).failures == (failure,)
