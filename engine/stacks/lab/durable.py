"""What a node must not forget, whatever happens to it."""

import msgspec

from engine.stacks.lab.wire import Stamp


class Durable(msgspec.Struct, frozen=True):
    """What is on a node's disk: written whole, synced, and only then acted upon."""

    node: str
    term: int = 0
    voted: str | None = None
    """For whom it voted in that term."""
    kept: Stamp = Stamp()
    """Of the newest configuration that it holds."""
    cib: str = ""
    """That configuration: a whole CIB without status, as XML text."""
    committed: Stamp = Stamp()
    """The newest of which it knows that it counts; never newer than ``kept``."""
    committed_cib: str = ""
    """The text of that one, where it is not ``cib``."""
    gone: tuple[str, ...] = ()
    """Agreed together with ``cib``: nodes that run nothing (they left in good order, or were
    fenced), and will not before it is agreed that they are back."""
    committed_gone: tuple[str, ...] = ()
    """The like of ``committed_cib``."""
    boot: int = 0
    """How often the node was started."""
