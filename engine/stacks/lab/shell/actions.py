"""A node's agents: each action a process of its own, which tells the machine of its end."""

import asyncio
import logging
from collections.abc import Callable

from engine.agents.codes import Ocf
from engine.agents.environment import Surroundings
from engine.agents.running import Ended, Running, run_action
from engine.stacks.lab.instructions import AgentEnded, AttributeSet, RunAgent

log = logging.getLogger(__name__)


class Actions:
    """Those under way."""

    def __init__(
        self, around: Surroundings, tell: Callable[[AgentEnded | AttributeSet], None]
    ) -> None:
        """``tell`` is called in the event loop: attributes that an agent set, then its end."""
        self._around = around
        self._tell = tell
        self._running: dict[int, Running] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False

    def run(self, order: RunAgent) -> None:
        """Start an agent."""
        if self._closed:
            return
        self._running[order.number] = Running()
        task = asyncio.get_running_loop().create_task(self._run(order))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def kill(self, number: int) -> None:
        """End one and all its children; its end is told as any other."""
        running = self._running.get(number)
        if running is not None:
            running.kill()

    async def close(self) -> None:
        """End all that run; nothing is told any more."""
        self._closed = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, order: RunAgent) -> None:
        running = self._running[order.number]
        try:
            ended = await run_action(
                order.agent, order.task, order.environment, self._around, running=running
            )
        except OSError as error:  # no more processes, files or room
            ended = Ended(Ocf.ERROR, reason=f"It could not be run: {error.strerror or error}")
        except Exception:
            log.exception("%s of %s cannot be run", order.task, order.resource)
            ended = Ended(Ocf.ERROR, reason="It could not be run, by a fault of the engine")
        finally:
            del self._running[order.number]
        if self._closed:
            return
        for name, value in ended.attributes:
            self._tell(AttributeSet(name, value))
        self._tell(
            AgentEnded(
                order.number,
                ended.rc,
                killed=ended.killed,
                missing=ended.missing,
                reason=ended.reason,
                output=ended.output,
            )
        )
