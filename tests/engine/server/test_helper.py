"""Passwords, with the real PAM and real users, through the real helper process."""

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.protocol.verbs import Login
from engine.server.helper import Rules
from engine.server.login import Unavailable
from engine.server.pam import SERVICE, service_name
from engine.server.password import PasswordAuthenticator
from tests.engine.server.people import GROUP, Users, two_users

HELPER = """
import socket, sys
from engine.server.helper import Rules, serve
serve(socket.socket(fileno=int(sys.argv[1])), Rules(sys.argv[2], sys.argv[3]))
"""


@pytest.fixture(scope="module")
def users() -> Iterator[Users]:
    with two_users() as found:
        yield found


@dataclass
class Helper:
    process: subprocess.Popen[bytes]
    ask: PasswordAuthenticator


async def begin(rules: Rules) -> Helper:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", HELPER, str(theirs.fileno()), rules.service, rules.group],
            pass_fds=[theirs.fileno()],
            cwd=Path(__file__).parents[3],
        )
    ask = PasswordAuthenticator(ours)
    ask.start()
    return Helper(process, ask)


@pytest.fixture
async def helper() -> AsyncIterator[Helper]:
    found = await begin(Rules(service_name(), GROUP))
    yield found
    found.ask.close()
    assert found.process.wait(5) == 0, "the helper ends with its engine"


async def test_a_member_with_the_right_password_comes_in(users: Users, helper: Helper) -> None:
    login = Login(users.member, users.password)
    assert await helper.ask.authenticate(login, "::1") == users.member


async def test_nobody_else_comes_in(users: Users, helper: Helper) -> None:
    logins = [
        Login(users.member, users.password + "x"),
        Login(users.member, ""),
        Login("", users.password),
        Login("hagui-no-such-user", users.password),
        Login(users.outsider, users.password),
        Login(users.outsider, "wrong"),
        Login(users.member + "\0x", users.password),
        Login("root", users.password),
    ]
    answers = await asyncio.gather(*(helper.ask.authenticate(login, "::1") for login in logins))
    assert answers == [None] * len(logins)


async def test_a_slow_wrong_password_does_not_hold_up_a_right_one(
    users: Users, helper: Helper
) -> None:
    login = Login(users.member, users.password)
    await helper.ask.authenticate(login, "::1")
    wrong = [
        asyncio.create_task(helper.ask.authenticate(Login(users.member, f"wrong{n}"), "::1"))
        for n in range(4)
    ]
    await asyncio.sleep(0.1)
    begun = time.monotonic()
    assert await helper.ask.authenticate(login, "::1") == users.member
    assert time.monotonic() - begun < 1.5
    assert await asyncio.gather(*wrong) == [None] * 4


async def test_a_helper_that_dies_is_said() -> None:
    doomed = await begin(Rules("login", GROUP))
    try:
        doomed.process.send_signal(signal.SIGSTOP)
        asked = asyncio.create_task(doomed.ask.authenticate(Login("root", "wrong"), "::1"))
        await asyncio.sleep(0.1)
        doomed.process.kill()
        with pytest.raises(Unavailable, match="restart hagui-engine"):
            await asked
        assert doomed.ask.gone.is_set()
        with pytest.raises(Unavailable):
            await doomed.ask.authenticate(Login("root", "x"), "::1")
    finally:
        doomed.ask.close()
        doomed.process.kill()
        doomed.process.wait(5)


async def test_signals_meant_for_the_engine_do_not_end_the_helper(helper: Helper) -> None:
    no = Login("hagui-no-such-user", "x")
    assert await helper.ask.authenticate(no, "::1") is None
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        helper.process.send_signal(number)
    assert await helper.ask.authenticate(no, "::1") is None


def test_our_own_rules_are_used_where_they_are_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.server.pam.FOLDERS", (tmp_path,))
    assert service_name() == "login"
    (tmp_path / SERVICE).write_text("")
    assert service_name() == "hagui"
