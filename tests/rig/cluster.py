"""A rig, as tests use it."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from lxml import etree

from engine.cib.xml import Element
from tests.rig import places, reset, settle
from tests.rig.config import REPOSITORY, Spec
from tests.rig.errors import RigError
from tests.rig.node import Node
from tests.rig.places import Place
from tests.rig.requirements import missing
from tests.rig.status import status
from tests.rig.wire import ask


class Rig:
    """A running cluster: ``with Rig.up(3) as rig: rig.nodes[0].kill()``."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._start: str | None = None
        self.nodes = [Node(place, n.name, n.address) for n in status(place.control).nodes]

    @classmethod
    def up(
        cls,
        nodes: int = 3,
        *,
        cib: Path | None = None,
        engines: bool = True,
        fenced_nodes_return: bool = True,
        owner: int | None = None,
        settle_within: float | None = 180.0,
    ) -> "Rig":
        """Bring up a cluster.

        Args:
            nodes: how many, 1 to 32; they are named node1, node2, …
            cib: a file with the CIB to start with; the example ``webcluster.xml`` if not given.
                Addresses in it that begin with 10.56.0. become the rig's own.
            engines: whether each node runs an engine.
            fenced_nodes_return: whether a node that was rebooted by fencing gets power again.
            owner: the process whose end takes the rig down; this one where not given, no one
                where 0.
            settle_within: seconds to wait until all resources are where they belong; None to
                return as soon as the daemons run.

        Raises:
            RigError: in one sentence, why not.
        """
        reason = missing()
        if reason is not None:
            raise RigError(reason)
        spec = Spec(nodes=nodes, engines=engines, fenced_nodes_return=fenced_nodes_return)
        if cib is not None:
            spec = replace(spec, cib=str(cib.resolve()))
        if owner != 0:
            spec = replace(spec, owner=owner or os.getpid())
        rig = cls(Place(_launch(spec)))
        if settle_within is not None:
            try:
                rig.wait_settled(settle_within)
            except BaseException:
                rig.down()
                raise
        return rig

    @classmethod
    def attach(cls, number: int | None = None) -> "Rig":
        """The running rig of that number; where none is given, the only one there is.

        Raises:
            RigError: there is none, or more than one and no number.
        """
        numbers = running()
        if number is None:
            if len(numbers) != 1:
                running_ones = ", ".join(map(str, numbers)) or "none"
                raise RigError(f"say which rig with --rig NUMBER; running: {running_ones}")
            number = numbers[0]
        if number not in numbers:
            raise RigError(f"rig {number} is not running")
        return cls(Place(number))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.down()

    @property
    def number(self) -> int:
        """Which rig of this machine it is."""
        return self._place.number

    @property
    def folder(self) -> Path:
        """All files of the rig, gone when it is down."""
        return self._place.folder

    @property
    def token_file(self) -> Path:
        """The token that every engine of the rig accepts."""
        return self._place.token

    @property
    def webip(self) -> str:
        """The address that the example's ``webip`` brings up; the host reaches it."""
        return f"{self._place.prefix}100"

    def __getitem__(self, name: str) -> Node:
        return next(node for node in self.nodes if node.name == name)

    def members(self) -> list[Node]:
        """Nodes that can be members now: with power, cable, Corosync and Pacemaker; not frozen."""
        now = status(self._place.control)
        return [node for node in self.nodes if now[node.name].able]

    def cib(self) -> Element:
        """The CIB, as one of the members has it.

        Raises:
            RigError: there is no member, or Pacemaker does not answer there.
        """
        return etree.fromstring(self._member().run(["cibadmin", "--query"]).stdout.encode())

    def crm_mon(self, node: Node | None = None) -> Element:
        """What ``crm_mon --output-as=xml`` says, on ``node`` or on one of the members.

        Raises:
            RigError: Pacemaker does not answer there.
        """
        return settle.crm_mon(node or self._member())

    def dc(self) -> Node | None:
        """The node whose controller is designated, where there is one."""
        dc = self.crm_mon().find("summary/current_dc")
        name = "" if dc is None else dc.get("name", "")
        return next((node for node in self.nodes if node.name == name), None)

    def wait_settled(self, timeout: float = 60.0) -> None:
        """Wait until members are as they can be, none waits for fencing, and no action is left.

        A cluster that plans actions and yet stays idle, with its CIB as it is, has settled too:
        Pacemaker looks again only at the next cluster-recheck-interval.

        Raises:
            RigError: not within ``timeout`` seconds, and what it waited for at the end.
        """
        until = time.monotonic() + timeout
        quiet: tuple[object, float] | None = None
        while (reason := self._unsettled()) is not None:
            now = time.monotonic()
            if now > until:
                raise RigError(f"not settled after {timeout:g} s: {reason}")
            if isinstance(reason, settle.Idle):
                version = [self.cib().get(name) for name in ("epoch", "num_updates")]
                if quiet is None or quiet[0] != version:
                    quiet = (version, now)
                elif now - quiet[1] > settle.QUIET:
                    break
            else:
                quiet = None
            time.sleep(0.1)
        self._start = self._start or reset.configuration(self.cib())

    def reset(self, timeout: float = 180.0) -> None:
        """As after the bring-up: all nodes up, first configuration, no failures, settled.

        Raises:
            RigError: not within ``timeout`` seconds; take the rig down then.
        """
        reset.reset(self, self._start, timeout)

    def fail_next_fencing(self, times: int) -> None:
        """Let the power switch refuse the next ``times`` requests."""
        ask(self._place.control, "fencing", fail_next=times)

    def slow_fencing(self, seconds: float) -> None:
        """Let the power switch take that long; 0 is as fast as it can."""
        ask(self._place.control, "fencing", seconds=seconds)

    def return_fenced_nodes(self, yes: bool) -> None:
        """Whether nodes get power again after fencing rebooted them."""
        ask(self._place.control, "fencing", nodes_return=yes)

    def down(self) -> None:
        """Take everything down; returns when nothing is left. Harmless where it is down."""
        take_down(self._place)

    def _unsettled(self) -> str | None:
        before = status(self._place.control)
        if before.busy:
            return "a node is being fenced or is booting"
        members = [node.name for node in before.nodes if node.able]
        if not members:
            return "no node can be a member"
        waiting = [node.name for node in before.nodes if node.waiting]
        reason = settle.unsettled(self[members[0]], members, waiting)
        if reason is None and status(self._place.control) != before:
            return "a node's power, cable or daemons changed a moment ago"
        return reason

    def _member(self) -> Node:
        members = self.members()
        if not members:
            raise RigError("no node of the rig can be a member")
        return members[0]


