"""What a lab keeps is a CIB like any other: a real Pacemaker takes it, and sees what it saw."""

import subprocess
from pathlib import Path

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.protocol.verbs import CIB_QUERY, Nothing
from tests.end2end.lab.labs import Lab
from tests.rig import Rig


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Cib:
    """The CIB of a lab that has settled, as a desktop saves it."""
    root = tmp_path_factory.mktemp("lab")
    lab = Lab(root / "lab", root / "cib.xml")
    try:
        lab.up()
        nodes = lab.settle()
        return Cib.parse(lab.ask(nodes["node1"], CIB_QUERY, Nothing()).cib)
    finally:
        lab.run("down", "--now")


@pytest.mark.tools
def test_pacemakers_tools_find_no_fault_and_nothing_to_do(exported: Cib, tmp_path: Path) -> None:
    file = tmp_path / "lab.xml"
    file.write_text(exported.text())
    verified = subprocess.run(
        ["crm_verify", "--xml-file", str(file), "--verbose"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stderr
    simulated = subprocess.run(
        ["crm_simulate", "--run", "--xml-file", str(file), "--output-as=xml"],
        capture_output=True,
        check=True,
    )
    answer = etree.fromstring(simulated.stdout)
    active = {
        (found.get("id"), node.get("name"))
        for found in answer.iterfind("cluster_status//resource[@active='true']")
        for node in found.iterfind("node")
    }
    assert {("webip", "node1"), ("webserver", "node1"), ("cache", "node3")} <= active
    assert answer.findall("actions/*") == []


def test_a_real_cluster_takes_it(exported: Cib, rig: Rig) -> None:
    configuration = exported.section("configuration")
    assert configuration is not None
    text = etree.tostring(configuration, encoding="unicode")
    replace = ["cibadmin", "--replace", "--scope", "configuration", "--xml-pipe"]
    rig.nodes[0].run(replace, input=text)
    seen = {found.get("id") for found in rig.crm_mon().iterfind("resources//resource")}
    primitives = {found.get("id") for found in exported.root.iterfind(".//resources//primitive")}
    assert primitives
    assert primitives <= seen
