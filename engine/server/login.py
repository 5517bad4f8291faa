"""Who may come in: asks the authenticators, and makes guessing slow."""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Sequence
from typing import Final, Protocol

from engine.protocol.verbs import Login
from engine.server.admission import source_of
from engine.server.throttle import Throttle

log = logging.getLogger(__name__)

AT_ONCE: Final = 4
"""Attempts of one source that are checked at the same time; further ones wait their turn."""
LONGEST_WAIT: Final = 10.0
"""Seconds that an attempt is held back; one that would have to wait longer is turned away."""
REFUSAL_TAKES: Final = 3.0
"""Seconds that a refusal takes at least, so that its time does not tell what was wrong. PAM's
own delay after a wrong password (pam_unix: about 2 s, at random) is within."""

NO: Final = (
    "Wrong user name or password, or the user is not in group {group}:"
    " check both, or ask an administrator of the node for membership."
)


class Denied(Exception):
    """Not let in; code and words are for the client."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Unavailable(Exception):
    """An authenticator cannot check anything at the moment; the words say why."""


class Authenticator(Protocol):
    """One way to prove who one is."""

    async def authenticate(self, login: Login, source: str) -> str | None:
        """The user's name, or None where this way does not let them in.

        Raises:
            Unavailable: it cannot be checked.
        """
        ...


class Door:
    """Lets users in; what is slow here never keeps other connections waiting."""

    def __init__(
        self,
        authenticators: Sequence[Authenticator],
        group: str = "haclient",
        refusal_takes: float = REFUSAL_TAKES,
    ) -> None:
        self._authenticators = authenticators
        self._refusal = NO.format(group=group)
        self._refusal_takes = refusal_takes
        self._throttle = Throttle()
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._queued = Counter[str]()

    async def admit(self, login: Login, address: str) -> str:
        """The name of the user who is let in.

        Raises:
            Denied: code ``denied``, ``too-many-attempts`` or ``unavailable``.
        """
        source = source_of(address)
        self._queued[source] += 1
        try:
            async with self._turns.setdefault(source, asyncio.Semaphore(AT_ONCE)):
                return await self._admit(login, address, source)
        finally:
            self._queued[source] -= 1
            if not self._queued[source]:
                del self._queued[source]
                del self._turns[source]

    async def _admit(self, login: Login, address: str, source: str) -> str:
        who = login.user[:64] or "(token)"
        wait = self._throttle.book(source, who, time.monotonic())
        if wait > LONGEST_WAIT:
            raise Denied(
                "too-many-attempts",
                f"Too many wrong passwords: wait {wait:.0f} s before the next attempt.",
            )
        await asyncio.sleep(wait)
        begun = time.monotonic()
        user = await self._ask(login, address)
        if user is not None:
            self._throttle.succeeded(who)
            log.info("%s logged in from %s", user, address)
            return user
        log.warning("Login refused: user %r from %s", who, address)
        self._throttle.failed(source, who, time.monotonic())
        await asyncio.sleep(self._refusal_takes - (time.monotonic() - begun))
        raise Denied("denied", self._refusal)

    async def _ask(self, login: Login, address: str) -> str | None:
        trouble: Unavailable | None = None
        for authenticator in self._authenticators:
            try:
                user = await authenticator.authenticate(login, address)
            except Unavailable as error:
                trouble = error
                continue
            if user is not None:
                return user
        if trouble is not None:
            raise Denied("unavailable", str(trouble)) from trouble
        return None
