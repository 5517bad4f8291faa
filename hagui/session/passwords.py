"""Passwords in the system keyring, where there is one. Nowhere else, and never in plain text."""

import asyncio
from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")

SERVICE = "hagui"


class NoKeyring(Exception):
    """There is no keyring, or it stays locked; passwords are asked for each time."""


class Ring(Protocol):
    """What the keyring package offers."""

    def get_password(self, service: str, username: str, /) -> str | None:
        """The password, if one is kept."""
        ...

    def set_password(self, service: str, username: str, password: str, /) -> None:
        """Keep a password."""
        ...

    def delete_password(self, service: str, username: str, /) -> None:
        """Forget a password."""
        ...


def system_ring() -> Ring | None:
    """The system's keyring, None where there is none that keeps passwords encrypted."""
    import keyring
    from keyring.backends import fail, null

    backend = keyring.get_keyring()
    if isinstance(backend, fail.Keyring | null.Keyring):
        return None
    if "plaintext" in type(backend).__name__.lower():
        return None
    return backend


class Passwords:
    """The keyring, asked in threads: a locked one may ask its owner first, for minutes."""

    def __init__(self, ring: Callable[[], Ring | None] = system_ring) -> None:
        self._make = ring
        self._ring: Ring | None = None
        self._looked = False

    async def available(self) -> bool:
        """Whether passwords can be kept."""
        try:
            await self._call(_nothing)
        except NoKeyring:
            return False
        return True

    async def get(self, profile_id: str) -> str | None:
        """The password kept for a profile; None where none is, or there is no keyring."""
        try:
            return await self._call(lambda ring: ring.get_password(SERVICE, profile_id))
        except NoKeyring:
            return None

    async def keep(self, profile_id: str, password: str) -> None:
        """Keep a password.

        Raises:
            NoKeyring: it is not kept.
        """
        await self._call(lambda ring: ring.set_password(SERVICE, profile_id, password))

    async def forget(self, profile_id: str) -> None:
        """Forget a password, if one is kept."""

        def delete(ring: Ring) -> None:
            if ring.get_password(SERVICE, profile_id) is not None:
                ring.delete_password(SERVICE, profile_id)

        try:
            await self._call(delete)
        except NoKeyring:
            return

    async def _call(self, ask: Callable[[Ring], T]) -> T:
        return await asyncio.to_thread(self._ask, ask)

    def _ask(self, ask: Callable[[Ring], T]) -> T:
        from keyring.errors import KeyringError

        try:
            if not self._looked:
                self._ring = self._make()
                self._looked = True
            if self._ring is None:
                raise NoKeyring("This system has no keyring that hagui can use.")
            return ask(self._ring)
        except (KeyringError, RuntimeError) as error:
            raise NoKeyring(f"The system keyring refused: {error}") from error


def _nothing(ring: Ring) -> None:
    """Ask nothing of the keyring: it is there."""
    del ring
