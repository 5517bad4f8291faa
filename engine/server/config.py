"""What an engine's listener is told, and how much it puts up with."""

import ssl
from dataclasses import dataclass, field

from engine.protocol.messages import PORT


@dataclass(frozen=True, slots=True)
class Limits:
    """How much strangers and slow clients may cost. Times in seconds, sizes in bytes."""

    hello: float = 10.0
    """For TLS and the hello together."""
    login: float = 60.0
    """From the hello to a login."""
    idle: float = 60.0
    """Without a byte from a client, after which it is taken for gone."""
    strangers: int = 200
    """Connections that nobody has logged in on, from everywhere."""
    strangers_per_source: int = 20
    logins: int = 6
    """Wrong passwords on one connection."""
    backlog_messages: int = 1000
    """Patches that wait for one client before it is sent a fresh snapshot instead."""
    backlog_bytes: int = 8 * 1024 * 1024
    unread_replies: int = 4 * 1024 * 1024
    """Replies that wait for one client before no more is read from it."""


@dataclass(frozen=True, slots=True)
class Config:
    """Where to listen, and as whom."""

    context: ssl.SSLContext
    """TLS settings with the certificate loaded."""
    addresses: tuple[str, ...] = ()
    """Names or addresses to listen on; none: all of this machine."""
    port: int = PORT
    """0: any free one."""
    limits: Limits = field(default_factory=Limits)
