"""``hagui-engine lab up``: starts a lab, and waits until all its engines answer."""

import argparse
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path
from typing import Final

import engine
from engine.cli import lab_web
from engine.cli.lab_words import as_json, as_text
from engine.cli.trouble import Trouble
from engine.server import certificate
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.supervisor import lock
from engine.stacks.lab.supervisor.client import ask_and_wait
from engine.stacks.lab.supervisor.founding import MOST_NODES, Unfounded, found
from engine.stacks.lab.supervisor.offspring import end_with_parent
from engine.stacks.lab.supervisor.wire import End, Look, NodeStanding, Standing

PATIENCE: Final = 30.0
"""Seconds that the engines have until they answer."""
_PAUSE: Final = 0.05


def up(args: argparse.Namespace, folder: Folder) -> int:
    """Start it; in the foreground, stay until it ends.

    Raises:
        Trouble: it cannot be started; nothing is left running.
    """
    if not sys.platform.startswith("linux"):
        raise Trouble("A lab needs Linux, whose processes end with the one that started them.")
    if args.attached:
        end_with_parent(os.getppid(), signal.SIGTERM)
    if args.nodes is not None and not 1 <= args.nodes <= MOST_NODES:
        raise Trouble(f"A lab has 1 to {MOST_NODES} nodes, not {args.nodes}.")
    from engine.cli.lab_cib import first_cib

    cib = first_cib(args.cib, folder)
    example = args.cib is None and cib is not None
    try:
        held = lock.take(folder.root)
    except OSError as error:
        words = f"The folder {folder.root} cannot be used: {error.strerror or error}."
        raise Trouble(words) from error
    if held is None:
        if args.join:
            return _say(args, folder, _standing(folder), joined=True)
        raise Trouble(f"A lab runs in {folder.root} already; hagui-engine lab down ends it.")
    try:
        supervisor = _start_web(args, folder, held, cib, example=example)
    finally:
        os.close(held)
    with _told_to_end(supervisor):
        try:
            standing = _wait(folder, supervisor)
        except BaseException:
            _end(folder, supervisor)
            raise
        _say(args, folder, standing)
        if not args.foreground:
            return 0
        try:
            return supervisor.wait()
        except _LetGo:
            return 0


class _LetGo(Exception):
    """The lab goes on without this command."""


def _say(
    args: argparse.Namespace, folder: Folder, standing: Standing, *, joined: bool = False
) -> int:
    """``joined``: it ran already, so that others may rely on it."""
    if args.json:
        json.dump({**as_json(folder, standing), "joined": joined}, sys.stdout)
        sys.stdout.write("\n")
    else:
        for line in as_text(folder, standing):
            sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    return 0


def _start_web(
    args: argparse.Namespace, folder: Folder, held: int, cib: str | None, *, example: bool
) -> subprocess.Popen[bytes]:
    """With an address for the web page, where there is one."""
    page = folder.read_description().web if cib is None and folder.description.exists() else None
    if page is None and not example:
        return _start(args, folder, (held,), cib, None)
    try:
        with lab_web.claimed(page) as web:
            text = None if cib is None else cib.replace(lab_web.EXAMPLES, web.address)
            return _start(args, folder, (held, web.claim.fileno()), text, web.page)
    except Trouble:
        with contextlib.suppress(OSError):
            folder.root.rmdir()
        raise


def _start(
    args: argparse.Namespace,
    folder: Folder,
    held: tuple[int, ...],
    cib: str | None,
    page: str | None,
) -> subprocess.Popen[bytes]:
    """The folder is made ready, and the lab's own process started, which gets the lock first of
    what is held."""
    try:
        found(folder, args.nodes, args.port, cib, page)
    except Unfounded as error:
        with contextlib.suppress(OSError):
            folder.root.rmdir()
        raise Trouble(str(error)) from error
    _make_certificates(folder)
    with contextlib.suppress(OSError):
        folder.socket.unlink()  # of a lab that was killed with all its processes at once
    told, ready = os.pipe()
    package = str(Path(engine.__file__).parents[1])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    parent = os.getpid() if args.foreground else 0
    with folder.log.open("ab") as log:
        supervisor = subprocess.Popen(
            (
                *(sys.executable, "-P", "-m", "engine.stacks.lab.supervisor"),
                *(str(folder.root), str(held[0]), str(ready), str(parent)),
            ),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONPATH": path},
            cwd="/",
            pass_fds=(*held, ready),
            start_new_session=True,
        )
    os.close(ready)
    with os.fdopen(told, "rb") as words:
        answer = words.read().decode(errors="replace")
    if answer != "ready":
        supervisor.wait()
        raise Trouble(answer or f"The lab could not be started; see {folder.log}.")
    return supervisor


def _make_certificates(folder: Folder) -> None:
    """Once for all: what makes them is large, and would stay in each node's memory.

    A node that lacks its own makes it all the same.
    """
    with contextlib.suppress(certificate.CertificateTrouble):
        for place in folder.read_description().nodes:
            certificate.ensure(certificate.path_in(folder.node(place.name).root), place.name)


def _wait(folder: Folder, supervisor: subprocess.Popen[bytes]) -> Standing:
    """Until every engine answers.

    Raises:
        Trouble: one has ended, or they take too long.
    """
    until = time.monotonic() + PATIENCE
    waiting: list[NodeStanding] = []
    while time.monotonic() < until:
        if supervisor.poll() is not None:
            raise Trouble(f"The lab has ended at once; its processes say why in {folder.root}.")
        standing = _standing(folder)
        for node in standing.nodes:
            if node.state == "off":
                raise Trouble(f"{node.name} has ended at once: {_last_words(folder, node.name)}")
        waiting = [node for node in standing.nodes if not (node.ready and _answers(node))]
        if not waiting:
            return standing
        time.sleep(_PAUSE)
    names = ", ".join(node.name for node in waiting)
    raise Trouble(f"After {PATIENCE:g} s no engine answers on {names}.")


def _standing(folder: Folder) -> Standing:
    standing = ask_and_wait(folder.socket, Look(), timeout=PATIENCE)
    assert isinstance(standing, Standing)
    return standing


def _answers(node: NodeStanding) -> bool:
    try:
        with socket.create_connection((node.address, node.port), timeout=1.0):
            return True
    except OSError:
        return False


def _last_words(folder: Folder, node: str) -> str:
    """What it said last; the folder goes with the lab."""
    try:
        lines = folder.node(node).log.read_text(errors="replace").strip().splitlines()
    except OSError:
        lines = []
    return lines[-1] if lines else "it has said nothing."


def _end(folder: Folder, supervisor: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(Exception):
        keep = folder.read_description().keep
        ask_and_wait(folder.socket, End(0.0, keep), timeout=PATIENCE)
    with contextlib.suppress(ProcessLookupError):
        supervisor.terminate()
    supervisor.wait()


@contextlib.contextmanager
def _told_to_end(supervisor: subprocess.Popen[bytes]) -> Generator[None]:
    """Signals that are to end this process end the lab in good order; SIGUSR1 is passed on to the
    lab's process, which says by SIGUSR2 when it no longer ends with this one.
    """

    def pass_on(*_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            supervisor.terminate()

    def let_go(*_: object) -> None:
        with contextlib.suppress(ProcessLookupError):
            supervisor.send_signal(signal.SIGUSR1)

    def gone(*_: object) -> None:
        raise _LetGo

    handlers = {
        signal.SIGTERM: pass_on,
        signal.SIGINT: pass_on,
        signal.SIGUSR1: let_go,
        signal.SIGUSR2: gone,
    }
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
