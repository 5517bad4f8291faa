"""Labs that tests lay out by hand: all nodes on one address, on ports that are free."""

import socket
from collections.abc import Sequence
from pathlib import Path

from engine.stacks.lab.layout import Description, Folder, Place

TIMES = "keepalive 50ms\nwarntime 300ms\ndeadtime 600ms\ninitdead 1200ms\n"
"""Short, for tests that wait for a node to be missed."""


def free_port(kind: int = socket.SOCK_DGRAM) -> int:
    """A port of 127.0.0.1 that nobody listens on at the moment."""
    with socket.socket(socket.AF_INET, kind) as link:
        link.bind(("127.0.0.1", 0))
        return link.getsockname()[1]


def place(name: str) -> Place:
    """A node on ports of its own."""
    return Place(name, "127.0.0.1", free_port(socket.SOCK_STREAM), free_port())


def lay_out(root: Path, nodes: Sequence[str], cib: str = "", *, times: str = TIMES) -> Folder:
    """The folder of a lab without a power switch."""
    root.mkdir(parents=True, exist_ok=True)
    folder = Folder(root)
    folder.ha_cf.write_text(f"{times}node {' '.join(nodes)}\n")
    folder.authkeys.write_text("auth 1\n1 sha256 a-secret-of-this-test\n")
    folder.authkeys.chmod(0o600)
    folder.write_description(Description(tuple(map(place, nodes))))
    if cib:
        folder.first_cib.write_text(cib)
    return folder
