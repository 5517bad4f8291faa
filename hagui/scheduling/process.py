"""The worker's process, as seen from an event loop: questions are awaited, the newest wins."""

import asyncio
import queue
import subprocess
import sys
import threading
import time
from typing import IO

import msgspec

from hagui.scheduling.messages import BACKGROUND, HEAD, Question, Reply, Request, frame, read_reply


class WorkerGone(Exception):
    """The process ended, or cannot be started; the message says how."""


class WorkerProcess:
    """Runs a worker from the first message on, until it is closed or ends by itself.

    To be used by one event loop only. After ``WorkerGone`` the next message starts another one,
    which knows none of the documents.
    """

    def __init__(self, *, background: bool = False) -> None:
        """Make it; nothing is started yet.

        Args:
            background: whether it yields to whoever else wants processor time.
        """
        self._options = (BACKGROUND,) if background else ()
        self.generation = 0
        """How many processes there have been."""
        self._process: subprocess.Popen[bytes] | None = None
        self._outgoing: queue.SimpleQueue[Request | None] = queue.SimpleQueue()
        self._threads: tuple[threading.Thread, ...] = ()
        self._waiting: dict[int, asyncio.Future[Reply]] = {}
        self._under_way: dict[int, float] = {}
        """When each question was asked that has no reply yet, also those nobody waits for."""
        self._number = 0

    @property
    def running(self) -> bool:
        """Whether there is a process that holds documents."""
        return self._process is not None

    @property
    def busy_for(self) -> float:
        """Seconds since the oldest question was asked that has no reply yet; 0 for none."""
        if not self._under_way:
            return 0.0
        return time.monotonic() - min(self._under_way.values())

    def tell(self, message: Request) -> None:
        """Say something that has no reply.

        Raises:
            WorkerGone: there can be no process.
        """
        self._start()
        self._outgoing.put(message)

    async def ask(self, question: Question) -> Reply:
        """Ask; questions that are under way go on.

        Raises:
            WorkerGone: the process ended before it had answered.
        """
        self._start()
        self._number += 1
        number = self._number
        future: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        self._under_way[number] = time.monotonic()
        self._outgoing.put(msgspec.structs.replace(question, question=number))
        try:
            return await future
        finally:
            self._waiting.pop(number, None)

    def end(self) -> None:
        """End the process at once; who waits is told that it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        self._outgoing.put(None)
        for thread in self._threads:
            thread.join()
        process.wait()
        self._lose("It was ended.")

    # inside

    def _start(self) -> None:
        if self._process is not None:
            return
        loop = asyncio.get_running_loop()
        try:
            process = subprocess.Popen(
                [sys.executable, "-m", "hagui.scheduling.worker", *self._options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        except OSError as error:
            raise WorkerGone(f"The scheduler's process cannot be started: {error}.") from error
        assert process.stdin is not None
        assert process.stdout is not None
        self.generation += 1
        self._process = process
        self._outgoing = queue.SimpleQueue()
        self._threads = (
            threading.Thread(
                target=_write, args=(process.stdin, self._outgoing), name="scheduler writer"
            ),
            threading.Thread(
                target=self._read, args=(process.stdout, process, loop), name="scheduler reader"
            ),
        )
        for thread in self._threads:
            thread.start()

    def _read(
        self,
        stream: IO[bytes],
        process: "subprocess.Popen[bytes]",
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        """In a thread of its own: hand replies to the event loop."""
        with stream:
            while len(head := stream.read(HEAD)) == HEAD:
                size = int.from_bytes(head, "big")
                body = stream.read(size)
                if len(body) < size:
                    break
                try:
                    reply = read_reply(body)
                except (msgspec.MsgspecError, UnicodeDecodeError):
                    process.kill()  # one that cannot be understood: who waits is told it is gone
                    break
                if not _call(loop, self._arrived, reply):
                    return
        _call(loop, self._ended, process)

    def _arrived(self, reply: Reply) -> None:
        self._under_way.pop(reply.question, None)
        future = self._waiting.get(reply.question)
        if future is not None and not future.done():
            future.set_result(reply)

    def _ended(self, process: "subprocess.Popen[bytes]") -> None:
        """It ended by itself."""
        if process is not self._process:
            return
        self._process = None
        self._outgoing.put(None)
        code = process.wait()
        self._lose(f"It ended with status {code}.")

    def _lose(self, how: str) -> None:
        waiting, self._waiting = self._waiting, {}
        self._under_way.clear()
        for future in waiting.values():
            if not future.done():
                future.set_exception(WorkerGone(f"The scheduler's process is gone. {how}"))


def _call(loop: asyncio.AbstractEventLoop, function: object, *args: object) -> bool:
    """Call in the event loop; False where that is closed."""
    try:
        loop.call_soon_threadsafe(function, *args)  # type: ignore[arg-type]
    except RuntimeError:
        return False
    return True


def _write(stream: IO[bytes], outgoing: "queue.SimpleQueue[Request | None]") -> None:
    """In a thread of its own: a large document must not hold up the event loop."""
    try:
        with stream:
            while (message := outgoing.get()) is not None:
                stream.write(frame(message))
                stream.flush()
    except OSError:
        pass  # it ended; the reader sees that
