"""Making a lab's folder ready: what is there is used, what is missing is written."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from engine.stacks.lab.config.authkeys import load_authkeys
from engine.stacks.lab.config.ha_cf import HaCf, read_ha_cf
from engine.stacks.lab.config.trouble import ConfigTrouble
from engine.stacks.lab.layout import PORT, Description, Folder, LayoutTrouble, Place
from engine.stacks.lab.supervisor.places import NoPlace, check_places, find_places

NODES: Final = 3
MOST_NODES: Final = 32
_LONGEST_SOCKET: Final = 107
"""Bytes of a Unix socket's path, at most (sun_path, with its end)."""


class Unfounded(Exception):
    """The lab cannot be started as it was asked; each line is a sentence."""


def found(
    folder: Folder, nodes: int | None, port: int | None, cib: str | None, web: str | None = None
) -> Description:
    """Make the folder ready, which the caller has locked.

    Args:
        folder: the lab's.
        nodes: how many; None: as many as ha.cf names, else three.
        port: where looking for free ones begins; None: the usual.
        cib: the text of the first configuration.
        web: the web page that it serves.

    Raises:
        Unfounded: it cannot be started so; what this has written is gone.
    """
    if len(os.fsencode(folder.socket)) > _LONGEST_SOCKET:
        raise Unfounded(f"The path {folder.root} is too long for a socket: give a shorter one.")
    made: set[str] = set()
    begun = False
    try:
        before = folder.read_description() if folder.description.exists() else None
        config = _ha_cf(folder, nodes, port, made)
        _secret(folder.authkeys, f"auth 1\n1 sha256 {secrets.token_hex(32)}\n", made)
        load_authkeys(folder.authkeys)
        _secret(folder.token, secrets.token_urlsafe(32) + "\n", made)
        places = _places(config, before, port)
        if cib is not None:
            _first_cib(folder, cib, made)
        earlier = frozenset(() if before is None else before.made)
        description = Description(places, tuple(sorted(made | earlier)), has_disks(folder), web)
        folder.write_description(description)
        for path in (folder.shared, folder.nodes):
            path.mkdir(mode=0o700, exist_ok=True)
        begun = True
    except (ConfigTrouble, LayoutTrouble, NoPlace) as error:
        raise Unfounded(str(error)) from error
    except OSError as error:
        where = error.filename or folder.root
        raise Unfounded(f"{where} cannot be used: {error.strerror or error}.") from error
    finally:
        if not begun:
            for name in made:
                (folder.root / name).unlink(missing_ok=True)
    return description


def _ha_cf(folder: Folder, nodes: int | None, port: int | None, made: set[str]) -> HaCf:
    path = folder.ha_cf
    if not path.exists():
        number = NODES if nodes is None else nodes
        path.write_text(ha_cf_text([f"node{one + 1}" for one in range(number)], port or PORT))
        made.add(path.name)
    try:
        config = read_ha_cf(path.read_text("utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise Unfounded(f"{path} is no text file.") from error
    if nodes is not None and len(config.nodes) != nodes:
        known = ", ".join(config.nodes)
        raise Unfounded(f"{path} names other nodes than the {nodes} asked for: {known}.")
    if len(config.nodes) > MOST_NODES:
        raise Unfounded(f"A lab has at most {MOST_NODES} nodes; {path} names {len(config.nodes)}.")
    return config


MANY: Final = 6
"""Nodes with which a small machine still keeps the shorter times."""
_TIMES: Final = ("keepalive 200ms", "warntime 600ms", "deadtime 1500ms", "initdead 3")
_MANY_TIMES: Final = ("keepalive 500ms", "warntime 2", "deadtime 5", "initdead 10")


def ha_cf_text(nodes: Sequence[str], port: int) -> str:
    """What a lab's ha.cf says where nobody has written one.

    Its times suit one machine; that of many nodes is busy for longer when all of them start.
    """
    times = _MANY_TIMES if len(nodes) > MANY else _TIMES
    return "\n".join(
        (
            "# The nodes of this lab and its times; change it while the lab is down.",
            *times,
            f"udpport {port}",
            "bcast lo",
            "auto_failback on",
            *(f"node {name}" for name in nodes),
            "",
        )
    )


def _secret(path: Path, text: str, made: set[str]) -> None:
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return
    made.add(path.name)
    with os.fdopen(file, "w", encoding="ascii") as stream:
        stream.write(text)


def _places(config: HaCf, before: Description | None, port: int | None) -> tuple[Place, ...]:
    """Where they were the last time, as desktops know them so, unless others are asked for."""
    if before is not None and port is None:
        known = [before.place(name) for name in config.nodes]
        if len(known) == len(before.nodes) and None not in known:
            places = tuple(place for place in known if place is not None)
            check_places(places)
            return places
    return find_places(config.nodes, port)


def _first_cib(folder: Folder, cib: str, made: set[str]) -> None:
    if has_disks(folder):
        raise Unfounded(
            f"The nodes in {folder.root} have a configuration already: begin anew"
            " (hagui-engine lab down), or start them without --cib."
        )
    if not folder.first_cib.exists():
        made.add(folder.first_cib.name)
    folder.first_cib.write_text(cib, "utf-8")


def has_disks(folder: Folder) -> bool:
    """Whether a lab was here whose nodes' disks were kept."""
    return any(folder.nodes.glob("*/disk/*"))
