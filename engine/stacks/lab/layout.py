"""A lab's folder: what lies where, and where its nodes listen.

ha.cf           nodes and times, as Heartbeat writes them
authkeys        how packets are signed (0600)
token           what a desktop logs in with (0600)
lab.json        addresses and ports of the nodes, and which files the lab made itself
cib.xml         the configuration that a node begins with where its disk is empty
power.sock      the power switch (``supervisor.wire``)
shared/         the disk that all nodes see (``HAGUI_SHARED``)
nodes/NAME/     one node's own disk: its certificate, its audit log, its ``log``, …
    disk/       what it must not forget (``durable``), whatever happens to it
    run/        what its agents keep (``HA_RSCTMP``); empty after a start
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from engine.stacks.lab.supervisor.wire import SOCKET

PORT: Final = 5560
"""Of the first try, TCP for desktops and UDP between nodes alike."""


class Place(msgspec.Struct, frozen=True):
    """Where a node listens."""

    name: str
    address: str
    port: int
    """Of its engine (TCP)."""
    udp: int


class Description(msgspec.Struct, frozen=True):
    """What ``lab.json`` says."""

    nodes: tuple[Place, ...]
    made: tuple[str, ...] = ()
    """Files that the lab wrote itself, and takes away when it ends."""
    keep: bool = False
    """It goes on with disks that were kept, so that they stay unless it is told otherwise."""
    web: str | None = None
    """The web page of the example that it began with; None: it began with something else."""

    def place(self, name: str) -> Place | None:
        """Where a node listens; None where it is none of this lab."""
        return next((place for place in self.nodes if place.name == name), None)


class LayoutTrouble(Exception):
    """There is no lab in a folder, or it cannot be read; the words say which."""


@dataclass(frozen=True, slots=True)
class NodeFolder:
    """The part of a lab's folder that is one node's disk."""

    root: Path

    @property
    def disk(self) -> Path:
        """What the node must not forget."""
        return self.root / "disk"

    @property
    def run(self) -> Path:
        """What agents keep there, until the node's next start."""
        return self.root / "run"

    @property
    def log(self) -> Path:
        """What the node's process says."""
        return self.root / "log"


@dataclass(frozen=True, slots=True)
class Folder:
    """A lab's folder."""

    root: Path

    @property
    def ha_cf(self) -> Path:
        """Nodes and times."""
        return self.root / "ha.cf"

    @property
    def authkeys(self) -> Path:
        """How packets are signed."""
        return self.root / "authkeys"

    @property
    def token(self) -> Path:
        """What desktops log in with."""
        return self.root / "token"

    @property
    def description(self) -> Path:
        """Where the nodes listen."""
        return self.root / "lab.json"

    @property
    def first_cib(self) -> Path:
        """The configuration of a lab that has none yet."""
        return self.root / "cib.xml"

    @property
    def socket(self) -> Path:
        """The power switch."""
        return self.root / SOCKET

    @property
    def log(self) -> Path:
        """What the power switch says, mostly nothing."""
        return self.root / "log"

    @property
    def shared(self) -> Path:
        """The disk that all nodes see."""
        return self.root / "shared"

    @property
    def nodes(self) -> Path:
        """Holds a folder for each node."""
        return self.root / "nodes"

    def node(self, name: str) -> NodeFolder:
        """The folder of one node."""
        return NodeFolder(self.nodes / name)

    def read_description(self) -> Description:
        """Where the nodes listen.

        Raises:
            LayoutTrouble: there is no lab, or its file cannot be read.
        """
        try:
            data = self.description.read_bytes()
        except FileNotFoundError as error:
            raise LayoutTrouble(f"There is no lab in {self.root}.") from error
        except OSError as error:
            words = f"{self.description} cannot be read: {error.strerror or error}."
            raise LayoutTrouble(words) from error
        try:
            return msgspec.json.decode(data, type=Description)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            words = f"{self.description} is damaged: {error}; remove it."
            raise LayoutTrouble(words) from error

    def write_description(self, description: Description) -> None:
        """Replace what ``lab.json`` says."""
        data = msgspec.json.format(msgspec.json.encode(description), indent=2)
        new = self.description.with_suffix(".new")
        new.write_bytes(data + b"\n")
        new.replace(self.description)


def default_folder() -> Path:
    """Where a lab lies that nobody named a folder for: it need not outlive the session."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if runtime and os.access(runtime, os.W_OK):
        return Path(runtime, "hagui", "lab")
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state, "hagui", "lab")
