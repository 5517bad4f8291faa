"""One side of a link between two nodes: who is heard, and in which life of either."""

from engine.stacks.lab.messaging.incoming import Incoming
from engine.stacks.lab.messaging.outgoing import Outgoing, Piece
from engine.stacks.lab.messaging.packet import Packet
from engine.stacks.lab.messaging.replays import Replays


class Link:
    """This node's side of the link to one peer.

    Each side has a life, which ends when the link is lost, and each packet tells both lives. So
    both sides agree on which channel a piece belongs to, and what is left of an earlier one is
    passed over.
    """

    def __init__(self, me: str, peer: str, life: int, now: float) -> None:
        self.me, self.peer, self.life = me, peer, life
        self.theirs = 0
        """The peer's life, 0 while it is not heard."""
        self.up = False
        self.late = False
        """Whether it was warned of since it was heard last."""
        self.heard_at = now
        """When the peer was heard last."""
        self.both_at = now
        """When it was heard last that it hears this node."""
        self.replays = Replays()
        self.outgoing, self.incoming = Outgoing(), Incoming()
        self._sequence = 0

    def drop(self) -> None:
        """The link is lost: what was on its way is too, and another life begins."""
        self.up = self.late = False
        self.theirs = 0
        self.life += 1
        self._sequence = 0
        self.outgoing, self.incoming = Outgoing(), Incoming()

    def begin(self, theirs: int) -> None:
        """The peer begins another life, or is heard for the first time."""
        self.theirs = theirs
        self.outgoing, self.incoming = Outgoing(), Incoming()

    def packet(self, piece: Piece = (0, False, b"")) -> Packet:
        """The next packet, with a piece or as a mere heartbeat."""
        self._sequence += 1
        return Packet(
            self.me,
            self.peer,
            self.life,
            self._sequence,
            self.theirs,
            self.incoming.arrived,
            self.incoming.early,
            *piece,
        )
