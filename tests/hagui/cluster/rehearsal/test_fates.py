"""What becomes of each instance, as an operator would say it."""

from collections.abc import Sequence

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.state.model import Operation, Role
from engine.cib.transition.model import Graph, Step, StepKind
from engine.cib.version import Version
from engine.cib.views import Configuration
from hagui.cluster.rehearsal.durations import Durations
from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.cluster.rehearsal.project import predict
from tests.hagui.cluster.mini import MiniCluster

R, P, C = StepKind.RESOURCE, StepKind.PSEUDO, StepKind.CLUSTER


def op(
    number: int, task: str, resource: str, node: str, *after: int, instance: str | None = None
) -> Step:
    key = f"{resource}_{task}_0"
    return Step(number, R, task, key, node, resource, instance, after=after)


def fence(number: int, node: str, action: str = "reboot") -> Step:
    attributes = {"CRM_meta_stonith_action": action}
    return Step(number, C, "stonith", "stonith", target=node, attributes=attributes)


def small() -> MiniCluster:
    """A primitive on node1, a clone on node1 and node2, a database promoted on node1."""
    cluster = MiniCluster()
    cluster.primitive("web")
    cluster.clone("dlm", clone_max="2")
    cluster.clone("db", promotable="true")
    cluster.operation("web", "node1", "start", at=0, ms=2000)
    for node in ("node1", "node2"):
        cluster.operation("dlm", node, "start", at=0, ms=100)
        cluster.operation("db", node, "start", at=0, ms=500)
    cluster.operation("db", "node1", "promote", at=1, ms=1000)
    return cluster


def told(cluster: MiniCluster, *steps: Step) -> Prediction:
    cib = Cib.parse(cluster.snapshot())
    derivation = Derivation(cib)
    durations = Durations.of(derivation.operations())
    configuration = Configuration.of(cib)
    version = Version(0, 5, 9)
    return predict(Graph(steps), derivation.state, configuration, durations, version=version)


def only(prediction: Prediction) -> Fate:
    (fate,) = prediction.fates
    return fate


def test_nothing_to_do_is_no_news() -> None:
    prediction = told(small())
    assert prediction.fates == ()
    assert prediction.fenced == ()
    assert prediction.duration == 0.0
    assert prediction.version == Version(0, 5, 9)


def test_a_move_is_one_fate_with_its_outage() -> None:
    cluster = small()
    cluster.operation("web", "node2", "stop", at=-9, ms=1500)
    fate = only(told(cluster, op(1, "stop", "web", "node1"), op(2, "start", "web", "node2", 1)))
    assert (fate.verdict, fate.before, fate.after) == (Verdict.MOVES, "node1", "node2")
    assert (fate.key, fate.role_before, fate.role_after) == ("web", Role.STARTED, Role.STARTED)
    assert fate.outage == 3.5


def test_what_others_take_in_between_counts_as_outage() -> None:
    cluster = small()
    cluster.operation("db", "node2", "promote", at=-9, ms=4000)
    prediction = told(
        cluster,
        op(1, "stop", "web", "node1"),
        op(3, "promote", "db", "node2", 1),
        op(2, "start", "web", "node1", 1, 3),
    )
    web = next(fate for fate in prediction.fates if fate.key == "web")
    assert web.verdict is Verdict.RESTARTS
    assert web.outage == 6.0
    assert prediction.duration == 6.0


def test_a_live_migration_interrupts_nothing() -> None:
    fate = only(
        told(
            small(),
            op(1, "migrate_to", "web", "node1"),
            op(2, "migrate_from", "web", "node3", 1),
            op(3, "stop", "web", "node1", 2),
            Step(4, P, "start", "web_start_0", resource="web", after=(3,)),
        )
    )
    assert (fate.verdict, fate.after) == (Verdict.MIGRATES, "node3")
    assert not fate.interrupted
    assert fate.outage is None


def test_starts_and_stops() -> None:
    stopped = only(told(small(), op(1, "stop", "web", "node1")))
    assert (stopped.verdict, stopped.after, stopped.outage) == (Verdict.STOPS, None, None)
    cluster = small()
    cluster.primitive("new")
    started = only(told(cluster, op(1, "start", "new", "node3")))
    assert (started.verdict, started.before, started.key) == (Verdict.STARTS, None, "new")


