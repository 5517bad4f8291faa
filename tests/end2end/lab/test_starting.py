"""What is wrong with a lab that is to be started is said in one sentence, and nothing is left."""

import socket
import urllib.request
from pathlib import Path

import pytest

from tests.end2end.lab.labs import Lab, wait_for


def refused(lab: Lab, *words: str) -> str:
    done = lab.run("up", *words)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert lab.processes() == []
    assert not (lab.folder / "power.sock").exists()
    lines = done.stderr.strip().splitlines()
    assert lines[0].startswith("hagui-engine: ")
    assert all(line.endswith(".") for line in lines)
    return done.stderr


def test_a_port_in_use(own_lab: Lab) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.12", 0))
        port = taken.getsockname()[1]
        said = refused(own_lab, "--port", str(port))
    assert f"127.0.0.12 port {port} (node2)" in said
    assert not own_lab.folder.exists()


def test_keys_that_others_may_read(own_lab: Lab) -> None:
    own_lab.folder.mkdir()
    keys = own_lab.folder / "authkeys"
    keys.write_text("auth 1\n1 sha1 secret\n")
    keys.chmod(0o644)
    assert "Its mode is 644" in refused(own_lab)
    assert [path.name for path in own_lab.folder.iterdir()] == ["authkeys"]


def test_a_contradictory_ha_cf(own_lab: Lab) -> None:
    own_lab.folder.mkdir()
    config = own_lab.folder / "ha.cf"
    config.write_text(
        "keepalive 2\ndeadtime 1\nbcast lo\nudpport 5560\nnode a b c\nfrobnicate on\n"
    )
    said = refused(own_lab)
    assert len(said.strip().splitlines()) == 3
    for part in ("deadtime (1 s)", "udpport stands after the medium", "frobnicate"):
        assert part in said
    assert [path.name for path in own_lab.folder.iterdir()] == ["ha.cf"]


TWICE = """
<cib validate-with="pacemaker-3.7"><configuration><crm_config/><nodes/><resources>
<primitive id="a" class="ocf" provider="hagui" type="Dummy"/>
<primitive id="a" class="ocf" provider="hagui" type="Dummy"/>
</resources><constraints/></configuration><status/></cib>
"""


@pytest.mark.parametrize(
    "text",
    ["<cib><configuration>", "<crm_mon/>", "", TWICE],
    ids=["cut-off", "something-else", "empty", "an-id-twice"],
)
def test_a_first_configuration_that_is_none(own_lab: Lab, text: str) -> None:
    own_lab.cib_file.write_text(text)
    assert str(own_lab.cib_file) in refused(own_lab, "--cib", str(own_lab.cib_file))
    assert not own_lab.folder.exists()


def test_a_file_that_is_not_there(own_lab: Lab) -> None:
    assert "nowhere.xml cannot be read" in refused(own_lab, "--cib", "/nowhere.xml")


@pytest.mark.parametrize("number", ["0", "33", "-1"])
def test_a_number_of_nodes_that_no_lab_has(own_lab: Lab, number: str) -> None:
    assert f"not {number}." in refused(own_lab, f"--nodes={number}")


def test_two_labs_of_the_example_have_a_web_page_each(own_lab: Lab, tmp_path: Path) -> None:
    other = Lab(tmp_path / "other", tmp_path / "other.xml")
    pages: list[str] = []
    try:
        for lab in (own_lab, other):
            assert "web page: http://127.0.0.1" in (said := lab.do("up", "--nodes", "1"))
            pages.append(lab.status()["web"])
            assert f"web page: {pages[-1]}" in said
            assert pages[-1].split("/")[2].split(":")[0] in (lab.folder / "cib.xml").read_text()
        assert pages[0] != pages[1]
        for page in pages:
            wait_for(lambda page=page: served(page), f"the page at {page}")
        own_lab.do("down", "--keep-files")
        own_lab.do("up")
        assert own_lab.status()["web"] == pages[0], "its nodes know it by that"
    finally:
        other.run("down", "--now")


def served(page: str) -> bool:
    try:
        with urllib.request.urlopen(page, timeout=1) as answer:
            return b"node1" in answer.read()
    except OSError:
        return False


def test_of_another_configuration_no_web_page_is_told(own_lab: Lab) -> None:
    own_lab.up("--nodes", "1")
    assert own_lab.status()["web"] is None
    assert "web page" not in own_lab.do("status")


def test_a_disk_of_which_nothing_can_be_used(own_lab: Lab) -> None:
    own_lab.up("--nodes", "1")
    own_lab.do("down", "--keep-files", "--now")
    disk = own_lab.folder / "nodes" / "node1" / "disk"
    for path in disk.iterdir():
        path.write_bytes(b"garbage")
    said = refused(own_lab)
    assert "node1" in said
    assert "garbage" not in said
    assert {path.read_bytes() for path in disk.iterdir()} == {b"garbage"}, "nothing is lost"


def test_an_agent_that_is_not_installed_is_named_and_the_lab_starts(own_lab: Lab) -> None:
    text = own_lab.cib_file.read_text().replace('type="FileStore"', 'type="Floppy"')
    own_lab.cib_file.write_text(text)
    done = own_lab.run("up", "--nodes", "1", "--cib", str(own_lab.cib_file))
    assert done.returncode == 0
    assert "The agent ocf:hagui:Floppy of webstore is not installed here" in done.stderr


def test_nothing_is_asked_where_no_lab_runs(own_lab: Lab) -> None:
    for words in (("status",), ("down",), ("kill", "node1"), ("fail", "web")):
        done = own_lab.run(*words)
        assert done.returncode == 1
        assert "lab" in done.stderr
        assert str(own_lab.folder) in done.stderr
