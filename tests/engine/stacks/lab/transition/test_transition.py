"""What may begin in a transition, and when it is over."""

from dataclasses import replace

from engine.cib.transition.model import Graph, Step, StepKind
from engine.stacks.lab.transition import Carry, Expired, Out, Over, Transition


def operation(
    id_: int, *after: int, node: str = "alpha", task: str = "start", priority: int = 0
) -> Step:
    return Step(
        id_, StepKind.RESOURCE, task, f"r{id_}_{task}_0", node,
        timeout_ms=20_000, after=after, priority=priority,
    )  # fmt: skip


def migration(id_: int, source: str, target: str) -> Step:
    return replace(operation(id_, node=source, task="migrate_to"), source=source, target=target)


def pseudo(id_: int, *after: int, priority: int = 0) -> Step:
    return Step(id_, StepKind.PSEUDO, "running", f"g{id_}", after=after, priority=priority)


def fencing(id_: int, *after: int, target: str = "beta") -> Step:
    return Step(id_, StepKind.CLUSTER, "stonith", "stonith", target=target, after=after)


def transition(*steps: Step, batch_limit: int | None = None) -> Transition:
    return Transition(Graph(steps), now=0.0, batch_limit=batch_limit)


def carried(outs: list[Out]) -> list[int]:
    return [out.step.id for out in outs if isinstance(out, Carry)]


def overs(outs: list[Out]) -> list[Over]:
    return [out for out in outs if isinstance(out, Over)]


def test_an_empty_graph_is_over_at_once() -> None:
    machine = transition()
    assert machine.begin(0.0) == [Over(complete=True)]
    assert machine.over


def test_what_waits_for_nothing_begins_at_once() -> None:
    machine = transition(operation(1), operation(2), operation(3, 1))
    assert carried(machine.begin(0.0)) == [1, 2]
    assert [step.id for step in machine.running] == [1, 2]
    assert [step.id for step in machine.pending] == [1, 2, 3]


def test_a_step_begins_when_the_last_one_before_it_is_done() -> None:
    machine = transition(operation(1), operation(2), operation(3, 1, 2))
    machine.begin(0.0)
    assert machine.ended(2, succeeded=True, now=1.0) == []
    assert carried(machine.ended(1, succeeded=True, now=2.0)) == [3]
    assert machine.ended(3, succeeded=True, now=3.0) == [Over(complete=True)]
    assert machine.pending == ()


def test_pseudo_steps_are_done_by_themselves() -> None:
    machine = transition(pseudo(1), pseudo(2, 1), operation(3, 2), pseudo(4, 3))
    assert carried(machine.begin(0.0)) == [3]
    assert machine.ended(3, succeeded=True, now=1.0) == [Over(complete=True)]


def test_what_waits_for_a_failed_step_never_begins_and_the_rest_goes_on_to_its_end() -> None:
    machine = transition(operation(1), operation(2), operation(3, 1), operation(4, 2))
    machine.begin(0.0)
    assert machine.ended(1, succeeded=False, now=1.0) == []
    assert machine.aborted == "r1_start_0 failed"
    assert machine.ended(2, succeeded=True, now=2.0) == [Over(complete=False)]
    assert [step.id for step in machine.pending] == [3, 4]


def test_a_step_that_only_follows_does_not_run_either() -> None:
    """A start waits for the fencing of a node in just that way."""
    start = Step(2, StepKind.RESOURCE, "start", "r_start_0", "alpha", after=(1,), preferred=(1,))
    machine = transition(fencing(1), start)
    assert carried(machine.begin(0.0)) == [1]
    assert machine.ended(1, succeeded=False, now=1.0) == [Over(complete=False)]


def test_what_is_more_important_goes_on_when_something_less_important_failed() -> None:
    machine = transition(
        operation(1, priority=3), operation(2), operation(3, 2, priority=4), operation(4, 2)
    )
    machine.begin(0.0)
    machine.ended(1, succeeded=False, now=1.0)
    assert carried(machine.ended(2, succeeded=True, now=2.0)) == [3]
    assert machine.ended(3, succeeded=True, now=3.0) == [Over(complete=False)]


