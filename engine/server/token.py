"""Logging in with a token: whoever can read a certain file may come in as its owner."""

import hmac
import os
import pwd
import secrets
import stat
from pathlib import Path

from engine.protocol.verbs import Login


class TokenTrouble(Exception):
    """The token file cannot be used; the words say why and what to do."""


class TokenAuthenticator:
    """Lets in who shows ``token``, as ``user``."""

    def __init__(self, token: str, user: str) -> None:
        self._token = token.encode()
        self.user = user
        """Who comes in with it."""

    async def authenticate(self, login: Login, source: str) -> str | None:  # noqa: ARG002
        """The file's owner, where the token is the right one."""
        if login.token and hmac.compare_digest(login.token.encode(), self._token):
            return self.user
        return None


def load(path: Path) -> TokenAuthenticator:
    """Read the token file, which is made (mode 0600) where there is none.

    Raises:
        TokenTrouble: not readable, readable by others, or empty.
    """
    try:
        _make(path)
        with path.open(encoding="ascii") as stream:
            about = os.fstat(stream.fileno())
            token = stream.read(4096).strip()
    except UnicodeDecodeError as error:
        raise TokenTrouble(f"The token file {path} is not plain text: remove it.") from error
    except OSError as error:
        raise TokenTrouble(
            f"The token file {path} cannot be used ({error.strerror}): choose another place."
        ) from error
    if stat.S_IMODE(about.st_mode) & 0o077:
        raise TokenTrouble(f"The token file {path} is open to others: chmod 600 {path}")
    if len(token) < 16:
        raise TokenTrouble(
            f"The token file {path} holds less than 16 characters: remove it for a new one."
        )
    try:
        user = pwd.getpwuid(about.st_uid).pw_name
    except KeyError as error:
        raise TokenTrouble(
            f"The token file {path} belongs to user id {about.st_uid}, which has no name here."
        ) from error
    return TokenAuthenticator(token, user)


def _make(path: Path) -> None:
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        return
    with os.fdopen(file, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(32) + "\n")
