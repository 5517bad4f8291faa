import keyring.errors
import pytest

from hagui.session.passwords import SERVICE, NoKeyring, Passwords, system_ring


class Ring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str, /) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str, /) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str, /) -> None:
        del self.kept[service, username]


class Locked(Ring):
    """A keyring whose owner does not unlock it."""

    def get_password(self, service: str, username: str, /) -> str | None:
        raise keyring.errors.KeyringLocked(f"not now: {service} {username}")

    def set_password(self, service: str, username: str, password: str, /) -> None:
        assert password
        raise keyring.errors.KeyringLocked(f"not now: {service} {username}")


async def test_passwords_are_kept_by_profile() -> None:
    ring = Ring()
    passwords = Passwords(lambda: ring)
    assert await passwords.available()
    await passwords.keep("web", "secret")
    assert ring.kept == {(SERVICE, "web"): "secret"}
    assert await passwords.get("web") == "secret"
    await passwords.forget("web")
    await passwords.forget("web")
    assert await passwords.get("web") is None


async def test_without_a_keyring_nothing_is_kept() -> None:
    passwords = Passwords(lambda: None)
    assert not await passwords.available()
    assert await passwords.get("web") is None
    await passwords.forget("web")
    with pytest.raises(NoKeyring):
        await passwords.keep("web", "secret")


async def test_a_locked_keyring_is_none() -> None:
    passwords = Passwords(Locked)
    assert await passwords.get("web") is None
    with pytest.raises(NoKeyring):
        await passwords.keep("web", "secret")


def test_a_machine_without_secret_service_has_no_keyring() -> None:
    assert system_ring() is None