def test_nothing_but_notifications_goes_on_when_a_node_cannot_be_fenced() -> None:
    machine = transition(
        fencing(1), operation(2), operation(3, 2, priority=900_000),
        operation(4, 2, task="notify", priority=1_000_000),
    )  # fmt: skip
    machine.begin(0.0)
    machine.ended(1, succeeded=False, now=1.0)
    assert carried(machine.ended(2, succeeded=True, now=2.0)) == [4]


def test_where_only_a_probe_found_something_the_others_are_still_asked() -> None:
    probes = [operation(number, task="monitor") for number in (1, 2, 3)]
    machine = transition(*probes, operation(4, 2), batch_limit=1)
    assert carried(machine.begin(0.0)) == [1]
    assert carried(machine.ended(1, succeeded=False, now=1.0)) == [2]
    assert carried(machine.ended(2, succeeded=True, now=2.0)) == [3]
    assert machine.ended(3, succeeded=True, now=3.0) == [Over(complete=False)]


def test_no_probe_begins_after_any_other_trouble() -> None:
    probes = [operation(number, task="monitor") for number in (1, 2, 3)]
    machine = transition(*probes, batch_limit=1)
    machine.begin(0.0)
    machine.abort("gamma came", 1.0)
    assert machine.ended(1, succeeded=False, now=2.0) == [Over(complete=False)]


def test_a_failure_that_is_to_be_ignored_is_none() -> None:
    step = replace(operation(1), attributes={"CRM_meta_on_fail": "ignore"})
    machine = transition(step, operation(2, 1))
    machine.begin(0.0)
    assert carried(machine.ended(1, succeeded=False, now=1.0)) == [2]


def test_nothing_is_waited_for_that_says_so() -> None:
    down = Step(
        1, StepKind.CLUSTER, "do_shutdown", "do_shutdown", "beta",
        attributes={"CRM_meta_op_no_wait": "true"},
    )  # fmt: skip
    machine = transition(down, operation(2, 1))
    assert carried(machine.begin(0.0)) == [1, 2]
    assert machine.ended(1, succeeded=False, now=1.0) == []
    assert machine.ended(2, succeeded=True, now=1.0) == [Over(complete=True)]


def test_batch_limit_counts_agents_operations() -> None:
    machine = transition(operation(1), operation(2), operation(3), fencing(4), batch_limit=2)
    assert carried(machine.begin(0.0)) == [1, 2, 4]
    assert carried(machine.ended(4, succeeded=True, now=1.0)) == []
    assert carried(machine.ended(1, succeeded=True, now=1.0)) == [3]


def test_the_graph_says_the_batch_limit_where_nobody_else_does() -> None:
    machine = Transition(Graph((operation(1), operation(2)), {"batch-limit": "1"}), now=0.0)
    assert carried(machine.begin(0.0)) == [1]


def test_a_node_has_its_own_limit() -> None:
    steps = operation(1), operation(2), operation(3, node="beta")
    machine = Transition(Graph(steps), now=0.0, node_limit=1)
    assert carried(machine.begin(0.0)) == [1, 3]
    assert carried(machine.ended(3, succeeded=True, now=1.0)) == []
    assert carried(machine.ended(1, succeeded=True, now=1.0)) == [2]


def test_migrations_are_limited_on_both_of_their_nodes() -> None:
    steps = (
        migration(1, "alpha", "beta"),
        migration(2, "gamma", "beta"),
        migration(3, "gamma", "delta"),
        operation(4, node="beta"),
    )
    machine = Transition(Graph(steps, {"migration-limit": "1"}), now=0.0)
    assert carried(machine.begin(0.0)) == [1, 3, 4]
    machine.ended(3, succeeded=True, now=1.0)
    assert carried(machine.ended(1, succeeded=True, now=1.0)) == [2]


