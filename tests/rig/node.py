"""One node of a rig, as tests use it."""

import os
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from tests.rig.enter import enter, outside_parents, processes_of
from tests.rig.errors import RigError
from tests.rig.machine import PORT, environment
from tests.rig.places import Place
from tests.rig.status import NodeStatus, status
from tests.rig.wire import ask

Completed = subprocess.CompletedProcess[str]


class Node:
    """One node: what an administrator, or bad luck, does to a machine."""

    def __init__(self, place: Place, name: str, address: str) -> None:
        self.name = name
        self.address = address
        """Reachable from the host; the engine listens there, on ``port``."""
        self.port = PORT
        self._place = place

    def __repr__(self) -> str:
        return f"<{self.name} at {self.address}>"

    @property
    def folder(self) -> Path:
        """The node's files on the host: ``var/log``, ``engine.out``, ``engine/`` (its state)."""
        return self._place.folder / "nodes" / self.name

    @property
    def fingerprint(self) -> str:
        """Of the engine's certificate, as a desktop is to trust it.

        Raises:
            CertificateTrouble: the engine has not made it yet.
        """
        from engine.server.certificate import path_in, read_fingerprint

        return read_fingerprint(path_in(self.folder / "engine"))

    @property
    def on(self) -> bool:
        """Whether the node has power."""
        return self._state().pid is not None

    @property
    def connected(self) -> bool:
        """Whether its network cable is plugged."""
        return self._state().connected

    @property
    def daemons(self) -> frozenset[str]:
        """Which of ``corosync``, ``pacemaker`` and ``engine`` run."""
        return self._state().daemons

    def run(
        self,
        command: Sequence[str],
        *,
        user: str | None = None,
        check: bool = True,
        input: str | None = None,  # noqa: A002
        timeout: float = 60.0,
        env: dict[str, str] | None = None,
    ) -> Completed:
        """Run a command on the node and wait for it; both outputs are captured as text.

        Args:
            command: the program and its arguments.
            user: in whose name; root where not given.
            check: raise where it exits other than 0.
            input: its standard input; empty where not given.
            timeout: seconds; it is killed after that.
            env: variables in addition to the node's own.

        Raises:
            RigError: it failed (with its own words), or the node has no power.
            subprocess.TimeoutExpired: it took longer than ``timeout``.
        """
        done = subprocess.run(
            enter(self.pid(), command, user),
            input=input or "",
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
            cwd="/",
            env=environment(self._place) | (env or {}),
        )
        if check and done.returncode:
            told = (done.stderr.strip() or done.stdout.strip())[-2000:]
            words = " ".join(command)
            raise RigError(f"{words!r} on {self.name} exited {done.returncode}: {told}")
        return done

    def popen(
        self,
        command: Sequence[str],
        *,
        user: str | None = None,
        env: dict[str, str] | None = None,
        stdin: int | IO[Any] | None = subprocess.DEVNULL,
        stdout: int | IO[Any] | None = subprocess.PIPE,
        stderr: int | IO[Any] | None = None,
    ) -> "subprocess.Popen[str]":
        """Start a command on the node; it ends with the node, and when it is killed.

        Raises:
            RigError: the node has no power.
        """
        return subprocess.Popen(
            enter(self.pid(), command, user),
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            text=True,
            cwd="/",
            env=environment(self._place) | (env or {}),
        )

    def kill(self) -> None:
        """Cut the power: everything on the node is gone at once."""
        self._ask("kill")

    def start(self) -> None:
        """Give power again; returns when the daemons are started, not when they are members."""
        self._ask("start")

    def cut(self) -> None:
        """Pull the network cable; it stays pulled when the node is started anew."""
        self._ask("cable", connected=False)

    def heal(self) -> None:
        """Plug the network cable."""
        self._ask("cable", connected=True)

    def start_daemon(self, daemon: str) -> None:
        """Start ``corosync``, ``pacemaker`` or ``engine`` where it does not run."""
        self._ask("start_daemon", daemon=daemon)

    def stop_daemon(self, daemon: str, patience: float = 60.0) -> None:
        """Ask a daemon to end and wait; Pacemaker stops the node's resources first.

        Raises:
            RigError: it still runs after ``patience`` seconds.
        """
        self._ask("stop_daemon", timeout=patience + 10, daemon=daemon, patience=patience)

    def kill_process(self, process: str, number: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal to all processes of that name, e.g. ``pacemaker-controld``.

        Returns how many there were. Names are the kernel's: 15 bytes at most.
        """
        found = [pid for pid, name in processes_of(self.pid()) if name == process[:15]]
        for pid in found:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        return len(found)

    def freeze(self) -> None:
        """Stop every process: the node is there and answers nothing, as when a kernel hangs."""
        self._signal_all(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let the node's processes go on."""
        for pid in outside_parents(self.pid()):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        self._signal_all(signal.SIGCONT)

    def memory(self) -> int:
        """Bytes of memory that the node's processes use; shared pages are shared out (PSS)."""
        total = 0
        for pid, _ in processes_of(self.pid()):
            with suppress(OSError):
                for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        total += int(line.split()[1]) * 1024
        return total

    def pid(self) -> int:
        """The node's first process, as the host numbers it.

        Raises:
            RigError: the node has no power.
        """
        pid = self._state().pid
        if pid is None:
            raise RigError(f"{self.name} has no power")
        return pid

    def reset_since(self, first: int) -> bool:
        """Whether it has power again, and another first process than that one."""
        pid = self._state().pid
        return pid is not None and pid != first

    def _signal_all(self, number: signal.Signals) -> None:
        for pid, _ in processes_of(self.pid()):
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def _state(self) -> NodeStatus:
        return status(self._place.control)[self.name]

    def _ask(self, verb: str, *, timeout: float = 60.0, **arguments: object) -> None:
        ask(self._place.control, verb, timeout=timeout, node=self.name, **arguments)
