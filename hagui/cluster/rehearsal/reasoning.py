"""Why a primitive is where it is, as its scheduler sees it. Pure."""

from dataclasses import dataclass

from engine.cib.score import INFINITY
from engine.scheduler.result import Score


@dataclass(frozen=True, slots=True)
class Reasoning:
    """The scores of one primitive on every node."""

    resource: str
    """The primitive's id."""
    scores: tuple[Score, ...] = ()
    """Of all its instances."""

    def by_node(self, instance: str | None = None) -> tuple[Score, ...]:
        """One score for each node, the best first: an instance's own, or the best of all.

        Args:
            instance: the instance's id (``db:0``); None or an unknown one for all together.
        """
        chosen = [score for score in self.scores if score.resource == instance] or self.scores
        best: dict[str, Score] = {}
        for score in chosen:
            known = best.get(score.node)
            if known is None or score.score > known.score:
                best[score.node] = score
        return tuple(sorted(best.values(), key=lambda score: -score.score))

    @property
    def widest(self) -> int:
        """The largest finite amount that any node collects, either way; at least 1."""
        widest = 1
        for score in self.scores:
            up = sum(term.score for term in score.terms if 0 < term.score < INFINITY)
            down = -sum(term.score for term in score.terms if 0 > term.score > -INFINITY)
            widest = max(widest, up, down)
        return widest
