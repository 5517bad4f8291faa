"""The rig is a real cluster: it fences, recovers, is mended, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from engine.cib.xml import Element
from tests.processes import command
from tests.rig import Node, Rig, RigError, missing, places
from tests.rig.config import REPOSITORY
from tests.rig.enter import processes_of
from tests.rig.places import Place

pytestmark = pytest.mark.rig

OWNER = """
from tests.rig import Rig
rig = Rig.up(2, engines=False, settle_within=None)
print(rig.number, flush=True)
input()
"""


def where(seen: Element, resource: str, role: str = "Started") -> set[str]:
    """Names of the nodes on which ``crm_mon`` has a resource in that role."""
    return {
        node.get("name", "")
        for found in seen.iterfind("resources//resource")
        if found.get("id") == resource and found.get("role") == role
        for node in found.iterfind("node")
    }


def state(seen: Element, node: Node, attribute: str) -> bool:
    """What ``crm_mon`` says of a node."""
    (found,) = (one for one in seen.iterfind("nodes/node") if one.get("name") == node.name)
    return found.get(attribute) == "true"


def until(true: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not so after {seconds:g} s"
        time.sleep(0.05)


def traces(place: Place) -> list[str]:
    """All that a rig can leave behind on the host."""
    left = [f"process {pid}" for pid in places.processes(place)]
    left += [str(path) for path in (place.folder, place.lock) if path.exists()]
    if Path("/sys/class/net", place.link).exists():
        left.append(f"link {place.link}")
    for table in Path("/proc").glob("[0-9]*/mountinfo"):
        with suppress(OSError):
            if f"{place.folder}/" in table.read_text():
                left.append(str(table))
    return left


def test_the_example_runs_as_it_is_configured(rig: Rig) -> None:
    seen = rig.crm_mon()
    assert where(seen, "webip") == where(seen, "webserver") == where(seen, "database", "Promoted")
    assert len(where(seen, "database", "Unpromoted")) == 1
    assert where(seen, "dlm") == {"node1", "node2", "node3"}
    assert where(seen, "backup") == {"node3"}
    assert len(where(seen, "fencing")) == 1
    assert not seen.findall("failures/failure")


def test_every_engine_and_the_service_can_be_reached_from_the_host(rig: Rig) -> None:
    for node in rig.nodes:
        socket.create_connection((node.address, node.port), timeout=5).close()
    # Nothing listens at the service's address; that it says so shows that it is there.
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((rig.webip, 80), timeout=5)


def test_a_node_without_power_is_fenced_and_comes_back(rig: Rig) -> None:
    (name,) = where(rig.crm_mon(), "webip")
    lost, first = rig[name], rig[name].pid()
    lost.kill()
    assert not lost.on
    rig.wait_settled()
    seen = rig.crm_mon()
    assert state(seen, lost, "online")
    assert lost.pid() != first
    witness = next(node for node in rig.nodes if node is not lost)
    fenced = rig.crm_mon(witness).findall("fence_history/fence_event")
    assert [(event.get("target"), event.get("status")) for event in fenced[:1]] == [
        (name, "success")
    ]


def test_a_node_that_is_cut_off_loses_its_power_and_stays_away(rig: Rig) -> None:
    cut = rig["node3"]
    first = cut.pid()
    cut.cut()
    until(lambda: cut.reset_since(first))
    rig.wait_settled()
    assert not state(rig.crm_mon(rig["node1"]), cut, "online")
    cut.heal()
    rig.wait_settled()
    assert state(rig.crm_mon(), cut, "online")


def test_nothing_is_recovered_while_fencing_fails(rig: Rig) -> None:
    rig.return_fenced_nodes(False)
    rig.fail_next_fencing(10**6)
    (name,) = where(rig.crm_mon(), "webip")
    rig[name].kill()
    other = next(node for node in rig.nodes if node.name != name)
    until(lambda: state(rig.crm_mon(other), rig[name], "unclean"))
    with pytest.raises(RigError, match="not settled after 2 s"):
        rig.wait_settled(2)
    assert where(rig.crm_mon(other), "webip") <= {name}
    rig.fail_next_fencing(0)
    other.run(["stonith_admin", "--reboot", name, "--timeout", "20"])
    rig.wait_settled()
    assert not rig[name].on
    assert where(rig.crm_mon(other), "webip") not in ({name}, set())


def test_a_frozen_node_is_fenced(rig: Rig) -> None:
    frozen, first = rig["node2"], rig["node2"].pid()
    frozen.freeze()
    until(lambda: frozen.reset_since(first))
    rig.wait_settled()
    assert state(rig.crm_mon(), frozen, "online")


def test_a_short_freeze_passes(rig: Rig) -> None:
    node, first = rig["node2"], rig["node2"].pid()
    node.freeze()
    node.thaw()
    rig.wait_settled()
    assert node.pid() == first


def test_a_daemon_stopped_by_an_administrator_is_no_failure(rig: Rig) -> None:
    stopped, first = rig["node1"], rig["node1"].pid()
    stopped.stop_daemon("pacemaker")
    rig.wait_settled()
    assert "node1" not in where(rig.crm_mon(rig["node2"]), "dlm")
    stopped.start_daemon("pacemaker")
    rig.wait_settled()
    assert "node1" in where(rig.crm_mon(), "dlm")
    assert stopped.pid() == first


def test_a_reset_undoes_everything(rig: Rig) -> None:
    node = rig["node1"]
    before = [where(rig.crm_mon(), name) for name in ("dlm", "backup")]
    node.run(["crm_attribute", "--node", "node1", "--name", "standby", "--update", "on"])
    node.run(
        ["crm_attribute", "--node", "node2", "--name", "standby", "--update", "on", "-l", "reboot"]
    )
    node.run(["cibadmin", "--delete", "--xml-text", '<rsc_location id="backup-likes-node3"/>'])
    rig["node3"].run(["crm_resource", "--fail", "--resource", "dlm", "--node", "node3"])
    rig["node3"].stop_daemon("engine")
    rig["node2"].cut()
    rig.reset()
    seen = rig.crm_mon()
    assert [where(seen, name) for name in ("dlm", "backup")] == before
    assert not seen.findall("failures/failure")
    assert all(node.daemons == {"corosync", "pacemaker", "engine"} for node in rig.nodes)


def test_commands_run_on_the_node_as_whom_is_asked(rig: Rig) -> None:
    node = rig["node2"]
    assert node.run(["hostname"]).stdout == "node2\n"
    assert node.run(["id", "-un"], user="hacluster").stdout == "hacluster\n"
    assert node.run(["cat"], input="as it is").stdout == "as it is"
    with pytest.raises(RigError, match=r"'false' on node2 exited 1"):
        node.run(["false"])
    with pytest.raises(subprocess.TimeoutExpired):
        node.run(["sleep", "417"], timeout=0.3)
    until(lambda: not any(command(pid) == ["sleep", "417"] for pid, _ in processes_of(node.pid())))


def test_crmsh_works_on_a_node(rig: Rig) -> None:
    rig["node1"].run(["crm", "configure", "property", "cluster-recheck-interval=7min"])
    assert rig.cib().xpath("//nvpair[@name='cluster-recheck-interval']/@value") == ["7min"]


@pytest.mark.parametrize("victim", ["owner", "supervisor"])
def test_a_crash_leaves_nothing(victim: str) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with owner:
        assert owner.stdout is not None
        place = Place(int(owner.stdout.readline()))
        assert len(list(places.processes(place))) > 10
        pid = owner.pid if victim == "owner" else int(place.pid_file.read_text())
        os.kill(pid, signal.SIGKILL)
        if victim == "owner":
            until(lambda: not traces(place))
        else:
            until(lambda: not list(places.processes(place)))
            until(lambda: place.number in places.sweep() or not place.lock.exists())
            until(lambda: not traces(place))
        owner.kill()


def test_a_rig_that_is_taken_down_leaves_nothing() -> None:
    with Rig.up(1, engines=False, settle_within=None) as rig:
        place = Place(rig.number)
        assert traces(place)
    assert traces(place) == []
    rig.down()


def test_a_bring_up_that_fails_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RigError, match=r"No such file or directory: .*none\.xml"):
        Rig.up(1, cib=tmp_path / "none.xml", engines=False)
    assert [place for place in places.known() if not places.alive(place)] == []


def test_what_is_missing_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing() is None
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert missing() == "a rig needs root"
    with pytest.raises(RigError, match="a rig needs root"):
        Rig.up(1)


def test_a_node_that_rebooted_can_be_reached_as_soon_as_its_engine_listens(rig: Rig) -> None:
    node = rig.nodes[0]
    socket.create_connection((node.address, node.port), timeout=5).close()
    node.kill()
    node.start()
    until(lambda: bool((node.folder / "engine.out").read_text()))
    until(lambda: can_be_reached(node), 4.0)


def can_be_reached(node: Node) -> bool:
    """Whether the engine there takes a connection."""
    try:
        socket.create_connection((node.address, node.port), timeout=1).close()
    except OSError:
        return False
    return True
