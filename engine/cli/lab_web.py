"""Where the example's web service answers: at an address that no other lab of this machine has."""

import socket
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from engine.cli.trouble import Trouble
from engine.stacks.lab.supervisor.places import occupied

EXAMPLES: Final = "127.0.0.100"
"""The address as the example has it."""
PORTS: Final = (5580, 5561)
"""Of the web server, and the one by which its address is claimed."""
_MOST: Final = 100
"""Addresses that are tried."""


@dataclass(frozen=True, slots=True)
class Web:
    """An address that is this lab's as long as a process of it has ``claim`` open."""

    address: str
    claim: socket.socket

    @property
    def page(self) -> str:
        """Where to look who serves it."""
        return page_at(self.address)


def page_at(address: str) -> str:
    """The web page at an address."""
    return f"http://{address}:{PORTS[0]}/"


@contextmanager
def claimed(page: str | None = None) -> Generator[Web]:
    """Claim an address while it is started; its processes inherit the claim.

    A lab holds its ports only once it serves the page, and gives them up when it moves; so they
    alone do not tell which addresses are free.

    Args:
        page: of a lab that is started again, whose nodes have the address in their configuration;
            None: any that is free.

    Raises:
        Trouble: all are taken, or that one is.
    """
    first = int(EXAMPLES.rpartition(".")[2])
    network = EXAMPLES.rpartition(".")[0]
    addresses = (f"{network}.{first + number}" for number in range(_MOST))
    for address in addresses if page is None else [page.split("/")[2].rpartition(":")[0]]:
        if any(occupied(address, port) for port in PORTS):
            continue
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as claim:
            if not _bound(claim, address):
                continue
            yield Web(address, claim)
            return
    if page is None:
        raise Trouble(f"From {EXAMPLES} on all addresses are taken by other labs: give a --cib.")
    raise Trouble(f"{page} is another lab's by now: end that one, or begin this one anew.")


def _bound(claim: socket.socket, address: str) -> bool:
    """By a name without a file: it is free again once nobody has it open."""
    assert sys.platform.startswith("linux")
    try:
        claim.bind(f"\0hagui-lab/{address}")
    except OSError:
        return False
    return True
