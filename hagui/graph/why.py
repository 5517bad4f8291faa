"""Why a card does not run, in sentences; worked out when a card is looked at, and kept."""

from collections.abc import Iterator

from engine.cib.state.model import ClusterState, NodeKind
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
            self._known[key] = tuple(self._sentences(card))
        return self._known[key]

    def _sentences(self, card: Card) -> Iterator[str]:
        found = why_stopped(card.instance, self._configuration, self._state)
        excluded = {reason.node for reason in found}
        # what holds on some nodes only does not say why it is not on the others
        all_excluded = all(
            node.name in excluded
            for node in self._state.nodes.values()
            if node.kind is not NodeKind.PING
        )
        for reason in found:
            if reason.node is None or all_excluded:
                yield reason_sentence(reason)
