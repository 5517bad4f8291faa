"""A configuration with something of every kind in it."""

from engine.cib.document import Cib

RICH = """\
<?xml version="1.0" ?>
<!-- kept by hand -->
<cib validate-with="pacemaker-3.0" admin_epoch="0" epoch="7" num_updates="3">
  <configuration>
    <crm_config>
      <cluster_property_set id="cib-bootstrap-options">
        <nvpair id="o1" name="stonith-enabled" value="false"/>
      </cluster_property_set>
      <cluster_property_set id="night" score="5">
        <rule id="night-rule" score="0"><date_expression id="night-date" operation="date_spec">
          <date_spec id="night-spec" hours="1-5"/></date_expression></rule>
        <nvpair id="o2" name="maintenance-mode" value="true"/>
      </cluster_property_set>
    </crm_config>
    <nodes>
      <node id="1" uname="n1"/>
      <node id="2" uname="n2">
        <instance_attributes id="nodes-2">
          <nvpair id="nodes-2-standby" name="standby" value="on"/>
        </instance_attributes>
      </node>
    </nodes>
    <resources>
      <template id="t" class="ocf" provider="heartbeat" type="Dummy">
        <meta_attributes id="t-meta">
          <nvpair id="t-meta-role" name="target-role" value="Stopped"/>
        </meta_attributes>
      </template>
      <!-- the first -->
      <primitive id="a" class="ocf" provider="heartbeat" type="Dummy">
        <meta_attributes id="a-night"><rule id="a-rule" score="0">
          <date_expression id="a-date" operation="gt" start="2020-01-01"/></rule>
          <nvpair id="a-night-managed" name="is-managed" value="false"/></meta_attributes>
        <meta_attributes id="shared">
          <nvpair id="shared-role" name="target-role" value="Started"/>
        </meta_attributes>
        <instance_attributes id="a-params">
          <nvpair id="a-fake" name="fake" value="1"/>
        </instance_attributes>
      </primitive>
      <primitive id="b" class="ocf" provider="heartbeat" type="Dummy">
        <meta_attributes id-ref="shared"/>
      </primitive>
      <primitive id="c" class="ocf" provider="heartbeat" type="Dummy"/>
      <primitive id="fence" class="stonith" type="fence_dummy"/>
      <primitive id="tp" template="t"/>
      <group id="g">
        <meta_attributes id="g-meta">
          <nvpair id="g-role" name="target-role" value="Started"/></meta_attributes>
        <!-- members of g -->
        <primitive id="g1" class="ocf" provider="heartbeat" type="Dummy"/>
        <primitive id="g2" class="ocf" provider="heartbeat" type="Dummy"/>
      </group>
      <clone id="hc">
        <group id="h">
          <primitive id="h1" class="ocf" provider="heartbeat" type="Dummy"/>
        </group>
      </clone>
      <clone id="pc">
        <meta_attributes id="pc-meta">
          <nvpair id="pc-prom" name="promotable" value="true"/>
          <nvpair id="pc-max" name="clone-max" value="2"/>
        </meta_attributes>
        <primitive id="p" class="ocf" provider="pacemaker" type="Stateful"/>
      </clone>
      <master id="mm">
        <primitive id="m" class="ocf" provider="pacemaker" type="Stateful"/>
      </master>
      <bundle id="bun">
        <docker image="x" replicas="2"/>
        <network control-port="9999"><port-mapping id="bun-port" port="80"/></network>
        <primitive id="bp" class="ocf" provider="heartbeat" type="Dummy"/>
      </bundle>
    </resources>
    <constraints>
      <!-- where -->
      <rsc_location id="l1" rsc="a" node="n1" score="100"/>
      <rsc_location id="l2" rsc="g">
        <rule id="l2-rule" score="-INFINITY" boolean-op="or">
          <expression id="l2-e1" attribute="#uname" operation="ne" value="n1"/>
          <rule id="l2-inner" score="0"><date_expression id="l2-d" operation="in_range"
            start="2020-01-01" end="2030-01-01"/></rule>
        </rule>
      </rsc_location>
      <rsc_location id="l3" rsc="c"><rule id-ref="l2-rule"/></rsc_location>
      <rsc_location id="l4" rsc-pattern="^g" node="n2" score="-5"/>
      <rsc_location id="l5" node="n2" score="5">
        <resource_set id="l5-set"><resource_ref id="a"/><resource_ref id="hc"/></resource_set>
      </rsc_location>
      <rsc_location id="l6" rsc="b">
        <rule id="l6-rule" score="5"><!-- why -->
          <expression id="l6-e1" attribute="site" operation="eq" value="x" type="string"/>
          <expression id="l6-e2" attribute="odd" operation="defined"/>
        </rule>
      </rsc_location>
      <rsc_colocation id="c1" rsc="a" with-rsc="g" score="INFINITY"/>
      <rsc_colocation id="c2" rsc="b" with-rsc="mm" with-rsc-role="Master" score="50"/>
      <rsc_colocation id="c3" score="INFINITY">
        <resource_set id="c3-one" sequential="false">
          <resource_ref id="a"/><resource_ref id="b"/></resource_set>
        <!-- between -->
        <resource_set id="c3-two"><resource_ref id="c"/></resource_set>
      </rsc_colocation>
      <rsc_order id="o-1" first="g" then="a" score="0"/>
      <rsc_order id="o-2" first="mm" first-action="promote" then="b" then-action="start"/>
      <rsc_order id="o-3" kind="Optional">
        <resource_set id-ref="c3-one"/>
        <resource_set id="o3-two"><resource_ref id="pc"/></resource_set>
      </rsc_order>
      <rsc_order id="o-4">
        <resource_set id="o4"><resource_ref id="a"/><resource_ref id="hc"/></resource_set>
      </rsc_order>
      <rsc_order id="o-5" first="tagged" then="t"/>
      <rsc_ticket id="k1" rsc="c" ticket="T" loss-policy="stop"/>
    </constraints>
    <tags>
      <tag id="tagged"><obj_ref id="g"/><obj_ref id="c"/></tag>
      <tag id="lonely"><obj_ref id="h"/></tag>
    </tags>
    <fencing-topology>
      <fencing-level id="f1" target="n1" index="1" devices="fence"/>
    </fencing-topology>
  </configuration>
  <status/>
</cib>
"""

SCHEMAS = ("pacemaker-2.10", "pacemaker-3.0", "pacemaker-3.6", "pacemaker-3.7", "pacemaker-3.9")


def rich(schema: str = "pacemaker-3.9") -> Cib:
    """The document, following one of the schemas."""
    return Cib.parse(RICH.replace("pacemaker-3.0", schema))