def test_copies_of_a_clone_are_told_apart_by_their_nodes() -> None:
    moved = only(
        told(
            small(),
            op(1, "stop", "dlm", "node2", instance="dlm:1"),
            op(2, "start", "dlm", "node3", 1, instance="dlm:1"),
        )
    )
    assert (moved.verdict, moved.before, moved.after) == (Verdict.MOVES, "node2", "node3")
    assert moved.key == "dlm:1"
    apart = told(
        small(),
        op(1, "stop", "dlm", "node2", instance="dlm:1"),
        op(2, "start", "dlm", "node3", instance="dlm:7"),
    )
    assert [fate.verdict for fate in apart.fates] == [Verdict.STOPS, Verdict.STARTS]


def test_a_role_that_changes_hands() -> None:
    prediction = told(
        small(),
        op(1, "demote", "db", "node1", instance="db:0"),
        op(2, "promote", "db", "node2", 1, instance="db:1"),
    )
    verdicts = {fate.before: (fate.verdict, fate.role_after) for fate in prediction.fates}
    assert verdicts == {
        "node1": (Verdict.DEMOTES, Role.UNPROMOTED),
        "node2": (Verdict.PROMOTES, Role.PROMOTED),
    }


def test_a_promoted_copy_that_moves_is_away_until_it_is_promoted() -> None:
    fate = only(
        told(
            small(),
            op(1, "demote", "db", "node1", instance="db:0"),
            op(2, "stop", "db", "node1", 1, instance="db:0"),
            op(3, "start", "db", "node3", 2, instance="db:0"),
            op(4, "promote", "db", "node3", 3, instance="db:0"),
        )
    )
    assert (fate.verdict, fate.role_after) == (Verdict.MOVES, Role.PROMOTED)
    assert fate.outage == 1.5


def test_a_fenced_node_takes_everything_with_it() -> None:
    prediction = told(
        small(),
        fence(1, "node1"),
        Step(2, P, "stop", "web_stop_0", resource="web", after=(1,)),
        op(3, "start", "web", "node2", 2),
    )
    assert prediction.fenced == ("node1",)
    assert {(fate.resource, fate.verdict) for fate in prediction.fates} == {
        ("web", Verdict.MOVES),
        ("dlm", Verdict.STOPS),
        ("db", Verdict.STOPS),
    }
    web = next(fate for fate in prediction.fates if fate.key == "web")
    assert web.outage is None  # nobody knows how long fencing takes
    assert prediction.duration is None


def test_unfencing_takes_nothing_away() -> None:
    prediction = told(small(), fence(1, "node1", action="on"))
    assert prediction.fates == ()
    assert prediction.fenced == ()


def test_what_was_never_done_before_has_no_known_outage() -> None:
    cluster = small()
    cluster.primitive("new")
    cluster.operation("new", "node1", "monitor", at=0, interval=10000)
    fate = only(told(cluster, op(1, "stop", "new", "node1"), op(2, "start", "new", "node2", 1)))
    assert fate.verdict is Verdict.MOVES
    assert fate.outage is None


def test_failed_attempts_are_no_measure() -> None:
    durations = Durations.of(history([("start", 90_000, 2), ("start", 3000, 0)]))
    assert durations.seconds(op(1, "start", "web", "node1")) == 3.0
    assert durations.seconds(op(1, "start", "web", "node9")) == 3.0
    assert durations.seconds(op(1, "stop", "web", "node1")) is None


def history(done: Sequence[tuple[str, int, int]]) -> list[Operation]:
    return [
        Operation(f"web_{task}_0", "web", "node1", task, 0, call, 0, status, exec_ms=ms)
        for call, (task, ms, status) in enumerate(done)
    ]


def test_a_loop_of_steps_is_no_endless_one() -> None:
    prediction = told(small(), op(1, "stop", "web", "node1", 2), op(2, "start", "web", "node2", 1))
    assert only(prediction).verdict is Verdict.MOVES
