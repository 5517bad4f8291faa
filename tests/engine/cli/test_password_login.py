"""Coming in with a password, the whole way: desktop, engine, helper, PAM."""

import asyncio
from collections.abc import Iterator

import pytest

from engine.protocol.client import Client
from engine.protocol.failures import LoginFailed
from engine.protocol.trust import Pin
from engine.server.certificate import read_fingerprint
from tests.engine.cli.conftest import Engine, StartEngine
from tests.engine.server.people import GROUP, Users, two_users


@pytest.fixture
def users() -> Iterator[Users]:
    with two_users() as found:
        yield found


async def attempt(engine: Engine, user: str, password: str) -> str:
    """The user who came in, or the words that were said."""
    pin = Pin(read_fingerprint(engine.state_dir / "engine.pem"))
    client = await Client.connect("127.0.0.1", engine.port, pin)
    try:
        return (await client.login(user, password)).user
    except LoginFailed as error:
        return error.message
    finally:
        await client.close()


async def test_a_member_comes_in_and_all_others_hear_the_same(
    users: Users, start_engine: StartEngine
) -> None:
    engine = await asyncio.to_thread(start_engine, "--group", GROUP)
    assert await attempt(engine, users.member, users.password) == users.member
    words = await asyncio.gather(
        attempt(engine, users.member, "wrong"),
        attempt(engine, "hagui-no-such-user", users.password),
        attempt(engine, users.outsider, users.password),
    )
    assert len(set(words)) == 1
    assert f"or the user is not in group {GROUP}" in words[0]
    log = engine.log.read_text()
    assert users.password not in log
    assert f"{users.member} logged in from 127.0.0.1" in log
