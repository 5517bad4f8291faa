"""A watching child, as the engine sees it: started, read frame by frame, awaited."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import engine
from engine.stacks.pacemaker import tools
from engine.stacks.pacemaker.frames import Frame, FrameError, FrameReader

_CHUNK: Final = 1 << 20

NOT_STARTED: Final = 127
"""Exit code of a child that could not even be started, as a shell gives it."""
HUNG: Final = 124
"""Exit code of a child that was ended because it said nothing, or nonsense."""


class Child:
    """One life of one child process."""

    def __init__(self, module: str) -> None:
        """``module`` is run by this interpreter, without the packages of any environment."""
        self._module = module
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        process = self._process
        return None if process is None or process.returncode is not None else process.pid

    async def run(self, handle: Callable[[Frame], None], silence: float | None = None) -> int:
        """Run to its end; ``handle`` is given every frame. Cancelling ends the process.

        Args:
            handle: called in the event loop.
            silence: seconds without a frame after which the child counts as hung, and is ended.

        Returns:
            The exit code, negative for a signal (as ``subprocess`` has it).
        """
        try:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-S",
                "-m",
                self._module,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_CHUNK,
                env=tools.environment() | {"PYTHONPATH": import_path()},
            )
        except OSError:
            return NOT_STARTED
        self._process = process
        assert process.stdout is not None
        reader = FrameReader()
        try:
            while data := await _read(process.stdout, silence):
                for frame in reader.feed(data):
                    handle(frame)
            return await process.wait()
        except (TimeoutError, FrameError):
            os.kill(process.pid, signal.SIGKILL)
            return HUNG
        finally:
            if process.stdin is not None:
                process.stdin.close()
            await tools.end(process)

    def ask(self) -> None:
        """Ask for another snapshot."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.write(b"?")


async def _read(stream: asyncio.StreamReader, silence: float | None) -> bytes:
    async with asyncio.timeout(silence):
        return await stream.read(_CHUNK)


def import_path() -> str:
    """Where a child finds this package."""
    return str(Path(engine.__file__).parents[1])
