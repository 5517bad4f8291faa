"""Coming in: who may, how guessing is slowed, and that nobody else waits for it."""

import asyncio
import logging
import time

import pytest

from engine.protocol.client import Client
from engine.protocol.failures import CallFailed, ConnectionLost, LoginFailed
from engine.protocol.verbs import ECHO, Echo, Login
from engine.server.config import Limits
from engine.server.login import Denied, Door, Unavailable
from tests.engine.server.conftest import Names, Rig, StartRig


async def refused(client: Client, user: str = "alice", password: str = "bad") -> LoginFailed:
    with pytest.raises(LoginFailed) as caught:
        await client.login(user, password)
    return caught.value


async def test_a_wrong_password_is_one_clear_sentence_and_may_be_mended(start: StartRig) -> None:
    rig = await start()
    client = await rig.connect()
    error = await refused(client)
    assert error.code == "denied"
    assert "not in group haclient" in error.message
    assert (await client.login("alice", "good")).user == "alice"


async def test_all_refusals_read_the_same_and_take_as_long(start: StartRig) -> None:
    rig = await start(refusal_takes=0.3)
    words: set[str] = set()
    for user in ("alice", "nobody-of-that-name"):
        client = await rig.connect()
        begun = time.monotonic()
        words.add((await refused(client, user)).message)
        assert time.monotonic() - begun >= 0.3
    assert len(words) == 1


async def test_guessing_gets_slower_and_others_do_not_wait(start: StartRig) -> None:
    rig = await start()
    friend = await rig.login("bob")
    client = await rig.connect()
    times: list[float] = []
    slowest = 0.0

    async def guess() -> None:
        for _ in range(3):
            begun = time.monotonic()
            await refused(client)
            times.append(time.monotonic() - begun)

    guessing = asyncio.create_task(guess())
    while not guessing.done():
        begun = time.monotonic()
        await friend.call(ECHO, Echo("x"))
        slowest = max(slowest, time.monotonic() - begun)
        await asyncio.sleep(0.01)
    await guessing
    assert times[0] < 0.5
    assert times[2] >= 0.9
    assert slowest < 0.5


async def test_who_guesses_too_often_is_told_how_long_to_wait_then_hung_up_on(
    start: StartRig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.server.login.LONGEST_WAIT", 0.5)
    rig = await start(Limits(logins=2))
    client = await rig.connect()
    await refused(client)
    asked = len(rig.names.asked)
    other = await rig.connect()
    await refused(other)
    assert len(rig.names.asked) == asked + 1
    error = await refused(other)
    assert error.code == "too-many-attempts"
    assert " s before" in error.message
    assert len(rig.names.asked) == asked + 1, "not even the right password was looked at"


async def test_a_connection_has_a_few_attempts_only(start: StartRig) -> None:
    rig = await start(Limits(logins=2))
    client = await rig.connect()
    await refused(client, "alice")
    await refused(client, "bob")
    await client.wait_closed()
    with pytest.raises(ConnectionLost) as caught:
        await client.login("alice", "good")
    assert caught.value.code == "too-many-attempts"


async def test_one_login_at_a_time_on_a_connection(start: StartRig) -> None:
    rig = await start()
    rig.names.gate.clear()
    client = await rig.connect()
    first = asyncio.create_task(client.login("alice", "good"))
    while not rig.names.asked:
        await asyncio.sleep(0.01)
    with pytest.raises(LoginFailed) as caught:
        await client.login("bob", "good")
    assert caught.value.code == "login-already"
    rig.names.gate.set()
    assert (await first).user == "alice"
    with pytest.raises(LoginFailed):
        await client.login("bob", "good")
    assert client.user == "alice"


async def test_a_stranger_may_not_look_at_the_cluster(start: StartRig) -> None:
    rig = await start()
    client = await rig.connect()
    with pytest.raises(Exception, match="not allowed"):
        await client.subscribe()
    with pytest.raises(CallFailed) as caught:
        await client.logout()
    assert caught.value.code == "login-first"


async def test_a_login_cut_off_ends_on_the_server_too(start: StartRig) -> None:
    rig = await start()
    rig.names.gate.clear()
    client = await rig.connect()
    login = asyncio.create_task(client.login("alice", "good"))
    while not rig.names.asked:
        await asyncio.sleep(0.01)
    login.cancel()
    with pytest.raises(asyncio.CancelledError):
        await login
    async with asyncio.timeout(3):
        while rig.server.clients:
            await asyncio.sleep(0.01)


async def test_passwords_are_not_logged(start: StartRig, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    rig = await start()
    client = await rig.connect()
    await refused(client, "alice", "s3cret-and-wrong")
    await client.login("alice", "good")
    assert "alice" in caplog.text
    assert "s3cret-and-wrong" not in caplog.text


class Broken:
    async def authenticate(self, login: Login, source: str) -> str | None:
        raise Unavailable(f"{login!r} from {source} cannot be checked.")


async def test_one_way_that_does_not_work_does_not_keep_the_other_shut() -> None:
    door = Door([Broken(), Names()], refusal_takes=0.0)
    assert await door.admit(Login("alice", "good"), "127.0.0.1") == "alice"
    with pytest.raises(Denied) as caught:
        await door.admit(Login("alice", "bad"), "127.0.0.1")
    assert caught.value.code == "unavailable"


async def test_many_right_logins_of_one_source_are_let_in_together(start: StartRig) -> None:
    rig: Rig = await start()
    begun = time.monotonic()
    await asyncio.gather(*(rig.login(f"user{number}") for number in range(12)))
    assert time.monotonic() - begun < 2.0
