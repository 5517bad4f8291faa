"""Logging in with a token file."""

import os
import pwd
import stat
from pathlib import Path

import pytest

from engine.protocol.verbs import Login
from engine.server.token import TokenTrouble, load

ME = pwd.getpwuid(os.geteuid()).pw_name


async def test_who_reads_the_file_comes_in_as_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "token"
    way = load(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    token = path.read_text().strip()
    assert await way.authenticate(Login(token=token), "::1") == ME
    assert await way.authenticate(Login(token=token + "x"), "::1") is None
    assert await way.authenticate(Login(token="é"), "::1") is None
    assert await way.authenticate(Login("alice", token), "::1") is None
    assert await load(path).authenticate(Login(token=token), "::1") == ME


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_open_to_others_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "token"
    load(path)
    path.chmod(mode)
    with pytest.raises(TokenTrouble, match="chmod 600"):
        load(path)


@pytest.mark.parametrize("content", [b"", b"short\n", b"\xff\xfe" * 20])
def test_a_file_without_a_proper_token_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "token"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(TokenTrouble, match="remove it"):
        load(path)


def test_a_place_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    with pytest.raises(TokenTrouble, match="another place"):
        load(tmp_path / "nowhere" / "token")
