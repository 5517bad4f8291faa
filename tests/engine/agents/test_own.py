"""Our own agents, run for real."""

import asyncio
import os
import signal
import socket
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from engine.agents.codes import Ocf
from engine.agents.environment import Surroundings, action_environment
from engine.agents.metadata import parse_metadata
from engine.agents.names import Name
from engine.agents.places import OWN, find, here, installed
from engine.agents.running import run_action
from tests.engine.agents.conftest import Run
from tests.processes import runs

OWN_AGENTS = ("Address", "Database", "Delay", "Dummy", "FileStore", "WebServer")
GRAMMAR = Path("/usr/share/resource-agents/metadata.rng")
PARAMETERS = {
    "Address": {"ip": "127.0.0.98"},
    "Delay": {"startdelay": "0"},
    "WebServer": {"ip": "127.0.0.99"},
}


def free_port(ip: str) -> str:
    with socket.socket() as tried:
        tried.bind((ip, 0))
        return str(tried.getsockname()[1])


def with_ports(agent: str) -> dict[str, str]:
    given = dict(PARAMETERS.get(agent, {}))
    return {**given, "port": free_port(given["ip"])} if "ip" in given else given


def answer_of(ip: str, port: str) -> str:
    with socket.create_connection((ip, int(port)), timeout=5) as link:
        link.sendall(b"GET / HTTP/1.0\r\n\r\n")
        answer = b"".join(iter(lambda: link.recv(65536), b"")).decode()
    return answer.partition("\r\n\r\n")[2]


def test_these_are_all() -> None:
    own = [name.type for name in installed(here()) if name.provider == OWN]
    assert tuple(own) == OWN_AGENTS


@pytest.mark.parametrize("agent", OWN_AGENTS)
async def test_metadata_says_all(agent: str, run: Run) -> None:
    said = parse_metadata((await run(f"ocf:hagui:{agent}", "meta-data")).output)
    assert said.name == agent
    assert said.short
    assert said.long
    assert all(parameter.short and parameter.long for parameter in said.parameters)
    named = {action.name for action in said.actions}
    assert {"start", "stop", "monitor", "meta-data", "validate-all"} <= named
    assert said.promotable is (agent == "Database")


@pytest.mark.parametrize("agent", OWN_AGENTS)
@pytest.mark.skipif(not GRAMMAR.exists(), reason="resource-agents' grammar is not installed")
async def test_metadata_is_valid(agent: str, run: Run) -> None:
    grammar = etree.RelaxNG(etree.parse(str(GRAMMAR)))
    text = (await run(f"ocf:hagui:{agent}", "meta-data")).output
    assert grammar.validate(etree.fromstring(text.encode())), grammar.error_log


@pytest.mark.parametrize("agent", OWN_AGENTS)
async def test_starts_and_stops_as_often_as_it_is_told(agent: str, run: Run) -> None:
    given = with_ports(agent)

    async def code(task: str) -> int:
        return (await run(f"ocf:hagui:{agent}", task, **given)).rc

    tasks = ("stop", "monitor", "start", "start", "monitor", "stop", "stop", "monitor")
    assert [await code(task) for task in tasks] == [0, 7, 0, 0, 0, 0, 0, 7]


@pytest.mark.parametrize("agent", OWN_AGENTS)
async def test_what_it_cannot_do_is_unimplemented(agent: str, run: Run) -> None:
    assert (await run(f"ocf:hagui:{agent}", "dance")).rc == Ocf.UNIMPLEMENTED


@pytest.mark.parametrize("agent", OWN_AGENTS)
async def test_fails_where_it_is_told_to_until_it_is_started_anew(
    agent: str, run: Run, around: Surroundings
) -> None:
    given = with_ports(agent)
    name = f"ocf:hagui:{agent}"
    await run(name, "start", **given)
    (around.state / "r.fail").touch()
    ended = await run(name, "monitor", **given)
    assert (ended.rc, ended.reason) == (Ocf.ERROR, "r was told to fail")
    assert (await run(name, "stop", **given)).rc == Ocf.OK
    await run(name, "start", **given)
    assert (await run(name, "monitor", **given)).rc == Ocf.OK
    await run(name, "stop", **given)


@pytest.mark.parametrize(
    ("agent", "given"),
    [
        ("Address", {}),
        ("Address", {"ip": "10.0.0.1"}),
        ("Address", {"ip": "127.0.0.256"}),
        ("Address", {"ip": "127.0.0"}),
        ("Address", {"ip": "127.0.0.9", "port": "99999"}),
        ("WebServer", {"port": "no"}),
        ("FileStore", {"directory": "relative"}),
        ("Database", {"score": "many"}),
        ("Delay", {"startdelay": "-1"}),
    ],
)
async def test_bad_parameters_are_named(agent: str, given: dict[str, str], run: Run) -> None:
    ended = await run(f"ocf:hagui:{agent}", "start", **given)
    assert ended.rc == Ocf.NOT_CONFIGURED
    assert ended.reason


