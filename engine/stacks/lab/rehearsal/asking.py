"""Has rehearsals done, each by a process of its own, few at a time."""

import asyncio
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

import engine
from engine.protocol.verbs import Simulate, Simulated
from engine.stacks.contract import StackError
from engine.stacks.lab.rehearsal.messages import ANSWERS, ENCODER, Question, Refusal

AT_ONCE: Final = 2
"""Rehearsals of all clients together; each keeps a processor busy."""
PATIENCE: Final = 600.0
"""Seconds for one."""


class Rehearsals:
    """Those under way."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def simulate(self, cib: str, question: Simulate) -> Simulated:
        """What the scheduler would do; see the stack's contract.

        Raises:
            StackError: ``invalid``, ``unknown-node``, ``timeout`` or ``failed``.
        """
        async with self._turn:
            data = ENCODER.encode(Question(cib, question))
            try:
                async with asyncio.timeout(PATIENCE):
                    output, words = await _run(data)
            except TimeoutError as error:
                raise StackError(
                    "timeout", f"The scheduler did not finish within {PATIENCE:g} seconds."
                ) from error
        try:
            answer = ANSWERS.decode(output)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise StackError("failed", "The scheduler has failed.", words) from error
        if isinstance(answer, Refusal):
            raise StackError(answer.code, answer.message, answer.detail)
        return answer.simulated


async def _run(data: bytes) -> tuple[bytes, str]:
    """Standard output and error of a process that is given ``data``; it ends with this call."""
    pipe = asyncio.subprocess.PIPE
    path = str(Path(engine.__file__).parents[1])
    inherited = os.environ.get("PYTHONPATH")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "engine.stacks.lab.rehearsal.worker"),
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        env=os.environ | {"PYTHONPATH": f"{path}:{inherited}" if inherited else path},
    )
    try:
        output, words = await process.communicate(data)
    except BaseException:
        with suppress(ProcessLookupError):
            process.kill()
        await asyncio.shield(process.wait())
        raise
    return output, words.decode(errors="replace")[-2000:]
