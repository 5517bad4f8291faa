"""Corosync's view of membership and quorum, followed through a child for as long as it takes."""

import asyncio
from collections.abc import Callable
from typing import Final

from engine.stacks.pacemaker.child import Child
from engine.stacks.pacemaker.facts import Membership
from engine.stacks.pacemaker.frames import Frame, Kind
from engine.stacks.pacemaker.restarts import Reason, Restarts

MODULE: Final = "engine.stacks.pacemaker.membership"


class MembershipWatch:
    """``changed`` is given each new view, ``lost`` why there is none any more."""

    def __init__(
        self, changed: Callable[[Membership], None], lost: Callable[[Reason], None]
    ) -> None:
        self._changed = changed
        self._lost = lost
        self._restarts = Restarts()

    async def run(self) -> None:
        """Watch until cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            started = clock()
            code = await Child(MODULE).run(self._handle)
            decision = self._restarts.ended(code, clock() - started)
            if decision.reason is not Reason.CRASHED or decision.rest:
                self._lost(decision.reason)
            await asyncio.sleep(decision.delay + decision.rest)

    def _handle(self, frame: Frame) -> None:
        if frame.kind is Kind.MEMBERSHIP:
            self._restarts.well()
            self._changed(Membership.of(frame))
