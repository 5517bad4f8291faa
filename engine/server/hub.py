"""From one stack to all who follow it: a snapshot, then every patch after it, in order.

Each event is encoded once, however many follow. A snapshot serves all who come before the next
patch; later ones get a fresh one, so that nobody is told as news what happened before it came.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from engine.protocol import codec
from engine.protocol.errors import LocalProtocolError
from engine.protocol.messages import CibPatch, CibSnapshot, NodeFacts, StackStatus, Triple
from engine.stacks.contract import StackError, StackEvent

log = logging.getLogger(__name__)

RETRY_FIRST: Final = 0.2
RETRY_LAST: Final = 5.0
"""Seconds between attempts to fetch a snapshot that somebody waits for."""


class Follower(Protocol):
    """Who is sent the stream; each method takes a frame that is ready to send."""

    def send_snapshot(self, frame: bytes) -> None:
        """Begin again from here."""
        ...

    def send_patch(self, frame: bytes) -> None:
        """Go on with this."""
        ...

    def send_latest(self, key: str, frame: bytes) -> None:
        """Facts, or the stack's state; an older one with the same key is worth nothing."""
        ...


class Hub:
    """Keeps followers at the cluster's version."""

    def __init__(self, fetch: Callable[[], Awaitable[CibSnapshot]]) -> None:
        self._fetch = fetch
        self._followers: dict[Follower, Triple | None] = {}
        """The version each has been brought to; None while it waits for a snapshot."""
        self._base: tuple[Triple, bytes] | None = None
        self._tail: list[tuple[Triple, bytes]] = []
        """Target and frame of the patches since a fetch began."""
        self._latest: dict[str, bytes] = {}
        self._resets = 0
        self._fetching: asyncio.Task[None] | None = None

    def publish(self, event: StackEvent) -> None:
        """Take an event from the stack (its sink)."""
        match event:
            case CibSnapshot():
                self._resets += 1
                self._tail.clear()
                self._rebase(event, everybody=True)
            case CibPatch():
                self._patch(event)
            case NodeFacts():
                self._publish_latest("facts", codec.frame(event))
            case StackStatus():
                self._publish_latest("status", codec.frame(event))

    def follow(self, follower: Follower) -> None:
        """Begin to send to ``follower``; for one that follows already, begin again afresh."""
        again = follower in self._followers
        self._followers[follower] = None
        for key in ("status", "facts"):
            if key in self._latest:
                follower.send_latest(key, self._latest[key])
        if again:
            self._base = None  # it did not get on with what is kept here
        self._serve(follower)

    def refresh(self, follower: Follower) -> None:
        """``follower`` has dropped patches: send it a snapshot."""
        if follower in self._followers:
            self._followers[follower] = None
            self._serve(follower)

    def unfollow(self, follower: Follower) -> None:
        """Send nothing more to ``follower``."""
        self._followers.pop(follower, None)

    async def close(self) -> None:
        """Stop fetching and sending."""
        self._followers.clear()
        if self._fetching is not None:
            self._fetching.cancel()
            await asyncio.gather(self._fetching, return_exceptions=True)

    def _patch(self, patch: CibPatch) -> None:
        frame = codec.frame(patch)
        self._base = None
        if self._fetching is None:
            self._tail.clear()
        else:
            self._tail.append((patch.target, frame))
        for follower, version in self._followers.items():
            if version is not None and patch.target > version:
                self._followers[follower] = patch.target
                follower.send_patch(frame)

    def _publish_latest(self, key: str, frame: bytes) -> None:
        if self._latest.get(key) != frame:
            self._latest[key] = frame
            for follower in self._followers:
                follower.send_latest(key, frame)

    def _serve(self, follower: Follower) -> None:
        if self._base is not None:
            self._bring(follower)
        elif self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch_until_served())

    def _bring(self, follower: Follower) -> None:
        assert self._base is not None
        version, frame = self._base
        follower.send_snapshot(frame)
        for _, patch in self._tail:
            follower.send_patch(patch)
        self._followers[follower] = self._tail[-1][0] if self._tail else version

    def _rebase(self, snapshot: CibSnapshot, *, everybody: bool) -> None:
        try:
            frame = codec.frame(snapshot)
        except LocalProtocolError as error:
            self._base = None
            self.publish(StackStatus(up=False, code=error.code, message=error.message))
            return
        self._base = (snapshot.version, frame)
        self._tail = [item for item in self._tail if item[0] > snapshot.version]
        for follower, version in list(self._followers.items()):
            if everybody or version is None:
                self._bring(follower)

    async def _fetch_until_served(self) -> None:
        pause = RETRY_FIRST
        try:
            while None in self._followers.values():
                resets = self._resets
                self._tail.clear()
                try:
                    snapshot = await self._fetch()
                except StackError as error:
                    log.info("No snapshot yet: %s", error.message)
                except Exception:
                    log.exception("The stack failed to give a snapshot")
                else:
                    if resets == self._resets:
                        self._rebase(snapshot, everybody=False)
                        if self._base is not None:
                            return
                if None in self._followers.values():
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, RETRY_LAST)
        finally:
            self._fetching = None
