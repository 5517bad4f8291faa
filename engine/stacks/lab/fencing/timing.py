"""How long, how often, how late and how many at once: the ``pcmk_*`` parameters of a device."""

from collections.abc import Mapping
from random import Random
from typing import Final

from engine.agents.fencing import host_map
from engine.cib.duration import parse_duration
from engine.cib.state.values import parse_integer, parse_milliseconds

PAUSE: Final = 1.0
"""Seconds before a device that failed is tried again."""
_TRIES: Final = 2
_DELAYED: Final = frozenset({"off", "reboot"})
_WORTHWHILE: Final = 0.7
"""Of its time, if more than that is gone, nothing is tried again."""


def timeout_of(parameters: Mapping[str, str], action: str, default_ms: int) -> float:
    """Seconds that an action may take, all its tries together (``pcmk_off_timeout``, …)."""
    own = parse_duration(parameters.get(f"pcmk_{action}_timeout"))
    return (own if own is not None and own > 0 else default_ms) / 1000


def tries_of(parameters: Mapping[str, str], action: str) -> int:
    """How often an action is tried on one node (``pcmk_off_retries``, …)."""
    return max(1, parse_integer(parameters.get(f"pcmk_{action}_retries"), _TRIES))


def worth_another(tries: int, most: int, gone: float, timeout: float) -> bool:
    """Whether an action that failed is tried again on the same node."""
    return tries < most and gone + PAUSE < timeout * _WORTHWHILE


def delay_of(parameters: Mapping[str, str], action: str, target: str, random: Random) -> float:
    """Seconds to wait before, so that two nodes do not fence each other at the same time.

    ``pcmk_delay_base`` (of which each node may have its own), and by chance more, up to
    ``pcmk_delay_max``.
    """
    if action not in _DELAYED:
        return 0.0
    text = parameters.get("pcmk_delay_base", "")
    if ":" in text:
        named = {name.casefold(): value for name, value in host_map(text).items()}
        text = named.get(target.casefold(), "")
    base = parse_milliseconds(text)
    most = parse_milliseconds(parameters.get("pcmk_delay_max"))
    return (random.randint(base, most) if most > base else base) / 1000


def at_once(parameters: Mapping[str, str]) -> int | None:
    """How many actions it can do at the same time (``pcmk_action_limit``); None: any number."""
    limit = parse_integer(parameters.get("pcmk_action_limit"), 1)
    return None if limit < 0 else max(1, limit)
