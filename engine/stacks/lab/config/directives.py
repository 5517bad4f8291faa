"""The directives of ha.cf, one by one: what each means, and what is wrong with it.

The words are those of Heartbeat's own documentation of ha.cf; only ``votes NODE NUMBER`` is the
lab's own, as Heartbeat counts nodes where others count votes.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from engine.stacks.lab.config.times import read_time
from engine.stacks.lab.config.trouble import Problem
from engine.stacks.lab.settings import PingGroup

PORT: Final = 694
"""Heartbeat's own port; below 1024, so that a lab is given another one."""

_TIMES: Final = frozenset({"keepalive", "warntime", "deadtime", "initdead", "deadping"})
_MOST_VOTES: Final = 255
_MEDIA: Final = frozenset({"bcast", "mcast", "ucast", "serial"})
_TRUE: Final = frozenset({"on", "yes", "true", "1", "y"})
_FALSE: Final = frozenset({"off", "no", "false", "0", "n", "legacy"})
_PASSED_OVER: Final = frozenset(
    {
        "apiauth",
        "autojoin",
        "baud",
        "compression",
        "compression_threshold",
        "conn_logd_time",
        "coredumps",
        "crm",
        "debug",
        "debugfile",
        "hbversion",
        "hopfudge",
        "logfacility",
        "logfile",
        "msgfmt",
        "pacemaker",
        "realtime",
        "respawn",
        "rtprio",
        "stonith",
        "stonith_host",
        "traditional_compression",
        "use_logd",
        "uuidfrom",
        "watchdog",
    }
)
"""What Heartbeat knows and a lab has no use for."""


@dataclass(slots=True)
class Draft:
    """What was read so far."""

    times: dict[str, float] = field(default_factory=dict[str, float])
    nodes: list[str] = field(default_factory=list[str])
    pings: list[PingGroup] = field(default_factory=list[PingGroup])
    votes: dict[str, int] = field(default_factory=dict[str, int])
    auto_failback: bool = True
    port: int | None = None
    media: int | None = None
    """Line of the first medium."""
    where: dict[str, int] = field(default_factory=dict[str, int])
    """Line of each directive."""


Reader = Callable[[Draft, list[str], int], Problem | None]


def read_directive(draft: Draft, words: list[str], line: int) -> Problem | None:
    """Take one line over; what is wrong with it, or None."""
    name, values = words[0], words[1:]
    if name in _PASSED_OVER:
        return None
    if not values:
        return Problem("no-value", f"The directive {name} has no value.", line)
    if name in draft.where and name not in _REPEATED:
        first = draft.where[name]
        return Problem("twice", f"The directive {name} stands twice; first in line {first}.", line)
    draft.where.setdefault(name, line)
    if name in _TIMES:
        return _time(draft, name, values[0], line)
    if name in _MEDIA:
        draft.media = line if draft.media is None else draft.media
        return None
    reader = _READERS.get(name)
    if reader is None:
        return Problem("unknown", f"The directive {name} is none of ha.cf.", line)
    return reader(draft, values, line)


def _time(draft: Draft, name: str, text: str, line: int) -> Problem | None:
    value = read_time(text)
    if value is None or value <= 0:
        return Problem("time", f"{name} is {text}, which is no time: write 2, 0.5 or 500ms.", line)
    draft.times[name] = value
    return None


def _node(draft: Draft, values: list[str], line: int) -> Problem | None:
    for name in values:
        if name in draft.nodes:
            return Problem("node-twice", f"The node {name} stands twice.", line)
        draft.nodes.append(name)
    return None


def _ping(draft: Draft, values: list[str], line: int) -> Problem | None:
    del line
    draft.pings += [PingGroup(host, (host,)) for host in values]
    return None


def _ping_group(draft: Draft, values: list[str], line: int) -> Problem | None:
    if len(values) < 2:
        return Problem("ping-group", "A ping_group needs a name and at least one host.", line)
    draft.pings.append(PingGroup(values[0], tuple(values[1:])))
    return None


def _votes(draft: Draft, values: list[str], line: int) -> Problem | None:
    name, text = values[0], values[1] if len(values) == 2 else ""
    if not (text.isdecimal() and len(text) <= 3 and int(text) <= _MOST_VOTES):
        words = f"votes needs a node and a number from 0 to {_MOST_VOTES}: votes node1 2."
        return Problem("votes", words, line)
    if name in draft.votes:
        return Problem("votes-twice", f"The votes of {name} stand twice.", line)
    draft.votes[name] = int(text)
    draft.where[f"votes {name}"] = line
    return None


def _auto_failback(draft: Draft, values: list[str], line: int) -> Problem | None:
    word = values[0].lower()
    if word not in _TRUE | _FALSE:
        return Problem("boolean", f"auto_failback is {values[0]}: write on or off.", line)
    draft.auto_failback = word in _TRUE
    return None


def _udpport(draft: Draft, values: list[str], line: int) -> Problem | None:
    text = values[0]
    number = int(text) if text.isdecimal() and len(text) <= 5 else 0
    if not 0 < number < 65536:
        return Problem("port", f"udpport is {text}: give a number from 1 to 65535.", line)
    if draft.media is not None:
        return Problem(
            "media-before-port",
            f"udpport stands after the medium in line {draft.media}, which uses the default port"
            f" {PORT} then; put it before.",
            line,
        )
    draft.port = number
    return None


_REPEATED: Final = frozenset({"node", "ping", "ping_group", "votes", *_MEDIA})
_READERS: Final[dict[str, Reader]] = {
    "node": _node,
    "ping": _ping,
    "ping_group": _ping_group,
    "auto_failback": _auto_failback,
    "udpport": _udpport,
    "votes": _votes,
}