def running() -> list[int]:
    """Numbers of the rigs that run on this machine."""
    return [place.number for place in places.known() if places.alive(place)]


def take_down(place: Place, patience: float = 15.0) -> None:
    """End the rig at ``place``, whatever state it is in, and remove what it left.

    Raises:
        RigError: its supervisor does not end within ``patience`` seconds.
    """
    with suppress(RigError):  # it is ending already, or dead: the lock tells
        ask(place.control, "down")
    until = time.monotonic() + patience
    killed = False
    while places.alive(place):
        if time.monotonic() > until:
            if killed:
                raise RigError(f"the supervisor of rig {place.number} does not end")
            # Everything dies with it.
            with suppress(OSError, ValueError):
                os.kill(int(place.pid_file.read_text()), signal.SIGKILL)
            killed, until = True, until + 5
        time.sleep(0.02)
    places.sweep()


def _launch(spec: Spec) -> int:
    """Start a supervisor; returns the rig's number once its nodes' daemons run."""
    launched = subprocess.run(
        [sys.executable, "-m", "tests.rig.supervisor", json.dumps(spec.as_json())],
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
        text=True,
        timeout=120,
    )
    if not launched.stdout:
        raise RigError(f"the rig's supervisor did not start (exit {launched.returncode})")
    answer = json.loads(launched.stdout)
    if "error" in answer:
        raise RigError(answer["error"])
    return int(answer["rig"])
