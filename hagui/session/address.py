"""Addresses of engines as people write them: ``host``, ``host:port``, ``[v6]:port``."""

from typing import NamedTuple

from engine.protocol.messages import PORT


class Address(NamedTuple):
    """Where an engine listens."""

    host: str
    port: int = PORT

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class BadAddress(ValueError):
    """The text is no address; its words say what is wrong with it."""


def parse_address(text: str) -> Address:
    """Read one address.

    Raises:
        BadAddress: empty, with blanks inside, or with a port that is none.
    """
    text = text.strip()
    host, port = text, ""
    if text.startswith("["):
        host, closed, rest = text[1:].partition("]")
        if not closed or (rest and not rest.startswith(":")):
            raise BadAddress(text)
        port = rest[1:]
        if rest and not port:
            raise BadAddress(text)
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
        if not port:
            raise BadAddress(text)
    if not host or any(character.isspace() for character in host) or "/" in host:
        raise BadAddress(text)
    if not port:
        return Address(host)
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise BadAddress(text)
    return Address(host, int(port))