async def test_an_address_is_claimed_once(run: Run) -> None:
    given = with_ports("Address")
    assert (await run("ocf:hagui:Address", "start", "one", **given)).rc == Ocf.OK
    second = await run("ocf:hagui:Address", "start", "two", **given)
    assert second.rc == Ocf.ERROR
    assert second.reason.startswith("127.0.0.98 cannot be claimed: Address already in use")
    await run("ocf:hagui:Address", "stop", "one", **given)
    assert (await run("ocf:hagui:Address", "start", "two", **given)).rc == Ocf.OK
    await run("ocf:hagui:Address", "stop", "two", **given)


async def test_a_store_is_used_by_one_and_keeps_what_is_in_it(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    store = "ocf:hagui:FileStore"
    assert (await run(store, "start", "one", directory=str(folder))).rc == Ocf.OK
    (folder / "file").write_text("kept")
    second = await run(store, "start", "two", directory=str(folder))
    assert (second.rc, second.reason) == (Ocf.ERROR, f"{folder / '.held'} is held by alpha")
    await run(store, "stop", "one", directory=str(folder))
    assert (await run(store, "start", "two", directory=str(folder))).rc == Ocf.OK
    assert (folder / "file").read_text() == "kept"
    await run(store, "stop", "two", directory=str(folder))


async def test_a_web_server_says_where_it_runs(run: Run, tmp_path: Path) -> None:
    (tmp_path / "index.txt").write_text("Welcome\n")
    given = {**with_ports("WebServer"), "directory": str(tmp_path)}
    web = "ocf:hagui:WebServer"
    await run(web, "start", "shop", **given)
    answer = await asyncio.to_thread(answer_of, given["ip"], given["port"])
    assert answer == "shop on alpha\nWelcome\n"
    assert (await run(web, "monitor", "shop", OCF_CHECK_LEVEL="10", **given)).rc == Ocf.OK
    await run(web, "stop", "shop", **given)
    with pytest.raises(ConnectionRefusedError):
        answer_of(given["ip"], given["port"])


async def test_a_web_server_that_hangs_fails_the_deep_monitor_only(
    run: Run, around: Surroundings
) -> None:
    given = with_ports("WebServer")
    web = "ocf:hagui:WebServer"
    await run(web, "start", **given)
    pid = int((around.state / "r.pid").read_text())
    os.kill(pid, signal.SIGSTOP)
    name = Name("ocf", "WebServer", "hagui")
    told = action_environment(name, "r", {**given, "OCF_CHECK_LEVEL": "10"}, {})
    deep = await run_action(name, "monitor", told, around, timeout=0.5)
    assert deep.killed
    assert (await run(web, "monitor", **given)).rc == Ocf.OK
    assert (await run(web, "stop", **given)).rc == Ocf.OK
    assert not runs(pid)


async def test_a_database_is_promoted_and_says_how_well_it_would_be(run: Run) -> None:
    base = "ocf:hagui:Database"
    score = "master-db"
    assert (await run(base, "promote", "db")).rc == Ocf.NOT_RUNNING
    assert (await run(base, "start", "db")).attributes == ((score, "5"),)
    assert (await run(base, "promote", "db", promoted_score="20")).attributes == ((score, "20"),)
    assert (await run(base, "monitor", "db")).rc == Ocf.RUNNING_PROMOTED
    assert (await run(base, "demote", "db")).attributes == ((score, "5"),)
    assert (await run(base, "monitor", "db")).rc == Ocf.OK
    assert (await run(base, "stop", "db")).attributes == ((score, None),)


async def test_what_was_killed_is_not_running(run: Run, around: Surroundings) -> None:
    await run("ocf:hagui:Database", "start")
    os.kill(int((around.state / "r.pid").read_text()), signal.SIGKILL)
    for _ in range(100):
        if (await run("ocf:hagui:Database", "monitor")).rc == Ocf.NOT_RUNNING:
            return
    pytest.fail("A killed database seems to run")


async def test_a_service_ends_with_its_node(around: Surroundings) -> None:
    with subprocess.Popen(["sleep", "60"]) as node:
        around = Surroundings(
            "alpha", around.state, around.places, {"HAGUI_NODE_PID": str(node.pid)}
        )
        name = Name("ocf", "Database", "hagui")
        ended = await run_action(name, "start", action_environment(name, "r", {}, {}), around, 20)
        assert ended.rc == Ocf.OK
        pid = int((around.state / "r.pid").read_text())
        node.kill()
        node.wait()
        for _ in range(200):
            if not runs(pid):
                return
            await asyncio.sleep(0.01)
    pytest.fail("The service outlived its node")


def test_ours_may_be_run() -> None:
    for agent in OWN_AGENTS:
        assert find(Name("ocf", agent, OWN), here()) is not None
