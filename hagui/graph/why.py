"""Why a card does not run, in sentences; worked out when a card is looked at, and kept."""

from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.graph.cards import TRAY, Card
from hagui.shell.reasons import reason_sentence, why_stopped


class Explainer:
    """Reasons at one version of a cluster."""

    def __init__(self, configuration: Configuration, state: ClusterState) -> None:
        self._configuration = configuration
        self._state = state
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, card: Card) -> tuple[str, ...]:
        """Why a card lies in the tray or waits in its group; empty where nothing is certain."""
        if card.node != TRAY and not card.waiting:
            return ()
        key = card.instance.key
        if key not in self._known:
            found = why_stopped(card.instance, self._configuration, self._state)
            self._known[key] = tuple([reason_sentence(reason) for reason in found])
        return self._known[key]
