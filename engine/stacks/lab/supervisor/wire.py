"""What is said over a lab's power socket: one JSON object a line, each answered by one."""

import msgspec

from engine.protocol.verbs import Fault

SOCKET = "power.sock"
"""Its name in the lab's folder; only the lab's owner may use it."""


class Power(msgspec.Struct, tag="power", frozen=True):
    """What a fencing device asks: node ``off``, ``on``, ``reboot`` or ``status``.

    Answered when it is so: a node that is reported off runs nothing any more.
    """

    node: str
    action: str


class Harm(msgspec.Struct, tag="harm", frozen=True):
    """A fault."""

    fault: Fault


class Look(msgspec.Struct, tag="look", frozen=True):
    """How are they? Answered by ``Standing``."""


class Attach(msgspec.Struct, tag="attach", frozen=True):
    """A node's process asks to be told of its links: ``Links`` now, and whenever they change."""

    node: str


class End(msgspec.Struct, tag="end", frozen=True):
    """End all nodes in good order, then the lab. ``seconds``: after that their power is cut."""

    seconds: float = 30.0
    keep: bool = False
    """The nodes' disks stay, so that the lab can be started again as it is."""


Request = Power | Harm | Look | Attach | End


class Good(msgspec.Struct, tag="good", frozen=True):
    """It was done."""

    words: str = ""
    """For ``Power`` with ``status``: ``on`` or ``off``."""


class Refused(msgspec.Struct, tag="refused", frozen=True):
    """It was not done, and why."""

    code: str
    message: str


class NodeStanding(msgspec.Struct, frozen=True):
    """One node."""

    name: str
    address: str
    port: int
    """Of its engine (TCP)."""
    udp: int
    state: str
    """``on``, ``off`` or ``frozen``."""
    pid: int | None = None
    plugged: bool = True
    """False: its plug was pulled, and fencing it leaves it off until ``power``."""
    ready: bool = False
    """It has read its configuration and its disk, and takes part."""


class Standing(msgspec.Struct, tag="standing", frozen=True):
    """The lab as its supervisor knows it."""

    nodes: tuple[NodeStanding, ...]
    cuts: tuple[tuple[str, str], ...] = ()
    delays: dict[str, int] = {}
    """Milliseconds by which packets to and from a node come later."""


class Links(msgspec.Struct, tag="links", frozen=True):
    """A node's links: packets from and to those in ``cut`` are dropped."""

    cut: frozenset[str] = frozenset()
    delays: dict[str, int] = {}
    """By peer, milliseconds that a packet to it is held back."""


Reply = Good | Refused | Standing | Links
