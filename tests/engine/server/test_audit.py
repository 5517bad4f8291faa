"""What the audit log holds, what it does not, and what happens where it cannot be written."""

import asyncio
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from engine.protocol.failures import CallFailed
from engine.protocol.verbs import CIB_QUERY, COMMIT, LOGIN, STANDBY, Commit, Login, Nothing, Standby
from engine.server.audit import AuditLog, append, audited
from tests.engine.server.conftest import StartRig


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


async def test_every_act_is_recorded_before_and_after_and_reading_is_not(
    start: StartRig, tmp_path: Path
) -> None:
    path = tmp_path / "acts.log"
    rig = await start(audit=path)
    client = await rig.login("carol")
    await client.call(CIB_QUERY, Nothing())
    await client.call(STANDBY, Standby("node2", on=True))
    with pytest.raises(CallFailed):
        await client.call(STANDBY, Standby("nowhere", on=True))
    begun, done, begun_again, failed = lines(path)
    assert begun["outcome"] == "begun"
    assert (done["user"], done["source"], done["verb"]) == ("carol", "127.0.0.1", "standby")
    assert (done["access"], done["outcome"]) == ("destructive", "done")
    assert done["arguments"] == {"node": "node2", "on": True, "until_reboot": False}
    assert 0.0 <= done["seconds"] < 5.0
    assert done["id"] == begun["id"] != begun_again["id"]
    assert failed["outcome"] == "no-such-node"
    assert failed["message"] == "There is no node nowhere."
    assert done["time"].endswith("+00:00")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


async def test_an_act_that_cannot_be_recorded_is_not_done(start: StartRig) -> None:
    rig = await start(audit=Path("/dev/full"))
    client = await rig.login()
    with pytest.raises(CallFailed) as caught:
        await client.call(STANDBY, Standby("node2", on=True))
    assert caught.value.code == "audit"
    assert "No space left on device" in caught.value.message
    assert "Nothing was done" in caught.value.message
    assert rig.stack.acts == []
    assert (await client.call(CIB_QUERY, Nothing())).version == (0, 1, 0)


async def test_an_act_whose_end_cannot_be_recorded_is_in_the_engines_own_log(
    start: StartRig, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "acts.log"
    rig = await start(audit=path)
    rig.stack.release.clear()
    client = await rig.login()
    act = asyncio.create_task(client.call(STANDBY, Standby("node2", on=True)))
    while not rig.stack.acts:
        await asyncio.sleep(0.01)
    path.unlink()
    path.symlink_to("/dev/full")
    rig.stack.release.set()
    await act
    assert '"outcome": "done"' in caplog.text
    assert "node2" in caplog.text


async def test_an_act_cut_off_is_recorded_as_abandoned(start: StartRig, tmp_path: Path) -> None:
    path = tmp_path / "acts.log"
    rig = await start(audit=path)
    rig.stack.release.clear()
    client = await rig.login()
    act = asyncio.create_task(client.call(STANDBY, Standby("node2", on=True)))
    while not rig.stack.acts:
        await asyncio.sleep(0.01)
    await client.close()
    await asyncio.gather(act, return_exceptions=True)
    await rig.server.close()
    assert [line["outcome"] for line in lines(path)] == ["begun", "abandoned"]


async def test_the_log_may_be_moved_away(tmp_path: Path) -> None:
    path = tmp_path / "acts.log"
    log = AuditLog(path)
    await (await log.begin("a", "::1", STANDBY, Standby("n", on=True))).end("done")
    path.rename(tmp_path / "acts.log.1")
    await (await log.begin("b", "::1", STANDBY, Standby("n", on=True))).end("done")
    log.close()
    assert [line["user"] for line in lines(path)] == ["b", "b"]


def test_a_commit_is_kept_as_a_digest_since_a_cib_may_hold_passwords() -> None:
    kept = audited(Commit((0, 1, 2), '<nvpair name="passwd" value="hunter2"/>'))
    assert "hunter2" not in json.dumps(kept)
    assert kept["base"] == (0, 1, 2) or kept["base"] == [0, 1, 2]
    assert kept["diff"]["bytes"] == 39
    assert len(kept["diff"]["sha256"]) == 64
    assert COMMIT.request is Commit


def test_no_secret_of_a_login_would_be_kept() -> None:
    assert LOGIN.request is Login
    assert audited(Login("alice", "hunter2", "tok3n")) == {"user": "alice"}


def test_a_line_cut_short_by_a_crash_does_not_spoil_the_next(tmp_path: Path) -> None:
    path = tmp_path / "acts.log"
    path.write_bytes(b'{"half":')
    append(path, b'{"whole":1}\n')
    assert path.read_bytes() == b'{"half":\n{"whole":1}\n'


def test_a_line_that_does_not_fit_leaves_no_piece_of_it(tmp_path: Path) -> None:
    import resource
    import signal

    path = tmp_path / "acts.log"
    append(path, b'{"first":1}\n')
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, limits[1]))
    try:
        with pytest.raises(OSError, match="large"):
            append(path, b'{"second":' + b"2" * 100 + b"}\n")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert path.read_bytes() == b'{"first":1}\n'
