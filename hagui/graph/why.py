"""Why a card does not run, in sentences; worked out when a card is looked at, and kept."""

from collections.abc import Iterator

from engine.cib.state.model import ClusterState
from engine.cib.state.reasons import decisive, why_stopped
from engine.cib.views import Configuration
from hagui.graph.cards import TRAY, Card
from hagui.phrases.reasons import reason_sentence


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
            self._known[key] = tuple(self._sentences(card))
        return self._known[key]

    def _sentences(self, card: Card) -> Iterator[str]:
        found = why_stopped(self._configuration, self._state, card.instance)
        for reason in decisive(found, self._state):
            yield reason_sentence(reason)
