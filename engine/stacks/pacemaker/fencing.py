"""What Pacemaker's fencer remembers: it tells every node's of each fencing."""

from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from engine.protocol.verbs import FencingTry
from engine.stacks.contract import StackError
from engine.stacks.pacemaker import tools

_ENDED = {"success": True, "failed": False}


async def tries() -> tuple[FencingTry, ...]:
    """All fencing that is over.

    Raises:
        StackError: ``stack-down``, ``failed``, ``not-installed`` or ``timeout``.
    """
    command = ["stonith_admin", "--history=*", "--verbose", "--output-as=xml"]
    outcome = await tools.run(command)
    if not outcome.ok:
        raise tools.failure(outcome, "The fencing history cannot be read")
    try:
        return tuple(_read(outcome.output))
    except (etree.XMLSyntaxError, ValueError) as error:
        words = "The fencing history cannot be read: stonith_admin gave no XML that is understood."
        raise StackError("failed", words, str(error)) from error


def _read(output: bytes) -> Iterator[FencingTry]:
    for event in etree.fromstring(output).iter("fence_event"):
        done = _ENDED.get(event.get("status", ""))
        completed = event.get("completed")
        if done is None or completed is None:
            continue
        at = int(datetime.fromisoformat(completed).timestamp())
        words = event.get("exit-reason", "")
        yield FencingTry(event.get("target", ""), event.get("action", ""), done, at, words)
