"""A stack that runs on a node of the rig, and the copy of the CIB that its events make."""

import json
import subprocess
import sys
import sysconfig
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest

from engine.cib.document import Cib
from engine.cib.patch import Patchset, apply
from engine.cib.version import Version
from tests.rig import Node

REPOSITORY = Path(__file__).parents[4]
_VOLATILE = ("cib-last-written", "update-origin", "update-client", "update-user")
"""Attributes of ``<cib>`` that Pacemaker sets after it has made the patchset."""

Line = dict[str, Any]


@dataclass
class Copy:
    """What a client would have; raises where the stream has a gap or a double."""

    cib: Cib | None = None
    snapshots: int = 0
    patches: list[tuple[float, str]] = field(default_factory=list[tuple[float, str]])
    """When each arrived, and its text."""

    def take(self, at: float, event: Line) -> None:
        if event["type"] == "snapshot":
            self.cib = Cib.parse(event["cib"])
            self.snapshots += 1
            assert self.cib.version == Version(*event["version"])
        elif event["type"] == "patch":
            assert self.cib is not None, "a patch came before any snapshot"
            patch = Patchset.parse(event["diff"])
            assert self.cib.version == Version(*event["source"]) == patch.source, "a gap"
            apply(self.cib, patch, verify=True)
            assert self.cib.version == Version(*event["target"])
            self.patches.append((at, event["diff"]))


def content(cib: Cib) -> bytes:
    """Canonical content, without what no patchset carries."""
    copy = cib.copy()
    for name in _VOLATILE:
        if name in copy.root.attrib:
            del copy.root.attrib[name]
    return copy.canonical()


def _interpreter(node: Node, user: str | None) -> list[str]:
    """A Python that ``user`` may run and that has the engine's dependencies: ours, or Debian's."""
    packages = sysconfig.get_path("platlib")
    for command in ([sys.executable], [f"PYTHONPATH={packages}", "/usr/bin/python3"]):
        tried = [*("env", *command), "-c", "import lxml.etree, msgspec, asyncio"]
        if node.run(tried, user=user, check=False).returncode == 0:
            return command
    pytest.skip(f"{user} may not run any Python here that has the engine's dependencies")


class Remote:
    """``with Remote(rig.nodes[0]) as stack: …``"""

    def __init__(self, node: Node, user: str | None = None) -> None:
        self.node = node
        self.copy = Copy()
        self.statuses: list[Line] = []
        self.facts: list[Line] = []
        self.lines: list[Line] = []
        self.failure: Exception | None = None
        self._ids = count(1)
        self._news = threading.Condition()
        self._process = node.popen(
            [
                *("env", f"--chdir={REPOSITORY}", *_interpreter(node, user)),
                *("-B", "-m", "tests.engine.stacks.pacemaker.driver"),
            ],
            user=user,
            stdin=subprocess.PIPE,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        self.wait(lambda: any("started" in line for line in self.lines), "start", 20)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(5)
        assert self._process.stdout is not None
        self._process.stdout.close()
        if kind is None:
            last = self.lines[-1]
            assert last["left"] == []
            assert last["tasks"] == 0
            assert self.failure is None

    def _read(self) -> None:
        assert self._process.stdout is not None
        for text in self._process.stdout:
            line = json.loads(text)
            with self._news:
                self.lines.append(line)
                event = line.get("event")
                if event is not None:
                    self._take(line["at"], event)
                self._news.notify_all()

    def _take(self, at: float, event: Line) -> None:
        if event["type"] == "stack":
            self.statuses.append(event)
        elif event["type"] == "facts":
            self.facts.append(event)
        else:
            try:
                self.copy.take(at, event)
            except Exception as error:  # noqa: BLE001 - shown by the test that waits
                self.failure = self.failure or error

    def wait(self, done: Callable[[], bool], what: str, timeout: float = 30) -> None:
        """Wait until ``done``."""
        with self._news:
            until = time.monotonic() + timeout
            while not done():
                if self.failure is not None:
                    raise self.failure
                left = until - time.monotonic()
                assert left > 0, f"{what}: not within {timeout} s; last: {self.lines[-3:]}"
                self._news.wait(min(left, 0.5))

    def send(self, do: str, **arguments: object) -> int:
        """Send a request; returns its id."""
        number = next(self._ids)
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"id": number, "do": do, **arguments}) + "\n")
        self._process.stdin.flush()
        return number

    def answer(self, number: int, timeout: float = 60) -> Line:
        """Wait for the answer to a request: ``result``, or ``error`` and ``message``."""

        def answers() -> list[Line]:
            return [
                line
                for line in self.lines
                if line.get("id") == number and ("result" in line or "error" in line)
            ]

        self.wait(lambda: bool(answers()), f"answer {number}", timeout)
        return answers()[0]

    def ask(self, do: str, timeout: float = 60, **arguments: object) -> Line:
        """Send a request and wait for the answer."""
        return self.answer(self.send(do, **arguments), timeout)

    def stages(self, number: int) -> list[str]:
        """The stages reported for a request."""
        return [
            line["stage"] for line in self.lines if line.get("id") == number and "stage" in line
        ]

    def arrival(self, text: str) -> float:
        """Wait for a patchset with that text; returns when it arrived."""

        def arrivals() -> list[float]:
            return [at for at, diff in self.copy.patches if text in diff]

        self.wait(lambda: bool(arrivals()), f"a patch with {text}")
        return arrivals()[0]

    def snapshot(self) -> Cib:
        """The CIB as the stack reads it now."""
        return Cib.parse(self.ask("snapshot")["result"])

    def wait_equal(self, timeout: float = 30) -> None:
        """Wait until the copy is what the node's CIB is."""
        until = time.monotonic() + timeout
        while True:
            now = self.snapshot()
            copy = self.copy.cib
            if copy is not None and copy.version == now.version:
                assert content(copy) == content(now)
                return
            assert time.monotonic() < until, f"{copy and copy.version} is not {now.version}"
            time.sleep(0.2)
