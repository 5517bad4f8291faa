"""From a transition graph to a prediction. Pure."""

from engine.cib.state.model import ClusterState
from engine.cib.transition.model import Graph
from engine.cib.version import Version
from engine.cib.views import Configuration
from hagui.cluster.rehearsal.durations import Durations
from hagui.cluster.rehearsal.fates import fates
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.rehearsal.placing import place
from hagui.cluster.rehearsal.timing import timing


def predict(
    graph: Graph,
    state: ClusterState,
    configuration: Configuration,
    durations: Durations,
    *,
    version: Version,
    by: str = "crm_simulate",
    seconds: float = 0.0,
) -> Prediction:
    """What a scheduler's graph means for what is on screen.

    Args:
        graph: what would be done.
        state: the present status as the configuration in question sees it (of a draft: its own).
        configuration: that configuration.
        durations: how long the operations in the graph took before.
        version: of the live CIB that the scheduler was asked on.
        by: whose graph it is.
        seconds: how long the answer took.
    """
    placing = place(graph, state, configuration)
    times = timing(graph, durations)
    return Prediction(
        version=version,
        fates=fates(placing, state, times),
        fenced=tuple(placing.fenced),
        graph=graph,
        duration=times.whole,
        by=by,
        seconds=seconds,
    )
