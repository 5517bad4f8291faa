"""Logging in with a password: asks the helper, which asks PAM."""

import asyncio
import socket
from typing import Final

import msgspec

from engine.protocol.verbs import Login
from engine.server.helper import LARGEST, Answer, Authenticate
from engine.server.login import Unavailable
from engine.server.pam import Verdict

GONE: Final = "The engine's login helper is gone: restart hagui-engine on the node."


class PasswordAuthenticator:
    """Asks the helper at the other end of ``sock``, many at a time."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        self._last = 0
        self._decoder = msgspec.msgpack.Decoder(Answer)
        self.gone = asyncio.Event()
        """Set when the helper has ended, so that nobody can log in any more."""

    def start(self) -> None:
        """Begin to listen for answers."""
        self._sock.settimeout(0)
        asyncio.get_running_loop().add_reader(self._sock, self._read)

    def close(self) -> None:
        """Let the helper go."""
        asyncio.get_running_loop().remove_reader(self._sock)
        self._sock.close()
        self._give_up()

    async def authenticate(self, login: Login, source: str) -> str | None:  # noqa: ARG002
        """The user's name where the password is right and the user may come in.

        Raises:
            Unavailable: PAM, or the helper, does not work.
        """
        if not login.user or not login.password:
            return None
        if self.gone.is_set():
            raise Unavailable(GONE)
        self._last += 1
        number = self._last
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        try:
            request = Authenticate(number, login.user, login.password)
            self._sock.send(msgspec.msgpack.encode(request))
            result = await answer
        except OSError as error:
            raise Unavailable(GONE) from error
        finally:
            self._waiting.pop(number, None)
        match result.verdict:
            case Verdict.YES:
                return login.user
            case Verdict.NO:
                return None
            case Verdict.BROKEN:
                raise Unavailable(f"Passwords cannot be checked on this node: {result.words}.")

    def _read(self) -> None:
        try:
            data = self._sock.recv(LARGEST)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            asyncio.get_running_loop().remove_reader(self._sock)
            self._give_up()
            return
        result = self._decoder.decode(data)
        waiting = self._waiting.get(result.id)
        if waiting is not None and not waiting.done():
            waiting.set_result(result)

    def _give_up(self) -> None:
        self.gone.set()
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(Unavailable(GONE))
