"""The resources that a bundle implies, beside those that crm_simulate starts for it."""

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from engine.cib.state.plan import compile_plan
from tests.engine.cib.state.small import cib, node_state, primitive

TOOL = shutil.which("crm_simulate")

WHOLE = """<bundle id="b"><{kind} image="img:1" replicas="2" run-command="/run me" network="net"
  options="--opt a"/><network ip-range-start="10.0.0.253" host-interface="eth0" host-netmask="16"
  control-port="999"><port-mapping id="p1" port="80"/><port-mapping id="p2" port="81"
  internal-port="8081"/><port-mapping id="p3" range="90-95"/></network><storage>
  <storage-mapping id="s1" source-dir="/a" target-dir="/b" options="ro"/>
  <storage-mapping id="s2" source-dir-root="/c" target-dir="/d"/></storage>{inside}</bundle>"""
HOST = """<bundle id="b"><{kind} image="img:1" network="host"/><network control-port="3199">
  <port-mapping id="p1" port="80"/></network>{inside}</bundle>"""
QUIET = """<bundle id="b"><{kind} image="img:1" masters="1"/><network ip-range-start="10.0.0.1"
  add-host="false"/><storage><storage-mapping id="s" source-dir="/logs" target-dir="/var/log"/>
  </storage>{inside}</bundle>"""


@pytest.mark.tools
@pytest.mark.skipif(TOOL is None, reason="crm_simulate is not installed")
@pytest.mark.parametrize("inside", [primitive("a"), ""], ids=["inside", "naked"])
@pytest.mark.parametrize("bundle", [WHOLE, HOST, QUIET], ids=["whole", "host", "quiet"])
@pytest.mark.parametrize("kind", ["docker", "podman", "rkt"])
def test_implicit_resources_have_the_parameters_that_pacemaker_gives_them(
    kind: str, bundle: str, inside: str, tmp_path: Path
) -> None:
    document = cib(bundle.format(kind=kind, inside=inside), node_state(1), node_state(2))
    file, graph = tmp_path / "cib.xml", tmp_path / "graph.xml"
    file.write_text(document.text(), encoding="utf-8")
    assert TOOL is not None
    subprocess.run([TOOL, "-x", file, "-S", "-G", graph], check=True, capture_output=True)
    primitives = compile_plan(document.root, None).primitives
    seen: set[str] = set()
    for step in etree.parse(graph).getroot().iterfind(".//action_set/rsc_op[@operation='start']"):
        found, parameters = step.find("primitive"), step.find("attributes")
        assert found is not None
        assert parameters is not None
        spec = primitives[found.get("id", "")]
        if spec.id == "a":
            continue
        ours = {
            pair.get("name"): pair.get("value")
            for pair in spec.element.iterfind("instance_attributes/nvpair")
        }
        theirs = {
            name: value
            for name, value in parameters.attrib.items()
            if not str(name).startswith("CRM_meta_") and name != "crm_feature_set"
        }
        if ours.get("addr") == "#uname":
            ours["addr"] = str(theirs["addr"])
        assert ours == theirs, spec.id
        seen.add(spec.id)
    assert {each.id for each in primitives.values() if each.bundled} - {"a"} == seen
