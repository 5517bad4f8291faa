"""Runs the stack on a node of the rig, as JSON lines: requests in, events and answers out.

``python -m tests.engine.stacks.pacemaker.driver``. It ends with its input, and then says in its
last line which processes it has left.
"""

import asyncio
import json
import os
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, cast

import msgspec

from engine.protocol import verbs
from engine.protocol.messages import Triple
from engine.protocol.verbs import Act
from engine.stacks.contract import Conflict, ReportProgress, StackError, StackEvent
from engine.stacks.pacemaker import restarts
from engine.stacks.pacemaker.libcib import CibConnection, load
from engine.stacks.pacemaker.stack import PacemakerStack
from engine.stacks.pacemaker.tools import Exit

POKE = """<diff format="2"><version><source admin_epoch="{admin_epoch}" epoch="{epoch}"
 num_updates="{num_updates}"/><target admin_epoch="{admin_epoch}" epoch="{next}" num_updates="0"/>
</version><change operation="modify"
 path="/cib/configuration/crm_config/cluster_property_set[@id='poke']/nvpair[@id='poke-value']">
<change-list><change-attr name="value" operation="set" value="{value}"/></change-list>
<change-result><nvpair id="poke-value" name="poke" value="{value}"/></change-result></change></diff>
"""


def say(**line: object) -> None:
    print(json.dumps({"at": time.time(), **line}), flush=True)


def sink(event: StackEvent) -> None:
    say(event=msgspec.to_builtins(event))


class Driver:
    def __init__(self) -> None:
        self.stack = PacemakerStack()
        self._own: CibConnection | None = None
        self._running: dict[int, asyncio.Task[None]] = {}

    async def serve(self, requests: asyncio.StreamReader) -> None:
        await self.stack.start(sink)
        say(started=self.stack.node)
        while line := await requests.readline():
            request = json.loads(line)
            number = request.pop("id")
            if request["do"] == "cancel":
                self._running[request["which"]].cancel()
                continue
            self._running[number] = asyncio.create_task(self._answer(number, request))
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        await self.stack.close()
        say(left=children(), tasks=len(asyncio.all_tasks()) - 1)

    async def _answer(self, number: int, request: dict[str, Any]) -> None:
        began = time.time()
        try:
            result = await self._do(number, request)
        except Conflict as error:
            say(id=number, error=error.code, message=error.message, current=error.current.version)
        except StackError as error:
            say(id=number, error=error.code, message=error.message, detail=error.detail)
        except asyncio.CancelledError:
            say(id=number, error="cancelled", message="")
            raise
        else:
            say(id=number, result=result, took=time.time() - began)

    async def _do(self, number: int, request: dict[str, Any]) -> object:
        user = request.pop("user", "root")
        match request.pop("do"):
            case "snapshot":
                return (await self.stack.snapshot()).cib
            case "commit":
                base = cast("Triple", tuple(request["base"]))
                return await self.stack.commit(request["diff"], base, user)
            case "watcher":
                return self.stack.watcher
            case "children":
                return children()
            case "rest":
                restarts.REST = request["seconds"]
                return None
            case "poke":
                return await asyncio.to_thread(self._poke, request["value"])
            case "simulate":
                return msgspec.to_builtins(
                    await self.stack.simulate(msgspec.convert(request, verbs.Simulate))
                )
            case "settle":
                await self.stack.settle(self._reporter(number))
                return None
            case "provenance":
                return msgspec.to_builtins(await self.stack.provenance(tuple(request["ids"])))
            case name:
                act: Act = getattr(verbs, name)(**request)
                await self.stack.act(act, user, self._reporter(number))
                return None

    def _reporter(self, number: int) -> ReportProgress:
        def report(stage: str, pending: int, text: str) -> None:
            say(id=number, stage=stage, pending=pending, text=text)

        return report

    def _poke(self, value: str) -> list[float]:
        """Change the CIB by a connection of our own; when that was asked for, and when done."""
        if self._own is None:
            self._own = CibConnection(*load())
            self._own.sign_on("hagui-test", writing=True)
        while True:
            root = ET.fromstring(self._own.query(children=False)).attrib
            diff = POKE.format(value=value, next=int(root["epoch"]) + 1, **root)
            began = time.time()
            code, words = self._own.patch(diff.encode(), "")
            if code == 0:
                return [began, time.time()]
            assert code == Exit.OLD, words


def children() -> list[str]:
    """Names of our child processes."""
    own = str(os.getpid())
    found: list[str] = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, tail = status.read_text().rpartition(")")
        except OSError:
            continue
        if tail.split()[1] == own:
            found.append(head.partition("(")[2])
    return found


async def main() -> None:
    requests = asyncio.StreamReader(limit=1 << 26)
    protocol = asyncio.StreamReaderProtocol(requests)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    await Driver().serve(requests)


if __name__ == "__main__":
    asyncio.run(main())
