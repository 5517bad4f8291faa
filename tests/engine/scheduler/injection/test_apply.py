"""Events that are supposed, beside the same events as crm_simulate itself supposes them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from engine.cib.document import Cib
from engine.cib.transition.read import read_graph
from engine.scheduler.injection.apply import inject
from engine.scheduler.injection.refused import InjectionRefused
from engine.scheduler.injection.words import read_event

TOOL = shutil.which("crm_simulate")
CIB = """
<cib validate-with="pacemaker-3.9" crm_feature_set="3.16.1" epoch="1" num_updates="0"
     admin_epoch="0" have-quorum="1" dc-uuid="1" execution-date="1700000100">
 <configuration>
  <crm_config><cluster_property_set id="o"><nvpair id="o-s" name="stonith-enabled" value="true"/>
  </cluster_property_set></crm_config>
  <nodes><node id="1" uname="n1"/><node id="2" uname="n2"/><node id="3" uname="n3"/></nodes>
  <resources>
   <primitive id="power" class="stonith" type="fence_dummy"/>
   <primitive id="web" class="ocf" provider="pacemaker" type="Dummy">
    <operations><op id="w-m" name="monitor" interval="10s"/></operations>
    <meta_attributes id="w-a"><nvpair id="w-t" name="migration-threshold" value="2"/>
    </meta_attributes></primitive>
   <primitive id="booked" class="ocf" provider="pacemaker" type="Dummy"/>
  </resources>
  <constraints>
   <rsc_ticket id="t" rsc="booked" ticket="site" loss-policy="stop"/>
   <rsc_location id="l" rsc="web" node="n1" score="10"/>
  </constraints>
 </configuration>
 <status>
  <node_state id="1" uname="n1" in_ccm="true" crmd="online" join="member" expected="member">
   <lrm id="1"><lrm_resources>
    <lrm_resource id="web" class="ocf" provider="pacemaker" type="Dummy">
     <lrm_rsc_op id="web_last_0" operation_key="web_start_0" operation="start" call-id="2"
      rc-code="0" op-status="0" interval="0" transition-key="1:1:0:a" last-rc-change="1700000000"
      transition-magic="0:0;1:1:0:a" on_node="n1"/>
     <lrm_rsc_op id="web_monitor_10000" operation_key="web_monitor_10000" operation="monitor"
      call-id="3" rc-code="0" op-status="0" interval="10000" transition-key="1:1:0:a"
      transition-magic="0:0;1:1:0:a" last-rc-change="1700000000" on_node="n1"/>
    </lrm_resource></lrm_resources></lrm>
  </node_state>
  <node_state id="2" uname="n2" in_ccm="true" crmd="online" join="member" expected="member"/>
  <node_state id="3" uname="n3" in_ccm="true" crmd="online" join="member" expected="member"/>
 </status>
</cib>
"""


@pytest.mark.tools
@pytest.mark.skipif(TOOL is None, reason="crm_simulate is not installed")
@pytest.mark.parametrize(
    ("words", "options"),
    [
        ("node-down=n1", ["--node-down=n1"]),
        ("node-fail=n1", ["--node-fail=n1"]),
        ("node-fail=n2", ["--node-fail=n2"]),
        ("node-up=n4", ["--node-up=n4"]),
        ("op=web_monitor_10000@n1=7", ["--op-inject=web_monitor_10000@n1=7"]),
        ("op=web_start_0@n1=1", ["--op-inject=web_start_0@n1=1"]),
        ("op=web_stop_0@n1=1", ["--op-inject=web_stop_0@n1=1"]),
        ("op=web_monitor_0@n2=0", ["--op-inject=web_monitor_0@n2=0"]),
        ("ticket-grant=site", ["--ticket-grant=site"]),
        ("ticket-standby=site", ["--ticket-grant=site", "--ticket-standby=site"]),
    ],
)
def test_events_lead_where_the_tools_own_lead(
    words: str, options: list[str], tmp_path: Path
) -> None:
    cib = Cib.parse(CIB)
    events = [read_event(words)]
    if words.startswith("ticket-standby"):
        events.insert(0, read_event("ticket-grant=site"))
    inject(cib, events, 1700000100)
    assert cib.canonical() != Cib.parse(CIB).canonical()
    ours = _answer(cib.text(), [], tmp_path)
    assert ours == _answer(CIB, options, tmp_path)
    assert ours != _answer(CIB, [], tmp_path) or words == "ticket-standby=site"


def _answer(text: str, options: list[str], folder: Path) -> list[tuple[str, str | None]]:
    source, graph = folder / "cib.xml", folder / "graph.xml"
    source.write_text(text)
    graph.unlink(missing_ok=True)
    assert TOOL is not None
    command = [TOOL, "-x", str(source), "-R", "-G", str(graph), *options]
    subprocess.run(command, check=True, capture_output=True, env={"TZ": "UTC"})
    steps = read_graph(graph.read_bytes()).steps
    return sorted((step.key, step.target or step.node or "") for step in steps)


def test_two_failures_count_twice() -> None:
    cib = Cib.parse(CIB)
    inject(cib, [read_event("op=web_monitor_10000@n1=7")] * 2, 1700000100)
    counts = {pair.get("name"): pair.get("value") for pair in cib.root.iter("nvpair")}
    assert counts["fail-count-web#monitor_10000"] == "2"
    assert counts["last-failure-web#monitor_10000"] == "1700000100"


def test_standby_and_maintenance_come_and_go() -> None:
    cib = Cib.parse(CIB)
    before = cib.canonical()
    for on, off in (("node-standby", "node-online"), ("node-maintenance", "node-ready")):
        inject(cib, [read_event(f"{on}=n2")])
        assert cib.canonical() != before
        inject(cib, [read_event(f"{off}=n2")])
        assert not cib.root.xpath("//nvpair[@name='standby' or @name='maintenance']")


def test_quorum_and_watchdog() -> None:
    cib = Cib.parse(CIB)
    inject(cib, [read_event("quorum=no"), read_event("watchdog=yes")])
    assert cib.root.get("have-quorum") == "0"
    assert cib.root.xpath("string(//nvpair[@name='have-watchdog']/@value)") == "true"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("node-down=nowhere", "nowhere"),
        ("node-standby=nowhere", "nowhere"),
        ("op=nothing_monitor_0@n1=7", "nothing"),
        ("op=web_monitor_0@nowhere=7", "nowhere"),
    ],
)
def test_what_is_not_there_is_refused_by_name(words: str, named: str) -> None:
    cib = Cib.parse(CIB)
    with pytest.raises(InjectionRefused, match=named):
        inject(cib, [read_event(words)])


@pytest.mark.parametrize(
    "words", ["", "node=n1", "node-explode=n1", "op=web", "op=web_monitor@n1=7", "quorum=perhaps"]
)
def test_words_that_mean_nothing_name_what_would(words: str) -> None:
    with pytest.raises(ValueError, match=r"is no|says neither"):
        read_event(words)
