"""What is kept and what is agreed, as it stands on a node's disk."""

from msgspec.structs import replace

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.wire import Stamp


def counting(durable: Durable) -> tuple[str, tuple[str, ...]]:
    """The newest configuration of which this node knows that it counts, and who is gone by it."""
    if durable.committed < durable.kept:
        return durable.committed_cib, durable.committed_gone
    return durable.cib, durable.gone


def keep(durable: Durable, stamp: Stamp, cib: str, gone: tuple[str, ...]) -> Durable:
    """With a newer one kept; the one that counts stays until it is agreed."""
    old_cib, old_gone = counting(durable)
    return replace(
        durable, kept=stamp, cib=cib, gone=gone, committed_cib=old_cib, committed_gone=old_gone
    )


def agree(durable: Durable) -> Durable:
    """With the one that is kept agreed."""
    return replace(durable, committed=durable.kept, committed_cib="", committed_gone=())
