"""What systemd is told."""

import os
import socket
from pathlib import Path

import pytest

from engine.cli.notify import Notifier


def test_states_reach_the_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        sock.bind(str(tmp_path / "notify"))
        sock.settimeout(2)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        Notifier().send(READY=1, STATUS="Serving.")
        assert sock.recv(100) == b"READY=1\nSTATUS=Serving."


def test_an_abstract_socket_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        sock.bind(f"\0hagui-test-{os.getpid()}")
        sock.settimeout(2)
        monkeypatch.setenv("NOTIFY_SOCKET", f"@hagui-test-{os.getpid()}")
        Notifier().send(STOPPING=1)
        assert sock.recv(100) == b"STOPPING=1"


def test_without_systemd_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    Notifier().send(READY=1)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    Notifier().send(READY=1)


@pytest.mark.parametrize(
    ("micro", "pid", "seconds"),
    [
        ("30000000", None, 15.0),
        pytest.param("30000000", str(os.getpid()), 15.0, id="own"),
        ("30000000", "1", None),
        ("", None, None),
        ("junk", None, None),
        ("0", None, None),
    ],
)
def test_signs_of_life_come_twice_as_often_as_asked(
    monkeypatch: pytest.MonkeyPatch, micro: str, pid: str | None, seconds: float | None
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", micro)
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    if pid is not None:
        monkeypatch.setenv("WATCHDOG_PID", pid)
    assert Notifier().watchdog == seconds
