"""Actions run for real, and ended with all their children."""

import asyncio
import time
from pathlib import Path

import pytest

from engine.agents.codes import Ocf
from engine.agents.environment import Command, Surroundings, action_environment
from engine.agents.names import Name
from engine.agents.running import Running, last_words, run_action, run_command
from tests.engine.agents.conftest import Run
from tests.processes import runs

BASE = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


def shell(script: str, given: str = "") -> Command:
    return Command(("/bin/sh", "-c", script), BASE, given)


def pid_in(pidfile: Path) -> int:
    return int(pidfile.read_text())


async def dead(pidfile: Path) -> bool:
    for _ in range(200):
        if not runs(pid_in(pidfile)):
            return True
        await asyncio.sleep(0.01)
    return False


async def written(path: Path) -> None:
    for _ in range(1000):
        if path.exists() and path.read_text().endswith("\n"):
            return
        await asyncio.sleep(0.01)
    pytest.fail(f"{path} was not written")


async def test_its_code_its_output_and_its_last_words() -> None:
    ended = await run_command(shell("echo out; echo one >&2; echo two >&2; exit 7"))
    assert (ended.rc, ended.output, ended.reason) == (7, "out\n", "two")
    assert not ended.killed
    assert not ended.missing


async def test_its_input() -> None:
    assert (await run_command(shell("cat", "a=b\nc=d\n"))).output == "a=b\nc=d\n"


async def test_nothing_else_is_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    assert (await run_command(shell("echo $SECRET"))).output == "\n"


async def test_a_signal_is_named() -> None:
    ended = await run_command(shell("kill -9 $$"))
    assert (ended.rc, ended.reason) == (-9, "Process interrupted by signal 9")


async def test_a_program_that_is_not_there() -> None:
    assert (await run_command(Command(("/nowhere/agent",), BASE))).missing


async def test_time_is_up_for_all_its_children(tmp_path: Path) -> None:
    child, stray = tmp_path / "child", tmp_path / "stray"
    script = f"""
        sleep 60 & echo $! >{child}
        setsid sh -c 'echo $$ >{stray}; trap "" TERM; sleep 60; sleep 60' &
        trap '' TERM
        wait
    """
    running = Running()
    task = asyncio.create_task(run_command(shell(script), None, running))
    await written(child)
    await written(stray)
    began = time.monotonic()
    running.kill()
    ended = await task
    assert ended.killed
    assert time.monotonic() - began < 5
    assert await dead(child)
    assert await dead(stray)


async def test_a_time_limit_ends_it() -> None:
    assert (await run_command(shell("sleep 60"), 0.05)).killed


async def test_cancelling_the_call_ends_it(tmp_path: Path) -> None:
    pidfile = tmp_path / "pid"
    task = asyncio.create_task(run_command(shell(f"echo $$ >{pidfile}; sleep 60; :")))
    await written(pidfile)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not runs(pid_in(pidfile))


async def test_a_service_that_it_started_stays_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    pidfile = tmp_path / "pid"
    running = Running()
    began = time.monotonic()
    script = f"setsid sleep 30 & echo $! >{pidfile}; echo started"
    ended = await run_command(shell(script), 20, running)
    assert (ended.rc, ended.output) == (0, "started\n")
    assert time.monotonic() - began < 15
    assert runs(pid_in(pidfile))
    running.kill()  # it has ended: nothing of it may be hurt
    assert runs(pid_in(pidfile))
    await run_command(shell(f"kill $(cat {pidfile})"))


async def test_much_output_is_no_trouble() -> None:
    ended = await run_command(shell("yes | head -c 3000000; yes error | head -c 3000000 >&2"))
    assert ended.rc == 0
    assert len(ended.output) < 300_000
    assert ended.reason == "error"


def test_an_exit_reason_is_the_last_word() -> None:
    text = "noise\nocf-exit-reason:The disk is full\nmore noise\n"
    assert last_words(text) == "The disk is full"
    assert last_words("\n \n") == ""
    assert len(last_words("x" * 10_000)) == 500


async def test_an_agent_that_is_not_there(around: Surroundings) -> None:
    ended = await run_action(Name("ocf", "None", "hagui"), "start", {}, around)
    assert (ended.rc, ended.missing) == (Ocf.NOT_INSTALLED, True)


async def test_nothing_is_left_of_an_action(run: Run, around: Surroundings) -> None:
    await run("ocf:hagui:Dummy", "monitor")
    assert list(around.state.iterdir()) == []


async def test_an_init_script_is_run_and_understood(around: Surroundings) -> None:
    script = around.places.lsb / "thing"
    script.parent.mkdir()
    script.write_text('#!/bin/sh\n[ "$1" = status ] && exit 3\nexit 0\n')
    script.chmod(0o755)
    agent = Name("lsb", "thing")
    told = action_environment(agent, "r", {}, {})
    assert (await run_action(agent, "monitor", told, around)).rc == Ocf.NOT_RUNNING
    assert (await run_action(agent, "start", told, around)).rc == Ocf.OK


async def test_heartbeats_agent_is_run_and_understood(around: Surroundings) -> None:
    script = around.places.heartbeat / "IPthing"
    script.parent.mkdir()
    script.write_text('#!/bin/sh\n[ "$2" = status ] && echo "$1 is running"\n')
    script.chmod(0o755)
    agent = Name("heartbeat", "IPthing")
    told = action_environment(agent, "r", {"1": "10.0.0.1"}, {})
    ended = await run_action(agent, "monitor", told, around)
    assert (ended.rc, ended.output) == (Ocf.OK, "10.0.0.1 is running\n")


async def test_a_fence_agent_reads_what_it_is_told(around: Surroundings) -> None:
    script = around.places.fencing[0] / "fence_thing"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\ncat\n")
    script.chmod(0o755)
    agent = Name("stonith", "fence_thing")
    told = action_environment(agent, "pdu", {"ip": "1"}, {"CRM_meta_on_node": "beta"})
    ended = await run_action(agent, "off", told, around)
    assert ended.output.splitlines()[:2] == ["action=off", "nodename=beta"]


PACEMAKERS = Path("/usr/lib/ocf/resource.d/pacemaker/Stateful")


@pytest.mark.skipif(not PACEMAKERS.exists(), reason="Pacemaker's agents are not installed")
async def test_pacemakers_own_agent_sets_its_scores(run: Run) -> None:
    agent = "ocf:pacemaker:Stateful"
    started = await run(agent, "start", "db")
    assert (started.rc, started.attributes) == (Ocf.OK, (("master-db", "5"),))
    promoted = await run(agent, "promote", "db")
    assert promoted.attributes[-1] == ("master-db", "10")
    assert (await run(agent, "monitor", "db")).rc == Ocf.RUNNING_PROMOTED
    assert (await run(agent, "stop", "db")).attributes[-1] == ("master-db", None)


@pytest.mark.skipif(not PACEMAKERS.exists(), reason="Pacemaker's agents are not installed")
async def test_the_systems_dummy(run: Run) -> None:
    tasks = ("monitor", "start", "monitor", "stop", "monitor")
    codes = [(await run("ocf:heartbeat:Dummy", task)).rc for task in tasks]
    assert codes == [7, 0, 0, 0, 7]
