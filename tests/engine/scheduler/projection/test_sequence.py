"""The sequence of a graph's steps."""

from engine.cib.transition.model import Graph, Step, StepKind
from engine.scheduler.projection.sequence import in_sequence


def _graph(**after: tuple[int, ...]) -> Graph:
    steps = [
        Step(number, StepKind.PSEUDO, name, name, after=before)
        for number, (name, before) in enumerate(after.items())
    ]
    return Graph(tuple(steps))


def _names(graph: Graph) -> list[str]:
    return [step.task for step in in_sequence(graph)]


def test_what_waits_comes_after_what_it_waits_for() -> None:
    assert _names(_graph(start=(2,), monitor=(0,), stop=())) == ["stop", "start", "monitor"]


def test_a_round_goes_through_the_whole_graph_before_the_next_begins() -> None:
    # ``late`` stands before what it waits for, so that it has to wait for the next round.
    graph = _graph(late=(1,), first=(), second=(), third=(2,))
    assert _names(graph) == ["first", "second", "third", "late"]


def test_what_waits_for_itself_or_for_nothing_known_never_comes() -> None:
    assert _names(_graph(one=(1,), two=(0,), lost=(99,), free=())) == ["free"]


def test_waiting_twice_for_one_step_is_waiting_once() -> None:
    assert _names(_graph(first=(), then=(0, 0))) == ["first", "then"]
