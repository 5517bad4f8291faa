"""Who may decide: more than half of all votes, and what counts where it is just half."""

from engine.stacks.lab.settings import Settings


class Quorum:
    """What this node knows of votes.

    More than half of all votes has quorum. Just half has it too, if

    - there are ping nodes: one of them answers; or
    - there are none, and the cluster has two nodes

    and if this node was part of more than half since it started. Without the latter (Corosync
    calls it wait_for_all) a node that starts while it cannot be reached would have quorum at once.

    Halves that both reach a ping node, and two nodes that do not hear each other, both have
    quorum: there fencing says who goes on. So just half agrees on nothing before the other half
    is known to run nothing.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.pings_up: set[str] = set()
        """Ping nodes and groups that answer."""
        self.seen = False
        """Whether more than half of all votes was together with this node since it started."""

    def has(self, present: set[str]) -> bool:
        """Whether these nodes, this one among them, have quorum."""
        have = 2 * sum(map(self._settings.votes_of, present))
        if have != self._settings.all_votes:
            return have > self._settings.all_votes
        return self.seen and self._half()

    def elects(self, present: set[str], up: set[str]) -> bool:
        """Whether these may elect a DC.

        Args:
            present: those who said yes.
            up: those that this node hears.

        As long as one that could be asked has not said yes, just half does not do: with all
        nodes in one network nothing but a majority ever decides.
        """
        return self._majority(present) or (up <= present and self.has(present))

    def agrees(self, present: set[str], gone: set[str]) -> bool:
        """Whether these may agree on a configuration.

        Args:
            present: those who have it on disk.
            gone: those that are known to run nothing.
        """
        if self._majority(present):
            return True
        return set(self._settings.nodes) <= present | gone and self.has(present)

    def met(self, present: set[str]) -> None:
        """These are together with this node."""
        if self._majority(present):
            self.seen = True

    def _majority(self, present: set[str]) -> bool:
        return 2 * sum(map(self._settings.votes_of, present)) > self._settings.all_votes

    def _half(self) -> bool:
        if self._settings.pings:
            return bool(self.pings_up)
        return len(self._settings.nodes) == 2
