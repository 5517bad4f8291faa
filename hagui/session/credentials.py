"""Who logs in: asked once, tried on one engine first, then used for all."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from engine.protocol.verbs import Login
from hagui.session.words import no_token

AskPassword = Callable[[str, str], Awaitable[str | None]]
"""Asks a person for the password of a user; the second text says what was wrong before, or is
empty. None: not now."""


class NoCredentials(Exception):
    """There is nothing to log in with.

    ``code`` is ``no-password``, ``wrong-login`` (refused before, and nobody was asked) or
    ``no-token``; ``message`` words the latter.
    """

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code
        self.message = message


class Credentials:
    """What to log in with on every engine of one cluster.

    A wrong password is tried on one engine only and then asked for anew: three engines that try
    it at once would count three failures, and may lock the user out (pam_faillock). So until a
    login has succeeded, one engine at a time has its turn.
    """

    def __init__(
        self,
        user: str,
        *,
        password: str | None = None,
        token: str = "",
        ask: AskPassword | None = None,
    ) -> None:
        """Make them.

        Args:
            user: who logs in.
            password: as given or kept; None: ask.
            token: path of a token file, used in place of a password.
            ask: asks a person.
        """
        self.user = user
        self.password = password
        self.proven = False
        """Whether an engine has accepted them."""
        self._token = token
        self.ask = ask
        """Asks a person; None while nobody should be asked."""
        self._turn = asyncio.Lock()
        self._refusal = ""

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[Login]:
        """The login to send; others wait until it has been answered, unless it is proven.

        Raises:
            NoCredentials: nobody gave a password, or the token file cannot be read.
        """
        if self.proven:
            yield await self._login()
            return
        async with self._turn:
            yield await self._login()

    def accepted(self) -> None:
        """An engine let us in."""
        self.proven = True
        self._refusal = ""

    def rejected(self, message: str) -> bool:
        """An engine did not let us in; True where asking a person may help."""
        self.proven = False
        self._refusal = message
        if self._token:
            return False
        self.password = None
        return self.ask is not None

    def replace(self, password: str) -> None:
        """A person gave another password."""
        self.password = password
        self._refusal = ""

    async def _login(self) -> Login:
        if self._token:
            path = Path(self._token).expanduser()
            try:
                text = await asyncio.to_thread(path.read_text, encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                reason = getattr(error, "strerror", None) or "it is not text"
                raise NoCredentials("no-token", no_token(str(path), reason)) from error
            return Login(token=text.strip())
        if self.password is None and self.ask is not None:
            self.password = await self.ask(self.user, self._refusal)
        if self.password is None:
            raise NoCredentials("wrong-login" if self._refusal else "no-password")
        return Login(user=self.user, password=self.password)
