"""Processes with all their descendants, for real."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from engine.agents import trees
from tests import processes

TWO_SESSIONS = "sleep 60 & setsid sleep 61 & echo ready; wait"


@pytest.fixture
def family() -> Iterator[subprocess.Popen[str]]:
    """A shell with two children, one of them in a session of its own."""
    shell = subprocess.Popen(["sh", "-c", TWO_SESSIONS], stdout=subprocess.PIPE, text=True)
    assert shell.stdout is not None
    shell.stdout.readline()
    while len(commands(list(trees.children(shell.pid)))) < 2:
        time.sleep(0.01)
    yield shell
    trees.kill(shell.pid)
    shell.wait()
    shell.stdout.close()


def commands(pids: list[int]) -> list[str]:
    found: list[str] = []
    for pid in pids:
        words = processes.command(pid)
        found += [words[1]] if words[:1] == ["sleep"] else []
    return sorted(found)


def wait_for(states: str, pids: list[int]) -> bool:
    until = time.monotonic() + 5
    while time.monotonic() < until:
        if all(processes.state(pid) in (*states, "") for pid in pids):
            return True
        time.sleep(0.01)
    return False


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux's /proc")


def test_stop_reaches_other_sessions_and_proceed_lets_all_go_on(
    family: subprocess.Popen[str],
) -> None:
    members = list(trees.stop(family.pid))
    assert members[0] == family.pid
    assert commands(members[1:]) == ["60", "61"]
    assert wait_for("T", members)
    trees.proceed(family.pid)
    assert wait_for("S", members)


def test_kill_ends_what_is_stopped_too(family: subprocess.Popen[str]) -> None:
    members = list(trees.stop(family.pid))
    trees.kill(family.pid)
    assert wait_for("Z", members)
    assert family.wait() == -signal.SIGKILL


def test_one_that_is_gone_is_no_error() -> None:
    shell = subprocess.Popen(["true"])
    shell.wait()
    assert trees.stop(shell.pid) == (shell.pid,)
    trees.kill(shell.pid)
    assert list(trees.children(shell.pid)) == []
    assert processes.state(os.getpid()) != "T"
