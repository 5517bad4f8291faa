"""Reading Pacemaker's transition graphs."""

import pytest

from engine.cib.errors import CibError
from engine.cib.transition.model import Graph, Step, StepKind
from engine.cib.transition.read import read_graph

GRAPH = """<transition_graph cluster-delay="60s" transition_id="7">
  <synapse id="0" priority="1000000">
    <action_set>
      <rsc_op id="3" operation="start" operation_key="db_start_0"
              internal_operation_key="db:1_start_0" on_node="n2" on_node_uuid="2">
        <primitive id="db" long-id="db:1" class="ocf" provider="pacemaker" type="Stateful"/>
        <attributes CRM_meta_timeout="20000" crm_feature_set="3.16.1"/>
      </rsc_op>
    </action_set>
    <inputs>
      <trigger><rsc_op id="2" operation="stop" operation_key="db_stop_0" on_node="n1"/></trigger>
      <trigger><pseudo_event id="4" operation="start" operation_key="clone_start_0"/></trigger>
    </inputs>
  </synapse>
  <synapse id="1">
    <action_set>
      <rsc_op id="5" operation="monitor" operation_key="my_db_monitor_10000" on_node="n2">
        <primitive id="my_db" class="ocf" provider="pacemaker" type="Dummy"/>
        <attributes CRM_meta_interval="10000"/>
      </rsc_op>
    </action_set>
    <inputs/>
  </synapse>
  <synapse id="2">
    <action_set>
      <rsc_op id="8" operation="migrate_to" operation_key="vm_migrate_to_0" on_node="n1">
        <primitive id="vm" class="ocf" provider="pacemaker" type="Dummy"/>
        <attributes CRM_meta_migrate_source="n1" CRM_meta_migrate_target="n2"/>
      </rsc_op>
    </action_set>
    <inputs/>
  </synapse>
  <synapse id="3">
    <action_set>
      <crm_event id="1" operation="stonith" operation_key="stonith-n3-reboot" on_node="n3">
        <attributes CRM_meta_stonith_action="reboot"/>
      </crm_event>
    </action_set>
    <inputs/>
  </synapse>
  <synapse id="4">
    <action_set>
      <pseudo_event id="9" operation="stop" operation_key="redis_stop_0"
                    internal_operation_key="redis:0_stop_0"/>
    </action_set>
    <inputs/>
  </synapse>
  <synapse id="5">
    <action_set>
      <rsc_op id="10" operation="monitor" operation_key="u:1_monitor_0" on_node="n1">
        <primitive id="u:1" class="ocf" provider="pacemaker" type="Dummy"/>
      </rsc_op>
    </action_set>
    <inputs/>
  </synapse>
</transition_graph>"""


def steps() -> dict[int, Step]:
    return {step.id: step for step in read_graph(GRAPH).steps}


def test_an_operation_knows_its_resource_its_instance_and_what_comes_before() -> None:
    start = steps()[3]
    assert (start.kind, start.task, start.key) == (StepKind.RESOURCE, "start", "db_start_0")
    assert (start.resource, start.instance, start.node) == ("db", "db:1", "n2")
    assert start.after == (2, 4)
    assert (start.timeout_ms, start.interval_ms, start.priority) == (20000, 0, 1000000)
    unique = steps()[10]
    assert (unique.resource, unique.instance, unique.probe) == ("u", "u:1", True)


def test_recurring_checks_are_no_probes() -> None:
    check = steps()[5]
    assert (check.resource, check.instance, check.interval_ms) == ("my_db", None, 10000)
    assert not check.probe


def test_the_ends_of_a_live_migration_are_told() -> None:
    move = steps()[8]
    assert (move.resource, move.source, move.target) == ("vm", "n1", "n2")


def test_fencing_names_its_target_and_no_node_that_does_it() -> None:
    fence = steps()[1]
    assert (fence.kind, fence.task, fence.key) == (StepKind.CLUSTER, "stonith", "stonith")
    assert (fence.target, fence.node, fence.resource) == ("n3", None, None)


def test_what_is_only_supposed_to_be_stopped_is_named_by_its_key() -> None:
    pseudo = steps()[9]
    assert (pseudo.kind, pseudo.resource, pseudo.instance) == (StepKind.PSEUDO, "redis", "redis:0")


def test_what_the_scheduler_says_of_the_whole_is_kept() -> None:
    graph = read_graph(GRAPH)
    assert graph
    assert graph.attributes == {"cluster-delay": "60s", "transition_id": "7"}
    assert not read_graph("<transition_graph/>")
    assert read_graph("<transition_graph/>") == Graph()


@pytest.mark.parametrize("text", ["<cib/>", "no XML", "<transition_graph>"])
def test_what_is_no_graph_is_refused(text: str) -> None:
    with pytest.raises(CibError):
        read_graph(text)
