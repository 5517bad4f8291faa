"""Whether this user can ask hosts for a sign of life."""

import shutil
import socket

import pytest


def _has_echo_sockets() -> bool:
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP).close()
    except OSError:
        return False
    return True


able = pytest.mark.skipif(
    not _has_echo_sockets() and shutil.which("ping") is None,
    reason="this user may not send echo requests, and there is no ping",
)
