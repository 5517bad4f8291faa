"""The engine as a process: its start, its end, its rights, and its one-sentence troubles."""

import os
import pwd
import signal
import socket
import stat
import subprocess
import time
from pathlib import Path

import pytest

from tests.engine.cli.conftest import AS_WHOM, PYTHON, StartEngine, finished
from tests.processes import children

as_root = pytest.mark.skipif(
    os.geteuid() != 0
    or PYTHON is None
    or "hacluster" not in {entry.pw_name for entry in pwd.getpwall()},
    reason="needs root, the user hacluster, and a Python that it can run",
)


def owner(pid: int) -> str:
    return pwd.getpwuid(Path(f"/proc/{pid}").stat().st_uid).pw_name


def test_it_serves_and_status_shows_it(start_engine: StartEngine) -> None:
    engine = start_engine()
    shown = engine.ask()
    assert shown.returncode == 0
    assert "node1" in shown.stdout
    assert "pacemaker" in shown.stdout
    printed = finished("fingerprint", "--state-dir", engine.state_dir)
    assert printed.stdout.strip() in shown.stdout
    more = engine.ask("--token-file", engine.token_file)
    assert more.returncode in {0, 1}, "whether the cluster is up"
    for line in ("user:", "cluster:", "pacemaker:", "quorum:"):
        assert line in more.stdout
    assert engine.stop() == 0
    assert "Traceback" not in engine.log.read_text()


@as_root
def test_started_as_root_it_becomes_hacluster_and_only_the_helper_stays_root(
    start_engine: StartEngine,
) -> None:
    engine = start_engine()
    pid = engine.process.pid
    status = Path(f"/proc/{pid}/status").read_text()
    uid = pwd.getpwnam("hacluster").pw_uid
    assert f"Uid:\t{uid}\t{uid}\t{uid}\t{uid}" in status
    assert "CapPrm:\t0000000000000000" in status
    helpers = [child for child in children(pid) if owner(child) == "root"]
    assert len(helpers) == 1
    for name in ("engine.pem", "audit.log"):
        assert (engine.state_dir / name).owner() == "hacluster"
    assert stat.S_IMODE(engine.state_dir.stat().st_mode) == 0o750
    assert engine.token_file.owner() == "root"
    assert engine.stop() == 0
    assert not Path(f"/proc/{helpers[0]}").exists()


@as_root
def test_an_engine_whose_helper_dies_ends_so_that_it_is_started_anew(
    start_engine: StartEngine,
) -> None:
    engine = start_engine()
    (helper,) = (child for child in children(engine.process.pid) if owner(child) == "root")
    os.kill(helper, signal.SIGKILL)
    assert engine.process.wait(10) == 1
    assert "helper" in engine.log.read_text()


def test_systemd_is_told_of_start_life_and_end(start_engine: StartEngine) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        address = f"\0hagui-{os.getpid()}"
        sock.bind(address)
        sock.settimeout(10)
        engine = start_engine(
            environment={"NOTIFY_SOCKET": "@" + address[1:], "WATCHDOG_USEC": "400000"}
        )
        assert sock.recv(500).startswith(b"READY=1\nSTATUS=Serving on 127.0.0.1 port")
        assert sock.recv(500).startswith(b"WATCHDOG=1\n")
        assert engine.stop() == 0
        last = b""
        while not last.startswith(b"STOPPING=1"):
            last = sock.recv(500)


def test_a_hangup_signal_has_the_certificate_read_anew(start_engine: StartEngine) -> None:
    engine = start_engine()
    pem = engine.state_dir / "engine.pem"
    good = pem.read_bytes()
    pem.write_bytes(b"junk")
    engine.process.send_signal(signal.SIGHUP)
    deadline = time.monotonic() + 5
    while "holds no certificate" not in engine.log.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    pem.write_bytes(good)
    engine.process.send_signal(signal.SIGHUP)
    while "New connections get the certificate" not in engine.log.read_text():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert engine.ask().returncode == 0


def one_sentence(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 1
    words = result.stderr.strip().splitlines()[-1]
    assert words.startswith("hagui-engine: ")
    assert words.endswith(".") or "chmod" in words
    assert "Traceback" not in result.stderr
    return words


def serve(place: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return finished("serve", "--state-dir", place / "state", *AS_WHOM, *arguments)


def test_troubles_at_the_start_are_one_sentence_each(place: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        here = ("--listen", "127.0.0.1", "--port", port)
        assert "another program listens there" in one_sentence(serve(place, *here))
    nowhere = ("--listen", "no-such-node.invalid")
    assert "does not resolve" in one_sentence(serve(place, *nowhere))
    foreign = ("--listen", "192.0.2.1")
    assert "does not have that address" in one_sentence(serve(place, *foreign))
    token = place / "token"
    token.write_text("x" * 40)
    token.chmod(0o644)
    assert "chmod 600" in one_sentence(serve(place, "--token-file", token))
    audit = place / "no-folder" / "audit.log"
    assert "another place" in one_sentence(serve(place, "--audit", audit))


@as_root
def test_a_user_who_is_not_there_is_said(place: Path) -> None:
    assert "--user" in one_sentence(serve(place, "--user", "nobody-of-that-name"))
    assert "--group" in one_sentence(serve(place, "--group", "no-group-of-that-name"))


@as_root
def test_a_folder_named_by_mistake_is_not_given_away(place: Path) -> None:
    folder = place / "state"
    folder.mkdir()
    (folder / "somebody-elses").write_text("")
    folder.chmod(0o700)
    one_sentence(serve(place))
    assert folder.owner() == "root"


@as_root
def test_root_is_kept_where_that_is_asked_for(start_engine: StartEngine) -> None:
    engine = start_engine("--user", "root")
    assert owner(engine.process.pid) == "root"
    assert engine.ask().returncode == 0


def test_status_says_what_is_wrong(place: Path, start_engine: StartEngine) -> None:
    engine = start_engine()
    other = finished("status", "--host", "127.0.0.1", "--port", str(engine.port))
    assert "is not known yet" in one_sentence(other)
    assert "--fingerprint" in other.stderr
    wrong = engine.ask("--fingerprint", "00:11")
    assert "has changed" in one_sentence(wrong)
    bad = place / "bad-token"
    bad.write_text("not the token, surely\n")
    assert "Wrong user name or password" in one_sentence(engine.ask("--token-file", bad))
    assert "cannot be read" in one_sentence(engine.ask("--token-file", place / "none"))
    engine.stop()
    assert "refuses connections" in one_sentence(engine.ask())


def test_a_port_that_is_none_is_said() -> None:
    result = finished("serve", "--port", "123456")
    assert result.returncode == 2
    assert "no port" in result.stderr
    assert "Traceback" not in result.stderr


def test_there_is_no_fingerprint_before_the_first_start(place: Path) -> None:
    assert "first start" in one_sentence(finished("fingerprint", "--state-dir", place))