def test_a_migration_limit_below_nought_is_none() -> None:
    steps = tuple(migration(id_, "alpha", "beta") for id_ in range(1, 9))
    machine = Transition(Graph(steps, {"migration-limit": "-1"}), now=0.0)
    assert len(carried(machine.begin(0.0))) == 8


def test_a_step_that_is_not_heard_of_is_given_up() -> None:
    step = replace(operation(1), attributes={"CRM_meta_start_delay": "5000"})
    machine = Transition(Graph((step, operation(2, 1))), now=10.0, cluster_delay=60.0)
    machine.begin(10.0)
    assert machine.deadline == 10.0 + 20.0 + 5.0 + 60.0
    assert machine.tick(94.9) == []
    assert machine.tick(95.0) == [Expired(step), Over(complete=False)]
    assert machine.deadline is None
    assert machine.ended(1, succeeded=True, now=96.0) == []


def test_the_graph_says_the_cluster_delay_where_nobody_else_does() -> None:
    machine = Transition(Graph((operation(1),), {"cluster-delay": "5s"}), now=0.0)
    machine.begin(0.0)
    assert machine.deadline == 25.0


def test_fencing_counts_its_own_time() -> None:
    machine = transition(fencing(1))
    machine.begin(0.0)
    assert machine.deadline is None


def test_an_abort_lets_what_runs_end() -> None:
    machine = transition(operation(1), operation(2), operation(3, 1))
    machine.begin(0.0)
    assert machine.abort("gamma came", 1.0) == []
    assert machine.abort("delta came", 1.0) == []
    assert machine.aborted == "gamma came"
    assert machine.ended(1, succeeded=True, now=2.0) == []
    assert machine.ended(2, succeeded=True, now=3.0) == [Over(complete=False)]


def test_an_abort_with_nothing_under_way_is_the_end() -> None:
    machine = transition(operation(1), operation(2), operation(3, 1), batch_limit=1)
    machine.begin(0.0)
    machine.abort("news", 1.0)
    assert machine.ended(1, succeeded=True, now=2.0) == [Over(complete=False)]
    assert machine.abort("more news", 3.0) == []
    assert machine.ended(1, succeeded=True, now=3.0) == []


def test_what_was_all_done_is_complete_though_it_was_aborted_meanwhile() -> None:
    machine = transition(operation(1))
    machine.begin(0.0)
    machine.abort("news", 1.0)
    assert machine.ended(1, succeeded=True, now=2.0) == [Over(complete=True)]


def test_a_lost_node_does_nothing_any_more() -> None:
    machine = transition(
        operation(1), operation(2, node="beta"), operation(3, 2), operation(4, 1, node="beta"),
        operation(5, 1, node="beta", task="notify", priority=1_000_000),
    )  # fmt: skip
    machine.begin(0.0)
    assert machine.lost("beta", 1.0) == []
    assert [step.id for step in machine.running] == [1]
    assert machine.ended(1, succeeded=True, now=2.0) == [Over(complete=False)]


def test_the_fencing_of_a_lost_node_goes_on() -> None:
    machine = transition(fencing(1, target="beta"), operation(2, node="beta"))
    machine.begin(0.0)
    machine.lost("beta", 1.0)
    assert [step.task for step in machine.running] == ["stonith"]


def test_steps_that_wait_for_one_another_are_told() -> None:
    machine = transition(operation(1, 2), operation(2, 1), operation(3))
    assert carried(machine.begin(0.0)) == [3]
    assert machine.ended(3, succeeded=True, now=1.0) == [Over(complete=False, stuck=True)]


def test_a_step_that_waits_for_what_is_not_there_never_begins() -> None:
    machine = transition(operation(1, 99))
    assert machine.begin(0.0) == [Over(complete=False, stuck=True)]
