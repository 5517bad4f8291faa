"""ICMP echo, as far as ordinary users may ask for it: datagram sockets (Linux), no raw ones.

The kernel lets in who is in a group of ``net.ipv4.ping_group_range``, fills in identifier and
checksum, and gives a socket the answers to its own questions only.
"""

import socket
import struct
from typing import Final

REPLY: Final = {socket.AF_INET: 0, socket.AF_INET6: 129}
_REQUEST: Final = {socket.AF_INET: 8, socket.AF_INET6: 128}
_PROTOCOLS: Final = {socket.AF_INET: 1, socket.AF_INET6: 58}
"""ICMP and ICMPv6; Python names the second on some systems only."""


def open_echo(family: int = socket.AF_INET) -> socket.socket:
    """A socket for echo requests, not blocking.

    Raises:
        OSError: this user may not (``PermissionError``), or the system has no such sockets.
    """
    link = socket.socket(family, socket.SOCK_DGRAM, _PROTOCOLS[socket.AddressFamily(family)])
    link.settimeout(0)
    return link


def echo_request(sequence: int, family: int = socket.AF_INET) -> bytes:
    """An echo request; ``sequence`` is taken modulo 65536."""
    kind = _REQUEST[socket.AddressFamily(family)]
    return struct.pack("!BBHHH", kind, 0, 0, 0, sequence & 0xFFFF) + b"hagui"


def is_reply(data: bytes, family: int = socket.AF_INET) -> bool:
    """Whether that is the answer to an echo request of the socket that it came from."""
    return data[:1] == bytes((REPLY[socket.AddressFamily(family)],))
