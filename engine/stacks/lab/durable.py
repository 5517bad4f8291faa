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
    boot: int = 0
    """How often the node was started."""
