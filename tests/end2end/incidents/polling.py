"""Asking for a page over and over, by a process of its own, to measure how long it was not there.

It shares nothing with the probes of the desktop: a question every ten milliseconds, whether or not
those before were answered, and a line for each with when it was sent and when its answer was
there, in seconds since 1970. ``python -m tests.end2end.incidents.polling ADDRESS PORT FILE``
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PERIOD: Final = 0.01
"""Seconds from one question to the next."""
PATIENCE: Final = 0.9
"""Seconds after which no answer is awaited any more: less than TCP takes to send a lost packet
again, so that each question is one look at the service."""
_ROOT: Final = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Question:
    """One, and when it was answered; None: it was not."""

    sent: float
    answered: float | None


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time in which nobody answered."""

    last: float
    """When the last question before it was sent that was answered."""
    begin: float
    """When the first was sent that was not answered."""
    end: float
    """When the first answer came again."""

    @property
    def milliseconds(self) -> float:
        return (self.end - self.begin) * 1000


class Polling:
    """What one process has asked."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def questions(self) -> list[Question]:
        """All that are settled, in the order in which they were sent."""
        found: list[Question] = []
        for line in self._file.read_text().splitlines(keepends=True):
            sent, _, answered = line.rstrip("\n").partition(" ")
            if line.endswith("\n"):
                found.append(Question(float(sent), float(answered) if answered else None))
        return sorted(found, key=lambda item: item.sent)

    def gaps(self, since: float) -> list[Gap]:
        """All that have ended and begun after ``since``.

        One question that is lost between two that are answered is no gap.
        """
        asked = [item for item in self.questions() if item.sent >= since]
        found: list[Gap] = []
        last = since
        lost: list[float] = []
        for item in asked:
            if item.answered is None:
                lost.append(item.sent)
                continue
            if len(lost) > 1:
                # A question may be held on its way until the service is back: the answer counts.
                end = min(a.answered for a in asked if a.answered and a.answered > lost[-1])
                found.append(Gap(last, lost[0], end))
            last, lost = item.sent, []
        return found


@contextmanager
def polling(address: str, port: int, file: Path) -> Generator[Polling]:
    """Ask from now on, until the end of the block."""
    command = [sys.executable, "-m", __name__, address, str(port), str(file)]
    process = subprocess.Popen(command, cwd=_ROOT)
    try:
        yield Polling(file)
    finally:
        process.kill()
        process.wait()


async def _ask(address: str, port: int) -> bool:
    with suppress(OSError, TimeoutError):
        async with asyncio.timeout(PATIENCE):
            reader, writer = await asyncio.open_connection(address, port)
            try:
                writer.write(b"GET / HTTP/1.0\r\n\r\n")
                return b"200" in (await reader.read(64)).split()
            finally:
                writer.transport.abort()
    return False


async def _poll(address: str, port: int, file: Path) -> None:
    with file.open("w", buffering=1) as lines:

        async def look() -> None:
            sent = time.time()
            answered = f"{time.time():.6f}" if await _ask(address, port) else ""
            lines.write(f"{sent:.6f} {answered}\n")

        due, parent = time.monotonic(), os.getppid()
        async with asyncio.TaskGroup() as looks:
            while os.getppid() == parent:
                looks.create_task(look())
                due = max(due + PERIOD, time.monotonic())
                await asyncio.sleep(due - time.monotonic())


if __name__ == "__main__":
    asyncio.run(_poll(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])))
